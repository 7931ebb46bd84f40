"""Is it a plan at all: its days, its steps, its products (architecture, "Check")?"""

from collections.abc import Iterator
from itertools import pairwise

from milium.domain.plan import STEPS, Violation
from milium.engine.check.scene import Scene, finding, over_steps

NEEDS_A_PRODUCT = ("exfoliate", "retinoid", "treat")


def plan_days(scene: Scene) -> Iterator[Violation]:
    """The days run from today on, whole weeks, one after the other."""
    days = [d.date.toordinal() for d in scene.days]
    if not days:
        yield finding("plan.days", [scene.today], "The plan has no days.")
        return
    if days[0] != scene.today:
        yield finding(
            "plan.days", [days[0]], f"The plan begins on {scene.days[0].date}, not today ({scene.case.today})."
        )
    broken = [b for a, b in pairwise(days) if b != a + 1]
    if broken:
        yield finding("plan.days", broken, "A day is missing, twice there, or out of order.")
    if len(days) % scene.limits.week_days:
        yield finding("plan.days", [days[-1]], f"{len(days)} days are no whole weeks.")


def plan_steps(scene: Scene) -> Iterator[Violation]:
    """Every step is one we know."""
    strange = [p for p in scene.steps if p.step.step not in STEPS]
    names = ", ".join(sorted({repr(p.step.step) for p in strange}))
    yield from over_steps("plan.step", strange, f"No step is called {names}.")
    open_ended = [p for p in scene.steps if p.step.step in NEEDS_A_PRODUCT and p.step.product is None]
    yield from over_steps("plan.step", open_ended, "A step with an active names no product, so it may be any.")


def plan_products(scene: Scene) -> Iterator[Violation]:
    """Every product stands on the shelf, and its label can be read."""
    lost = [p for p in scene.steps if p.step.product is not None and p.product is None]
    names = ", ".join(sorted({str(p.step.product) for p in lost}))
    yield from over_steps("plan.product", lost, f"Not on the shelf: {names}.")
    blind = [p for p in scene.steps if p.product is not None and not p.product.readable]
    yield from over_steps("plan.product", blind, "No ingredient list was read, so nothing is known about it.")
