"""Windows round dated events: the planner's days off against the checker's, for every kind and date."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any

from milium.domain.case import Dated
from milium.domain.safety import SafetyFacts
from milium.engine.check import spans
from milium.engine.plan import spells
from milium.proof.loop import Found

DAY = date(2026, 3, 2)
KINDS = {"retinoid": ("retinoid",), "acid": ("aha",), "azelaic": ("azelaic",)}
LATER = (None, 3, 10, 30)


def every_date(facts: SafetyFacts, plan_facts: SafetyFacts | None = None) -> Found:
    """Compare the days off of every event with the checker's: none of its days may be missing."""
    held: dict[str, int] = {}
    states = transitions = 0
    for event, slow in product(_events(facts), (False, True)):
        states += 1
        scene: Any = SimpleNamespace(facts=facts, slow=slow, limits=facts.limits)
        ours = [
            (w.of, *spells.window_days(event, w, slow=slow)) for w in spells.windows_of(event.kind, plan_facts or facts)
        ]
        for window in spans._windows(scene, event.kind):
            span = spans._span(scene, event, window)
            transitions += max(0, span.last - span.first + 1)
            held[span.rule] = held.get(span.rule, 0) + 1
            for name, families in KINDS.items():
                missing = _missing(span, ours, families, sun=name != "azelaic")
                if missing:
                    day = missing[0] - DAY.toordinal()
                    return Found(states, transitions, held, ((span.rule,), (f"{event.kind}, {name}, day {day:+d}",)))
    return Found(states, transitions, held, None)


def _missing(span: spans.Span, ours: list[tuple[str, int, int]], families: tuple[str, ...], *, sun: bool) -> list[int]:
    product_: Any = SimpleNamespace(
        has=lambda *wanted: any(f in wanted for f in families), families=families, active=True
    )
    if span.of == "steam" or not span.covers(product_):
        return []
    candidate: Any = SimpleNamespace(kind="retinoid" if "retinoid" in families else families[0], sun=sun)
    off: set[int] = set()
    for of, first, last in ours:
        if spells.Spell("", of, first, last).holds(candidate):
            off.update(range(first, last + 1))
    return [day for day in range(span.first, span.last + 1) if day not in off]


def _events(facts: SafetyFacts) -> Iterator[Dated]:
    for kind in (*facts.windows, "a kind nobody named"):
        for until, healed, back in product(LATER, LATER, LATER):
            for before in (None, 0, 14):
                yield Dated(kind, DAY, _on(until), _on(healed), before, _on(back))


def _on(days: int | None) -> date | None:
    return None if days is None else DAY + timedelta(days=days)
