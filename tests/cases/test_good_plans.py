"""The checker passes every plan that the rules call right."""

from pathlib import Path
from typing import Any

import pytest

import plan_cases
from milium.adapters.packfiles import read_yaml

GOOD = read_yaml((Path(__file__).parent / "good_plans.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("plan", GOOD, ids=lambda p: p["name"])
def test_a_right_plan_passes(plan: dict[str, Any]) -> None:
    found = plan_cases.checked(plan)
    assert not found, "\n".join(f"{v.rule} {v.date}: {v.text}" for v in found)
