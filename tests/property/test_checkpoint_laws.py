"""A plan that stands on what was kept of the days before is the plan made from the whole log, byte for byte."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pages_app
from milium import wiring
from milium.care.entries import READ
from milium.care.journal import Rows, case_data
from milium.domain.events import Event
from milium.engine.plan import folding, schedule
from milium.engine.plan.state import State
from milium.engine.plan.timeline import Timeline
from milium.pages.journal import Journal

CARE = wiring.care()
SPANISH = wiring.care("es")
ACID, CLEANSER = "acid", "cleanser"
BODIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("tick", {"slot": "pm", "step": "exfoliate", "product": ACID}),
    ("tick", {"slot": "am", "step": "exfoliate", "product": ACID}),
    ("untick", {"slot": "pm", "step": "exfoliate", "product": ACID}),
    ("tick", {"slot": "pm", "step": "cleanse", "product": CLEANSER}),
    ("tick", {"slot": "am", "step": "sunscreen"}),
    ("tick", {"slot": "pm", "step": "exfoliate", "product": "never on the shelf"}),
    ("check_in", {"irritation": 0, "spf": "ok", "adherence": "good", "skin_now": [], "flags": [], "bumps": "same"}),
    ("check_in", {"irritation": 2, "flags": []}),
    ("check_in", {"irritation": 0, "spf": "poor", "bumps": "more", "flags": ["pregnant"]}),
    ("count", {"count": 12, "by": "eye"}),
    ("count", {"count": 4, "by": "eye"}),
    ("reaction", {"what": "hives"}),
    ("clinician", {"what": "saw"}),
    ("profile", {"set": {"pregnancy": "yes"}}),
    ("profile", {"set": {"pregnancy": "no", "allergies": ["aspirin"]}}),
    ("product_removed", {"product": ACID}),
    ("product_added", {"item": {"id": "late", "label": "Aqua, Salicylic Acid", "strength_pct": {"SALICYLIC ACID": 2}}}),
    ("dated", {"key": "k", "kind": "laser", "date": "2027-01-10"}),
    ("dated_removed", {"key": "k"}),
    ("wishes", {"evenings_off": [0, 2]}),
    ("tick", {"slot": "pm", "step": 7, "product": ["odd"]}),  # another program's
)
# What is entered, how many days before it is known, and how many days pass then.
steps = st.lists(
    st.tuples(st.lists(st.tuples(st.sampled_from(BODIES), st.integers(0, 40)), max_size=4), st.integers(0, 45)),
    min_size=2,
    max_size=5,
)


@cache
def life() -> tuple[tuple[Event, ...], date]:
    """Some weeks of a person with an acid, and a hundred days of care and check-ins after them."""
    app = pages_app.acid_night()
    names = {item["id"]: ACID if "Mandelic" in item["name"] else CLEANSER for item in pages_app.shelf(app)[:2]}
    names |= {i["id"]: ACID for i in pages_app.shelf(app) if "Mandelic" in i["name"]}
    text = json.dumps([dict(e.body) for e in app.events])
    for old, new in names.items():
        text = text.replace(old, new)
    bodies = json.loads(text)
    events = [Event(e.id, e.case, e.at, e.local_date, e.kind, body) for e, body in zip(app.events, bodies, strict=True)]
    for n in range(1, 100):
        for k in range(2 if n % 7 else 3):
            kind, body = BODIES[(0, 3, 6)[k]]
            if k or n % 3 == 0:
                events.append(event(1000 + 10 * n + k, app.today + timedelta(days=n), kind, body))
    return tuple(events), app.today + timedelta(days=100)


def event(number: int, day: date, kind: str, body: dict[str, Any]) -> Event:
    at = datetime(day.year, day.month, day.day, 20, number % 60, tzinfo=pages_app.ZONE) + timedelta(
        seconds=number // 60
    )
    return Event(UUID(int=number), "me", at, day, kind, deepcopy(body))


@settings(max_examples=300 if os.environ.get("MILIUM_TORTURE") else 8, deadline=None)
@given(steps)
def test_a_plan_from_a_checkpoint_is_the_plan_of_the_whole_log(batches: Any) -> None:
    events, today = list(life()[0]), life()[1]
    journal = Journal(events, "me", today)
    CARE.plan(journal.case_before_tonight, today=today)
    number = 100_000
    for entries, days in batches:
        new = []
        for (kind, body), late in entries:
            number += 1
            new.append(event(number, today - timedelta(days=late), kind, body))
        longer = journal.extended(new)
        journal = journal.anew(new, today) if longer is None else longer
        events += new
        same_plan(journal, events, today)
        today += timedelta(days=days)
        journal = journal.anew([], today)
        same_plan(journal, events, today)


def same_plan(journal: Journal, events: list[Event], today: date) -> None:
    """What the journal's case gives is what the same events give that nobody has read before."""
    rows = deepcopy([*journal.case["log"]])
    whole = case_data(events, today)
    with states() as from_checkpoint:
        plan = CARE.plan(journal.case, today=today)
    with states() as from_start:
        assert plan == CARE.plan(whole, today=today)
    assert from_checkpoint == from_start, "the controller would go on differently"
    before = {**whole, "log": [*journal.case_before_tonight["log"]], "shown": journal.case_before_tonight.get("shown")}
    assert CARE.plan(journal.case_before_tonight, today=today) == CARE.plan(before, today=today)
    assert journal.case["log"] == rows, "a use case changed a row of the log"


