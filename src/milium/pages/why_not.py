"""Why not: what keeps each strong product off an evening, in care's words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from milium.pages.plan import ACTIVE, ASIDE, KINDS, PAST, spoken_of
from milium.pages.visit import Visit


def left_out(visit: Visit, on: date, steps: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the products that rest on an evening with what keeps each off, in care's words.

    Meant are the strong ones of the plan and those that a hold names; what the plan has no use for
    at all is told on the plan page.
    """
    found, rows = visit.plan, []
    strong = {spoken_of(s) for d in visit.days for s in d["pm"] if s["step"] in KINDS}
    held = {str(p) for h in found["holds"] if h["reason"] not in {PAST, ASIDE} for p in h["products"]}
    used = {spoken_of(step) for step in steps if step["step"] in (*ACTIVE, "spot_test")}
    for ident in sorted((strong | held) - used - {""}):
        reasons = visit.why(on, ident)
        if reasons is not None:
            rows.append({"name": visit.name_of(ident), "reasons": reasons})
    return rows
