"""Seals: a digest over what a rule stands on, kept beside it, so that one slip of the hand cannot loosen a rule unseen.

Where tighter and looser cannot be told apart (a pattern of answers, a share of 2,500, an alias of
an active), a table may not change at all without its seal. To change it on purpose, write the new
digest, which the issue names, into the seal as well: two places, two looks.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from milium.domain.findings import Issue

SIGNS = 16
IDENTIFY, AUDIT, NAMES = "identify/seal.yaml", "audit/seal.yaml", "audit/ingredients.csv"
ALLERGIES = "audit/allergies.yaml"
WHOLE = None
# File -> what of it is sealed: keys of the file, and for a list of entries the keys of each.
SEALED: Mapping[str, Mapping[str, tuple[str, ...] | None] | None] = {
    "identify/red_flags.yaml": {
        "words": WHOLE,
        "context": WHOLE,
        "while_open": WHOLE,
        "red_flags": ("id", "cases"),
        "contradictions": ("id", "when"),
    },
    "identify/conditions.yaml": {"conditions": ("id", "care", "raised", "profiled", "first_when")},
    "identify/figures.yaml": {"weighing": WHOLE, "ask_first": WHOLE, "harm": WHOLE, "floors": WHOLE},
    "identify/questions.yaml": {"questions": ("key", "many", "answers")},
    "identify/likelihoods.csv": WHOLE,
    "identify/priors.csv": WHOLE,
    "identify/flag_ratios.csv": WHOLE,
}
NAME_COLUMNS = (0, 1, 2, 4, 5)  # name, aliases, kind, families, tags


def identify_seals(files: Mapping[str, Any]) -> Iterator[Issue]:
    """Yield an issue for every table of the identification that has left its seal."""
    if not isinstance(files.get(IDENTIFY), Mapping):
        yield Issue(IDENTIFY, "is missing or is not a table.", "Restore the file.")
        return
    for path, parts in SEALED.items():
        yield from _broken(IDENTIFY, files[IDENTIFY], path, _sealed(files.get(path), parts))


def audit_seals(files: Mapping[str, Any]) -> Iterator[Issue]:
    """Yield an issue when a row that a safety rule names is gone or changed, or a word for an allergy."""
    seal = files.get(AUDIT)
    names = seal.get("names") if isinstance(seal, Mapping) else None
    if not isinstance(seal, Mapping) or not isinstance(names, list) or not names:
        yield Issue(f"{AUDIT} names", "is missing or empty.", "Restore the file.")
        return
    wanted = set(map(str, names))
    table = files.get(NAMES)
    rows = table if isinstance(table, list) else []
    kept = [[row[i] for i in NAME_COLUMNS] for row in rows if isinstance(row, Sequence) and row and row[0] in wanted]
    yield from _broken(AUDIT, seal, NAMES, [sorted(wanted), kept])
    yield from _broken(AUDIT, seal, ALLERGIES, files.get(ALLERGIES))


def digest(value: object) -> str:
    """Return the digest of plain data, the same whatever the order of keys."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:SIGNS]


def _broken(seal_path: str, seal: Mapping[str, Any], path: str, value: object) -> Iterator[Issue]:
    known = seal.get(path)
    found = digest(value)
    if known != found:
        fix = f"Undo the last change. If it is meant, write {path}: {found} into {seal_path}."
        yield Issue(path, f"is not what its seal says ({known}).", fix)


def _sealed(data: object, parts: Mapping[str, tuple[str, ...] | None] | None) -> object:
    """Return what of a file is sealed."""
    if parts is None or not isinstance(data, Mapping):
        return data
    return {key: _entries(data.get(key), keys) for key, keys in parts.items()}


def _entries(value: object, keys: tuple[str, ...] | None) -> object:
    if keys is None or not isinstance(value, list):
        return value
    return [_entry(row, keys) for row in value]


def _entry(row: object, keys: tuple[str, ...]) -> object:
    """Return the sealed keys of an entry; of an answer its word and its months, not its label."""
    if not isinstance(row, Mapping):
        return row
    found = {key: row.get(key) for key in keys}
    answers = found.get("answers")
    if isinstance(answers, list):
        found["answers"] = [[a.get("key"), a.get("months")] for a in answers if isinstance(a, Mapping)]
    return found
