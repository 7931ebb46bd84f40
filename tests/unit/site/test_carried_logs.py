"""A log on its way in and out: whole, in order, and refused in words when it is not ours."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milium.care.carry import event_of, event_row, read_file
from milium.care.carry import written as pieces
from milium.care.journal import ordered
from milium.domain.events import Event
from milium.errors import BadInput
from milium.site.carried import Log
from pages_app import planned

NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)


def written(events: Iterable[Event], now: datetime) -> str:
    """The file as the phone saves it."""
    return "".join(pieces(ordered(events), now))


def test_a_saved_log_is_read_back_event_by_event() -> None:
    events = planned().events
    assert sorted(read_file(written(reversed(events), NOW)), key=lambda e: e.id) == sorted(events, key=lambda e: e.id)


def test_the_same_log_gives_the_same_file_in_whatever_order_it_comes() -> None:
    events = planned().events
    assert written(events, NOW) == written(reversed(events), NOW)


def test_half_a_file_is_refused_at_every_place_it_may_be_cut() -> None:
    text = written(planned().events, NOW)
    for cut in range(0, len(text) - 2, 97):
        with pytest.raises(BadInput):
            read_file(text[:cut])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_other_data_is_refused_and_never_crashes(data: object) -> None:
    with pytest.raises(BadInput):
        event_of(data)


def test_what_is_learned_twice_is_known_once_and_anew_forgets_the_rest() -> None:
    rows = [event_row(event) for event in planned().events]
    log = Log()
    assert log.learn(rows) == log.learn(rows) == len(rows)
    assert log.learn(rows[:2], anew=True) == 2
