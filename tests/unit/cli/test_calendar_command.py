"""`milium calendar`: a file for one's own calendar, written anew and brought up to date."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from milium.cli.main import main

ANA = str(Path(__file__).resolve().parents[3] / "example" / "ana.yaml")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    out, err = capsys.readouterr()
    return code, out, err


def versions(path: Path) -> dict[str, tuple[str, str]]:
    """Return SEQUENCE and STATUS by UID."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"UID:(\S+)\n.*?SEQUENCE:(\d+)\n.*?STATUS:(\w+)\n.*?END:VEVENT", text, flags=re.DOTALL)
    return {uid: (version, status) for uid, version, status in found}


def test_the_whole_file(capsys: pytest.CaptureFixture[str], golden: Callable[[str, str], None]) -> None:
    code, out, _ = run(capsys, "calendar", ANA, "--steps", "--at", "21:30", "-o", "-")
    assert code == 0
    golden("cli/calendar.ics.txt", re.sub(r"DTSTAMP:\w+", "DTSTAMP:(now)", out.replace("\r\n", "\n")))


def test_the_file_is_written_and_said_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "evenings.ics"
    code, out, err = run(capsys, "calendar", ANA, "-o", str(file))
    assert (code, err) == (0, "")
    assert out == f"{file}: evenings 14, check-ins 0, counts 1, reviews 0, own dates 0, no longer planned 0.\n"
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert [path.name for path in tmp_path.iterdir()] == ["evenings.ics"], "no half file is left"


def test_json_is_the_exact_answer_and_the_file_is_written_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "evenings.ics"
    answer = json.loads(run(capsys, "calendar", ANA, "-o", str(file), "--json")[1])
    assert len(answer["reminders"]) == len(versions(file)) == 15
    assert {"facts", "pack", "issues"} <= set(answer)


def test_a_file_written_before_is_brought_up_to_date(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "evenings.ics"
    run(capsys, "calendar", ANA, "-o", str(file))
    first = versions(file)
    run(capsys, "calendar", ANA, "-o", str(file))
    assert versions(file) == first, "nothing changed, so nothing is newer"
    run(capsys, "calendar", ANA, "-o", str(file), "--at", "22:00")
    assert versions(file) == dict.fromkeys(first, ("1", "CONFIRMED"))
    case = tmp_path / "ana.yaml"
    text = Path(ANA).read_text(encoding="utf-8")
    assert "choose: plan" in text
    case.write_text(text.replace("choose: plan", "choose: watch"), encoding="utf-8")
    run(capsys, "calendar", str(case), "-o", str(file), "--at", "22:00")
    evenings = {uid: one for uid, one in versions(file).items() if uid.startswith("pm-")}
    assert evenings == {uid: ("2", "CANCELLED") for uid in first if uid.startswith("pm-")}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("calendar", ANA), "--out is missing"),
        (("calendar", ANA, "-o", "-", "--at", "03:00"), '"03:00" is no time of the evening'),
        (("calendar", ANA, "-o", "/no/such/folder/x.ics"), "cannot be written"),
        (("calendar", "-o", "x.ics"), "CASE is missing"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert told in err


def test_another_programs_file_is_never_replaced(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    for text in ("my notes\n", "BEGIN:VCALENDAR\r\nPRODID:other\r\nEND:VCALENDAR\r\n", ""):
        file.write_text(text, encoding="utf-8", newline="")
        code, _, err = run(capsys, "calendar", ANA, "-o", str(file))
        assert code == 2
        assert "is no calendar of milium, so it was not replaced." in err
        assert file.read_bytes() == text.encode()
