"""What was really done: evenings of today and yesterday that a plan would not have held (SR-40, 43, 44, 47, 49)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from milium.domain.case import Case
from milium.domain.identify import Assessment
from milium.domain.label import Product
from milium.domain.plan import Violation
from milium.domain.safety import SafetyFacts
from milium.engine.check import nights
from milium.engine.check.course import courses
from milium.engine.check.families import ACIDS, RETINOID
from milium.engine.check.scene import Proposal, Scene, build_scene, finding

DAYS_BACK = 1  # a warning helps while the next evening can still change
RULES = (nights.sr_40, nights.sr_43, nights.sr_44, nights.sr_47)


def check_done(
    case: Case, products: Mapping[str, Product], assessment: Assessment, facts: SafetyFacts
) -> tuple[Violation, ...]:
    """Return what was ticked today or yesterday and breaks a rule about nights; () when nothing does.

    Args:
        case: The person, with the log up to today.
        products: Every product by shelf id; products of the past too.
        assessment: What the bumps may be.
        facts: The numbers and word lists of the safety rules.
    """
    scene = build_scene(Proposal((), "base", ()), case, products, assessment, facts)
    late = scene.today - DAYS_BACK
    uses = tuple(replace(use, planned=True) if use.day >= late else use for use in scene.uses)
    scene = replace(scene, uses=uses, planned_uses=tuple(use for use in uses if use.planned))
    scene = replace(scene, courses=courses(scene))
    return (*(found for rule in RULES for found in rule(scene)), *_in_the_morning(scene))


def _in_the_morning(scene: Scene) -> Iterator[Violation]:
    """Yield the mornings with what belongs to the evening (SR-49)."""
    for use in scene.planned():
        stays_on = use.product.item.leave_on
        if use.slot == "am" and (use.product.has(RETINOID) or (use.product.has(*ACIDS) and stays_on)):
            yield finding("SR-49", [use.day], f"{use.product.id} was used in the morning.", "am")
