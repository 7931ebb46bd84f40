"""Base care: which cleanser, cream and sunscreen of the shelf a plan names, and the plain days."""

from dataclasses import dataclass
from datetime import date

from milium.domain.label import Product
from milium.domain.plan import Day, Step
from milium.engine.plan.eligibility import NOT_FACE, harm_bars, is_active, is_prescription, usable_sunscreen
from milium.engine.plan.ground import Ground
from milium.engine.plan.use_by import is_past

_TEXTURES = ("gel", "lotion", "cream", None, "balm", "oil")
_MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class BaseCare:
    """Shelf ids of the base products; None = water, or one to buy."""

    cleanser: str | None
    moisturiser: str | None
    sunscreen: str | None


def choose_base(ground: Ground) -> BaseCare:
    """Choose the base products: nothing with an active, nothing barred, the lightest first.

    A heavy film is no light cream: with nothing lighter in the house the step names no product.
    """
    usable = [p for i, p in sorted(ground.products.items()) if _plain(p, ground)]
    sunscreens = [p for _, p in sorted(ground.products.items()) if usable_sunscreen(p, ground.situation, ground.facts)]
    if ground.situation.child:
        sunscreens = [p for p in sunscreens if not p.present]
    return BaseCare(
        cleanser=_first([p for p in usable if "cleanser" in p.roles and not p.item.leave_on]),
        moisturiser=_first([p for p in usable if _is_cream(p) and not p.heavy]),
        sunscreen=_first(sunscreens),
    )


def too_heavy(ground: Ground) -> tuple[str, ...]:
    """Return the creams that a heavy film alone keeps out of the base steps."""
    return tuple(i for i, p in sorted(ground.products.items()) if p.heavy and _is_cream(p) and _plain(p, ground))


def _is_cream(product: Product) -> bool:
    return "moisturiser" in product.roles and product.item.leave_on


def _plain(product: Product, ground: Ground) -> bool:
    """Tell whether a product may stand in a base step."""
    s, facts = ground.situation, ground.facts
    if not product.reading.has_list:  # nothing is known about it
        return False
    if is_active(product) or is_prescription(product, facts) or product.item.where in NOT_FACE:
        return False
    if any(role in product.roles for role in ("scrub", "eye_cream", "make_up", "lip", "hair", "sunscreen")):
        return False
    if s.child and product.present:
        return False
    return not any(True for _ in harm_bars(product, s, facts))


def _first(products: list[Product]) -> str | None:
    """Return the id of the product to use: meant for the face, light, then by id."""
    best = min(products, key=_light_first, default=None)
    return best.item.id if best else None


def _light_first(product: Product) -> tuple[int, int, str]:
    texture = product.item.texture
    place = _TEXTURES.index(texture) if texture in _TEXTURES else len(_TEXTURES)
    return (int(product.item.where != "face"), place, product.item.id)


# -- the plain steps ---------------------------------------------------------------------------


def is_outdoors(ground: Ground, day: date) -> bool:
    """Tell whether the person said that this day is spent outdoors."""
    for event in ground.case.dated:
        if event.kind == "outdoor_day" and event.date <= day <= (event.until or event.date):
            return True
        if event.kind == "sunny_travel" and event.date <= day <= (event.until or event.date):
            return True
    return False


def morning(ground: Ground, base: BaseCare, day: date) -> tuple[Step, ...]:
    """Return the morning of a day: rinse, light cream, sunscreen, and again outdoors."""
    s, limits = ground.situation, ground.facts.limits
    outdoors = is_outdoors(ground, day)
    shield = base.sunscreen if base.sunscreen and not is_past(ground.products[base.sunscreen], day) else None
    if s.baby:
        too_young = s.age is not None and s.age.may_be_under_months(limits.months_sunscreen_from)
        after = limits.sunscreen_after_days
        used_lately = any(ground.history.used_on(d) for d in range(day.toordinal() - after, day.toordinal()))
        if too_young or not (outdoors or used_lately):
            return ()
        sunscreen = Step("sunscreen", shield, _families(ground, shield), reasons=("SR-01", "SR-64"))
        return (sunscreen, *(_reapply(ground, shield) if outdoors else ()))
    steps = [
        Step("cleanse", None, reasons=("step.cleanse",)),
        Step("moisturise", base.moisturiser, _families(ground, base.moisturiser), reasons=("order.morning",)),
        Step("sunscreen", shield, _families(ground, shield), reasons=("SR-61", "step.sunscreen")),
    ]
    return (*steps, *(_reapply(ground, shield) if outdoors else ()))


def evening_before_actives(ground: Ground, base: BaseCare) -> tuple[Step, ...]:
    """Return the cleansing step that opens every evening."""
    return (Step("cleanse", base.cleanser, _families(ground, base.cleanser), reasons=("step.cleanse",)),)


def evening_after_actives(ground: Ground, base: BaseCare) -> tuple[Step, ...]:
    """Return the light cream that closes every evening."""
    cream = base.moisturiser
    return (Step("moisturise", cream, _families(ground, cream), reasons=("order.rest_evening",)),)


def base_day(ground: Ground, base: BaseCare, day: date, *, firm: bool) -> Day:
    """Return a day of base care; a baby's evening is empty."""
    if ground.situation.baby:
        return Day(day, firm, morning(ground, base, day), ())
    pm = (*evening_before_actives(ground, base), *evening_after_actives(ground, base))
    return Day(day, firm, morning(ground, base, day), pm)


def _reapply(ground: Ground, sunscreen: str | None) -> tuple[Step, ...]:
    minutes = ground.facts.limits.reapply_hours * _MINUTES_AN_HOUR
    families = _families(ground, sunscreen)
    return (Step("reapply", sunscreen, families, minutes=minutes, reasons=("SR-62",)),)


def _families(ground: Ground, ident: str | None) -> tuple[str, ...]:
    return ground.products[ident].families if ident else ()
