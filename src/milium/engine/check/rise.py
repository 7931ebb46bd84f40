"""How a course begins, rises, falls back and ends (SR-15, 42, 45, 46, 70, 81, 82)."""

from collections.abc import Iterator, Sequence

from milium.domain.plan import Violation
from milium.engine.check.climb import second_faults
from milium.engine.check.course import course_on, running_course
from milium.engine.check.ears import NEVER
from milium.engine.check.families import ACIDS, Classed
from milium.engine.check.flags import eye_days
from milium.engine.check.rungs import Listening, calm_pair, first_day, pacings, walk
from milium.engine.check.scene import Scene, finding, must_refer, over_steps
from milium.engine.check.spans import Span, dated_spans, past_skin_spans, poor_sunscreen_span, skin_spans
from milium.engine.check.track import Course, Track

MORE_BUMPS = ("more", "larger")


def off_spans(scene: Scene) -> list[Span]:
    """Return every stretch that keeps an X product off and so stops the clock of a step up."""
    spans = [*dated_spans(scene), *skin_spans(scene), *past_skin_spans(scene.check_ins)]
    poor = poor_sunscreen_span(scene)
    if poor is not None:
        spans.append(poor)
    for flag, day, end in eye_days(scene):
        spans.append(Span("SR-22", "x", day, (end if end is not None else scene.last + 1) - 1, flag))
    return spans


def tracks(scene: Scene, frozen_from: int | None = None) -> dict[str, tuple[Track, ...]]:
    """Return the climb of every X product that the plan uses, one per ladder it stands on.

    Args:
        scene: The plan beside its case; its courses are known.
        frozen_from: First of the days, up to the last firm one, without any step up (SR-82), or None.
    """
    off = off_spans(scene)
    resets = [end for _, _, end in eye_days(scene) if end is not None]
    products = {u.product.id: u.product for u in scene.planned()}
    listening = Listening(scene, first_day(scene))
    return {
        key: tuple(
            walk(scene, product, pacing, off, listening, resets=resets, frozen_from=frozen_from)
            for pacing in pacings(scene, product)
        )
        for key, product in sorted(products.items())
    }


def _planned_days(scene: Scene, key: str) -> list[int]:
    return sorted({u.day for u in scene.planned() if u.product.id == key})


def sr_15(scene: Scene) -> Iterator[Violation]:
    """First use on the face only after a spot test without reaction."""
    products = {u.product.id for u in scene.planned()}
    for key in sorted(products):
        days = _planned_days(scene, key)
        results = [e for e in scene.case.entries("spot_test") if e.get("product") == key]
        if results and results[-1].get("result") == "reacted":
            yield finding("SR-15", days, f"{key}: the skin reacted to the spot test.")
        elif days[0] <= scene.firm_last and not _used_in(scene, key, 0, days[0] - 1):
            tested = {e.date.toordinal() for e in results if e.get("result") == "ok"}
            limits = scene.limits
            if not any(days[0] - limits.spot_test_from_days <= t <= days[0] - limits.spot_test_to_days for t in tested):
                firm = [d for d in days if d <= scene.firm_last]
                yield finding("SR-15", firm, f"{key}: first use on a firm day without a finished spot test.")


def sr_42(scene: Scene) -> Iterator[Violation]:
    """One new active at a time."""
    for key in sorted({u.product.id for u in scene.planned()}):
        day = _planned_days(scene, key)[0]
        course = course_on(scene.courses, day)
        if course is not None and not _used_in(scene, key, course.first, day - 1):
            others = _begun_before(scene, key, day, course)
            if others:
                yield from _second(scene, key, day, others)


def _used_in(scene: Scene, key: str, first: int, last: int) -> bool:
    done = any(u.product.id == key and first <= u.day <= last for u in scene.uses)
    return done or any(p.product.id == key and p.first <= last and p.last >= first for p in scene.paces)


