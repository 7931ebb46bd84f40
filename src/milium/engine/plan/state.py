"""What the controller remembers and reads: small integers, so that every state can be visited."""

from typing import NamedTuple

from milium.domain.safety import Ladder, Limits

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


class Rules(NamedTuple):
    """Everything `step` reads besides state and day: one line per active, in order of start."""

    lines: tuple[Line, ...]
    limits: Limits
    slow: bool


class Dose(NamedTuple):
    """Where one active stands.

    Attributes:
        rung: Most uses in any 7 evenings, as really reached; the start rung before the first use.
        since_start: Days since its first use in the course; -1 = not started.
        since_use: Days since its last use; 0 before the first.
        high: Most uses in 7 evenings since the rung last fell, the rung at most.
        since_change: Days since it was used more often than before, its rung fell, or a hold of it
            began or ended.
        off_days: Days still off because of irritation, today included.
        waits: Off until a check-in of 0 or 1 (SR-46 at the start rung).
        was_off: It was held on the last day seen.
        rising: Today one use more than the rung is allowed. The rung rises when that use is made,
            because a rise is measured against what was done (SR-45); unused, the leave lapses
            with its reasons.
    """

    rung: int
    high: int = 0
    since_start: int = NONE
    since_use: int = 0
    since_change: int = 0
    off_days: int = 0
    waits: bool = False
    was_off: bool = False
    rising: bool = False


class Seen(NamedTuple):
    """The memory of one check-in: its age in days, and whether it was calm."""

    age: int
    calm: bool


class State(NamedTuple):
    """The controller's memory, small integers only.

    Attributes:
        doses: One per line of the rules.
        course: Days since the first use of the course, -1 = no course; read for course weeks.
        long_course: The same, but a gap ends it one day later: read for the end of the course,
            so that both readings of "a gap of 28 days" are kept.
        since_any: Days since any active was used.
        since_change: Days since any rung changed or any hold began or ended.
        latest, before: The two latest check-ins.
        score: The last known irritation as counted (SR-46, SR-70), -1 = none.
        sore_since: Days since the first check-in of the present run of scores above 0, -1 = none.
        needs_zero: Off until a check-in of 0.
        spf_poor, more_bumps: Length of the present run of such answers.
    """

    doses: tuple[Dose, ...]
    course: int = NONE
    long_course: int = NONE
    since_any: int = 0
    since_change: int = 0
    latest: Seen | None = None
    before: Seen | None = None
    score: int = NONE
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
        peak: Per active, the most uses in any 7 evenings of the last weeks: what was really done.
        others_since: Days since the first use in the course of an active that we do not place but
            that is still in the house; -1 = none.
        others_sun: One of those needs sunscreen, so that poor sunscreen holds it (SR-63).
        crowded: Another active than those of the line was used in the last 24 weeks (SR-42).
        heard: Today's check-ins, mostly one.
        assumed_age: On the first projected day the age in days of the earlier assumed calm
            check-in; -1 on every other day.
        elapsed: Days since the last call; 0 = the same day again.
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
    peak: tuple[int, ...]
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
        reasons: Per active, the rule that limits it most today.
    """

    uses: tuple[int, ...]
    load: int
    apart: bool
    started: tuple[bool, ...]
    reasons: tuple[str, ...]
