"""The shipped checker as a monitor: its climbs, its ears and its rules about nights, from week to week.

What a week does to each part of the checker's memory hangs on a few things only: to the ears on
what is told; to the clock of the course on the evenings; to a climb on the evenings of its own
active, on what the ears heard, and on the height its ladder has in these weeks of the course. Each
part is worked out by a function that is given nothing else, once for every value of these, and
then remembered.
"""

from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from milium.domain.safety import Ladder, Limits, SafetyFacts
from milium.engine.check import climb as climbs
from milium.engine.check import ears as listening
from milium.engine.check import nights
from milium.engine.check.climb import Climb, ClimbDay, Climber, Pacing
from milium.engine.check.ears import NEVER, Ears, Heard, older
from milium.engine.check.track import Course
from milium.proof.inputs import Machine, Week
from milium.proof.numbers import Numbers

REST = 0
DAY = 1_000  # any date: rules about nights only count days

Rules = frozenset[str]
NONE: Rules = frozenset()


class Watch(NamedTuple):
    """What the checker remembers of a person: the numbers of its parts."""

    answers: int
    climbs: tuple[int, ...]
    clock: int


class Answers(NamedTuple):
    """What was told: the memory of check-ins, and the runs of poor sunscreen and of more bumps."""

    ears: Ears
    poor: int = 0
    more: int = 0


class Clock(NamedTuple):
    """The course so far. Ages in days, -1 = none.

    Attributes:
        begun: Days since the first use of each active in the course.
        evenings: The last 7 evenings, the latest last.
        course: Days since the first use of the course.
        idle: Days since any use.
    """

    begun: tuple[int, ...]
    evenings: tuple[int, ...]
    course: int = NEVER
    idle: int = NEVER


class _Listened(NamedTuple):
    """What is heard on a day: the ears after it, what they heard, and the score."""

    ears: Ears
    heard: Heard | None
    score: int | None


class _Heard(NamedTuple):
    """What is heard in a week: the answers after it, and day by day the number of what was listened to."""

    after: int
    days: tuple[int, ...]
    no_sun: bool
    frozen: bool


class _First(NamedTuple):
    """The first use of an active in a course, beside another one that is in use for some days."""

    day: int
    number: int
    other: int
    other_for: int


class _Passed(NamedTuple):
    """What the evenings of a week do: the clock after them, and what the rules about nights say.

    Attributes:
        heights: Per active, the number of the course weeks of the seven days as its ladder tells them apart.
        firsts: First uses beside another active.
        new: Some active is used for the first time in the course.
        untried: Some active was not yet used on a day.
    """

    after: int
    heights: tuple[int, ...]
    broken: Rules
    spoke: Rules
    firsts: tuple[_First, ...]
    new: bool
    untried: bool


class _Climbed(NamedTuple):
    """What a day, or a week, does to one climb.

    Attributes:
        settled: Per day the age of its latest change, and its calm pair (SR-42).
    """

    after: int
    broken: Rules
    spoke: Rules
    settled: tuple[tuple[int, bool], ...]


class _Day(NamedTuple):
    """All that a day of one climb hangs on: numbers of active, climb and what was heard, the course week, and facts."""

    i: int
    climb: int
    listened: int
    week: int
    used: bool
    off: bool
    no_sun: bool
    frozen: bool


class _Told(NamedTuple):
    """What is told in a week: the number of the answers before it, and of the week."""

    answers: int
    number: int


