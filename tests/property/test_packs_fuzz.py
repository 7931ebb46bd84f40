"""Every cell of the safety tables damaged once, in every way of a slip: said, or a hold, never a looser rule.

What still loads makes plans for persons of every kind, and the undamaged checker judges them.
"""

import json
import os
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest

from damage import Path
from fuzz_packs import PERSONS, broken_rules, csv_changes, damages, good
from milium.adapters.packfiles import load_part
from milium.domain.findings import Issue
from milium.domain.safety import SafetyFacts
from milium.knowledge.audit import build_audit
from milium.knowledge.facade import UNREADABLE
from milium.knowledge.identify import build_identify
from milium.knowledge.safety import build_safety
from milium.knowledge.seals import AUDIT, NAME_COLUMNS, NAMES, SEALED

pytestmark = pytest.mark.slow
TORTURE = bool(os.environ.get("MILIUM_TORTURE"))
PERSONS_EACH = len(PERSONS) if TORTURE else 4
WALLS = ("safety/walls.yaml", "safety/walls_words.yaml")
CSV_CELLS = 4000 if TORTURE else 100
LABEL_WORDS = 0.02  # the share of the damages of label words that is tried
EVERY = 1 if TORTURE else 4  # so many of the damages of the identification are tried


def plain(part: str) -> Any:
    return json.loads(json.dumps(load_part(part)))


SAFETY, IDENTIFY, AUDITED = plain("safety"), plain("identify"), plain("audit")


def built(data: Any) -> SafetyFacts | None:
    """The facts of damaged files; None is a hold, and then something says why and what to do."""
    issues: list[Issue] = []
    facts = build_safety(data, issues)
    assert (facts is None) == bool(issues)
    assert all(issue.where and issue.problem and issue.fix for issue in issues)
    return facts


@pytest.mark.parametrize("name", sorted(set(SAFETY) - set(WALLS) - {"safety/rules.yaml"}))
def test_no_damaged_cell_of_a_safety_table_makes_a_looser_plan(name: str) -> None:
    loaded = 0
    for path, what, data in damages(SAFETY, name):
        facts = built(data)
        if facts is None or facts == good().safety:
            continue
        loaded += 1
        for number in range(PERSONS_EACH):
            person = (loaded * PERSONS_EACH + number) % len(PERSONS)
            assert broken_rules(person, facts) == (), f"{path} {what}: a plan for person {person} breaks a rule"
    assert loaded, "no damage got through: the judge was never asked"


def test_no_damaged_cell_of_the_rules_changes_a_number_or_loses_a_rule() -> None:
    whole = good().safety
    for path, what, data in damages(SAFETY, "safety/rules.yaml"):
        facts = built(data)
        if facts is not None:
            assert replace(facts, rules=whole.rules) == whole, (path, what)
            assert set(facts.rules) == set(whole.rules)
            assert all(facts.rules[i].severity == rule.severity for i, rule in whole.rules.items())
            assert all(rule.says and rule.tell and rule.next_step for rule in facts.rules.values())


@pytest.mark.parametrize("name", WALLS)
def test_no_damaged_wall_changes_a_table(name: str) -> None:
    for path, what, data in damages(SAFETY, name, rough=not TORTURE):
        facts = built(data)
        assert facts is None or facts == good().safety, (path, what)


def sealed_cells(name: str) -> Iterator[tuple[Path, str, Any]]:
    """Yield the damages of one sealed file of the identification; of a long table so many of every column."""
    if name.endswith(".yaml"):
        yield from damages(IDENTIFY, name)
        return
    rows, dice = IDENTIFY[name], random.Random(name)
    cells = [(i, j) for i in range(len(rows)) for j in range(len(rows[0]))]
    for i, j in dice.sample(cells, min(CSV_CELLS, len(cells))):
        for what, table in csv_changes(rows, i, j):
            yield (name, i, j), what, {**IDENTIFY, name: table}


