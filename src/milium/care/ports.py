"""What care asks of the outside."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from milium.domain.events import Event


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

    def erase(self, case: str) -> None:
        """Remove a case and all its events for good: the person's own wish only."""
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
