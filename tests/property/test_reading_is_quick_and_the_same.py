"""The quick way of reading changes no answer: what is remembered and what is skipped is only ever a copy."""

import csv
import gzip
import io
import random
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from label_scores import shipped_names
from milium.domain.name_facts import NameFacts
from milium.engine.audit import read
from milium.engine.audit.decode import decode
from milium.engine.audit.known_lines import quickly
from milium.engine.audit.pieces import Placed, pieces_of
from milium.engine.audit.sections import find_stretches
from milium.engine.audit.tokens import cut_with_shares

SCRAPS = (
    *(" ", ",", ", ", "; ", "(", ")", "[", "]", "1", "2-", "\n", "\t", "|", "•", ". ", ":", "-", "*", "%", "7 %"),
    *("CI 77491", "77492", "77491:1", "Aqua", "Glycerin", "Retinol", "Lanolln", "1,2-Hexanediol", "May contain"),
    *(
        "Ingredients:",
        "ACTIVE INGREDIENTS",
        "+/-",
        "SPF 30",
        "12M",
        "* organic",
        "x",
        "é",
        "™",
        "\u00a0",
        "for your skin",
    ),
    *("Alcohol Denat.", "(and)", "Parfum (Limonene, Linalool)", "Prunus Avium (Cherry) Oil", "PEG-40", "Foo Bar"),
)
mixed = st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join)


def facts() -> NameFacts:
    return shipped_names()


NAMES = facts()


def slowly(text: str) -> object:
    """Read a text with nothing remembered, and nothing taken piece by piece."""
    fresh = pytest.MonkeyPatch()
    names = facts() if not hasattr(slowly, "names") else slowly.names
    slowly.names = names  # type: ignore[attr-defined]
    names.memo.clear()
    names.pairs.clear()
    names.lines_judged.clear()
    names.lines_known.clear()
    names.parts_known.clear()
    with fresh.context() as patch:
        patch.setattr(read, "pieces_of", lambda text, names: None)
        patch.setattr(read, "quickly", lambda text, names, hits: None)
        return read.read_text(text, names)


@given(mixed)
def test_a_label_read_piece_by_piece_is_the_label_read_as_a_whole(text: str) -> None:
    assert read.read_text(text, NAMES) == slowly(text)


lines = st.lists(
    st.sampled_from(
        (
            *(
                "",
                " ",
                "Aqua, Glycerin, Parfum",
                "-Retinol 0.3 %: helps your skin",
                "Ingredients: Aqua, Talc",
                "Squalane.",
            ),
            "Aqua, Glycerin, Cetyl Alcohol, Dimethicone, Xanthan Gum, Phenoxyethanol, Parfum, Linalool. *Organic.",
            "Water, Zinc Oxide, Talc, Mica, Silica, Glycerin, Squalane, Tocopherol, Citral [+/-: CI 77491, CI 77492]",
            *(
                "For your skin, use it daily.",
                "Please be aware that ingredients may change",
                "Active",
                "ACTIVE INGREDIENTS",
            ),
            *(
                "INGREDIENTS",
                "Lngredlents: Aqua, Talc",
                "SPF 30, 12M",
                "* organic",
                "Full",
                "Zinc Oxide 10 %",
                "- Talc",
                ": Aqua",
            ),
            "Aqua, Urea, Panthenol, Glycerin (from coconut), Allantoin (of the skin), Inulin, Maltodextrin, Betaine",
        )
    ),
    min_size=1,
    max_size=7,
).map("\n".join)


@given(st.one_of(lines, mixed))
def test_a_label_of_known_lines_is_cut_as_a_search_of_the_whole_cuts_it(text: str) -> None:
    text = decode(text).text
    cut: dict[str, Placed | None] = {}
    hits = partial(read.hits_of, names=NAMES, cut=cut)
    known = quickly(text, NAMES, hits)
    if known is not None:
        assert known.stretches == find_stretches(text, NAMES.words, hits)


@given(mixed)
def test_pieces_hold_the_tokens_of_the_whole(text: str) -> None:
    placed = pieces_of(text, NAMES)
    if placed is not None:
        tokens = [(at + a, at + b) for at, piece in zip(*placed, strict=True) for a, b in piece.tokens]
        assert tokens == [tuple(token) for token in cut_with_shares(text, 0, len(text))]


@pytest.mark.slow
def test_real_labels_are_read_the_same_first_and_again_whole_and_recombined(shared: Path) -> None:
    csv.field_size_limit(10**9)
    with gzip.open(shared / "data" / "audit" / "labels_dev.csv.gz") as packed:
        texts = [row["ingredients_raw"] for row in csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8"))]
    luck = random.Random(4)
    parts = [part for text in texts for part in text.split(",")]
    texts += [",".join(luck.sample(parts, luck.randint(2, 40))) for _ in range(300)]
    first = [read.read_text(text, NAMES) for text in texts]
    assert [read.read_text(text, NAMES) for text in texts] == first
    for text, reading in zip(texts[::3], first[::3], strict=True):
        assert slowly(text) == reading
