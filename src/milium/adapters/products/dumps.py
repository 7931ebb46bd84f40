"""Read a dump of products row by row: JSONL, CSV or Parquet, plain or gzipped, never whole."""

import csv
import gzip
import hashlib
import importlib
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from milium.adapters.products.table import Record, Reject
from milium.domain import gtin as barcode
from milium.errors import BadInput, MissingExtra

MOST_LABEL = 20_000  # longer than any label: a whole page of the web
MOST_LINE = 8_000_000
EDGE = 1 << 20
PARQUET_ROWS = 20_000
GZIP, PARQUET = b"\x1f\x8b", b"PAR1"
SURROGATES = range(0xDC80, 0xDD00)
# What a column may be called, the first that is there and not empty.
CODE = ("code", "gtin", "ean", "barcode", "_id")
NAME = ("product_name", "product_name_en", "name", "generic_name")
BRAND = ("brands", "brand", "brand_name")
LABEL = ("ingredients_text", "ingredients_text_en", "ingredients", "ingredients_raw", "inci")
MODIFIED = ("last_modified_t", "modified")
SPF = ("spf",)


class Row(NamedTuple):
    """One row: its line (row of a Parquet file) from 1, and its keys or why it cannot be used."""

    line: int
    data: Mapping[str, Any] | None
    reason: str = ""


def digest_of(path: Path) -> str:
    """Return what tells one dump from another: its length, and a hash of its first and last MiB.

    Raises:
        BadInput: It cannot be opened.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            first = file.read(EDGE)
            file.seek(max(0, size - EDGE))
            return hashlib.sha256(b"%d" % size + first + file.read(EDGE)).hexdigest()[:32]
    except OSError as error:
        raise BadInput(f"it cannot be opened ({error.strerror}).", where=str(path), fix="Check its name.") from None


def rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a dump.

    Raises:
        BadInput: It is not JSONL, CSV or Parquet, a column is missing, or it ends in the middle;
            the rows before that were yielded.
        MissingExtra: It is Parquet, and polars is not installed.
    """
    with path.open("rb") as file:
        head = file.read(len(PARQUET))
    if head == PARQUET:
        yield from _parquet(path)
        return
    opened = gzip.open if head.startswith(GZIP) else open
    with opened(path, "rb") as stream:
        seen = 0
        try:
            for row in _text(cast(IO[bytes], stream), path):
                seen = row.line
                yield row
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            where = f"{path} line {seen + 1}"
            fix = "Fetch the file again, then run this again. What was kept stays."
            raise BadInput(f"the file ends in the middle ({error}).", where=where, fix=fix) from None


def record_of(row: Row) -> Record | Reject:
    """Return a row as a product, or why it cannot be used."""
    data = row.data
    if data is None:
        return Reject(row.line, row.reason)
    try:
        gtin = barcode.normal(_first(data, CODE) or "")
    except BadInput as error:
        return Reject(row.line, f"barcode: {error.problem}")
    label = _words(_first(data, LABEL), data)
    if len(label) > MOST_LABEL:
        return Reject(row.line, f"ingredients: {len(label):,} signs are a whole page, not a list.")
    name, brand = _words(_first(data, NAME), data), _words(_first(data, BRAND), data)
    if any(ord(sign) in SURROGATES for sign in name + brand + label):
        return Reject(row.line, "encoding: bytes that are not UTF-8.")
    return Record(
        gtin, name[:200], brand[:200], label, _number(_first(data, SPF)), int(_number(_first(data, MODIFIED)) or 0)
    )


def _text(stream: IO[bytes], path: Path) -> Iterator[Row]:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    first = text.readline(MOST_LINE)
    if first.lstrip().startswith("{"):
        yield from _jsonl(first, text)
        return
    yield from _csv(first, text, path)


