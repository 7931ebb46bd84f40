"""Build the typed facts of the safety rules from the files of `packs/safety`."""

from collections.abc import Mapping
from typing import Any

from milium.domain.findings import Issue
from milium.domain.safety import (
    Active,
    Blocked,
    Ladder,
    Limits,
    Persons,
    Rule,
    SafetyFacts,
    Window,
)
from milium.knowledge.reading import convert, read

FILES = ("actives", "ladders", "windows", "limits", "persons", "rules")


def build_safety(files: Mapping[str, Any], issues: list[Issue]) -> SafetyFacts | None:
    """Build the facts, or return None and append every issue.

    Args:
        files: Path inside the pack ("safety/actives.yaml") -> parsed content.
        issues: Collected problems.
    """
    before = len(issues)
    parts: dict[str, Any] = {}
    for name in FILES:
        path = f"safety/{name}.yaml"
        if not isinstance(files.get(path), Mapping):
            issues.append(Issue(path, "is missing or is not a table.", "Restore the file."))
        parts[name] = files.get(path) if isinstance(files.get(path), Mapping) else {}
    actives = _rows(Active, parts["actives"].get("actives"), "safety/actives.yaml actives", issues)
    blocked = read(Blocked, _blocked(parts["actives"]), "safety/actives.yaml blocked", issues)
    ladders = _ladders(parts["ladders"], issues)
    windows = {
        kind: _rows(Window, rows, f"safety/windows.yaml {kind}", issues, rename={"end": "until"})
        for kind, rows in parts["windows"].items()
    }
    limits = read(Limits, parts["limits"], "safety/limits.yaml", issues)
    persons = read(Persons, _persons(parts["persons"]), "safety/persons.yaml", issues)
    rules = _rows(Rule, parts["rules"].get("rules"), "safety/rules.yaml", issues)
    lists = {
        name: convert(tuple[str, ...], parts["actives"].get(key), f"safety/actives.yaml {key}", issues)
        for name, key in {
            "name_words": "name_words",
            "never_actives": "never",
            "salicylate_allergy": "salicylate_allergy",
            "salicylate_allergy_ask": "salicylate_allergy_ask",
        }.items()
    }
    first_names = convert(int, parts["actives"].get("first_names"), "safety/actives.yaml first_names", issues)
    if len(issues) > before or blocked is None or limits is None or persons is None:
        return None
    return SafetyFacts(
        actives=actives,
        first_names=first_names,
        blocked=blocked,
        ladders=ladders,
        windows=windows,
        limits=limits,
        persons=persons,
        rules={rule.id: rule for rule in rules},
        **lists,
    )


def _rows(
    kind: type[Any], rows: object, where: str, issues: list[Issue], rename: Mapping[str, str] | None = None
) -> tuple[Any, ...]:
    if not isinstance(rows, list):
        issues.append(Issue(where, "expected a list.", "Write - {...} lines."))
        return ()
    out = []
    for i, row in enumerate(rows):
        data = dict(row) if isinstance(row, Mapping) else row
        if isinstance(data, dict):
            for old, new in (rename or {}).items():
                if old in data:
                    data[new] = data.pop(old) == new
        out.append(read(kind, data, f"{where}[{i}]", issues))
    return tuple(x for x in out if x is not None)


def _ladders(data: Mapping[str, Any], issues: list[Issue]) -> dict[str, tuple[Ladder, Ladder]]:
    out = {}
    for name, row in data.items():
        where = f"safety/ladders.yaml {name}"
        normal = read(Ladder, {k: v for k, v in dict(row).items() if k != "slow"}, where, issues)
        slow = read(Ladder, dict(row).get("slow"), f"{where}.slow", issues)
        if normal and slow:
            out[name] = (normal, slow)
    return out


def _blocked(actives: Mapping[str, Any]) -> dict[str, Any]:
    blocked = actives.get("blocked")
    return {**(blocked if isinstance(blocked, Mapping) else {}), "never_home_words": actives.get("never_home_words")}


def _persons(data: Mapping[str, Any]) -> dict[str, Any]:
    medicines = data.get("photosensitising")
    lists = medicines if isinstance(medicines, Mapping) else {}
    rest = {k: v for k, v in data.items() if k != "photosensitising"}
    return {
        **rest,
        "photosensitising_names": lists.get("names"),
        "photosensitising_long": lists.get("long"),
    }
