"""Score a reading against the right answer as the audit design says: greedy, one to one, order and percent apart."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from milium.adapters.packfiles import load_part, read_yaml
from milium.domain.name_facts import NameFacts
from milium.engine.audit.read import read_text
from milium.knowledge.naming import build_names


@dataclass(frozen=True, slots=True)
class Golden:
    """A label with the names a person reads in it; each may be written in several right ways."""

    name: str
    text: str
    wanted: tuple[frozenset[str], ...]


def key(name: str) -> str:
    """Return the name as it is compared: upper case, hyphens as blanks."""
    return re.sub(r"[\s-]+", " ", name.upper()).strip()


def own_labels(*files: str) -> list[Golden]:
    """Return the labels written for these tests."""
    folder = Path(__file__).parent / "unit" / "audit"
    rows = [row for file in files for row in read_yaml((folder / file).read_text(encoding="utf-8"))]
    return [Golden(row["name"], row["text"], tuple(_wanted(row["expect"]))) for row in rows]


def _wanted(expect: str) -> Iterable[frozenset[str]]:
    if expect != "none":
        for name in expect.split(" | "):
            yield frozenset({key(re.sub(r"\A\+| \[[0-9.]+\]\Z", "", name))})


def checked_labels(path: Path) -> list[Golden]:
    """Return the hand-checked labels beside the repository."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Golden(
            row["id"],
            row["raw_text"],
            tuple(frozenset(map(key, [w["name"], *w.get("accept", [])])) for w in row["expected"]),
        )
        for row in rows
    ]


def f1(pairs: Sequence[tuple[str, Golden]], names: NameFacts) -> float:
    """Return the F1 over all names of (text as it came, label) pairs."""
    hits = found = wanted = 0
    for text, label in pairs:
        left = list(label.wanted)
        read = [key(x.name) for x in read_text(text, names).ingredients]
        for name in read:
            place = next((i for i, w in enumerate(left) if name in w), None)
            if place is not None:
                left.pop(place)
                hits += 1
        found, wanted = found + len(read), wanted + len(label.wanted)
    return 2 * hits / (found + wanted)


@cache
def shipped_names() -> NameFacts:
    """Return the facts about names, as shipped."""
    names = build_names(load_part("audit"), [])
    assert names is not None
    return names
