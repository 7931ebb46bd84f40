"""Controller and planner: which evening holds what, and why the others rest."""

from milium.engine.plan.planner import base_plan, make_plan
from milium.engine.plan.why import why_not

__all__ = ["base_plan", "make_plan", "why_not"]
