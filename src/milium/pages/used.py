"""What was put on beside the plan tonight: it is counted, told calmly, and tomorrow follows from it."""

from typing import Any

from milium.pages.beside import audit_row
from milium.pages.messages import Reply
from milium.pages.plan import ACTIVE
from milium.pages.visit import Visit

DONE, UNDO = "tick", "untick"
ACIDS = {"aha", "bha", "pha"}


def used(visit: Visit) -> Reply:
    """Show the strong products that tonight does not hold, or keep that one was used after all."""
    rows = _rows(visit)
    if not visit.is_post:
        return visit.page("used.html", rows=rows, back="/tonight")
    row = next((r for r in rows if r["id"] == visit.request.one("product")), None)
    if row is None:
        return visit.go("/used")
    body = {"slot": "pm", "step": row["step"], "product": row["id"]}
    return visit.go("/tonight", *visit.keep(visit.me, (UNDO if row["used"] else DONE, body)))


def _rows(visit: Visit) -> list[dict[str, Any]]:
    tonight = {str(step["product"]) for step in visit.evening if step["step"] in ACTIVE}
    done = {product for slot, _, product in visit.me.ticked(visit.today) if slot == "pm"}
    rows = []
    for item in visit.shelf:
        ident, families = str(item["id"]), set(visit.care.audit(audit_row(item))["families"])
        if families and ident not in tonight:
            row = {"id": ident, "name": visit.name_of(ident), "step": _step(families), "used": ident in done}
            rows.append(row)
    return rows


def _step(families: set[str]) -> str:
    """Return the step that a use of such a product is."""
    if "retinoid" in families:
        return "retinoid"
    return "exfoliate" if families & ACIDS else "treat"
