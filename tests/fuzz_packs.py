"""Damage every cell of a pack part once, as a slip of the hand does, and judge the plans that are still made."""

import copy
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from damage import Path, cell, places
from lives import ACTIVES, ANSWERS, CLEANSER, CREAM, PROFILE, SUNSCREEN, plain_case
from milium.adapters.packfiles import load_knowledge
from milium.care.assess import assess
from milium.care.cases import read_case
from milium.domain.audit_facts import AuditFacts
from milium.domain.case import Case
from milium.domain.label import Product
from milium.domain.plan import Violation
from milium.domain.safety import SafetyFacts
from milium.engine.audit import class_product, read_label
from milium.engine.check import check
from milium.engine.plan import make_plan
from milium.knowledge.facade import Knowledge

WEEKS = 4
Change = tuple[str, Any]
ROUGH = ("removed", "of another type", "x 10")
WORDS = (
    "says",
    "tell",
    "next_step",
    "sources",
    "looks",
    "course",
    "names",
    "name",
    "ask",
    "why",
    "more",
    "offer",
    "grade",
)
SHELF = {item["id"]: item for item in ACTIVES}


def changes(data: Any, path: Path) -> Iterator[tuple[str, Change]]:
    """Yield (what was done, how to do it) for every slip that a cell can suffer."""
    value, holder = cell(data, path), cell(data, path[:-1])
    yield "removed", ("remove", None)
    if value is not None:
        yield "emptied", ("set", None)
    if isinstance(value, list | dict):
        if value:
            yield "emptied to nothing", ("set", type(value)())
        yield "of another type", ("set", 7)
    else:
        yield "of another type", ("set", {"x": "y"})
    if isinstance(value, bool):
        yield "flipped", ("set", not value)
    elif isinstance(value, int | float):
        tenth = value / 10 if isinstance(value, float) or value % 10 else value // 10
        for what, new in (("negative", -value - (value == 0)), ("x 10", value * 10), ("/ 10", tenth)):
            yield what, ("set", new)
        yield "one more", ("set", value + 1)
        yield "one less", ("set", value - 1)
    elif isinstance(value, str) and value:
        yield "misspelt", ("set", value[:-1] + ("y" if value[-1] == "x" else "x"))
        yield "cut", ("set", value[:-1])
    keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    after = keys[keys.index(path[-1]) + 1 :]
    if after and holder[after[0]] != value:
        yield "swapped with its neighbour", ("swap", after[0])
    if isinstance(holder, dict):
        yield "its key misspelt", ("rename", f"{path[-1]}x")


def damaged(data: Any, path: Path, change: Change) -> Any:
    """Return a copy of the data with one cell changed."""
    result = copy.deepcopy(data)
    holder, key, (how, new) = cell(result, path[:-1]), path[-1], change
    if how == "remove":
        del holder[key]
    elif how == "set":
        holder[key] = new
    elif how == "swap":
        holder[key], holder[new] = holder[new], holder[key]
    else:
        renamed = [(new if name == key else name, value) for name, value in holder.items()]
        holder.clear()
        holder.update(renamed)
    return result


def damages(files: Mapping[str, Any], name: str, *, rough: bool = False) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Yield every damage of one file: the cell, what was done to it, and the whole part with it.

    Sentences and their sources say nothing to a rule: they suffer the rough slips alone, as every
    cell does when `rough` is asked for.
    """
    one = {name: files[name]}
    for path in places(one):
        if len(path) > 1:
            only_rough = rough or any(key in WORDS for key in path)
            for what, change in changes(one, path):
                if not only_rough or what in ROUGH:
                    yield path, what, {**files, **damaged(one, path, change)}


def csv_changes(rows: list[list[str]], i: int, j: int) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield every slip of one cell of a table: its text is all there is."""
    row, value = rows[i], rows[i][j]
    slips = {"emptied": "", "misspelt": f"{value}x", "cut": value[:-1], "negative": f"-{value}"}
    number = value.replace(".", "", 1).isdigit()
    if number:
        slips |= {"x 10": f"{float(value) * 10:g}", "/ 10": f"{float(value) / 10:g}"}
    for what, new in slips.items():
        if new != value:
            yield what, [*rows[:i], [*row[:j], new, *row[j + 1 :]], *rows[i + 1 :]]
    yield "removed", [*rows[:i], [*row[:j], *row[j + 1 :]], *rows[i + 1 :]]
    yield "row removed", [*rows[:i], *rows[i + 1 :]]
    if i + 1 < len(rows) and rows[i + 1][j] != value:
        below = rows[i + 1]
        swapped = [[*row[:j], below[j], *row[j + 1 :]], [*below[:j], value, *below[j + 1 :]]]
        yield "swapped with its neighbour", [*rows[:i], *swapped, *rows[i + 2 :]]


@cache
def good() -> Knowledge:
    """Return the knowledge as shipped."""
    return load_knowledge()


def _case(*actives: str, **other: Any) -> dict[str, Any]:
    shelf = [CLEANSER, CREAM, SUNSCREEN, *(SHELF[name] for name in actives)]
    profile = {**PROFILE, **other.pop("profile", {})}
    answers = {**ANSWERS, **other.pop("answers", {})}
    return plain_case(shelf=other.pop("shelf", shelf), profile=profile, answers=answers, **other)


def _in_use(name: str, evenings: int, since: str = "2025-11-20") -> list[dict[str, Any]]:
    use = {"since": since, "evenings_per_week": evenings}
    return [CLEANSER, CREAM, SUNSCREEN, {**SHELF[name], "in_use": use}]


