"""Real labels judged for real sorts of people: no crash, whole sentences, no nonsense in bulk."""

import csv
import gzip
import io
from collections import Counter
from pathlib import Path

import pytest

from labels import safety, somebody
from milium.adapters.packfiles import load_knowledge
from milium.domain.label import Product, ShelfItem
from milium.domain.verdict import Verdict
from milium.engine.audit import class_product, judge, read_label

EVERY = 10  # one label in ten: the whole file belongs to the bench


@pytest.fixture(scope="module")
def products(shared: Path) -> list[Product]:
    facts = load_knowledge().audit
    path = shared / "data" / "audit" / "labels_dev.csv.gz"
    with gzip.open(path) as packed:
        rows = list(csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8")))[::EVERY]
    return [
        class_product(
            ShelfItem(row["id"], name=row["name"], label=row["ingredients_raw"]),
            read_label(row["ingredients_raw"], facts),
            facts.judging,
            safety(),
        )
        for row in rows
    ]


def verdicts(products: list[Product], **person: object) -> list[Verdict]:
    return [judge(p, somebody(**person), load_knowledge().audit.judging, safety()) for p in products]  # type: ignore[arg-type]


def test_every_sentence_is_whole_and_every_span_lies_in_the_label(products: list[Product]) -> None:
    for one, verdict in zip(products, verdicts(products), strict=True):
        for finding in verdict.findings:
            assert "{" not in finding.says + finding.because + finding.do + finding.unknown
            assert all(0 <= a < b <= len(one.reading.text) for a, b in finding.spans)


def test_most_products_are_kept_and_some_of_each_other_word(products: list[Product]) -> None:
    words = Counter(v.word for v in verdicts(products))
    assert words["keep"] > len(products) / 2
    assert min(words["swap"], words["ask"], words["stop"]) > 0


def test_no_retinoid_passes_in_pregnancy(products: list[Product]) -> None:
    for one, verdict in zip(products, verdicts(products, pregnancy="yes"), strict=True):
        if "retinoid" in one.present:
            assert verdict.word in ("stop", "ask")
        if "retinoid" in one.families:
            assert verdict.word == "stop"


def test_nothing_passes_for_a_baby_but_plain_sunscreen(products: list[Product]) -> None:
    for one, verdict in zip(products, verdicts(products, months=8), strict=True):
        assert verdict.word == "stop" or "sunscreen" in one.roles or not one.reading.has_list
