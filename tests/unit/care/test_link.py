"""What a device keeps of the computer it is kept in step with: whole, and only out of whole answers."""

import json
from typing import Any
from uuid import UUID

import pytest

from milium.care.carry import event_row
from milium.care.sync import Link, ask, link_of, link_row, take
from milium.errors import BadInput
from pages_app import planned

LOG = UUID(int=5)
EVENTS = planned().events
REFUSED = {"code": "unknown_kind", "problem": "it is new.", "where": "kind", "fix": "Update."}


def answer(**change: object) -> dict[str, Any]:
    whole = {"milium": "sync", "schema": 1, "log": str(LOG), "cursor": 4, "more": False, "refused": []}
    return {**whole, "acknowledged": [str(EVENTS[0].id)], "events": [event_row(EVENTS[2])], **change}


def test_a_link_comes_back_from_the_disk_as_it_was_kept() -> None:
    refused = {EVENTS[1].id: {"id": str(EVENTS[1].id), **REFUSED}}
    link = Link(str(LOG), 7, (EVENTS[0].id, EVENTS[1].id), refused)
    assert link_of(json.loads(json.dumps(link_row(link)))) == link
    assert link_of(link_row(Link())) == Link()


def test_what_was_acknowledged_waits_no_more_and_what_was_refused_goes_last() -> None:
    link = Link(waiting=(EVENTS[1].id, EVENTS[0].id, EVENTS[3].id))
    after, events = take(link, answer(refused=[{"id": str(EVENTS[1].id), **REFUSED}]))
    assert (after.log, after.cursor, after.waiting) == (str(LOG), 4, (EVENTS[1].id, EVENTS[3].id))
    assert events == [EVENTS[2]]
    asked = ask(after, {event.id: event for event in EVENTS})
    assert [row["id"] for row in asked["events"]] == [str(EVENTS[3].id), str(EVENTS[1].id)]


@pytest.mark.parametrize("key", ["milium", "schema", "log", "cursor", "more", "refused", "acknowledged", "events"])
def test_an_answer_that_lacks_anything_is_no_answer(key: str) -> None:
    found = answer()
    del found[key]
    with pytest.raises(BadInput):
        take(Link(waiting=(EVENTS[0].id,)), found)


@pytest.mark.parametrize(
    "change",
    [
        {"log": 5},
        {"log": "mine"},
        {"cursor": None},
        {"cursor": "far"},
        {"more": "no"},
        {"acknowledged": [1]},
        {"acknowledged": None},
        {"refused": [None]},
        {"events": [{"id": "1"}]},
        {"events": 3},
        {"schema": 2},
    ],
)
def test_an_answer_with_anything_odd_in_it_is_no_answer(change: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        take(Link(waiting=(EVENTS[0].id,)), answer(**change))


@pytest.mark.parametrize("found", [None, [], "ok", 3])
def test_what_is_no_answer_at_all_is_refused_in_words(found: Any) -> None:
    with pytest.raises(BadInput):
        take(Link(), found)
