"""Write docs/safety/rules.md and hazards.md: every rule and hazard, who keeps it, and what shows that."""

import importlib.util
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import people
from milium.adapters.packfiles import read_yaml
from milium.domain.safety import Rule
from milium.engine.check import RULES
from milium.engine.check.table import PLAN_CHECKS, RuleCheck, Treatment
from milium.proof.faults import FAULTS

ROOT = Path(__file__).resolve().parent.parent
SAFETY = ROOT / "docs" / "safety"
SOURCE = ROOT / "src" / "milium"
RULE = re.compile(r"SR-\d\d")
# Where a rule may be kept beside the checker: the planner, the audit, the answers, the screens, and the tables.
KEPT_IN = ("engine/plan", "engine/audit", "engine/identify", "engine/track", "care", "pages", "knowledge")
TABLES = ("packs/safety", "packs/audit", "packs/identify", "packs/track", "packs/texts")
NO_TABLES = ("rules.yaml", "walls.yaml")  # the list of the rules itself, and the limits of the limits
# Tests that keep a rule without writing its number.
TESTED_UNNAMED = {
    "SR-16": ("tests/unit/pages/test_bump_screens.py",),
    "SR-62": ("tests/unit/plan/test_plan_days.py",),
    "SR-86": ("tests/unit/knowledge/test_wording.py",),
    "SR-87": ("tests/unit/pages/test_baby_screens.py",),
}
# Tests that only say which rules no plan can show.
NO_TEST_OF = {"tests/unit/check/test_check_evidence.py": frozenset({"SR-23", "SR-35", "SR-62", "SR-86", "SR-88"})}

HEAD = """# The safety rules, and who keeps each

Generated from the rules of the pack, the checker's table, the planner's code, the seeded faults of the proof and the
hand-written plans of `tests/cases`. Do not edit it: `pytest tests/docs/test_safety_rules.py --update-golden` writes it
anew. No clinician has reviewed the rules yet.

The checker (`milium.engine.check`) sees only a concrete dated plan, the case and what was really done. It shares no
code with the planner. Rules that no plan can show are tested where they live: {nowhere}.
{count} rules: {functions} have a function of the checker, {rest} live elsewhere.

- *kept in*: the modules and tables that name the rule, beside the checker.
- *bad plans*: hand-written plans that this rule reports, and no other, but for those marked +. Each has a twin just
  inside the rule that nothing reports. A checker that forgets the rule fails there.
- *seeded faults*: changes of a table, a number or a line of the planner that `milium prove` must catch by this rule;
  and predicates of the planner that a test makes allow everything: the checker must object by this rule.
- *also tested in*: other tests that name the rule.

"""
COLUMNS = (
    "rule",
    "what it says",
    "grade",
    "checker",
    "kept in",
    "bad plans that it alone reports",
    "seeded faults that it catches",
    "also tested in",
    "left to the other places",
)

FORM = """
## The form of a plan

Any plan may be checked, also one made by others. These findings are no safety rule, but make a plan unusable.

| finding | checker | bad plans that it reports |
| --- | --- | --- |
"""

