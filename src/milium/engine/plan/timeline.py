"""One person's days as the controller reads them: what is off, what may start, what was done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from milium.domain.case import Case, LogEntry
from milium.domain.safety import SafetyFacts
from milium.engine.plan.eligibility import SUN_SENSITISING, Candidate
from milium.engine.plan.ground import Ground
from milium.engine.plan.history import History
from milium.engine.plan.inhand import shown_steam
from milium.engine.plan.spells import Spell
from milium.engine.plan.state import CALM, NONE, CheckIn, DayInput, Line, Rules, read_rules
from milium.engine.plan.window_dp import FIRST, OTHER, OTHER_ACID, REST, window_of


class Assumed(NamedTuple):
    """A product that was in use before: so many evenings in 7 up to the day before `end`."""

    id: str
    pace: int
    end: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything about the days that does not depend on where the planner puts a use.

    Attributes:
        line: The one or two products of the plan, the one started first in front.
        today, end: Ordinals of T and of the first day after the plan.
        begin: Ordinal from which the past is folded.
        spells: What keeps which of them off, and when.
        rest_days: Ordinals on which the person wants no active.
        after_steam: Today, when steam that was planned for last night may have been done (SR-34).
        others: Actives used in this course that are not in the line, but for acids that were swapped for one of it.
        turns: Ordinals on which a hold of one of the line or of the others begins or has ended.
        course_end: Ordinal from which nothing is placed any more, known from what is in use.
        assumed: What was in use before: on which evenings is not known, so the first days count
            the most that the pace allows.
        others_sun: One of the others needs sunscreen (SR-63).
        improving: The counts say so (SR-81).
        crowded_to: Last ordinal with another active than those of the line in its last 24 weeks.
    """

    line: tuple[Candidate, ...]
    rules: Rules
    today: int
    end: int
    begin: int
    spells: tuple[Spell, ...]
    checks: dict[int, tuple[CheckIn, ...]]
    history: History
    rest_days: frozenset[int]
    after_steam: frozenset[int]
    others: tuple[str, ...]
    tested: dict[str, tuple[int, ...]]
    acids: frozenset[str]
    turns: frozenset[int]
    course_end: int | None
    assumed: tuple[Assumed, ...]
    others_sun: bool
    crowded_to: int
    improving: bool = False
    memory: dict[object, Any] | None = field(default=None, compare=False, repr=False)  # of the log: see `folding`
    known: dict[int, DayInput] = field(default_factory=dict, compare=False, repr=False)  # days seen before, as read

    def assumed_before(self, one: Assumed, day: int) -> int:
        """Return the most uses that a pace may have had in the 6 evenings before `day` and before the ticks."""
        week = self.rules.limits.week_days
        evenings = min(max(one.end - day + week - 1, 0), week - 1)
        return -(-one.pace * evenings // week)

    def held_by(self, number: int, day: int) -> Spell | None:
        """Return the spell that keeps a product off on a day: the one that lasts longest."""
        mine = [s for s in self.spells if s.first <= day <= s.last and s.holds(self.line[number])]
        return max(mine, key=lambda s: (s.last, s.rule)) if mine else None

    def ready(self, number: int, day: int) -> bool:
        """Tell whether a first use may fall on `day`: tested or used before, or a projected day (SR-15)."""
        ident, limits = self.line[number].id, self.rules.limits
        if day >= self.today + limits.firm_days or ident in self.history.first_use:
            return True
        tests = self.tested.get(ident, ())
        return any(limits.spot_test_to_days <= day - t <= limits.spot_test_from_days for t in tests)

    def symbol_on(self, day: int) -> int:
        """Return what was used on a past evening, as the planner's window writes it."""
        return self._symbol(day, self.history.evenings.get(day, ()))

    def _symbol(self, day: int, used: Sequence[str]) -> int:
        if not used:
            return OTHER_ACID if day in self.history.unknown else REST
        own = [i for i, c in enumerate(self.line) if c.id in used]
        sour = any(ident in self.acids for ident in used)
        if len(used) == len(own) == 1:
            return FIRST + own[0]
        return OTHER_ACID if sour else OTHER

    def ticked_on(self, day: int) -> int:
        """Return the symbol of a past evening from its ticks alone: what was in use is counted apart."""
        return self._symbol(day, self.history.ticked.get(day, ()))

    def window(self, day: int, symbols: Sequence[int]) -> int:
        """Return the planner's window before `day`; what was in use on unknown evenings is not in it."""
        week = symbols[-self.rules.limits.week_days :]
        first = day - len(week)
        return window_of([self.ticked_on(d) if d < self.today else s for d, s in enumerate(week, first)])

    def uncounted(self, number: int, day: int) -> int:
        """Return how many uses of a product before `day` the window shows as something else."""
        ident, history = self.line[number].id, self.history
        week = range(day - self.rules.limits.week_days + 1, min(day, self.today + 1))
        done = [d for d in week if ident in history.ticked.get(d, ()) or ident in history.mornings.get(d, ())]
        return sum(self.ticked_on(d) != FIRST + number for d in done)


def read_timeline(ground: Ground, line: Sequence[Candidate], nights: int) -> Timeline:
    """Gather the days of a plan of `nights` evenings for the products of `line`."""
    case, facts, history = ground.case, ground.facts, ground.history
    today = case.today.toordinal()
    ids = {c.id for c in line}
    others = _others(ground, line)
    checks = _with_worse_counts(read_check_ins(case.entries("check_in")), case, facts.limits.more_bumps_in_a_row)
    slow_days = facts.limits.slow_start_rung_days
    return Timeline(
        line=tuple(line),
        rules=read_rules(
            [Line(c.ladder, slow_days if c.half_pace else 0, c.sun) for c in line], facts, slow=ground.situation.slow
        ),
        today=today,
        end=today + nights,
        begin=min([today, *checks, *((history.course,) if history.course else ())]),
        spells=tuple(x for x in ground.spells if any(x.holds(c) for c in line)),
        checks=checks,
        history=history,
        rest_days=_rest_days(case, facts, nights),
        after_steam=frozenset({d + facts.limits.steam_apart_days for d in shown_steam(case.shown)} & {today}),
        others=others,
        tested=_tested(case),
        acids=ground.acids,
        turns=_turns(ground, line, today + nights, others=bool(others)),
        course_end=_course_end(history, facts),
        assumed=tuple(
            Assumed(i, use.evenings_per_week, history.in_use_to[i])
            for i in ground.actives
            if i in history.in_use_to and (use := ground.products[i].item.in_use) is not None
        ),
        crowded_to=max((last for i, last in history.last_use.items() if i not in ids), default=0)
        + facts.limits.no_third_active_weeks * facts.limits.week_days,
        improving=case.progress is not None and case.progress.improving,
        memory=case.memory,
        others_sun=any(
            f in SUN_SENSITISING for i in others if i in ground.products for f in ground.products[i].families
        ),
    )


def _others(ground: Ground, line: Sequence[Candidate]) -> tuple[str, ...]:
    """Return what else was used in this course: a second active waits for it, also when it has left the house.

    An acid that has left the house is swapped, and a new acid need not wait for it (SR-42).
    """
    used = [i for i in sorted(ground.history.linked_use) if i not in {c.id for c in line}]
    new = [c for c in line if c.id not in ground.history.linked_use]
    swaps = all(c.id in ground.acids for c in new)
    return tuple(i for i in used if i in ground.products or not (swaps and i in ground.acids))


def _turns(ground: Ground, line: Sequence[Candidate], end: int, *, others: bool) -> frozenset[int]:
    """Return where a hold begins or has ended; one inside another counts too (0.5)."""
    mine = [x for x in ground.spells if x.of != "steam" and (others or any(x.holds(c) for c in line))]
    return frozenset(d for x in mine for d in (x.first, min(x.last, end) + 1))


def _course_end(history: History, facts: SafetyFacts) -> int | None:
    """Return when the course of what is in use ends (SR-81); None when the ticks tell it."""
    if history.long_course is None or not history.claimed:
        return None
    return history.long_course + facts.limits.course_at_most_days


def _rest_days(case: Case, facts: SafetyFacts, nights: int) -> frozenset[int]:
    """Return the ordinals of the plan on which the person wants no active."""
    today, week = case.today.toordinal(), facts.limits.week_days
    weekly = {d for d in range(today, today + nights) if (d - 1) % week in case.wishes.evenings_off}
    return frozenset(weekly | {d.toordinal() for d in case.wishes.dates_off})


def _tested(case: Case) -> dict[str, tuple[int, ...]]:
    """Return the ordinals of passed spot tests by shelf id."""
    tests: dict[str, tuple[int, ...]] = {}
    for entry in case.entries("spot_test"):
        if entry.get("result") == "ok":
            ident = str(entry.get("product"))
            tests[ident] = (*tests.get(ident, ()), entry.date.toordinal())
    return tests


def read_check_ins(entries: Sequence[LogEntry]) -> dict[int, tuple[CheckIn, ...]]:
    """Return the check-ins by ordinal; of several on one day the worst answers count."""
    days: dict[int, list[CheckIn]] = {}
    for entry in entries:
        days.setdefault(entry.date.toordinal(), []).append(_read_check_in(entry))
    return {day: _of_one_day(told) for day, told in days.items()}


def _with_worse_counts(
    checks: dict[int, tuple[CheckIn, ...]], case: Case, in_a_row: int
) -> dict[int, tuple[CheckIn, ...]]:
    """Return the check-ins with counts that grew told like more bumps in as many as it takes (SR-82).

    No later word that they are the same takes it back: only counts do.
    """
    since = case.progress.worse_since if case.progress else None
    if since is None:
        return checks
    first = since.toordinal()
    told = {d: tuple(c._replace(more_bumps=1) if d >= first else c for c in rows) for d, rows in checks.items()}
    return {**told, first: (*told.get(first, ()), *[CheckIn(more_bumps=1, flagged=NONE)] * in_a_row)}


def _read_check_in(entry: LogEntry) -> CheckIn:
    irritation = entry.integer("irritation")
    bumps = entry.get("bumps")
    return CheckIn(
        irritation=NONE if irritation is None else irritation,
        spf_ok=_word(entry.get("spf"), "ok"),
        adherence_good=_word(entry.get("adherence"), "good"),
        more_bumps=NONE if bumps is None else int(bumps in {"more", "larger"}),
        flagged=_flagged(entry),
    )


def _flagged(entry: LogEntry) -> int:
    if entry.words("flags") or entry.words("skin_now"):
        return 1
    return 0 if "flags" in entry.body else NONE


def _word(said: object, good: str) -> int:
    return NONE if said is None else int(said == good)


def _of_one_day(told: Sequence[CheckIn]) -> tuple[CheckIn, ...]:
    """Return the check-ins of one day: the worst of each answer as often as it was given, the others as not given."""
    if len(told) == 1:
        return tuple(told)
    return tuple(
        CheckIn(*answers)
        for answers in zip(
            _worst([c.irritation for c in told], max),
            _worst([c.spf_ok for c in told], min),
            _worst([c.adherence_good for c in told], min),
            _worst([c.more_bumps for c in told], max),
            _worst([c.flagged for c in told], max),
            strict=True,
        )
    )


def _worst(answers: Sequence[int], choose: Callable[[Sequence[int]], int]) -> list[int]:
    known = [a for a in answers if a != NONE]
    same = [a for a in known if a == choose(known)] if known else []
    return [*same, *[NONE] * (len(answers) - len(same))]


# -- folding the past --------------------------------------------------------------------------


class Done(NamedTuple):
    """What was done before a day, per product: on the evening before, and in its 7 evenings."""

    used: tuple[bool, ...]
    week: tuple[int, ...]


def day_input(t: Timeline, day: int, done: Done) -> DayInput:
    """Return what the controller sees on `day`; what does not hang on uses is read once a day."""
    known = t.known.get(day)
    if known is None:
        known = t.known[day] = _read_day(t, day, done)
        return known
    return known._replace(used=done.used, week=done.week)


def _read_day(t: Timeline, day: int, done: Done) -> DayInput:
    past = day <= t.today
    firm_end = t.today + t.rules.limits.firm_days
    every = t.rules.limits.assumed_check_in_every_days
    assumed = day >= firm_end and (day - firm_end) % every == 0
    held = tuple(t.held_by(i, day) for i in range(len(t.line)))
    course = t.history.course
    before = t.history.used_on(day - 1) if past and course is not None and day > course else ()
    return DayInput(
        used=done.used,
        week=done.week,
        other_used=any(ident not in {c.id for c in t.line} for ident in before),
        off=tuple(spell is not None for spell in held),
        restart=tuple(any(s.restart and s.first <= day <= s.last + 1 and s.holds(c) for s in t.spells) for c in t.line),
        ready=tuple(t.ready(i, day) for i in range(len(t.line))),
        others_since=_others_since(t, day),
        others_sun=t.others_sun,
        crowded=t.crowded_to >= day,
        heard=t.checks.get(day, ()) if past else ((CALM,) if assumed else ()),
        assumed_age=every if day == firm_end else NONE,
        turned=day in t.turns,
        ended=t.course_end is not None and day >= t.course_end,
        improving=t.improving,
    )


def _others_since(t: Timeline, day: int) -> int:
    """Return the days since the youngest other active of the course began, -1 without any."""
    gap, since = t.rules.limits.course_gap_days, t.history.linked_use
    # The last evening of what was in use is not known: its course may last until a gap after its end.
    perhaps = [one.id for one in t.assumed if one.id in since and one.end < day < one.end + gap]
    begun = [since[i] for i in (*t.others, *perhaps) if since[i] < day]
    return day - max(begun) if begun else NONE


def past_input(t: Timeline, day: int) -> DayInput:
    """Return the controller's view of a day up to today."""
    numbers = range(len(t.line))
    course = t.history.course
    known = course is not None and day > course
    used = tuple(known and c.id in t.history.used_on(day - 1) for c in t.line)
    count = tuple(_count_before(t, i, day) for i in numbers)
    return day_input(t, day, Done(used, count))


def _count_before(t: Timeline, number: int, day: int) -> int:
    """Return the evenings with a product among the 7 before `day`."""
    ident, evenings = t.line[number].id, t.history.evenings
    return sum(ident in evenings.get(d, ()) for d in range(day - t.rules.limits.week_days, day))
