"""Why not: what keeps each strong product off an evening, in care's words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from milium.care.kinds import KINDS
from milium.pages.plan import ACTIVE, ASIDE, PAST, spoken_of
from milium.pages.visit import Visit

# Rules whose words to the person read as a reason for a step too; of the others a step names the id.
TELLING = frozenset({"SR-15", "SR-20", "SR-40", "SR-43", "SR-45", "SR-47", "SR-49", "SR-61", "SR-62"})
TOLD_AT_MOST = 3
SPOT_RULE = "SR-15"


def reasons_of(visit: Visit, ids: Sequence[str]) -> dict[str, Any]:
    """Return `why`: the first reasons of a step in plain words, each with its fact; `also`: the ids of all others."""
    facts, rules = visit.look.facts, visit.look.knowledge.safety.rules
    known = [facts[ident] for ident in ids if ident in facts]
    plain = [fact for fact in known if fact.id not in rules or fact.id in TELLING][:TOLD_AT_MOST]
    told = [{"says": rules[f.id].tell if f.id in rules else f.says, "id": f.id, "grade": f.certainty} for f in plain]
    return {"why": told, "also": [fact.id for fact in known if fact not in plain]}


def left_out(visit: Visit, on: date, steps: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the products that rest on an evening with what keeps each off, in care's words.

    Meant are the strong ones of the plan and those that a hold names; what the plan has no use for
    at all is told on the plan page.
    """
    found, rows = visit.ahead, []
    strong = {spoken_of(s) for d in visit.days for s in d["pm"] if s["step"] in KINDS}
    held = {str(p) for h in found["holds"] if h["reason"] not in {PAST, ASIDE} for p in h["products"]}
    used = {spoken_of(step) for step in steps if step["step"] in (*ACTIVE, "spot_test")}
    used |= visit.extra if on == visit.today else set()
    for ident in sorted((strong | held) - used - {""}):
        reasons = visit.why(on, ident)
        if reasons is not None:
            rows.append({"name": visit.name_of(ident), "reasons": _after_the_test(visit, on, ident, reasons)})
    return rows


def _after_the_test(
    visit: Visit, on: date, ident: str, reasons: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Return the reasons, but after a calm spot test the days it still waits: nobody is asked to test it again."""
    calm = [e.local_date for e in visit.me.of("spot_test") if e.body.get("product") == ident and _is_calm(e.body)]
    left = (max(calm) - on).days + visit.look.knowledge.safety.limits.spot_test_to_days if calm else 0
    if left <= 0:
        return list(reasons)
    says = visit.look.texts.get("tonight.spot_waits", days=left)
    told = {"says": says.says, "facts": list(says.facts)}
    return [told if reason.get("reason") == SPOT_RULE else reason for reason in reasons]


def _is_calm(body: Mapping[str, Any]) -> bool:
    return body.get("result") == "ok"
