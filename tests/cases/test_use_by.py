"""Opened products past their time: said in the plan; a sunscreen past its time is not counted on."""

from typing import Any

import pytest

import milium
from shelves import PLAIN, case

RETINOL = {"id": "retinol", "name": "Retinol", "label": "Aqua, Squalane, Retinol", "strength_pct": {"RETINOL": 0.2}}
SALICYLIC = {"id": "bha", "name": "Liquid", "label": "Aqua, Salicylic Acid", "strength_pct": {"SALICYLIC ACID": 2}}


def with_keys(ident: str, **keys: Any) -> dict[str, Any]:
    made = case(RETINOL)
    made["shelf"] = [{**item, **keys} if item["id"] == ident else item for item in made["shelf"]]
    return made


def told(found: dict[str, Any]) -> dict[str, str]:
    return {hold["products"][0]: hold["says"] for hold in found["holds"] if hold["reason"] == "step.use-by"}


@pytest.mark.parametrize("ident", ["cleanser", "cream", "retinol", "spf"])
def test_every_product_past_its_months_is_named(ident: str) -> None:
    found = milium.plan(with_keys(ident, opened="2025-03-15", pao_months=12))
    assert list(told(found)) == [ident]
    assert "12 months" in told(found)[ident]


def test_on_its_last_day_nothing_is_said() -> None:
    assert told(milium.plan(with_keys("cream", opened="2025-03-16", pao_months=12))) == {}
    assert told(milium.plan(with_keys("cream", use_by="2026-03-16"))) == {}


def test_the_last_day_of_a_short_month_is_the_last_one() -> None:
    made = with_keys("cream", opened="2025-08-31", pao_months=6)
    assert told(milium.plan({**made, "today": "2026-02-28"})) == {}
    assert list(told(milium.plan({**made, "today": "2026-03-01"}))) == ["cream"]


def test_the_months_are_read_from_the_label_too() -> None:
    label = f"{PLAIN[1]['label']}. 6M"
    assert list(told(milium.plan(with_keys("cream", opened="2025-09-01", label=label)))) == ["cream"]


def test_the_date_on_the_pack_counts_without_an_opening_date() -> None:
    assert told(milium.plan(with_keys("cream", use_by="2026-03-01"))) == {"cream": "The date on this pack has passed."}


def test_a_sunscreen_that_ends_within_the_firm_days_is_spoken_of_and_one_that_lasts_through_them_is_not() -> None:
    firm = [day["date"] for day in milium.plan(with_keys("spf"))["days"] if day["firm"]]
    assert list(told(milium.plan(with_keys("spf", use_by=firm[-2])))) == ["spf"]
    assert told(milium.plan(with_keys("spf", use_by=firm[-1]))) == {}


def test_without_the_months_nothing_is_invented() -> None:
    assert told(milium.plan(with_keys("cream", opened="2019-01-01"))) == {}
    assert "do not know how long" in told(milium.plan(with_keys("spf", opened="2019-01-01")))["spf"]
    assert told(milium.plan(with_keys("spf"))) == {}


def test_a_sunscreen_past_its_time_opens_no_acid_and_no_retinol() -> None:
    fresh = milium.plan(with_keys("spf", opened="2026-01-01", pao_months=12))
    assert fresh["decision"] == "regimen"
    past = milium.plan(with_keys("spf", opened="2025-01-01", pao_months=12))
    assert past["decision"] == "base"
    hold = next(hold for hold in past["holds"] if hold["reason"] == "SR-65")
    assert hold["products"] == ["retinol"]
    assert "past its time" in hold["says"]
    assert not any(step["product"] == "spf" for day in past["days"] for step in day["am"])


def test_salicylic_acid_stays_possible_as_with_no_sunscreen_at_all() -> None:
    made = case(SALICYLIC)
    made["shelf"][2] = {**PLAIN[2], "use_by": "2026-01-01"}
    found = milium.plan(made)
    assert found["decision"] == "regimen"
    assert "fault" not in found


def test_once_its_time_is_over_the_plan_names_it_no_more() -> None:
    found = milium.plan(with_keys("spf", use_by="2026-04-20"))
    assert found["decision"] == "regimen"
    named = [day["date"] for day in found["days"] if any(step["product"] == "spf" for step in day["am"])]
    assert named[-1] == "2026-04-20"
    assert all(any(step["step"] == "sunscreen" for step in day["am"]) for day in found["days"])


def test_a_sunscreen_that_ends_within_the_firm_days_is_spoken_of_in_time() -> None:
    assert "within two weeks" in told(milium.plan(with_keys("spf", use_by="2026-03-20")))["spf"]


def test_the_checker_counts_a_sunscreen_past_its_time_for_nothing() -> None:
    made = with_keys("spf", opened="2026-01-01", pao_months=12)
    plan = milium.plan(made)
    old = with_keys("spf", opened="2025-01-01", pao_months=12)
    rules = {violation["rule"] for violation in milium.check(plan, old)["violations"]}
    assert {"SR-61", "SR-65"} <= rules
    assert milium.check(plan, made)["violations"] == []


def test_a_product_opened_tomorrow_is_a_slip_that_is_said() -> None:
    found = milium.plan(with_keys("cream", opened="2026-03-17", pao_months=12))
    assert any("after today" in issue["problem"] for issue in found["issues"])
