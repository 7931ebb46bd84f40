"""How far one active may climb: a few small numbers, day by day, from what was done before (0.5, SR-45, 46, 70).

Only what was done and what is planned counts, so a climb is measured against the evenings just
before it and never against the highest rung of long ago. The same function follows the log and
plan of a person, and visits every state of a proof.
"""

from dataclasses import dataclass
from typing import NamedTuple

from milium.domain.safety import Ladder, Limits
from milium.engine.check.diary import Score
from milium.engine.check.ears import NEVER, Ears, Heard, older


@dataclass(frozen=True, slots=True)
class Pacing:
    """How one product climbs: its ladder for this person, and how long each rung lasts."""

    ladder: Ladder
    slow_rung_days: int | None = None
    bounded: bool = True

    def days_at(self, rung: int) -> int:
        """Return how many days `rung` lasts at least."""
        return max(self.ladder.days_at(rung), self.slow_rung_days or 0)

    def after_hold(self) -> int:
        """Return the days without a step up after a hold begins or ends."""
        return max(self.ladder.rung_days, self.slow_rung_days or 0)


class ClimbDay(NamedTuple):
    """One day of one product.

    Attributes:
        used: It is used on this day, done or planned.
        heard: The sorest check-in of the day, None without one.
        score: Highest score of the day's check-ins, None without one.
        off: A rule about dates, skin or sunscreen keeps it off.
        reset: It comes back at its start rung today (SR-22, once a clinician cleared it).
        frozen: Nothing may rise today (SR-82).
        week: Course week, from 1.
        assumed: A projected day: a wait for a better score is over.
        pace: It was in use before the record, on so many evenings in 7; 0 = no such day.
        at_least: Uses in the 7 evenings that end today, where the pace says more than the record.
    """

    used: bool = False
    heard: Heard | None = None
    score: int | None = None
    off: bool = False
    reset: bool = False
    frozen: bool = False
    week: int = 1
    assumed: bool = False
    pace: int = 0
    at_least: int = 0


class Climb(NamedTuple):
    """Where one active stands on a day. Ages in days; -1 = none.

    Attributes:
        rung: Highest rung it may be on.
        recent: For 1, 2, ... uses in 7 evenings: days since as many were counted; kept only where
            the rung could still fall to it.
        new: Age of that rung, once it may be used.
        lived: Age of the first of the evenings that used it to the full.
        idle: Days since its last use.
        uses: The evenings of the last week with it, today in the lowest bit.
        ready: The days of the last week on which the next rung might have begun, likewise.
        early: Ages of the first and the last such day before the latest stretch off.
        edge: Days since the latest day off.
        rest: Days off because of soreness, today included.
        waits: Off until a check-in of this score or less.
        by_repeat: The rest is one of SR-70.
        dropped: The rung falls when the rest ends.
        changed: Age of the latest rung that was really begun, up or down.
        told, pair: The latest check-in is calm and not older than `lived` and `edge`; so are the two latest.
        calm_told, calm_pair: The same against `changed` and `edge` (SR-42).
    """

    rung: int
    recent: tuple[int, ...]
    new: int = NEVER
    lived: int = NEVER
    idle: int = NEVER
    uses: int = 0
    ready: int = 0
    early: tuple[int, int] = (NEVER, NEVER)
    edge: int = NEVER
    rest: int = 0
    waits: int = NEVER
    by_repeat: bool = False
    dropped: bool = False
    changed: int = NEVER
    told: bool = False
    pair: bool = False
    calm_told: bool = False
    calm_pair: bool = False

    @property
    def held(self) -> bool:
        """Tell whether soreness keeps it off today."""
        return self.rest > 0 or self.waits != NEVER


