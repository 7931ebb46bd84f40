"""The hand-checked labels beside the repository, scored as the audit design says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from label_scores import shipped_names
from milium.domain.label import Ingredient
from milium.domain.name_facts import NameFacts
from milium.engine.audit.read import read_text


@pytest.fixture(scope="module")
def names() -> NameFacts:
    return shipped_names()


@pytest.fixture(scope="module")
def golden(shared: Path) -> list[dict[str, Any]]:
    path = shared / "data" / "audit" / "golden_dev.jsonl"
    if not path.is_file():
        pytest.skip(f"../shared is absent: no {path.name}")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def key(name: str) -> str:
    return re.sub(r"[\s-]+", " ", name.upper()).strip()


def fits(found: Ingredient, wanted: dict[str, Any]) -> bool:
    return key(found.name) in {key(n) for n in [wanted["name"], *wanted.get("accept", [])]}


def matched(found: tuple[Ingredient, ...], wanted: list[dict[str, Any]]) -> int:
    """Match greedily, one to one."""
    left = list(wanted)
    hits = 0
    for x in found:
        place = next((i for i, w in enumerate(left) if fits(x, w)), None)
        if place is not None:
            left.pop(place)
            hits += 1
    return hits


def test_names_of_hard_labels_are_found(golden: list[dict[str, Any]], names: NameFacts) -> None:
    hits = found = wanted = 0
    for label in golden:
        reading = read_text(label["raw_text"], names)
        hits += matched(reading.ingredients, label["expected"])
        found += len(reading.ingredients)
        wanted += len(label["expected"])
    assert 2 * hits / (found + wanted) >= 0.985


def test_whole_lists_come_in_order(golden: list[dict[str, Any]], names: NameFacts) -> None:
    exact = 0
    for label in golden:
        found, wanted = read_text(label["raw_text"], names).ingredients, label["expected"]
        exact += len(found) == len(wanted) and all(fits(x, w) for x, w in zip(found, wanted, strict=True))
    assert exact >= 24


def test_declared_shares_and_may_contain_are_exact(golden: list[dict[str, Any]], names: NameFacts) -> None:
    for label in golden:
        reading = read_text(label["raw_text"], names)
        assert reading.has_list == label["has_list"], label["id"]
        shares = [x.percent.declared for x in reading.ingredients if x.percent.declared is not None]
        assert shares == [w["percent"] for w in label["expected"] if w["percent"] is not None], label["id"]
        assert sum(x.may_contain for x in reading.ingredients) == sum(w["may_contain"] for w in label["expected"])
