import copy
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from milium.adapters.packfiles import load_all
from milium.knowledge import check
from milium.knowledge.check import check_packs, review_notes

Parts = dict[str, dict[str, Any]]
WHOLE: Parts = json.loads(json.dumps(load_all()[0]))


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> Parts:
    """A copy to break. The rooms that no test here breaks are not built each time."""
    monkeypatch.setattr(check, "ALSO_BUILT", ())
    return {**copy.deepcopy({part: WHOLE[part] for part in WHOLE if part != "audit"}), "audit": WHOLE["audit"]}


def test_the_packs_we_ship_are_whole() -> None:
    parts, unreadable = load_all()
    assert unreadable == []
    assert check_packs(parts) == []


def test_no_fact_claims_a_review_that_nobody_made() -> None:
    facts = [
        e
        for path, data in WHOLE["facts"].items()
        if "sources" not in path and "units" not in path
        for e in data.values()
    ]
    assert len(facts) > 200
    assert all(entry["reviewed"] is None for entry in facts)
    assert review_notes(WHOLE, date(2026, 11, 23))[0].problem == f"{len(facts)} facts are not yet reviewed."


def change_fact(key: str, value: object) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts["facts"]["facts/claims.yaml"]["C04"][key] = value

    return change


def add_text(entry: dict[str, Any]) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        next(iter(parts["texts"].values()))["zz"] = entry

    return change


def set_in(part: str, path: str, *keys: str | int, value: object) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        holder = parts[part][path]
        for key in keys[:-1]:
            holder = holder[key]
        holder[keys[-1]] = value

    return change


def drop(part: str, path: str, *keys: str | int) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        holder = parts[part][path]
        for key in keys[:-1]:
            holder = holder[key]
        del holder[keys[-1]]

    return change