def _begun_before(scene: Scene, key: str, day: int, course: Course) -> dict[str, int]:
    """Return the other products of the course begun before `day` (that day: those of a smaller id)."""
    first: dict[str, int] = {}
    starts = [(u.product.id, u.day) for u in scene.uses] + [(p.product.id, p.first) for p in scene.paces]
    for other, begun in starts:
        earlier = begun < day or (begun == day and other < key)
        if other != key and begun >= course.first and earlier:
            first[other] = min(begun, first.get(other, begun))
    return first


def _second(scene: Scene, key: str, day: int, others: dict[str, int]) -> Iterator[Violation]:
    limits = scene.limits
    kept = {o: d for o, d in others.items() if not _swapped(scene, key, o, day)}
    if not kept:
        return
    recent = _lately(scene, key, day, limits.no_third_active_weeks * limits.week_days)
    if len(recent) >= limits.most_active_products:
        yield finding("SR-42", [day], f"{key} is a third active within 24 weeks, beside {', '.join(sorted(recent))}.")
    changes = _changes_of_others(scene, key, day)
    since = max([_last_edge(scene, sorted(others), day), *changes[-1:]])
    begun, changed = day - max(kept.values()), day - changes[-1] if changes else NEVER
    calm = calm_pair(scene, day, since)
    before = ", ".join(f"{o} ({day - d} days before)" for o, d in sorted(kept.items()))
    said = {
        "early": f"{key} begins too soon after {before}.",
        "unsettled": f"{key} begins {changed} days after a change of another rung.",
        "not_calm": f"{key} begins without two calm check-ins.",
    }
    for fault in second_faults(begun, changed, calm=calm, limits=limits, slow=scene.slow):
        yield finding("SR-42", [day], said[fault])


def _changes_of_others(scene: Scene, key: str, day: int) -> list[int]:
    climbs = [t for other, tracks in scene.climbs.items() if other != key for t in tracks]
    return sorted({c for t in climbs for c in t.changes if c <= day})


def _swapped(scene: Scene, key: str, other: str, day: int) -> bool:
    """Tell whether `key` is an acid that replaces the acid `other` for good."""
    products = {u.product.id: u.product for u in scene.uses}
    products.update({p.product.id: p.product for p in scene.paces})
    acids = all(_is_acid(products[i]) for i in (key, other))
    return acids and not any(u.product.id == other and u.day >= day for u in scene.uses)


def _is_acid(product: Classed) -> bool:
    return product.has(*ACIDS)


def _lately(scene: Scene, key: str, day: int, days: int) -> set[str]:
    used = {u.product.id for u in scene.uses if day - days <= u.day < day}
    used |= {p.product.id for p in scene.paces if p.last >= day - days}
    return used - {key}


def _last_edge(scene: Scene, others: Sequence[str], day: int) -> int:
    """Return the last start or end of a stretch off, of a product already in use, on or before `day`."""
    products = [scene.shelf[o] for o in others if o in scene.shelf]
    spans = [s for s in off_spans(scene) if any(s.covers(p) for p in products)]
    edges = [e for s in spans for e in (s.first, s.last)]
    edges.extend(e for o in others for t in scene.climbs.get(o, ()) for e in t.held)
    return max((e for e in edges if e <= day), default=0)


def sr_45(scene: Scene) -> Iterator[Violation]:
    """No more evenings than the rung allows; no X at all after long silence."""
    for key, climbs in scene.climbs.items():
        for day in _planned_days(scene, key):
            over = [t for t in climbs if t.too_often_on(day)]
            if over:
                yield _too_often(scene, "SR-45", key, day, over[0])
    yield from _silent(scene)


def _too_often(scene: Scene, rule: str, key: str, day: int, track: Track) -> Violation:
    first = day - scene.limits.week_days + 1
    near = [u.day for u in scene.uses if u.product.id == key and first <= u.day <= day]
    return finding(
        rule, near, f"{key}: {track.count_on(day)} evenings in 7, the rung allows {track.rung_on(day)}.", "pm"
    )


