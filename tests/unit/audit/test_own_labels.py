"""Labels of our own in many languages and forms: each is read as a person would read it."""

import re
from pathlib import Path

import pytest

from label_scores import shipped_names
from milium.adapters.packfiles import read_yaml
from milium.domain.name_facts import NameFacts
from milium.engine.audit.read import read_text

FILES = (
    "own_labels.yaml",
    "golden_languages.yaml",
    "golden_forms.yaml",
    "golden_fresh.yaml",
    "golden_first_try.yaml",
    "golden_scripts.yaml",
    "golden_packs.yaml",
    "golden_packs_more.yaml",
    "golden_packs_last.yaml",
)
LABELS = [x for file in FILES for x in read_yaml((Path(__file__).parent / file).read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def names() -> NameFacts:
    return shipped_names()


def shown(text: str, names: NameFacts) -> str:
    reading = read_text(text, names)
    if not reading.has_list:
        return "none"
    out = []
    for x in reading.ingredients:
        share = f" [{x.percent.declared:g}]" if x.percent.declared is not None else ""
        out.append(f"{'+' if x.may_contain else ''}{x.name}{share}")
    return " | ".join(out)


def case(label: dict[str, str]) -> object:
    """Return a label as a case; one that is known to be read wrongly must go on failing until it is mended."""
    wrong = [pytest.mark.xfail(reason=label["not_yet"], strict=True)] if "not_yet" in label else []
    return pytest.param(label, id=re.sub(r"\W+", "-", label["name"]), marks=wrong)


@pytest.mark.parametrize("label", [case(label) for label in LABELS])
def test_a_label_is_read_as_a_person_reads_it(label: dict[str, str], names: NameFacts) -> None:
    assert shown(label["text"], names) == label["expect"]
