"""Which product may be placed at all (SR-07, 14, 41, 48, 55, 66, 71, 72)."""

from collections.abc import Callable, Iterator

from milium.domain.plan import Violation
from milium.engine.check.families import (
    ACIDS,
    AHA_PHA,
    RETINOID,
    SHARED_DAY_GROUPS,
    Classed,
    Found,
    says_whole,
)
from milium.engine.check.scene import Placed, Scene, finding, over_steps

SALICYLATE = ("salicylate", "salicylates", "aspirin")
REGION_WITHOUT_ANSWER = "EU"
DECIMALS = 6
ESSENTIAL_OIL = "LEAF OIL"  # by its form: pressed oils are SEED OIL or KERNEL OIL


def _where(scene: Scene, wrong: Callable[[Classed], bool]) -> list[Placed]:
    bad = {key for key, product in scene.shelf.items() if wrong(product)}
    return [p for p in scene.steps if p.product and p.product.id in bad]


def sr_07(scene: Scene) -> Iterator[Violation]:
    """Nothing sold as a peel, or to take off moles, warts or tags; no AHA or PHA above the cap."""
    words = scene.facts.blocked.never_home_words
    named = _where(scene, lambda c: says_whole(c.words, words))
    yield from over_steps("SR-07", named, f"Name or label says one of: {', '.join(words)}.")
    strong = _where(scene, lambda c: _aha_pha_sum(c) > scene.limits.aha_pha_sum_at_most_pct)
    yield from over_steps("SR-07", strong, "AHA and PHA together are above the cap for home use.")


def _aha_pha_sum(product: Classed) -> float:
    return sum(f.strength_pct or 0.0 for f in product.found if f.family in AHA_PHA)


def allergens(scene: Scene, product: Classed) -> tuple[str, ...]:
    """Return the names of a product that the person is allergic to (SR-14), sorted."""
    told = {a.strip().lower() for a in scene.profile.allergies or ()}
    names: set[str] = set()
    if told & set(SALICYLATE):
        names.update(n for n in product.names if n in scene.facts.salicylate_allergy)
    for allergy in told:
        own = scene.facts.active_of(allergy.upper())
        same = set(own.inci) if own else set()
        same.update(n for a in scene.facts.actives if a.id == allergy for n in a.inci)
        names.update(n for n in product.names if n == allergy.upper() or n in same)
    return tuple(sorted(names))


def sr_14(scene: Scene) -> Iterator[Violation]:
    """No product with a known allergen, in any step; allergies not asked: no X."""
    if scene.profile.allergies is None:
        yield from over_steps("SR-14", scene.x_steps(), "profile.allergies is missing, so no active on any day.")
        return
    hits = {key: names for key, c in scene.shelf.items() if (names := allergens(scene, c))}
    there = [p for p in scene.steps if p.product and p.product.id in hits]
    said = "; ".join(f"{key}: {', '.join(names)}" for key, names in hits.items())
    yield from over_steps("SR-14", there, f"Known allergy ({said}).")


def sr_41(scene: Scene) -> Iterator[Violation]:
    """One retinoid and one acid product at most, two X products in all, none with two groups in one."""
    for families, most in (((RETINOID,), 1), (ACIDS, 1), ((), scene.limits.most_active_products)):
        uses = [u for u in scene.planned() if not families or u.product.has(*families)]
        ids = sorted({u.product.id for u in uses})
        if len(ids) > most:
            what = f"products with {' or '.join(families)}" if families else "X products"
            text = f"{len(ids)} {what} in one plan ({', '.join(ids)}); at most {most}."
            yield finding("SR-41", (u.day for u in uses), text)
    both = [p for p in scene.x_steps() if p.product and sum(p.product.has(*g) for g in SHARED_DAY_GROUPS) > 1]
    yield from over_steps("SR-41", both, "One product holds two groups that must not share an evening.")


def sr_48(scene: Scene) -> Iterator[Violation]:
    """Strengths and pH within the caps; an unknown strength is not placed."""
    for key, product in scene.shelf.items():
        wrong = sorted({*_over_caps(scene, product), *_acidity(scene, product)})
        steps = [p for p in scene.steps if p.product and p.product.id == key] if wrong else []
        yield from over_steps("SR-48", steps, f"{key}: {'; '.join(wrong)}.")


