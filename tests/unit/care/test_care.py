"""The use cases answer the contract, fail closed, and lose nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from lives import ANSWERS, GLYCOLIC, MONDAY, plain_case, product
from milium.adapters.packfiles import load_knowledge, load_part
from milium.care import Care
from milium.errors import BadInput
from milium.knowledge import Knowledge

CARE = Care(load_knowledge(), lambda: MONDAY)


def damaged(part: str) -> Care:
    """Care whose knowledge lacks one part."""

    def load(name: str) -> Mapping[str, Any]:
        return {} if name == part else load_part(name)

    whole = load_knowledge()
    return Care(Knowledge(load, version=whole.version, digest=whole.hash, reviewed=None), lambda: MONDAY)


def evenings(plan: dict[str, Any]) -> int:
    return sum(any(step["families"] for step in day["pm"]) for day in plan["days"])


def test_identify_answers_the_contract() -> None:
    found = CARE.identify({"id": 7, "answers": ANSWERS})
    assert found["id"] == 7
    assert found["candidates"][0]["condition"] == "milia_primary"
    assert found["sure"] is True
    assert found["triage"] == "self-care"
    assert found["red_flags"] == []
    assert found["issues"] == []
    assert found["pack"]["reviewed"] is None
    assert found["facts"]


def test_identify_names_an_answer_that_does_not_exist() -> None:
    found = CARE.identify({"answers": {**ANSWERS, "colour": "perly_white"}})
    assert "pearly_white" in found["issues"][0]["fix"]


def test_audit_answers_the_contract() -> None:
    found = CARE.audit({"text": GLYCOLIC["label"], "name": "Toner", "strength_pct": {"GLYCOLIC ACID": 7}, "ph": 3.8})
    assert found["has_list"] is True
    assert [i["name"] for i in found["ingredients"]][:2] == ["AQUA", "GLYCOLIC ACID"]
    assert found["actives"] == [{"family": "aha", "name": "GLYCOLIC ACID", "strength_pct": 7.0}]
    assert found["families"] == ["aha"]
    assert found["verdict"] in {"keep", "swap", "stop", "ask"}
    assert found["unknown"] == []


def test_a_strength_without_a_name_goes_to_the_only_active() -> None:
    found = CARE.audit({"text": GLYCOLIC["label"], "strength_pct": 7})
    assert found["actives"][0]["strength_pct"] == 7.0


def test_a_strength_goes_to_the_active_not_to_what_sets_the_ph() -> None:
    found = CARE.audit({"text": "Aqua, Glycolic Acid, Glycerin, Citric Acid", "strength_pct": 7})
    assert [(a["name"], a["strength_pct"]) for a in found["actives"]] == [("GLYCOLIC ACID", 7.0)]


@pytest.mark.parametrize("strength", ["10 %%", {"GLYCOLIC ACID": "10 %%"}, 250, {"GLYCOLIC ACID": -1}])
def test_a_strength_the_audit_cannot_read_is_asked_for_not_guessed(strength: object) -> None:
    found = CARE.audit({"text": GLYCOLIC["label"], "name": "Toner", "strength_pct": strength})
    assert found["actives"][0]["strength_pct"] is None
    assert found["verdict"] == "ask"
    assert "strength_pct" in found["issues"][0]["where"]


def test_a_text_without_a_list_is_an_answer() -> None:
    found = CARE.audit({"text": "A dream for tired skin. Apply at night."})
    assert found["has_list"] is False
    assert found["ingredients"] == []
    assert found["verdict"] == "ask"


def test_audit_without_text_is_refused_with_a_fix() -> None:
    with pytest.raises(BadInput, match="Paste the list"):
        CARE.audit({"name": "Toner"})


def test_plan_answers_the_contract() -> None:
    plan = CARE.plan(plain_case())
    assert plan["decision"] == "regimen"
    assert len(plan["days"]) == 16 * 7
    assert plan["days"][0]["date"] == "2026-03-02"
    assert [day["firm"] for day in plan["days"]].count(True) == 14
    assert plan["checked"]["violations"] == []
    assert {"plan", "watch", "see_clinician"} == set(plan["options"])
    assert evenings(plan) > 10


def test_today_of_the_caller_wins() -> None:
    assert CARE.plan(plain_case(), today=date(2026, 5, 4), weeks=2)["days"][0]["date"] == "2026-05-04"


def test_weeks_out_of_range_are_refused() -> None:
    with pytest.raises(BadInput, match="1 to"):
        CARE.plan(plain_case(), weeks=0)


def test_what_cannot_be_read_keeps_strong_products_off_until_it_is_mended() -> None:
    plan = CARE.plan(plain_case(dated=[{"kind": "waxing", "date": "2026-02-30"}]))
    assert plan["decision"] == "base"
    assert evenings(plan) == 0
    assert plan["holds"][0]["reason"] == "unread"
    assert plan["holds"][0]["question"] == "dated[0].date"
    assert plan["issues"][0]["where"] == "dated[0].date"


def test_an_unreadable_strength_keeps_only_that_product_off() -> None:
    shelf = [*plain_case()["shelf"][:3], {**GLYCOLIC, "strength_pct": {"GLYCOLIC ACID": "10 %%"}}]
    plan = CARE.plan(plain_case(shelf=shelf))
    assert evenings(plan) == 0
    assert any("glycolic" in hold["products"] for hold in plan["holds"])


@pytest.mark.parametrize("part", ["safety", "identify", "audit", "case", "texts"])
def test_broken_knowledge_is_a_hold_never_a_crash(part: str) -> None:
    care = damaged(part)
    plan, found, audit = care.plan(plain_case()), care.identify({"answers": ANSWERS}), care.audit({"text": "Aqua"})
    if part != "texts":
        assert plan["decision"] == "base"
        assert evenings(plan) == 0
        assert plan["holds"][0]["reason"] == "knowledge"
    if part in {"identify", "case"}:
        assert found["triage"] == "pharmacist"
        assert found["holds"]
    if part == "audit":
        assert audit["verdict"] == "ask"
        assert audit["holds"]


def test_why_names_the_rule_that_keeps_a_product_off() -> None:
    first = CARE.why(plain_case(), MONDAY, "glycolic")
    assert first["allowed"] is False
    assert "SR-15" in {rule["reason"] for rule in first["rules"]}
    with pytest.raises(BadInput, match="not on the shelf"):
        CARE.why(plain_case(), MONDAY, "toner")
    with pytest.raises(BadInput, match="outside the plan"):
        CARE.why(plain_case(), date(2025, 1, 1), "glycolic")


def test_check_reads_a_plan_of_anybody_and_believes_nothing() -> None:
    plan = CARE.plan(plain_case(), weeks=2)
    assert CARE.check(plan, plain_case())["violations"] == []
    plan["days"][0]["pm"].append({"step": "moisturise", "product": "glycolic", "families": [], "zones": ["face"]})
    found = CARE.check(plan, plain_case())["violations"]
    assert {"SR-15"} <= {v["rule"] for v in found}
    assert found[0]["evidence"]["text"]


def test_check_names_days_and_steps_it_cannot_read() -> None:
    plan = {
        "decision": "base",
        "options": ["watch", "see_clinician"],
        "days": [{"date": "2026-02-31"}, "x", {"date": "2026-03-02", "am": 3}],
    }
    rules = [v["rule"] for v in CARE.check(plan, plain_case())["violations"]]
    assert rules[:2] == ["plan.days", "plan.days"]
    assert "plan.step" in rules
    with pytest.raises(BadInput, match="days"):
        CARE.check({"plan": 1}, plain_case())


def test_a_fault_of_ours_shows_the_base_week_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from milium.care import planning
    from milium.domain.plan import Violation

    monkeypatch.setattr(planning, "check", lambda *_: (Violation("SR-40", MONDAY, "pm", "two at once"),))
    plan = CARE.plan(plain_case())
    assert plan["decision"] == "base"
    assert evenings(plan) == 0
    assert plan["holds"][0]["reason"] == "gate"
    assert plan["fault"][0]["rule"] == "SR-40"
    assert plan["checked"]["violations"] == []


def test_a_checker_that_stops_lets_no_step_through(monkeypatch: pytest.MonkeyPatch) -> None:
    from milium.care import planning

    def stops(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(planning, "check", stops)
    plan = CARE.plan(plain_case())
    assert plan["decision"] == "base"
    assert plan["holds"][0]["reason"] == "gate"
    assert plan["fault"][0]["rule"] == "plan.unchecked"
    assert all(not day["am"] and not day["pm"] for day in plan["days"])


def test_every_product_of_the_shelf_is_used_or_held_with_a_reason() -> None:
    shelf = [
        *plain_case()["shelf"],
        product("blind", "Mystery cream", ""),
        product("eyes", "Eye cream", "Aqua, Lanolin, Glycerin", where="around_eye"),
        product("spare", "Clay mask", "Aqua, Kaolin, Glycerin", use="rinse_off"),
        product("castor", "Castor oil", "Ricinus Communis Seed Oil"),
    ]
    plan = CARE.plan(plain_case(shelf=shelf))
    used = {step["product"] for day in plan["days"] for slot in ("am", "pm") for step in day[slot]}
    held = {ident: hold["reason"] for hold in plan["holds"] for ident in hold["products"]}
    assert {item["id"] for item in shelf} <= used | set(held)
    assert held["castor"] == "SR-71"
    assert "blind" not in used
    assert [h["question"] for h in plan["holds"] if "blind" in h["products"]] == ["shelf.blind.label"]