@pytest.mark.parametrize("name", sorted(SEALED))
def test_a_damaged_cell_of_the_identification_is_said_or_says_nothing_about_a_level(name: str) -> None:
    whole = good().identify
    for path, what, data in islice(sealed_cells(name), 0, None, EVERY):
        issues: list[Issue] = []
        try:
            facts = build_identify(data, issues)
        except UNREADABLE:  # a hold too, with the words of the error
            continue
        assert (facts is None) == bool(issues), (path, what)
        if facts is None:
            continue
        for part in ("likelihood", "priors", "ratios", "weighing", "harm", "floors", "while_open", "profiled"):
            assert getattr(facts, part) == getattr(whole, part), (path, what)
        assert [(r.id, r.cases) for r in facts.red_flags] == [(r.id, r.cases) for r in whole.red_flags], (path, what)
        care = [(c.id, c.care, c.raised, c.first_when) for c in facts.conditions.values()]
        assert care == [(c.id, c.care, c.raised, c.first_when) for c in whole.conditions.values()], (path, what)


@pytest.mark.parametrize("name", ["audit/reading.yaml", "audit/roles.yaml", "audit/forms.yaml", "audit/findings.yaml"])
def test_words_of_labels_that_are_damaged_never_make_a_looser_plan(name: str) -> None:
    """The label is read and classed with the damaged words; the undamaged checker knows what is in it."""
    dice = random.Random(name)
    tried = [damage for damage in damages(AUDITED, name) if TORTURE or dice.random() < LABEL_WORDS]
    for path, what, data in tried:
        issues: list[Issue] = []
        try:
            facts = build_audit(data, issues)
        except UNREADABLE:  # a hold too, with the words of the error
            continue
        assert (facts is None) == bool(issues), (path, what)
        if facts is not None:
            for person in dice.sample(range(len(PERSONS)), PERSONS_EACH if TORTURE else 3):
                assert broken_rules(person, good().safety, audit=facts) == (), (path, what, person)


def test_no_row_that_a_safety_rule_names_can_change_unseen() -> None:
    names = set(AUDITED[AUDIT]["names"])
    rows = AUDITED[NAMES]
    places = [i for i, row in enumerate(rows) if row[0] in names]
    assert len(places) == len(names)
    for i in places if TORTURE else places[::5]:
        for j in NAME_COLUMNS:
            changed = [*rows]
            changed[i] = [*rows[i][:j], f"{rows[i][j]}X", *rows[i][j + 1 :]]
            assert build_audit({**AUDITED, NAMES: changed}, []) is None, rows[i][:3]
        assert build_audit({**AUDITED, NAMES: [*rows[:i], *rows[i + 1 :]]}, []) is None, rows[i][0]


def test_every_active_of_the_safety_tables_is_a_sealed_row_or_has_none() -> None:
    sealed, known = set(AUDITED[AUDIT]["names"]), {row[0] for row in AUDITED[NAMES]}
    actives = {name for active in good().safety.actives for name in active.inci}
    assert actives & known <= sealed


LOOSER: dict[str, dict[str, Any]] = {
    "no answer is needed": {"persons": {"needed_for_actives": ()}},
    "nobody is slow": {"persons": {"slow_phototypes": (), "slow_conditions": ()}},
    "any retinol is placed": {"actives": {"retinol": {"cap_pct": 5.0, "start_pct": 5.0}}},
    "tretinoin is no prescription": {"actives": {"tretinoin": {"prescription": False, "family": "vitamin_c"}}},
    "no spot test": {"limits": {"firm_days": 1}},
    "any ladder": {"ladders": 4},
    "no window": {"windows": ("waxing", "laser")},
}


def loosened(how: dict[str, Any]) -> SafetyFacts:
    """Facts that no wall would let pass, made by hand: the judge must see them."""
    facts = good().safety
    if "persons" in how:
        facts = replace(facts, persons=replace(facts.persons, **how["persons"]))
    if "limits" in how:
        facts = replace(facts, limits=replace(facts.limits, **how["limits"]))
    if "actives" in how:
        rows = tuple(replace(a, **how["actives"].get(a.id, {})) for a in facts.actives)
        facts = replace(facts, actives=rows)
    if "ladders" in how:
        quick = {n: (replace(a, start=4), replace(b, start=3)) for n, (a, b) in facts.ladders.items()}
        facts = replace(facts, ladders=quick)
    if "windows" in how:
        facts = replace(facts, windows={**facts.windows, **dict.fromkeys(how["windows"], ())})
    return facts


@pytest.mark.parametrize("how", LOOSER)
def test_the_judge_sees_looser_facts_when_no_wall_stops_them(how: str) -> None:
    facts = loosened(LOOSER[how])
    assert any(broken_rules(number, facts) for number in range(len(PERSONS))), how
