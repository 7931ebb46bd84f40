"""Bad input through the real command: an error or a hold with where and fix, never a traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ANA = ROOT / "example" / "ana.yaml"
NAMES_500 = "Ingredients: " + ", ".join(f"Extract Number {i}" for i in range(500))


def milium(*words: str, given: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the real command; no bad input may ever end in a traceback or in silence."""
    done = subprocess.run(
        [sys.executable, "-m", "milium", *words],
        input=given,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **env},
        timeout=60,
    )
    assert b"Traceback" not in done.stderr + done.stdout
    assert done.returncode in (0, 1, 2)
    assert done.stdout or done.stderr
    return done


def refused(done: subprocess.CompletedProcess[bytes], *says: str) -> None:
    assert done.returncode == 2, done.stdout
    assert not done.stdout
    text = done.stderr.decode()
    assert "our fault" not in text
    for part in says:
        assert part in text, text


def answer(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def plan(case: Mapping[str, Any] | str, *words: str) -> dict[str, Any]:
    text = case if isinstance(case, str) else json.dumps(case)
    return answer(milium("plan", "-", "--weeks", "2", "--json", *words, given=text.encode()))


def ana(**changes: Any) -> dict[str, Any]:
    from milium.adapters.packfiles import read_yaml

    return {**read_yaml(ANA.read_text(encoding="utf-8")), **changes}


def has_active(found: Mapping[str, Any]) -> bool:
    return any(step["families"] for day in found["days"] for slot in ("am", "pm") for step in day[slot])


# -- files that cannot be read --------------------------------------------------------------------


@pytest.mark.parametrize("command", [["audit"], ["identify"], ["plan"]])
def test_a_missing_file_and_a_folder_are_refused(command: list[str], tmp_path: Path) -> None:
    refused(milium(*command, str(tmp_path / "nothing")), "no such file", "Check its name")
    refused(milium(*command, str(tmp_path)), "is a folder")


def test_a_file_we_may_not_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text("Aqua", encoding="utf-8")
    file.chmod(0)
    if os.access(file, os.R_OK):  # root reads everything; a broken link is as unreadable
        file = tmp_path / "link.txt"
        file.symlink_to(tmp_path / "gone")
    done = milium("audit", str(file))
    assert done.returncode == 2
    assert str(file) in done.stderr.decode()


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(range(256)), b"Aqua\x00Glycerin"])
def test_binary_is_refused(raw: bytes) -> None:
    refused(milium("audit", given=raw), "standard input")
    refused(milium("plan", given=raw), "standard input")


