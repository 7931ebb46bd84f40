"""Who comes back after a long break and uses what tonight says is not stopped for having used it."""

from typing import Any

from lives import CLEANSER, CREAM, GLYCOLIC, MONDAY, SUNSCREEN, plain_case
from milium.adapters.packfiles import load_knowledge
from milium.care import Care

CARE = Care(load_knowledge(), lambda: MONDAY)
LAST_CHECK_IN = {"kind": "check_in", "date": "2026-03-29", "irritation": 0, "spf": "ok", "adherence": "good"}
LAST_USE = {"kind": "tick", "date": "2026-03-29", "slot": "pm", "product": "glycolic"}


def back(today: str, *log: dict[str, Any]) -> dict[str, Any]:
    shelf = [CLEANSER, CREAM, SUNSCREEN, GLYCOLIC]
    case = plain_case(started="2026-03-02", today=today, shelf=shelf, log=[LAST_CHECK_IN, LAST_USE, *log])
    return CARE.plan(case, weeks=4)


def actives(plan: dict[str, Any]) -> list[str]:
    return [day["date"] for day in plan["days"] if any(step["families"] for step in day["pm"])]


def test_a_first_use_after_a_long_break_is_not_taken_back_when_it_is_ticked() -> None:
    before = back("2026-06-02")
    first = actives(before)[0]
    tick = {**LAST_USE, "date": first}
    after = back(first, tick)
    assert first in actives(after)
    assert "fault" not in after


def test_four_weeks_of_use_without_a_check_in_still_stop_it() -> None:
    weekly = [
        {**LAST_USE, "date": day} for day in ("2026-06-02", "2026-06-09", "2026-06-16", "2026-06-23", "2026-06-30")
    ]
    plan = back("2026-07-03", *weekly)
    assert [day for day in actives(plan) if day < "2026-07-17"] == []
    assert "SR-45" in {hold["reason"] for hold in plan["holds"]}
