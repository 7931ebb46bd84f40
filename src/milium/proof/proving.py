"""Prove: search every machine, then every seeded fault, and say what was visited and what was found."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from milium.domain.safety import SafetyFacts
from milium.proof.any_week import every_week
from milium.proof.dates import every_date
from milium.proof.faults import FAULTS, Fault
from milium.proof.loop import Found, Loop
from milium.proof.machines import machines, twins

ANY_WEEK, DATES = "any week", "dates"


def prove(facts: SafetyFacts, *, with_faults: bool = True) -> dict[str, Any]:
    """Search everything and return the answer of `milium prove`, without the pack.

    Args:
        facts: The shipped facts.
        with_faults: Also seed every fault; each must be caught.

    Returns:
        `code`, `machines`, `states`, `transitions`, `seconds`, `rules`, `violations`, `seeded_faults`
        as the command line promises. A rule that never had anything to say, or that no seeded fault
        makes fire, is a violation of the proof itself.
    """
    begin = time.perf_counter()
    all_of_them = machines(facts)
    same = twins(all_of_them)
    names = [m.name for m in all_of_them if m.name not in same]
    results = {name: search(name, facts) for name in (*names, ANY_WEEK, DATES)}
    seconds = time.perf_counter() - begin
    held: dict[str, int] = {}
    for result in results.values():
        for rule, count in result.held.items():
            held[rule] = held.get(rule, 0) + count
    caught = dict(_seeded(facts)) if with_faults else {}
    rules: list[dict[str, Any]] = [
        {"rule": rule, "held": held[rule], "fault": _first(caught, rule)} for rule in sorted(set(held) - _NO_FAULT)
    ]
    violations = [
        {"rule": rule, "machine": name, "weeks": list(result.violation[1])}
        for name, result in results.items()
        if result.violation
        for rule in result.violation[0]
    ]
    if with_faults:
        violations += [
            {"rule": row["rule"], "machine": "", "weeks": ["no seeded fault makes it fire"]}
            for row in rules
            if row["fault"] is None
        ]
    return {
        "code": code_hash(),
        "machines": [
            {
                "name": name,
                "states": r.states,
                "transitions": r.transitions,
                "also": [twin for twin, first in same.items() if first == name],
            }
            for name, r in results.items()
        ],
        "states": sum(r.states for r in results.values()),
        "transitions": sum(r.transitions for r in results.values()),
        "seconds": round(seconds, 1),
        "rules": rules,
        "violations": violations,
        "seeded_faults": {
            "total": len(caught),
            "caught": sum(ok for ok in caught.values()),
            "missed": [fault.name for fault, ok in caught.items() if not ok],
            "seconds": round(time.perf_counter() - begin - seconds, 1),
        },
    }


# One symbol an evening: these two hold by construction, and their faults are seeded where plans are checked whole.
_NO_FAULT = {"SR-40", "SR-47", "SR-34", "SR-33"}


def search(name: str, facts: SafetyFacts, plan_facts: SafetyFacts | None = None) -> Found:
    """Search one machine by its name."""
    if name == ANY_WEEK:
        return every_week(facts, plan_facts)
    if name == DATES:
        return every_date(facts, plan_facts)
    machine = next(m for m in machines(facts) if m.name == name)
    return Loop(machine, facts, plan_facts).search()


def _seeded(facts: SafetyFacts) -> Iterator[tuple[Fault, bool]]:
    for fault in FAULTS:
        yield fault, is_caught(fault, facts)


def is_caught(fault: Fault, facts: SafetyFacts) -> bool:
    """Tell whether the rule of a seeded fault fires where it is searched."""
    faulty: Callable[[SafetyFacts], SafetyFacts] | None = fault.change
    with fault.on():
        found = search(fault.machine, facts, faulty(facts) if faulty else None)
    return found.violation is not None and fault.rule in found.violation[0]


def _first(caught: Mapping[Fault, bool], rule: str) -> str | None:
    return next((fault.name for fault, ok in caught.items() if ok and fault.rule == rule), None)


def code_hash() -> str:
    """Return a hash over the source of controller, planner, checker and proof."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for part in ("domain", "engine/plan", "engine/check", "proof"):
        for file in sorted((root / part).glob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
