"""No plan leaves milium without passing the gate of care/planning.py."""

import ast
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

import milium
from gate_paths import GATED, NOT_TRIED, SOURCE, TRIALS, acid_night, addresses, old_case, walked, write_files
from gate_seeds import SECRET, SEEDS, WITH_A_BASE_WEEK, WITHOUT, leaks, open_the_gate, sow, stops
from lives import ANSWERS, MONDAY, plain_case
from milium import wiring
from milium.care import planning
from milium.cli.main import main

Sown = Callable[[str], None]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the commands read; the evening with an acid is lived before any fault is sown."""
    made = tmp_path_factory.mktemp("gate")
    write_files(made)
    assert acid_night().get("/tonight").title == "Tonight: acid."
    return made


@pytest.fixture
def sown(monkeypatch: pytest.MonkeyPatch) -> Sown:
    """Put a fault of ours in its place."""
    return lambda seed: sow(monkeypatch, seed)


def _trees() -> dict[str, ast.Module]:
    files = sorted(SOURCE.rglob("*.py"))
    return {f.relative_to(SOURCE).as_posix(): ast.parse(f.read_text(encoding="utf-8")) for f in files}


def test_only_the_gate_reaches_the_planner() -> None:
    found = set()
    for name, tree in _trees().items():
        for node in ast.walk(tree):
            froms = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            plain = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if any(m.startswith("milium.engine.plan") for m in (*froms, *plain)):
                found.add(name)
    # The proof runs the parts of the planner and makes no plan for anybody.
    assert {n for n in found if not n.startswith(("engine/plan/", "proof/"))} == {"care/planning.py"}


def test_only_the_gate_says_that_a_plan_has_passed() -> None:
    makers = set()
    for name, tree in _trees().items():
        for part in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)):
            calls = [n.func for n in ast.walk(part) if isinstance(n, ast.Call)]
            if any(getattr(c, "id", getattr(c, "attr", "")) == "Passed" for c in calls):
                makers.add((name, part.name))
    assert makers == {("care/planning.py", "_gated")}


def test_every_path_out_is_tried_or_said_to_let_nothing_out() -> None:
    listed = {*TRIALS, *NOT_TRIED}
    assert walked() - listed == set(), "new: add a trial to tests/gate_paths.py, and to GATED if it shows steps"
    assert listed - walked() == set(), "gone: take it out of tests/gate_paths.py"
    assert not set(TRIALS) & set(NOT_TRIED)
    assert set(TRIALS) >= GATED


@pytest.mark.parametrize("path", TRIALS)
def test_what_a_path_lets_out_without_the_gate_is_what_it_is_listed_as(
    path: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_the_gate(monkeypatch)
    found = leaks(TRIALS[path](folder))
    assert bool(found) == (path in GATED), found or f"{path} shows no step: take it out of GATED"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("path", sorted(GATED))
def test_no_path_lets_an_unsafe_plan_out(path: str, seed: str, folder: Path, sown: Sown) -> None:
    sown(seed)
    said = TRIALS[path](folder)
    assert not leaks(said), f"{seed}: {leaks(said)}"
    assert said
    assert SECRET not in said


@pytest.mark.parametrize("seed", SEEDS)
def test_no_screen_breaks_whatever_stops(seed: str, folder: Path, sown: Sown) -> None:
    sown(seed)
    for _, method, path in addresses():
        reply = acid_night().send(method, path, {"choice": "all"} if method == "POST" else None)
        assert reply.status < 500, path
        assert SECRET not in reply.html


@pytest.mark.parametrize("seed", WITH_A_BASE_WEEK)
def test_the_base_week_is_given_instead(seed: str, folder: Path, sown: Sown) -> None:
    sown(seed)
    plan = milium.plan(plain_case())
    assert (plan["decision"], plan["holds"][0]["reason"]) == ("base", "gate")
    assert plan["fault"]
    assert plan["checked"]["rules"]
    evenings = {step["step"] for day in plan["days"] for step in day["pm"]}
    assert {"cleanse", "moisturise"} <= evenings <= {"cleanse", "moisturise", "rest"}
    assert any(step["product"] == "cream" for day in plan["days"] for step in day["pm"])
    tonight = acid_night().get("/tonight")
    assert "Your old routine stays" in tonight.says
    assert '<li class="step' in tonight.page
    assert "We stopped, to be safe." in acid_night().get("/plan").says


@pytest.mark.parametrize("seed", WITHOUT)
def test_without_a_base_week_no_product_is_named(seed: str, folder: Path, sown: Sown) -> None:
    sown(seed)
    plan = milium.plan(plain_case(), weeks=2)
    assert plan["holds"][0]["reason"] == "gate"
    assert plan["fault"]
    assert not [s for day in plan["days"] for slot in ("am", "pm") for s in day[slot] if s["product"]]
    assert [day["date"] for day in plan["days"]] == [(MONDAY + timedelta(days=n)).isoformat() for n in range(14)]
    assert "Your old routine stays" in acid_night().get("/tonight").says
    assert "We stopped, to be safe." in acid_night().get("/plan").says


def test_the_base_week_alone_may_fail_and_nobody_meets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = milium.plan(plain_case())
    monkeypatch.setattr(planning, "base_plan", stops)
    assert milium.plan(plain_case()) == before


@pytest.mark.parametrize("seed", ["the checker stops at everything", "everything stops"])
def test_what_nobody_has_checked_does_not_say_that_it_was(seed: str, sown: Sown) -> None:
    sown(seed)
    assert milium.plan(plain_case())["checked"] == {"rules": [], "violations": []}


@pytest.mark.parametrize("seed", WITHOUT)
def test_who_should_be_seen_first_is_still_sent_there(seed: str, sown: Sown) -> None:
    flagged = plain_case(answers={**ANSWERS, "flags": ["spreading_hot_redness"]})
    assert milium.plan(flagged)["decision"] == "refer"
    sown(seed)
    assert milium.plan(flagged)["decision"] == "refer"


@pytest.mark.parametrize("seed", [s for s, parts in SEEDS.items() if {"make_plan", "check", "explain"} & {*parts}])
def test_nothing_is_allowed_where_the_plan_does_not_pass(seed: str, sown: Sown) -> None:
    day = next(d["date"] for d in milium.plan(plain_case())["days"] if any(s["families"] for s in d["pm"]))
    asked = plain_case(), MONDAY.fromisoformat(day), "glycolic"
    assert milium.why(*asked)["planned"]
    sown(seed)
    answer = milium.why(*asked)
    assert (answer["allowed"], answer["planned"], answer["notes"]) == (False, False, [])
    assert [rule["reason"] for rule in answer["rules"]] == ["gate"]
    assert answer["fault"]


def test_a_checker_that_stops_never_says_that_a_plan_is_clean(
    folder: Path, tmp_path: Path, sown: Sown, capsys: pytest.CaptureFixture[str]
) -> None:
    good = milium.plan(plain_case())
    (tmp_path / "good.json").write_text(json.dumps(good), encoding="utf-8")
    assert milium.check(good, plain_case())["violations"] == []
    sown("the checker stops at everything")
    answer = milium.check(good, plain_case())
    assert [v["rule"] for v in answer["violations"]] == ["plan.unchecked"]
    assert answer["rules"] == []
    assert main(["check", str(tmp_path / "good.json"), str(folder / "case.yaml")]) == 1
    said = capsys.readouterr()
    assert "Do not take it as safe." in said.err
    assert SECRET not in said.out + said.err


def test_a_replay_says_that_a_plan_made_again_did_not_pass(sown: Sown) -> None:
    assert "fault" not in milium.replay(old_case())
    sown("the planner makes an unsafe plan")
    answer = milium.replay(old_case())
    assert {row["rule"] for row in answer["fault"]} >= {"SR-43"}
    assert len(answer["fault"]) == len({json.dumps(row) for row in answer["fault"]})


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (["plan", "case.yaml"], "milium plan"),
        (["plan", "case.yaml", "--json"], "milium plan"),
        (["plan", "--jsonl", "rows.jsonl"], "line 1"),
        (["why", "case.yaml", "--date", "2026-03-03", "--product", "glycolic"], "milium why"),
        (["replay", "old.yaml"], "milium replay"),
        (["demo", "--json"], "milium demo"),
    ],
)
def test_the_command_line_says_whose_fault_it_is_and_what_to_do(
    words: list[str], where: str, folder: Path, sown: Sown, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(folder / word) if "." in word else word for word in words]
    assert main(given) == 0
    assert "our fault" not in capsys.readouterr().err
    sown("the planner stops")
    assert main(given) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert f"{where}: Our plan did not pass our own safety rules (plan.unmade). That is our fault, not yours." in said
    assert "Keep to your simple routine" in said
    assert f"code {wiring.care().code()}" in said
    assert "Please report this" in said
    assert SECRET not in said


def test_a_person_at_the_terminal_is_not_told_that_water_is_enough(
    tmp_path: Path, sown: Sown, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(yaml.safe_dump(plain_case()), encoding="utf-8")
    sown("everything stops")
    main(["plan", str(case)])
    said = capsys.readouterr().out
    assert "Plain water is enough" not in said
    assert "We stopped, to be safe." in said


def test_what_stops_before_the_planner_is_said_and_no_plan_comes_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(planning, "assess", stops)
    assert main(["plan", str(folder / "case.yaml"), "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "That is our fault, not yours." in said.err
    assert SECRET not in said.err


def test_a_fault_in_the_answer_names_kind_and_place_and_no_words_of_the_error(sown: Sown) -> None:
    sown("the planner stops")
    row: dict[str, Any] = milium.plan(plain_case())["fault"][0]
    assert row["evidence"]["text"].startswith("The planner stopped: ZeroDivisionError in milium.care.planning line ")
