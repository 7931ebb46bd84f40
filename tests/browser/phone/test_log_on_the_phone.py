"""The event store port, once more: the same class of tests against IndexedDB in Chromium."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

import ports.test_event_store as port
from browser.phone.conftest import NO_PYTHON, WAIT_MS
from browser.phone.host import Host
from browser.rig import PHONE
from milium.care.carry import event_of, event_row
from milium.care.ports import EventStore
from milium.domain.events import Event
from milium.site.carried import row_to_keep


class IndexedDbStore:
    """Fulfils the port with the phone's own log, driven from here."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def _log(self, call: str, *words: Any) -> Any:
        return self._page.evaluate(f"async (words) => (await window.log).{call}(...words)", list(words))

    def add(self, events: Iterable[Event]) -> int:
        return int(self._log("add", [row_to_keep(event) for event in events]))

    def add_rows(self, rows: Sequence[object]) -> int:
        return int(self._log("add", rows))

    def events(self, case: str) -> Sequence[Event]:
        return tuple(event_of(row) for row in self._log("events", case))

    def cases(self) -> Sequence[str]:
        return tuple(self._log("cases"))

    def erase(self, case: str) -> None:
        self._log("erase", case)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone that nobody has used, on which Python never starts: the log needs none."""
    context = chromium.new_context(viewport=PHONE, reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    context.add_init_script(NO_PYTHON)
    yield context
    context.close()


@pytest.fixture
def store(page: Page, host: Host) -> IndexedDbStore:
    """An empty log in a database of its own."""
    page.evaluate("window.log = import('./log.js').then((log) => log.open('port'))")
    return IndexedDbStore(page)


class TestEventStoreOnThePhone(port.TestEventStore):
    def test_writers_who_meet_the_same_fault_at_once_keep_it_once(self, store: EventStore, page: Page) -> None:  # type: ignore[override]
        page.evaluate(
            """async (row) => {
              const { open } = await import('./log.js');
              const logs = await Promise.all([1, 2, 3].map(() => open('port')));
              await Promise.all(logs.map((log) => log.add([row])));
            }""",
            event_row(port.fault_of()[0]),
        )
        assert len(store.events("me")) == 1

    def test_two_writers_at_once_both_succeed(self, store: EventStore, page: Page) -> None:  # type: ignore[override]
        rows = [[event_row(port.event(n)) for n in range(20)] for _ in range(3)]
        page.evaluate(
            """async (writers) => {
              const { open } = await import('./log.js');
              const logs = await Promise.all(writers.map(() => open('port')));
              await Promise.all(writers.map(async (rows, n) => { for (const row of rows) await logs[n].add([row]); }));
            }""",
            rows,
        )
        assert len(store.events("me")) == 60


@pytest.mark.parametrize(
    "change",
    [
        {"id": "1"},
        {"at": "2026-11-23T12:00:00"},
        {"local_date": "23.11.2026"},
        {"kind": "a b"},
        {"case": ""},
        {"schema": "1"},
        {"body": []},
        {"body": None},
    ],
)
def test_a_row_that_no_event_can_be_is_refused_and_nothing_of_its_batch_is_kept(
    store: IndexedDbStore, change: dict[str, object]
) -> None:
    good = event_row(port.event())
    with pytest.raises(Exception, match="cannot be kept"):
        store.add_rows([good, {**event_row(port.event()), **change}])
    assert store.cases() == ()


def test_a_batch_that_finds_no_space_in_its_middle_leaves_nothing(store: IndexedDbStore, page: Page) -> None:
    page.evaluate(
        """() => {
          const kept = IDBObjectStore.prototype.add;
          let left = 1;
          IDBObjectStore.prototype.add = function (...words) {
            if (left-- > 0) return kept.apply(this, words);
            IDBObjectStore.prototype.add = kept;
            throw new DOMException("no space", "QuotaExceededError");
          };
        }"""
    )
    with pytest.raises(Exception, match="no space"):
        store.add([port.event(1), port.event(2)])
    assert store.cases() == ()
    assert store.add([port.event(1), port.event(2)]) == 2


def test_a_log_that_was_erased_is_read_anew_by_who_knew_it(store: IndexedDbStore, page: Page) -> None:
    store.add([port.event(1), port.event(2)])
    known = page.evaluate("async () => (await window.log).since(0, -1)")
    assert (len(known["rows"]), known["anew"]) == (2, True)
    store.add([port.event(3)])
    since = "async (known) => (await window.log).since(known.seq, known.epoch)"
    more = page.evaluate(since, known)
    assert (len(more["rows"]), more["anew"]) == (1, False)
    store.erase("me")
    after = page.evaluate(since, more)
    assert (after["rows"], after["anew"]) == ([], True)
