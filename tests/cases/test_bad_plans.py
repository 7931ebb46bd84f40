"""Each rule has a hand-written bad plan that it alone reports, and one just inside that nothing reports."""

from pathlib import Path
from typing import Any

import pytest

import plan_cases
from milium.adapters.packfiles import read_yaml
from milium.engine.check import RULES

HERE = Path(__file__).parent
BAD = [plan for file in sorted(HERE.glob("bad_plans_*.yaml")) for plan in read_yaml(file.read_text(encoding="utf-8"))]
FORM = {"plan.days", "plan.step", "plan.product", "plan.decision", "plan.cleared"}


def _told(found: Any) -> str:
    return "\n".join(f"{v.rule} {v.date} {v.slot}: {v.text}" for v in found)


@pytest.mark.parametrize("plan", BAD, ids=lambda p: f"{p['rule']} {p['name']}")
def test_the_bad_plan_is_reported_by_its_rule_alone(plan: dict[str, Any]) -> None:
    found = plan_cases.checked(plan_cases.merged(plan, plan["bad"]))
    assert {v.rule for v in found} == {plan["rule"], *plan.get("also", ())}, _told(found)


@pytest.mark.parametrize("plan", BAD, ids=lambda p: f"{p['rule']} {p['name']}")
def test_just_inside_nothing_is_reported(plan: dict[str, Any]) -> None:
    found = plan_cases.checked(plan_cases.merged(plan, plan["inside"]))
    assert not found, _told(found)


def test_every_rule_that_a_plan_can_show_has_a_bad_plan_of_its_own() -> None:
    alone = {plan["rule"] for plan in BAD if not plan.get("also")}
    assert alone == {rule for rule, t in RULES.items() if t.check is not None} | FORM


def test_names_of_hand_written_plans_are_unique() -> None:
    names = [plan["name"] for plan in BAD]
    assert len(names) == len(set(names))
