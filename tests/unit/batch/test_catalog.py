"""What a catalogue run writes, from each kind of file, and what it does with rows that are none."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

import catalogs
import milium
from milium.batch.progress import told
from milium.batch.run import Order, audit_catalog
from milium.batch.tables import result_schema
from milium.batch.trouble import CatalogRefused

MAKERS = {"labels.csv": catalogs.as_csv, "labels.jsonl": catalogs.as_jsonl, "labels.parquet": catalogs.as_parquet}


def audited(file: Path, out: Path, **options: Any) -> dict[str, Any]:
    return audit_catalog(Order(file, out, **{"rows": 20, **options}))


def answered(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of the results in the words of an audit."""
    shares = ("declared", "low", "high")
    named = ("name", "may_contain", "start", "end", "how", "read_as")
    return {
        "has_list": row["has_list"],
        "ingredients": [{**{k: x[k] for k in named}, "percent": {k: x[k] for k in shares}} for x in row["ingredients"]],
        "actives": row["actives"],
        "families": row["families"],
        "roles": row["roles"],
        "verdict": row["verdict"],
        "findings": row["findings"],
        "facts": row["facts"],
        "unknown": row["unknown"],
    }


def audit_says(given: dict[str, Any]) -> dict[str, Any]:
    answer = milium.audit(given)
    return {**{k: answer[k] for k in answered_keys()}, "findings": [f["id"] for f in answer["findings"]]}


def answered_keys() -> tuple[str, ...]:
    return ("has_list", "ingredients", "actives", "families", "roles", "verdict", "facts", "unknown")


@pytest.mark.parametrize("name", MAKERS)
def test_every_kind_of_file_gives_the_answers_of_an_audit(name: str, tmp_path: Path) -> None:
    rows = catalogs.rows(50)
    summary = audited(MAKERS[name](tmp_path / name, rows), tmp_path / "out")
    found = catalogs.results(tmp_path / "out")
    assert [row["id"] for row in found] == [row["id"] for row in rows]
    assert [answered(row) for row in found] == [audit_says({"text": r["text"], "name": r["name"]}) for r in rows]
    assert (summary["rows"], summary["parts"], summary["rejected"]) == (50, 3, 0)


def test_what_a_row_says_of_its_product_is_used(tmp_path: Path) -> None:
    rows = [
        {"text": "Aqua, Glycolic Acid, Glycerin", "use": "leave_on", "where": "face", "strength_pct": "7", "ph": "3,8"},
        {"text": "Aqua, Glycolic Acid, Glycerin", "use": "rinse_off", "where": "", "strength_pct": "", "ph": ""},
        {"text": "Aqua, Glycolic Acid, Glycerin", "use": "on", "where": "", "strength_pct": "", "ph": ""},
    ]
    audited(catalogs.as_csv(tmp_path / "labels.csv", rows), tmp_path / "out")
    found = catalogs.results(tmp_path / "out")
    assert [answered(r) for r in found] == [audit_says({k: v for k, v in row.items() if v}) for row in rows]
    assert found[0]["actives"][0]["strength_pct"] == 7
    assert "use" in found[2]["issues"][0]


def test_the_columns_are_those_of_the_documented_schema(tmp_path: Path) -> None:
    import polars

    audited(catalogs.as_csv(tmp_path / "labels.csv", catalogs.rows(3)), tmp_path / "out")
    table = polars.read_parquet(tmp_path / "out" / "parts" / "part-000000.parquet")
    assert dict(table.schema) == result_schema()
    docs = (Path(__file__).resolve().parents[3] / "docs" / "catalog.md").read_text(encoding="utf-8")
    assert [name for name in result_schema() if f"| `{name}` |" not in docs] == []


@pytest.mark.parametrize("workers", [1, 3])
def test_the_number_of_workers_changes_no_byte(workers: int, tmp_path: Path) -> None:
    file = catalogs.as_csv(tmp_path / "labels.csv", catalogs.rows(90))
    audited(file, tmp_path / "two", workers=2)
    audited(file, tmp_path / "other", workers=workers)
    assert catalogs.contents(tmp_path / "two") == catalogs.contents(tmp_path / "other")


def test_a_finished_run_is_not_done_again_but_a_changed_block_is(tmp_path: Path) -> None:
    rows = catalogs.rows(60)
    file = catalogs.as_jsonl(tmp_path / "labels.jsonl", rows)
    audited(file, tmp_path / "out")
    assert audited(file, tmp_path / "out")["new_rows"] == 0
    rows[25]["text"] = "Aqua, Lanolin"
    catalogs.as_jsonl(file, rows)
    assert audited(file, tmp_path / "out")["new_rows"] == 20
    assert catalogs.results(tmp_path / "out")[25]["names"] == 2
    catalogs.as_jsonl(file, rows[:30])
    assert audited(file, tmp_path / "out")["rows"] == 30
    assert len(catalogs.results(tmp_path / "out")) == 30


