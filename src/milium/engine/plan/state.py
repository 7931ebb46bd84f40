"""What the controller remembers and reads: small integers, so that every state can be visited."""

from collections.abc import Sequence
from typing import NamedTuple

from milium.domain.safety import Ladder, Limits, SafetyFacts
from milium.engine.plan.decisions import Follower
from milium.errors import KnowledgeMissing

NONE = -1  # not started, not told, none: below every count of days


class CheckIn(NamedTuple):
    """A check-in as the controller reads it; -1 = the key is missing.

    Attributes:
        irritation: 0-3 or -1.
        spf_ok, adherence_good: 1, 0 or -1.
        more_bumps: 1 = more or larger, 0 = fewer or the same, -1.
        flagged: 1 when any flag was ticked, 0 when none was, -1 when nobody asked.
    """

    irritation: int = NONE
    spf_ok: int = NONE
    adherence_good: int = NONE
    more_bumps: int = NONE
    flagged: int = 0


# The check-in assumed on projected days. It says nothing about the bumps: more of them twice is
# answered by the questions alone (SR-82).
CALM = CheckIn(0, 1, 1, NONE, 0)


class Line(NamedTuple):
    """The rules of one active: its ladder as the person climbs it."""

    ladder: Ladder
    half_pace_days: int  # every rung lasts at least this long; 0 = the ladder's own days
    sun: bool

    def days_at(self, rung: int) -> int:
        """Return how many days a rung lasts at least."""
        return max(self.ladder.days_at(rung), self.half_pace_days)

    def pause_days(self) -> int:
        """Return the days without a rise after anything changed."""
        return max(self.ladder.rung_days, self.half_pace_days)


class Tables(NamedTuple):
    """The decision tables of `packs/safety/tables.yaml`, ready to be followed."""

    score: Follower
    soreness: Follower
    gap: Follower
    hold: Follower
    evening: Follower


class Rules(NamedTuple):
    """Everything `step` reads besides state and day: one line per active, in order of start.

    Attributes:
        clock_days: The day of a course after which its week makes no difference to any rule.
        settled_days: Days after which no rule asks any more how long ago anything changed.
    """

    lines: tuple[Line, ...]
    limits: Limits
    slow: bool
    tables: Tables
    clock_days: int
    settled_days: int


def read_rules(lines: Sequence[Line], facts: SafetyFacts, *, slow: bool) -> Rules:
    """Return the rules of a person for some actives.

    Raises:
        KnowledgeMissing: A decision table is not there.
    """
    limits, tables = facts.limits, _followers(facts)
    return Rules(tuple(lines), limits, slow, tables, _clock_days(lines, limits), _settled_days(lines, limits))


def _clock_days(lines: Sequence[Line], limits: Limits) -> int:
    weeks = [limits.no_neighbours_until_week, limits.azelaic_may_share_from_week]
    weeks += [week for week, _ in (*limits.load_normal, *limits.load_slow) if week is not None]
    weeks += [week for line in lines for week in line.ladder.top_from_week]
    return limits.week_days * (max(weeks) + 1)


def _settled_days(lines: Sequence[Line], limits: Limits) -> int:
    pauses = (line.pause_days() for line in lines)
    return max(limits.second_active_rung_stable_days, limits.assumed_check_in_every_days, *pauses)


def _followers(facts: SafetyFacts) -> Tables:
    missing = [name for name in Tables._fields if name not in facts.tables]
    if missing:
        problem = f"the decision table {missing[0]} is missing."
        raise KnowledgeMissing(problem, where="packs/safety/tables.yaml", fix="Restore the table.")
    return Tables(*(Follower(facts.tables[name]) for name in Tables._fields))


