"""A fault of ours is one event a day, it tells nothing of the person, and no plan ever reads it."""

import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from gate_paths import acid_night, old_case
from gate_seeds import sow, stops
from lives import ANSWERS, MONDAY, PROFILE, plain_case
from milium import wiring
from milium.care import planning
from milium.care.faults import fault_events
from milium.care.journal import case_data, shelf_items
from milium.care.past import Moment, case_then, fingerprint
from milium.care.told import case_to_replay
from milium.domain.events import FAULT, Event
from pages_app import App
from years import stamp

CARE = wiring.care()
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def answer(*rules: str, days: int = 1) -> dict[str, Any]:
    """An answer of care with a plan that broke some rules."""
    return {
        "fault": [
            {"rule": rule, "date": stamp(day), "slot": "pm", "evidence": {"text": "retinol twice"}}
            for rule in rules
            for day in range(days)
        ]
    }


def faults(*answers: dict[str, Any], case: str = "me", days: int = 0, hours: int = 0) -> tuple[Event, ...]:
    return fault_events(CARE, answers, case, MONDAY + timedelta(days=days), NOON + timedelta(days=days, hours=hours))


def test_the_same_fault_on_the_same_day_is_one_event() -> None:
    (one,) = faults(answer("SR-40", "SR-43"), answer("SR-43", "SR-40"))
    assert faults(answer("SR-43", "SR-40", days=3), hours=5)[0].id == one.id
    assert (one.kind, one.case, one.local_date, one.at) == (FAULT, "me", MONDAY, NOON)


