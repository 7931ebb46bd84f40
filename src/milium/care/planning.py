"""Plan, explain, and check a case: everything that leads to nights passes the gate here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from milium.care import plans
from milium.care.allergies import with_allergies
from milium.care.answers import finish, knowledge_hold, texted_hold
from milium.care.assess import assess
from milium.care.cases import CaseReading
from milium.care.desk import Desk
from milium.care.fields import to_date
from milium.care.identifying import identification_data
from milium.domain.case import Case
from milium.domain.findings import Hold
from milium.domain.identify import Assessment
from milium.domain.label import Product
from milium.domain.plan import Day, Decision, Moved, Plan, Violation
from milium.engine.check import RULES, check, check_done
from milium.engine.plan import Why, base_plan, explain, lowered_by, make_plan, moving_over
from milium.errors import BadInput, KnowledgeMissing, place_of

WEEK = 7
WEEKS_WHEN_NOTHING_IS_KNOWN = 2
UNMADE, UNCHECKED = "plan.unmade", "plan.unchecked"  # what stopped on the way: the planner, the checker
NO_PLAN_OPTIONS = ("watch", "see_clinician")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a plan is made from and checked against."""

    case: Case
    products: Mapping[str, Product]
    assessment: Assessment
    weeks: int


@dataclass(frozen=True, slots=True)
class Passed:
    """A plan that may be shown. Only `_gated` builds it.

    Attributes:
        plan: The plan that the checker found nothing in; without any step where even that was not to be had.
        fault: What it found in the one made first, or what stopped on the way; () when all went well.
        checked: Whether the checker has looked at `plan` and found nothing.
    """

    plan: Plan
    fault: tuple[Violation, ...] = ()
    checked: bool = True


def situation(desk: Desk, case: Case, weeks: int | None) -> Situation:
    """Return what a plan of the case is made from."""
    knowledge = desk.knowledge
    case = with_allergies(case, knowledge)
    assessment = assess(case, knowledge.identify, knowledge.safety.persons)
    return Situation(case, desk.products(case), assessment, _weeks(desk, weeks))


def plan(desk: Desk, data: Mapping[str, object], today: date | None, weeks: int | None) -> dict[str, object]:
    """Make a plan, pass it through the gate, and say what holds and why."""
    ident = data.get("id") if isinstance(data, Mapping) else None
    try:
        reading = desk.read(data, today)
        at = situation(desk, reading.case, weeks)
        made, stopped = _tried(lambda: _opened(desk, reading, _made(desk, at), at), UNMADE, at)
        done, unread = _tried(lambda: done_data(desk, at), UNCHECKED, at)
        passed = _gated(desk, made, at, (*stopped, *unread))
        moved, broke = _tried(lambda: _moved_over(desk, passed.plan, at), UNMADE, at)
        if broke:
            passed = _gated(desk, None, at, (*passed.fault, *broke))
    except KnowledgeMissing as error:
        return _no_plan(desk, error, today, weeks, ident)
    answer = plan_data(passed, at.case.today)
    answer["moving_over"] = [row.as_data() for row in moved or ()]
    answer["identified"] = identification_data(at.assessment.now)
    answer["done"] = done or []
    answer.update(_fault_data(passed.fault))
    return finish(answer, desk.knowledge, facts=passed.plan.facts, issues=reading.issues, ident=ident)


def _tried(part: Callable[[], T], rule: str, at: Situation) -> tuple[T | None, tuple[Violation, ...]]:
    """Return what a part of ours gives; that it stopped is a finding, so nothing that needed it passes the gate."""
    try:
        return part(), ()
    except KnowledgeMissing:
        raise
    except Exception as error:  # whatever stops it, and whatever its own words hold: only kind and place are told
        what = "The planner" if rule == UNMADE else "The checker"
        text = f"{what} stopped: {type(error).__name__} in {place_of(error)}."
        return None, (Violation(rule, at.case.today, None, text),)


def _fault_data(fault: Sequence[Violation]) -> dict[str, object]:
    """Return the key that every answer carries when a plan of ours did not pass, and only then."""
    return {"fault": [violation.as_data() for violation in fault]} if fault else {}


def done_data(desk: Desk, at: Situation) -> list[dict[str, object]]:
    """Return what was ticked today or yesterday and no plan would have held, with a calm word about tomorrow."""
    found = check_done(at.case, at.products, at.assessment, desk.knowledge.safety)
    words = {key: desk.knowledge.texts.get(f"plan.done.{key}").says for key in ("says", "next_step")}
    return [{**violation.as_data(), **words} for violation in found]


def _moved_over(desk: Desk, shown: Plan, at: Situation) -> tuple[Moved, ...]:
    """Return what the plan that is shown makes of every product that was in use."""
    knowledge, case = desk.knowledge, at.case
    ahead = max(at.weeks, knowledge.vocabulary.weeks["planned_at_least"])

    def lowering(ident: str, days: Sequence[date]) -> tuple[str, ...]:
        return lowered_by(case, at.products, at.assessment, knowledge.safety, ahead, days, ident)

    here = {item.id: at.products[item.id] for item in case.shelf_on(case.today)}
    return moving_over(shown, here, knowledge.safety, knowledge.texts, lowering)


