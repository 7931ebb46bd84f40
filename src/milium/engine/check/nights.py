"""What may share a day, and how many evenings in seven (SR-40, 43, 44, 47, 49)."""

from collections.abc import Iterator

from milium.domain.plan import Violation
from milium.engine.check.course import week_on
from milium.engine.check.families import ACIDS, AZELAIC, RETINOID, SHARED_DAY_GROUPS
from milium.engine.check.scene import Scene, Use, finding, over_steps


def _by_day(scene: Scene) -> dict[int, list[Use]]:
    """Return the uses of each day that holds a planned one."""
    days: dict[int, list[Use]] = {}
    for use in scene.uses:
        days.setdefault(use.day, []).append(use)
    return {d: uses for d, uses in days.items() if any(u.planned for u in uses)}


def _names(uses: list[Use]) -> str:
    return ", ".join(sorted({u.product.id for u in uses}))


def sr_40(scene: Scene) -> Iterator[Violation]:
    """One group a day; azelaic acid beside another only late in the course."""
    for day, uses in _by_day(scene).items():
        groups = [g for g in SHARED_DAY_GROUPS if any(u.product.has(*g) for u in uses)]
        if len(groups) > 1:
            said = " and ".join("/".join(g) for g in groups)
            yield finding("SR-40", [day], f"{said} on one day ({_names(uses)}).", "pm")
        early = week_on(scene.courses, day, scene.limits.week_days) < scene.limits.azelaic_may_share_from_week
        if groups and early and any(u.product.has(AZELAIC) for u in uses):
            yield finding("SR-40", [day], f"Azelaic acid beside another active too early ({_names(uses)}).", "pm")


def sr_43(scene: Scene) -> Iterator[Violation]:
    """Active evenings in any 7, and no two in a row in the first weeks."""
    limits = scene.limits
    evenings = sorted({u.day for u in scene.uses if u.slot == "pm"})
    before = set(evenings)
    for day in sorted({u.day for u in scene.planned() if u.slot == "pm"}):
        week = week_on(scene.courses, day, limits.week_days)
        near = [d for d in evenings if day - limits.week_days < d <= day]
        count = len(near) + _unplaced(scene, day, len(near))
        cap = limits.load_cap(week, slow=scene.slow)
        if count > cap:
            yield finding("SR-43", near, f"{count} active evenings in 7 in course week {week}; at most {cap}.", "pm")
        if day - 1 in before:
            week = week_on(scene.courses, day - 1, limits.week_days)
            if week <= limits.no_neighbours_until_week:
                yield finding("SR-43", [day - 1, day], f"Two active evenings in a row in course week {week}.", "pm")


def _unplaced(scene: Scene, day: int, placed: int) -> int:
    """Return the least active evenings of the 7 ending on `day` that lie before the record begins."""
    week, most = scene.limits.week_days, 0
    for pace in scene.paces:
        after = day - pace.done
        if 0 < after < week:
            most = max(most, pace.evenings - after)
    return max(0, min(most, week - placed))


def sr_44(scene: Scene) -> Iterator[Violation]:
    """Acid evenings in any 7, and never two in a row."""
    limits = scene.limits
    evenings = sorted({u.day for u in scene.uses if u.slot == "pm" and u.product.has(*ACIDS)})
    for day in sorted({u.day for u in scene.planned() if u.slot == "pm" and u.product.has(*ACIDS)}):
        near = [d for d in evenings if day - limits.week_days < d <= day]
        if len(near) > limits.acid_evenings_in_7:
            yield finding("SR-44", near, f"{len(near)} acid evenings in 7; at most {limits.acid_evenings_in_7}.", "pm")
        if day - 1 in evenings:
            yield finding("SR-44", [day - 1, day], "Two acid evenings in a row.", "pm")


def sr_47(scene: Scene) -> Iterator[Violation]:
    """One use of a product a day: what was missed is not made up."""
    for day, uses in _by_day(scene).items():
        ids = [u.product.id for u in uses]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            yield finding("SR-47", [day], f"Used twice on one day: {', '.join(twice)}.")


def sr_49(scene: Scene) -> Iterator[Violation]:
    """Retinoids and leave-on acids only in the evening."""
    wrong = [
        p
        for p in scene.x_steps()
        if p.product
        and p.slot == "am"
        and (p.product.has(RETINOID) or (p.product.has(*ACIDS) and p.product.item.leave_on))
    ]
    yield from over_steps("SR-49", wrong, "Retinoids and acids that stay on belong to the evening.")
