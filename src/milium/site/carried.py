"""The log as the worker knows it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from milium.care.carry import Row, event_of, event_row
from milium.domain.events import Event


def row_to_keep(event: Event) -> Row:
    """Return an event as a row of JSON, read once more: what could not be read back is never kept.

    Raises:
        BadInput: It cannot be kept as it is: a name with odd signs, a moment without zone, a body that is not JSON.
    """
    return event_row(event_of(event_row(event)))


class Log:
    """The events that are kept on this device, as far as the worker was told of them."""

    def __init__(self) -> None:
        self._events: dict[UUID, Event] = {}

    def learn(self, rows: Iterable[Mapping[str, Any]], *, anew: bool = False) -> int:
        """Take in rows; `anew` forgets all others first. Return how many events are known."""
        if anew:
            self._events = {}
        for event in map(event_of, rows):
            self._events.setdefault(event.id, event)
        return len(self._events)

    @property
    def by_id(self) -> Mapping[UUID, Event]:
        """Return all events by their ids."""
        return self._events

    def events(self) -> tuple[Event, ...]:
        """Return all events."""
        return tuple(self._events.values())
