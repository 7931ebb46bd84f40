"""A copy that the app saved is a case for every command that reads one; whose it is, is asked and never guessed."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from milium.care.carry import written
from milium.care.journal import case_data
from milium.care.told import case_to_replay
from milium.cli import main
from milium.domain.events import PERSON, Event
from pages_app import planned

TODAY, WORDS = date(2026, 11, 30), ("--today", "2026-11-30")
LOG = list(planned().events)
HERS = [replace(event, id=type(event.id)(int=event.id.int ^ 1), case="p0123") for event in LOG]


def saved(folder: Path, events: Sequence[Event]) -> str:
    file = folder / "milium-2026-11-30.json"
    file.write_text("".join(written(events, datetime(2026, 11, 30, tzinfo=UTC))), encoding="utf-8")
    return str(file)


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main([*words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("command", ["identify", "plan", "suspects", "shelf", "progress", "replay"])
def test_a_saved_copy_is_answered_as_its_case(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = case_to_replay if command == "replay" else case_data
    case = tmp_path / "case.json"
    case.write_text(json.dumps(told(LOG, TODAY)), encoding="utf-8")
    today = () if command == "identify" else WORDS
    found = answer(capsys, command, saved(tmp_path, LOG), *today)
    assert found == answer(capsys, command, str(case), *today)


def test_the_calendar_and_an_audit_for_a_person_read_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    label, copy = tmp_path / "cream.txt", saved(tmp_path, LOG)
    label.write_text("Aqua, Lanolin, Retinol", encoding="utf-8")
    assert answer(capsys, "audit", str(label), "--person", copy)["verdict"] != "keep"
    assert main(["calendar", copy, "-o", "-", *WORDS]) == 0
    assert "BEGIN:VEVENT" in capsys.readouterr().out


def test_the_names_of_products_that_the_log_brought_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", saved(tmp_path, LOG), *WORDS]) == 0
    shown = capsys.readouterr().out
    added = [event.body["item"] for event in LOG if event.kind == "product_added"]
    assert any(str(dict(item)["name"]) in shown for item in added)  # type: ignore[call-overload]
    assert not any(str(dict(item)["id"]) in shown for item in added)  # type: ignore[call-overload]


def test_of_several_people_one_has_to_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = replace(HERS[0], id=type(HERS[0].id)(int=7), kind=PERSON, body={"name": "Noor", "colour": "plum"})
    copy = saved(tmp_path, [*LOG, named, *HERS[: len(HERS) // 2]])
    assert main(["plan", copy, *WORDS]) == 2
    assert 'Write --whose and one of "me", "Noor".' in capsys.readouterr().err
    assert main(["plan", copy, *WORDS, "--whose", "Bob"]) == 2
    assert '"Bob" is not one person of this copy.' in capsys.readouterr().err
    assert answer(capsys, "plan", copy, *WORDS, "--whose", "me")["id"] == "me"
    assert answer(capsys, "plan", copy, *WORDS, "--whose", "Noor")["id"] == "p0123"


def test_an_empty_or_broken_copy_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", saved(tmp_path, [])]) == 2
    assert "nothing was entered in this copy. Enter something" in capsys.readouterr().err
    copy = Path(saved(tmp_path, LOG[:2]))
    copy.write_text(copy.read_text(encoding="utf-8").replace(LOG[0].kind, "?!", 1), encoding="utf-8")
    assert main(["plan", str(copy)]) == 2
    assert "kind cannot be read" in capsys.readouterr().err
