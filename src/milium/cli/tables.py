"""The commands over the person's own tables: products by barcode, and the EU inventory of names."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from milium import wiring
from milium.cli.data import dumps
from milium.cli.usage import Arguments
from milium.domain import gtin
from milium.errors import BadInput


def products_import(arguments: Arguments) -> int:
    """Read a dump into the table of products; a killed run goes on when it is started again."""
    answer = wiring.import_products(Path(arguments.files[0]), _folder(arguments), _progress)
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    return _show(
        arguments,
        answer,
        f"{answer['read']:,} rows read: {answer['kept']:,} products kept now, {answer['rejected']:,} rows rejected.",
        f"Your table holds {answer['products']:,} products.",
    )


def products_find(arguments: Arguments) -> int:
    """Show a product of the table by its barcode."""
    code = gtin.normal(arguments.files[0])
    found = wiring.products(_folder(arguments)).find(code)
    if found is None:
        fix = "Import a dump with milium products import, or paste the list of ingredients."
        raise BadInput(f"no product with the barcode {code} is in your table.", where="milium products find", fix=fix)
    name = " ".join(part for part in (found["brand"], found["name"]) if part)
    return _show(arguments, {**found, "issues": []}, f"{code}  {name}", found["label"] or "No list of ingredients.")


def inventory_import(arguments: Arguments) -> int:
    """Take in the EU inventory of names, or an annex with its limits."""
    answer = wiring.import_inventory(Path(arguments.files[0]), _folder(arguments))
    what = "names" if answer["table"] == "inventory" else f"annex {answer['table']}"
    return _show(
        arguments,
        answer,
        f"{answer['rows']:,} rows read ({what}), {answer['rejected']:,} rejected.",
        f"Kept in all: {answer['names']:,} names, {answer['limits']:,} names with an EU limit.",
    )


def _folder(arguments: Arguments) -> Path | None:
    said = arguments.options.get("data")
    return Path(said) if said else None


def _progress(read: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{read:,} rows")
        sys.stderr.flush()


def _show(arguments: Arguments, answer: Mapping[str, Any], *lines: str) -> int:
    if "json" in arguments.options:
        print(dumps(answer))
        return 0
    for line in lines:
        print(line)
    for issue in answer["issues"]:
        sys.stderr.write(f"note: {issue['where']}: {issue['problem']} {issue['fix']}\n")
    return 0
