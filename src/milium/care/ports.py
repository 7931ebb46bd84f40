"""What care asks of the outside."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from milium.domain.events import Event


class LogState(NamedTuple):
    """Which log it is and how far it has come.

    Attributes:
        name: Random; another one after everything was erased.
        last: Place of the last event; 0 when there is none. Places are given in the order of commits.
        erased: How often something was erased: who remembers events must forget them when it changes.
    """

    name: UUID
    last: int
    erased: int


class EventStore(Protocol):
    """Keeps the append-only log. Nothing acknowledged is ever lost."""

    def add(self, events: Iterable[Event]) -> int:
        """Keep events, all or none; return how many were new. The same id twice changes nothing."""
        ...

    def events(self, case: str) -> Sequence[Event]:
        """Return all events of a case, ordered by local date, moment and id."""
        ...

    def cases(self) -> Sequence[str]:
        """Return the ids of all cases, sorted."""
        ...

    def log(self) -> LogState:
        """Return which log this is and how far it has come."""
        ...

    def since(self, place: int, most: int | None = None, case: str | None = None) -> Sequence[tuple[int, Event]]:
        """Return events with their places, from behind `place` on, in the order of places; at most `most`."""
        ...

    def of_kind(self, kind: str) -> Sequence[Event]:
        """Return the events of a kind in all cases, in the order of places."""
        ...

    def everything(self) -> Iterator[Event]:
        """Yield every event of every case, in the order of places."""
        ...

    def erase(self, case: str) -> None:
        """Remove a case and all its events for good: the person's own wish only."""
        ...

    def erase_all(self) -> None:
        """Remove every event for good: the person's own wish only. What comes after is another log."""
        ...


class Products(Protocol):
    """The person's own table of products by barcode; nothing is looked up anywhere else."""

    def find(self, gtin: str) -> Mapping[str, Any] | None:
        """Return `{gtin, name, brand, label, spf}` of a product by its 14 digits, or None."""
        ...


class Clock(Protocol):
    """The outside's time; an evening ends at 04:00 local."""

    def now(self) -> datetime:
        """Return the moment, with zone."""
        ...

    def today(self) -> date:
        """Return the person's date: until 04:00 it is still yesterday."""
        ...

    def new_id(self) -> UUID:
        """Return a fresh random id."""
        ...
