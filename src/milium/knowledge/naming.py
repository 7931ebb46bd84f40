"""Build the names of ingredients and the words of labels from `packs/audit`."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from milium.domain.findings import Issue
from milium.domain.name_facts import Form, LabelWords, NameFacts, ReadingLimits
from milium.knowledge.inventory import inventory_caps, inventory_rows
from milium.knowledge.reading import read

TABLE, PLANTS, WORDS, FORMS = "audit/ingredients.csv", "audit/plants.csv", "audit/reading.yaml", "audit/forms.yaml"
CAPS = "audit/eu_limits.csv"
KINDS = frozenset(
    {
        "solvent",
        "emollient",
        "oil",
        "butter",
        "wax",
        "silicone",
        "surfactant",
        "emulsifier",
        "humectant",
        "preservative",
        "fragrance",
        "colourant",
        "uv_filter",
        "acid",
        "retinoid",
        "active",
        "polymer",
        "mineral",
        "botanical",
        "peptide",
        "vitamin",
        "salt",
        "abrasive",
        "drug",
        "protein",
        "other",
    }
)
IMPRINT = ("alone", "numbered", "units")
FILMS = frozenset({"heavy", "medium", "light", "none"})


def build_names(files: Mapping[str, Any], issues: list[Issue]) -> NameFacts | None:
    """Build the facts for reading labels, or return None and append every issue.

    Args:
        files: Path inside the pack ("audit/ingredients.csv") -> parsed content.
        issues: Collected problems.
    """
    before = len(issues)
    rows = _rows(files.get(TABLE), len(NameFacts.COLUMNS), TABLE, issues)
    plants = _rows(files.get(PLANTS), 2, PLANTS, issues)
    caps = _caps(_rows(files.get(CAPS), 3, CAPS, issues), {row[0] for row in rows}, issues)
    table = _table(files.get(WORDS), WORDS, issues)
    words = read(LabelWords, {k: v for k, v in table.items() if k != "limits"}, WORDS, issues)
    limits = read(ReadingLimits, table.get("limits"), f"{WORDS} limits", issues)
    forms = build_forms(files.get(FORMS), issues)
    for i, row in enumerate(rows):
        if row[2] not in KINDS or row[3] not in FILMS:
            issues.append(Issue(f"{TABLE} row {i + 2}", f"{row[0]}: kind {row[2]!r}, film {row[3]!r}.", "Correct it."))
    imprint = words.imprint if words is not None else dict.fromkeys(IMPRINT, ("",))
    for name in IMPRINT:
        if not imprint.get(name):
            issues.append(Issue(f"{WORDS} imprint.{name}", "is missing or empty.", "Restore it."))
    imported = inventory_rows(files, rows, forms, issues)
    if len(issues) > before or words is None or limits is None:
        return None
    whole = [*rows, *imported]
    # Ours win: they were worked out by hand, also where the annex speaks of the acid of a salt.
    return NameFacts(whole, plants, forms, words, limits, caps={**inventory_caps(files, whole), **caps})


def build_forms(data: object, issues: list[Issue]) -> tuple[Form, ...]:
    """Build the classes that follow from the form of a name."""
    listed = _table(data, FORMS, issues).get("forms")
    rows = listed if isinstance(listed, list) else []
    return tuple(f for i, row in enumerate(rows) if (f := read(Form, row, f"{FORMS}[{i}]", issues)))


def _caps(rows: Sequence[Sequence[str]], known: set[str], issues: list[Issue]) -> dict[str, float]:
    """Return name -> the most that EU law allows, % w/w; a row that cannot be one is an issue."""
    caps = {}
    for i, (name, most, _) in enumerate(rows):
        share = float(most) if re.fullmatch(r"[0-9]{1,2}(?:\.[0-9]{1,4})?", most) else 0.0
        if name not in known or not share or name in caps:
            fix = "Write a name of the table once, with a number in % above 0."
            issues.append(Issue(f"{CAPS} row {i + 2}", f"{name}: {most!r}.", fix))
        caps[name] = share
    return caps


def _rows(data: object, width: int, where: str, issues: list[Issue]) -> list[Sequence[str]]:
    if not isinstance(data, list) or not data:
        issues.append(Issue(where, "is missing or empty.", "Restore the file."))
        return []
    for i, row in enumerate(data):
        if not isinstance(row, list) or len(row) != width:
            issues.append(Issue(f"{where} row {i + 1}", f"expected {width} columns.", "Correct the row."))
            return []
    return data[1:]


def _table(data: object, where: str, issues: list[Issue]) -> Mapping[str, Any]:
    if isinstance(data, Mapping):
        return data
    issues.append(Issue(where, "is missing or is not a table.", "Restore the file."))
    return {}