def _silent(scene: Scene) -> Iterator[Violation]:
    """No check-in for four weeks while X is in use: no X on firm days until one is logged (0.5)."""
    course = running_course(scene)
    if course is None:
        return
    last = max([*(c.day for c in scene.check_ins), max(course.first, _begun(scene))])
    wait = scene.limits.no_actives_without_check_in_days
    late = [p for p in scene.x_steps() if p.day <= scene.firm_last and p.day - last > wait]
    yield from over_steps("SR-45", late, f"No check-in for more than {wait} days while an active is in use.")


def _begun(scene: Scene) -> int:
    """Return the day from which the person could have checked in."""
    case = scene.case
    days = [e.date for e in case.log[:1]] + ([case.started] if case.started else [])
    return min(days, default=case.today).toordinal()


def _on_hold(scene: Scene, rule: str) -> Iterator[Violation]:
    for key, climbs in scene.climbs.items():
        days = [d for d in _planned_days(scene, key) if any(t.held.get(d) == rule for t in climbs)]
        if days:
            yield finding(rule, days, f"{key}: off after a check-in that told of sore skin.", "pm")


def sr_46(scene: Scene) -> Iterator[Violation]:
    """Sore skin: days off, then a lower rung."""
    yield from _on_hold(scene, "SR-46")


def sr_70(scene: Scene) -> Iterator[Violation]:
    """Slow persons step back already at mild soreness twice running."""
    yield from _on_hold(scene, "SR-70")


def sr_81(scene: Scene) -> Iterator[Violation]:
    """No course runs past 24 weeks without clear improvement."""
    if _improving(scene):
        return
    most = scene.limits.course_at_most_days
    planned = scene.planned()
    if planned:
        start = min(u.day for u in planned)
        late = [p for p in scene.x_steps() if p.day >= _course_start(scene.courses, p.day, start) + most]
        yield from over_steps(
            "SR-81", late, f"More than {most} days since the course began, without clear improvement."
        )
    running = running_course(scene)
    if running is not None and scene.today - running.first >= most:
        yield from must_refer(scene, "SR-81", f"{most} days without clear improvement.")


def _course_start(all_courses: Sequence[Course], day: int, first_planned: int) -> int:
    course = course_on(all_courses, day)
    return min(course.first, first_planned) if course else first_planned


def _improving(scene: Scene) -> bool:
    """Tell whether the counts say improving (M9)."""
    return scene.case.progress is not None and scene.case.progress.improving


def cleared(scene: Scene) -> Iterator[Violation]:
    """After counts of none: no active, or by choice none above its first rung (fact `track.cleared`)."""
    if scene.case.progress is None or not scene.case.progress.cleared:
        return
    if scene.case.wishes.maintenance is None:
        yield from over_steps("plan.cleared", scene.x_steps(), "The latest counts were none: no active by default.")
        return
    for key in sorted({u.product.id for u in scene.planned()}):
        product = next(u.product for u in scene.planned() if u.product.id == key)
        start = min((p.ladder.start for p in pacings(scene, product) if p.bounded), default=0)
        uses = [u.day for u in scene.uses if u.product.id == key]
        for day in _planned_days(scene, key):
            near = [d for d in uses if day - scene.limits.week_days < d <= day]
            if len(near) > start:
                yield finding(
                    "plan.cleared", near, f"{key}: {len(near)} evenings in 7, the lowest rung is {start}.", "pm"
                )


def sr_82(scene: Scene) -> Iterator[Violation]:
    """More or larger bumps twice: no step up on firm days until the answers are given again."""
    told = [c for c in scene.check_ins if c.bumps is not None][-scene.limits.more_bumps_in_a_row :]
    enough = len(told) >= scene.limits.more_bumps_in_a_row and all(c.bumps in MORE_BUMPS for c in told)
    since = [told[-1].day] if enough else []
    counted = scene.case.progress.worse_since if scene.case.progress else None
    since += [counted.toordinal()] if counted else []  # counts that grew say the same
    if not since:
        return
    for key, climbs in tracks(scene, frozen_from=min(since)).items():
        for day in _planned_days(scene, key):
            for track, free in zip(climbs, scene.climbs[key], strict=True):
                if track.too_often_on(day) and not free.too_often_on(day):
                    yield _too_often(scene, "SR-82", key, day, track)
