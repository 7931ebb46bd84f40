"""The logs as this process remembers them: a request reads what is new, not the years before it."""

from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import NamedTuple

from milium.care.people import Person, people_of
from milium.care.ports import EventStore, LogState
from milium.domain.events import PERSON
from milium.pages import Logs
from milium.pages.journal import Journal

MOST_JOURNALS = 32


class _Kept(NamedTuple):
    """A journal, and the place in the log up to which it is complete."""

    journal: Journal
    place: int


class Memory:
    """Journals and people of one store, shared by all requests of this process.

    The store stays the only truth: each request asks how far its log has come, which also tells
    when something was erased. Places are given in the order of commits, so nothing is missed.

    Args:
        store: The log.
    """

    def __init__(self, store: EventStore) -> None:
        self._store, self._lock = store, Lock()
        self._turns: dict[str, Lock] = {}
        self._state: LogState | None = None
        self._people: tuple[LogState, tuple[Person, ...]] | None = None
        self._journals: OrderedDict[str, _Kept] = OrderedDict()

    def now(self) -> "Remembered":
        """Return the logs as they are now, for one request."""
        state = self._store.log()
        with self._lock:
            before = self._state
            if before is None or (before.name, before.erased) != (state.name, state.erased):
                self._journals.clear()
            self._state = state
        return Remembered(self, state)

    def turn(self, case: str) -> Lock:
        """Return the lock of a case: requests for one person take turns, so that no two make the same plan at once."""
        with self._lock:
            return self._turns.setdefault(case, Lock())

    def people(self, state: LogState) -> tuple[Person, ...]:
        """Return who is on this device."""
        kept = self._people
        if kept is None or kept[0] != state:
            kept = (state, people_of(self._store.of_kind(PERSON)))
            self._people = kept
        return kept[1]

    def journal(self, case: str, today: date, state: LogState) -> Journal:
        """Return the journal of a case: what is remembered, with what came after it."""
        with self._lock:
            kept = self._journals.get(case)
        if kept is None or kept.place < state.last or kept.journal.today != today:
            kept = self._read_on(case, today, kept)
            self._keep(case, kept, state)
        return kept.journal

    def _read_on(self, case: str, today: date, kept: _Kept | None) -> _Kept:
        place = kept.place if kept else 0
        rows = self._store.since(place, case=case)
        place, new = (rows[-1][0] if rows else place), [event for _, event in rows]
        if kept is None:
            return _Kept(Journal(new, case, today), place)
        if kept.journal.today == today:
            journal = kept.journal.extended(new) if new else kept.journal
            if journal is not None:
                return _Kept(journal, place)
        return _Kept(kept.journal.anew(new, today), place)

    def _keep(self, case: str, kept: _Kept, state: LogState) -> None:
        """Remember a journal, unless something was erased meanwhile."""
        with self._lock:
            if self._state is None or (self._state.name, self._state.erased) != (state.name, state.erased):
                return
            self._journals[case] = _Kept(kept.journal, max(kept.place, state.last))
            self._journals.move_to_end(case)
            while len(self._journals) > MOST_JOURNALS:
                self._journals.popitem(last=False)


class Remembered(Logs):
    """The logs of one request, out of the memory of the process."""

    def __init__(self, memory: Memory, state: LogState) -> None:
        super().__init__(())
        self._memory, self._state = memory, state
        self.people = memory.people(state)

    def journal(self, case: str, today: date) -> Journal:
        """Return the journal of a case, as of a date."""
        return self._memory.journal(case, today, self._state)
