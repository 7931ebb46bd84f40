"""Spells: stretches of days on which a rule keeps actives off, from dated events and the log."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from milium.domain.case import Case, Dated, LogEntry
from milium.domain.identify import Assessment
from milium.domain.safety import SafetyFacts, Window
from milium.engine.plan.eligibility import Candidate, sun_medicines
from milium.engine.plan.gates import cleared_on, flagged_check_ins
from milium.engine.plan.history import History
from milium.engine.plan.situation import Situation

_UNNAMED = "unnamed"
_FIRST_DAY = 1


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of days off, both ends included, as ordinals of dates.

    Attributes:
        of: x, x_but_retinoid, retinoid, aha_pha, sun_medicine (AHA, PHA and retinoid) or steam.
        question: What would end it, when an answer or event does.
        restart: What comes back does so at its start rung (SR-22, SR-80).
        logged: Only a logged event ends it: `last` is where the firm days or the plan end.
    """

    rule: str
    of: str
    first: int
    last: int
    question: str | None = None
    restart: bool = False
    logged: bool = False
    text: str | None = None

    def holds(self, candidate: Candidate) -> bool:
        """Tell whether it keeps a candidate off on its days."""
        if self.of == "x":
            return True
        if self.of == "retinoid":
            return candidate.kind == "retinoid"
        if self.of == "x_but_retinoid":
            return candidate.kind != "retinoid"
        if self.of == "aha_pha":
            return candidate.sun and candidate.kind != "retinoid"
        return self.of == "sun_medicine" and candidate.sun and not candidate.sun_agreed


def read_spells(
    case: Case, s: Situation, history: History, assessment: Assessment, facts: SafetyFacts
) -> tuple[Spell, ...]:
    """Return every spell of the person, past, present and known future, by first day.

    Spells that a logged event must end reach to the end of the firm days: on projected days one
    calm check-in a week is assumed (safety rules 0.1). Whole-plan gates are not spells.
    """
    firm_end = s.today.toordinal() + facts.limits.firm_days - 1
    checks = case.entries("check_in")
    found: list[Spell] = []
    for event in case.dated:
        found.extend(_windows(event, s, facts))
        if event.kind == "peel":
            found.extend(_after_peel(event, s, checks, facts, firm_end))
    if s.skin_now:
        found.append(_until_logged("SR-05", s.today.toordinal(), firm_end, "profile.skin_now"))
    found.extend(_sore_skin(checks, firm_end))
    found.extend(_hurt(case, checks, facts, firm_end))
    found.extend(_flagged(case, assessment, facts))
    found.extend(_no_check_in(case, history, checks, facts))
    found.extend(_sun_medicine(s, facts))
    found.extend(Spell("SR-72", "x", day, day + facts.limits.scrub_apart_days) for day in history.scrubbed)
    if not wants_retinoid(case):
        found.extend(_trip_retinoid(event, facts) for event in case.dated if event.kind == "sunny_travel")
    return tuple(sorted(found, key=lambda x: (x.first, x.last, x.rule, x.of)))


def wants_retinoid(case: Case) -> bool:
    """Tell whether the person asked for the retinoid (SR-63 leaves it on a trip only then)."""
    return case.wishes.first == "retinoid" or "retinoid" in case.wishes.prefer


def window_days(event: Dated, window: Window, *, slow: bool) -> tuple[int, int]:
    """Return the first and last ordinal of a window round an event, the stricter of clinic and rule.

    `healed` moves the end later, never earlier; `back_on` is the first day on again.
    """
    day = event.date.toordinal()
    first = window.slow_first if slow and window.slow_first is not None else window.first
    last = day + window.last
    if event.until is not None:
        last = event.until.toordinal() if window.until else max(last, event.until.toordinal())
    if window.of == "steam":
        return day + first, last
    if event.healed is not None:
        rest = max(window.after_closed_days - 1, 0)
        last = max(last, event.healed.toordinal() + rest)
    if event.back_on is not None:
        last = max(last, event.back_on.toordinal() - 1)
    if event.off_before_days is not None:
        first = min(first, -event.off_before_days)
    return day + first, last


def windows_of(kind: str, facts: SafetyFacts) -> tuple[Window, ...]:
    """Return the windows of a kind of event; a kind we don't know is an unnamed procedure."""
    found = facts.windows.get(kind)
    return facts.windows.get(_UNNAMED, facts.windows["laser"]) if found is None else found


def _windows(event: Dated, s: Situation, facts: SafetyFacts) -> Iterator[Spell]:
    for window in windows_of(event.kind, facts):
        first, last = window_days(event, window, slow=s.slow)
        if last >= first:
            yield Spell(window.rule, window.of, first, last)


