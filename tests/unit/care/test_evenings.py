"""Taken of planned: which evenings count, and which are excused."""

from datetime import date
from typing import Any

import milium

TODAY = date(2026, 3, 20)


def shown(day: str, *evenings: str, product: str = "acid") -> dict[str, Any]:
    days = [{"date": e, "pm": [{"step": "exfoliate", "product": product}]} for e in evenings]
    return {"kind": "shown", "date": day, "plan": {"decision": "plan", "days": days}}


def tick(day: str, product: str = "acid") -> dict[str, Any]:
    return {"kind": "tick", "date": day, "slot": "pm", "step": "exfoliate", "product": product}


def adherence(*log: dict[str, Any]) -> dict[str, Any]:
    shelf = [{"id": "acid", "name": "Toner", "label": "Aqua, Glycolic Acid 5%", "kind": "toner"}]
    case = {"profile": {"adult": True}, "shelf": shelf, "log": list(log)}
    answer: dict[str, Any] = milium.progress(case, today=TODAY)["adherence"]
    return answer


def test_an_evening_planned_and_done_is_taken_and_one_left_is_not() -> None:
    found = adherence(shown("2026-03-10", "2026-03-11", "2026-03-14"), tick("2026-03-11"))
    assert (found["taken"], found["planned"], found["taken_of_planned"]) == (1, 2, 0.5)


def test_an_evening_that_a_later_plan_held_back_counts_neither_for_nor_against() -> None:
    log = shown("2026-03-10", "2026-03-11", "2026-03-14"), tick("2026-03-11")
    held = {
        "kind": "shown",
        "date": "2026-03-12",
        "plan": {"decision": "wait", "days": [{"date": "2026-03-14", "pm": []}]},
    }
    assert adherence(*log, held)["taken_of_planned"] == 1.0


def test_tonight_is_still_open_and_the_past_of_a_plan_is_not_planned_by_it() -> None:
    found = adherence(shown("2026-03-15", "2026-03-13", "2026-03-20", "2026-03-21"))
    assert found["planned"] == 0
    assert found["taken_of_planned"] is None


def test_another_product_than_the_planned_one_is_not_the_planned_one() -> None:
    assert adherence(shown("2026-03-10", "2026-03-11"), tick("2026-03-11", "other"))["taken"] == 0


def test_without_plans_on_record_nothing_is_said_about_evenings() -> None:
    told = {"kind": "check_in", "date": "2026-03-16", "irritation": 0, "adherence": "good"}
    found = adherence(tick("2026-03-11"), told)
    assert found["taken_of_planned"] is None
    assert found["told"] == 1.0
    assert found["score"] == 1.0
