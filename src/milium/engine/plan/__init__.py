"""Controller and planner: which evening holds what, and why the others rest."""

from milium.engine.plan.planner import base_plan, make_plan
from milium.engine.plan.why import Why, explain, why_not

__all__ = ["Why", "base_plan", "explain", "make_plan", "why_not"]
