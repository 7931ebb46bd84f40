"""Sentences of the pack with their facts, and the small words that join names and dates."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from milium.domain.label import Product
from milium.domain.texts import PLACEHOLDER
from milium.knowledge import Knowledge


class Telling:
    """Tells texts of the pack and remembers which facts they stood on."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.facts: list[str] = []

    def say(self, key: str, **values: str | int) -> dict[str, Any]:
        """Return a sentence as `{says, facts}`.

        Raises:
            KnowledgeMissing: There is no such text, or a placeholder has no value.
        """
        text = self.knowledge.texts.get(key, **values)
        self.facts += text.facts
        return {"says": text.says, "facts": list(text.facts)}

    def word(self, key: str) -> str:
        """Return one of the small words of the audit."""
        return self.knowledge.audit.judging.words[key]

    def names(self, names: Iterable[str]) -> str:
        """Return "a, b and c", each once; "" for none."""
        parts = list(dict.fromkeys(names))
        if len(parts) <= 1:
            return "".join(parts)
        return ", ".join(parts[:-1]) + self.word("and") + parts[-1]

    def month(self, day: date) -> str:
        """Return month and year in words."""
        return self._dated("month_year", day)

    def day(self, day: date) -> str:
        """Return a date in words."""
        return self._dated("day_month_year", day)

    def _dated(self, key: str, day: date) -> str:
        values = {"day": str(day.day), "month": self.word(f"month_{day.month}"), "year": str(day.year)}
        return PLACEHOLDER.sub(lambda match: values[match[1]], self.word(key))


def name_of(product: Product) -> str:
    """Return what the person calls a product; its id when it has no name."""
    return product.item.name or product.item.id
