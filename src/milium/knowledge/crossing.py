"""Words that one part of the packs takes from another: a slip there would quietly loosen a rule."""

from collections.abc import Iterator, Mapping
from typing import Any

from milium.domain.findings import Issue
from milium.knowledge.reading import nearest

Parts = Mapping[str, Mapping[str, Any]]
PERSONS, WINDOWS, ACTIVES = "safety/persons.yaml", "safety/windows.yaml", "safety/actives.yaml"
WORDS, QUESTIONS, CONDITIONS = "case/words.yaml", "identify/questions.yaml", "identify/conditions.yaml"
# List of packs/safety/persons.yaml -> where its words come from.
FROM_ANSWERS = {
    "sites_for_actives": "site",
    "sites_never": "site",
    "fresh_injury_site": "site",
    "fresh_injury_durations": "duration",
    "special_groupings": "grouping",
    "special_flags": "flags",
    "immune_flags": "flags",
    "eye_flags": "flags",
}
FROM_PROFILE = {
    "slow_conditions": "conditions",
    "immune_conditions": "conditions",
    "no_steam_conditions": "conditions",
    "special_medicines": "medicines",
    "fever": "conditions",
    "gentle_skin": "skin",
    "infection": "skin_now",
    "slow_phototypes": "phototypes",
}
FROM_CONDITIONS = ("milia_or_comedone", "special_milia")
ANSWERS = "answers."


def cross_issues(parts: Parts) -> Iterator[Issue]:
    """Yield what only shows when two parts are laid side by side; a part that is absent says so itself."""
    words, persons = _table(parts, WORDS), _table(parts, PERSONS)
    profile = words.get("profile")
    profile = profile if isinstance(profile, Mapping) else {}
    answers = _answers(_table(parts, QUESTIONS))
    conditions = _ids(_table(parts, CONDITIONS).get("conditions"), "id")
    if answers:
        for key, question in FROM_ANSWERS.items():
            yield from _unknown(persons.get(key), answers.get(question, ()), f"{PERSONS} {key}")
        asked = [w.removeprefix(ANSWERS) for w in _list(persons.get("needed_for_actives")) if w.startswith(ANSWERS)]
        yield from _unknown(asked, answers, f"{PERSONS} needed_for_actives")
    if profile:
        for key, source in FROM_PROFILE.items():
            yield from _unknown(persons.get(key), _list(profile.get(source)), f"{PERSONS} {key}")
        yield from _regions(_table(parts, ACTIVES).get("actives"), _list(profile.get("region")))
    if conditions:
        for key in FROM_CONDITIONS:
            yield from _unknown(persons.get(key), conditions, f"{PERSONS} {key}")
    log_words = words.get("log_words")
    if isinstance(log_words, Mapping):
        yield from _unknown(
            persons.get("emergency_reactions"), _list(log_words.get("what")), f"{PERSONS} emergency_reactions"
        )
    yield from _windows(words, _table(parts, WINDOWS))


def _windows(words: Mapping[str, Any], windows: Mapping[str, Any]) -> Iterator[Issue]:
    kinds = [*_list(words.get("dated")), *_list(words.get("dated_unnamed"))]
    for kind in kinds if windows else ():
        if kind not in windows:
            yield Issue(f"{WINDOWS} {kind}", "is missing, but a case may name it.", "Add its windows.")
    yield from _unknown(list(windows), kinds, WINDOWS) if kinds else ()


def _regions(rows: object, regions: list[Any]) -> Iterator[Issue]:
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping):
            caps = row.get("cap_pct_in")
            named = [*(caps if isinstance(caps, Mapping) else ())]
            for key in ("region_cap_in", "free_in"):
                named += _list(row.get(key))
            yield from _unknown(named, regions, f"{ACTIVES} {row.get('id')}")


def _unknown(words: object, allowed: Any, where: str) -> Iterator[Issue]:
    for word in _list(words):
        if word not in allowed:
            yield Issue(where, f"{word!r} is no word of the packs.", nearest(str(word), map(str, allowed)))


def _answers(data: Mapping[str, Any]) -> dict[str, list[str]]:
    rows = data.get("questions")
    found = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return {str(row.get("key")): _ids(row.get("answers"), "key") for row in found}


def _ids(rows: object, key: str) -> list[str]:
    return [str(row.get(key)) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _table(parts: Parts, path: str) -> Mapping[str, Any]:
    data = parts.get(path.partition("/")[0], {}).get(path)
    return data if isinstance(data, Mapping) else {}
