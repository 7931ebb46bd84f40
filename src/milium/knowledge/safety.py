"""Build the typed facts of the safety rules from the files of `packs/safety`."""

from collections.abc import Mapping
from typing import Any

from milium.domain.findings import Issue
from milium.domain.safety import Active, Blocked, Limits, Persons, Rule, SafetyFacts
from milium.knowledge.decision_tables import PATH as TABLES
from milium.knowledge.decision_tables import read_tables, table_issues
from milium.knowledge.reading import convert, read, repeated, rows, table
from milium.knowledge.sanity import (
    active_issues,
    empty_issues,
    ladder_issues,
    load_issues,
    person_issues,
    rule_issues,
    window_issues,
)
from milium.knowledge.tables import read_ladders, read_windows
from milium.knowledge.walls import PATH as WALLS
from milium.knowledge.walls import read_walls, wall_issues
from milium.knowledge.word_walls import PATH as WORDS
from milium.knowledge.word_walls import read_word_walls, word_issues

ACTIVES, LADDERS, WINDOWS = "safety/actives.yaml", "safety/ladders.yaml", "safety/windows.yaml"
LIMITS, PERSONS, RULES = "safety/limits.yaml", "safety/persons.yaml", "safety/rules.yaml"
LISTS = {  # field -> key of actives.yaml
    "name_words": "name_words",
    "never_actives": "never",
    "salicylate_allergy": "salicylate_allergy",
    "salicylate_allergy_ask": "salicylate_allergy_ask",
    "scrubs": "scrubs",
}
OTHER_ACTIVE_KEYS = ("actives", "first_names", "blocked", "never_home_words")


def build_safety(files: Mapping[str, Any], issues: list[Issue]) -> SafetyFacts | None:
    """Build the facts, or return None and append every issue.

    Nothing is guessed: a missing key, a number outside its wall or a name that nothing defines
    breaks the part, and whatever needs it becomes a hold.

    Args:
        files: Path inside the pack ("safety/actives.yaml") -> parsed content.
        issues: Collected problems.
    """
    before = len(issues)
    actives = table(files, ACTIVES, issues)
    lists = {
        field: convert(tuple[str, ...], actives.get(key), f"{ACTIVES} {key}", issues) for field, key in LISTS.items()
    }
    for key in sorted(set(map(str, actives)) - {*LISTS.values(), *OTHER_ACTIVE_KEYS}):
        issues.append(Issue(f"{ACTIVES} {key}", "unknown key.", "Take it out."))
    rules = rows(Rule, table(files, RULES, issues).get("rules"), RULES, issues)
    issues.extend(repeated((rule.id for rule in rules), RULES))
    placed = rows(Active, actives.get("actives"), f"{ACTIVES} actives", issues)
    issues.extend(repeated((active.id for active in placed), ACTIVES))
    found = {
        "actives": placed,
        "first_names": convert(int, actives.get("first_names"), f"{ACTIVES} first_names", issues),
        "blocked": read(Blocked, _blocked(actives), f"{ACTIVES} blocked", issues),
        "ladders": read_ladders(table(files, LADDERS, issues), LADDERS, issues),
        "windows": read_windows(table(files, WINDOWS, issues), WINDOWS, issues),
        "limits": read(Limits, table(files, LIMITS, issues), LIMITS, issues),
        "persons": read(Persons, _persons(table(files, PERSONS, issues)), PERSONS, issues),
        "rules": {rule.id: rule for rule in rules},
        "tables": read_tables(table(files, TABLES, issues), TABLES, issues),
    }
    walls = read_walls(table(files, WALLS, issues), issues)
    words = read_word_walls(table(files, WORDS, issues), issues)
    if len(issues) > before or walls is None or words is None:
        return None
    facts = SafetyFacts(**found, **lists)
    for check in (active_issues, ladder_issues, window_issues, load_issues, person_issues, rule_issues, empty_issues):
        issues.extend(check(facts))
    issues.extend(table_issues(facts.tables, facts.rules, TABLES))
    issues.extend(wall_issues(facts, actives["actives"], walls))
    if len(issues) == before:
        issues.extend(word_issues(facts, words))
    return facts if len(issues) == before else None


def _blocked(actives: Mapping[str, Any]) -> dict[str, Any]:
    blocked = actives.get("blocked")
    return {**(blocked if isinstance(blocked, Mapping) else {}), "never_home_words": actives.get("never_home_words")}


def _persons(data: Mapping[str, Any]) -> dict[str, Any]:
    medicines = data.get("photosensitising")
    lists = medicines if isinstance(medicines, Mapping) else {}
    rest = {key: value for key, value in data.items() if key != "photosensitising"}
    return {
        **rest,
        "photosensitising_names": lists.get("names"),
        "photosensitising_long": lists.get("long"),
    }
