"""The walls of the words: which names an active has, what is blocked, which answers close a plan.

As with the numbers: an edit of a table may tighten, and loosens only where the wall is moved too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from milium.domain.findings import Issue
from milium.domain.safety import Active, SafetyFacts
from milium.knowledge.reading import read, rows
from milium.knowledge.sanity import FAMILIES, STATES

PATH = "safety/walls_words.yaml"
# Lists whose words all close something: they may grow. Those that open something may shrink.
MAY_GROW = (
    *("name_words", "salicylate_allergy", "scrubs", "blocked.first", "blocked.name_words", "blocked.any_place"),
    *("blocked.steroids", "blocked.never_home_words", "persons.slow_phototypes", "persons.slow_conditions"),
    *("persons.needed_for_actives", "persons.sites_never", "persons.fresh_injury_durations", "persons.special_milia"),
    *("persons.special_groupings", "persons.special_flags", "persons.special_medicines", "persons.immune_flags"),
    *("persons.immune_conditions", "persons.eye_flags", "persons.emergency_reactions", "persons.no_steam_conditions"),
    *("persons.photosensitising_names", "persons.photosensitising_long"),
)
MAY_SHRINK = (
    *("never_actives", "salicylate_allergy_ask", "persons.sites_for_actives", "persons.milia_or_comedone"),
    "persons.minor_actives",
)
FIXED = ("persons.fever", "persons.infection", "persons.fresh_injury_site")
COUNTS = ("never", "strong", "always")  # the more often it counts, the tighter
ALLOWED = ("free", "confirmed", "never")
NOT_PLACED = ("ask", "refuse")


@dataclass(frozen=True, slots=True, repr=False)
class WordWalls:
    """How far the words may go.

    Attributes:
        actives: Active -> its row: never fewer names, never a higher strength.
        first_names: Never fewer places of a list that count.
        essential_oil_pct: Never more of an essential oil.
        may_grow, may_shrink: Name of a list -> its words.
        fixed: Name -> the word.
        pregnancy: Active or family -> state -> never freer than this.
    """

    actives: Mapping[str, Active]
    first_names: int
    essential_oil_pct: float
    may_grow: Mapping[str, tuple[str | int, ...]]
    may_shrink: Mapping[str, tuple[str | int, ...]]
    fixed: Mapping[str, str]
    pregnancy: Mapping[str, Mapping[str, str]]


def read_word_walls(data: Mapping[str, Any], issues: list[Issue]) -> WordWalls | None:
    """Read the walls of the words, or return None and append every issue."""
    before = len(issues)
    found = rows(Active, data.get("actives"), f"{PATH} actives", issues)
    rest = {**data, "actives": {active.id: active for active in found}}
    walls = read(WordWalls, rest, PATH, issues) if len(issues) == before else None
    if walls is None:
        return None
    issues.extend(_own_issues(walls))
    for part, wanted in (("may_grow", MAY_GROW), ("may_shrink", MAY_SHRINK), ("fixed", FIXED)):
        missing = sorted(name for name in wanted if not getattr(walls, part).get(name))
        issues.extend(Issue(f"{PATH} {part} {name}", "is missing or empty.", "Restore it.") for name in missing)
    return walls if len(issues) == before else None


def _own_issues(walls: WordWalls) -> Iterator[Issue]:
    """Yield words of the walls that no comparison knows: a wall that is broken guards nothing."""
    for name, active in walls.actives.items():
        if active.counts not in COUNTS:
            yield Issue(f"{PATH} actives {name}.counts", f"{active.counts!r} is not allowed.", "Correct it.")
    for name, states in walls.pregnancy.items():
        for state, word in states.items():
            if word not in ALLOWED:
                yield Issue(f"{PATH} pregnancy.{name}.{state}", f"{word!r} is not allowed.", "Correct it.")


def word_issues(facts: SafetyFacts, walls: WordWalls) -> Iterator[Issue]:
    """Yield an issue wherever a word has left its wall."""
    yield from _list_issues(facts, walls)
    if facts.first_names < walls.first_names:
        yield Issue("safety/actives.yaml first_names", f"{facts.first_names} is fewer than its wall.", "Correct it.")
    if facts.blocked.essential_oil_pct > walls.essential_oil_pct:
        yield Issue("safety/actives.yaml essential_oil_pct", "is more than its wall.", "Correct it.")
    for active in facts.actives:
        wall = walls.actives.get(active.id)
        for what in ("row",) if wall is None else _looser(active, wall):
            where = f"safety/actives.yaml {active.id}.{what}"
            yield Issue(where, "is looser than its wall.", f"Correct it, or move {PATH}.")
    yield from _pregnancy_issues(facts, walls)


def _list_issues(facts: SafetyFacts, walls: WordWalls) -> Iterator[Issue]:
    for name in MAY_GROW:
        for word in _missing(walls.may_grow[name], _list(facts, name)):
            yield Issue(f"safety {name}", f"{word!r} is missing.", f"Restore it, or take it out of {PATH} too.")
    for name in MAY_SHRINK:
        for word in _missing(_list(facts, name), walls.may_shrink[name]):
            yield Issue(f"safety {name}", f"{word!r} is new here.", f"Take it out, or name it in {PATH} too.")
    for name in FIXED:
        word = attrgetter(name)(facts)
        if word != walls.fixed[name]:
            yield Issue(f"safety {name}", f"{word!r} is not {walls.fixed[name]!r}.", f"Correct it, or move {PATH}.")


def _looser(active: Active, wall: Active) -> Iterator[str]:
    """Yield the keys of an active that are looser than its wall."""
    tests = {
        "family": active.family != wall.family,
        "inci": bool(_missing(wall.inci, active.inci)),
        "counts": COUNTS.index(active.counts) < COUNTS.index(wall.counts),
        "declared_pct": _above(active.declared_pct, wall.declared_pct) and active.counts == wall.counts,
        "position_counts": wall.position_counts and not active.position_counts,
        "not_below_pct": active.not_below_pct is not None and _above(active.not_below_pct, wall.not_below_pct or 0.0),
        "leave_on_only": active.leave_on_only and not wall.leave_on_only,
        "ladder": active.ladder not in {None, wall.ladder},
        "cap_pct": active.ladder is not None and _above(active.cap_pct, wall.cap_pct),
        "cap_pct_in": _caps_above(active, wall),
        "equivalent": active.equivalent < wall.equivalent,
        "start_pct": active.ladder is not None and _above(active.start_pct, wall.start_pct),
        "unknown_strength": active.unknown_strength not in {*NOT_PLACED, wall.unknown_strength},
        "region_cap_in": bool(_missing(active.region_cap_in, wall.region_cap_in)),
        "prescription": wall.prescription and not active.prescription,
        "prescription_above_pct": _above(active.prescription_above_pct, wall.prescription_above_pct),
        "free_in": bool(wall.free_in) and (not active.free_in or bool(_missing(active.free_in, wall.free_in))),
    }
    return (key for key, looser in tests.items() if looser)


def _above(found: float | None, most: float | None) -> bool:
    """Tell whether a number is above its wall; one that is gone is as good as endless."""
    return most is not None and (found is None or found > most)


def _caps_above(active: Active, wall: Active) -> bool:
    caps = active.cap_pct_in or {}
    return any(caps.get(region, active.cap_pct or most) > most for region, most in (wall.cap_pct_in or {}).items())


def _pregnancy_issues(facts: SafetyFacts, walls: WordWalls) -> Iterator[Issue]:
    table, where = facts.persons.pregnancy, "safety/persons.yaml pregnancy"
    for name, states in walls.pregnancy.items():
        for state, least in states.items():
            word = table.get(name, {}).get(state)
            if name in table and (word not in ALLOWED or ALLOWED.index(word) < ALLOWED.index(least)):
                yield Issue(f"{where}.{name}.{state}", f"{word!r} is freer than {least!r}.", f"Correct it, or {PATH}.")
    for name in sorted(set(table) - set(walls.pregnancy)):
        yield Issue(f"{where}.{name}", f"has no wall in {PATH}.", "Name it there too.")
    for name in FAMILIES:
        if set(walls.pregnancy.get(name, ())) != set(STATES):
            yield Issue(f"{PATH} pregnancy.{name}", "is missing or not whole.", "Restore it.")


def _missing(wanted: Any, found: Any) -> list[str | int]:
    there = set(found)
    return [word for word in wanted if word not in there]


def _list(facts: SafetyFacts, name: str) -> tuple[str | int, ...]:
    words: tuple[str | int, ...] = attrgetter(name)(facts)
    return words
