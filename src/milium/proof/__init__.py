"""Visit every reachable state of the shipped controller and planner, with the shipped checker beside it."""

from milium.proof.proving import prove

__all__ = ["prove"]
