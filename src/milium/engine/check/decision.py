"""Does the decision fit the plan and the wishes (0.8, SR-85)?"""

from collections.abc import Iterator

from milium.domain.plan import Violation
from milium.engine.check.scene import Scene, finding, over_steps

DECISIONS = ("regimen", "base", "watch", "refer")
ALWAYS_OFFERED = ("watch", "see_clinician")


def sr_85(scene: Scene) -> Iterator[Violation]:
    """Waiting is always an option, and chosen it is the decision."""
    missing = [o for o in ALWAYS_OFFERED if o not in scene.options]
    if missing:
        yield finding("SR-85", [scene.today], f"The options leave out {' and '.join(missing)}.")
    if scene.case.wishes.choose == "watch":
        yield from over_steps("SR-85", scene.x_steps(), "The person chose to wait.")
        if scene.decision not in ("watch", "refer"):
            yield finding("SR-85", [scene.today], f"The person chose to wait; the decision is {scene.decision}.")


def decision_fits(scene: Scene) -> Iterator[Violation]:
    """A regimen holds an active, and nothing else does."""
    steps = scene.x_steps()
    on_face = [p for p in steps if not p.tests_skin]
    if scene.decision not in DECISIONS:
        yield finding("plan.decision", [scene.today], f"{scene.decision!r} is no decision: {', '.join(DECISIONS)}.")
    elif scene.decision == "regimen" and not steps:
        yield finding("plan.decision", [scene.today], "The decision is regimen, but no day holds an active.")
    elif scene.decision != "regimen":
        yield from over_steps("plan.decision", on_face, f"The decision is {scene.decision}, but there is an active.")
