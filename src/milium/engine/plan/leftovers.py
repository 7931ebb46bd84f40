"""Products that no step uses and no rule keeps off: they are named too, so that nothing is left open."""

from collections.abc import Iterable, Iterator, Sequence

from milium.domain.label import Product
from milium.domain.plan import Day
from milium.engine.plan.bars import Bar
from milium.engine.plan.basecare import too_heavy
from milium.engine.plan.eligibility import NOT_FACE, NOT_FACE_ROLES
from milium.engine.plan.ground import Ground
from milium.engine.plan.use_by import is_past

_AUDIT = "step.audit"


def leftover_bars(ground: Ground, days: Sequence[Day], bars: Iterable[Bar]) -> Iterator[Bar]:
    """Yield a bar for every product of the shelf that is neither used nor held by a rule."""
    steps = [step for day in days for step in (*day.am, *day.pm)]
    told = {step.product for step in steps} | {step.about for step in steps}
    told.update(ident for bar in bars for ident in bar.products)
    heavy = too_heavy(ground)
    for ident, product in ground.products.items():
        if ident in told or ("sunscreen" in product.roles and is_past(product, ground.case.today)):
            continue  # a sunscreen past its time has words of its own
        if not product.reading.has_list:
            yield Bar(_AUDIT, (ident,), question=f"shelf.{ident}.label", text="plan.no_list")
        elif ident in heavy:
            yield Bar(_AUDIT, (ident,), also=("I1",), text="plan.heavy")
        else:
            yield Bar(_AUDIT, (ident,), text="plan.other_place" if _is_elsewhere(product) else "plan.spare")


def _is_elsewhere(product: Product) -> bool:
    return product.item.where in NOT_FACE or any(role in product.roles for role in NOT_FACE_ROLES)
