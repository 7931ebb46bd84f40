"""The plan that a person has in hand: kept when it is begun or ticked, so that a new one changes little.

Looking keeps nothing: only a form does. So the plan is kept with the first thing done on a date.
"""

from collections.abc import Mapping

from milium.care.records import numbers_of, record_of
from milium.domain.events import SHOWN
from milium.pages.visit import Visit


def plan_in_hand(visit: Visit) -> list[tuple[str, Mapping[str, object]]]:
    """Return the entry that keeps the plan this person sees; none when it is known, or kept today already."""
    before = visit.me.of(SHOWN)
    if before and before[-1].local_date == visit.today:
        return []
    plan = record_of(visit.plan, visit.me.case_before_tonight, visit.care.program)
    if not plan["days"] or (before and _days(before[-1].body) == plan["days"]):
        return []
    knowledge = visit.care.knowledge
    known = {_hash(event.body) for event in before if "numbers" in event.body}
    numbers = {} if knowledge.hash in known else {"numbers": numbers_of(knowledge.safety)}
    return [(SHOWN, {"plan": plan, **numbers})]


def _days(body: Mapping[str, object]) -> object:
    plan = body.get("plan")
    return plan.get("days") if isinstance(plan, Mapping) else None


def _hash(body: Mapping[str, object]) -> object:
    plan = body.get("plan")
    pack = plan.get("pack") if isinstance(plan, Mapping) else None
    return pack.get("hash") if isinstance(pack, Mapping) else None