def twice(part: str, path: str, key: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[part][path][key].append(copy.deepcopy(parts[part][path][key][0]))

    return change


LONG = "This is a sentence that goes on and on and never seems to end although it has said all it had to say."
VALUES = {"2026-11-23": {"never_outside": [0, 5], "typical": 7}}
FAULTS: dict[str, tuple[Callable[[Parts], None], str]] = {
    "an unknown key names the nearest": (change_fact("sorces", []), "Did you mean sources?"),
    "an unknown unit": (change_fact("unit", "pct_w_v"), "Did you mean pct_w_w?"),
    "an unknown source": (change_fact("sources", ["cleveland-clinic-mila"]), "Did you mean cleveland-clinic-milia?"),
    "no source": (change_fact("sources", []), "names no source"),
    "an empty statement": (change_fact("says", " "), "is empty"),
    "a grade that is none": (change_fact("certainty", "E"), "is no grade"),
    "a judgement that is not said": (change_fact("certainty", "B/J"), "is false but the grade says J"),
    "a review without a name": (change_fact("reviewed", {"on": "2026-11-23"}), "is no signature"),
    "a claim in a fact": (change_fact("says", "An acid removes milia."), "SR-86"),
    "a value outside its wall": (
        set_in("facts", "facts/claims.yaml", "C07", "values", value=VALUES),
        "is not within never_outside 0-5",
    ),
    "numbers without a unit": (drop("facts", "facts/claims.yaml", "C07", "unit"), "belong together"),
    "a unit without numbers": (drop("facts", "facts/claims.yaml", "C07", "values"), "but there is a unit"),
    "a date that is none": (change_fact("values", {"today": {"verdict": "partly"}}), "is no date"),
    "an unknown fact in a text": (add_text({"says": "Rest.", "facts": ["SR-400"]}), "Did you mean SR-40?"),
    "a long sentence": (add_text({"says": LONG}), "a sentence of 23 words"),
    "a promise": (add_text({"says": "This serum clears your bumps."}), '"clears" is a claim'),
    "a cause": (add_text({"says": "Your cream causes milia."}), "is a claim"),
    "a diagnosis": (add_text({"says": "You have milia."}), "is a claim"),
    "a cure": (add_text({"says": "It cures."}), "is a claim"),
    "an empty text": (add_text({"says": ""}), "says nothing"),
    "a rule without words for the person": (drop("safety", "safety/rules.yaml", "rules", 3, "tell"), "is missing"),
    "a rule without a next step": (
        set_in("safety", "safety/rules.yaml", "rules", 3, "next_step", value=""),
        "is empty",
    ),
    "a rule written twice": (twice("safety", "safety/rules.yaml", "rules"), "is there twice"),
    "an active written twice": (twice("safety", "safety/actives.yaml", "actives"), "is there twice"),
    "a red flag written twice": (twice("identify", "identify/red_flags.yaml", "red_flags"), "is there twice"),
    "a rule that is gone": (drop("safety", "safety/rules.yaml", "rules", 3), "is missing"),
    "a long sentence in a rule": (
        set_in("safety", "safety/rules.yaml", "rules", 3, "tell", value=LONG),
        "a sentence of 23 words",
    ),
    "an unknown source of a rule": (
        set_in("safety", "safety/rules.yaml", "rules", 3, "sources", value=["wikipedia"]),
        '"wikipedia" is no source',
    ),
    "a ladder that an active needs": (drop("safety", "safety/ladders.yaml", "aha"), "'aha' is not allowed"),
    "a start above the top": (set_in("safety", "safety/ladders.yaml", "aha", "start", value=5), "Make start <= top"),
    "caps that fall": (
        set_in("safety", "safety/limits.yaml", "load_normal", value=[[4, 3], [12, 2], [None, 5]]),
        "caps must lie in 0-7 and never fall",
    ),
    "a cap above its wall": (
        set_in("safety", "safety/limits.yaml", "load_slow", value=[[4, 3], [8, 3], [None, 3]]),
        "allows more than its wall",
    ),
    "a window upside down": (
        set_in("safety", "safety/windows.yaml", "microdermabrasion", 0, "first", value=9),
        "Put the ends in order",
    ),
    "a kind of event without windows": (drop("safety", "safety/windows.yaml", "laser"), "is missing"),
    "a stronger cap": (set_in("safety", "safety/actives.yaml", "actives", 13, "cap_pct", value=30), "above the wall"),
    "a looser limit": (
        set_in("safety", "safety/limits.yaml", "second_active_days", value=7),
        "7 is not within 56-365",
    ),
    "a retinoid for the pregnant": (
        set_in("safety", "safety/persons.yaml", "pregnancy", "retinoid", "yes", value="free"),
        "must be never",
    ),
    "a slip in a condition": (
        set_in("safety", "safety/persons.yaml", "slow_conditions", value=["ekzema", "rosacea"]),
        "Did you mean eczema?",
    ),
    "a slip in a place": (
        set_in("safety", "safety/persons.yaml", "sites_never", value=["around_eyes", "lash_line"]),
        "Did you mean around_eye?",
    ),
    "a kind that no window knows": (set_in("case", "case/words.yaml", "dated", 0, value="sugaring"), "sugaring"),
    "a source of a kind we do not know": (
        set_in("facts", "facts/sources.yaml", "cleveland-clinic-milia", "kind", value="blog"),
        '"blog" is no kind',
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, parts: Parts) -> None:
    change, words = FAULTS[name]
    change(parts)
    found = check_packs(parts)
    assert any(words in f"{i.where}: {i.problem} {i.fix}" for i in found), [i.as_data() for i in found]


def test_all_faults_are_reported_at_once(parts: Parts) -> None:
    change_fact("sources", [])(parts)
    add_text({"says": LONG})(parts)
    drop("safety", "safety/rules.yaml", "rules", 3, "tell")(parts)
    problems = " ".join(i.problem for i in check_packs(parts))
    assert "names no source" in problems
    assert "a sentence of 23 words" in problems
    assert "is missing" in problems


def test_nothing_at_all_is_said_part_by_part() -> None:
    places = " ".join(issue.where for issue in check_packs({}))
    for part in WHOLE:
        assert f"{part}/" in places or f"packs/{part}" in places


def test_an_overdue_review_is_a_note_and_no_fault(parts: Parts) -> None:
    signed = {"by": "a name", "on": "2026-01-01", "again_by": "2026-06-01"}
    change_fact("reviewed", signed)(parts)
    assert check_packs(parts) == []
    notes = review_notes(parts, date(2026, 11, 23))
    assert [n.where for n in notes if "due again" in n.problem] == ["facts/claims.yaml C04"]
