"""Any plan that somebody wrote is checked: nothing raises, nothing is believed, nothing is dropped in silence."""

import copy
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import milium
from milium.errors import BadInput

TODAY = date(2026, 3, 16)
EXAMPLE: dict[str, Any] = {
    "today": TODAY.isoformat(),
    "person": {"age": {"value": 34, "unit": "years"}, "pregnancy": "no"},
    "shelf": [
        {"id": "serum", "label": "Aqua, Salicylic Acid, Glycerin", "strength_pct": {"SALICYLIC ACID": 2}},
        {"id": "wash", "label": "Aqua, Glycerin, Coco-Glucoside", "use": "rinse_off"},
    ],
}
OURS = milium.plan(EXAMPLE, weeks=2)
odd = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(5000, 5001).map(lambda n: 10**n)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["serum", "wash", "exfoliate", "2026-03-16", "0001-01-01", "9999-12-31", TODAY])
    | st.just(datetime(2026, 3, 16, 8)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
steps = odd | st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("step", "product", "families", "zones", "minutes", "reasons", "more"), odd),
)
days = odd | st.fixed_dictionaries(
    {},
    optional={
        "date": odd | st.sampled_from(["2026-03-16", "2026-03-17"]),
        "firm": odd,
        "am": odd | st.lists(steps, max_size=3),
        "pm": odd | st.lists(steps, max_size=3),
    },
)
any_plan = odd | st.fixed_dictionaries(
    {}, optional={"days": odd | st.lists(days, max_size=4), "decision": odd, "options": odd, "more": odd}
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_plan)
def test_any_plan_gives_findings_or_says_that_there_are_no_days(plan: Any) -> None:
    listed = isinstance(plan, dict) and isinstance(plan.get("days"), list)
    if not listed:
        with pytest.raises(BadInput, match="expected a plan with days"):
            milium.check(plan, EXAMPLE)
        return
    assert milium.check(plan, EXAMPLE)["violations"], "four odd days are no whole week, so something must be found"


def _whole() -> dict[str, Any]:
    return copy.deepcopy(OURS)


def _rules(plan: Any) -> list[str]:
    return [v["rule"] for v in milium.check(plan, EXAMPLE)["violations"]]


def test_our_own_plan_has_no_findings_so_that_each_damage_below_shows() -> None:
    assert _rules(_whole()) == []


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("step", ["cleanse"], "plan.step"),
        ("product", ["serum"], "plan.step"),
        ("product", 7, "plan.step"),
        ("families", "bha", "plan.step"),
        ("zones", [1], "plan.step"),
        ("minutes", "ten", "plan.step"),
        ("minutes", True, "plan.step"),
        ("reasons", {"a": 1}, "plan.step"),
    ],
)
def test_a_part_of_a_step_that_cannot_be_read_is_a_finding(key: str, value: object, rule: str) -> None:
    plan = _whole()
    plan["days"][0]["pm"] = [{"step": "cleanse", "product": None, key: value}]
    found = [v for v in milium.check(plan, EXAMPLE)["violations"] if v["rule"] == rule]
    assert any(f"days[0].pm[0].{key}" in v["evidence"]["text"] for v in found)


@pytest.mark.parametrize(("key", "value"), [("decision", ["base"]), ("options", "watch"), ("options", [["watch"]])])
def test_a_decision_or_options_that_cannot_be_read_are_a_finding(key: str, value: object) -> None:
    assert "plan.decision" in _rules({**_whole(), key: value})


def test_a_plan_that_lies_about_families_is_judged_by_the_label() -> None:
    plan = _whole()
    lie = {"step": "moisturise", "product": "serum", "families": [], "zones": ["nose"]}
    for day in plan["days"]:
        day["pm"] = [lie]
    assert "SR-43" in _rules(plan) or "SR-42" in _rules(plan)
