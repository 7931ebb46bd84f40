"""--jsonl: one line out per line in."""

import contextlib
import io
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milium.cli.data import dumps, parse_json
from milium.cli.rows import answer_rows
from milium.errors import BadInput


def echo(row: Mapping[str, Any]) -> Mapping[str, Any]:
    if "bad" in row:
        raise BadInput("it is bad.", where="row", fix="Make it good.")
    if "bug" in row:
        raise KeyError("allergies: secret")
    return {"id": "care's own", "got": sorted(row)}


def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], raw: bytes) -> tuple[int, list[dict[str, Any]]]:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(raw)
    answered = answer_rows(str(file), echo)
    return answered, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_bad_line_is_answered_in_its_place_and_the_run_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = b'\xef\xbb\xbf{"id": 1}\n\n   \nnot json\n[1]\n{"id": "c", "bad": 1}\n{"id": null}\n'
    raw += b'Cr\xe8me\n{"id": 9, "a": NaN}\n'
    answered, rows = run(tmp_path, capsys, raw)
    assert answered == 2
    assert [row.get("line") for row in rows] == [None, 4, 5, 6, None, 8, 9]
    assert [row["id"] for row in rows] == [1, None, None, "c", None, None, None]
    codes = [row["error"]["code"] if "error" in row else None for row in rows]
    assert codes == [None, "bad_syntax", "bad_syntax", "bad_input", None, "unreadable", "bad_syntax"]
    assert all(set(row["error"]) == {"code", "problem", "where", "fix"} for row in rows if "error" in row)


def test_our_own_bug_in_one_row_is_said_without_the_persons_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, rows = run(tmp_path, capsys, b'{"id": 5, "bug": 1}\n{"id": 6}\n')
    assert rows[0]["id"] == 5
    assert rows[0]["error"]["code"] == "our_fault"
    assert "KeyError" in rows[0]["error"]["problem"]
    assert "secret" not in json.dumps(rows[0])
    assert rows[1]["got"] == ["id"]


OBJECTS = st.dictionaries(st.text(max_size=3), st.integers()).map(lambda row: json.dumps(row).encode())


@given(st.lists(st.binary(max_size=40) | OBJECTS, max_size=8))
def test_there_are_as_many_lines_out_as_lines_in_that_are_not_empty(rows: list[bytes]) -> None:
    raw = b"\n".join(row.replace(b"\n", b" ") for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "rows.jsonl")
        file.write_bytes(raw)
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            answer_rows(str(file), echo)
    given_lines = [line for line in raw.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip()]
    assert len(out.getvalue().split("\n")) - 1 == len(given_lines)


@pytest.mark.parametrize("text", ['{"a": 1e999}', '{"a": ' + "9" * 5000 + "}", "[" * 100_000, '{"a": Infinity}'])
def test_json_that_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_json(text, "x")


def test_half_a_surrogate_does_not_break_the_answer() -> None:
    assert json.loads(dumps({"a": "\ud800"}).encode("utf-8", "backslashreplace")) == {"a": "\ud800"}
