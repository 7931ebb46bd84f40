"""Three hundred random persons live sixteen weeks through the shipped loop; the checker finds nothing."""

import random
from datetime import date
from typing import Any

import pytest

from lives import (
    ACTIVES,
    CLEANSER,
    CREAM,
    MONDAY,
    SUNSCREEN,
    live_a_week,
    live_calmly,
    plain_case,
    random_case,
    sixteen_weeks,
)
from milium.adapters.packfiles import load_knowledge
from milium.care import Care

PERSONS, CHUNK = 300, 30
CARE = Care(load_knowledge(), lambda: MONDAY)


def plan(case: dict[str, Any], weeks: int = 3) -> dict[str, Any]:
    shown = CARE.plan(case, weeks=weeks)
    assert "fault" not in shown, (case, shown["fault"])
    return shown


@pytest.mark.parametrize("first", range(0, PERSONS, CHUNK))
def test_persons_live_sixteen_weeks_and_the_checker_finds_nothing(first: int) -> None:
    for number in range(first, first + CHUNK):
        rng = random.Random(number)
        case = random_case(rng, number)
        for shown in sixteen_weeks(case, rng, plan):
            assert shown["checked"]["violations"] == []
            assert {"watch", "see_clinician"} <= set(shown["options"])
            assert len(shown["days"]) == 21


@pytest.mark.parametrize("first", range(0, 60, 15))
def test_the_order_of_the_shelf_never_matters(first: int) -> None:
    for number in range(first, first + 15):
        rng = random.Random(1000 + number)
        case = random_case(rng, number)
        for _ in range(rng.randint(0, 6)):
            case = live_a_week(case, plan(case), rng)
        shuffled = {**case, "shelf": rng.sample(case["shelf"], len(case["shelf"]))}
        assert plan(case, 16) == plan(shuffled, 16)


def test_the_same_case_gives_the_same_plan_whenever_it_is_asked() -> None:
    case = random_case(random.Random(7), 7)
    assert plan(case, 16) == Care(load_knowledge(), lambda: date(2030, 1, 1)).plan(case, weeks=16)


@pytest.mark.parametrize(("active", "at_least"), [("glycolic", 25), ("retinol", 30), ("salicylic", 35), ("pha", 35)])
def test_a_calm_adult_gets_the_evenings_that_the_ladder_allows(active: str, at_least: int) -> None:
    case = plain_case(shelf=[CLEANSER, CREAM, SUNSCREEN, *(p for p in ACTIVES if p["id"] == active)])
    evenings = 0
    for _ in range(16):
        shown = plan(case)
        evenings += sum(any(s["families"] for s in day["pm"]) for day in shown["days"][:7])
        case = live_calmly(case, shown)
    assert evenings >= at_least
