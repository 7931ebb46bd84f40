"""The shipped checker as a monitor: its climbs, its ears and its rules about nights, from day to day."""

from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from milium.domain.safety import Limits, SafetyFacts
from milium.engine.check import climb as climbs
from milium.engine.check import ears as listening
from milium.engine.check import nights
from milium.engine.check.climb import Climb, ClimbDay, Climber, Pacing
from milium.engine.check.ears import NEVER, Ears, Heard, older
from milium.engine.check.track import Course
from milium.proof.inputs import Machine, Week

REST = 0
DAY = 1_000  # any date: rules about nights only count days


class Watch(NamedTuple):
    """What the checker remembers of a person. Ages in days, -1 = none.

    Attributes:
        ears: The check-ins.
        climbs: One per active.
        begun: Days since the first use of each in the course.
        evenings: The last 7 evenings, the latest last.
        course: Days since the first use of the course.
        idle: Days since any use.
        poor, more: Runs of poor sunscreen and of more bumps.
    """

    ears: Ears
    climbs: tuple[Climb, ...]
    begun: tuple[int, ...]
    evenings: tuple[int, ...]
    course: int = NEVER
    idle: int = NEVER
    poor: int = 0
    more: int = 0


class _Clock(NamedTuple):
    """The course today: days without use before it, days since its first use, and whether it has run its full time."""

    idle: int
    course: int
    begun: tuple[int, ...]
    over: bool


class _Stand(NamedTuple):
    """A product as the rules about nights read it."""

    id: str
    acid: bool

    def has(self, *families: str) -> bool:
        return ("aha" if self.acid else "retinoid") in families


