"""What was really done tonight or last night: a calm word, and tomorrow changes."""

from typing import Any

import people as p
from milium.domain.case import LogEntry
from milium.engine.check import check, check_done
from milium.engine.plan import make_plan

FACTS = p.safety()
USED = tuple(p.tick(p.day(d), "glycolic") for d in range(-70, -2, 4))
CALM = tuple(p.check_in(p.day(d)) for d in range(-70, 1, 7))


def lived(*extra: LogEntry) -> tuple[Any, ...]:
    log = tuple(sorted((*USED, *CALM, *extra), key=lambda e: e.date))
    case, products = p.ana(p.glycolic(), p.retinol(), log=log)
    return case, products, p.assessed(), FACTS


def rules(*extra: LogEntry) -> list[str]:
    return [v.rule for v in check_done(*lived(*extra))]


def test_a_right_evening_is_not_spoken_of() -> None:
    assert rules(p.tick(p.day(0), "glycolic")) == []


def test_two_actives_ticked_tonight_are_told() -> None:
    assert "SR-40" in rules(p.tick(p.day(0), "glycolic"), p.tick(p.day(0), "retinol"))


def test_an_evening_after_an_active_one_is_told_and_so_is_an_acid_twice_running() -> None:
    assert {"SR-43", "SR-44"} <= set(rules(p.tick(p.day(-1), "glycolic"), p.tick(p.day(0), "glycolic")))


def test_a_retinoid_in_the_morning_is_told() -> None:
    assert "SR-49" in rules(p.tick(p.day(0), "retinol", "am"))


def test_what_lies_two_days_back_is_over() -> None:
    assert rules(p.tick(p.day(-2), "glycolic"), p.tick(p.day(-2), "retinol")) == []


def test_after_two_actives_tonight_tomorrow_rests_and_the_plan_passes() -> None:
    case, products, likely, facts = lived(p.tick(p.day(0), "glycolic"), p.tick(p.day(0), "retinol"))
    plan = make_plan(case, products, likely, facts, 4)
    assert check(plan.days, plan.decision, plan.options, case, products, likely, facts) == ()
    assert not any(step.families for step in plan.days[1].pm)


def test_the_answer_says_it_calmly_and_only_when_it_is_so() -> None:
    import lives
    from milium.wiring import care

    today = lives.MONDAY.isoformat()
    twice = [{"kind": "tick", "date": today, "slot": slot, "product": "glycolic"} for slot in ("pm", "am")]
    case = lives.plain_case(log=[{"kind": "spot_test", "date": "2026-02-23", "product": "glycolic", "result": "ok"}])
    assert care().plan(case)["done"] == []
    told = care().plan({**case, "log": [*case["log"], *twice]})
    assert {row["rule"] for row in told["done"]} >= {"SR-47", "SR-49"}
    assert told["done"][0]["says"]
    assert told["done"][0]["next_step"]
    assert "fault" not in told
