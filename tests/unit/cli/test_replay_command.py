"""`milium replay` answers with 0 whatever it finds, in words or as JSON, from a file or standard input."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from milium import __version__
from milium.cli import main

YEAR = Path(__file__).resolve().parents[2] / "golden" / "replay" / "flare.json"


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["replay", *words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_year_is_replayed_up_to_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, str(YEAR), "--today", "2026-03-30")
    assert [week["week"] for week in found["weeks"]] == [1, 2, 3, 4, 5]  # the plan of the day itself was shown too
    assert found["id"] == "flare"
    assert found["pack"]["hash"] not in {p["pack"] for week in found["weeks"] for p in week["plans"]}


def test_a_fault_of_ours_is_said_in_words_and_the_exit_code_stays_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = json.loads(YEAR.read_text(encoding="utf-8"))
    found = answer(capsys, str(YEAR), "--today", "2026-03-09")
    shown = next(e for e in case["log"] if e["kind"] == "shown")
    shown["plan"].update(decision="watch", pack={"hash": found["pack"]["hash"]}, milium=__version__)
    changed = tmp_path / "case.json"
    changed.write_text(json.dumps(case), encoding="utf-8")
    assert main(["replay", str(changed), "--today", "2026-03-08"]) == 0
    assert "this is our fault" in capsys.readouterr().out
    assert answer(capsys, str(changed), "--today", "2026-03-08")["faults"] == ["2026-03-02"]


def test_the_case_may_come_from_standard_input() -> None:
    words = [sys.executable, "-m", "milium", "replay", "-", "--json"]
    given = "id: x\nstarted: 2026-03-02\ntoday: 2026-03-10\n"
    done = subprocess.run(words, input=given, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["counts"] == {"same": 0, "differs": 0, "derived": 2}


def test_a_case_without_a_past_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "case.yaml"
    case.write_text('today: "2026-03-02"\n', encoding="utf-8")
    assert main(["replay", str(case)]) == 0
    assert "nothing to replay" in capsys.readouterr().out
