"""The use cases: what milium does for people, between the shells and the engine."""

from milium.care.service import Care

__all__ = ["Care"]
