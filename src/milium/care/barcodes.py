"""A product by its barcode: on the person's own shelf, else in their own table; nothing else is asked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from milium.care.desk import Desk
from milium.domain import gtin
from milium.domain.label import InUse, ShelfItem
from milium.errors import BadInput

Row = dict[str, Any]
SHELF, TABLE = "shelf", "products"


def row_by_barcode(desk: Desk, data: Mapping[str, object]) -> tuple[Row, str]:
    """Return a row of the audit whose `gtin` was given instead of its `text`, and where it was found.

    Args:
        desk: The person's table of products.
        data: `{gtin, person?, ...}`; other keys win over what is known.

    Raises:
        BadInput: It is no barcode, its check digit is wrong, or no product with it is known.
    """
    code = gtin.normal(data.get("gtin"))
    row, found_in = _known(desk, code, data.get("person"))
    if row is None:
        fix = "Paste its list of ingredients, or import a dump with milium products import."
        raise BadInput(f"no product with the barcode {code} is on your shelf or in your table.", where="gtin", fix=fix)
    return {**row, **data}, found_in


def known_by(desk: Desk, data: Mapping[str, object]) -> Row | None:
    """Return a product by its barcode as a row of the audit; None when it is not known.

    Raises:
        BadInput: It is no barcode, or its check digit is wrong.
    """
    return _known(desk, gtin.normal(data.get("gtin")), data.get("person"))[0]


def _known(desk: Desk, code: str, person: object) -> tuple[Row | None, str]:
    item = _on_shelf(desk, code, person) if person is not None else None
    if item is not None:
        return row_of(item), SHELF
    known = desk.known_products.find(code) if desk.known_products else None
    if known is None:
        return None, ""
    row: Row = {"name": known["name"], "text": known["label"]}
    return ({**row, "spf": known["spf"]} if known["spf"] is not None else row), TABLE


def _on_shelf(desk: Desk, code: str, person: object) -> ShelfItem | None:
    case = desk.read(person).case
    return next((item for item in case.shelf_on(case.today) if item.gtin == code), None)


def row_of(item: ShelfItem) -> Row:
    """Return a shelf item as a row of the audit, with what was told about it."""
    keys = (key for key in ShelfItem.__dataclass_fields__ if key not in {"label", "in_use", "prescribed"})
    told = {key: getattr(item, key) for key in keys}
    row: Row = {key: _plain(value) for key, value in told.items() if value not in (None, "", {})}
    row["text"] = item.label
    if isinstance(item.in_use, InUse):
        row["in_use"] = {"since": _plain(item.in_use.since), "evenings_per_week": item.in_use.evenings_per_week}
    if item.prescribed is not None:
        row["prescribed"] = {"evenings_per_week": item.prescribed}
    return row


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