def _jsonl(line: str, text: io.TextIOWrapper) -> Iterator[Row]:
    number = 0
    while line:
        number += 1
        if len(line) >= MOST_LINE and not line.endswith("\n"):
            while (rest := text.readline(MOST_LINE)) and not rest.endswith("\n"):
                pass
            yield Row(number, None, f"line: longer than {MOST_LINE:,} signs.")
        elif line.strip():
            yield _json_row(number, line)
        line = text.readline(MOST_LINE)


def _json_row(number: int, line: str) -> Row:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Row(number, None, f"JSON: {str(error).split(':')[0].lower()}.")
    return Row(number, data) if isinstance(data, dict) else Row(number, None, "JSON: no keys and values.")


def _csv(first: str, text: io.TextIOWrapper, path: Path) -> Iterator[Row]:
    sign = max("\t,;|", key=first.count)
    names = [name.strip().strip('"').lower() for name in first.rstrip("\r\n").split(sign)]
    _needed(names, f"{path} line 1")
    csv.field_size_limit(MOST_LINE)
    lines = (line.replace("\0", "") for line in text)
    if sign == "\t":  # dumps with tabs quote nothing
        reader = csv.reader(lines, delimiter=sign, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(lines, delimiter=sign)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Row(reader.line_num + 1, None, f"CSV: {error}.")
            continue
        if cells is None:
            return
        line = reader.line_num + 1
        if len(cells) > len(names):
            yield Row(line, None, f"CSV: {len(cells)} cells for {len(names)} columns.")
        elif any(cells):
            yield Row(line, dict(zip(names, cells, strict=False)))


def _needed(names: list[str], where: str) -> None:
    for what, known in (("barcode", CODE), ("ingredients", LABEL)):
        if not set(known) & set(names):
            fix = f"Call one of its columns {known[0]}."
            shown = ", ".join(names[:8])[:120]
            raise BadInput(f"no column holds the {what}; there is {shown}.", where=where, fix=fix)


def _parquet(path: Path) -> Iterator[Row]:
    try:
        polars = importlib.import_module("polars")
    except ModuleNotFoundError:
        fix = 'Run pip install "milium[batch]", or import the JSONL or CSV of the dump.'
        raise MissingExtra("Parquet needs polars, which is not installed.", where=str(path), fix=fix) from None
    try:
        scan = polars.scan_parquet(path)
        names = scan.collect_schema().names()
        _needed([name.lower() for name in names], str(path))
        wanted = [n for n in names if n.lower() in {*CODE, *NAME, *BRAND, *LABEL, *MODIFIED, *SPF, "lang"}]
        number = 0
        while True:
            frame = scan.select(wanted).slice(number, PARQUET_ROWS).collect()
            for data in frame.iter_rows(named=True):
                number += 1
                yield Row(number, {key.lower(): value for key, value in data.items()})
            if frame.height < PARQUET_ROWS:
                return
    except polars.exceptions.PolarsError as error:
        fix = "Fetch the file again, then run this again. What was kept stays."
        raise BadInput(f"this is no whole Parquet file ({str(error)[:80]}).", where=str(path), fix=fix) from None


def _first(data: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((data[name] for name in names if data.get(name) not in (None, "", [])), None)


def _words(value: Any, data: Mapping[str, Any]) -> str:
    """Return a text; of several languages the product's own, else English, else the first."""
    if isinstance(value, str):
        return value.strip()
    if not isinstance(value, list):
        return ""
    told = [v for v in value if isinstance(v, dict) and isinstance(v.get("text"), str)]
    for lang in ("main", data.get("lang"), "en"):
        if match := next((v["text"] for v in told if v.get("lang") == lang), None):
            return str(match).strip()
    if told:
        return str(told[0]["text"]).strip()
    return ", ".join(str(v.get("text") or v.get("id") or "") if isinstance(v, dict) else str(v) for v in value).strip()


def _number(value: Any) -> float | None:
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if 0 <= found < 1e12 else None  # noqa: PLR2004  (a moment in seconds, or nonsense)
