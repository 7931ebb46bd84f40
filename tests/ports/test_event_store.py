"""The event store port: one class of tests, run against every database it is kept in."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milium import wiring
from milium.care.faults import fault_events
from milium.care.journal import case_data
from milium.care.ports import EventStore
from milium.domain.events import FAULT, Event
from milium.errors import BadInput
from ports.databases import sqlite

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def event(n: int = 0, *, case: str = "me", day: date = DAY, kind: str = "tick", **body: object) -> Event:
    return Event(uuid4(), case, NOON + timedelta(seconds=n), day, kind, body)


def fault_of(*, days: int = 0, hours: int = 0) -> tuple[Event, ...]:
    rows = [{"rule": "SR-40", "date": DAY.isoformat()}]
    day, at = DAY + timedelta(days=days), NOON + timedelta(days=days, hours=hours)
    return fault_events(wiring.care(), [{"fault": rows}], "me", day, at)


def at_once(writers: int, write: Callable[[], object]) -> list[Exception]:
    """Let several threads write at once; return what went wrong."""
    from django.db import connections

    troubles: list[Exception] = []

    def run() -> None:
        try:
            write()
        except Exception as error:
            troubles.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return troubles


class TestEventStore:
    def test_an_event_comes_back_as_it_was(self, store: EventStore) -> None:
        one = event(product="p1", level=2, spf=30.5, none=None, many=[1, "two", {"three": True}])
        store.add([one])
        assert store.events("me") == (one,)

    def test_the_same_id_twice_changes_nothing(self, store: EventStore) -> None:
        one = event(product="p1")
        assert store.add([one]) == 1
        other = Event(one.id, "me", NOON, DAY, "untick", {"product": "p2"})
        assert store.add([other]) == 0
        assert store.events("me") == (one,)

    def test_the_same_id_twice_in_one_batch_keeps_the_first(self, store: EventStore) -> None:
        one = event(product="p1")
        assert store.add([one, Event(one.id, "me", NOON, DAY, "untick", {})]) == 1
        assert store.events("me") == (one,)

    def test_events_come_by_local_date_then_moment_then_id(self, store: EventStore) -> None:
        late, early = event(5, day=DAY), event(9, day=DAY - timedelta(days=1))
        twins = sorted((event(1), event(1)), key=lambda e: e.id)
        store.add([late, twins[1], twins[0], early])
        assert store.events("me") == (early, *twins, late)

    def test_a_moment_of_another_zone_is_the_same_moment(self, store: EventStore) -> None:
        at = datetime(2026, 11, 24, 1, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45)))
        store.add([Event(uuid4(), "me", at, DAY, "tick", {})])
        assert store.events("me")[0].at == at

    def test_a_batch_is_kept_whole_or_not_at_all(self, store: EventStore) -> None:
        with pytest.raises(BadInput):
            store.add([event(), event(bad=float("nan"))])
        assert store.events("me") == ()

    @pytest.mark.parametrize(
        "bad",
        [
            Event(uuid4(), "me", NOON.replace(tzinfo=None), DAY, "tick", {}),
            Event(uuid4(), "", NOON, DAY, "tick", {}),
            Event(uuid4(), "me\0", NOON, DAY, "tick", {}),
            Event(uuid4(), "me", NOON, DAY, "k" * 65, {}),
            Event(uuid4(), "me", NOON, DAY, "tick", {"when": DAY}),
        ],
    )
    def test_what_cannot_be_kept_as_it_is_is_refused(self, store: EventStore, bad: Event) -> None:
        with pytest.raises(BadInput):
            store.add([bad])
        assert store.cases() == ()

    def test_cases_are_kept_apart_and_listed_in_order(self, store: EventStore) -> None:
        mine, baby = event(case="me"), event(case="baby")
        store.add([mine, baby])
        assert store.cases() == ("baby", "me")
        assert store.events("baby") == (baby,)

    def test_erasing_a_case_leaves_the_others(self, store: EventStore) -> None:
        store.add([event(case="me"), event(case="baby")])
        store.erase("me")
        assert (store.events("me"), store.cases()) == ((), ("baby",))

    def test_nothing_is_kept_and_nothing_is_found_in_an_empty_store(self, store: EventStore) -> None:
        assert store.add([]) == 0
        assert (store.events("me"), store.cases()) == ((), ())

    def test_many_events_at_once_are_all_there(self, store: EventStore) -> None:
        many = [event(n) for n in range(1200)]
        assert store.add(many) == 1200
        assert store.add([*many, event(1200)]) == 1
        assert len(store.events("me")) == 1201

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(max_size=30), key=st.text(min_size=1, max_size=8))
    def test_any_text_comes_back_sign_for_sign(self, store: EventStore, text: str, key: str) -> None:
        one = Event(uuid4(), "me", NOON, DAY, "tick", {key: text})
        store.add([one])
        found = next(e for e in store.events("me") if e.id == one.id)
        assert found.body == json.loads(json.dumps(one.body))

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.sampled_from([UUID(int=n) for n in range(12)]), max_size=24), st.integers(0, 24))
    def test_adding_in_any_cut_gives_the_union(self, store: EventStore, ids: list[UUID], cut: int) -> None:
        events = [Event(i, "union", NOON, DAY, "tick", {"n": i.int}) for i in ids]
        store.erase("union")
        store.add(events[cut:])
        store.add(events[:cut])
        store.add(events)
        assert {e.id for e in store.events("union")} == set(ids)

    def test_a_fault_seen_again_by_anybody_is_kept_once_and_comes_back_as_it_was(self, store: EventStore) -> None:
        first, again = fault_of(hours=0), fault_of(hours=3)  # a second look, or a second device
        assert (store.add(first), store.add(again)) == (1, 0)
        assert store.add([*again, event(case="me")]) == 1
        assert [e for e in store.events("me") if e.kind == FAULT] == list(first)
        assert store.add(fault_of(days=1)) == 1

    def test_a_fault_changes_nothing_in_the_case_that_is_read_back(self, store: EventStore) -> None:
        log = [event(n, product="p1", slot="pm") for n in range(3)]
        store.add(log)
        before = case_data(store.events("me"), DAY)
        store.add([*fault_of(), *fault_of(days=1)])
        assert case_data(store.events("me"), DAY) == before

    def test_writers_who_meet_the_same_fault_at_once_keep_it_once(self, store: EventStore) -> None:
        troubles = at_once(3, lambda: store.add(fault_of()))
        assert troubles == []
        assert len(store.events("me")) == 1

    def test_two_writers_at_once_both_succeed(self, store: EventStore) -> None:
        def write() -> None:
            for n in range(20):
                store.add([event(n)])

        troubles = at_once(3, write)
        assert troubles == []
        assert len(store.events("me")) == 60


def test_the_pragmas_are_read_back_and_wrong_ones_are_refused(tmp_path: Path) -> None:
    from django.db import connections

    from milium.adapters.store.database import UnsafeDatabase, refuse_unsafe

    with sqlite(tmp_path) as alias:
        refuse_unsafe(alias)
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
        with pytest.raises(UnsafeDatabase, match="synchronous is 1, not 2"):
            refuse_unsafe(alias)
