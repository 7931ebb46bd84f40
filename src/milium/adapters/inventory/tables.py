"""Read a table of the EU: the inventory of names or an annex, older and newer exports, whatever its signs."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from milium.errors import BadInput

if TYPE_CHECKING:
    import _csv

MOST_BYTES = 200_000_000
HEAD_ROWS = 30  # newer exports open with a title, a date and an empty line
SIGNS = ",;\t|"
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
# What a column may be called: small letters and digits only.
NAME = ("inciname", "inci", "inciusaname", "ingredientname", "nameofingredient", "name", "innname")
FUNCTION = ("function", "functions", "functionname")
REFERENCE = ("referencenumber", "refno", "annexref", "reference")
GLOSSARY = ("nameofcommoningredientsglossary", "colourindexnumbernameofcommoningredientsglossary", "inciname", "name")
IDENTIFIED = ("identifiedingredientsorsubstanceseg", "identifiedingredients")
CHEMICAL = ("chemicalnameinn", "chemicalnameinnxan", "chemicalname")
MOST = (
    "maximumconcentrationinreadyforusepreparation",
    "maximumconcentration",
    "maxconc",
    "maximumconcentrationinreadyforuseproduct",
)
PRODUCTS = ("producttypebodyparts", "producttype")
_ANNEX = re.compile(r"annex[ _-]*(II|III|IV|V|VI)(?![IVX])", re.IGNORECASE)


class Table(NamedTuple):
    """A table as read: its columns in small letters and digits, and its rows with their line from 1."""

    columns: tuple[str, ...]
    rows: list[tuple[int, Mapping[str, str]]]
    title: str
    bad: list[tuple[int, str]]


def read_table(path: Path) -> Table:
    """Read a CSV, plain or gzipped.

    Raises:
        BadInput: It cannot be opened, is no text or no table, or ends in the middle.
    """
    text = _decoded(_bytes(path), path)
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines[:HEAD_ROWS]):
        sign = max(SIGNS, key=line.count)
        columns = tuple(_plain(cell) for cell in next(csv.reader([line], delimiter=sign), []))
        if _is_head(columns):
            found, bad = _rows("".join(lines[number + 1 :]), sign, columns, number + 2)
            return Table(columns, found, " ".join(lines[:number]), bad)
    shown = ", ".join(cell.strip() for cell in lines[0].split(",")[:6])[:100] if lines else "nothing"
    fix = 'It needs a column "INCI name", or "Reference number" for an annex.'
    raise BadInput(f"no row names the columns; it begins with: {shown}.", where=f"{path} line 1", fix=fix)


def annex_of(table: Table, path: Path) -> str | None:
    """Return which annex it is (II to VI), or None for the inventory of names.

    Raises:
        BadInput: It is an annex, and neither its columns nor its name say which.
    """
    columns = set(table.columns)
    if not columns & set(REFERENCE) or "cosingrefno" in columns or not columns & {*CHEMICAL, *GLOSSARY[:2]}:
        return None
    if said := _ANNEX.search(path.name) or _ANNEX.search(table.title):
        return said[1].upper()
    if not columns & set(MOST):
        return "II"
    if "chemicalnameinnxan" in columns:
        return "VI"
    if GLOSSARY[1] in columns:
        return "IV"
    fix = "Put the number into the file's name, like annex_III.csv or annex_V.csv."
    raise BadInput("this is annex III or V, and nothing says which.", where=str(path), fix=fix)


def cell(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    """Return the first of these columns that is not empty, its blanks made one."""
    return next((" ".join(row[n].split()) for n in names if row.get(n, "").strip()), "")


def _is_head(columns: tuple[str, ...]) -> bool:
    named = set(columns)
    inventory = bool(named & set(NAME)) and len(named) > 1
    return inventory or (bool(named & set(REFERENCE)) and bool(named & {*CHEMICAL, *GLOSSARY}))


def _rows(
    text: str, sign: str, columns: tuple[str, ...], first: int
) -> tuple[list[tuple[int, Mapping[str, str]]], list[tuple[int, str]]]:
    csv.field_size_limit(MOST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    found: list[tuple[int, Mapping[str, str]]] = []
    bad: list[tuple[int, str]] = []
    line = first
    for cells in _safely(reader, bad, first):
        if any(cells):
            if len(cells) > len(columns):
                bad.append((line, f"{len(cells)} cells for {len(columns)} columns."))
            else:
                found.append((line, dict(zip(columns, cells, strict=False))))
        line = first + reader.line_num
    return found, bad


def _safely(reader: "_csv.Reader", bad: list[tuple[int, str]], first: int) -> Iterator[list[str]]:
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            bad.append((first + reader.line_num - 1, f"{error}."))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES)
        return gzip.decompress(raw) if raw.startswith(GZIP) else raw
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        fix = "Fetch the file again. What you imported before stays."
        raise BadInput(f"the file ends in the middle ({error}).", where=str(path), fix=fix) from None
    except OSError as error:
        raise BadInput(f"it cannot be opened ({error.strerror}).", where=str(path), fix="Check its name.") from None


def _decoded(raw: bytes, path: Path) -> str:
    """Return the text: UTF-8 or UTF-16, else line by line UTF-8 or Windows' own code page, which older exports use."""
    if raw.startswith(ZIP):
        raise BadInput("this is a spreadsheet or an archive.", where=str(path), fix="Save it as CSV, then import that.")
    mark = next((name for bom, name in _BOMS if raw.startswith(bom)), None)
    try:
        text = raw.decode(mark or "utf-8")
    except UnicodeDecodeError:
        text = "\0" if mark else "".join(map(_line, raw.splitlines(keepends=True)))
    if "\0" not in text:
        return text
    raise BadInput("this is not text.", where=str(path), fix="Export the table as CSV in UTF-8.")


def _line(raw: bytes) -> str:
    """Return a line: tables that were joined from several exports may hold both encodings."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return "\0"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())
