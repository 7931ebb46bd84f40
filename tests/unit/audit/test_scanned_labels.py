"""Labels as a scanner or a glossy pack damages them: still read, and never into another number."""

import random
import re
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pytest

from label_scores import Golden, checked_labels, f1, own_labels, shipped_names
from milium.domain.name_facts import NameFacts
from milium.engine.audit.names import resolve
from milium.engine.audit.read import read_text
from scans import scanned

RATE, AT_LEAST, SEEDS = 0.02, 0.95, (0, 1, 2)
FILES = ("own_labels.yaml", "golden_languages.yaml", "golden_forms.yaml", "golden_fresh.yaml")
PACKS = ("golden_packs.yaml", "golden_packs_more.yaml", "golden_packs_last.yaml")


@cache
def facts() -> NameFacts:
    return shipped_names()


def damaged(labels: list[Golden]) -> list[tuple[str, Golden]]:
    return [(scanned(label.text, RATE, 1000 * seed + len(label.text)), label) for seed in SEEDS for label in labels]


def test_the_damage_is_as_large_as_it_says_and_the_same_for_a_seed() -> None:
    text = " ".join(label.text for label in own_labels(*FILES))[:4000]
    worn = scanned(text, RATE, 1)
    steps = SequenceMatcher(None, text, worn, autojunk=False).get_opcodes()
    changed = sum(max(b - a, d - c) for what, a, b, c, d in steps if what != "equal")
    assert 0.01 <= changed / len(text) <= 0.03
    assert scanned(text, RATE, 1) == worn != scanned(text, RATE, 2)
    assert scanned(text, 0.0, 1) == text


def test_own_labels_are_read_through_two_percent_of_damage() -> None:
    assert f1(damaged(own_labels(*FILES)), facts()) >= AT_LEAST


def test_labels_of_packs_are_read_through_two_percent_of_damage() -> None:
    assert f1(damaged(own_labels(*PACKS)), facts()) >= AT_LEAST


def test_checked_labels_are_read_through_two_percent_of_damage(shared: Path) -> None:
    path = shared / "data" / "audit" / "golden_dev.jsonl"
    if not path.is_file():
        pytest.skip(f"../shared is absent: no {path.name}")
    assert f1(damaged(checked_labels(path)), facts()) >= AT_LEAST


def test_every_language_and_form_has_its_own_labels() -> None:
    names = [label.name.split(" ")[0] for label in own_labels("golden_languages.yaml")]
    assert {"en", "fr", "de", "es", "it", "pt", "pl", "nl", "id", "ko", "ru"} <= set(names)
    assert len(own_labels("golden_languages.yaml", "golden_forms.yaml")) >= 60


def test_a_digit_between_letters_is_its_letter_and_a_free_one_stays() -> None:
    text = "Ingredients: Aqua, GLYC0L DISTEARATE, PEG-20 Stearate, CI 77491, Polysorbate 20, 1,2-Hexanediol, Phen0l"
    names = [x.name for x in read_text(text, facts()).ingredients]
    assert names[1:] == [
        "GLYCOL DISTEARATE",
        "PEG-20 STEARATE",
        "CI 77491",
        "POLYSORBATE 20",
        "1,2-HEXANEDIOL",
        "PHENOL",
    ]


def test_no_damage_to_letters_changes_a_number_of_a_name() -> None:
    chance = random.Random(5)
    numbered = [n for n in facts().names if re.search(r"-[0-9]|^CI ", n)]
    for name in chance.sample(numbered, 300):
        places = [i for i, c in enumerate(name) if c.isalpha()]
        i = chance.choice(places)
        for worn in (name[:i] + chance.choice("ACEGHN") + name[i + 1 :], name[:i] + name[i + 1 :]):
            for found in resolve(worn, facts()):
                if found.how == "spelling":
                    assert re.findall("[0-9]+", found.name) == re.findall("[0-9]+", worn), (worn, found.name)
