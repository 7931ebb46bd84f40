"""Stretches of days on which something is off: dated events, sore skin, open flags (0.1, SR-05, 46, 50-53, 63)."""

from collections.abc import Iterator
from dataclasses import dataclass

from milium.domain.case import Dated
from milium.domain.safety import Window
from milium.engine.check.diary import CheckIn
from milium.engine.check.families import AHA_PHA, RETINOID, Classed
from milium.engine.check.scene import Scene

UNNAMED = "unnamed"
STEAM = "steam"
CLINIC_RULES = ("SR-51", "SR-53")  # where a clinic's own days count if they are stricter (M8)


@dataclass(frozen=True, slots=True)
class Span:
    """Days first..last, both included, on which products `of` a kind are off, by a rule."""

    rule: str
    of: str
    first: int
    last: int
    why: str

    def covers(self, product: Classed) -> bool:
        """Tell whether it keeps this product off."""
        match self.of:
            case "x":
                return product.active
            case "x_but_retinoid":
                return any(f != RETINOID for f in product.families)
            case "aha_pha":
                return product.has(*AHA_PHA)
            case "retinoid":
                return product.has(RETINOID)
            case "aha_pha_retinoid":
                return product.has(*AHA_PHA, RETINOID)
            case _:
                return False


def dated_spans(scene: Scene) -> tuple[Span, ...]:
    """Return the windows of every dated event, in date order."""
    return tuple(s for d in scene.case.dated for w in _windows(scene, d.kind) for s in [_span(scene, d, w)])


def _windows(scene: Scene, kind: str) -> tuple[Window, ...]:
    """Return the windows of a kind; a procedure without a name has the strictest (SR-53)."""
    known = scene.facts.windows
    if kind in known:
        return known[kind]
    return known.get(UNNAMED) or tuple(w for kind in sorted(known) for w in known[kind])


def _span(scene: Scene, event: Dated, window: Window) -> Span:
    day = event.date.toordinal()
    before = window.slow_first if scene.slow and window.slow_first is not None else window.first
    first, last = day + before, day + window.last
    if window.until and event.until is not None:
        last = event.until.toordinal()
    if window.closed_days is not None and event.healed is not None:
        last = max(last, event.healed.toordinal() + window.after_closed_days - 1)
    if window.off_before or window.rule in CLINIC_RULES:
        if event.off_before_days is not None:
            first = min(first, day - event.off_before_days)
        if event.back_on is not None:
            last = max(last, event.back_on.toordinal() - 1)
    return Span(window.rule, window.of, first, last, f"{event.kind} on {event.date}")


def skin_spans(scene: Scene) -> Iterator[Span]:
    """Yield the days on which the skin is not whole: what the latest entry says, and picked bumps (SR-05)."""
    if scene.skin_now:
        last = scene.today + scene.limits.skin_now_firm_days - 1
        yield Span("SR-05", "x", scene.today, last, f"skin now: {', '.join(scene.skin_now)}")
    for entry in scene.case.entries("reaction"):
        if entry.get("what") == "picked":
            day = entry.date.toordinal()
            whole = next((c.day for c in scene.check_ins if c.day > day and c.skin_now == ()), None)
            until = scene.firm_last if whole is None else whole - 1
            yield Span(
                "SR-05", "x", day, max(day + scene.limits.picked_days - 1, until), f"a bump picked on {entry.date}"
            )


def past_skin_spans(check_ins: tuple[CheckIn, ...]) -> Iterator[Span]:
    """Yield the days between a check-in with sore skin and the next one that says it is whole."""
    since: int | None = None
    for one in check_ins:
        if one.skin_now and since is None:
            since = one.day
        elif one.skin_now == () and since is not None:
            yield Span("SR-05", "x", since, one.day - 1, "sore skin")
            since = None


def poor_sunscreen_span(scene: Scene) -> Span | None:
    """Return the days that two check-ins in a row with too little sunscreen close (SR-63), or None.

    It ends with a check-in that says ok: on firm days a logged one, later the assumed one.
    """
    since, row = 0, 0
    for one in scene.check_ins:
        if one.spf == "ok":
            row = 0
        elif one.spf == "poor":
            row += 1
            since = one.day if row == scene.limits.spf_poor_in_a_row else since
    if row < scene.limits.spf_poor_in_a_row:
        return None
    return Span("SR-63", "aha_pha_retinoid", since, scene.firm_last, "two check-ins in a row with poor sunscreen")
