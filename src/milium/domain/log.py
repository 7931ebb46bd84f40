"""The log of a case: what happened, in date order, with what is often asked of it worked out once."""

import datetime
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

Entries = tuple["LogEntry", ...]
K = TypeVar("K")
CHANGES = frozenset({"profile", "clinician", "product_added", "product_removed"})
Use = tuple[object, object]  # product (None for none) and step of a tick


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One thing that happened, on a local date; `body` holds the other keys of the entry.

    Kinds: check_in tick untick spot_test reaction count photo clinician profile
    product_added product_removed.
    """

    kind: str
    date: datetime.date
    body: Mapping[str, object] = field(default_factory=dict)

    def get(self, key: str) -> object:
        """Return a value of the entry, or None."""
        return self.body.get(key)

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of words of the entry; () when it is missing."""
        value = self.body.get(key)
        return tuple(str(v) for v in value) if isinstance(value, list | tuple) else ()

    def integer(self, key: str) -> int | None:
        """Return a whole number of the entry, or None."""
        value = self.body.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


class Log(tuple[LogEntry, ...]):
    """Entries in date order.

    It is a tuple and equal to one. A log that has grown out of another takes over what that one
    had worked out, so that asking costs what is new, not the years before it.

    Attributes:
        memory: What others worked out of the log or of one it has grown out of; None where nothing
            is to be kept. Whoever keeps something here keeps with it all that it was made from,
            and compares before use.
    """

    memory: dict[object, Any] | None = None

    def on(self, day: date) -> tuple[LogEntry, ...]:
        """Return the entries dated on a day, where none is later."""
        return tuple(self[bisect_left(self, day, key=_date) :])

    def grown(self, more: Sequence[LogEntry]) -> "Log":
        """Return the log with further entries, none of them dated before the last one here."""
        made = Log((*self, *more))
        made.memory = self.memory
        if not more:
            vars(made).update(vars(self))
        elif self:
            first = more[0].date
            made.kinds = _joined(self.kinds, _by_kind(more))
            made.changes = (*self.changes, *(entry for entry in more if entry.kind in CHANGES))
            today = [*self.on(first), *more]
            begun, fresh = bisect_left(self.ticks, first, key=_date), _ticks(today)
            made.ticks = (*self.ticks[:begun], *fresh)
            made.uses = _joined({use: _before(first, ticks) for use, ticks in self.uses.items()}, _by_use(fresh))
        return made

    @cached_property
    def kinds(self) -> Mapping[str, tuple[LogEntry, ...]]:
        """Return kind -> its entries, in date order."""
        return _by_kind(self)

    @cached_property
    def changes(self) -> tuple[LogEntry, ...]:
        """Return what changes the profile or the shelf, in date order."""
        return tuple(entry for entry in self if entry.kind in CHANGES)

    @cached_property
    def ticks(self) -> tuple[LogEntry, ...]:
        """Return what was really done, by date, slot and product.

        A tick counts unless a later untick of the same date, slot and product took it back.
        """
        return _ticks(self)

    @cached_property
    def uses(self) -> Mapping[Use, tuple[LogEntry, ...]]:
        """Return (product, step) -> its ticks that count, in date order."""
        return _by_use(self.ticks)


def _date(entry: LogEntry) -> date:
    return entry.date


def _before(day: date, entries: tuple[LogEntry, ...]) -> tuple[LogEntry, ...]:
    """Return the entries dated before a day, of some in date order."""
    return entries if not entries or entries[-1].date < day else entries[: bisect_left(entries, day, key=_date)]


def _joined(old: Mapping[K, Entries], new: Mapping[K, Entries]) -> dict[K, Entries]:
    return {**old, **{key: (*old.get(key, ()), *entries) for key, entries in new.items()}}


def _by_kind(entries: Iterable[LogEntry]) -> dict[str, tuple[LogEntry, ...]]:
    found: dict[str, list[LogEntry]] = {}
    for entry in entries:
        found.setdefault(entry.kind, []).append(entry)
    return {kind: tuple(mine) for kind, mine in found.items()}


def _by_use(ticks: Iterable[LogEntry]) -> dict[Use, tuple[LogEntry, ...]]:
    found: dict[Use, list[LogEntry]] = {}
    for tick in ticks:
        found.setdefault((tick.body.get("product"), tick.body.get("step")), []).append(tick)
    return {use: tuple(mine) for use, mine in found.items()}


def _ticks(entries: Iterable[LogEntry]) -> tuple[LogEntry, ...]:
    done: dict[tuple[date, str, str], LogEntry] = {}
    for entry in entries:
        if entry.kind in {"tick", "untick"}:
            key = (entry.date, str(entry.get("slot") or "pm"), str(entry.get("product")))
            if entry.kind == "tick":
                done[key] = entry
            else:
                done.pop(key, None)
    return tuple(done[key] for key in sorted(done))
