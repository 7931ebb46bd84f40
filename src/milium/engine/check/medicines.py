"""Medicines (SR-54, 55, 56, 60)."""

from collections.abc import Iterator
from datetime import date

from milium.domain.person import Medicine
from milium.domain.plan import Violation
from milium.engine.check.families import AHA_PHA, RETINOID, Classed
from milium.engine.check.products import prescriptions, unconfirmed_adapalene
from milium.engine.check.scene import Placed, Scene, must_refer, over_steps


def sr_54(scene: Scene) -> Iterator[Violation]:
    """Isotretinoin now or lately: no X; now: refer. Medicines not asked: no X."""
    if scene.profile.medicines is None:
        yield from over_steps("SR-54", scene.x_steps(), "profile.medicines is missing, so no active on any day.")
    for medicine in scene.profile.medicines or ():
        if medicine.kind == "isotretinoin" and not _over(
            medicine, scene.limits.isotretinoin_after_days, scene.case.today
        ):
            yield from over_steps("SR-54", scene.x_steps(), "Isotretinoin now or within the last months.")
            if medicine.ended is None or medicine.ended >= scene.case.today:
                yield from must_refer(scene, "SR-54", "Isotretinoin is being taken.")


def _over(medicine: Medicine, days: int, today: date) -> bool:
    return medicine.ended is not None and (today - medicine.ended).days >= days


def sr_55(scene: Scene) -> Iterator[Violation]:
    """A prescribed cream on the face: nothing is added, and it is never placed."""
    why = [
        "a prescription cream"
        for m in scene.profile.medicines or ()
        if m.kind == "prescription_topical" and not _over(m, scene.limits.prescription_after_days, scene.case.today)
    ]
    on_shelf = prescriptions(scene)
    why.extend(on_shelf)
    placed = [p for p in scene.steps if p.product and (p.product.id in on_shelf or (why and p.product.active))]
    yield from over_steps("SR-55", placed, f"The prescriber decides ({', '.join(why)}).")
    free = [p for p in unconfirmed_adapalene(scene) if p not in placed]
    yield from over_steps("SR-55", free, "Free without a prescription only elsewhere, and not confirmed.")


def sr_56(scene: Scene) -> Iterator[Violation]:
    """A steroid cream that may be the cause: the prescriber sees it first."""
    told = [m for m in scene.profile.medicines or () if m.kind == "steroid_topical"]
    if any(m.ended is None or m.ended >= scene.case.today for m in told):
        yield from over_steps("SR-56", scene.x_steps(), "A steroid cream is in use.")
        yield from must_refer(scene, "SR-56", "A steroid cream is in use.")


def sr_60(scene: Scene) -> Iterator[Violation]:
    """A medicine that makes the skin sensitive to light: AHA, PHA and retinoids only if confirmed."""
    wrong = [
        p
        for p in scene.x_steps(*AHA_PHA, RETINOID)
        if p.product
        and not _confirmed(scene, p.product)
        and any(_works_on(scene, m, p) for m in scene.profile.medicines or ())
    ]
    yield from over_steps("SR-60", wrong, "A medicine makes the skin sensitive to light, and nobody confirmed this.")


def _confirmed(scene: Scene, product: Classed) -> bool:
    return all(
        scene.is_confirmed(f.active.id, f.family) for f in product.counting() if f.family in (*AHA_PHA, RETINOID)
    )


def _works_on(scene: Scene, medicine: Medicine, placed: Placed) -> bool:
    name, persons, limits = medicine.name.lower(), scene.persons, scene.limits
    listed = any(word in name for word in persons.photosensitising_names)
    if medicine.kind != "photosensitising" and not listed:
        return False
    if medicine.started is not None and medicine.started.toordinal() > placed.day:
        return False
    lasting = any(word in name for word in persons.photosensitising_long)
    days = limits.photosensitising_long_after_days if lasting else limits.photosensitising_after_days
    return medicine.ended is None or placed.day - medicine.ended.toordinal() < days
