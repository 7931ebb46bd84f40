"""A case is a fold over the log: order and repetition never matter."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from milium.care.journal import case_data, shelf_items
from milium.domain.events import Event

DAY = date(2026, 3, 2)


def event(number: int, sort: str, days: int = 0, **body: Any) -> Event:
    at = datetime(2026, 3, 2, 8, tzinfo=UTC) + timedelta(days=days, seconds=number)
    return Event(UUID(int=number), "ana", at, DAY + timedelta(days=days), sort, body)


EVENTS = [
    event(1, "answers", answers={"site": "nose", "count": "single"}),
    event(2, "answers", answers={"count": "6_20"}, bump_sites=["nose"]),
    event(3, "profile", set={"pregnancy": "no", "phototype": 3}),
    event(4, "product_added", item={"id": "serum", "label": "Aqua"}),
    event(5, "tick", 1, slot="pm", product="serum"),
    event(6, "dated", 1, key="wax", kind="waxing", date="2026-04-01"),
    event(7, "profile", 5, set={"pregnancy": "yes"}),
    event(8, "product_removed", 6, product="serum"),
    event(9, "dated_removed", 7, key="wax"),
    event(10, "wishes", 7, choose="watch"),
]


def test_the_same_events_in_any_order_give_the_same_case() -> None:
    expected = case_data(EVENTS, DAY)
    for seed in range(20):
        shuffled = list(EVENTS) * 2
        random.Random(seed).shuffle(shuffled)
        assert case_data(shuffled, DAY) == expected


def test_a_later_answer_replaces_an_earlier_one() -> None:
    assert case_data(EVENTS, DAY)["answers"] == {"site": "nose", "count": "6_20"}


def test_a_change_of_profile_is_dated_so_that_the_past_stays_as_it_was() -> None:
    case = case_data(EVENTS, DAY)
    assert case["profile"]["pregnancy"] == "no"
    assert {"kind": "profile", "date": "2026-03-07", "set": {"pregnancy": "yes"}} in case["log"]


def test_a_removed_date_is_gone_and_a_removed_product_is_logged() -> None:
    case = case_data(EVENTS, DAY)
    assert case["dated"] == []
    assert [e["kind"] for e in case["log"] if "product" in e["kind"]] == ["product_added", "product_removed"]
    assert shelf_items(EVENTS) == []
    assert shelf_items(EVENTS[:5]) == [{"id": "serum", "label": "Aqua"}]


def test_an_empty_log_is_a_case_in_which_nothing_was_asked() -> None:
    case = case_data([], DAY)
    assert case["profile"] == {}
    assert case["answers"] == {}
    assert "flags" not in case["answers"]