def test_ten_megabytes_are_refused_quickly(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    file.write_bytes(b"Aqua, Glycerin, " * 650_000)
    refused(milium("audit", str(file)), "big.txt", "more than 4 MB")
    refused(milium("plan", str(file)), "big.txt", "more than 4 MB")


def test_a_wrong_encoding_says_where(tmp_path: Path) -> None:
    file = tmp_path / "creme.txt"
    file.write_bytes("Ingrédients:\nAqua, Crème".encode("latin-1"))
    refused(milium("audit", str(file)), "creme.txt line 1", "UTF-8")


def test_utf_8_is_read_and_written_whatever_the_locale() -> None:
    text = "Ingredients: Aqua, \u05de\u05d9\u05dd, Glycerin"
    for locale in ("C", "POSIX", "de_DE.ISO-8859-1"):
        done = milium("audit", "--json", given=text.encode(), LC_ALL=locale, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
        assert answer(done)["unknown"] == ["\u05de\u05d9\u05dd"]


# -- labels -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "   \n\n", "🙂🧴✨", "hello, how are you?", "\ufeff"])
def test_no_ingredient_list_is_an_answer(text: str) -> None:
    found = answer(milium("audit", "--json", given=text.encode()))
    assert found["has_list"] is False
    assert found["ingredients"] == []
    assert found["verdict"] == "ask"


def test_emoji_and_right_to_left_words_stay_as_they_were_printed() -> None:
    text = "Ingredients: Aqua 💧, Glycerin, \u05de\u05d9\u05dd\u200f, \u0627\u0644\u0645\u0627\u0621, Lanolin"
    found = answer(milium("audit", "--json", given=text.encode()))
    names = [row["name"] for row in found["ingredients"]]
    assert {"AQUA", "GLYCERIN", "LANOLIN"} <= set(names)
    for row in found["ingredients"]:
        assert 0 <= row["start"] < row["end"] <= len(text)


def test_a_label_of_500_names_is_read_whole() -> None:
    found = answer(milium("audit", "--json", given=NAMES_500.encode()))
    assert len(found["ingredients"]) == 500


def test_a_strength_that_is_no_number_is_said_and_not_guessed() -> None:
    row = {"id": 1, "text": "Aqua, Glycolic Acid, Glycerin", "strength_pct": {"GLYCOLIC ACID": "10 %%"}}
    found = json.loads(milium("audit", "--jsonl", given=json.dumps(row).encode()).stdout)
    said = found.get("issues") or [found["error"]]
    assert any("10 %%" in issue["problem"] and issue["where"] and issue["fix"] for issue in said)
    assert found.get("verdict") in {None, "ask", "stop"}


# -- cases ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b", "[1, 2]", "null"])
def test_what_is_no_case_is_refused(text: str) -> None:
    refused(milium("plan", given=text.encode()), "standard input", "expected keys and values")
    refused(milium("identify", given=text.encode()), "expected keys and values")


@pytest.mark.parametrize(
    ("text", "where"), [('{"id": 1,', "standard input"), ("a: [1\nb: 2", "line 2"), ("a: 'x", "line 1")]
)
def test_broken_json_and_yaml_say_where(text: str, where: str) -> None:
    refused(milium("plan", given=text.encode()), where, "this is not")


def test_a_typo_in_a_key_names_the_nearest_one_and_stops_strong_products() -> None:
    case = ana()
    case["profile"]["pregnansy"] = case["profile"].pop("pregnancy")
    found = plan(case)
    assert any("pregnansy" in issue["where"] and "pregnancy" in issue["fix"] for issue in found["issues"])
    assert not has_active(found)


def test_an_impossible_date_is_said() -> None:
    done = milium("plan", "--json", given=json.dumps(ana(today="2026-02-30")).encode())
    assert b"2026-02-30" in done.stdout + done.stderr
    found = plan(ana(log=[{"kind": "check_in", "date": "2026-02-30", "irritation": 3}]))
    assert any("2026-02-30" in issue["problem"] for issue in found["issues"])
    refused(milium("plan", str(ANA), "--today", "2026-02-30"), "--today", "2026-03-16")


def test_a_shelf_strength_that_is_no_number_is_said_and_its_product_waits() -> None:
    case = ana()
    serum = next(row for row in case["shelf"] if row["id"] == "serum")
    serum["strength_pct"] = {"MANDELIC ACID": "10 %%"}
    found = plan(case)
    assert any("10 %%" in issue["problem"] for issue in found["issues"])
    assert not has_active(found)


def retinoid(ident: str, name: str, pct: float, **more: Any) -> dict[str, Any]:
    row = {"id": ident, "name": ident, "use": "leave_on", "where": "face", "label": f"Aqua, Squalane, {name}, Glycerin"}
    return {**row, "strength_pct": {name.upper(): pct}, **more}


def test_two_retinoids_never_share_a_night_and_one_is_held() -> None:
    case = ana()
    case["shelf"] += [retinoid("night", "Retinol", 0.2), retinoid("other", "Retinal", 0.05)]
    found = plan(case)
    for day in found["days"]:
        used = {step["product"] for slot in ("am", "pm") for step in day[slot] if "retinoid" in step["families"]}
        assert len(used) <= 1
    assert any({"night", "other"} & set(hold["products"]) for hold in found["holds"])


def test_a_pregnant_person_with_tretinoin_gets_a_hold_and_no_retinoid() -> None:
    case = ana()
    case["profile"]["pregnancy"] = "yes"
    case["shelf"].append(retinoid("rx", "Tretinoin", 0.025, prescribed={"evenings_per_week": 7}))
    found = plan(case)
    assert not any("retinoid" in s["families"] for d in found["days"] for slot in ("am", "pm") for s in d[slot])
    held = [hold for hold in found["holds"] if "rx" in hold["products"]]
    assert held
    assert all(hold["next_step"] and hold["says"] for hold in held)


def test_check_finds_fault_with_a_foreign_plan_and_refuses_what_is_no_plan(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(
        '{"days": [{"date": "2026-03-16", "am": [], "pm": [{"step": "zap", "product": "laser"}]}]}', "utf-8"
    )
    done = milium("check", str(file), str(ANA), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["violations"]
    file.write_text('{"weeks": 2}', "utf-8")
    refused(milium("check", str(file), str(ANA)), "days")


def test_our_own_plan_passes_the_check(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(milium("plan", str(ANA), "--json").stdout)
    done = milium("check", str(file), str(ANA), "--json")
    assert json.loads(done.stdout)["violations"] == []
    assert done.returncode == 0


def test_why_refuses_a_product_that_is_not_there_and_a_day_outside_the_plan() -> None:
    refused(milium("why", str(ANA), "--date", "2026-03-18", "--product", "laser"), "laser", "cleanser")
    refused(milium("why", str(ANA), "--date", "2031-01-01", "--product", "serum"), "2031-01-01")


# -- many rows ----------------------------------------------------------------------------------------


def test_a_stream_answers_every_line_in_order_and_goes_on_after_bad_ones() -> None:
    rows = [
        b'{"id": "a", "text": "Aqua, Glycerin"}',
        b"",
        b"oops",
        b'{"id": "b"}',
        b'{"id": "c", "text": 5}',
        b'{"id": "d", "text": ""}',
    ]
    done = milium("audit", "--jsonl", given=b"\xef\xbb\xbf" + b"\r\n".join(rows))
    assert done.returncode == 0
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in found] == ["a", None, "b", "c", "d"]
    assert [row.get("line") for row in found] == [None, 3, 4, 5, None]
    assert "verdict" in found[0]
    assert found[4]["has_list"] is False


def test_a_stream_answers_before_it_ends() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "milium", "identify", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b'{"id": 1, "answers": {}}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_a_stream_of_nothing_is_refused() -> None:
    refused_in_part = milium("plan", "--jsonl", given=b"\n\n")
    refused(refused_in_part, "no line")
    done = milium("plan", "--jsonl", given=b"oops\n")
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "bad_syntax"


def test_a_reader_that_leaves_early_is_no_error() -> None:
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m milium plan example/ana.yaml --weeks 16 --json | head -c 10'],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.stdout
    said = [line for line in done.stderr.splitlines() if b"compiled packs" not in line]
    assert not said
