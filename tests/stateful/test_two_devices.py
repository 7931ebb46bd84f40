"""Two devices and a server: whatever is entered where, and whatever is lost on the way, all three end up the same."""

import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milium import wiring
from milium.care import sync
from milium.care.faults import fault_events
from milium.care.journal import case_data
from milium.care.ports import EventStore
from milium.domain.events import Event
from ports.databases import sqlite
from synced import Device

HISTORIES = 10_000 if os.environ.get("MILIUM_TORTURE") else 150
DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KINDS = sync.known_kinds(wiring.care().knowledge.vocabulary)
BODIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("tick", {"slot": "pm", "step": "cleanse"}),
    ("untick", {"slot": "pm", "step": "cleanse"}),
    ("profile", {"set": {"pregnancy": "no"}}),
    ("profile", {"set": {"pregnancy": "yes"}}),
    ("wishes", {"choose": "watch"}),
    ("wishes", {"choose": None}),
    ("product_added", {"item": {"id": "p1", "name": "Cr\u00e8me \u0645 \U0001f319", "label": "Aqua"}}),
    ("product_removed", {"product": "p1"}),
    ("dated", {"key": "k", "kind": "trip", "date": DAY.isoformat()}),
    ("dated_removed", {"key": "k"}),
    ("person", {"name": "Mia", "colour": "plum"}),
)
# What happens to a question: it comes and its answer too; the answer is lost; the question is lost; it comes twice.
WAYS = ("both", "answer_lost", "question_lost", "twice")
entered = st.tuples(
    st.just("enter"),
    st.integers(0, 1),
    st.lists(
        st.tuples(
            st.sampled_from(BODIES),
            st.sampled_from(("me", "baby", "p1a2b3c4d")),
            st.integers(-3, 3),
            st.integers(-9, 9),
        ),
        min_size=1,
        max_size=4,
    ),
)
exchanged = st.tuples(st.just("exchange"), st.integers(0, 1), st.lists(st.sampled_from(WAYS), max_size=3))
fault = st.tuples(st.just("fault"), st.integers(0, 1), st.integers(0, 2))
at_server = st.tuples(st.just("server"), st.integers(0, 9), st.sampled_from(BODIES))
again = st.tuples(st.just("again"), st.integers(0, 1), st.none())
histories = st.lists(st.one_of(entered, exchanged, exchanged, fault, at_server, again), max_size=14)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EventStore]:
    """The server's real log, in SQLite."""
    with sqlite(tmp_path_factory.mktemp("sync")) as alias:
        from django.db import connections

        from milium.adapters.store.log import DjangoStore

        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")  # thousands of histories; what a kill leaves is tried elsewhere
        yield DjangoStore(alias)


class World:
    """Two devices, a server, and the line between them."""

    def __init__(self, store: EventStore) -> None:
        self.store, self.count = store, 0
        for case in store.cases():  # quicker than erasing all, which rewrites the file
            store.erase(case)
        self.devices = (Device(), Device())
        self.all: set[UUID] = set()

    def event(self, what: tuple[str, Mapping[str, Any]], case: str = "me", days: int = 0, minutes: int = 0) -> Event:
        self.count += 1
        at = NOON + timedelta(days=days, minutes=minutes)
        return Event(UUID(int=self.count), case, at, DAY + timedelta(days=days), what[0], what[1])

    def ask(self, question: Mapping[str, Any]) -> Mapping[str, Any]:
        """Carry as the wire does: as text."""
        found = sync.answer(json.loads(json.dumps(question)), self.store, KINDS)
        read: Mapping[str, Any] = json.loads(json.dumps(found))
        return read

    def carry(self, ways: list[str]) -> Any:
        left = list(ways)

        def send(question: Mapping[str, Any]) -> Mapping[str, Any] | None:
            way = left.pop(0) if left else "both"
            if way == "question_lost":
                return None
            answered = self.ask(question)
            if way == "twice":
                answered = self.ask(question)
            return None if way == "answer_lost" else answered

        return send

    def live(self, happening: tuple[str, int, Any]) -> None:
        kind, who, what = happening
        if kind == "enter":
            new = [self.event(body, case, days, minutes) for body, case, days, minutes in what]
            self.devices[who].enter(new)
            self.all |= {event.id for event in new}
        elif kind == "fault":  # two devices that see the same fault make the same id at different moments
            at = NOON + timedelta(hours=who, minutes=self.count)
            rows = [{"rule": f"SR-4{what}", "date": DAY.isoformat()}]
            found = fault_events(wiring.care(), [{"fault": rows}], "me", DAY, at)
            self.devices[who].enter(found)
            self.all |= {event.id for event in found}
        elif kind == "server":
            new = [self.event(what, minutes=who)]
            self.store.add(new)
            self.all |= {event.id for event in new}
        elif kind == "again":  # a device that forgot its link: put back from a copy, say
            self.devices[who].link = sync.again(self.devices[who].log)
        else:
            self.devices[who].exchange(self.carry(what))


@pytest.mark.slow
@settings(
    max_examples=HISTORIES,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(histories)
def test_two_devices_and_the_server_end_up_with_the_same_events_and_the_same_case(
    store: EventStore, history: list[tuple[str, int, Any]]
) -> None:
    world = World(store)
    for happening in history:
        world.live(happening)
        for device in world.devices:
            known = {event.id for event in store.everything()}
            assert {*device.log} - {*device.link.waiting} <= known, "not waiting, yet not on the server"
    for device in (*world.devices, world.devices[0]):
        assert device.exchange(world.ask)
    kept = list(store.everything())
    logs = [list(device.log.values()) for device in world.devices]
    assert {event.id for event in kept} == world.all
    assert all({event.id for event in log} == world.all for log in logs)
    assert all(device.link.waiting == () for device in world.devices)
    for case in ("me", "baby", "p1a2b3c4d"):
        folds = [case_data([e for e in log if e.case == case], DAY) for log in (kept, *logs)]
        assert folds[0] == folds[1] == folds[2]


def test_a_log_of_many_answers_is_taken_whole(store: EventStore) -> None:
    world = World(store)
    body = ("tick", {"slot": "pm", "step": "cleanse"})
    world.devices[0].enter([world.event(body) for _ in range(1_203)])
    assert world.devices[0].exchange(world.ask)
    assert world.devices[1].exchange(world.ask)
    assert world.devices[0].log == world.devices[1].log
    assert len(world.devices[1].log) == 1_203
