"""What the plan comes to, what else is open to the person, and everything that was taken away (0.8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from milium.domain.case import Case
from milium.domain.plan import Decision
from milium.engine.plan.bars import Bar
from milium.engine.plan.days import untested
from milium.engine.plan.eligibility import Candidate, usable_sunscreen
from milium.engine.plan.gates import is_cleared
from milium.engine.plan.ground import Ground
from milium.engine.plan.schedule import Schedule
from milium.engine.plan.steam import steam_bars
from milium.engine.plan.window_dp import FIRST


@dataclass(frozen=True, slots=True)
class Outcome:
    """The decision with its bars, before days and words are made.

    Attributes:
        line: The products the plan is made of, also when a wish to wait keeps them in the cupboard.
        left: Bars of the products that may be placed and were not chosen.
        schedule: The evenings; None when no active is placed on any day.
    """

    decision: Decision
    line: tuple[Candidate, ...]
    left: tuple[Bar, ...]
    schedule: Schedule | None


def _improving(case: Case) -> bool:
    return case.progress is not None and case.progress.improving


def overdue(ground: Ground) -> tuple[Bar, ...]:
    """Return the end of a course without improvement (SR-81)."""
    if _improving(ground.case) or is_cleared(ground.case):
        return ()
    start, limits = ground.history.long_course, ground.facts.limits
    if start is None or ground.case.today.toordinal() < start + limits.course_at_most_days:
        return ()
    return (Bar("SR-81", ground.actives, urgency="routine clinician"),)


def review_bars(ground: Ground, outcome: Outcome) -> tuple[Bar, ...]:
    """Return the review at 12 weeks (SR-81): said, and keeping nothing off."""
    start, limits = ground.history.long_course, ground.facts.limits
    if start is None or outcome.decision != "regimen":
        return ()
    since, today = start + limits.review_days, ground.case.today.toordinal()
    counted = any(e.date.toordinal() >= since for e in ground.case.entries("count"))
    if counted or not since <= today < start + limits.course_at_most_days:
        return ()
    return (Bar("SR-81", question="log.count", text="plan.review"),)


def decide(ground: Ground, *, places_actives: bool) -> Decision:
    """Return the first of refer, watch, regimen and base that applies."""
    if ground.gates.refer or overdue(ground):
        return "refer"
    if ground.gates.watch:
        return "watch"
    return "regimen" if places_actives and not ground.gates.base else "base"


def options(ground: Ground, outcome: Outcome) -> tuple[str, ...]:
    """Return what is open to the person: waiting and a clinician always, a plan where it is allowed."""
    only_a_wish = all(bar.rule == "SR-85" for bar in ground.gates.watch)
    closed = ground.gates.refer or ground.gates.base or overdue(ground) or not only_a_wish
    allowed = outcome.decision == "regimen" or (not closed and bool(outcome.line) and bool(ground.gates.watch))
    return ("plan", "watch", "see_clinician") if allowed else ("watch", "see_clinician")


def referral_bars(ground: Ground) -> tuple[Bar, ...]:
    """Return the bars that refer, most urgent things first as the gates list them."""
    return (*ground.gates.refer, *overdue(ground))


def all_bars(ground: Ground, outcome: Outcome) -> tuple[Bar, ...]:
    """Return every bar that took something away which the person owns or asked for."""
    gates = (*referral_bars(ground), *ground.gates.watch, *ground.gates.base)
    return (
        *(bar if bar.products else replace(bar, products=kept_off(ground, bar)) for bar in gates),
        *ground.bars,
        *outcome.left,
        *(_line_bars(ground, outcome.line, outcome.schedule) if not gates else ()),
        *steam_bars(ground),
        *review_bars(ground, outcome),
    )


def kept_off(ground: Ground, bar: Bar) -> tuple[str, ...]:
    """Return what a gate keeps off: every active, and for a baby everything but a sunscreen it may have."""
    if bar.rule != "SR-01":
        return ground.actives
    s, limits = ground.situation, ground.facts.limits
    too_young = s.age is not None and s.age.may_be_under_months(limits.months_sunscreen_from)
    return tuple(i for i, x in ground.products.items() if too_young or not usable_sunscreen(x, s, ground.facts))


def _line_bars(ground: Ground, line: Sequence[Candidate], schedule: Schedule | None) -> Iterator[Bar]:
    """Yield what keeps the products of the plan off some of its days."""
    today = ground.case.today.toordinal()
    end = schedule.timeline.end if schedule else today + ground.facts.limits.firm_days
    for c in line:
        for s in ground.spells:
            if s.holds(c) and s.last >= today and s.first < end:
                endless = s.logged or s.last >= date.max.toordinal()
                until = None if endless else date.fromordinal(s.last + 1)
                yield Bar(s.rule, (c.id,), until=until, question=s.question, text=s.text)
    if schedule is None:
        return
    yield from _controller_bars(schedule, today)
    for ident, offset in untested(ground, schedule).items():
        yield Bar("SR-15", (ident,), until=date.fromordinal(today + offset), question="spot_test")


def _controller_bars(schedule: Schedule, today: int) -> Iterator[Bar]:
    """Yield the controller's own holds as they stand today: irritation, sunscreen, a second active, the end."""
    t = schedule.timeline
    limits, state = t.rules.limits, schedule.evenings[0].state
    for i, (c, dose) in enumerate(zip(t.line, state.doses, strict=True)):
        if state.needs_zero or dose.waits:
            yield Bar("SR-46", (c.id,), question="check_in.irritation")
        elif dose.off_days > 0:
            yield Bar("SR-46", (c.id,), until=date.fromordinal(today + dose.off_days))
        if c.sun and state.spf_poor >= limits.spf_poor_in_a_row:
            yield Bar("SR-63", (c.id,), question="check_in.spf", text="plan.spf_poor")
        if state.more_bumps >= limits.more_bumps_in_a_row:
            yield Bar("SR-82", (c.id,), question="answers")
        uses = [n for n in range(len(schedule.evenings)) if schedule.evenings[n].symbol == FIRST + i]
        waiting = i > 0 and dose.since_start < 0
        if waiting:
            yield Bar("SR-42", (c.id,), until=date.fromordinal(today + uses[0]) if uses else None)
        if any(e.caps.reasons[i] == "SR-81" for e in schedule.evenings):
            ahead = None if schedule.evenings[0].caps.reasons[i] == "SR-81" else "plan.ends_ahead"
            yield Bar("SR-81", (c.id,), question="progress", text=ahead)
