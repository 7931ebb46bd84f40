"""Faults of ours, sown on purpose: what must never leave milium, and how it would be recognised."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from milium.care import planning
from milium.domain.plan import Plan, Step
from milium.engine.check import check
from milium.engine.plan import base_plan, make_plan

MINUTES = 54321  # no real step takes so long, and no part of an id is five long: who reads it saw the unsafe plan
LEAK = re.compile(rf"\b{MINUTES}\b|[\"']step[\"']: [\"'](exfoliate|retinoid|treat)|night acid|Tonight: acid")
SECRET = "her skin is raw"


def leaks(text: str) -> str:
    """Return what an output tells of the unsafe plan; "" when it tells nothing."""
    found = LEAK.search(text)
    return text[max(found.start() - 80, 0) : found.end() + 80] if found else ""


def _with_an_acid_every_evening(plan: Plan, products: Mapping[str, Any]) -> Plan:
    actives = [p for p in products.values() if p.families]
    pm = tuple(Step("exfoliate", p.item.id, tuple(p.families), ("face",), MINUTES) for p in actives)
    return replace(plan, decision="regimen", days=tuple(replace(d, pm=(*d.pm, *pm)) for d in plan.days))


def unsafe(*args: Any, **more: Any) -> Plan:
    """Plan an acid for every evening."""
    return _with_an_acid_every_evening(make_plan(*args, **more), args[1])


def unsafe_base(*args: Any, **more: Any) -> Plan:
    """Make a base week with an acid in it."""
    return _with_an_acid_every_evening(base_plan(*args, **more), args[1])


def stops(*_args: Any, **_more: Any) -> Any:
    """Stop in the middle, with words that are nobody's business."""
    raise ZeroDivisionError(SECRET)


def stops_at_plans(*args: Any) -> Any:
    """Check what holds no active, and stop at everything else."""
    return stops() if args[1] == "regimen" else check(*args)


Seed = Mapping[str, Callable[..., Any]]
# Name -> what is put in the place of which part of the gate's room. The base week can be had with these ...
WITH_A_BASE_WEEK: dict[str, Seed] = {
    "the planner makes an unsafe plan": {"make_plan": unsafe},
    "the planner stops": {"make_plan": stops},
    "the checker stops at the plan": {"make_plan": unsafe, "check": stops_at_plans},
    "looking at what was done stops": {"make_plan": unsafe, "check_done": stops},
    "moving over stops": {"make_plan": unsafe, "moving_over": stops},
    "only moving over stops": {"moving_over": stops},
    "only looking at what was done stops": {"check_done": stops},
}
# ... and with these not even that: days without a step, or steps without a product.
WITHOUT: dict[str, Seed] = {
    "the base week is unsafe too": {"make_plan": unsafe, "base_plan": unsafe_base},
    "the base week stops": {"make_plan": unsafe, "base_plan": stops},
    "planner and base week stop": {"make_plan": stops, "base_plan": stops},
    "the checker stops at everything": {"make_plan": unsafe, "check": stops},
    "everything stops": dict.fromkeys(
        ("make_plan", "base_plan", "check", "check_done", "moving_over", "explain"), stops
    ),
}
SEEDS = {**WITH_A_BASE_WEEK, **WITHOUT}


def sow(patch: pytest.MonkeyPatch, name: str) -> None:
    """Put a fault in its place."""
    for part, faulty in SEEDS[name].items():
        patch.setattr(planning, part, faulty)


def open_the_gate(patch: pytest.MonkeyPatch) -> None:
    """Take the gate away, before an unsafe planner: what then comes out shows what a path can let out."""
    patch.setattr(planning, "make_plan", unsafe)
    patch.setattr(planning, "_gated", lambda _desk, made, _at, _stopped=(): planning.Passed(made))
