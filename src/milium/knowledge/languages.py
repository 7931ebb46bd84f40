"""The packs in other languages: which of their strings a person reads, and how a translation is put in their place.

A sentence has an id (its place in the packs) and its English words. A translation is kept under both, so
that one of older words is none: what is not translated stays English, and advice says that it does.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from milium.knowledge.texts import entries

SAYS = frozenset({"says"})
# Path -> key at its top -> the fields that people read, None for all. Texts and facts have a shape of their own.
READ: Mapping[str, Mapping[str, frozenset[str] | None]] = {
    "safety/rules.yaml": {"rules": frozenset({"says", "tell", "next_step"})},
    "identify/red_flags.yaml": {
        "red_flags": frozenset({"says", "tell", "next_step", "offer"}),
        "contradictions": SAYS,
    },
    "identify/pairs.yaml": {"pairs": frozenset({"ask"})},
    "identify/questions.yaml": {"questions": frozenset({"ask", "why", "more", "says"})},
    "identify/conditions.yaml": {"conditions": frozenset({"name", "looks", "course"})},
    "identify/figures.yaml": {"levels": frozenset({"says", "how_soon", "same_day"}), "notes": SAYS},
    "audit/findings.yaml": {
        "verdict_says": None,
        "words": None,
        "assumes": None,
        "labels": None,
        "findings": frozenset({"says", "because", "do", "unknown"}),
    },
}
SHORT = frozenset({"tell", "next_step", "ask", "why"})  # no long sentence in these, as in all texts
PARTS_OF: Mapping[tuple[str, str], str] = {("audit/findings.yaml", "labels"): "plain"}
NOT_SAID = frozenset({"facts/sources.yaml", "facts/units.yaml"})  # titles stay in their own language
ID_KEYS = ("id", "key")
ENGLISH_MARK, MARK_END = "[en: ", "]"
MARKED = re.compile(r"\[en: (.*?)\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Language:
    """A language that can be chosen.

    Attributes:
        code: As in HTML ("es").
        name: In its own words ("Español").
        direction: "ltr" or "rtl".
    """

    code: str
    name: str
    direction: str = "ltr"


ENGLISH = Language("en", "English")


class Sentence(NamedTuple):
    """One string of the packs that people read.

    `holder[key]` is where it stands; `is_advice` where it stands on facts, so that it must never be
    shown in another language without saying so; `is_short` where no sentence may be long.
    """

    id: str
    says: str
    is_advice: bool
    is_short: bool
    holder: dict[str, Any]
    key: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Translation:
    """The sentences of one language.

    Attributes:
        language: Which.
        says: Id -> translated words, of those whose English is still the same.
    """

    language: Language
    says: Mapping[str, str]

    def put_into(self, files: Mapping[str, Any]) -> Mapping[str, Any]:
        """Put the translated words into pack files that were read for this, and return them.

        What has none stays English; advice then stands between marks that `MARKED` finds.
        """
        for path, data in files.items():
            for one in sentences(path, data):
                fallback = f"{ENGLISH_MARK}{one.says}{MARK_END}" if one.is_advice else one.says
                one.holder[one.key] = self.says.get(one.id) or fallback
        return files


def translation(data: Mapping[str, Any]) -> Translation:
    """Return the translation of its compiled form: `{code, name, direction, says}`."""
    return Translation(Language(data["code"], data["name"], data["direction"]), data["says"])


def sentences(path: str, data: object) -> Iterator[Sentence]:
    """Yield every string of a pack file that people read, in the order of the file.

    Args:
        path: Path inside the pack ("texts/plan.yaml").
        data: Its parsed content; of unknown shapes nothing is yielded.
    """
    if not isinstance(data, dict):
        return
    if path.startswith("texts/"):
        for key, entry in entries(data, path, []):
            for name, ident in (("says", key), ("one", f"{key}.one")):
                if isinstance(entry, dict) and isinstance(entry.get(name), str):
                    is_advice = bool(entry.get("facts"))
                    yield Sentence(ident, entry[name], is_advice=is_advice, is_short=True, holder=entry, key=name)
    elif path.startswith("facts/"):
        yield from _below(data, "facts", SAYS) if path not in NOT_SAID else ()
    for top, fields in READ.get(path, {}).items():
        part = PARTS_OF.get((path, top), "")
        found = data.get(top)
        held = found.get(part) if part and isinstance(found, dict) else found
        yield from _below(held, f"{top}.{part}" if part else top, fields)


def _below(data: object, name: str, fields: frozenset[str] | None) -> Iterator[Sentence]:
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str):
                if (fields is None or key in fields) and value.strip():
                    yield Sentence(f"{name}.{key}", value, fields is not None, key in SHORT, data, key)
            else:
                yield from _below(value, f"{name}.{key}" if key != "answers" else name, fields)
    elif isinstance(data, list):
        for row in data:
            ident = next((row[k] for k in ID_KEYS if k in row), None) if isinstance(row, dict) else None
            if ident is not None:
                yield from _below(row, f"{name}.{ident}", fields)
