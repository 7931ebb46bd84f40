"""Small readers for the values of a case: each gives the value or an issue, never a default."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from milium.domain.findings import Issue
from milium.knowledge.reading import nearest, shorten

YES, NO = "yes", "no"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?\Z")


@dataclass(slots=True)
class Notes:
    """Issues found while reading.

    Attributes:
        issues: All of them.
        blocking: Those that may hide something a safety rule reads; until they are mended no
            strong product is planned.
    """

    issues: list[Issue] = field(default_factory=list)
    blocking: list[Issue] = field(default_factory=list)

    def add(self, where: str, problem: str, fix: str, *, blocks: bool = False) -> None:
        """Note one issue."""
        issue = Issue(where, problem, fix)
        self.issues.append(issue)
        if blocks:
            self.blocking.append(issue)


class Reader:
    """Reads the keys of one mapping; `where` is its name for messages, `blocks` its weight."""

    def __init__(self, data: Mapping[str, object], where: str, notes: Notes, *, blocks: bool) -> None:
        self.data, self.where, self.notes, self.blocks = data, where, notes, blocks

    def note(self, key: str, problem: str, fix: str) -> None:
        """Note an issue about `key`."""
        place = f"{self.where}.{key}" if self.where and key else self.where or key
        self.notes.add(place, problem, fix, blocks=self.blocks)

    def known_keys(self, allowed: Iterable[str]) -> None:
        """Note every key that is not allowed, with the nearest one that is."""
        names = set(allowed)
        for key in self.data:
            if key not in names:
                self.note(str(key), "is not a key we know.", nearest(str(key), names))

    def word(self, key: str, allowed: Iterable[str]) -> str | None:
        """Return one of the allowed words; true and false are taken for yes and no."""
        value = self.data.get(key)
        if value is None:
            return None
        word = {True: YES, False: NO}[value] if isinstance(value, bool) else value
        words = allowed if isinstance(allowed, Collection) else tuple(allowed)
        if isinstance(word, str) and word in words:
            return word
        self.note(key, f"{shorten(value)} is not a word we know.", nearest(str(word), words))
        return None

    def words(self, key: str, allowed: Iterable[str]) -> tuple[str, ...] | None:
        """Return a list of allowed words; None when it is missing or any word is unknown.

        A list with one unknown word counts as not asked: that word may be the one that matters.
        """
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, list | tuple):
            self.note(key, f"{shorten(value)} is not a list.", "Write [a, b], or [] for none.")
            return None
        names, good = tuple(allowed), True
        for word in value:
            if word not in names:
                self.note(key, f"{shorten(word)} is not a word we know.", nearest(str(word), names))
                good = False
        return tuple(sorted({str(w) for w in value})) if good else None

    def texts(self, key: str) -> tuple[str, ...] | None:
        """Return a list of free texts; None when missing or not a list of texts."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, list | tuple) and all(isinstance(v, str) for v in value):
            return tuple(value)
        self.note(key, f"{shorten(value)} is not a list of words.", "Write [a, b], or [] for none.")
        return None

    def text(self, key: str) -> str:
        """Return a text; "" when missing."""
        value = self.data.get(key)
        if value is None or isinstance(value, str):
            return value or ""
        self.note(key, f"{shorten(value)} is not text.", 'Write it in quotes: "...".')
        return ""

    def flag(self, key: str) -> bool | None:
        """Return true or false; yes and no are taken for them."""
        value = self.data.get(key)
        if value is None or isinstance(value, bool):
            return value
        if value in (YES, NO):
            return value == YES
        self.note(key, f"{shorten(value)} is neither true nor false.", "Write true or false.")
        return None

    def number(self, key: str, low: float, high: float) -> float | None:
        """Return a number in low..high; text such as "3,8" is read as 3.8."""
        return self._within(key, low, high, f"Write a number from {low:g} to {high:g}, or leave it empty.")

    def whole(self, key: str, low: int, high: int) -> int | None:
        """Return a whole number in low..high."""
        fix = f"Write a whole number from {low} to {high}, or leave it empty."
        found = self._within(key, low, high, fix)
        if found is not None and found != int(found):
            self.note(key, f"{found:g} is not a whole number.", fix)
            return None
        return None if found is None else int(found)

    def _within(self, key: str, low: float, high: float, fix: str) -> float | None:
        value = self.data.get(key)
        found = None if value is None else to_number(value)
        if value is not None and (found is None or not low <= found <= high):
            self.note(key, f"{shorten(value)} is not a number from {low:g} to {high:g}.", fix)
            return None
        return found

    def day(self, key: str) -> date | None:
        """Return a date written as 2026-03-16."""
        value = self.data.get(key)
        if value is None:
            return None
        found = to_date(value)
        if found is None:
            self.note(key, f"{shorten(value)} is not a date of the calendar.", "Write it as 2026-03-16.")
        return found

    def part(self, key: str) -> Mapping[str, object] | None:
        """Return a mapping; None when missing."""
        value = self.data.get(key)
        if value is None or isinstance(value, Mapping):
            return value
        self.note(key, f"{shorten(value)} should hold keys and values.", "Write key: value lines below it.")
        return None

    def parts(self, key: str, first: int = 0) -> list[tuple[str, Mapping[str, object]]]:
        """Return a list of mappings, each with its name for messages; [] when missing.

        Args:
            key: Where the list stands.
            first: Number of its first mapping, where it is the end of a longer list.
        """
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.note(key, f"{shorten(value)} is not a list.", "Write - {...} lines below it.")
            return []
        rows = []
        for i, row in enumerate(value, first):
            where = f"{self.where}.{key}[{i}]" if self.where else f"{key}[{i}]"
            if isinstance(row, Mapping):
                rows.append((where, row))
            else:
                self.notes.add(
                    where, f"{shorten(row)} should hold keys and values.", "Write {key: value}.", blocks=self.blocks
                )
        return rows


def to_number(value: object) -> float | None:
    """Return a number, also from text with a point or a comma; None when it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if float("-inf") < value < float("inf") else None
    if isinstance(value, str) and _NUMBER.match(value.strip()):
        return float(value.strip().replace(",", "."))
    return None


def to_date(value: object) -> date | None:
    """Return a date from a date or from text as 2026-03-16; None when it is none."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DATE.match(value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return None
