"""Keep what was imported in one file of the data folder, whole or not at all."""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from milium.adapters.alone import alone
from milium.adapters.inventory.tables import (
    CHEMICAL,
    FUNCTION,
    GLOSSARY,
    IDENTIFIED,
    MOST,
    NAME,
    PRODUCTS,
    REFERENCE,
    Table,
    annex_of,
    cell,
    read_table,
)
from milium.errors import BadInput

Ready = Callable[[dict[str, Any]], dict[str, Any]]
FILE, LOCK = "inventory.json", "inventory.lock"
SHOWN, LONGEST, LONGEST_NAME = 20, 400, 2_000
HASH_SHOWN = 16
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
_AS_OTHER = re.compile(r"\(?\bas\s+\w|\((?:acid|base|free)\)|\bsum\b|mixture", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+/\s+|;|/(?=[A-Z]{5})")
_NOTE = re.compile(r"^\(\*\)|\s*\(\d+\)$")


def load_inventory(folder: Path) -> dict[str, Any] | None:
    """Return what was imported, or None.

    Raises:
        BadInput: The file is there and cannot be read.
    """
    path = folder / FILE
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise BadInput("it cannot be read.", where=str(path), fix="Import the inventory again.") from None
    return data if isinstance(data, dict) else None


def import_inventory(path: Path, folder: Path, ready: Ready = dict) -> dict[str, Any]:
    """Take in the inventory of names or an annex; what was imported before stays, the same table is replaced.

    Args:
        path: CSV, plain or gzipped, older or newer export.
        folder: The data folder.
        ready: Adds what a start would have to work out each time.

    Returns:
        `{file, table, rows, names, limits, rejected, issues}`; `table` is inventory or the annex,
        `names` and `limits` count what is kept in all.

    Raises:
        BadInput: The table cannot be read, or the folder cannot be written; nothing is changed then.
    """
    table = read_table(path)
    annex = annex_of(table, path)
    with alone(folder / LOCK, "import"):
        return _taken_in(path, table, annex, folder, ready)


def _taken_in(path: Path, table: Table, annex: str | None, folder: Path, ready: Ready) -> dict[str, Any]:
    kept = _before(folder)
    if annex is None:
        names, bad = _names(table)
        kept["names"] = names
    else:
        limits, bad = _limits(table, annex)
        kept["annexes"] = {**kept["annexes"], annex: limits}
    rejected = [*table.bad, *bad]
    if len(bad) >= len(table.rows):
        fix = "Check that the columns are those of the export."
        raise BadInput("no row of it could be used.", where=str(path), fix=fix)
    kept["digest"] = _digest(kept)
    _write(folder, ready(kept))
    return {
        "file": str(path),
        "table": "inventory" if annex is None else annex,
        "rows": len(table.rows),
        "names": len(kept["names"]),
        "limits": len({name for annex in kept["annexes"].values() for name in annex}),
        "rejected": len(rejected),
        "issues": [
            {"where": f"{path} line {line}", "problem": problem, "fix": "Mend that row, or leave it out."}
            for line, problem in sorted(rejected)[:SHOWN]
        ],
    }


def _before(folder: Path) -> dict[str, Any]:
    try:
        data = load_inventory(folder) or {}
    except BadInput:
        data = {}  # it is replaced by a whole one
    return {"names": data.get("names") or [], "annexes": data.get("annexes") or {}}


def _names(table: Table) -> tuple[list[list[str]], list[tuple[int, str]]]:
    found: dict[str, str] = {}
    bad: list[tuple[int, str]] = []
    for line, row in table.rows:
        name = cell(row, NAME).upper()
        if not name or len(name) > LONGEST_NAME or not any(sign.isalpha() for sign in name):
            bad.append((line, "no name stands in it." if not name else f'"{name[:40]}" is no name.'))
        elif "\ufffd" in name:
            bad.append((line, f'"{name[:40]}" holds signs that could not be read.'))
        else:
            found[name] = cell(row, FUNCTION).upper()
    return [[name, found[name]] for name in sorted(found)], bad


def _limits(table: Table, annex: str) -> tuple[dict[str, list[dict[str, Any]]], list[tuple[int, str]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    bad: list[tuple[int, str]] = []
    for line, row in table.rows:
        names = list(dict.fromkeys(_names_in(row)))
        says = cell(row, MOST)
        if not names:
            bad.append((line, "no name stands in it."))
        shares = [float(share.replace(",", ".")) for share in _PERCENT.findall(says)]
        entry = {
            "annex": annex,
            "ref": cell(row, REFERENCE),
            "most_pct": max(shares, default=None),
            "as_other": bool(_AS_OTHER.search(says)),
            "says": says[:LONGEST],
            "products": cell(row, PRODUCTS)[:LONGEST],
        }
        for name in names:
            found.setdefault(name, []).append(entry)
    return found, bad


def _names_in(row: Mapping[str, str]) -> Iterator[str]:
    listed = f"{cell(row, GLOSSARY)};{cell(row, IDENTIFIED)}"
    parts = [_NOTE.sub("", part.strip()).strip() for part in _BETWEEN.split(listed)]
    named = [part.upper() for part in parts if part and len(part) <= LONGEST]
    if not named and (chemical := cell(row, CHEMICAL)):
        named = [chemical.partition(" (INN)")[0].upper()[:LONGEST]]
    yield from named


def _digest(kept: Mapping[str, Any]) -> str:
    text = json.dumps([kept["names"], kept["annexes"]], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_SHOWN]


def _write(folder: Path, kept: Mapping[str, Any]) -> None:
    """Write beside, sync, then rename: a killed or full run leaves the old file whole."""
    part = folder / f"{FILE}.{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with part.open("w", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=False, separators=(",", ":"))
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / FILE)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        fix = "Make room, or name another folder with --data."
        raise BadInput(f"it cannot be written ({error.strerror}).", where=str(folder), fix=fix) from None
