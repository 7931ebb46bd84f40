"""Who may use what: babies, children, teens, pregnancy, breastfeeding (SR-01, 02, 03, 10-13)."""

from collections.abc import Iterator

from milium.domain.plan import Violation
from milium.engine.check.families import AZELAIC, BHA, RETINOID, Found
from milium.engine.check.scene import BREASTFEEDING, Placed, Scene, finding, over_steps

SUNSCREEN_STEPS = ("sunscreen", "reapply")
STEAM = "steam"
PREGNANT = ("yes", "unsure")
NEVER, CONFIRMED = "never", "confirmed"


def is_baby(scene: Scene) -> bool:
    """Tell whether the person may be under 12 months."""
    return scene.age is not None and scene.age.may_be_under_months(scene.limits.months_no_products_under)


def _minor(scene: Scene, years: int) -> bool:
    return scene.age is not None and scene.age.may_be_under_years(years)


def sr_01(scene: Scene) -> Iterator[Violation]:
    """Babies: water and waiting; from 6 months a sunscreen without actives."""
    if not is_baby(scene) or scene.age is None:
        return
    young = scene.age.may_be_under_months(scene.limits.months_sunscreen_from)
    wrong = [
        p
        for p in scene.steps
        if p.step.step == STEAM or (p.step.product is not None and _not_for_a_baby(p, young=young))
    ]
    yield from over_steps("SR-01", wrong, "Under 12 months nothing is used but sunscreen from 6 months on.")
    if scene.decision not in ("watch", "refer"):
        yield finding("SR-01", [scene.today], f"For a baby the decision is watch or refer, not {scene.decision}.")


def _not_for_a_baby(placed: Placed, *, young: bool) -> bool:
    sunscreen = placed.step.step in SUNSCREEN_STEPS and not young
    return not sunscreen or (placed.product is not None and bool(placed.product.present))


def sr_02(scene: Scene) -> Iterator[Violation]:
    """No actives under 12 years, in any strength; the mere presence counts. Age not known: no X."""
    if scene.age is None:
        yield from over_steps("SR-02", scene.x_steps(), "The age is missing, so no active on any day.")
    elif _minor(scene, scene.limits.years_no_actives_under) and not is_baby(scene):
        there = [p for p in scene.steps if p.product and p.product.present]
        yield from over_steps("SR-02", there, "Under 12 years no product with an active in it.")
        if scene.decision not in ("watch", "refer"):
            yield finding(
                "SR-02", [scene.today], f"Under 12 years the decision is watch or refer, not {scene.decision}."
            )


def sr_03(scene: Scene) -> Iterator[Violation]:
    """12-17: only three actives, each confirmed, within limits, of known strength."""
    if not _minor(scene, scene.limits.years_confirm_under):
        return
    if _minor(scene, scene.limits.years_no_actives_under) and not _may_be_teen(scene):
        return
    wrong = [p for p in scene.x_steps() if p.product and not all(_teen_may(scene, f) for f in p.product.counting())]
    yield from over_steps(
        "SR-03", wrong, "From 12 to 17 only what a clinician or pharmacist confirmed, within the limits."
    )


def _may_be_teen(scene: Scene) -> bool:
    return scene.age is not None and scene.age.may_be_at_least_years(scene.limits.years_no_actives_under)


def _teen_may(scene: Scene, found: Found) -> bool:
    limits = scene.limits
    most = {
        "adapalene": limits.minor_adapalene_at_most_pct,
        "salicylic acid": limits.minor_bha_at_most_pct,
        "azelaic acid": limits.minor_azelaic_at_most_pct,
    }.get(found.active.id)
    if most is None or found.active.id not in scene.persons.minor_actives or scene.profile.guardian_agrees is False:
        return False
    within = found.strength_pct is not None and found.strength_pct <= most
    return within and scene.is_confirmed(found.active.id, found.family)


def _pregnancy_is_asked(scene: Scene) -> bool:
    limits = scene.limits
    return scene.age is None or (
        scene.age.may_be_at_least_years(limits.years_pregnancy_asked_from)
        and scene.age.may_be_under_years(limits.years_pregnancy_asked_to + 1)
    )


def _retinoids(scene: Scene, rule: str, why: str) -> list[Violation]:
    there = [p for p in scene.steps if p.product and RETINOID in p.product.present]
    return over_steps(rule, there, f"{why}: no retinoid of any kind, in any step.")


def _anything(scene: Scene, rule: str, key: str) -> list[Violation]:
    there = [p for p in scene.steps if p.product and p.product.present]
    return over_steps(rule, there, f"profile.{key} is missing, so no active on any day.")


def sr_10(scene: Scene) -> Iterator[Violation]:
    """Pregnant: no retinoid, in any step."""
    if "yes" in scene.columns:
        yield from _retinoids(scene, "SR-10", "Pregnant")


def sr_11(scene: Scene) -> Iterator[Violation]:
    """Trying or unsure: no retinoid; not asked at 12-55 years: no X."""
    if "trying" in scene.columns or "unsure" in scene.columns:
        yield from _retinoids(scene, "SR-11", "Trying to conceive or unsure")
    if scene.profile.pregnancy is None and "yes" not in scene.columns and _pregnancy_is_asked(scene):
        yield from _anything(scene, "SR-11", "pregnancy")


def sr_12(scene: Scene) -> Iterator[Violation]:
    """Breastfeeding: no retinoid; not asked at 12-55 years: no X."""
    if BREASTFEEDING in scene.columns:
        yield from _retinoids(scene, "SR-12", "Breastfeeding")
    elif scene.profile.breastfeeding is None and _pregnancy_is_asked(scene):
        yield from _anything(scene, "SR-12", "breastfeeding")


def sr_13(scene: Scene) -> Iterator[Violation]:
    """Pregnancy and breastfeeding: each active as table 0.6 says; the mere presence counts."""
    for column in scene.columns:
        wrong = [p for p in scene.steps if p.product and not all(_may(scene, f, column) for f in p.product.found)]
        yield from over_steps("SR-13", wrong, f"{column}: not allowed, or not confirmed.")


def _may(scene: Scene, found: Found, column: str) -> bool:
    """Tell whether an active may be there; retinoids have rules of their own."""
    if found.family == RETINOID:
        return True
    table = scene.persons.pregnancy
    word = table.get(found.active.id, table.get(found.family, {})).get(column, NEVER)
    if word == NEVER:
        return False
    strength, limits = found.strength_pct, scene.limits
    if column in (*PREGNANT, BREASTFEEDING) and found.family == BHA and strength is None:
        return False
    most = {BHA: limits.bha_pregnancy_at_most_pct, AZELAIC: limits.azelaic_pregnancy_at_most_pct}.get(
        found.family, found.active.cap_pct
    )
    if word != CONFIRMED:
        return True
    within = strength is None or most is None or strength <= most
    return within and scene.is_confirmed(found.active.id, found.family)
