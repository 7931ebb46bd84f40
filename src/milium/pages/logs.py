"""The logs of everybody on this device, as a visit needs them: who there is, and the journal of one of them."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from milium.care.people import Person, people_of
from milium.domain.events import Event
from milium.pages.journal import Journal


class Logs:
    """Logs over events that are all given at once; a shell that remembers them has its own.

    Args:
        events: Events of any cases, in any order.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = tuple(events)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Return who is on this device."""
        return people_of(self._events)

    def journal(self, case: str, today: date) -> Journal:
        """Return the journal of a case, as of a date."""
        return Journal(self._events, case, today)