class Monitor:
    """Follows one machine from week to week."""

    def __init__(self, machine: Machine, facts: SafetyFacts) -> None:
        self.machine, self.facts, self.limits = machine, facts, facts.limits
        pace = self.limits.slow_start_rung_days if machine.half_pace else None
        self.ladders = [active.ladder[int(machine.slow)] for active in machine.actives]
        self.climbers = [Climber(Pacing(ladder, pace), self.limits) for ladder in self.ladders]
        self.second = self.limits.second_active_days_slow if machine.slow else self.limits.second_active_days
        self.end = self.limits.course_at_most_days if machine.course else _clock_days(machine, self.limits)
        self.nights = cache(self._nights)
        self._answers: Numbers[Answers] = Numbers()
        self._climbs: Numbers[Climb] = Numbers()
        self._clocks: Numbers[Clock] = Numbers()
        self._heights: Numbers[tuple[int, ...]] = Numbers()
        self._heard: dict[tuple[int, int], _Heard] = {}
        self._passed: dict[tuple[int, tuple[int, ...]], _Passed] = {}
        self._listened: Numbers[_Listened] = Numbers()
        self._climbed: dict[tuple[int, ...], _Climbed] = {}
        self._lived: dict[_Day, _Climbed] = {}

    def start(self) -> Watch:
        """Return the memory of a person who has used nothing."""
        count = len(self.climbers)
        return Watch(
            self._answers.number(Answers(Ears())),
            tuple(self._climbs.number(climber.start()) for climber in self.climbers),
            self._clocks.number(Clock((NEVER,) * count, (REST,) * self.limits.week_days)),
        )

    def week(self, watch: Watch, evenings: tuple[int, ...], number: int) -> tuple[Watch, Rules, Rules]:
        """Go one week on.

        Args:
            watch: The memory at the end of the week before.
            evenings: Seven symbols: 0 = rest, 1 or 2 = the active used.
            number: Which week of the machine; its check-in is heard on the first day.

        Returns:
            The new memory, the rules these evenings break, and those that had something to say.
        """
        week = self.machine.weeks[number]
        heard, passed = self._hear(watch.answers, number), self._pass(watch.clock, evenings)
        broken, spoke = passed.broken, passed.spoke
        after: list[int] = []
        lived: list[_Climbed] = []
        told = _Told(watch.answers, number)
        for i, climb in enumerate(watch.climbs):
            row = self._climb(i, climb, passed.heights[i], told, evenings)
            lived.append(row)
            after.append(row.after)
            broken, spoke = broken | row.broken, spoke | row.spoke
        if not week.tested and passed.untried:
            spoke = spoke | {"SR-15"}
            broken = broken | {"SR-15"} if passed.new else broken
        for first in passed.firsts:
            spoke = spoke | {"SR-42"}
            if self._too_early(first, lived[first.other], self._listened.known[heard.days[first.day]].ears):
                broken = broken | {"SR-42"}
        return Watch(heard.after, tuple(after), passed.after), broken, spoke

    # -- what is told ---------------------------------------------------------------------------

    def _hear(self, answers: int, number: int) -> _Heard:
        row = self._heard.get((answers, number))
        if row is None:
            row = self._heard[answers, number] = self._listen(self._answers.known[answers], self.machine.weeks[number])
        return row

    def _listen(self, answers: Answers, week: Week) -> _Heard:
        limits, told = self.limits, week.told(DAY)
        ears, poor, more = answers
        days: list[int] = []
        for day in range(limits.week_days):
            ears, heard, score = listening.a_day_later(ears, limits), None, None
            if told is not None and day == 0:
                ears, heard = listening.hear(ears, told, limits, slow=self.machine.slow)
                score = told.irritation
                poor = min(poor + 1, limits.spf_poor_in_a_row) if told.spf == "poor" else 0
                more = min(more + 1, limits.more_bumps_in_a_row) if told.bumps == "more" else 0
            days.append(self._listened.number(_Listened(ears, heard, score)))
        after = self._answers.number(Answers(ears, poor, more))
        return _Heard(after, tuple(days), poor >= limits.spf_poor_in_a_row, more >= limits.more_bumps_in_a_row)

    # -- the evenings ---------------------------------------------------------------------------

    def _pass(self, clock: int, evenings: tuple[int, ...]) -> _Passed:
        row = self._passed.get((clock, evenings))
        if row is None:
            row = self._passed[clock, evenings] = self._count(self._clocks.known[clock], evenings)
        return row

    def _count(self, clock: Clock, evenings: tuple[int, ...]) -> _Passed:
        broken, spoke = NONE, NONE
        weeks: list[int] = []
        firsts: list[_First] = []
        new = untried = False
        for day, symbol in enumerate(evenings):
            untried = untried or NEVER in clock.begun
            window, over = (*clock.evenings, symbol), self.machine.course and self._is_over(clock)
            clock = self._older(clock, symbol)
            weeks.append(max(clock.course, 0) // self.limits.week_days + 1)
            if symbol != REST and clock.begun[symbol - 1] == NEVER:
                firsts += self._beside(day, symbol - 1, clock.begun)
                begun = (*clock.begun[: symbol - 1], 0, *clock.begun[symbol:])
                clock, new = clock._replace(begun=begun), True
            found, said = self.nights(window, clock.course)
            broken, spoke = broken | found, spoke | said
            if over:
                broken, spoke = broken | ({"SR-81"} if symbol != REST else NONE), spoke | {"SR-81"}
        if NEVER not in clock.begun:  # it is asked only before the first use of another, and all start anew together
            clock = clock._replace(begun=(self.second,) * len(clock.begun))
        heights = tuple(self._heights.number(_told_apart(ladder, weeks)) for ladder in self.ladders)
        return _Passed(self._clocks.number(clock), heights, broken, spoke, tuple(firsts), new, untried)

    def _is_over(self, clock: Clock) -> bool:
        return older(clock.course, self.end) >= self.limits.course_at_most_days

    def _older(self, clock: Clock, symbol: int) -> Clock:
        """Let a day pass for the course: a gap of four weeks without any use ends it (0.1)."""
        gap = self.limits.course_gap_days
        idle, course, begun = older(clock.idle, gap), older(clock.course, self.end), clock.begun
        if idle >= gap:
            course, begun = NEVER, (NEVER,) * len(begun)
        if symbol != REST:
            idle, course = 0, max(course, 0)
        return Clock(tuple(older(age, self.second) for age in begun), (*clock.evenings[1:], symbol), course, idle)

    @staticmethod
    def _beside(day: int, number: int, begun: Sequence[int]) -> list[_First]:
        others = [i for i, age in enumerate(begun) if i != number and age != NEVER]
        return [_First(day, number, others[0], begun[others[0]])] if others else []

    # -- the climbs -----------------------------------------------------------------------------

    def _climb(self, i: int, climb: int, heights: int, told: _Told, evenings: tuple[int, ...]) -> _Climbed:
        used = tuple([symbol == i + 1 for symbol in evenings])
        key = (i, climb, heights, *told, *used)
        row = self._climbed.get(key)
        if row is None:
            row = self._climbed[key] = self._live(i, climb, self._heights.known[heights], told, used)
        return row

    def _live(self, i: int, climb: int, weeks: Sequence[int], told: _Told, used: Sequence[bool]) -> _Climbed:
        """Let one active live a week; return its climb, the rules broken, and those that spoke."""
        week, heard = self.machine.weeks[told.number], self._hear(*told)
        no_sun = heard.no_sun and self.machine.actives[i].sun
        broken, spoke = NONE, NONE
        settled: tuple[tuple[int, bool], ...] = ()
        for day, listened in enumerate(heard.days):
            key = _Day(i, climb, listened, weeks[day], used[day], week.off, no_sun, heard.frozen)
            lived = self._lived.get(key)
            if lived is None:
                lived = self._lived[key] = self._live_a_day(key)
            climb, broken, spoke = lived.after, broken | lived.broken, spoke | lived.spoke
            settled += lived.settled
        return _Climbed(climb, broken, spoke, settled)

    def _live_a_day(self, day: _Day) -> _Climbed:
        climber, (ears, heard, score) = self.climbers[day.i], self._listened.known[day.listened]
        today = ClimbDay(day.used, heard, score, off=day.off or day.no_sun, frozen=day.frozen, week=day.week)
        climb = climber.live(self._climbs.known[day.climb], ears, today)
        broken, spoke = _own(climb, climber.count(climb, today), day)
        return _Climbed(self._climbs.number(climb), broken, spoke, ((climb.changed, climb.calm_pair),))

    def _too_early(self, first: _First, other: _Climbed, ears: Ears) -> bool:
        changed, pair = other.settled[first.day]
        calm = pair and ears.last <= self.limits.calm_pair_latest_days
        return bool(
            climbs.second_faults(first.other_for, changed, calm=calm, limits=self.limits, slow=self.machine.slow)
        )

    # -- the nights -----------------------------------------------------------------------------

    def _nights(self, evenings: tuple[int, ...], course: int) -> tuple[Rules, Rules]:
        """Ask the rules about nights for tonight, with the evenings before it as done."""
        scene = self._scene(evenings, course)
        broken = {v.rule for rule in (nights.sr_43, nights.sr_44, nights.sr_40, nights.sr_47) for v in rule(scene)}
        used = evenings[-1]
        if used == REST:
            return frozenset(broken), frozenset()
        spoke = {"SR-47", "SR-40", "SR-43"}
        if self.machine.actives[used - 1].acid:
            spoke.add("SR-44")
        return frozenset(broken), frozenset(spoke)

    def _scene(self, evenings: tuple[int, ...], course: int) -> Any:
        """Return as much of a scene as the rules about nights read."""
        products = [_Stand(f"active-{i}", active.acid) for i, active in enumerate(self.machine.actives)]
        uses = tuple(
            SimpleNamespace(day=DAY - ago, slot="pm", product=products[symbol - 1], planned=ago == 0)
            for ago, symbol in zip(range(len(evenings) - 1, -1, -1), evenings, strict=True)
            if symbol != REST
        )
        planned = tuple(use for use in uses if use.planned)
        began = () if course == NEVER else (Course(DAY - course, DAY),)
        return SimpleNamespace(
            uses=uses,
            planned_uses=planned,
            planned=lambda: planned,
            limits=self.limits,
            courses=began,
            slow=self.machine.slow,
            paces=(),
            today=DAY,
            case=SimpleNamespace(ticks=tuple),
        )


class _Stand(NamedTuple):
    """A product as the rules about nights read it."""

    id: str
    acid: bool

    def has(self, *families: str) -> bool:
        return ("aha" if self.acid else "retinoid") in families


def _own(climb: Climb, count: int, day: _Day) -> tuple[Rules, Rules]:
    """Return the broken rules and those with something to say about one active tonight."""
    spoke: set[str] = set()
    if climb.held:
        spoke.add("SR-70" if climb.by_repeat else "SR-46")
    if day.off:
        spoke.add("SR-05")
    if day.no_sun:
        spoke.add("SR-63")
    if not day.used:
        return NONE, frozenset(spoke)
    broken = set(spoke)
    spoke |= {"SR-45", "SR-82"} if day.frozen else {"SR-45"}
    if count > climb.rung:
        broken.add("SR-82" if day.frozen else "SR-45")
    return frozenset(broken), frozenset(spoke)


def _told_apart(ladder: Ladder, weeks: Sequence[int]) -> tuple[int, ...]:
    """Return course weeks as a ladder tells them apart: each by the first week that has its height."""
    return tuple([max((w for w in ladder.top_from_week if w <= week), default=1) for week in weeks])


def _clock_days(machine: Machine, limits: Limits) -> int:
    """Return the day of a course after which its week makes no difference to any rule of the checker."""
    weeks = [limits.no_neighbours_until_week, limits.azelaic_may_share_from_week]
    weeks += [week for week, _ in (*limits.load_normal, *limits.load_slow) if week is not None]
    weeks += [week for active in machine.actives for ladder in active.ladder for week in ladder.top_from_week]
    return limits.week_days * (max(weeks) + 1)
