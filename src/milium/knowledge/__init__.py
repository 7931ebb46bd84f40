"""Check packs and give typed facts, from plain data."""

from milium.knowledge.facade import Knowledge

__all__ = ["Knowledge"]