def _after_peel(
    event: Dated, s: Situation, checks: Sequence[LogEntry], facts: SafetyFacts, firm_end: int
) -> Iterator[Spell]:
    """Yield the wait for a calm check-in from day 5 after a peel on (SR-51)."""
    day = event.date.toordinal()
    over = max(window_days(event, w, slow=s.slow)[1] for w in windows_of(event.kind, facts) if w.of != "steam") + 1
    seen = [e for e in checks if e.date.toordinal() >= day + facts.limits.peel_check_in_from_days]
    score = checks[-1].integer("irritation") if checks else None
    calm = bool(seen) and score is not None and score <= facts.limits.calm_irritation and not s.skin_now
    if not calm and over <= firm_end:
        yield _until_logged("SR-51", over, firm_end, "check_in")


def _sore_skin(checks: Sequence[LogEntry], firm_end: int) -> Iterator[Spell]:
    """Yield the days on which check-ins named trouble of the skin, until one names none (SR-05)."""
    for i, entry in enumerate(checks):
        if not entry.words("skin_now"):
            continue
        end = _first_empty_skin(checks[i + 1 :], entry.date)
        first = entry.date.toordinal()
        if end is None:
            yield _until_logged("SR-05", first, max(first, firm_end), "check_in.skin_now")
        else:
            yield Spell("SR-05", "x", first, max(first, end - 1))


def _hurt(case: Case, checks: Sequence[LogEntry], facts: SafetyFacts, firm_end: int) -> Iterator[Spell]:
    """Yield the days off after a picked bump or a burn: broken skin until a check-in says it is whole."""
    for entry in case.entries("reaction"):
        if entry.get("what") not in {"picked", "burn"}:
            continue
        first = entry.date.toordinal()
        shortest = first + facts.limits.picked_days - 1
        end = _first_empty_skin([e for e in checks if e.date > entry.date], entry.date)
        if end is None:
            yield _until_logged("SR-05", first, max(shortest, firm_end), "check_in.skin_now", text="plan.picked")
        else:
            yield Spell("SR-05", "x", first, max(shortest, end - 1), text="plan.picked")


def _first_empty_skin(checks: Iterable[LogEntry], after: date) -> int | None:
    """Return the ordinal of the first check-in that says the skin has nothing, None without one."""
    for entry in checks:
        if entry.date >= after and entry.get("skin_now") is not None and not entry.words("skin_now"):
            return entry.date.toordinal()
    return None


def _flagged(case: Case, assessment: Assessment, facts: SafetyFacts) -> Iterator[Spell]:
    """Yield the days between a red flag and its clearing; open ones close the whole plan instead."""
    for seen in assessment.seen:
        cleared = cleared_on(case, seen.flag.id, seen.on)
        if cleared is not None and seen.flag.urgency != "self-care":
            first = max(seen.on.toordinal(), _FIRST_DAY)
            yield Spell("SR-80", "x", first, cleared.toordinal() - 1, restart=True)
    for on, cleared, _ in flagged_check_ins(case, facts):
        if cleared is not None:
            yield Spell("SR-22", "x", on.toordinal(), cleared.toordinal() - 1, restart=True)


def _no_check_in(case: Case, history: History, checks: Sequence[LogEntry], facts: SafetyFacts) -> Iterator[Spell]:
    """Yield the firm days more than 28 days after the last check-in while an active is in use (0.5).

    The days count from the start of the course at the earliest, or from the first thing the person
    told us when that is later: before it nobody asked. So a first use after a long break is not
    taken back the moment it is ticked.
    """
    limits = facts.limits
    firm_end = case.today.toordinal() + limits.firm_days - 1
    if history.linked is None:
        return
    said = [e.date for e in case.log[:1]] + ([case.started] if case.started else [])
    told = min(said, default=case.today).toordinal()
    last = max(history.linked, told, *(check.date.toordinal() for check in checks[-1:]))
    first = last + limits.no_actives_without_check_in_days + 1
    if first <= firm_end:
        yield _until_logged("SR-45", first, firm_end, "check_in", text="plan.no_check_in")


def _sun_medicine(s: Situation, facts: SafetyFacts) -> Iterator[Spell]:
    for first, last in sun_medicines(s, facts):
        if last is not None:
            yield Spell("SR-60", "sun_medicine", first, last)
        elif first > s.today.toordinal():
            yield Spell("SR-60", "sun_medicine", first, date.max.toordinal(), question="profile.confirmed")


def _trip_retinoid(event: Dated, facts: SafetyFacts) -> Spell:
    first = event.date.toordinal()
    last = max(window_days(event, w, slow=False)[1] for w in windows_of(event.kind, facts))
    return Spell("SR-63", "retinoid", first, last, text="plan.trip_retinoid")


def _until_logged(rule: str, first: int, last: int, question: str, text: str | None = None) -> Spell:
    return Spell(rule, "x", first, last, question=question, logged=True, text=text)
