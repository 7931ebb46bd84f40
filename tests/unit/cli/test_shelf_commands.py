"""The commands over the shelf and the own tables, as people and programs call them."""

import json
from pathlib import Path

import pytest

from milium.cli.main import main

ANA = str(Path(__file__).resolve().parents[3] / "example" / "ana.yaml")
CREAM = str(Path(__file__).resolve().parents[3] / "example" / "night-cream.txt")
GEL = str(Path(__file__).resolve().parents[3] / "example" / "cleanser.txt")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    out, err = capsys.readouterr()
    return code, out, err


def test_suspects_says_the_order_and_the_one_change(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "suspects", ANA)
    assert code == 0
    assert "No one can say for sure." in out
    assert "1. Night cream" in out
    assert "Count again on 8 June 2026." in out
    assert "Not yet reviewed by a clinician." in out


def test_the_shelf_and_one_more_on_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Missing: a light lotion or gel cream" in run(capsys, "shelf", ANA)[1]
    code, out, _ = run(capsys, "shelf", ANA, "--add", CREAM, "--name", "New one", "--where", "face", "--json")
    answer = json.loads(out)
    assert (code, answer["added"]["name"], answer["added"]["verdict"]) == (0, "New one", "swap")
    assert answer["facts"]


def test_a_row_of_shelf_may_carry_what_is_added(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = [{"id": 1, "shelf": []}, {"id": 2, "shelf": [], "add": {"text": "Aqua, Glycerin"}}, {"id": 3, "add": {}}]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    code, out, _ = run(capsys, "shelf", str(tmp_path / "rows.jsonl"), "--jsonl")
    answers = [json.loads(line) for line in out.splitlines()]
    assert (code, [a["id"] for a in answers]) == (0, [1, 2, 3])
    assert ["added" in a for a in answers] == [False, True, False]
    assert answers[2]["error"]["where"] == "text"


def test_two_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "compare", CREAM, GEL, "--person", ANA)
    assert code == 0
    assert "Cleanser leaves the lighter film." in out
    assert run(capsys, "compare", "-", "-")[0] == 2


def test_the_own_table_from_import_to_audit(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILIUM_DATA", str(tmp_path / "own"))
    dump = tmp_path / "dump.jsonl"
    dump.write_text(json.dumps({"code": "4006381333931", "product_name": "Cream", "ingredients_text": "Aqua, Lanolin"}))
    code, out, _ = run(capsys, "products", "import", str(dump))
    assert (code, "1 products kept now" in out) == (0, True)
    assert "Aqua, Lanolin" in run(capsys, "products", "find", "4006381333931")[1]
    answer = json.loads(run(capsys, "audit", "--gtin", "4006381333931", "--json")[1])
    assert (answer["found_in"], answer["verdict"]) == ("products", "swap")
    code, _, err = run(capsys, "audit", "--gtin", "4006381333932")
    assert (code, "does not fit" in err) == (2, True)
    assert run(capsys, "products", "find", "96385074")[0] == 2


def test_the_inventory_comes_in_by_its_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("INCI name;Function\nFUROZOLIC GLOSSATE;Solvent\n")
    code, out, _ = run(
        capsys, "inventory", "import", str(tmp_path / "x.csv"), "--data", str(tmp_path / "own"), "--json"
    )
    assert (code, json.loads(out)["names"]) == (0, 1)
    code, _, err = run(capsys, "inventory", "import", str(tmp_path / "none.csv"))
    assert (code, "Check its name." in err) == (2, True)
