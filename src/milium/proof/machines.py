"""The machines of the proof: every ladder alone, the concerns that do not touch each other, and one whole loop."""

from dataclasses import replace

from milium.domain.safety import SafetyFacts
from milium.proof.inputs import Active, Machine, Week

ACIDS, SUNNY = ("aha", "bha_pha"), ("retinoid", "adapalene", "aha")
CALM, LEFT, SILENT = Week(), Week(followed=False), Week(irritation=-2)
RED, RAW, MILD, UNSCORED = Week(irritation=2), Week(irritation=3), Week(irritation=1), Week(irritation=-1)
UNSPLIT = "unsplit"


def machines(facts: SafetyFacts) -> tuple[Machine, ...]:
    """Return every machine; why they may be searched apart stands in docs/safety/proof.md."""
    retinoid, acid = active(facts, "retinoid"), active(facts, "aha")
    weeks = (CALM, LEFT, SILENT, RED, RAW, UNSCORED)
    out = [Machine(name, (active(facts, name),), weeks) for name in facts.ladders]
    out += [Machine(f"{name}, slow", (active(facts, name),), (*weeks, MILD), slow=True) for name in facts.ladders]
    out += [
        Machine("retinoid, mild", (retinoid,), (CALM, SILENT, RAW, MILD)),
        Machine("retinoid, above its start strength", (retinoid,), weeks, half_pace=True),
        Machine("days off", (retinoid,), (CALM, LEFT, SILENT, RED, Week(off=True), Week(irritation=-2, off=True))),
        Machine("sunscreen", (acid,), (CALM, LEFT, SILENT, Week(spf=False), Week(adherence=False))),
        Machine("more bumps", (acid,), (CALM, LEFT, SILENT, Week(more_bumps=True))),
        Machine("spot test", (acid,), (CALM, LEFT, SILENT, Week(tested=False))),
        Machine("end of the course", (retinoid,), (CALM, LEFT), course=True),
        Machine(UNSPLIT, (retinoid, acid), weeks),
    ]
    return tuple(out)


def twins(all_of_them: tuple[Machine, ...]) -> dict[str, str]:
    """Return machine -> an earlier one that differs by its name alone: one search is about both."""
    found: dict[str, str] = {}
    for i, machine in enumerate(all_of_them):
        same = [m.name for m in all_of_them[:i] if _nameless(m) == _nameless(machine)]
        found |= {machine.name: same[0]} if same else {}
    return found


def _nameless(machine: Machine) -> Machine:
    """Return what is searched: names left out, and the need for sunscreen where nobody is asked about it."""
    asked = any(not week.spf for week in machine.weeks)
    actives = tuple(
        replace(one, name="", ladder=(one.ladder[machine.slow],) * 2, sun=one.sun and asked) for one in machine.actives
    )
    return replace(machine, name="", actives=actives)


def active(facts: SafetyFacts, ladder: str) -> Active:
    """Return an active that climbs a ladder."""
    return Active(ladder, facts.ladders[ladder], ladder in ACIDS, ladder in SUNNY)
