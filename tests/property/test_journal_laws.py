"""A journal that goes on from a checkpoint is the same as one folded from its start, whatever comes and when."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from milium.domain.events import Event
from milium.pages.journal import Journal

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BODIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("tick", {"slot": "pm", "step": "cleanse"}),
    ("untick", {"slot": "pm", "step": "cleanse"}),
    ("check_in", {"irritation": 1}),
    ("profile", {"set": {"pregnancy": "no"}}),
    ("profile", {"set": {"pregnancy": "yes", "region": "EU"}}),
    ("answers", {"answers": {"age": "adult_18_39y"}, "bump_sites": ["nose"], "round": {"asked": ["age"]}}),
    ("wishes", {"choose": "watch"}),
    ("wishes", {"choose": None}),
    ("product_added", {"item": {"id": "p1", "label": "Aqua"}}),
    ("product_removed", {"product": "p1"}),
    ("dated", {"key": "k", "kind": "trip"}),
    ("dated_removed", {"key": "k"}),
    ("started", {}),
    ("shown", {"plan": {"days": []}}),
    ("person", {"name": "Mia"}),
    ("setting", {"theme": "dark"}),
    ("reminded", {"name": "n", "given": {"pm-2026-11-23": [0, "x"]}}),
    ("fault", {"rules": []}),
)
entries = st.lists(
    st.tuples(st.sampled_from(BODIES), st.integers(-2, 1), st.integers(-5, 5), st.integers(0, 3)), max_size=14
)


def made(rows: list[tuple[tuple[str, dict[str, Any]], int, int, int]]) -> list[tuple[Event, int]]:
    """Return the events, each with the batch in which it comes to be known."""
    out = []
    for n, ((kind, body), days, minutes, batch) in enumerate(rows):
        at = NOON + timedelta(days=days, minutes=minutes)
        out.append((Event(UUID(int=n), "me", at, DAY + timedelta(days=days), kind, body), batch))
    return out


@settings(max_examples=400, deadline=None)
@given(entries, st.booleans())
def test_a_journal_extended_batch_by_batch_says_what_one_made_at_once_says(rows: Any, look: bool) -> None:
    events = made(rows)
    journal = Journal([e for e, batch in events if batch == 0], "me", DAY)
    for number in (1, 2, 3):
        if look:  # what was looked at is folded already; what was not is folded later
            assert journal.case is not None
            assert journal.case_before_tonight is not None
            assert journal.of("tick") is not None
        new = [e for e, batch in events if batch == number]
        before = (repr(journal.case), repr(journal.case_before_tonight), list(journal.events))
        further = journal.extended(new)
        assert before == (repr(journal.case), repr(journal.case_before_tonight), list(journal.events))
        journal = journal.anew(new, DAY) if further is None else further
    whole = Journal([e for e, _ in events], "me", DAY)
    assert journal.case == whole.case
    assert journal.case_before_tonight == whole.case_before_tonight
    assert (journal.events, journal.faults, journal.profile) == (whole.events, whole.faults, whole.profile)
    assert journal.ticked(DAY) == whole.ticked(DAY)
    assert journal.round == whole.round


@settings(max_examples=400, deadline=None)
@given(entries)
def test_what_was_made_is_remembered_only_while_the_case_before_tonight_is_the_same(rows: Any) -> None:
    events = made(rows)
    journal = Journal([e for e, batch in events if batch == 0], "me", DAY)
    journal.memory["plan"] = "made"
    case = journal.case_before_tonight
    further = journal.extended([e for e, batch in events if batch > 0])
    if further is not None and further.memory:
        assert further.case_before_tonight == case
        assert Journal([e for e, _ in events], "me", DAY).case_before_tonight == case
    assert Journal([e for e, _ in events], "me", DAY).memory == {}


@settings(max_examples=300, deadline=None)
@given(entries, st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_a_journal_of_another_day_says_what_one_made_on_that_day_says(rows: Any, days: list[int]) -> None:
    events = made(rows)
    journal, today = Journal([e for e, batch in events if batch == 0], "me", DAY), DAY
    for number, further in zip((1, 2, 3), days, strict=True):
        assert journal.case is not None  # folded, so that there is a checkpoint to go on from
        today += timedelta(days=further)
        new = [e for e, batch in events if batch == number]
        longer = journal.extended(new) if further == 0 else None
        journal = journal.anew(new, today) if longer is None else longer
        whole = Journal([e for e, batch in events if batch <= number], "me", today)
        assert (journal.case, journal.case_before_tonight) == (whole.case, whole.case_before_tonight)
        assert (journal.events, journal.faults) == (whole.events, whole.faults)