class Monitor:
    """Follows one machine; `day` is called once a day."""

    def __init__(self, machine: Machine, facts: SafetyFacts) -> None:
        self.machine, self.facts, self.limits = machine, facts, facts.limits
        pace = self.limits.slow_start_rung_days if machine.half_pace else None
        self.climbers = [
            Climber(Pacing(active.ladder[int(machine.slow)], pace), self.limits) for active in machine.actives
        ]
        self.second = self.limits.second_active_days_slow if machine.slow else self.limits.second_active_days
        self.clock = self.limits.course_at_most_days if machine.course else _clock_days(machine, self.limits)
        self.nights = cache(self._nights)

    def start(self) -> Watch:
        """Return the memory of a person who has used nothing."""
        count = len(self.climbers)
        return Watch(Ears(), tuple(c.start() for c in self.climbers), (NEVER,) * count, (REST,) * self.limits.week_days)

    def day(
        self, watch: Watch, symbol: int, week: Week, *, first: bool
    ) -> tuple[Watch, frozenset[str], frozenset[str]]:
        """Go one day on.

        Args:
            watch: The memory at the end of the day before.
            symbol: 0 = rest, 1 or 2 = the active used this evening.
            week: What the week brings; its check-in is heard on the first day.
            first: The first day of the week.

        Returns:
            The new memory, the rules this evening breaks, and those that had something to say.
        """
        limits, slow = self.limits, self.machine.slow
        ears = listening.a_day_later(watch.ears, limits)
        heard: Heard | None = None
        told = week.told(DAY) if first else None
        poor, more = watch.poor, watch.more
        if told is not None:
            ears, heard = listening.hear(ears, told, limits, slow=slow)
            poor = min(poor + 1, limits.spf_poor_in_a_row) if told.spf == "poor" else 0
            more = min(more + 1, limits.more_bumps_in_a_row) if told.bumps == "more" else 0
        clock = self._clock(watch, symbol)
        now, broken, spoke = self._climbed(
            watch, clock, ears, heard, symbol=symbol, week=week, first=first, poor=poor, more=more
        )
        begun = clock.begun
        if symbol != REST:
            second = self._second(symbol - 1, begun, now, ears)
            broken, spoke = broken | second[0], spoke | second[1]
            if begun[symbol - 1] == NEVER:
                broken = broken if week.tested else broken | {"SR-15"}
                begun = (*begun[: symbol - 1], 0, *begun[symbol:])
        if not week.tested and NEVER in watch.begun:
            spoke = spoke | {"SR-15"}
        evenings = (*watch.evenings[1:], symbol)
        found, said = self.nights((watch.evenings[0], *evenings), clock.course)
        broken, spoke = broken | found, spoke | said
        if clock.over:
            broken, spoke = broken | ({"SR-81"} if symbol != REST else set()), spoke | {"SR-81"}
        idle = 0 if symbol != REST else clock.idle
        return Watch(ears, now, begun, evenings, clock.course, idle, poor, more), broken, spoke

    def _clock(self, watch: Watch, symbol: int) -> "_Clock":
        """Let a day pass for the course: a gap of four weeks without any use ends it (0.1)."""
        limits = self.limits
        idle, course, begun = older(watch.idle, limits.course_gap_days), older(watch.course, self.clock), watch.begun
        over = self.machine.course and course >= limits.course_at_most_days
        if idle >= limits.course_gap_days:
            course, begun = NEVER, (NEVER,) * len(begun)
        begun = tuple(older(age, self.second) for age in begun)
        return _Clock(idle, 0 if course == NEVER and symbol != REST else course, begun, over)

    def _climbed(
        self,
        watch: Watch,
        clock: "_Clock",
        ears: Ears,
        heard: Heard | None,
        *,
        symbol: int,
        week: Week,
        first: bool,
        poor: int,
        more: int,
    ) -> tuple[tuple[Climb, ...], frozenset[str], frozenset[str]]:
        """Let every active live the day; return their climbs, the rules broken, and those that spoke."""
        no_sun, frozen = poor >= self.limits.spf_poor_in_a_row, more >= self.limits.more_bumps_in_a_row
        score = week.irritation if first and week.irritation >= 0 else None
        weeks = max(clock.course, 0) // self.limits.week_days + 1
        now: list[Climb] = []
        broken: set[str] = set()
        spoke: set[str] = set()
        for i, (climber, climb) in enumerate(zip(self.climbers, watch.climbs, strict=True)):
            off = week.off or (no_sun and self.machine.actives[i].sun)
            used = symbol == i + 1
            today = ClimbDay(used=used, heard=heard, score=score, off=off, frozen=frozen, week=weeks)
            new = climber.live(climb, ears, today)
            now.append(new)
            rules = self._own(i, new, climber.count(new, today), week, used=used, no_sun=no_sun, frozen=frozen)
            broken.update(rules[0])
            spoke.update(rules[1])
        return tuple(now), frozenset(broken), frozenset(spoke)

    def _own(
        self, number: int, climb: Climb, count: int, week: Week, *, used: bool, no_sun: bool, frozen: bool
    ) -> tuple[set[str], set[str]]:
        """Return the broken rules and those with something to say about one active tonight."""
        spoke: set[str] = set()
        if climb.held:
            spoke.add("SR-70" if climb.by_repeat else "SR-46")
        if week.off:
            spoke.add("SR-05")
        if no_sun and self.machine.actives[number].sun:
            spoke.add("SR-63")
        broken = set(spoke) if used else set()
        if used:
            spoke.add("SR-45")
            if frozen:
                spoke.add("SR-82")
            if count > climb.rung:
                broken.add("SR-82" if frozen else "SR-45")
        return broken, spoke

    def _second(self, number: int, begun: Sequence[int], now: Sequence[Climb], ears: Ears) -> tuple[set[str], set[str]]:
        others = [i for i, age in enumerate(begun) if i != number and age != NEVER]
        if begun[number] != NEVER or not others:
            return set(), set()
        other = now[others[0]]
        calm = other.calm_pair and ears.last <= self.limits.calm_pair_latest_days
        found = climbs.second_faults(
            begun[others[0]], other.changed, calm=calm, limits=self.limits, slow=self.machine.slow
        )
        return ({"SR-42"} if found else set()), {"SR-42"}

    def _nights(self, evenings: tuple[int, ...], course: int) -> tuple[frozenset[str], frozenset[str]]:
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


def _clock_days(machine: Machine, limits: Limits) -> int:
    """Return the day of a course after which its week makes no difference to any rule of the checker."""
    weeks = [limits.no_neighbours_until_week, limits.azelaic_may_share_from_week]
    weeks += [week for week, _ in (*limits.load_normal, *limits.load_slow) if week is not None]
    weeks += [week for active in machine.actives for ladder in active.ladder for week in ladder.top_from_week]
    return limits.week_days * (max(weeks) + 1)
