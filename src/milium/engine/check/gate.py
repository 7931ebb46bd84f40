"""Check a concrete dated plan against every rule that a plan can show."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from milium.domain.case import Case
from milium.domain.identify import Assessment
from milium.domain.label import Product
from milium.domain.plan import Day, Violation
from milium.domain.safety import SafetyFacts
from milium.engine.check.course import courses
from milium.engine.check.rise import tracks
from milium.engine.check.scene import Proposal, Scene, build_scene
from milium.engine.check.table import PLAN_CHECKS, RULES


def check(  # noqa: PLR0917  (one argument for each thing it looks at)
    days: Sequence[Day],
    decision: str,
    options: Sequence[str],
    case: Case,
    products: Mapping[str, Product],
    assessment: Assessment,
    facts: SafetyFacts,
) -> tuple[Violation, ...]:
    """Return every rule that the plan breaks, with its evidence; () when it may be shown.

    Only the plan, the case, what was really done and the labels count: families and zones that a
    plan or a product claims are not believed.

    Args:
        days: The dated plan, by whom ever it was made.
        decision: regimen, base, watch or refer.
        options: What is offered beside it.
        case: The person, with the log up to today.
        products: Every product of the shelf by id; products of the past too, so that ticks mean something.
        assessment: What the bumps may be, and the red flags seen.
        facts: The numbers and word lists of the safety rules.

    Returns:
        Findings in the order of the rules, those about the plan's own form first.

    Source: rules SR-01 to SR-88, one function each (`RULES`).
    """
    scene = study(Proposal(tuple(days), decision, tuple(options)), case, products, assessment, facts)
    found = [v for part in PLAN_CHECKS.values() for v in part(scene)]
    for treatment in RULES.values():
        if treatment.check is not None:
            found.extend(treatment.check(scene))
    return tuple(found)


def study(
    plan: Proposal, case: Case, products: Mapping[str, Product], assessment: Assessment, facts: SafetyFacts
) -> Scene:
    """Return the scene of a plan with its courses and climbs worked out; arguments as in `check`."""
    scene = build_scene(plan, case, products, assessment, facts)
    scene = replace(scene, courses=courses(scene))
    return replace(scene, climbs=tracks(scene))
