"""Build the facts of judging from the files of `packs/audit`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from milium.domain.allergy_facts import AllergyFacts
from milium.domain.findings import Issue
from milium.domain.judging_facts import (
    ActiveWords,
    AssumedPerson,
    FindingText,
    JudgingFacts,
    JudgingLimits,
    LabelWords,
    RoleFacts,
    Substance,
)
from milium.domain.name_facts import Form
from milium.domain.texts import PLACEHOLDER
from milium.domain.verdict import VERDICTS
from milium.knowledge.inventory import inventory_limits
from milium.knowledge.reading import convert, nearest, read

ROLES, FINDINGS, TABLE = "audit/roles.yaml", "audit/findings.yaml", "audit/ingredients.csv"
FORMS, PLANTS, ALLERGIES = "audit/forms.yaml", "audit/plants.csv", "audit/allergies.yaml"
LIST_GRADE = re.compile(r"list[ -]\d+[ :](\d+(?:\.\d+)?)")
# fmt: off
VALUES = ("product", "names", "places", "strength", "strong", "cap", "region", "families", "other", "medicine", "claim",
          "spf", "ph", "unread", "total", "limit", "since", "came", "count")
# fmt: on
SMALL_VALUES = (
    "name",
    "place",
    "printed",
    "total",
    "count",
    "earliest",
    "latest",
    "day",
    "month",
    "year",
)  # of the words that join names
COLUMNS = {"name", "aliases", "kind", "film", "tags", "comedo_primary", "comedo_lists"}
ASSUMES = ("adult_cheeks", "leave_on", "washed_off", "taken_place")
WORDS = (
    *("product", "and", "more", "seen", "typed", "place", "place_printed", "place_active", "place_may", "place_pct"),
    *(f"month_{number}" for number in range(1, 13)),
    *("month_year", "day_month_year"),
    *("came_in", "came_between", "came_before", "words_claimed"),
    *("where_around_eye", "where_lips", "where_hair", "where_body"),
    *("family_retinoid", "family_aha", "family_pha", "family_bha"),
    *("family_benzoyl_peroxide", "family_azelaic", "family_vitamin_c"),
)
NEEDED_ROLES = (("words", "scrub"), ("unless", "sunscreen"))
FILMS = ("heavy", "medium", "light", "none", "")


def build_judging(files: Mapping[str, Any], issues: list[Issue]) -> JudgingFacts | None:
    """Build the facts, or return None and append every issue.

    Args:
        files: Path inside the pack ("audit/findings.yaml") -> parsed content; a CSV is a list of rows.
        issues: Collected problems.
    """
    before = len(issues)
    roles, findings = _table(files, ROLES, issues), _table(files, FINDINGS, issues)
    role_rows = {k: v for k, v in roles.items() if k != "active_words"}
    parts: dict[str, Any] = {
        "roles": read(RoleFacts, role_rows, ROLES, issues),
        "active_words": read(ActiveWords, roles.get("active_words"), f"{ROLES} active_words", issues),
        "limits": read(JudgingLimits, findings.get("limits"), f"{FINDINGS} limits", issues),
        "labels": read(LabelWords, findings.get("labels"), f"{FINDINGS} labels", issues),
        "assumed": read(AssumedPerson, findings.get("assumed"), f"{FINDINGS} assumed", issues),
        "findings": _findings(findings.get("findings"), issues),
        "verdict_says": _sentences(findings, "verdict_says", VERDICTS, issues),
        "words": _sentences(findings, "words", WORDS, issues) | _sentences(findings, "assumes", ASSUMES, issues),
    }
    for key, name in NEEDED_ROLES:
        words = roles.get(key)
        if not isinstance(words, Mapping) or not words.get(name):
            issues.append(Issue(f"{ROLES} {key}.{name}", "is missing.", "Restore it."))
    substances, aliases = _substances(files.get(TABLE), issues)
    forms = _forms(files.get(FORMS), issues)
    allergies = _allergies(files, issues)
    if allergies is None:
        return None
    if len(issues) > before or any(part is None for part in parts.values()):
        return None
    limits = inventory_limits(files)
    return JudgingFacts(
        **parts, substances=substances, forms=forms, aliases=aliases, eu_limits=limits, allergies=allergies
    )


def _table(files: Mapping[str, Any], path: str, issues: list[Issue]) -> Mapping[str, Any]:
    content = files.get(path)
    if isinstance(content, Mapping):
        return content
    issues.append(Issue(path, "is missing or is not a table.", "Restore the file."))
    return {}


def _findings(rows: object, issues: list[Issue]) -> dict[str, FindingText]:
    if not isinstance(rows, Mapping):
        issues.append(Issue(f"{FINDINGS} findings", "is missing.", "Restore it."))
        return {}
    out = {}
    for ident, row in rows.items():
        where = f"{FINDINGS} {ident}"
        text = read(FindingText, row, where, issues)
        if text is None:
            continue
        for part in (text.says, text.because, text.do, text.unknown):
            _check_placeholders(part, where, issues)
        out[str(ident)] = text
    return out


def _check_placeholders(text: str, where: str, issues: list[Issue]) -> None:
    for name in PLACEHOLDER.findall(text):
        if name not in (*VALUES, *SMALL_VALUES):
            issues.append(Issue(where, f"{{{name}}} is never filled in.", nearest(name, VALUES)))
    if any(brace in PLACEHOLDER.sub("", text) for brace in "{}"):
        issues.append(Issue(where, "holds a brace that is no {placeholder}.", "Write {name} in small letters."))


def _sentences(data: Mapping[str, Any], key: str, needed: Sequence[str], issues: list[Issue]) -> dict[str, str]:
    out: dict[str, str] = convert(Mapping[str, str], data.get(key), f"{FINDINGS} {key}", issues) or {}
    for name in needed:
        if name not in out:
            issues.append(Issue(f"{FINDINGS} {key}.{name}", "is missing.", "Write the sentence."))
    for name, text in out.items():
        _check_placeholders(text or "", f"{FINDINGS} {key}.{name}", issues)
    return out


def _allergies(files: Mapping[str, Any], issues: list[Issue]) -> AllergyFacts | None:
    """Return how people name allergies, and the plants by their common names."""
    facts = read(AllergyFacts, files.get(ALLERGIES), ALLERGIES, issues)
    rows = files.get(PLANTS)
    if facts is None or not isinstance(rows, list):
        return None  # whose file the plants are says so, too
    plants = {name.upper(): row[0] for row in rows[1:] if len(row) > 1 for name in row[1].split("|") if name}
    return replace(facts, plants=plants)


def _forms(content: object, issues: list[Issue]) -> tuple[Form, ...]:
    rows = content.get("forms") if isinstance(content, Mapping) else None
    if not isinstance(rows, list):
        return ()  # whose file it is says so, too
    read_rows = [read(Form, row, f"{FORMS} forms[{i}]", issues) for i, row in enumerate(rows)]
    return tuple(form for form in read_rows if form is not None)


def _substances(rows: object, issues: list[Issue]) -> tuple[Mapping[str, Substance], dict[str, str]]:
    """Return the film class and list grades of every row, and every other name with its canonical one."""
    aliases: dict[str, str] = {}
    if not isinstance(rows, list) or not rows:
        return {}, aliases  # whose file it is says so, too
    head = {column: i for i, column in enumerate(rows[0])}
    if any(len(row) != len(head) for row in rows) or not set(head) >= COLUMNS:
        return {}, aliases  # likewise
    of_film, of_aliases = head["film"], head["aliases"]
    kept: dict[str, Sequence[str]] = {}
    for number, row in enumerate(rows[1:], 2):
        name, film = row[head["name"]].strip(), row[of_film].strip()
        if not name:
            continue
        if film not in FILMS:
            issues.append(Issue(f"{TABLE} line {number}", f'"{film}" is no film class.', nearest(film, FILMS)))
            continue
        kept[name] = row
        if row[of_aliases]:
            for alias in row[of_aliases].split("|"):
                if alias.strip():
                    aliases.setdefault(alias.strip().upper(), name)
    return _Substances(head, kept), aliases


class _Substances(Mapping[str, Substance]):
    """The rows of the table, each read when it is asked for: one label needs a few of thousands."""

    def __init__(self, head: Mapping[str, int], rows: Mapping[str, Sequence[str]]) -> None:
        self._head, self._rows = head, rows
        self._read: dict[str, Substance] = {}

    def __getitem__(self, name: str) -> Substance:
        found = self._read.get(name)
        if found is None:
            found = self._read[name] = _substance(self._head, self._rows[name])
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _substance(head: Mapping[str, int], row: Sequence[str]) -> Substance:
    cell = {column: row[i].strip() for column, i in head.items()}
    return Substance(
        kind=cell["kind"],
        film=cell["film"] or "none",
        tags=tuple(tag for tag in cell["tags"].split("|") if tag),
        first_papers=bool(cell["comedo_primary"]),
        lists=tuple(float(grade) for grade in LIST_GRADE.findall(cell["comedo_lists"])),
    )