def test_another_day_another_rule_another_case_another_pack_is_another_event(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = {
        faults(answer("SR-40"))[0].id,
        faults(answer("SR-40"), days=1)[0].id,
        faults(answer("SR-40", "SR-43"))[0].id,
        faults(answer("SR-40"), case="baby")[0].id,
    }
    monkeypatch.setattr(CARE.knowledge, "hash", "0" * 64)
    assert len({*ids, faults(answer("SR-40"))[0].id}) == 5


def test_it_carries_rules_dates_pack_and_code_and_nothing_else() -> None:
    (event,) = faults(answer("SR-43", "SR-40", days=2))
    assert event.body == {
        "rules": [{"rule": rule, "dates": [stamp(0), stamp(1)]} for rule in ("SR-40", "SR-43")],
        "pack": {"version": CARE.knowledge.version, "hash": CARE.knowledge.hash},
        "code": CARE.code(),
        "milium": CARE.program,
    }
    assert len(CARE.code()) == 16
    assert "retinol" not in json.dumps(event.body)


def test_a_plan_that_passes_makes_no_event() -> None:
    assert faults(CARE.plan(plain_case())) == ()


def lives_with_faults(seed: int) -> tuple[list[Event], list[Event]]:
    """A log of fifty days, and the same log with faults strewn over it."""
    rng, log, strewn = random.Random(seed), list[Event](), list[Event]()
    told: list[tuple[str, dict[str, Any]]] = [
        ("answers", {"answers": dict(ANSWERS), "bump_sites": ["cheek_forehead_chin"]}),
        ("profile", {"set": dict(PROFILE)}),
        *(("product_added", {"item": item}) for item in plain_case()["shelf"]),
        ("started", {}),
    ]
    for day in range(50):
        at = NOON + timedelta(days=day)
        told += [("check_in", {"irritation": rng.randrange(3), "spf": "ok"})] if day % 7 == 0 else []
        told += [("tick", {"slot": "pm", "product": "glycolic"})] if rng.random() < 0.1 else []
        told += [("shown", {"plan": {"decision": "base", "weeks": 2, "days": []}})] if day % 10 == 5 else []
        for n, (kind, body) in enumerate(told):
            log.append(Event(uuid4(), "me", at + timedelta(seconds=n), MONDAY + timedelta(days=day), kind, body))
        told = []
        if rng.random() < 0.4:
            strewn += faults(answer(rng.choice(["SR-40", "plan.unmade"])), days=day, hours=rng.randrange(-3, 4))
    both = [*log, *strewn]
    rng.shuffle(both)
    return log, both


@pytest.mark.parametrize("seed", range(8))
def test_a_log_with_faults_folds_into_the_same_case_and_the_same_plan(seed: int) -> None:
    log, strewn = lives_with_faults(seed)
    assert len(strewn) > len(log)
    today = MONDAY + timedelta(days=50)
    assert case_data(strewn, today) == case_data(log, today)
    assert case_to_replay(strewn, today) == case_to_replay(log, today)
    assert shelf_items(strewn) == shelf_items(log)
    assert CARE.plan(case_data(strewn, today)) == CARE.plan(case_data(log, today))


def with_faults(case: dict[str, Any], seed: int) -> dict[str, Any]:
    """The case with entries of faults anywhere in its log."""
    rng, log = random.Random(seed), list(case["log"])
    first = MONDAY - timedelta(days=60)
    for n in range(5):
        (event,) = faults(answer("SR-40"))
        day = (first + timedelta(days=rng.randrange(61))).isoformat() if n else first.isoformat()
        log.insert(rng.randint(0, len(log)), {"kind": FAULT, "date": day, **event.body})
    return {**case, "log": log}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("case", [plain_case(), old_case(), {**old_case(), "started": None}])
def test_a_case_file_with_faults_gives_the_same_answers(case: dict[str, Any], seed: int) -> None:
    strewn = with_faults(case, seed)
    assert CARE.read(strewn).issues == CARE.read(case).issues
    assert CARE.plan(strewn) == CARE.plan(case)
    assert CARE.replay(strewn) == CARE.replay(case)
    day = CARE.read(case).case.today
    assert fingerprint(case_then(strewn, Moment(day))) == fingerprint(case_then(case, Moment(day)))


def test_what_is_wrong_in_the_entry_of_a_fault_is_said_and_stops_no_plan() -> None:
    case = plain_case(log=[{"kind": FAULT, "date": stamp(0), "pack": "old", "who": "me"}])
    assert {issue.where for issue in CARE.read(case).issues} >= {"log[0].pack", "log[0].who"}
    assert CARE.plan(case)["days"] == CARE.plan(plain_case())["days"]


def events_of(app: App) -> list[Event]:
    return [event for event in app.events if event.kind == FAULT]


def test_the_screens_keep_a_fault_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    app = acid_night()
    app.get("/tonight").get("/plan")
    assert events_of(app) == []
    sow(monkeypatch, "the planner makes an unsafe plan")
    before = len(app.events)
    app.get("/tonight").get("/plan").get("/tonight")
    (fault,) = events_of(app)
    assert len(app.events) == before + 1
    assert (fault.case, fault.local_date) == ("me", app.today)
    app.today += timedelta(days=1)
    app.get("/plan").get("/tonight")
    assert len(events_of(app)) == 2


def test_a_fault_is_kept_with_the_form_that_met_it(monkeypatch: pytest.MonkeyPatch) -> None:
    app = acid_night()
    sow(monkeypatch, "the planner stops")
    reply = app.send("POST", "/tonight/tick", {"choice": "all", "slot": "pm"})
    assert [event.kind for event in reply.events][-1] == FAULT
    assert "shown" in {event.kind for event in reply.events}


def test_only_why_meets_the_fault_and_it_is_kept_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    app = acid_night()
    app.post("/tonight/tick", choice="all", slot="pm")
    app.today += timedelta(days=1)
    assert app.get("/tonight").title == "Tonight: rest."
    assert "Why does Mandelic serum rest tonight?" in app.says
    monkeypatch.setattr(planning, "explain", stops)
    app.get("/tonight")
    assert [row["rule"] for row in events_of(app)[0].body["rules"]] == ["plan.unmade"]  # type: ignore[attr-defined]


def test_a_form_sent_twice_adds_nothing_though_a_fault_came_between(monkeypatch: pytest.MonkeyPatch) -> None:
    app = acid_night()
    form: dict[str, str | list[str]] = {"choice": "1", "once": str(uuid4())}
    app.post("/stings", form)
    sow(monkeypatch, "the planner makes an unsafe plan")
    app.get("/tonight")
    assert len(events_of(app)) == 1
    kept = {event.id for event in app.events}
    assert {event.id for event in app.send("POST", "/stings", form).events} <= kept


def test_the_screens_after_a_fault_are_the_ones_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    app = acid_night()
    before = {path: app.get(path).says for path in ("/tonight", "/plan", "/shelf")}
    with monkeypatch.context() as patch:
        sow(patch, "the planner makes an unsafe plan")
        app.get("/tonight").get("/plan")
    assert events_of(app)
    assert {path: app.get(path).says for path in ("/tonight", "/plan", "/shelf")} == before