class Climber:
    """Takes one product from day to day.

    Args:
        pacing: Its ladder for this person.
        limits: The numbers of the rules.
    """

    def __init__(self, pacing: Pacing, limits: Limits) -> None:
        self.pacing, self.limits = pacing, limits
        self.ladder = pacing.ladder
        self.week = (1 << limits.week_days) - 1
        self.settled = max(pacing.after_hold(), limits.second_active_rung_stable_days)
        self.forgotten = limits.reentry_start_days + 1

    def start(self) -> Climb:
        """Return an active that was never used."""
        return Climb(self.ladder.start, (self.forgotten,) * self.ladder.highest())

    def live(self, climb: Climb, ears: Ears, day: ClimbDay) -> Climb:
        """Return where the product stands on the next day, its evening included.

        Args:
            climb: Where it stood on the day before.
            ears: The check-ins, today's among them.
            day: What is done and told today.
        """
        climb = self._older(climb)
        if day.heard is not None:
            climb = self._listen(climb, ears, assumed=day.assumed)
        if day.reset:
            climb = self._step_back(climb, self.ladder.start, ears)
        if day.used or day.pace:
            climb = self._return_after_gap(climb, day, ears)
        climb = self._hold(climb, day)
        off = day.off or climb.held
        climb = self._forget(climb, off=off)
        if self._may_step_up(climb, ears, day, off=off):
            climb = climb._replace(ready=climb.ready | 1)
        climb = self._count(climb, ears, day)
        return self._edge(climb, ears) if off else climb

    def count(self, climb: Climb, day: ClimbDay) -> int:
        """Return the uses in the 7 evenings that end today."""
        return max(climb.uses.bit_count(), day.at_least)

    def changed_today(self, before: Climb, now: Climb) -> bool:
        """Tell whether a new rung was really begun between two days."""
        aged = older(before.changed, self.limits.second_active_rung_stable_days)
        return now.changed not in {NEVER, aged}

    def _older(self, climb: Climb) -> Climb:
        limits, early = self.limits, climb.early
        above_start = climb.rung > self.ladder.start
        lasts = self.pacing.days_at(climb.rung) if climb.rung < self.ladder.highest() else 0
        return climb._replace(
            new=older(climb.new, limits.reentry_start_days if above_start else limits.week_days),
            lived=older(climb.lived, lasts),
            idle=older(climb.idle, limits.reentry_start_days),
            uses=climb.uses << 1 & self.week,
            ready=climb.ready << 1 & self.week,
            early=(older(early[0], limits.reentry_start_days), older(early[1], limits.reentry_start_days)),
            edge=older(climb.edge, self.settled),
            rest=max(0, climb.rest - 1),
            recent=tuple([min(days + 1, self.forgotten) for days in climb.recent]),
            changed=older(climb.changed, limits.second_active_rung_stable_days),
        )

    def _listen(self, climb: Climb, ears: Ears, *, assumed: bool) -> Climb:
        if assumed:  # the one before it was assumed too, a week ago
            return self._since_changed(self._since_lived(climb, ears), ears)
        far = ears.first != NEVER
        return climb._replace(
            told=ears.calm,
            pair=far and climb.told,
            calm_told=ears.calm,
            calm_pair=far and climb.calm_told,
        )

    def _since_lived(self, climb: Climb, ears: Ears) -> Climb:
        told, pair = _not_older(ears, climb.lived, climb.edge)
        return climb._replace(told=told, pair=pair)

    def _since_changed(self, climb: Climb, ears: Ears) -> Climb:
        told, pair = _not_older(ears, climb.changed, climb.edge)
        return climb._replace(calm_told=told, calm_pair=pair)

    def _change(self, climb: Climb, rung: int, new: int) -> Climb:
        kept = tuple(
            days if self.ladder.start < rung and self.ladder.start <= n <= rung else self.forgotten
            for n, days in enumerate(climb.recent, 1)
        )
        return climb._replace(rung=rung, new=new, lived=NEVER, ready=0, early=(NEVER, NEVER), recent=kept)

    def _step_back(self, climb: Climb, rung: int, ears: Ears) -> Climb:
        if rung != climb.rung:
            climb = self._since_changed(climb._replace(changed=0), ears)
        return self._change(climb, rung, 0)

    def _return_after_gap(self, climb: Climb, day: ClimbDay, ears: Ears) -> Climb:
        """After 14-27 days without it one rung lower, after 28 the start rung."""
        limits, start = self.limits, self.ladder.start
        if climb.idle == NEVER:
            return self._change(climb, min(start, day.pace) if day.pace else start, 0)
        if climb.idle >= limits.reentry_start_days:
            return self._step_back(climb, start, ears)
        if climb.idle >= limits.reentry_one_lower_days:
            return self._step_back(climb, max(start, climb.rung - 1), ears)
        return climb

    def _hold(self, climb: Climb, day: ClimbDay) -> Climb:
        """Go off after a sore check-in, and come back lower."""
        better = day.score is not None and day.score <= climb.waits
        if day.assumed or better:
            climb = climb._replace(waits=NEVER)
        effect = (day.heard.effect if day.heard else None) or 0
        if effect >= Score.MODERATE:
            climb = self._fall(climb, effect, by_repeat=bool(day.heard and day.heard.by_repeat))
        if climb.held:
            return climb._replace(new=NEVER, changed=NEVER if climb.dropped else climb.changed)
        if climb.dropped:
            climb = climb._replace(dropped=False, changed=0)
        return climb._replace(new=0) if climb.new == NEVER and climb.idle != NEVER else climb

    def _fall(self, climb: Climb, effect: int, *, by_repeat: bool) -> Climb:
        limits, start = self.limits, self.ladder.start
        if effect >= Score.SEVERE:
            days, waits, rung = limits.irritation_3_off_days, int(Score.NONE), start
        elif climb.rung <= start:
            days, waits, rung = limits.irritation_2_start_rung_off_days, int(Score.MILD), start
        else:
            days, waits, rung = limits.irritation_2_off_days, NEVER, climb.rung - 1
        strictest = min((w for w in (waits, climb.waits) if w != NEVER), default=NEVER)
        dropped = climb.dropped or rung != climb.rung
        climb = climb._replace(rest=max(climb.rest, days), waits=strictest, by_repeat=by_repeat, dropped=dropped)
        return self._change(climb, rung, NEVER)

    def _forget(self, climb: Climb, *, off: bool) -> Climb:
        """A rung that four weeks never came near is no longer held; nothing was begun, so that is no change (SR-42)."""
        start = self.ladder.start
        if climb.rung <= start or climb.new < self.limits.reentry_start_days or off:
            return climb
        near = max((n for n, days in enumerate(climb.recent, 1) if days < self.forgotten), default=0) + 1
        return self._change(climb, max(start, near), 0) if climb.rung > max(start, near) else climb

    def _may_step_up(self, climb: Climb, ears: Ears, day: ClimbDay, *, off: bool) -> bool:
        """All guards of a step up in one place (SR-45)."""
        if climb.lived == NEVER or climb.rung >= self.ladder.top_in(day.week) or off or day.frozen:
            return False
        if climb.lived < self.pacing.days_at(climb.rung):
            return False
        if climb.edge != NEVER and climb.edge < self.pacing.after_hold():
            return False
        if day.pace:
            return climb.rung < day.pace
        return climb.pair and ears.last <= self.limits.calm_pair_latest_days

    def _count(self, climb: Climb, ears: Ears, day: ClimbDay) -> Climb:
        """Count the evening. A rung begins with the first evening of the seven that reach its count."""
        if day.used:
            climb = climb._replace(uses=climb.uses | 1)
        count = self.count(climb, day)
        if climb.rung > self.ladder.start:
            kept = range(self.ladder.start, min(count, climb.rung) + 1)
            climb = climb._replace(recent=tuple(0 if n in kept else d for n, d in enumerate(climb.recent, 1)))
        if not (day.used or day.pace):
            return climb
        first = max(climb.uses.bit_length() - 1, 0)
        first = first if climb.new == NEVER else min(first, climb.new)
        climb, begun = climb._replace(idle=0), self._begun(climb, first)
        if begun and (count > climb.rung or day.pace):
            climb = self._change(climb, climb.rung + 1, begun[0])
            climb = climb._replace(lived=begun[0], changed=begun[1], recent=self._counted(climb, count))
            return self._since_changed(self._since_lived(climb, ears), ears)
        if climb.lived == NEVER and count >= climb.rung:
            return self._since_lived(climb._replace(lived=first), ears)
        return climb

    def _counted(self, climb: Climb, count: int) -> tuple[int, ...]:
        kept = range(self.ladder.start, min(count, climb.rung) + 1)
        return tuple(0 if n in kept else days for n, days in enumerate(climb.recent, 1))

    def _begun(self, climb: Climb, first: int) -> tuple[int, int] | None:
        """Return the ages of the earliest and the latest day on which the next rung may have begun; None when none.

        Where a stretch off cut it short, it may have begun before it: the same rung is right after it.
        """
        late = climb.ready & ((1 << first + 1) - 1)
        if late:
            return late.bit_length() - 1, late.bit_length() - 1
        return climb.early if climb.early[0] != NEVER and climb.edge >= first else None

    def _edge(self, climb: Climb, ears: Ears) -> Climb:
        """Note a day off: the clock of a step up begins anew, and check-ins from before it are too old."""
        if climb.ready:
            first, last = climb.ready.bit_length() - 1, (climb.ready & -climb.ready).bit_length() - 1
            began = max(first, climb.early[0])
            climb = climb._replace(early=(began, last))
        climb = climb._replace(edge=0)
        return self._since_changed(self._since_lived(climb, ears), ears)


def _not_older(ears: Ears, *since: int) -> tuple[bool, bool]:
    """Tell whether the latest check-in, and the calm pair, are no older than the youngest of some ages."""
    most = min((age for age in since if age != NEVER), default=None)
    if most is None:
        return ears.calm, ears.first != NEVER
    return ears.calm and ears.last <= most, ears.first != NEVER and ears.first <= most


def second_faults(begun: int, changed: int, *, calm: bool, limits: Limits, slow: bool) -> tuple[str, ...]:
    """Return what speaks against the first use of a second active (SR-42): early, unsettled, not_calm.

    Args:
        begun: Days since the first use of the other.
        changed: Days since its rung really changed, -1 = it did not.
        calm: The two latest check-ins are calm, and not older than its last change or stretch off.
        limits: The numbers of the rules.
        slow: A slow person (0.5).
    """
    wait = limits.second_active_days_slow if slow else limits.second_active_days
    early = ("early",) if begun < wait else ()
    unsettled = ("unsettled",) if NEVER < changed < limits.second_active_rung_stable_days else ()
    return (*early, *unsettled, *(() if calm or early else ("not_calm",)))
