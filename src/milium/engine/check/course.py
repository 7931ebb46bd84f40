"""Courses and course weeks (safety rules 0.1): a gap of four weeks without any X starts a new course."""

from collections.abc import Iterable

from milium.engine.check.scene import Scene
from milium.engine.check.track import Course


def courses(scene: Scene) -> tuple[Course, ...]:
    """Return every course of done and planned uses, in date order.

    The gap is measured from use to use, the stricter reading: a later first day means lower caps.
    """
    spans = [(u.day, u.day) for u in scene.uses]
    spans.extend((p.first, p.last) for p in scene.paces)
    return _runs(spans, scene.limits.course_gap_days)


def course_on(all_courses: Iterable[Course], day: int) -> Course | None:
    """Return the last course begun on or before `day`, or None."""
    begun = [c for c in all_courses if c.first <= day]
    return begun[-1] if begun else None


def week_on(all_courses: Iterable[Course], day: int, week_days: int) -> int:
    """Return the course week n of `day`, from 1."""
    course = course_on(all_courses, day)
    return (day - course.first) // week_days + 1 if course else 1


def running_course(scene: Scene) -> Course | None:
    """Return the course that what was DONE makes and that no long gap has ended by today, or None."""
    spans = [(u.day, u.day) for u in scene.uses if not u.planned]
    spans.extend((p.first, p.last) for p in scene.paces)
    done = _runs(spans, scene.limits.course_gap_days)
    if done and scene.today - done[-1].last < scene.limits.course_gap_days:
        return done[-1]
    return None


def _runs(spans: list[tuple[int, int]], gap: int) -> tuple[Course, ...]:
    runs: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if runs and first - runs[-1][1] < gap:
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        else:
            runs.append((first, last))
    return tuple(Course(a, b) for a, b in runs)
