"""The highest rung each product may be on, day by day, told from its log and the plan (0.5, SR-45, 46, 70).

Here the days of a person are read; `climb` says what follows from them.
"""

from collections.abc import Iterator, Sequence

from milium.domain.safety import Ladder
from milium.engine.check.climb import Climb, ClimbDay, Climber, Pacing
from milium.engine.check.course import week_on
from milium.engine.check.diary import CheckIn
from milium.engine.check.ears import Ears, Heard, a_day_later, hear
from milium.engine.check.families import Classed
from milium.engine.check.scene import Pace, Scene
from milium.engine.check.spans import Span
from milium.engine.check.track import Track

COURSES_REMEMBERED = 3  # of the longest length; a rung is earned in much less


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


class Listening:
    """The check-ins of a person, day by day: logged ones, and on projected days the assumed calm ones."""

    def __init__(self, scene: Scene, first: int) -> None:
        self.scene = scene
        self.days: dict[int, tuple[Ears, Heard | None, int | None]] = {}
        told: dict[int, list[CheckIn]] = {}
        for one in scene.check_ins:
            told.setdefault(one.day, []).append(one)
        ears = Ears()
        for day in _worth_a_look(sorted(told), first, scene):
            ears = a_day_later(ears, scene.limits)
            self.days[day] = self._day(ears, day, told.get(day, []))
            ears = self.days[day][0]

    def _day(self, ears: Ears, day: int, told: Sequence[CheckIn]) -> tuple[Ears, Heard | None, int | None]:
        limits, scene = self.scene.limits, self.scene
        if day > scene.firm_last:
            every = limits.assumed_check_in_every_days
            after = day - scene.firm_last - 1
            if after % every:
                return ears, None, None
            calm = Ears(0, calm=True, first=every if after else min(every, day - scene.today - every))
            return calm, Heard(0, by_repeat=False), None
        heard: Heard | None = None
        for one in told:
            ears, new = hear(ears, one, limits, slow=scene.slow)
            heard = max(filter(None, (heard, new)), key=lambda h: h.effect or 0)
        scores = [one.irritation for one in told if one.irritation is not None]
        return ears, heard, max(scores, default=None)


def walk(
    scene: Scene,
    product: Classed,
    pacing: Pacing,
    off: Sequence[Span],
    listening: Listening,
    *,
    resets: Sequence[int] = (),
    frozen_from: int | None = None,
) -> Track:
    """Follow one product from its first use or check-in to the end of the plan.

    Args:
        scene: The plan beside its case; its courses are known.
        product: The product.
        pacing: Its ladder for this person.
        off: Stretches that keep products off: they stop the clock.
        listening: The check-ins, from `first_day` on.
        resets: Days that put the product back to its start rung (SR-22, once a clinician cleared it).
        frozen_from: First of the days, up to the last firm one, without any step up (SR-82).
    """
    days = {u.day for u in scene.uses if u.product.id == product.id}
    pace = next((p for p in scene.paces if p.product.id == product.id), None)
    mine = [s for s in off if s.covers(product)]
    climber = Climber(pacing, scene.limits)
    climb, track = climber.start(), Track(first_day(scene), bounded=pacing.bounded)
    week = scene.limits.week_days
    for day, (ears, heard, score) in listening.days.items():
        near = sum(d in days for d in range(day - week + 1, day + 1))
        today = ClimbDay(
            used=day in days,
            heard=heard,
            score=score,
            off=any(s.first <= day <= s.last for s in mine),
            reset=day in resets,
            frozen=frozen_from is not None and frozen_from <= day <= scene.firm_last,
            week=week_on(scene.courses, day, week),
            assumed=day > scene.firm_last,
            pace=pace.evenings if pace is not None and _in_pace(pace, day) else 0,
            at_least=_pace_count(pace, day, week, near),
        )
        new = climber.live(climb, ears, today)
        if day >= track.first:
            _note(track, day, climber.changed_today(climb, new), new, climber.count(new, today))
        climb = new
    return track


def _worth_a_look(told: Sequence[int], first: int, scene: Scene) -> Iterator[int]:
    """Yield the days of the walk; from before it those of check-ins, until every count has come to rest."""
    calm = scene.limits.reentry_start_days + 1
    for day, then in zip(told, [*told[1:], first], strict=False):
        yield from range(day, min(day + calm, then, first))
    yield from range(first, scene.last + 1)


def first_day(scene: Scene) -> int:
    """Return the first day of the walk; what lies courses back has no say."""
    limits = scene.limits
    starts = [scene.today, *(u.day for u in scene.uses), *(c.day for c in scene.check_ins)]
    starts.extend(max(p.first, p.last - limits.course_at_most_days) for p in scene.paces)
    return max(min(starts), scene.today - COURSES_REMEMBERED * limits.course_at_most_days)


def _note(track: Track, day: int, changed: bool, now: Climb, count: int) -> None:
    track.rungs.append(now.rung)
    track.counts.append(count)
    if now.held:
        track.held[day] = "SR-70" if now.by_repeat else "SR-46"
    if changed:
        track.changes.append(day - now.changed)


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
