"""The pack's sentences for the terminal, and how lines are laid out."""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import zip_longest

from milium.adapters.packfiles import load_knowledge
from milium.domain.texts import value_in_words
from milium.errors import KnowledgeMissing
from milium.knowledge import Knowledge

WIDTH = 96
COLUMN, GAP = 40, 2


class Words:
    """Texts by key; when the pack's texts are broken, the key's own last word stands in."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def say(self, key: str, **values: str | int) -> str:
        """Return the text of `key` with its placeholders filled."""
        try:
            return self.knowledge.texts.get(key, **values).says
        except KnowledgeMissing:
            return key.rpartition(".")[2].replace("_", " ")

    def value(self, value: object) -> str:
        """Return a single word of an answer as people read it."""
        try:
            return value_in_words(self.knowledge.texts, value)
        except KnowledgeMissing:
            return str(value)

    def short_date(self, value: object) -> str:
        """Return "Mon 16 Mar"; what is no date as it is."""
        return self._date(value, "short")

    def full_date(self, value: object) -> str:
        """Return "16 Mar 2026"; what is no date as it is."""
        return self._date(value, "full")

    def _date(self, value: object, how: str) -> str:
        try:
            day = value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            return str(value)
        month, weekday = self.say(f"terminal_date.month_{day.month}"), f"terminal_date.weekday_{day.weekday()}"
        return self.say(f"terminal_date.{how}", day=day.day, month=month, year=day.year, weekday=self.say(weekday))

    def here(self, key: str, **values: str | int) -> str:
        """Return a text of the command line's own."""
        return self.say(f"terminal.{key}", **values)


def pack_words() -> Words:
    """Return the words of the installed pack."""
    return Words(load_knowledge())


def wrapped(text: str, first: str = "", rest: str | None = None) -> Iterator[str]:
    """Yield the lines of a paragraph, `first` before its first line, `rest` before the others."""
    after = " " * len(first) if rest is None else rest
    yield from textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=after) or [first.rstrip()]


def table(rows: Iterable[tuple[str, ...]], indent: str = "  ") -> Iterator[str]:
    """Yield rows as columns; a cell that is too long for its column is wrapped under itself."""
    listed = list(rows)
    if not listed:
        return
    widths = [max(1, min(COLUMN, max(len(row[i]) for row in listed))) for i in range(len(listed[0]) - 1)]
    widths.append(max(COLUMN, WIDTH - len(indent) - sum(widths) - GAP * len(widths)))
    for row in listed:
        cells = [textwrap.wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
        for line in zip_longest(*cells, fillvalue=""):
            columns = (f"{part:<{width + GAP}}" for part, width in zip(line, widths, strict=True))
            yield (indent + "".join(columns)).rstrip()