HAZARDS = """# Hazards

Generated from `tests/hazards.yaml`, the safety rules, the hand-written plans and the seeded faults. Do not edit it:
`pytest tests/docs/test_safety_rules.py --update-golden` writes it anew.

The form is that of a risk file for a medical product: hazard, how it comes about, harm, what is done against it, where
that is tested, and what remains. Three things are missing that such a file must have. **No clinician has reviewed it**,
`reviewed` is empty for every rule. Nobody has estimated how likely or how grave each harm is. No use in the field has
been watched. So nothing here says that what remains is acceptable.

*Bad plans* counts the hand-written plans that the rules of the row report; a rule in **bold** has none, because no plan
can show it. *Seeded faults* counts the damages of the planner that the proof or the checker must catch by these rules.
{count} hazards; every one of the {rules} rules stands in at least one.

| no. | hazard | how it comes about | harm | rules | where tested | seeded faults | what remains |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""


def pages() -> dict[str, str]:
    """Return every generated page of docs/safety by file name."""
    return {"rules.md": rules_page(), "hazards.md": hazards_page()}


def rules_page() -> str:
    """Return the page of the rules."""
    facts = people.safety()
    nowhere = ", ".join(rule for rule, t in RULES.items() if t.check is None)
    functions = sum(t.check is not None for t in RULES.values())
    head = HEAD.format(nowhere=nowhere, count=len(RULES), functions=functions, rest=len(RULES) - functions)
    rows = [_rule_row(rule, t, facts.rules[rule]) for rule, t in RULES.items()]
    form = [_row(rule, _name(check), _names(rule)) for rule, check in PLAN_CHECKS.items()]
    columns = [_row(*COLUMNS), _row(*["---"] * len(COLUMNS))]
    return head + "\n".join([*columns, *rows]) + "\n" + FORM + "\n".join(form) + "\n"


def hazards_page() -> str:
    """Return the page of the hazards."""
    rows = [_hazard_row(number, hazard) for number, hazard in enumerate(hazards(), 1)]
    return HAZARDS.format(count=len(rows), rules=len(RULES)) + "\n".join(rows) + "\n"


def hazards() -> list[dict[str, Any]]:
    """Return the hazards as they are written."""
    return read_yaml((ROOT / "tests" / "hazards.yaml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _hazard_row(number: int, hazard: Mapping[str, Any]) -> str:
    rules = hazard["rules"]
    shown = ", ".join(rule if RULES[rule].check else f"**{rule}**" for rule in rules)
    plans = sum(len(_bad_plans().get(rule, ())) for rule in rules)
    files = [f"{plans} bad plans", *dict.fromkeys(file for rule in rules for file in also_tested(rule))]
    faults = sum(len(_faults(rule)) for rule in rules)
    told = hazard["hazard"], hazard["cause"], hazard["harm"], shown, "; ".join(files)
    return _row(f"H{number:02d}", *told, str(faults or ""), hazard["remains"])


def _row(*cells: str) -> str:
    return "| " + " | ".join(c.replace("|", "\\|") or "-" for c in cells) + " |"


def _rule_row(ident: str, treatment: Treatment, rule: Rule) -> str:
    checker = _name(treatment.check) if treatment.check else ""
    kept, faults = _list(_kept_in(ident)), "; ".join(_faults(ident))
    tests = "; ".join(also_tested(ident))
    return _row(ident, rule.says, rule.certainty, checker, kept, _names(ident), faults, tests, treatment.note)


def _name(check: RuleCheck) -> str:
    return f"`{check.__module__.rpartition('.')[2]}.{check.__name__}`"


def _list(places: Sequence[str]) -> str:
    return ", ".join(f"`{place}`" for place in places)


def _faults(rule: str) -> list[str]:
    """Return the faults of the proof, and the predicates of the planner that a test makes allow everything."""
    return [fault.name for fault in FAULTS if fault.rule == rule] + _predicates().get(rule, [])


@cache
def _predicates() -> dict[str, list[str]]:
    path = ROOT / "tests" / "unit" / "plan" / "test_plan_predicates.py"
    spec = importlib.util.spec_from_file_location("predicates", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    out: dict[str, list[str]] = {}
    for where, _, _, rule in module.FAULTS:
        out.setdefault(rule, []).append(f"`{where}` allows everything")
    return {rule: list(dict.fromkeys(names)) for rule, names in out.items()}


def _names(rule: str) -> str:
    return "; ".join(_bad_plans().get(rule, ()))


@cache
def _bad_plans() -> dict[str, list[str]]:
    """Return rule -> names of its hand-written bad plans, in file order; + after one that others report too."""
    out: dict[str, list[str]] = {}
    for file in sorted((ROOT / "tests" / "cases").glob("bad_plans_*.yaml")):
        for plan in read_yaml(file.read_text(encoding="utf-8")):
            out.setdefault(plan["rule"], []).append(plan["name"] + (" +" if plan.get("also") else ""))
    return out


def _kept_in(rule: str) -> list[str]:
    rooms = [f for room in KEPT_IN for f in _naming(f"src/milium/{room}", "*.py").get(rule, ())]
    tables = [f for room in TABLES for f in _naming(f"src/milium/{room}", "*.yaml").get(rule, ())]
    return [f.removeprefix("src/milium/") for f in rooms + [t for t in tables if not t.endswith(NO_TABLES)]]


def also_tested(rule: str) -> list[str]:
    """Return the tests outside the hand-written plans that keep a rule, or name it."""
    files = [f for f in _naming("tests", "test_*.py").get(rule, ()) if not f.startswith("tests/docs/")]
    named = [f for f in files if rule not in NO_TEST_OF.get(f, ())]
    return [f"`{f.removeprefix('tests/')}`" for f in sorted({*named, *TESTED_UNNAMED.get(rule, ())})]


@cache
def _naming(folder: str, pattern: str) -> dict[str, list[str]]:
    """Return rule -> files below a folder that name it."""
    out: dict[str, list[str]] = {}
    for file in sorted((ROOT / folder).rglob(pattern)):
        for rule in sorted(set(RULE.findall(file.read_text(encoding="utf-8")))):
            out.setdefault(rule, []).append(file.relative_to(ROOT).as_posix())
    return out
