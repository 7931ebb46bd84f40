"""Controller and planner: which evening holds what, and why the others rest."""

from milium.engine.plan.moving import moving_over
from milium.engine.plan.planner import base_plan, make_plan
from milium.engine.plan.why import Why, explain, lowered_by

__all__ = ["Why", "base_plan", "explain", "lowered_by", "make_plan", "moving_over"]
