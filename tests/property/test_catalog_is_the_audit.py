"""One reader: a catalogue and an audit of each of its labels give equal answers."""

import csv
import gzip
import io
from pathlib import Path
from typing import Any

import pytest

import catalogs
import milium
from milium.batch.run import Order, audit_catalog

_SHARES = ("declared", "low", "high")
_NAMED = ("name", "may_contain", "start", "end", "how", "read_as")
_SAME = ("has_list", "actives", "families", "roles", "verdict", "facts", "unknown")


@pytest.mark.slow
def test_catalogue_and_audit_give_equal_answers_over_labels_dev(shared: Path, tmp_path: Path) -> None:
    file = shared / "data" / "audit" / "labels_dev.csv.gz"
    audit_catalog(Order(file, tmp_path / "out", rows=400))
    csv.field_size_limit(10**9)
    with gzip.open(file) as packed:
        given = list(csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8")))
    found = catalogs.results(tmp_path / "out")
    assert len(found) == len(given)
    for row, label in zip(found, given, strict=True):
        compared(row, milium.audit({"text": label["ingredients_raw"], "name": label["name"]}))


def compared(row: dict[str, Any], answer: dict[str, Any]) -> None:
    assert {k: row[k] for k in _SAME} == {k: answer[k] for k in _SAME}, row["id"]
    assert row["findings"] == [f["id"] for f in answer["findings"]], row["id"]
    assert [{**{k: x[k] for k in _NAMED}, "percent": {k: x[k] for k in _SHARES}} for x in row["ingredients"]] == answer[
        "ingredients"
    ], row["id"]
