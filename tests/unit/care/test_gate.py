"""No plan leaves milium without passing the gate of care/planning.py."""

import ast
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

import milium
import pages_app
from lives import plain_case
from milium.care import planning
from milium.cli.main import main
from milium.cli.usage import COMMANDS
from milium.domain.plan import Plan, Step
from milium.engine.plan import make_plan
from milium.pages.door import PAGES

SOURCE = Path(milium.__file__).parent
# Every command: a new one fails here until somebody says whether it shows steps, and tests its gate if it does.
GATED = {"plan", "demo", "replay", "serve", "shelf"}
SHOWS_NO_STEPS = {
    "identify",
    "audit",
    "why",
    "check",
    "progress",
    "prove",
    "packs",
    "suspects",
    "compare",
    "products",
    "inventory",
}


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


def test_every_command_is_known_to_show_steps_through_the_gate_or_none() -> None:
    assert {c.name.split()[0] for c in COMMANDS if not c.hidden} - {"help", "version"} == GATED | SHOWS_NO_STEPS


@pytest.fixture
def broken_planner(monkeypatch: pytest.MonkeyPatch) -> None:
    def bad(*args: Any, **more: Any) -> Plan:
        plan = make_plan(*args, **more)
        actives = [p for p in args[1].values() if p.families]
        pm = tuple(Step("exfoliate", p.item.id, tuple(p.families), ("face",)) for p in actives)
        return replace(plan, decision="regimen", days=tuple(replace(d, pm=pm) for d in plan.days))

    monkeypatch.setattr(planning, "make_plan", bad)


def _nothing_came_out(plan: dict[str, Any]) -> None:
    assert plan["decision"] == "base"
    assert plan["holds"][0]["reason"] == "gate"
    assert plan["fault"]
    assert not [s for d in plan["days"] for slot in ("am", "pm") for s in d[slot] if s["families"]]


@pytest.mark.usefixtures("broken_planner")
def test_the_library_lets_no_bad_plan_out() -> None:
    _nothing_came_out(milium.plan(plain_case()))


@pytest.mark.usefixtures("broken_planner")
def test_the_command_line_lets_no_bad_plan_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(yaml.safe_dump(plain_case()), encoding="utf-8")
    main(["plan", str(case), "--json"])
    _nothing_came_out(json.loads(capsys.readouterr().out))
    rows = tmp_path / "cases.jsonl"
    rows.write_text(json.dumps(plain_case()) + "\n", encoding="utf-8")
    main(["plan", "--jsonl", str(rows)])
    _nothing_came_out(json.loads(capsys.readouterr().out.splitlines()[0]))
    assert main(["plan", str(case)]) in {0, 1}
    assert "We stopped, to be safe." in " ".join(capsys.readouterr().out.split())


@pytest.mark.usefixtures("broken_planner")
def test_the_worked_example_lets_no_bad_plan_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--json"]) == 0
    _nothing_came_out(json.loads(capsys.readouterr().out)["plan"])


def test_the_screens_let_no_bad_plan_out(request: pytest.FixtureRequest) -> None:
    app = pages_app.acid_night()
    assert app.title == "Tonight: acid."
    request.getfixturevalue("broken_planner")
    for path in (path for path, (_, methods) in PAGES.items() if "GET" in methods):
        assert app.get(path).status < 500, path
        assert "Tonight: acid." not in app.says, path
    assert "We stopped, to be safe." in app.get("/plan").says
    assert app.get("/tonight").title != "Tonight: acid."
