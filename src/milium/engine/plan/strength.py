"""Strengths and pH against the caps of safety rules 0.4 and SR-48."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from milium.domain.label import ActiveFound, Product
from milium.domain.safety import Active, SafetyFacts
from milium.engine.plan.bars import Bar
from milium.engine.plan.situation import Situation

_ACIDS_OF_SKIN = ("aha", "pha")
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Dosed:
    """An active of a product with its table row and the strength we take it at (% w/w, None = unknown)."""

    found: ActiveFound
    row: Active
    pct: float | None


def dosed(product: Product, s: Situation, facts: SafetyFacts) -> tuple[Dosed, ...]:
    """Return the actives that count in a product, each with the strength it is taken at.

    BHA without a number is taken as the cap in the regions that limit it by law, but not for
    minors nor in pregnancy or while breastfeeding.
    """
    out = []
    for found in product.actives:
        row = facts.active_of(found.name)
        if found.counts and row is not None:
            out.append(Dosed(found, row, _taken_at(found, row, s)))
    return tuple(out)


def _taken_at(found: ActiveFound, row: Active, s: Situation) -> float | None:
    if found.strength_pct is not None:
        return found.strength_pct
    lenient = not s.minor and s.pregnancy in {None, "no"} and s.breastfeeding is not True
    if row.unknown_strength == "region_cap" and s.region in row.region_cap_in and lenient:
        return row.cap_pct
    return None


def cap_of(row: Active, s: Situation) -> float | None:
    """Return the cap of an active in the person's region, in % w/w; None = never placed."""
    in_region = (row.cap_pct_in or {}).get(s.region)
    return row.cap_pct if in_region is None else in_region


def too_strong(product: Product, actives: Sequence[Dosed], s: Situation, facts: SafetyFacts) -> Iterator[Bar]:
    """Yield what speaks against the strength or the pH of a product."""
    ident = product.item.id
    if any(a.pct is None for a in actives):
        yield Bar("SR-48", (ident,), question=f"shelf.{ident}.strength_pct", text="plan.strength_unknown")
        return
    if _over(actives, s):
        yield Bar("SR-48", (ident,), text="plan.too_strong")
    if any(a.row.family in _ACIDS_OF_SKIN for a in actives):
        yield from _acid_limits(product, facts)


def _over(actives: Sequence[Dosed], s: Situation) -> bool:
    """Tell whether any cap is passed; retinol and its esters share theirs as retinol equivalents."""
    shared: dict[float, float] = {}
    for a in actives:
        cap = cap_of(a.row, s)
        if cap is None or a.pct is None:
            return True
        if a.row.equivalent != 1.0 or a.row.family == "retinoid":
            shared[cap] = shared.get(cap, 0.0) + a.pct * a.row.equivalent
        elif a.pct > cap:
            return True
    # A product's retinoids share the room: each takes its part of its own cap.
    return sum(pct / cap for cap, pct in shared.items()) > 1.0 + _ROUNDING


def _acid_limits(product: Product, facts: SafetyFacts) -> Iterator[Bar]:
    limits, ident, ph = facts.limits, product.item.id, product.item.ph
    total = skin_acid_pct(product)
    if total > limits.aha_pha_sum_at_most_pct:
        yield Bar("SR-07", (ident,))
    elif ph is None and total > limits.aha_pha_unknown_ph_at_most_pct:
        yield Bar("SR-48", (ident,), question=f"shelf.{ident}.ph", text="plan.ph_unknown")
    if ph is not None and ph < limits.aha_pha_ph_at_least:
        yield Bar("SR-48", (ident,), text="plan.too_sour")


def skin_acid_pct(product: Product) -> float:
    """Return the stated AHA and PHA of a product in % w/w, those that do not count included."""
    return sum(a.strength_pct or 0.0 for a in product.actives if a.family in _ACIDS_OF_SKIN)


def starts_strong(actives: Sequence[Dosed]) -> bool:
    """Tell whether a product lies above the start strength, so that its rungs last longer (0.4)."""
    shares = ((a.pct or 0.0) * a.row.equivalent / a.row.start_pct for a in actives if a.row.start_pct)
    return sum(shares) > 1.0 + _ROUNDING
