"""The independent checker: it sees only a concrete dated plan, the case and what was really done."""

from milium.engine.check.done import check_done
from milium.engine.check.gate import check
from milium.engine.check.table import RULES

__all__ = ["RULES", "check", "check_done"]
