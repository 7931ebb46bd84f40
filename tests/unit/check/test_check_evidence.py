"""Findings carry their evidence, and one check is quick."""

import time

import people
import plan_cases
from milium.adapters.packfiles import read_yaml
from milium.engine.check import RULES, check

FACTS = people.safety()
GOOD = {p["name"]: p for p in read_yaml((plan_cases.HERE / "cases" / "good_plans.yaml").read_text(encoding="utf-8"))}
ALL_RULES = 60
AT_MOST_MS = 200  # a generous ceiling: bench/plan.py has the figure, machines that run tests are busy


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


def test_too_many_evenings_name_each_of_the_seven_days() -> None:
    plan = {
        "shelf": ["cleanser", "cream", "spf", "glycolic"],
        "decision": "regimen",
        "weeks": 5,
        "evenings": {"glycolic": [14, 21, 27, 34]},
    }
    found = [v for v in plan_cases.checked(plan) if v.rule == "SR-45"]
    assert [v.days for v in found] == [(people.day(21), people.day(27))]


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


def test_checking_sixteen_weeks_takes_no_noticeable_time() -> None:
    plan = GOOD["Glycolic on three evenings and retinol 0.3 % on one, from week 11"]
    case, products = plan_cases.person_of(plan)
    days, assessment = plan_cases.days_planned(plan), plan_cases.assessment_of(plan)
    best = float("inf")
    for _ in range(7):
        start = time.process_time()
        check(days, "regimen", ("watch", "see_clinician"), case, products, assessment, FACTS)
        best = min(best, (time.process_time() - start) * 1000)
    assert best < AT_MOST_MS


def test_a_hundred_years_of_ticks_are_checked_all_the_same() -> None:
    log = [people.tick(people.day(-36500), "retinol"), people.check_in(people.day(-30000), 3)]
    product = people.retinol()
    case = people.person(product, log=tuple(log))
    plan = {"decision": "regimen", "weeks": 16, "shelf": ["retinol"], "evenings": {"retinol": [0, 20]}}
    days = plan_cases.days_planned(plan)
    start = time.process_time()
    found = check(days, "regimen", ("watch", "see_clinician"), case, {"retinol": product}, people.assessed(), FACTS)
    assert (time.process_time() - start) * 1000 < 10 * AT_MOST_MS
    assert [v.days for v in found if v.rule == "SR-46"] == [(people.day(0),)]


def test_any_ladder_is_climbed_within_what_the_checker_remembers() -> None:
    for normal, slow in FACTS.ladders.values():
        for ladder in (normal, slow):
            top = max(ladder.top, *ladder.top_from_week.values()) if ladder.top_from_week else ladder.top
            days = sum(max(ladder.days_at(r), FACTS.limits.slow_start_rung_days) for r in range(ladder.start, top))
            assert days <= FACTS.limits.course_at_most_days
