"""The plan that a person has in hand: kept when it is begun or ticked, so that a new one changes little.

Looking keeps nothing: only a form does. So the plan is kept with the first thing done on a date.
"""

from collections.abc import Mapping
from typing import Any

from milium.pages.plan import FIRM_DAYS, KINDS
from milium.pages.visit import Visit

SHOWN = "shown"


def plan_in_hand(visit: Visit) -> list[tuple[str, Mapping[str, object]]]:
    """Return the entry that keeps the plan this person sees; none when it is known, or kept today already."""
    days = [_evening(day) for day in visit.plan["days"][:FIRM_DAYS]]
    before = visit.me.of(SHOWN)
    if not days or (before and (before[-1].local_date == visit.today or before[-1].body == {"plan": {"days": days}})):
        return []
    return [(SHOWN, {"plan": {"days": days}})]


def _evening(day: Mapping[str, Any]) -> dict[str, object]:
    """Return an evening with only what a new plan should not change: strong steps, tests and steam."""
    steps = [step for step in day["pm"] if step["step"] in KINDS]
    return {"date": day["date"], "pm": [{"step": step["step"], "product": step.get("product")} for step in steps]}
