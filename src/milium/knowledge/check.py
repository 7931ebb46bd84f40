"""Check all packs and report every problem at once."""

import importlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from milium.domain.findings import Issue
from milium.knowledge.crossing import cross_issues
from milium.knowledge.languages import SHORT
from milium.knowledge.library import SOURCES, UNITS, build_facts, build_sources, rule_facts, source_issues
from milium.knowledge.reading import nearest, repeated, shorten
from milium.knowledge.safety import build_safety
from milium.knowledge.texts import build_texts, entries
from milium.knowledge.track import build_track
from milium.knowledge.vocabulary import build_vocabulary
from milium.knowledge.wording import forbidden_claims, long_sentences

READ_BY_PEOPLE = frozenset({"says", "one", "tell", "next_step", "ask", "why", "more", "looks", "course", "name"})
ALSO_BUILT = (("identify", "build_identify"), ("audit", "build_audit"))  # rooms of their own
BETWEEN_IDS = re.compile(r"[\s,;|]+")
LISTED_BY_ID = frozenset({"actives", "rules", "red_flags", "conditions", "pairs"})
SIGNED = frozenset({"by", "on"})


@dataclass(frozen=True, slots=True)
class Known:
    """Ids that may be named."""

    sources: frozenset[str]
    facts: frozenset[str]


def check_packs(parts: Mapping[str, Mapping[str, Any]]) -> list[Issue]:
    """Return every problem of the packs, each once, in the order of the parts.

    Args:
        parts: Part ("safety") -> path inside the pack ("safety/limits.yaml") -> parsed content.
    """
    issues: list[Issue] = []
    for part, build in _builders():
        trouble: list[Issue] = []
        try:
            built = build(parts.get(part, {}), trouble)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            built = None
            trouble.append(Issue(f"packs/{part}", f"cannot be understood: {error!r}.", "Correct the last change."))
        if built is None and not trouble:
            trouble.append(Issue(f"packs/{part}", "holds nothing.", "Restore its files."))
        issues.extend(trouble)
    sources = parts.get("facts", {}).get(SOURCES)
    known = Known(frozenset(sources if isinstance(sources, Mapping) else ()), fact_ids(parts))
    for part in sorted(parts):
        for path in sorted(parts[part]):
            issues.extend(_file_issues(path, parts[part][path], known))
    issues.extend(cross_issues(parts))
    return list(dict.fromkeys(issues))


def review_notes(parts: Mapping[str, Mapping[str, Any]], today: date) -> list[Issue]:
    """Return what is said and is not fatal: facts that nobody has reviewed, and reviews that are overdue."""
    notes: list[Issue] = []
    missing = 0
    for path, data in sorted(parts.get("facts", {}).items()):
        for key, entry in data.items() if isinstance(data, Mapping) else ():
            reviewed = entry.get("reviewed", "") if isinstance(entry, Mapping) else ""
            missing += reviewed is None
            again = reviewed.get("again_by") if isinstance(reviewed, Mapping) else None
            if isinstance(again, str) and again < today.isoformat():
                notes.append(Issue(f"{path} {key}", f"its review was due again by {again}.", "Review it again."))
    if missing:
        notes.insert(0, Issue("packs/facts", f"{missing} facts are not yet reviewed.", "A clinician has to sign them."))
    return notes


def _builders() -> Iterator[tuple[str, Callable[[Mapping[str, Any], list[Issue]], Any]]]:
    yield "facts", build_sources
    yield "facts", build_facts
    yield "safety", build_safety
    yield "case", build_vocabulary
    yield "texts", build_texts
    yield "track", build_track
    for part, name in ALSO_BUILT:
        yield part, getattr(importlib.import_module(f"milium.knowledge.{part}"), name)


def _file_issues(path: str, data: object, known: Known) -> Iterator[Issue]:
    """Yield what is wrong in one file whatever it is about: sources, facts, words, reviews."""
    for where, holder in _mappings(data, path):
        if "sources" in holder and not path.startswith(("facts/", "texts/")):
            yield from source_issues(holder["sources"], f"{where}.sources", known.sources)
        for name in holder.get("facts") or () if isinstance(holder.get("facts"), list) else ():
            if name not in known.facts:
                yield Issue(f"{where}.facts", f'"{name}" is no fact.', nearest(str(name), known.facts))
        if "reviewed" in holder:
            yield from _review_issues(holder["reviewed"], f"{where}.reviewed")
        if path != SOURCES:
            yield from _word_issues(holder, path, where)
        yield from _id_issues(holder, where)
    if path.endswith(".csv"):
        yield from _csv_sources(data, path, known.sources)
    if path.startswith("texts/"):
        for key, entry in entries(data, path, []):
            said = f"{entry.get('says', '')}\n{entry.get('one', '')}"  # a new line ends a sentence
            yield from long_sentences(said, f"{path} {key}")


def _id_issues(holder: Mapping[str, Any], where: str) -> Iterator[Issue]:
    for key in sorted(LISTED_BY_ID & {k for k in holder if isinstance(k, str)}):
        listed = holder[key] if isinstance(holder[key], list) else []
        yield from repeated((row.get("id") for row in listed if isinstance(row, Mapping)), f"{where} {key}")


def fact_ids(parts: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Return the ids of all facts, rules, red flags and whatever else in the packs has an id and a statement."""
    found = set(rule_facts({**parts.get("safety", {}), **parts.get("identify", {})}))
    for path, data in parts.get("facts", {}).items():
        if path not in (SOURCES, UNITS) and isinstance(data, Mapping):
            found.update(map(str, data))
    return frozenset(found)


def _word_issues(holder: Mapping[str, Any], path: str, where: str) -> Iterator[Issue]:
    for key in sorted(READ_BY_PEOPLE & {k for k in holder if isinstance(k, str)}):
        text = holder[key]
        if isinstance(text, str):
            yield from forbidden_claims(text, f"{where}.{key}")
            if key in SHORT and not path.startswith("texts/"):
                yield from long_sentences(text, f"{where}.{key}")


def _review_issues(reviewed: object, where: str) -> Iterator[Issue]:
    if reviewed is None:
        return
    if not isinstance(reviewed, Mapping) or not all(isinstance(reviewed.get(k), str) and reviewed[k] for k in SIGNED):
        yield Issue(
            where, f"{shorten(reviewed)} is no signature.", "Write {by: ..., on: date, again_by: date} or null."
        )


def _csv_sources(data: object, path: str, known: Collection[str]) -> Iterator[Issue]:
    rows = data if isinstance(data, list) else []
    header = rows[0] if rows and isinstance(rows[0], list) else []
    if "sources" not in header:
        return
    column = header.index("sources")
    for number, row in enumerate(rows[1:], start=2):
        for name in BETWEEN_IDS.split(str(row[column]).strip()) if len(row) > column else ():
            if name and name not in known:
                yield Issue(f"{path} line {number}", f'"{name}" is no source.', nearest(name, known))


def _mappings(data: object, where: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every mapping inside `data` with its place."""
    if isinstance(data, Mapping):
        yield where, data
        for key, value in data.items():
            yield from _mappings(value, f"{where} {key}")
    elif isinstance(data, list):
        for index, value in enumerate(data):
            name = value.get("id", index) if isinstance(value, Mapping) else index
            yield from _mappings(value, f"{where}[{name}]")