def test_a_lost_part_is_made_again(tmp_path: Path) -> None:
    file = catalogs.as_csv(tmp_path / "labels.csv", catalogs.rows(60))
    audited(file, tmp_path / "out")
    before = catalogs.contents(tmp_path / "out")
    (tmp_path / "out" / "parts" / "part-000001.parquet").unlink()
    assert audited(file, tmp_path / "out")["new_rows"] == 20
    assert catalogs.contents(tmp_path / "out") == before


def test_bad_rows_of_a_csv_are_rejected_with_line_and_reason_and_none_is_lost(tmp_path: Path) -> None:
    lines = [
        b"id,text",
        b'1,"Aqua, Glycerin"',
        b'2,"Aqua,\nGlycerin"',  # a wrapped label is one row of two lines
        b"3,Aqua, Glycerin",  # no quotes round it
        b'4,"Aqua, Glycerin',  # never closed
        b"5,Lanolin",
        b"6,",
        b"7,Huile v\xe9g\xe9tale",
        b"8,<!doctype html><html><body>Aqua</body></html>",
        b"9," + b"Aqua " * 20_000,
        "10,Huile végétale".encode(),
    ]
    file = tmp_path / "labels.csv"
    file.write_bytes(b"\n".join(lines) + b"\n")
    summary = audited(file, tmp_path / "out")
    assert [row["id"] for row in catalogs.results(tmp_path / "out")] == ["1", "2", "5", "10"]
    assert [row["line"] for row in catalogs.results(tmp_path / "out")] == [2, 3, 7, 12]
    found = catalogs.rejects(tmp_path / "out")
    assert [(r["row"], r["line"]) for r in found] == [(3, 5), (4, 6), (6, 8), (7, 9), (8, 10), (9, 11)]
    for reject, words in zip(
        found,
        ["3 fields", "never closed", "label is empty", "0xE9", "whole web page", "100,000 characters"],
        strict=True,
    ):
        assert words in reject["problem"]
        assert reject["fix"]
        assert reject["file"] == "labels.csv"
    assert (summary["rows"], summary["rejected"]) == (10, 6)
    assert found[0]["raw"] == "3,Aqua, Glycerin"


def test_a_reject_names_the_byte_that_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_bytes(b"id,name,text\n1,Cr\xe8me,Aqua\n")
    audited(file, tmp_path / "out")
    assert catalogs.rejects(tmp_path / "out")[0]["problem"] == "byte 0xE8 is not UTF-8 text."


def test_an_encoding_can_be_said(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_bytes("id;text\n1;Huile végétale de noyaux d’abricot\n".encode("cp1252"))
    assert audited(file, tmp_path / "out", encoding="cp1252")["rejected"] == 0


def test_utf16_with_its_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_bytes("id,text\n1,Huile végétale\n2,Lanolin\n".encode("utf-16"))
    assert audited(file, tmp_path / "out")["audited"] == 2


def test_bad_lines_of_json_are_rejected_and_the_others_audited(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    good = json.dumps({"id": 1, "text": "Aqua, Lanolin"})
    bad = ["{", "[1]", json.dumps({"id": 2}), json.dumps({"text": 5}), "", json.dumps({"text": "<html>Aqua</html>"})]
    file.write_bytes("\n".join([good, *bad, good]).encode() + b"\n\xff\n")
    audited(file, tmp_path / "out")
    assert [r["line"] for r in catalogs.results(tmp_path / "out")] == [1, 8]
    assert [r["line"] for r in catalogs.rejects(tmp_path / "out")] == [2, 3, 4, 5, 7, 9]


def test_a_packed_file_is_read_as_it_streams(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv.gz"
    file.write_bytes(gzip.compress(catalogs.as_csv(tmp_path / "labels.csv", catalogs.rows(30)).read_bytes()))
    assert audited(file, tmp_path / "out")["audited"] == 30


def test_columns_are_found_by_their_usual_names_or_said(tmp_path: Path) -> None:
    given = [{"SKU": "a", "Zutaten": "Aqua, Lanolin"}]
    file = catalogs.as_csv(tmp_path / "labels.csv", given)
    with pytest.raises(CatalogRefused, match=r"no column holds the text of labels.*SKU, Zutaten"):
        audited(file, tmp_path / "out")
    with pytest.raises(CatalogRefused, match='no column "inci" for text'):
        audited(file, tmp_path / "out", columns={"text": "inci"})
    audited(file, tmp_path / "out", columns={"text": "Zutaten"})
    assert catalogs.results(tmp_path / "out")[0]["id"] == "a"


def test_an_empty_catalogue_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text("id,text\n", encoding="utf-8")
    assert audited(file, tmp_path / "out")["rows"] == 0


def test_progress_tells_rate_and_time_left() -> None:
    assert told(1_000, 500, 0.25, 2.0).endswith("25 %  1,000 rows  250 rows/s  0:12 left")
    assert told(1_000, 0, None, 2.0) == "1,000 rows  0 rows/s"
