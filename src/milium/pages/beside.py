"""Two products of the shelf side by side, and what one more would change."""

from collections.abc import Mapping, Sequence
from typing import Any

from milium.care.journal import shelf_items
from milium.domain.texts import value_in_words
from milium.pages.messages import BAD_REQUEST, Reply
from milium.pages.product import WHERE, entry_of, person_of
from milium.pages.visit import Visit

Row = Mapping[str, Any]


def beside(visit: Visit) -> Reply:
    """Ask for two products of the shelf, then show them side by side."""
    items = {str(item.get("id")): item for item in shelf_items(visit.me.events)}
    one, two = visit.request.one("one"), visit.request.one("two")
    if not visit.is_post:
        return visit.page("beside_pick.html", items=items, problem=None, values={}, back="/shelf")
    if one == two or one not in items or two not in items:
        shown: dict[str, Any] = {"items": items, "problem": "ui.beside.same", "values": {}}
        return visit.page("beside_pick.html", status=BAD_REQUEST, **shown, back="/shelf")
    person = person_of(visit.me, "")
    found = visit.care.compare(audit_row(items[one]), audit_row(items[two]), person)
    rows = [(row["what"], [_shown(visit, value) for value in row["values"]], row["same"]) for row in found["rows"]]
    return visit.page("beside.html", found=found, rows=rows, back="/shelf")


def try_it(visit: Visit) -> Reply:
    """Say what would change with the product of a form on the shelf; nothing is kept."""
    entry = entry_of(visit)
    if entry.where not in WHERE:
        return visit.go("/product")
    item = {**entry.as_row(), **({"name": entry.name} if entry.name else {})}
    found = visit.care.with_one_more(visit.me.case, item, today=visit.today)
    if "added" not in found:
        return visit.page("product_no_list.html", entry=entry, holds=found["holds"], back="/product")
    reasons = {hold["says"]: hold for hold in found["plan"]["holds"]}
    return visit.page("try_it.html", entry=entry, found=found, holds=list(reasons.values()), back="/product")


def audit_row(item: Row) -> dict[str, Any]:
    """Return a shelf item as a row for care's audit; its id, so that it is not taken for its own twin."""
    row = {k: v for k, v in item.items() if k != "label" and v is not None}
    return {**row, "text": str(item.get("label") or "")}


def _shown(visit: Visit, value: object) -> str:
    """Return a value of the comparison in words."""
    word = visit.look.texts.get
    if value is None:
        return word("ui.beside.unknown").says
    if isinstance(value, bool):
        return word("ui.beside.yes" if value else "ui.beside.no").says
    if isinstance(value, Mapping):
        value = [f"{name} {pct:g} %" if pct is not None else f"{name} ?" for name, pct in value.items()]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(value_in_words(visit.look.texts, v) for v in value) or word("ui.beside.none").says
    return f"{value:g}" if isinstance(value, float) else value_in_words(visit.look.texts, value)
