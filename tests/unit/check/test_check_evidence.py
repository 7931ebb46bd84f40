"""Findings carry their evidence, and one check is quick."""

import time

import people
import plan_cases
from milium.adapters.packfiles import read_yaml
from milium.engine.check import RULES, check

FACTS = people.safety()
GOOD = {p["name"]: p for p in read_yaml((plan_cases.HERE / "cases" / "good_plans.yaml").read_text(encoding="utf-8"))}
ALL_RULES = 60
AT_MOST_MS = 20.0


def test_all_sixty_rules_are_accounted_for() -> None:
    assert len(RULES) == ALL_RULES
    assert set(RULES) == set(FACTS.rules)
    assert all(t.check is not None or t.lives_in for t in RULES.values())


def test_only_soft_rules_texts_and_privacy_have_no_function() -> None:
    assert {r for r, t in RULES.items() if t.check is None} == {"SR-23", "SR-35", "SR-62", "SR-86", "SR-88"}


def test_a_finding_says_what_was_seen_when_and_by_which_rule() -> None:
    plan = {
        "shelf": ["cleanser", "cream", "spf", "glycolic"],
        "decision": "regimen",
        "weeks": 4,
        "evenings": {"glycolic": [14, 15, 21]},
    }
    found = {v.rule: v for v in plan_cases.checked(plan)}
    told = found["SR-44"].as_data()
    assert told["date"] == people.day(14).isoformat()
    assert told["slot"] == "pm"
    assert told["evidence"] == {
        "text": "Two acid evenings in a row.",
        "facts": ["SR-44"],
        "days": [people.day(14).isoformat(), people.day(15).isoformat()],
    }


def test_findings_come_in_the_order_of_the_rules() -> None:
    plan = {
        "shelf": ["glycolic", "retinol"],
        "decision": "regimen",
        "weeks": 2,
        "evenings": {"glycolic": [0, 1], "retinol": [0]},
    }
    rules = [v.rule for v in plan_cases.checked(plan) if v.rule in RULES]
    assert rules == sorted(rules)


def test_the_same_plan_gives_the_same_findings() -> None:
    plan = {
        "shelf": ["glycolic", "retinol"],
        "decision": "regimen",
        "weeks": 4,
        "evenings": {"glycolic": [3, 4], "retinol": [4]},
    }
    assert plan_cases.checked(plan) == plan_cases.checked(plan)


def test_sixteen_weeks_are_checked_in_under_twenty_milliseconds() -> None:
    plan = GOOD["Glycolic on three evenings and retinol 0.3 % on one, from week 11"]
    case, products = plan_cases.person_of(plan)
    days, assessment = plan_cases.days_planned(plan), plan_cases.assessment_of(plan)
    best = float("inf")
    for _ in range(7):
        start = time.process_time()
        check(days, "regimen", ("watch", "see_clinician"), case, products, assessment, FACTS)
        best = min(best, (time.process_time() - start) * 1000)
    assert best < AT_MOST_MS
