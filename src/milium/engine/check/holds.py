"""Days off: sore or hurt skin, procedures, trips, too little sunscreen (SR-05, 50-53, 63)."""

from collections.abc import Iterator

from milium.domain.plan import Violation
from milium.engine.check.scene import Placed, Scene, must_refer, over_steps
from milium.engine.check.spans import Span, dated_spans, poor_sunscreen_span, skin_spans

PEEL = "peel"


def _within(scene: Scene, span: Span) -> list[Placed]:
    return [p for p in scene.x_steps() if p.product and span.first <= p.day <= span.last and span.covers(p.product)]


def _dated(scene: Scene, rule: str) -> Iterator[Violation]:
    for span in dated_spans(scene):
        if span.rule == rule:
            yield from over_steps(rule, _within(scene, span), f"Too near to {span.why}.")


def sr_05(scene: Scene) -> Iterator[Violation]:
    """Nothing active on skin that is not whole."""
    if scene.skin_now is None:
        yield from over_steps("SR-05", scene.x_steps(), "profile.skin_now is missing, so no active on any day.")
    for span in skin_spans(scene):
        yield from over_steps("SR-05", _within(scene, span), f"{span.why}.")
    yield from _dated(scene, "SR-05")
    if scene.persons.infection in (scene.skin_now or ()):
        yield from over_steps("SR-05", scene.x_steps(), "An infection ends only with a new entry.")
        yield from must_refer(scene, "SR-05", "An infection of the skin.")
    duration = scene.case.answers.get("duration")
    if scene.site() == scene.persons.fresh_injury_site and (
        duration is None or duration in scene.persons.fresh_injury_durations
    ):
        yield from over_steps("SR-05", scene.x_steps(), f"Freshly injured or treated skin (duration: {duration}).")


def sr_50(scene: Scene) -> Iterator[Violation]:
    """Waxing and the like."""
    yield from _dated(scene, "SR-50")


def sr_51(scene: Scene) -> Iterator[Violation]:
    """A professional peel; afterwards only with calm, whole skin."""
    yield from _dated(scene, "SR-51")
    for event in scene.case.dated:
        if event.kind == PEEL:
            day = event.date.toordinal()
            after = [
                p for p in scene.x_steps() if day <= p.day <= scene.firm_last and not _healed_from_peel(scene, day)
            ]
            off = {(p.day, p.slot) for s in dated_spans(scene) if s.rule == "SR-51" for p in _within(scene, s)}
            late = [p for p in after if (p.day, p.slot) not in off]
            yield from over_steps("SR-51", late, f"No calm check-in since the peel on {event.date}.")


def _healed_from_peel(scene: Scene, day: int) -> bool:
    told = [c for c in scene.check_ins if c.day >= day + scene.limits.peel_check_in_from_days]
    score = told[-1].irritation if told else None
    return score is not None and score <= scene.limits.calm_irritation and not scene.skin_now


def sr_52(scene: Scene) -> Iterator[Violation]:
    """Microdermabrasion and the like."""
    yield from _dated(scene, "SR-52")


def sr_53(scene: Scene) -> Iterator[Violation]:
    """Laser, freezing, extraction and every other procedure."""
    yield from _dated(scene, "SR-53")


def sr_63(scene: Scene) -> Iterator[Violation]:
    """Strong sun: no AHA or PHA before and during; too little sunscreen: nor a retinoid."""
    yield from _dated(scene, "SR-63")
    span = poor_sunscreen_span(scene)
    if span is not None:
        late = [p for p in _within(scene, span) if p.day >= scene.today]
        yield from over_steps("SR-63", late, f"{span.why}.")