def region(scene: Scene) -> str:
    """Return the region whose limits hold."""
    return scene.profile.region or REGION_WITHOUT_ANSWER


def _cap(found: Found, where: str) -> float | None:
    by_region = found.active.cap_pct_in or {}
    return by_region.get(where, found.active.cap_pct)


def _over_caps(scene: Scene, product: Classed) -> Iterator[str]:
    """Yield what is above its cap: actives of one family share it, in parts of their own cap."""
    where = region(scene)
    share: dict[str, float] = {}
    for found in product.counting():
        active, cap = found.active, _cap(found, where)
        if active.prescription:
            continue
        taken = active.unknown_strength == "region_cap" and where in active.region_cap_in
        if found.strength_pct is None:
            if not taken:
                yield f"the strength of {active.id} is not known"
        elif cap:
            group = AHA_PHA[0] if active.family in AHA_PHA else active.family
            share[group] = share.get(group, 0.0) + found.strength_pct * active.equivalent / cap
    for family, part in share.items():
        if round(part, DECIMALS) > 1 and not (family == RETINOID and _is_prescription(product)):
            yield f"{family} is above its cap"


def _acidity(scene: Scene, product: Classed) -> Iterator[str]:
    if not product.has(*AHA_PHA):
        return
    limits, ph = scene.limits, product.item.ph
    total = _aha_pha_sum(product)
    if total > limits.aha_pha_sum_at_most_pct:
        yield "AHA and PHA together are above the cap"
    if ph is not None and ph < limits.aha_pha_ph_at_least:
        yield f"pH {ph} is too low"
    if ph is None and total > limits.aha_pha_unknown_ph_at_most_pct:
        yield "pH is not known at this strength"


def _is_prescription(product: Classed) -> bool:
    return product.item.prescribed is not None or any(_prescribed(f) for f in product.found)


def _prescribed(found: Found) -> bool:
    above = found.active.prescription_above_pct
    strong = above is not None and found.strength_pct is not None and found.strength_pct > above
    return found.active.prescription or strong


def prescriptions(scene: Scene) -> tuple[str, ...]:
    """Return shelf ids that count as a prescription topical (SR-55), sorted."""
    return tuple(sorted(key for key, c in scene.shelf.items() if _is_prescription(c)))


def unconfirmed_adapalene(scene: Scene) -> list[Placed]:
    """Return steps with an active that is free for adults only elsewhere, and not confirmed (0.4)."""
    where = region(scene)
    return _where(
        scene,
        lambda c: any(
            f.active.free_in and where not in f.active.free_in and not scene.is_confirmed(f.active.id, f.family)
            for f in c.counting()
        ),
    )


def sr_66(scene: Scene) -> Iterator[Violation]:
    """A sunscreen that holds a retinoid is never placed."""
    there = _where(scene, lambda c: c.spf is not None and RETINOID in c.present)
    yield from over_steps("SR-66", there, "A sunscreen with a retinoid in it is not placed.")


def sr_71(scene: Scene) -> Iterator[Violation]:
    """Nothing that is blocked: by its first name, its own name, or a drug nobody prescribed."""
    blocked = scene.facts.blocked

    def wrong(product: Classed) -> bool:
        oils = [n for n in blocked.first if n.endswith(ESSENTIAL_OIL)]
        return (
            product.first in blocked.first
            or says_whole(product.item.name, blocked.name_words)
            or any(product.declared.get(n, 0.0) >= blocked.essential_oil_pct for n in oils)
            or any(n in blocked.any_place for n in product.names)
        )

    yield from over_steps("SR-71", _where(scene, wrong), "Not allowed in any plan.")


def sr_72(scene: Scene) -> Iterator[Violation]:
    """No scrub within a week of any X use."""
    apart = scene.limits.scrub_apart_days
    days = [u.day for u in scene.uses]
    near = [p for p in scene.steps if p.product and p.product.scrub and any(abs(p.day - d) <= apart for d in days)]
    yield from over_steps("SR-72", near, "A scrub within a week of an active.")