def _made(desk: Desk, at: Situation) -> Plan:
    """Make the plan, looking far enough ahead that a first use is prepared; cut to the weeks asked for."""
    knowledge = desk.knowledge
    ahead = max(at.weeks, knowledge.vocabulary.weeks["planned_at_least"])
    made = make_plan(at.case, at.products, at.assessment, knowledge.safety, ahead, texts=knowledge.texts)
    days = made.days[: at.weeks * WEEK]
    uses = any(step.families for day in days for step in (*day.am, *day.pm))
    decision = "base" if made.decision == "regimen" and not uses else made.decision
    return replace(made, days=days, decision=decision)


def _weeks(desk: Desk, weeks: int | None) -> int:
    limits = desk.knowledge.vocabulary.weeks
    if weeks is None:
        return limits["default"]
    if not 1 <= weeks <= limits["most"]:
        raise BadInput(f"{weeks} is out of range.", where="weeks", fix=f"Give a number from 1 to {limits['most']}.")
    return weeks


def _opened(desk: Desk, reading: CaseReading, made: Plan, at: Situation) -> Plan:
    """Fall back to the base week while something that may matter for safety is unread."""
    if not reading.blocking or made.decision != "regimen":
        return made
    hold = texted_hold(desk.knowledge, "unread", "unread", question=reading.blocking[0].where)
    return _base(desk, made, hold, at)


def _gated(desk: Desk, made: Plan | None, at: Situation, stopped: tuple[Violation, ...] = ()) -> Passed:
    """Return the plan if the checker finds nothing; else the fullest base week that passes, and what was found.

    The base week passes the same gate. Should it fail too, it is shown without products, and
    last without steps: no step is shown that has not been checked.

    Args:
        desk: The knowledge.
        made: The plan; None when it could not be made.
        at: What it was made from.
        stopped: What stopped on the way here; nothing passes then but the base week.
    """
    found = (*stopped, *(() if made is None else _found(desk, made, at)))
    if made is not None and not found:
        return Passed(made)
    base, _ = _tried(lambda: _base(desk, made, texted_hold(desk.knowledge, "gate", "gate"), at), UNMADE, at)
    for shown in () if base is None else (base, _bare(base)):
        if not _found(desk, shown, at):
            return Passed(shown, found)
    empty = _empty(desk, base or made, at)
    return Passed(empty, found, checked=not _found(desk, empty, at))


def _found(desk: Desk, shown: Plan, at: Situation) -> tuple[Violation, ...]:
    """Return what the checker finds; that it stopped is a finding too, so an unchecked plan is never shown."""
    found, stopped = _tried(lambda: _check(desk, shown.days, shown.decision, shown.options, at), UNCHECKED, at)
    return (*(found or ()), *stopped)


def _bare(base: Plan) -> Plan:
    """Return a base week whose steps name no product."""
    return replace(base, days=tuple(_without_products(day) for day in base.days))


def _empty(desk: Desk, like: Plan | None, at: Situation) -> Plan:
    """Return days without a step; who should be seen first is still sent there."""
    holds = tuple(hold for hold in like.holds if hold.reason != "gate") if like else ()
    closed = like is not None and like.decision in {"refer", "watch"}
    decision: Decision = like.decision if like and closed else "refer" if at.assessment.seen else "base"
    return Plan(
        decision=decision,
        options=NO_PLAN_OPTIONS,
        holds=(texted_hold(desk.knowledge, "gate", "gate"), *holds),
        days=tuple(_no_steps(at.case.today, at.weeks)),
        facts=like.facts if like else (),
        urgency=like.urgency if like else None,
    )


def _no_steps(first: date, weeks: int) -> Iterator[Day]:
    return (Day(first + timedelta(days=i), firm=False) for i in range(weeks * WEEK))


def _without_products(day: Day) -> Day:
    """Return a day whose steps name no product: water, or one to buy."""
    am, pm = (tuple(replace(step, product=None, families=()) for step in steps) for steps in (day.am, day.pm))
    return replace(day, am=am, pm=pm)


def _check(
    desk: Desk, days: Sequence[Day], decision: str, options: Sequence[str], at: Situation
) -> tuple[Violation, ...]:
    return check(days, decision, options, at.case, at.products, at.assessment, desk.knowledge.safety)


def _base(desk: Desk, made: Plan | None, hold: Hold, at: Situation) -> Plan:
    base = base_plan(at.case, at.products, at.assessment, desk.knowledge.safety, at.weeks, texts=desk.knowledge.texts)
    return replace(base, holds=(hold, *(base if made is None else made).holds))


