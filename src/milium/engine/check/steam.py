"""Steam (SR-30 to 34)."""

from collections.abc import Iterator

from milium.domain.plan import Violation
from milium.engine.check.persons import PREGNANT, STEAM
from milium.engine.check.scene import Placed, Scene, finding, over_steps
from milium.engine.check.spans import dated_spans

FEVER_FLAGS = ("fever", "fever_or_unwell_baby")


def _steam(scene: Scene) -> list[Placed]:
    return [p for p in scene.steps if p.step.step == STEAM]


def sr_30(scene: Scene) -> Iterator[Violation]:
    """No steam unless asked for."""
    if scene.case.wishes.steam is not True:
        yield from over_steps("SR-30", _steam(scene), "Nobody asked for steam.")


def sr_31(scene: Scene) -> Iterator[Violation]:
    """No steam under 18."""
    if scene.age is None or scene.age.may_be_under_years(scene.limits.years_confirm_under):
        yield from over_steps("SR-31", _steam(scene), "No steam under 18, or when the age is not known.")


def sr_32(scene: Scene) -> Iterator[Violation]:
    """Steam at most twice in any seven days, with nothing in the water."""
    with_oil = [p for p in _steam(scene) if p.step.product is not None]
    yield from over_steps("SR-32", with_oil, "A product in the steam.")
    days = [p.day for p in _steam(scene)]
    for day in sorted(set(days)):
        near = [d for d in days if day - scene.limits.week_days < d <= day]
        if len(near) > scene.limits.steam_in_7_at_most:
            yield finding("SR-32", near, f"Steam {len(near)} times in 7 days.")


def sr_33(scene: Scene) -> Iterator[Violation]:
    """No steam with skin that heat makes worse, on hurt skin, in pregnancy, with fever."""
    profile, persons = scene.profile, scene.persons
    why = [c for c in profile.conditions or () if c in persons.no_steam_conditions]
    why.extend(f for f in scene.words if f in FEVER_FLAGS)
    why.extend(c for c in scene.columns if c in PREGNANT)
    if profile.conditions is None:
        why.append("conditions not known")
    if scene.skin_now is None or scene.skin_now:
        why.append("skin now not known" if scene.skin_now is None else f"skin now {', '.join(scene.skin_now)}")
    if why:
        yield from over_steps("SR-33", _steam(scene), f"No steam with: {', '.join(why)}.")
    yield from _near_events(scene, "SR-33")


def sr_34(scene: Scene) -> Iterator[Violation]:
    """No steam next to an active or a procedure."""
    apart = scene.limits.steam_apart_days
    steps = _steam(scene)
    used = sorted({u.day for u in scene.uses})
    near = [p for p in steps if any(abs(p.day - d) <= apart for d in used)]
    yield from over_steps("SR-34", near, "Steam on the day of an active, the day before or after.")
    yield from _near_events(scene, "SR-34")


def _near_events(scene: Scene, rule: str) -> Iterator[Violation]:
    for span in dated_spans(scene):
        if span.of == STEAM and span.rule == rule:
            there = [p for p in _steam(scene) if span.first <= p.day <= span.last]
            yield from over_steps(rule, there, f"Steam too near to {span.why}.")
