"""The highest rung each product may be on, day by day, told from the evenings before (0.5, SR-45, 46, 70).

Only what was done and what is planned counts, so a climb is measured against the evenings just
before it and never against the highest rung of long ago.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from milium.domain.safety import Ladder
from milium.engine.check.course import week_on
from milium.engine.check.diary import CheckIn, Score, first_score_at_most, with_effects
from milium.engine.check.families import Classed
from milium.engine.check.scene import Pace, Scene
from milium.engine.check.spans import Span
from milium.engine.check.track import Track

COURSES_REMEMBERED = 3  # of the longest length; a rung is earned in much less


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


def pacings(scene: Scene, product: Classed) -> tuple[Pacing, ...]:
    """Return one pacing per ladder of the product; without any, one that never binds but knows the holds."""
    keys = sorted({f.active.ladder for f in product.counting() if f.active.ladder is not None})
    slow_days = scene.limits.slow_start_rung_days if _above_start(product) else None
    ladders = [scene.facts.ladders[k][1 if scene.slow else 0] for k in keys if k in scene.facts.ladders]
    every = scene.limits.week_days
    free = Pacing(Ladder(every, every, {}, every, {}), bounded=False)
    return tuple(Pacing(ladder, slow_days) for ladder in ladders) or (free,)


def _above_start(product: Classed) -> bool:
    """Tell whether a strength is above its start strength, so that every rung lasts longer (0.4)."""
    share: dict[str, float] = {}
    for found in product.counting():
        active = found.active
        if active.start_pct and found.strength_pct is not None:
            part = found.strength_pct * active.equivalent / active.start_pct
            share[active.family] = share.get(active.family, 0.0) + part
    return any(round(s, 6) > 1 for s in share.values())


def calm_pair(scene: Scene, day: int, since: int) -> bool:
    """Tell whether the two latest check-ins on `day` are a calm pair, both dated `since` or later.

    On projected days they are the assumed ones, every 7 days from today on.
    """
    limits = scene.limits
    if day > scene.firm_last:
        every = limits.assumed_check_in_every_days
        return scene.today + ((day - scene.today) // every - 1) * every >= since
    told = [c for c in scene.check_ins if c.day <= day][-2:]
    if len(told) < 2 or not all(c.calm(limits) for c in told):  # noqa: PLR2004  (a pair)
        return False
    first, second = told
    return (
        first.day >= since
        and second.day - first.day >= limits.calm_pair_apart_days
        and day - second.day <= limits.calm_pair_latest_days
    )


class Climb:
    """Walks one product day by day; `track` holds the answer.

    Args:
        scene: The plan beside its case.
        product: The product.
        pacing: Its ladder for this person.
        off: Other stretches that keep the product off: their first and last days stop the clock.
        resets: Days that put the product back to its start rung (SR-22, once a clinician cleared it).
        frozen_from: First of the days, up to the last firm one, without any step up (SR-82).
    """

    def __init__(
        self,
        scene: Scene,
        product: Classed,
        pacing: Pacing,
        off: Sequence[Span],
        *,
        resets: Sequence[int] = (),
        frozen_from: int | None = None,
    ) -> None:
        self.scene, self.pacing = scene, pacing
        self.resets, self.frozen_from = resets, frozen_from
        self.ladder = pacing.ladder
        self.days = {u.day for u in scene.uses if u.product.id == product.id}
        self.pace = next((p for p in scene.paces if p.product.id == product.id), None)
        self.check_ins = with_effects(scene.check_ins, scene.limits, slow=scene.slow)
        self.off = [s for s in off if s.covers(product)]
        self.edges = sorted({d for s in self.off for d in (s.first, s.last)})
        self.rung, self.since = self.ladder.start, 0
        self.lived: int | None = None
        self.last_use: int | None = None
        self.ready: list[int] = []  # days on which the next rung might have begun
        self.track = Track(self._first_day(), bounded=pacing.bounded)

    def _first_day(self) -> int:
        """Return the first day of the walk; what lies courses back has no say but for its holds."""
        limits = self.scene.limits
        starts = [self.scene.today, *self.days, *(c.day for c in self.check_ins)]
        if self.pace is not None:
            starts.append(max(self.pace.first, self.pace.last - limits.course_at_most_days))
        return max(min(starts), self.scene.today - COURSES_REMEMBERED * limits.course_at_most_days)

    def run(self) -> Track:
        """Walk from the first use or check-in to the end of the plan."""
        sorest = sorted((c for c in self.check_ins if c.effect is not None), key=lambda c: (c.day, c.effect or 0))
        by_day = {c.day: c for c in sorest}
        for day in sorted(d for d in by_day if d < self.track.first):
            self._hold(by_day[day])
        for day in range(self.track.first, self.scene.last + 1):
            if day in self.resets:
                self._step_back(self.ladder.start, day)
            self._return_after_gap(day)
            if day in by_day:
                self._hold(by_day[day])
            self._forget(day)
            if self._may_step_up(day):
                self.ready.append(day)
            self._live(day)
        return self.track

    def _used(self, day: int) -> bool:
        return day in self.days or _in_pace(self.pace, day)

    def _change(self, rung: int, day: int) -> None:
        self.rung, self.since, self.lived, self.ready = rung, day, None, []

    def _step_back(self, rung: int, day: int) -> None:
        if rung != self.rung:
            self.track.changes.append(day)
        self._change(rung, day)

    def _return_after_gap(self, day: int) -> None:
        """After 14-27 days without it one rung lower, after 28 the start rung."""
        if not self._used(day):
            return
        limits, start = self.scene.limits, self.ladder.start
        gap = day - self.last_use if self.last_use is not None else None
        if gap is None:
            self._change(start if self.pace is None else min(start, self.pace.evenings), day)
        elif gap >= limits.reentry_start_days:
            self._step_back(start, day)
        elif gap >= limits.reentry_one_lower_days:
            self._step_back(max(start, self.rung - 1), day)

    def _hold(self, told: CheckIn) -> None:
        """Go off after a sore check-in, and come back lower."""
        effect, day, limits = told.effect or 0, told.day, self.scene.limits
        if effect < Score.MODERATE:
            return
        start = self.ladder.start
        if effect >= Score.SEVERE:
            last, rung = self._off_until(day, limits.irritation_3_off_days, Score.NONE), start
        elif self.rung <= start:
            last, rung = self._off_until(day, limits.irritation_2_start_rung_off_days, Score.MILD), start
        else:
            last, rung = day + limits.irritation_2_off_days - 1, self.rung - 1
        self.track.holds.append((day, last, "SR-70" if told.by_repeat else "SR-46"))
        self.edges = sorted({*self.edges, day, last})
        if rung != self.rung:
            self.track.changes.append(last + 1)
        self._change(rung, last + 1)

    def _off_until(self, day: int, at_least: int, score: Score) -> int:
        better = first_score_at_most(self.check_ins, day, score)
        until = self.scene.firm_last if better is None else better - 1
        return max(day + at_least - 1, until)

    def _recent(self, day: int) -> int:
        """Return the most evenings in any 7 of the last four weeks before `day`."""
        at = day - self.track.first
        return max(self.track.counts[max(0, at - self.scene.limits.reentry_start_days) : at], default=0)

    def _forget(self, day: int) -> None:
        """A rung that four weeks never came near is no longer held; nothing was begun, so that is no change (SR-42)."""
        if self.rung <= self.ladder.start or day - self.since < self.scene.limits.reentry_start_days or self._off(day):
            return
        lived = self._recent(day) + 1
        if self.rung > max(self.ladder.start, lived):
            self._change(max(self.ladder.start, lived), day)

    def _off(self, day: int) -> bool:
        return any(s.first <= day <= s.last for s in self.off) or any(a <= day <= b for a, b, _ in self.track.holds)

    def _may_step_up(self, day: int) -> bool:
        """All guards of a step up in one place (SR-45)."""
        if self.lived is None or day - self.lived < self.pacing.days_at(self.rung):
            return False
        if self.rung >= self._top(day) or self._off(day):
            return False
        if self.frozen_from is not None and self.frozen_from <= day <= self.scene.firm_last:
            return False
        edge = max((e for e in self.edges if e < day), default=0)
        rested = day - edge >= self.pacing.after_hold()
        if _in_pace(self.pace, day):
            return rested and self.pace is not None and self.rung < self.pace.evenings
        return rested and calm_pair(self.scene, day, max(self.lived, edge))

    def _top(self, day: int) -> int:
        return self.ladder.top_in(week_on(self.scene.courses, day, self.scene.limits.week_days))

    def _live(self, day: int) -> None:
        """Count the evening. A rung begins with the first evening of the seven that reach its count."""
        near = [d for d in range(day - self.scene.limits.week_days + 1, day + 1) if d in self.days]
        count = max(len(near), _pace_count(self.pace, day, self.scene.limits.week_days, len(near)))
        if self._used(day):
            self.last_use = day
            first = max(self.since, near[0] if near else day)
            begun = self._begun(first)
            if begun and (count > self.rung or _in_pace(self.pace, day)):
                self._change(self.rung + 1, begun[0])
                self.lived = begun[0]
                self.track.changes.append(begun[-1])
            elif self.lived is None and count >= self.rung:
                self.lived = first
        self.track.rungs.append(self.rung)
        self.track.counts.append(count)

    def _begun(self, first: int) -> tuple[int, ...]:
        """Return the earliest and the latest day on which the next rung may have begun; () when none.

        Where a hold cut it short, it may have begun before the hold: the same rung is right after it.
        """
        late = [d for d in self.ready if d >= first]
        if late:
            return (late[0],)
        early = [d for d in self.ready if any(d < edge <= first for edge in self.edges)]
        return (early[0], early[-1]) if early else ()


def _in_pace(pace: Pace | None, day: int) -> bool:
    return pace is not None and pace.first <= day <= pace.last


def _pace_count(pace: Pace | None, day: int, week: int, seen: int) -> int:
    """Return the least evenings in the 7 that end on `day`, when `pace` says how many but not which."""
    if pace is None or day < pace.first:
        return seen
    if day <= pace.last:
        return min(pace.evenings, week)
    after = day - pace.done
    return seen + max(0, pace.evenings - after) if after < week else seen
