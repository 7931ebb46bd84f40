"""Everything the rules look at, worked out once: steps, uses, the record of the past, the person."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from milium.domain.case import Case, LogEntry
from milium.domain.identify import Assessment
from milium.domain.label import Product
from milium.domain.person import AgeRange, Profile
from milium.domain.plan import Day, Slot, Step, Violation
from milium.domain.safety import Limits, Persons, SafetyFacts
from milium.engine.check.diary import CheckIn, last_skin, read_check_ins
from milium.engine.check.families import Classed, class_shelf
from milium.engine.check.track import Course, Track

SPOT_TEST = "spot_test"
PREGNANT_FLAG = "pregnant"
BREASTFEEDING = "breastfeeding"


@dataclass(frozen=True, slots=True)
class Placed:
    """One planned step on its day (proleptic ordinal), with its product classed.

    `tests_skin` is True for a spot test that stays within its few evenings: on the skin behind
    the ear, so no use on the face, but still a step with that product.
    """

    day: int
    slot: Slot
    step: Step
    product: Classed | None
    tests_skin: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """One use of an X product on the face: done (a tick) or planned."""

    day: int
    slot: Slot
    product: Classed
    planned: bool


@dataclass(frozen=True, slots=True)
class Pace:
    """A product in use before the record begins (M3): every day from first to last, so often in 7 evenings.

    `done` is the last evening that counts as done: from today on the planned uses count (SR-47).
    """

    product: Classed
    first: int
    last: int
    evenings: int
    done: int


@dataclass(frozen=True, slots=True)
class Scene:
    """One plan beside one case.

    Attributes:
        today, last: First and last day of the plan.
        firm_last: Last firm day.
        shelf: Products on the shelf today, classed by the checker.
        steps: Every planned step in date order.
        actives: Those of them with an X product.
        uses: Uses of X products in date order, done and planned; spot tests are not among them.
        planned_uses: Those of them that are planned.
        paces: What was in use before the record begins.
        columns: Columns of table 0.6 that hold: yes, unsure, trying, breastfeeding; sorted.
        words: Every flag of answers and check-ins, sorted.
        skin_now: What the latest entry says; None = not known.
        courses: Every course, in date order.
        climbs: Shelf id of each planned X product -> how far it may climb, one track per ladder.
    """

    case: Case
    facts: SafetyFacts
    assessment: Assessment
    decision: str
    options: tuple[str, ...]
    days: tuple[Day, ...]
    today: int
    last: int
    firm_last: int
    shelf: Mapping[str, Classed]
    steps: tuple[Placed, ...]
    actives: tuple[Placed, ...]
    uses: tuple[Use, ...]
    planned_uses: tuple[Use, ...]
    paces: tuple[Pace, ...]
    profile: Profile
    age: AgeRange | None
    slow: bool
    columns: tuple[str, ...]
    confirmed: frozenset[str]
    check_ins: tuple[CheckIn, ...]
    skin_now: tuple[str, ...] | None
    words: tuple[str, ...]
    courses: tuple[Course, ...] = ()
    climbs: Mapping[str, tuple[Track, ...]] = field(default_factory=dict)

    @property
    def limits(self) -> Limits:
        """Return the single numbers of the rules."""
        return self.facts.limits

    @property
    def persons(self) -> Persons:
        """Return the word lists about persons."""
        return self.facts.persons

    def planned(self) -> tuple[Use, ...]:
        """Return the planned uses of X products."""
        return self.planned_uses

    def x_steps(self, *families: str) -> list[Placed]:
        """Return the planned steps with an X product, or with one of `families`; spot tests too."""
        return [p for p in self.actives if not families or (p.product and p.product.has(*families))]

    def is_confirmed(self, active: str, family: str) -> bool:
        """Tell whether a clinician confirmed an active; a family name counts but for retinoids."""
        return active in self.confirmed or (family != "retinoid" and family in self.confirmed)

    def site(self) -> str | None:
        """Return the answered site."""
        return self.case.answers.get("site")

    def sites(self) -> tuple[str, ...]:
        """Return every place with bumps; without that input the answered site is the whole face (M1)."""
        own = self.site()
        return self.case.bump_sites or ((own,) if own else ())


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan as it is put before the checker: its days, the decision, and what is offered beside it."""

    days: tuple[Day, ...]
    decision: str
    options: tuple[str, ...]


def build_scene(
    plan: Proposal,
    case: Case,
    products: Mapping[str, Product],
    assessment: Assessment,
    facts: SafetyFacts,
) -> Scene:
    """Put a plan beside its case; nothing is judged here."""
    today = case.today.toordinal()
    profile = case.profile_on(case.today)
    here = {item.id for item in case.shelf_on(case.today)}
    every = class_shelf(products.values(), facts)
    shelf = {key: c for key, c in every.items() if key in here}
    steps = _steps(plan.days, shelf, facts.limits.spot_test_nights)
    uses = _uses(steps, _done(case, every))
    check_ins = read_check_ins(case)
    return Scene(
        case=case,
        facts=facts,
        assessment=assessment,
        decision=plan.decision,
        options=plan.options,
        days=plan.days,
        today=today,
        last=max([today, *(d.date.toordinal() for d in plan.days)]),
        firm_last=today + facts.limits.firm_days - 1,
        shelf=shelf,
        steps=steps,
        actives=tuple(p for p in steps if p.product and p.product.active),
        uses=uses,
        planned_uses=tuple(u for u in uses if u.planned),
        paces=_paces(case, every, today),
        profile=profile,
        age=case.age or (profile.age.as_range() if profile.age else None),
        slow=_is_slow(profile, facts.persons),
        columns=_columns(case, profile, check_ins),
        confirmed=frozenset(_confirmed(case, profile)),
        check_ins=check_ins,
        skin_now=last_skin(case, check_ins),
        words=tuple(sorted({*(case.answers.flags or ()), *(f for c in check_ins for f in c.flags)})),
    )