CALM = {
    "kind": "check_in",
    "irritation": 0,
    "spf": "ok",
    "adherence": "good",
    "bumps": "same",
    "skin_now": [],
    "flags": [],
}
TICKS = [{"kind": "tick", "date": f"2026-02-{day:02}", "slot": "pm", "product": "glycolic"} for day in range(2, 28, 4)]
LIVED = [*TICKS, {**CALM, "date": "2026-02-20"}, {**CALM, "date": "2026-02-27"}]
PERSONS: tuple[dict[str, Any], ...] = (
    _case("glycolic", "retinol"),
    _case("retinol-strong"),
    _case("retinol-too-strong", "peel"),
    _case("mandelic", profile={"phototype": 5, "past_dark_marks": True}),
    _case("lactic", "retinal", profile={"breastfeeding": True}),
    _case("glycolic", "retinol", "salicylic", profile={"pregnancy": "yes", "confirmed": ["glycolic acid"]}),
    _case("azelaic", "mandelic", profile={"pregnancy": "trying"}),
    _case("salicylic", "lactic", profile={"allergies": ["salicylate"]}),
    _case("salicylic-no-number", "adapalene", profile={"region": "other"}),
    _case("adapalene", profile={"region": "US", "conditions": ["eczema"]}),
    _case(
        "adapalene",
        "salicylic",
        profile={"age": {"years": 15}, "confirmed": ["adapalene"], "guardian_agrees": True},
        answers={"age": "teen_12_17y"},
    ),
    _case("glycolic", profile={"age": {"years": 11}}, answers={"age": "child_1_11y"}),
    _case("glycolic", "salicylic", profile={"medicines": [{"kind": "other", "name": "doxycycline"}]}),
    _case("retinol", profile={"medicines": [{"kind": "isotretinoin", "ended": "2025-11-01"}]}),
    _case("retinol", profile={"medicines": [{"kind": "prescription_topical", "ended": "2026-02-20"}]}),
    _case("pha", "scrub", wishes={"choose": "plan", "steam": True}),
    _case("glycolic", profile={"conditions": ["rosacea"]}, wishes={"choose": "plan", "steam": True}),
    _case("retinol", dated=[{"kind": "waxing", "date": "2026-03-12"}, {"kind": "sunny_travel", "date": "2026-03-25"}]),
    _case("mandelic", dated=[{"kind": "peel", "date": "2026-02-28"}, {"kind": "laser", "date": "2026-03-29"}]),
    _case("glycolic", log=LIVED),
    _case("glycolic", log=[*LIVED, {**CALM, "date": "2026-02-28", "irritation": 2}]),
    _case("glycolic", log=[*LIVED, {"kind": "reaction", "date": "2026-02-27", "what": "picked"}]),
    _case(shelf=_in_use("retinol", 7)),
    _case(shelf=_in_use("glycolic", 3, "2025-10-01")),
    _case("retinol", answers={"site": "around_eye"}),
    _case("retinol", answers={"count": "single", "age": "adult_40_64y"}, profile={"age": {"years": 45}}),
    _case("retinol", answers={"site": "injured_or_treated_skin", "duration": "under_6_weeks"}),
    _case("retinol", answers={"grouping": "together_on_a_red_raised_patch"}),
    _case("retinol", answers={"flags": ["cancer_medicine"]}),
    _case("retinol", answers={"flags": ["transplant_or_immune_weak"]}),
    _case(
        "retinol", answers={"feel": "soft", "opening": "pore_or_dark_plug", "colour": "skin_coloured", "size": "3_5"}
    ),
    _case("tretinoin", "both", "acid-wash", "bpo"),
    _case("tretinoin", "retinol"),
    _case("retinol", profile={"medicines": None, "skin_now": None}),
    _case("glycolic", profile={"allergies": None}, answers={"count": None}),
)


@cache
def person(number: int) -> Case:
    """Return one of the persons, read with the knowledge as shipped."""
    known, data = good(), PERSONS[number]
    from lives import MONDAY

    return read_case(data, known.vocabulary, known.identify, today=None, clock_today=MONDAY).case


def products(case: Case, safety: SafetyFacts, audit: AuditFacts | None = None) -> dict[str, Product]:
    """Return the shelf, read and classed with the given facts."""
    judging = (audit or good().audit).judging
    read = {item.id: read_label(item.label, audit) if audit else _reading(item.label) for item in case.shelf_ever()}
    return {item.id: class_product(item, read[item.id], judging, safety) for item in case.shelf_ever()}


@cache
def _reading(label: str) -> Any:
    return read_label(label, good().audit)


@cache
def _truth(number: int) -> tuple[dict[str, Product], Any]:
    case = person(number)
    return products(case, good().safety), assess(case, good().identify, good().safety.persons)


def broken_rules(number: int, safety: SafetyFacts, *, audit: AuditFacts | None = None) -> tuple[Violation, ...]:
    """Return what the undamaged checker finds in the plan that damaged facts make for a person."""
    case, (truth, assessment) = person(number), _truth(number)
    believed = assess(case, good().identify, safety.persons)
    made = make_plan(case, products(case, safety, audit), believed, safety, WEEKS)
    decision = made.decision
    if decision == "regimen" and not any(s.families for d in made.days for s in (*d.am, *d.pm)):
        decision = "base"
    return check(made.days, decision, made.options, case, truth, assessment, good().safety)
