"""What changed: the plan of today beside the one that was last shown on a day before, and why."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from milium.care.comparing import differences, lost_evenings
from milium.care.records import kept, record_of
from milium.domain.events import SHOWN
from milium.pages.visit import Visit

TEST = "spot_test"
REASONS = 2  # so many reasons tell why; the evening's own page tells all


def changes(visit: Visit) -> dict[str, Any] | None:
    """Return `since`, the new decision if it is one, and one row per product; None when nothing differs.

    A row names its evenings that are gone and those that came, and what keeps it off the first that
    is gone. A spot test that goes on is no change.
    """
    before = [e for e in visit.me.of(SHOWN) if e.local_date < visit.today]
    plan = before[-1].body.get("plan") if before else None
    if not isinstance(plan, Mapping):
        return None
    was, now = kept(plan), kept(record_of(visit.ahead, visit.me.case_before_tonight, visit.care.program))
    known = {product for uses in was.evenings.values() for step, product in uses if step == TEST}
    found = [row for row in differences(was, now) if row.get("step") != TEST or row["product"] not in known]
    rows = _rows(visit, found)
    decision = next((str(row["is"]) for row in found if row["what"] == "decision"), None)
    if not rows and decision is None:
        return None
    return {"since": visit.date(before[-1].local_date), "decision": decision, "rows": rows}


def _rows(visit: Visit, found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    lost, out = lost_evenings(found), []
    for ident in dict.fromkeys(str(row["product"]) for row in found if row.get("product")):
        mine = [row for row in found if row.get("product") == ident]
        strong = [row for row in mine if row["step"] != TEST]
        days = [
            ("rests", _days(visit, strong, {"moved": "was", "removed": "date"})),
            ("comes", _days(visit, strong, {"moved": "is", "added": "date"})),
            ("tests", _days(visit, [row for row in mine if row["step"] == TEST], {"moved": "is", "added": "date"})),
        ]
        told = [(key, says) for key, says in days if says]
        if told:
            rests = lost.get(ident) if days[0][1] else None
            out.append({"name": visit.name_of(ident), "days": told, "reasons": _reasons(visit, ident, rests)})
    return out


def _days(visit: Visit, rows: Sequence[Mapping[str, Any]], keys: Mapping[str, str]) -> str:
    """Return the days of some rows in words; `keys` says which date of which kind of row is meant."""
    found = sorted(str(row[keys[row["what"]]]) for row in rows if row["what"] in keys)
    return ", ".join(visit.date(date.fromisoformat(day), "ui.date.day") for day in found)


def _reasons(visit: Visit, ident: str, day: date | None) -> list[dict[str, Any]]:
    """Return what keeps a product off the first evening that it lost; [] for one that has left the shelf."""
    if day is None or not any(item.get("id") == ident for item in visit.shelf):
        return []
    return (visit.why(day, ident) or [])[:REASONS]