def _no_plan(
    desk: Desk, error: KnowledgeMissing, today: date | None, weeks: int | None, ident: object
) -> dict[str, object]:
    """Return days without a step: nothing is said that would stand on broken knowledge."""
    hold, issue = knowledge_hold(desk.knowledge, error)
    first = today or desk.clock_today()
    answer: dict[str, object] = {
        "today": first.isoformat(),
        "decision": "base",
        "options": list(NO_PLAN_OPTIONS),
        "holds": [hold.as_data()],
        "moving_over": [],
        "days": [day.as_data() for day in _no_steps(first, weeks or WEEKS_WHEN_NOTHING_IS_KNOWN)],
        "checked": {"rules": [], "violations": []},
    }
    return finish(answer, desk.knowledge, facts=hold.facts, issues=[issue], ident=ident)


def why(
    desk: Desk, data: Mapping[str, object], day: date, product: str, *, today: date | None, weeks: int | None
) -> dict[str, object]:
    """Say which rules, if any, keep a product off an evening."""
    reading = desk.read(data, today)
    at = situation(desk, reading.case, weeks)
    shelf = [item.id for item in at.case.shelf_on(at.case.today)]
    if product not in shelf:
        on_it = ", ".join(shelf) or "nothing"
        raise BadInput(f"{product!r} is not on the shelf.", where="product", fix=f"On it: {on_it}.")
    if not 0 <= (day - at.case.today).days < at.weeks * WEEK:
        fix = f"Give a date in the {at.weeks} weeks from {at.case.today}."
        raise BadInput(f"{day} is outside the plan.", where="date", fix=fix)
    found, fault = _explained(desk, reading, at, day, product)
    holds = found.holds
    if reading.blocking:
        holds = (texted_hold(desk.knowledge, "unread", "unread", question=reading.blocking[0].where), *holds)
    notes = [_note(desk, key) for key in found.notes]
    answer: dict[str, object] = {
        "date": day.isoformat(),
        "product": product,
        "allowed": not holds,
        "rules": [hold.as_data() for hold in holds],
        "planned": "here" in found.notes,
        "notes": notes,
        **_fault_data(fault),
    }
    facts = [*(fact for hold in holds for fact in hold.facts), *(fact for note in notes for fact in note["facts"])]
    return finish(answer, desk.knowledge, facts=facts, issues=reading.issues, ident=data.get("id"))


def _explained(
    desk: Desk, reading: CaseReading, at: Situation, day: date, product: str
) -> tuple[Why, tuple[Violation, ...]]:
    """Return what the plan says of one evening; nothing but the gate's hold where the plan does not pass."""
    knowledge = desk.knowledge
    found, stopped = _tried(
        lambda: explain(
            at.case, at.products, at.assessment, knowledge.safety, at.weeks, day, product, texts=knowledge.texts
        ),
        UNMADE,
        at,
    )
    made, unmade = _tried(lambda: _opened(desk, reading, _made(desk, at), at), UNMADE, at)
    fault = _gated(desk, made, at, (*stopped, *unmade)).fault
    if found is None or fault:
        return Why((texted_hold(knowledge, "gate", "gate"),), ()), fault
    return found, ()


def _note(desk: Desk, key: str) -> dict[str, Any]:
    """Return one thing that is no rule, in words."""
    text = desk.knowledge.texts.get(f"plan.why.{key}")
    return {"id": key, "says": text.says, "facts": list(text.facts)}


def check_plan(desk: Desk, made: object, data: Mapping[str, object], today: date | None) -> dict[str, object]:
    """Check any plan in our JSON against a case; nothing the plan claims is believed."""
    first = _first_day(made)
    reading = desk.read(data, today or (None if isinstance(data, Mapping) and data.get("today") else first))
    at = situation(desk, reading.case, None)
    read = plans.read_plan(made, at.case.today)
    found, stopped = _tried(lambda: _check(desk, read.days, read.decision, read.options, at), UNCHECKED, at)
    violations = [*read.malformed, *(found or ()), *stopped]
    answer: dict[str, object] = {
        "violations": [v.as_data() for v in violations],
        "rules": [] if stopped else sorted(RULES),
        **_fault_data(stopped),
    }
    facts = [fact for v in violations for fact in v.facts]
    return finish(answer, desk.knowledge, facts=facts, issues=reading.issues, ident=data.get("id"))


def _first_day(made: object) -> date | None:
    days = made.get("days") if isinstance(made, Mapping) else None
    row = days[0] if isinstance(days, list) and days else None
    return to_date(row.get("date")) if isinstance(row, Mapping) else None


def plan_data(passed: Passed, today: date) -> dict[str, object]:
    """Return the contract's keys of a plan that passed the gate."""
    made = passed.plan
    return {
        "today": today.isoformat(),
        "decision": made.decision,
        "urgency": made.urgency,
        "options": list(made.options),
        "holds": [hold.as_data() for hold in made.holds],
        "days": [day.as_data() for day in made.days],
        "checked": {"rules": sorted(RULES) if passed.checked else [], "violations": []},
    }
