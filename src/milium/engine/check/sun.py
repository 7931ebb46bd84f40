"""Sunscreen (SR-61, 64, 65)."""

from collections.abc import Iterator

from milium.domain.plan import Violation
from milium.engine.check.families import AHA_PHA, RETINOID, Classed
from milium.engine.check.persons import SUNSCREEN_STEPS
from milium.engine.check.products import allergens
from milium.engine.check.scene import Placed, Scene, finding, over_steps

SUNSCREEN = "sunscreen"
NOT_FOR_THE_FACE = ("lips", "hair")


def _too_young(scene: Scene) -> bool:
    return scene.age is not None and scene.age.may_be_under_months(scene.limits.months_sunscreen_from)


def _strong_enough(scene: Scene, product: Classed) -> bool:
    return (
        product.spf is not None
        and product.spf >= scene.limits.sunscreen_spf_at_least
        and product.broad_spectrum is True
    )


def _shields(scene: Scene, placed: Placed) -> bool:
    """Tell whether a step is the morning sunscreen: one to be bought (no product), or one that is strong enough."""
    if placed.slot != "am" or placed.step.step != SUNSCREEN:
        return False
    product = placed.product
    if placed.step.product is None or product is None:
        return placed.step.product is None
    return _strong_enough(scene, product) and not _is_past(product, placed.day)


def _is_past(product: Classed, day: int) -> bool:
    """Tell whether a product is past its time on a day: it is not counted on as sun protection (M11)."""
    return product.good_until is not None and day > product.good_until.toordinal()


def sr_61(scene: Scene) -> Iterator[Violation]:
    """Sunscreen on every morning of a day with an active, and on the seven after it."""
    if _too_young(scene):
        return
    covered = {p.day for p in scene.steps if _shields(scene, p)}
    after = scene.limits.sunscreen_after_days
    used = sorted({u.day for u in scene.uses})
    planned = {d.date.toordinal() for d in scene.days}
    bare = [d for d in sorted(planned - covered) if any(d - after <= t <= d for t in used)]
    if bare:
        yield finding("SR-61", bare, f"No sunscreen of SPF 30 or more on {len(bare)} morning(s) after an active.", "am")


def sr_64(scene: Scene) -> Iterator[Violation]:
    """Under 6 months no sunscreen."""
    if _too_young(scene):
        there = [p for p in scene.steps if p.step.step in SUNSCREEN_STEPS]
        yield from over_steps("SR-64", there, "Under 6 months no sunscreen: shade and clothes.")


def _usable(scene: Scene, product: Classed) -> bool:
    return (
        _strong_enough(scene, product)
        and not _is_past(product, scene.today)
        and RETINOID not in product.present
        and product.item.where not in NOT_FOR_THE_FACE
        and not allergens(scene, product)
    )


def sr_65(scene: Scene) -> Iterator[Violation]:
    """Without a usable sunscreen no AHA, PHA or retinoid; sunscreen_ok not asked: no X."""
    profile = scene.profile
    if profile.sunscreen_ok is None:
        yield from over_steps("SR-65", scene.x_steps(), "profile.sunscreen_ok is missing, so no active on any day.")
        return
    told = {a.strip().lower() for a in profile.allergies or ()}
    if profile.sunscreen_ok and SUNSCREEN not in told and any(_usable(scene, c) for c in scene.shelf.values()):
        return
    yield from over_steps("SR-65", scene.x_steps(*AHA_PHA, RETINOID), "There is no sunscreen that this person can use.")
