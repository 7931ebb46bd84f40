"""Build the facts and their sources from the files of `packs/facts`, and the rules as facts."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar

from milium.domain.findings import Fact, Issue, Source
from milium.knowledge.reading import convert, nearest, read, table

SOURCES, UNITS = "facts/sources.yaml", "facts/units.yaml"
FILES = tuple(
    f"facts/{name}.yaml" for name in ("claims", "actives", "ingredients", "steps", "options", "figures", "track")
)
RULES, RED_FLAGS, PAIRS = "safety/rules.yaml", "identify/red_flags.yaml", "identify/pairs.yaml"
KINDS = (
    *("label", "regulation", "law", "trial", "cohort", "case", "laboratory"),
    *("textbook", "society", "clinic", "popular", "judgement", "unknown"),
)
GRADE = re.compile(r"[ABCDJ](/[ABCDJ])*")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
WALL = "never_outside"
NEEDED: Mapping[type[Any], tuple[str, ...]] = {
    Source: ("title", "url", "year", "kind"),
    Fact: ("judgement", "sources", "compiled", "reviewed"),
}
T = TypeVar("T")


def build_sources(files: Mapping[str, Any], issues: list[Issue]) -> Mapping[str, Source] | None:
    """Build every source by id, or return None and append every issue."""
    before = len(issues)
    sources: dict[str, Source] = {}
    for key, data in table(files, SOURCES, issues).items():
        where = f"{SOURCES} {key}"
        source = _entry(Source, key, data, where, issues)
        if source is None:
            continue
        if source.kind not in KINDS:
            issues.append(Issue(f"{where}.kind", f'"{source.kind}" is no kind.', nearest(source.kind, KINDS)))
        if not source.title:
            issues.append(Issue(f"{where}.title", "is empty.", "Write the title."))
        sources[key] = source
    return sources if len(issues) == before else None


def build_facts(files: Mapping[str, Any], issues: list[Issue]) -> Mapping[str, Fact] | None:
    """Build the facts of `packs/facts` by id, or return None and append every issue."""
    before = len(issues)
    known = table(files, SOURCES, issues)
    units = table(files, UNITS, issues)
    facts: dict[str, Fact] = {}
    for path in sorted({*FILES, *files} - {SOURCES, UNITS}):
        for key, data in table(files, path, issues).items():
            where = f"{path} {key}"
            fact = _entry(Fact, key, data, where, issues)
            if fact is None:
                continue
            if key in facts:
                issues.append(Issue(where, "this id is there twice.", "Rename one of them."))
            facts[key] = fact
            issues.extend(_fact_issues(fact, where, known, units))
    return facts if len(issues) == before else None


def rule_facts(files: Mapping[str, Any]) -> dict[str, Fact]:
    """Return safety rules, red flags and splitting questions as facts; what cannot be read is left out."""
    found: dict[str, Fact] = {}
    for path in (RULES, RED_FLAGS, PAIRS):
        for row in _rule_rows(files.get(path)):
            fields = {name: row[name] for name in ("id", "says", "certainty", "judgement", "sources") if name in row}
            fields.setdefault("certainty", row.get("grade"))
            fields.setdefault("says", row.get("ask"))
            fact = read(Fact, fields, path, [])
            if fact is not None:
                found[fact.id] = fact
    return found


def source_issues(ids: object, where: str, known: Collection[str]) -> Iterator[Issue]:
    """Yield an issue for a list of source ids that is empty or names an unknown one."""
    if not isinstance(ids, list | tuple) or not ids:
        yield Issue(where, "names no source.", "Add at least one id of facts/sources.yaml.")
        return
    for name in ids:
        if name not in known:
            yield Issue(where, f'"{name}" is no source.', nearest(str(name), known))


def number_issues(fact: Fact, where: str) -> Iterator[Issue]:
    """Yield an issue for dates that are none, and for numbers outside `never_outside`."""
    for day, values in (fact.values or {}).items():
        place = f"{where}.values.{day}"
        if not DATE.fullmatch(str(day)):
            yield Issue(place, "is no date.", "Write the date from which the values hold, as 2026-11-23.")
        numbers = {name: _numbers(value) for name, value in values.items() if name != WALL}
        has_numbers = any(numbers.values())
        if has_numbers != (fact.unit is not None):
            yield Issue(place, "numbers and a unit belong together.", "Add unit: or take it out.")
        trouble: list[Issue] = []
        wall = convert(tuple[float, float], values.get(WALL), f"{place}.{WALL}", trouble)
        if has_numbers and trouble:
            yield trouble[0]
        elif has_numbers:
            low, high = wall
            for name, found in numbers.items():
                if any(not low <= number <= high for number in found):
                    problem = f"{values[name]} is not within {WALL} {low:g}-{high:g}."
                    yield Issue(f"{place}.{name}", problem, "Correct the value or widen the wall.")


def _entry(kind: type[T], key: str, data: Any, where: str, issues: list[Issue]) -> T | None:
    """Read one entry; keys with a default in the domain must be written here all the same."""
    needed = NEEDED[kind]
    if not isinstance(data, Mapping):
        return read(kind, data, where, issues)
    missing = [name for name in needed if name not in data]
    issues.extend(Issue(f"{where}.{name}", "is missing.", "Add it.") for name in missing)
    entry = read(kind, {**data, "id": key}, where, issues)
    return None if missing else entry


def _fact_issues(fact: Fact, where: str, known: Mapping[str, object], units: Mapping[str, object]) -> Iterator[Issue]:
    if not fact.says.strip():
        yield Issue(f"{where}.says", "is empty.", "Write the statement in our own words.")
    if not GRADE.fullmatch(fact.certainty):
        yield Issue(f"{where}.certainty", f'"{fact.certainty}" is no grade.', "Write A, B, C, D or J, or B/J.")
    if "J" in fact.certainty and not fact.judgement:
        yield Issue(f"{where}.judgement", "is false but the grade says J.", "Write judgement: true.")
    yield from source_issues(fact.sources, f"{where}.sources", known)
    if fact.unit is not None and fact.unit not in units:
        yield Issue(f"{where}.unit", f'"{fact.unit}" is no unit.', nearest(fact.unit, map(str, units)))
    if fact.compiled is None or not DATE.fullmatch(fact.compiled):
        yield Issue(f"{where}.compiled", "is no date.", "Write the date it was written down.")
    if fact.unit is not None and not fact.values:
        yield Issue(f"{where}.values", "is missing, but there is a unit.", "Add the values.")
    yield from number_issues(fact, where)


def _numbers(value: object) -> list[float]:
    values = value if isinstance(value, list | tuple) else [value]
    return [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]


def _rule_rows(data: object) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a list of rules, whatever key it stands under, or of a table by id."""
    for key, value in data.items() if isinstance(data, Mapping) else ():
        if isinstance(value, list):
            yield from (row for row in value if isinstance(row, Mapping) and "id" in row)
        elif isinstance(value, Mapping) and "says" in value:
            yield {"id": key, **value}