class Dose(NamedTuple):
    """Where one active stands. Every count of days stops growing where no rule can tell it from more.

    Attributes:
        rung: Most uses in any 7 evenings, as really reached; the start rung before the first use.
        lived: The rung was used to the full since it was reached, or since it was held or laid off.
        since: For 1, 2, ... uses in 7 evenings: days since the last evening that made as many.
        since_start: Days since its first use in the course; -1 = not started.
        since_change: Days since its rung was first used to the full, or fell, or a hold of it
            began or ended.
        off_days: Days still off because of irritation, today included.
        waits: Off until a check-in of 0 or 1 (SR-46 at the start rung).
        was_off: It was held on the last day seen.
        rising: Today one use more than the rung is allowed. The rung rises when that use is made,
            because a rise is measured against what was done (SR-45); unused, the leave lapses
            with its reasons.
    """

    rung: int
    lived: bool = False
    since: tuple[int, ...] = ()
    since_start: int = NONE
    since_change: int = 0
    off_days: int = 0
    waits: bool = False
    was_off: bool = False
    rising: bool = False

    @property
    def started(self) -> bool:
        """Tell whether it was used in this course."""
        return self.since_start >= 0


class State(NamedTuple):
    """The controller's memory, small integers only.

    Attributes:
        doses: One per line of the rules.
        course: Days since the first use of the course, -1 = no course; read for course weeks.
        long_course: The same, but a gap ends it one day later: read for the end of the course,
            so that both readings of "a gap of 28 days" are kept.
        since_any: Days since any active was used.
        since_change: Days since any rung changed or any hold began or ended.
        heard: Age of the latest check-in in days.
        calm: It was calm, and nothing changed since.
        pair: So was the one before it, long enough before: a calm pair (0.5).
        sore: The last known score counted as red or raw (SR-46).
        sore_since: Days since the first check-in of the present run of scores above 0, -1 = none.
        needs_zero: Off until a check-in of 0.
        spf_poor, more_bumps: Length of the present run of such answers.
    """

    doses: tuple[Dose, ...]
    course: int = NONE
    long_course: int = NONE
    since_any: int = 0
    since_change: int = 0
    heard: int = NONE
    calm: bool = False
    pair: bool = False
    sore: bool = False
    sore_since: int = NONE
    needs_zero: bool = False
    spf_poor: int = 0
    more_bumps: int = 0


class DayInput(NamedTuple):
    """One day as the controller sees it, before its evening.

    Attributes:
        used: Per active, whether it was used on the evening before.
        week: Per active, the uses in the 7 evenings that end with the evening before.
        other_used: Another active was used on the day before.
        off: Per active, whether a dated rule keeps it off today.
        restart: Per active, whether it comes back at its start rung after this.
        ready: Per active, whether a first use may fall on today (SR-15, SR-41).
        others_since: Days since the first use in the course of an active that we do not place but
            that is still in the house; -1 = none.
        others_sun: One of those needs sunscreen, so that poor sunscreen holds it (SR-63).
        crowded: Another active than those of the line was used in the last 24 weeks (SR-42).
        heard: Today's check-ins, mostly one.
        assumed_age: On the first projected day the age in days of the earlier assumed calm
            check-in; -1 on every other day.
        elapsed: 1 on a new day, 0 on the same day again.
        turned: A hold of one of the actives, placed by us or not, began or has ended today.
        ended: The course of what was in use before has run its full time (SR-81).
        improving: The counts say so: the course may go on past its end (SR-81).
    """

    used: tuple[bool, ...]
    week: tuple[int, ...]
    other_used: bool
    off: tuple[bool, ...]
    restart: tuple[bool, ...]
    ready: tuple[bool, ...]
    others_since: int = NONE
    others_sun: bool = False
    crowded: bool = False
    heard: tuple[CheckIn, ...] = ()
    assumed_age: int = NONE
    elapsed: int = 1
    turned: bool = False
    ended: bool = False
    improving: bool = False


class Caps(NamedTuple):
    """What today's evening may hold.

    Attributes:
        uses: Per active, the most uses in the 7 evenings that end today; 0 = not today.
        load: The most active evenings in the 7 evenings that end today.
        apart: No active evening may follow another one.
        started: Per active, whether it has been used in this course.
        rules: Per active, the rules that limit it today, the most limiting first.
    """

    uses: tuple[int, ...]
    load: int
    apart: bool
    started: tuple[bool, ...]
    rules: tuple[tuple[str, ...], ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return per active the rule that limits it most today."""
        return tuple(rules[0] for rules in self.rules)
