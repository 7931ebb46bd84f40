"""Histories that no plan of ours would make: the planner goes on from them, the checker finds nothing.

People use things too often, lay them aside, come back, test late, answer half a check-in or answer
twice. Planner and checker read the same record, each in its own way; where they differ, one is wrong.
"""

import os

import pytest

from lives import MONDAY
from milium.adapters.packfiles import load_knowledge
from milium.care import Care
from wild import wild_case

CARE = Care(load_knowledge(), lambda: MONDAY)
CHUNK = 25
CHUNKS = 80 if os.environ.get("MILIUM_TORTURE") else 6
WEEKS = 16


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, CHUNK * CHUNKS, CHUNK))
def test_from_a_wild_history_the_plan_goes_on_and_the_checker_finds_nothing(first: int) -> None:
    planned = 0
    for number in range(first, first + CHUNK):
        shown = CARE.plan(wild_case(number), weeks=WEEKS)
        assert "fault" not in shown, (number, shown["fault"])
        assert shown["checked"]["violations"] == [], (number, shown["checked"]["violations"])
        planned += shown["decision"] == "regimen"
    assert planned >= CHUNK // 10, "too few of these histories lead to a plan: the test would test little"
