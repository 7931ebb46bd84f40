"""The shelf: products that were put there, with their verdicts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from milium.care.journal import shelf_items
from milium.domain import gtin
from milium.errors import BadInput
from milium.pages.beside import audit_row
from milium.pages.messages import Reply
from milium.pages.product import USE, WHERE, entry_of, is_tool, number_of, person_of
from milium.pages.visit import Visit

ORDER = ("stop", "swap", "ask", "keep")  # what asks for something stands first
MONTHS_MOST, EVENINGS_MOST = 60, 7
TEXTURES = ("gel", "lotion", "cream", "balm", "oil")
HAS_PH = {"aha", "pha"}  # families whose pH decides whether they may be planned


def shelf(visit: Visit) -> Reply:
    """Show the shelf with a verdict for each product."""
    person = person_of(visit.me, "")
    rows: list[dict[str, Any]] = []
    for item in shelf_items(visit.me.events):
        found: dict[str, Any] = visit.care.audit({**audit_row(item), **({"person": person} if person else {})})
        rows.append({"item": item, "found": found, "first": next(iter(found["findings"]), None)})
    rows.sort(key=lambda row: (ORDER.index(row["found"]["verdict"]), str(row["item"].get("name") or "").casefold()))
    whole = visit.care.shelf_view(visit.me.case, today=visit.today) if rows else None
    names = {str(row["item"].get("id")): row["item"].get("name") for row in rows}
    return visit.page("shelf.html", rows=rows, whole=whole, names=names, back="/")


def put_aside(visit: Visit, ident: str) -> dict[str, Any] | None:
    """Return the verdict on a product of the shelf when it says swap or stop, else None."""
    item = next((i for i in shelf_items(visit.me.events) if i.get("id") == ident), None)
    if item is None:
        return None
    person = person_of(visit.me, "")
    found: dict[str, Any] = visit.care.audit({**audit_row(item), **({"person": person} if person else {})})
    return found if found["verdict"] in {"swap", "stop"} else None


def add(visit: Visit) -> Reply:
    """Put a checked product on the shelf."""
    entry = entry_of(visit)
    listed = bool(entry.label.strip()) or is_tool(visit, entry)
    if not listed or entry.where not in WHERE or entry.use not in USE:
        return visit.go("/product")
    item: dict[str, Any] = {
        "id": f"p{visit.request.new_id().hex[:8]}",
        "name": entry.name,
        "label": entry.label,
        "use": entry.use,
        "where": entry.where,
    }
    if code := _gtin(entry.gtin):
        item["gtin"] = code
    if entry.strength:
        item["strength_pct"] = dict(entry.strength)
    twin = next((i for i in shelf_items(visit.me.events) if _same(i, item)), None)
    if twin is not None:
        return visit.go("/shelf")
    entries: list[tuple[str, Mapping[str, object]]] = [("product_added", {"item": item})]
    if entry.pregnancy:
        entries.append(("profile", {"set": {"pregnancy": entry.pregnancy}}))
    return visit.go(f"/shelf/{item['id']}", *visit.keep(visit.me, *entries))


def _same(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    return all(one.get(key) == two.get(key) for key in ("name", "label", "use", "where", "strength_pct"))


def remove(visit: Visit) -> Reply:
    """Take a product off the shelf."""
    product = visit.request.one("product")
    if all(item.get("id") != product for item in shelf_items(visit.me.events)):
        return visit.go("/shelf")
    return visit.go("/shelf", *visit.keep(visit.me, ("product_removed", {"product": product})))


def details(visit: Visit) -> Reply:
    """Ask what the pack and the person know beyond the list: SPF, pH, since when, how often, how long it keeps."""
    item = next((i for i in shelf_items(visit.me.events) if i.get("id") == visit.rest), None)
    if item is None:
        return visit.go("/shelf")
    found = visit.care.audit(audit_row(item))
    if not visit.is_post:
        shown: dict[str, Any] = {"item": item, "found": found, "textures": TEXTURES, "today": visit.today.isoformat()}
        return visit.page("product_details.html", **shown, back="/shelf")
    changed = {**item, **_details(visit, found)}
    changed = {**changed, **_pace(visit, changed, found)}
    if changed == item:
        return visit.go("/shelf")
    return visit.go("/shelf", *visit.keep(visit.me, ("product_added", {"item": changed})))


def _details(visit: Visit, found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the details that were given; an empty or unreadable field changes nothing."""
    request = visit.request
    out: dict[str, Any] = {}
    sunscreen = "sunscreen" in found["roles"]
    for key, asked in (("ph", bool(HAS_PH & {*found["families"]})), ("spf", sunscreen)):
        value = number_of(request.one(key)) if asked else None
        if value is not None:
            out[key] = value
    if sunscreen and request.one("broad_spectrum"):
        out["broad_spectrum"] = True
    for key in ("used_since", "opened"):
        day = _date(request.one(key))
        if day is not None and day <= visit.today:
            out[key] = day.isoformat()
    if request.one("texture") in TEXTURES:
        out["texture"] = request.one("texture")
    if code := _gtin(request.one("gtin")):
        out["gtin"] = code
    months = number_of(request.one("pao_months"))
    if months is not None and 1 <= months <= MONTHS_MOST and months == int(months):
        out["pao_months"] = int(months)
    given = {a["name"]: number_of(request.one(f"pct {a['name']}")) for a in found["actives"]}
    strength = {name: value for name, value in given.items() if value is not None}
    return {**out, "strength_pct": strength} if strength else out


def _pace(visit: Visit, item: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """Return how often a strong product was used so far; without the day it began nothing is known."""
    evenings = number_of(visit.request.one("evenings"))
    if evenings is None or not found["families"] or "used_since" not in item:
        return {}
    if not 1 <= evenings <= EVENINGS_MOST or evenings != int(evenings):
        return {}
    return {"in_use": {"since": item["used_since"], "evenings_per_week": int(evenings)}}


def _gtin(text: str) -> str | None:
    """Return a barcode as 14 digits; one that is none changes nothing."""
    try:
        return gtin.normal(text) if text else None
    except BadInput:
        return None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