@contextmanager
def states() -> Iterator[list[State]]:
    """Give the states that the past is folded into meanwhile."""
    found: list[State] = []

    def told(t: Timeline) -> State:
        found.append(folding.fold_past(t))
        return found[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schedule, "fold_past", told)
        yield found


def kept() -> tuple[Journal, date]:
    events, today = life()
    journal = Journal(events, "me", today)
    CARE.plan(journal.case, today=today)
    assert READ in journal.case["log"].memory, "nothing was kept, so nothing is tried here"
    assert journal.case["log"].memory[READ].told.log.memory.get(folding.KEPT), "no checkpoint of the controller"
    return journal, today


def test_what_was_read_with_one_pack_is_not_used_with_another() -> None:
    journal, today = kept()
    whole = case_data(journal.events, today)
    assert SPANISH.plan(journal.case, today=today) == SPANISH.plan(whole, today=today)
    assert CARE.plan(journal.case, today=today) == CARE.plan(whole, today=today)


def test_what_was_read_of_a_later_day_is_not_used_on_an_earlier_one() -> None:
    journal, today = kept()
    whole = case_data(journal.events, today)
    for back in (1, 30, 200):
        day = today - timedelta(days=back)
        assert CARE.plan(journal.case, today=day) == CARE.plan(whole, today=day)


@pytest.mark.parametrize("damage", ["something else", None, 7])
def test_a_damaged_checkpoint_is_thrown_away(damage: object) -> None:
    journal, today = kept()
    expected = CARE.plan(case_data(journal.events, today), today=today)
    journal.case["log"].memory[READ] = damage
    assert CARE.plan(journal.case, today=today) == expected


def test_a_checkpoint_made_from_something_else_is_not_used() -> None:
    journal, today = kept()
    memory = journal.case["log"].memory[READ].told.log.memory
    first = memory[folding.KEPT][0]
    wrong = first.past._replace(state=first.past.state._replace(course=999, long_course=999))
    other = tuple(None if n == 5 else part for n, part in enumerate(first.made_from))
    memory[folding.KEPT] = [folding._Checkpoint(other, wrong)]
    expected = CARE.plan(case_data(journal.events, today), today=today)
    assert CARE.plan(journal.case, today=today) == expected


def test_a_row_that_was_taken_out_is_not_remembered() -> None:
    journal, today = kept()
    rows: Rows = journal.case["log"]
    fewer = [row for row in rows if row["kind"] != "check_in"]
    shorter = Rows(rows)
    shorter[:] = fewer
    case = {**journal.case, "log": shorter}
    assert CARE.plan(case, today=today) == CARE.plan({**case, "log": fewer}, today=today)
