"""What was really done: evenings and mornings with an active, the course, and what is already in use."""

from collections.abc import Mapping
from dataclasses import dataclass

from milium.domain.case import Case
from milium.domain.label import Product
from milium.domain.safety import SafetyFacts
from milium.engine.plan.eligibility import is_active

_SPOT_TEST = "spot_test"


@dataclass(frozen=True, slots=True)
class History:
    """The past as ordinals of dates; "use" is any use of a product that counts as an active.

    Attributes:
        evenings, mornings: Ordinal -> shelf ids of the actives used then, sorted.
        scrubbed: Ordinals on which a scrub was ticked.
        unknown: Ordinals of evenings with a product whose label we no longer have.
        course: Ordinal of the first use of the current course, or None (safety rules 0.1).
        long_course: The same, with what is in use taken as used up to today: read for the end of
            a course, where the earlier start is the stricter one.
        claimed: Something of the shelf is said to be in use.
        first_use: Shelf id -> ordinal of its first use ever.
        course_use: The same, in the current course.
        last_use: Shelf id -> ordinal of its last use.
        first_tick: First ticked use of an active in the current course; what was in use before
            the person came to us has none.
        known_from: Ordinal of the first tick of anything, today without any: before it only
            what was in use is known, and only as a pace.
    """

    evenings: Mapping[int, tuple[str, ...]]
    mornings: Mapping[int, tuple[str, ...]]
    scrubbed: tuple[int, ...]
    unknown: tuple[int, ...]
    course: int | None
    long_course: int | None
    claimed: bool
    first_use: Mapping[str, int]
    course_use: Mapping[str, int]
    last_use: Mapping[str, int]
    first_tick: int | None
    known_from: int

    def used_on(self, day: int) -> tuple[str, ...]:
        """Return the actives used on a day, in either slot."""
        return tuple(sorted({*self.evenings.get(day, ()), *self.mornings.get(day, ())}))


def read_history(case: Case, products: Mapping[str, Product], facts: SafetyFacts) -> History:
    """Fold ticks, and what was in use before the first tick, into the past.

    Args:
        case: The case; its log ends today.
        products: Every product we can read, by shelf id.
        facts: The facts of the safety rules.
    """
    evenings: dict[int, set[str]] = {}
    mornings: dict[int, set[str]] = {}
    scrubbed: set[int] = set()
    unknown: set[int] = set()
    today = first_tick = case.today.toordinal()
    for entry in case.ticks():
        ident, day = str(entry.get("product")), entry.date.toordinal()
        if entry.get("step") == _SPOT_TEST or day > today:
            continue
        first_tick = min(first_tick, day)
        product = products.get(ident)
        if product is None:
            unknown.add(day)
        elif "scrub" in product.roles:
            scrubbed.add(day)
        elif is_active(product):
            (mornings if entry.get("slot") == "am" else evenings).setdefault(day, set()).add(ident)
    ticked = sorted({*evenings, *mornings})
    for ident in sorted(products):
        for day in _in_use_days(products[ident], first_tick, facts):
            evenings.setdefault(day, set()).add(ident)
    days = sorted({*evenings, *mornings})
    first, last = _first_and_last(evenings, mornings)
    gap = facts.limits.course_gap_days
    course = _course_start(days, today, gap)
    claimed = {d for i in sorted(products) for d in _in_use_days(products[i], today, facts)}
    return History(
        evenings={d: tuple(sorted(evenings[d])) for d in sorted(evenings)},
        mornings={d: tuple(sorted(mornings[d])) for d in sorted(mornings)},
        scrubbed=tuple(sorted(scrubbed)),
        unknown=tuple(sorted(unknown)),
        course=course,
        claimed=bool(claimed),
        long_course=_course_start(sorted({*days, *claimed}), today, gap),
        first_use=first,
        course_use=_first_and_last(evenings, mornings, since=course or today)[0],
        last_use=last,
        known_from=first_tick,
        first_tick=next((d for d in ticked if course is not None and d >= course), None),
    )


def _first_and_last(
    evenings: Mapping[int, set[str]], mornings: Mapping[int, set[str]], *, since: int = 0
) -> tuple[dict[str, int], dict[str, int]]:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for day in sorted(d for d in {*evenings, *mornings} if d >= since):
        for ident in sorted({*evenings.get(day, ()), *mornings.get(day, ())}):
            first.setdefault(ident, day)
            last[ident] = day
    return first, last


def _course_start(days: list[int], today: int, gap: int) -> int | None:
    """Return the first use that no gap of `gap` days follows; the days up to today count as a gap too."""
    start, after = None, today
    for day in reversed(days):
        if after - day > gap:
            break
        start, after = day, day
    return start


def _in_use_days(product: Product, first_tick: int, facts: SafetyFacts) -> list[int]:
    """Return the evenings that stand for "already in use" (M3): evenly spread back from the first tick.

    The last one lies as far before as the pace says, so that the next evening keeps the pace.
    """
    use = product.item.in_use
    if use is None or not is_active(product) or use.evenings_per_week < 1:
        return []
    week = facts.limits.week_days
    pace = min(use.evenings_per_week, week)
    since, out = use.since.toordinal(), []
    number = 1
    while (day := first_tick - -(-week * number // pace)) >= since:
        out.append(day)
        number += 1
    return [since, *out] if since < first_tick and since not in out else out
