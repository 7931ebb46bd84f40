"""Write docs/safety/rules.md: every safety rule, who keeps it, and which hand-written plan shows that."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import people
from milium.adapters.packfiles import read_yaml
from milium.domain.safety import Rule
from milium.engine.check import RULES
from milium.engine.check.table import PLAN_CHECKS, RuleCheck, Treatment

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "safety" / "rules.md"

HEAD = """# The safety rules, and who keeps each

Generated from the rules of the pack, the checker's table and the hand-written plans of `tests/cases`. Do not edit it:
`pytest tests/docs/test_safety_rules.py --update-golden` writes it anew. No clinician has reviewed the rules yet.

The checker (`milium.engine.check`) sees only a concrete dated plan, the case and what was really done. It shares no
code with the planner. Rules that no plan can show are tested where they live: {nowhere}.
{count} rules: {functions} have a function of the checker, {rest} live elsewhere.

| rule | what it says | grade | checker | kept in | bad plans that it reports | left to the other places |
| --- | --- | --- | --- | --- | --- | --- |
"""

FORM = """
## The form of a plan

Any plan may be checked, also one made by others. These findings are no safety rule, but make a plan unusable.

| finding | checker | bad plans that it reports |
| --- | --- | --- |
"""


def page() -> str:
    """Return the whole page."""
    plans = _bad_plans()
    facts = people.safety()
    nowhere = ", ".join(rule for rule, t in RULES.items() if t.check is None)
    functions = sum(t.check is not None for t in RULES.values())
    head = HEAD.format(nowhere=nowhere, count=len(RULES), functions=functions, rest=len(RULES) - functions)
    rows = [_rule_row(rule, t, facts.rules[rule], plans) for rule, t in RULES.items()]
    form = [_row(rule, _name(check), _names(plans, rule)) for rule, check in PLAN_CHECKS.items()]
    return head + "\n".join(rows) + "\n" + FORM + "\n".join(form) + "\n"


def _row(*cells: str) -> str:
    return "| " + " | ".join(c.replace("|", "\\|") or "-" for c in cells) + " |"


def _rule_row(ident: str, treatment: Treatment, rule: Rule, plans: Mapping[str, Sequence[str]]) -> str:
    checker = _name(treatment.check) if treatment.check else ""
    places = ", ".join(treatment.lives_in)
    return _row(ident, rule.says, rule.certainty, checker, places, _names(plans, ident), treatment.note)


def _name(check: RuleCheck) -> str:
    return f"`{check.__module__.rpartition('.')[2]}.{check.__name__}`"


def _names(plans: Mapping[str, Sequence[str]], rule: str) -> str:
    return "; ".join(plans.get(rule, ()))


def _bad_plans() -> dict[str, list[str]]:
    """Return rule -> names of its hand-written bad plans, in file order."""
    out: dict[str, list[str]] = {}
    for file in sorted((ROOT / "tests" / "cases").glob("bad_plans_*.yaml")):
        for plan in read_yaml(file.read_text(encoding="utf-8")):
            out.setdefault(plan["rule"], []).append(plan["name"])
    return out
