"""Labels that nobody looked at one by one: the score of all together is what labels never seen would get."""

import re
from functools import cache
from pathlib import Path

from label_scores import Golden, f1, key, own_labels, shipped_names
from milium.domain.name_facts import NameFacts
from milium.engine.audit.read import read_text
from scans import scanned

SEALED = "golden_sealed.yaml"
CLEAN_AT_LEAST, WORN_AT_LEAST, WHOLE_AT_LEAST = 0.975, 0.95, 0.85
RATE, SEEDS = 0.02, (11, 12, 13)


@cache
def facts() -> NameFacts:
    return shipped_names()


@cache
def labels() -> list[Golden]:
    """Return the labels; a name also counts as the one name of the table that it stands for."""
    exact = facts().exact
    known = {key(name): key(exact[name]) for name in exact}
    return [
        Golden(x.name, x.text, tuple(w | {known[n] for n in w if n in known} for w in x.wanted))
        for x in own_labels(SEALED)
    ]


def test_sealed_labels_are_read_as_well_as_ever() -> None:
    assert f1([(x.text, x) for x in labels()], facts()) >= CLEAN_AT_LEAST


def test_most_sealed_labels_are_read_wholly() -> None:
    whole = sum(is_whole(x) for x in labels())
    assert whole >= WHOLE_AT_LEAST * len(labels())


def is_whole(label: Golden) -> bool:
    """Tell whether the names of a label are read, all and in order."""
    read = [key(x.name) for x in read_text(label.text, facts()).ingredients]
    return len(read) == len(label.wanted) and all(n in w for n, w in zip(read, label.wanted, strict=True))


def test_sealed_labels_are_read_through_two_percent_of_damage() -> None:
    worn = [(scanned(x.text, RATE, 1000 * seed + len(x.text)), x) for seed in SEEDS for x in labels()]
    assert f1(worn, facts()) >= WORN_AT_LEAST


def test_sealed_labels_are_in_all_our_languages() -> None:
    text = (Path(__file__).parent / SEALED).read_text(encoding="utf-8")
    tongues = set(re.findall(r"^- name: ([a-z]{2}) ", text, re.MULTILINE))
    assert {"en", "fr", "de", "es", "it", "pt", "pl", "nl", "id", "ko", "ja", "zh", "ru"} <= tongues
