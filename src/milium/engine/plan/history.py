"""What was really done: evenings and mornings with an active, the course, and what is already in use."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from milium.domain.case import Case, LogEntry
from milium.domain.label import Product, ShelfItem
from milium.domain.safety import SafetyFacts
from milium.engine.plan.eligibility import is_active

_SPOT_TEST = "spot_test"
Days = dict[int, set[str]]
_STRONG = ("exfoliate", "retinoid", "treat")


@dataclass(frozen=True, slots=True)
class History:
    """The past as ordinals of dates; "use" is any use of a product that counts as an active.

    Attributes:
        evenings, mornings: Ordinal -> shelf ids of the actives used then, sorted.
        scrubbed: Ordinals on which a scrub was ticked.
        unknown: Ordinals of evenings with a product whose label we no longer have.
        course: Ordinal of the first use of the current course, or None (safety rules 0.1).
        sure_course: The same, where a gap that could be read as long enough ends it too: what was not
            used since begins anew.
        long_course: The same, with what is in use taken as used up to today: read for the end of
            a course, where the earlier start is the stricter one.
        claimed: Something of the shelf is said to be in use.
        first_use: Shelf id -> ordinal of its first use ever.
        linked: The same as `course`, with what was in use taken as used on every day up to its end:
            read for a second active and for silence, where the longer run is the stricter one.
        linked_use: Shelf id -> ordinal of its first use in that run, after the last gap that could
            be read as one: the later start is the stricter one for a wait.
        last_use: Shelf id -> ordinal of its last use; what was in use: of the last it may have had.
        ticked: Ordinal -> shelf ids of the actives ticked on that evening, sorted.
        in_use_to: Shelf id of what was in use before -> ordinal of the first tick of anything
            after it was entered, today without any: before it only its pace is known.
    """

    evenings: Mapping[int, tuple[str, ...]]
    mornings: Mapping[int, tuple[str, ...]]
    scrubbed: tuple[int, ...]
    unknown: tuple[int, ...]
    course: int | None
    sure_course: int | None
    long_course: int | None
    claimed: bool
    first_use: Mapping[str, int]
    linked: int | None
    linked_use: Mapping[str, int]
    last_use: Mapping[str, int]
    ticked: Mapping[int, tuple[str, ...]]
    in_use_to: Mapping[str, int]

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
    today = case.today.toordinal()
    evenings, mornings, scrubbed, unknown = _read_uses(case, products, today)
    ticks = sorted({*evenings, *mornings})
    ticked = {d: tuple(sorted(evenings[d])) for d in sorted(evenings)}
    in_use_to = _in_use_to(case, products)
    every = set(ticks)
    for ident, end in in_use_to.items():
        for day in _in_use_days(products[ident], end, today, facts):
            evenings.setdefault(day, set()).add(ident)
        every.update(range(_since(products[ident]), end + 1))
    days = sorted({*evenings, *mornings})
    first, last = _first_and_last(evenings, mornings)
    for ident, end in in_use_to.items():
        first.setdefault(ident, _since(products[ident]))
        last[ident] = max(end, last.get(ident, 0))
    gap = facts.limits.course_gap_days
    course, linked = _course_start(days, today, gap), _course_start(sorted(every), today, gap)
    claimed = {d for i in sorted(products) for d in _in_use_days(products[i], today, today, facts)}
    return History(
        evenings={d: tuple(sorted(evenings[d])) for d in sorted(evenings)},
        mornings={d: tuple(sorted(mornings[d])) for d in sorted(mornings)},
        scrubbed=tuple(sorted(scrubbed)),
        unknown=tuple(sorted(unknown)),
        course=course,
        sure_course=_course_start(days, today, gap - 1),
        claimed=bool(claimed),
        long_course=_course_start(sorted({*days, *claimed}), today, gap),
        first_use=first,
        linked=linked,
        linked_use=_linked_use(evenings, mornings, linked, _course_start(sorted(every), today, gap - 1)),
        last_use=last,
        ticked=ticked,
        in_use_to=in_use_to,
    )


def _read_uses(case: Case, products: Mapping[str, Product], today: int) -> tuple[Days, Days, set[int], set[int]]:
    """Return the evenings and the mornings with actives, and the days with a scrub and with something unknown."""
    evenings: Days = {}
    mornings: Days = {}
    scrubbed: set[int] = set()
    unknown: set[int] = set()
    for (name, step), entries in case.uses().items():
        ident, product = str(name), products.get(str(name))
        if step == _SPOT_TEST:
            continue
        if product is None:
            if name is not None or step in _STRONG:
                unknown.update(_days(entries, today))  # water and "a light cream" are no product, and hide none
        elif "scrub" in product.roles:
            scrubbed.update(_days(entries, today))
        elif is_active(product):
            for slot, used in ((mornings, True), (evenings, False)):
                for day in _days((e for e in entries if (e.get("slot") == "am") == used), today):
                    slot.setdefault(day, set()).add(ident)
    return evenings, mornings, scrubbed, unknown


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


def _linked_use(
    evenings: Mapping[int, set[str]], mornings: Mapping[int, set[str]], linked: int | None, short: int | None
) -> dict[str, int]:
    """Return first uses since `linked`; those that go on after the shorter gap count from there."""
    if linked is None:
        return {}
    found = _first_and_last(evenings, mornings, since=linked)[0]
    if short is not None:
        found.update(_first_and_last(evenings, mornings, since=short)[0])
    return found


def _course_start(days: list[int], today: int, gap: int) -> int | None:
    """Return the first use that no gap of `gap` days follows; the days up to today count as a gap too."""
    start, after = None, today
    for day in reversed(days):
        if after - day > gap:
            break
        start, after = day, day
    return start


def _in_use_to(case: Case, products: Mapping[str, Product]) -> dict[str, int]:
    """Return shelf id -> where the ticks take over from "already in use" (M3).

    A product entered later, or said to be in use since later, has its own end: ticks of other
    things before that say nothing about it.
    """
    entered: dict[str, int] = {}
    for entry in case.entries("product_added"):
        item = entry.get("item")
        if isinstance(item, ShelfItem):
            entered[item.id] = entry.date.toordinal()
    out = {}
    for ident in sorted(products):
        use = products[ident].item.in_use
        if use is not None and use.evenings_per_week > 0 and is_active(products[ident]):
            asked = max(use.since.toordinal(), entered.get(ident, 0))
            out[ident] = _first_tick(case, asked)
    return out


def _first_tick(case: Case, since: int) -> int:
    """Return the ordinal of the first tick of anything from a day on, today's without any; a spot test is none."""
    today, begin = case.today.toordinal(), date.fromordinal(since)
    rows = [entries for (_, step), entries in case.uses().items() if step != _SPOT_TEST]
    found = [entries[i].date for entries in rows if (i := bisect_left(entries, begin, key=_date)) < len(entries)]
    return min([today, *(day.toordinal() for day in found)])


def _date(entry: LogEntry) -> date:
    return entry.date


def _days(entries: Iterable[LogEntry], today: int) -> Iterator[int]:
    """Yield the ordinals of entries up to today."""
    return (day for entry in entries if (day := entry.date.toordinal()) <= today)


def _since(product: Product) -> int:
    use = product.item.in_use
    return use.since.toordinal() if use is not None else 0


def _in_use_days(product: Product, end: int, today: int, facts: SafetyFacts) -> list[int]:
    """Return the evenings that stand for "already in use" (M3): evenly spread back from its end.

    The last one lies as far before as the pace says, so that the next evening keeps the pace.
    """
    use = product.item.in_use
    if use is None or not is_active(product) or use.evenings_per_week < 1:
        return []
    week = facts.limits.week_days
    pace = min(use.evenings_per_week, week)
    since, out = use.since.toordinal(), []
    number = 1
    while (day := end - -(-week * number // pace)) >= since:
        out.append(day)
        number += 1
    return [since, *out] if since <= end and since < today and since not in out else out