def finding(rule: str, days: Iterable[int], text: str, slot: Slot | None = None) -> Violation:
    """Return one finding; its date is the first of `days` (proleptic ordinals)."""
    dates = tuple(date.fromordinal(d) for d in sorted(set(days)))
    facts = (rule,) if rule.startswith("SR-") else ()
    return Violation(rule=rule, date=dates[0], slot=slot, text=text, facts=facts, days=dates)


def over_steps(rule: str, steps: Sequence[Placed], text: str) -> list[Violation]:
    """Return one finding over all `steps` that break a rule, or none."""
    if not steps:
        return []
    products = sorted({p.product.id if p.product else p.step.step for p in steps})
    said = f"{text} Seen: {', '.join(products)} on {len({p.day for p in steps})} day(s)."
    return [finding(rule, (p.day for p in steps), said, steps[0].slot)]


def must_refer(scene: Scene, rule: str, why: str) -> list[Violation]:
    """Return a finding unless the decision is refer."""
    if scene.decision == "refer":
        return []
    return [finding(rule, [scene.today], f"{why} The decision must be refer, not {scene.decision}.")]


def _steps(days: Sequence[Day], shelf: Mapping[str, Classed], test_evenings: int) -> tuple[Placed, ...]:
    out: list[Placed] = []
    tested: dict[str, int] = {}
    for day in sorted(days, key=lambda d: d.date):
        for slot, steps in (("am", day.am), ("pm", day.pm)):
            for step in steps:
                product = shelf.get(step.product) if step.product is not None else None
                tests = False
                if step.step == SPOT_TEST and product is not None:
                    tested[product.id] = tested.get(product.id, 0) + 1
                    tests = tested[product.id] <= test_evenings
                out.append(Placed(day.date.toordinal(), "am" if slot == "am" else "pm", step, product, tests))
    return tuple(out)


def _done(case: Case, products: Mapping[str, Classed]) -> list[Use]:
    out = []
    for (name, step), ticks in case.uses().items():
        product = products.get(str(name))
        if product is not None and product.active and step != SPOT_TEST:
            for tick in ticks:
                slot: Slot = "am" if tick.get("slot") == "am" else "pm"
                out.append(Use(tick.date.toordinal(), slot, product, planned=False))
    return out


def _uses(steps: Sequence[Placed], done: Sequence[Use]) -> tuple[Use, ...]:
    """Return done and planned uses; a planned step that is ticked already is done."""
    ticked = {(u.day, u.slot, u.product.id) for u in done}
    planned = [
        Use(p.day, p.slot, p.product, planned=True)
        for p in steps
        if p.product and p.product.active and not p.tests_skin and (p.day, p.slot, p.product.id) not in ticked
    ]
    return tuple(sorted([*done, *planned], key=lambda u: (u.day, u.slot, u.product.id)))


def _paces(case: Case, products: Mapping[str, Classed], today: int) -> tuple[Pace, ...]:
    """Return what was in use before the record begins: the first tick of anything after that ends it.

    From then on the ticks are the record, so that a product laid aside for months is not "in use".
    """
    ticked = _Ticked(case.ticks())
    out = []
    for product in products.values():
        use = product.item.in_use
        if use is not None and product.active and use.evenings_per_week > 0:
            since = use.since.toordinal()
            entered = max(since, _entered(case, product.id))
            last = ticked.first_from(entered, today)
            if since <= last:
                done = last if last < today else today - 1
                out.append(Pace(product, since, min(last, today), use.evenings_per_week, done))
    return tuple(out)


class _Ticked(NamedTuple):
    """Every tick, in date order."""

    ticks: Sequence[LogEntry]

    def first_from(self, day: int, otherwise: int) -> int:
        """Return the ordinal of the first tick on a day or after it."""
        at = bisect_left(self.ticks, date.fromordinal(day), key=lambda tick: tick.date)
        return self.ticks[at].date.toordinal() if at < len(self.ticks) else otherwise


def _entered(case: Case, product: str) -> int:
    """Return the day a product was put on the shelf; 0 when it stood there from the beginning."""
    days = [e.date.toordinal() for e in case.entries("product_added") if getattr(e.get("item"), "id", None) == product]
    return max(days, default=0)


def _is_slow(profile: Profile, persons: Persons) -> bool:
    phototype = profile.phototype
    dark = not isinstance(phototype, int) or phototype in persons.slow_phototypes
    marks = profile.past_dark_marks is not False
    conditions = profile.conditions
    return dark or marks or conditions is None or any(c in persons.slow_conditions for c in conditions)


def _columns(case: Case, profile: Profile, check_ins: Sequence[CheckIn]) -> tuple[str, ...]:
    """Return the columns of table 0.6 that hold; profile and flags: the stricter of the two."""
    told = case.answers.flags or ()
    changed = max((e.date.toordinal() for e in case.entries("profile")), default=0)
    late = {f for c in check_ins if c.day >= changed for f in c.flags}
    columns = set()
    if profile.pregnancy in ("yes", "unsure", "trying"):
        columns.add(str(profile.pregnancy))
    if PREGNANT_FLAG in told or PREGNANT_FLAG in late:
        columns.add("yes")
    if profile.breastfeeding or BREASTFEEDING in told or BREASTFEEDING in late:
        columns.add(BREASTFEEDING)
    return tuple(sorted(columns))


def _confirmed(case: Case, profile: Profile) -> Iterable[str]:
    yield from (c.strip().lower() for c in profile.confirmed)
    for entry in case.entries("clinician"):
        if entry.get("what") == "confirmed":
            yield str(entry.get("about")).strip().lower()
