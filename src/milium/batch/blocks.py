"""A block of a catalogue: some thousand rows as they were given, and how they are taken apart."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from milium.batch.columns import KNOWN_AS

LONGEST_LABEL = 50_000  # characters; a long kit has 6,000, a web page has a hundred thousand and more
LONGEST_ROW = 4_000_000  # bytes
_PAGE_SIGNS = ("<!doctype html", "<html", "<head>", "<body")
_PAGE_HEAD = 2_000


class Block(NamedTuple):
    """Rows that become one part.

    Attributes:
        number: From 0, in the order of the input.
        first: Number of its first row, from 1.
        kind: How `data` is made: lines of JSON, rows of a CSV, or an Arrow table.
        data: `lines`: [(line, bytes)]; `rows`: [(line, [field])], one for each column; `table`: Arrow IPC bytes.
        rejects: Rows that could not even be cut out of the input.
        digest: Hash of the content, in hexadecimal.
        size: Rows, rejected ones included.
    """

    number: int
    first: int
    kind: Literal["lines", "rows", "table"]
    data: Any
    rejects: tuple["Reject", ...]
    digest: str
    size: int


class Reject(NamedTuple):
    """A row that could not be audited.

    Attributes:
        row: Its number, from 1.
        line: Line of the file on which it begins; the row's number where a file has no lines.
        problem, fix: What is wrong and what to do.
        raw: The row as given.
    """

    row: int
    line: int
    problem: str
    fix: str
    raw: str

    def as_line(self, file: str) -> str:
        """Return the line of the rejects file."""
        data = {"file": file, **self._asdict()}
        return json.dumps(data, ensure_ascii=False) + "\n"


class Row(NamedTuple):
    """One row of a catalogue: its number, its line, and what it says, by kind of column."""

    number: int
    line: int | None
    said: Mapping[str, Any]


def rows_of(block: Block, columns: Mapping[str, str], encoding: str) -> Iterator[Row | Reject]:
    """Yield the rows of a block in order, each as what it says or as a reject.

    Args:
        block: The block.
        columns: Kind -> column of the file.
        encoding: Of the text, for CSV.
    """
    gone = {reject.row: reject for reject in block.rejects}
    taken = {"lines": _json_rows, "rows": _csv_rows, "table": _table_rows}[block.kind](block, columns, encoding)
    number = block.first
    for row in taken:
        while number in gone:
            yield gone[number]
            number += 1
        yield _checked(row, number) if isinstance(row, Row) else row._replace(row=number)
        number += 1
    yield from (gone[n] for n in range(number, block.first + block.size) if n in gone)


def _json_rows(block: Block, columns: Mapping[str, str], _encoding: str) -> Iterator[Row | Reject]:
    for line, raw in block.data:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            yield _not_text(0, line, raw, error)
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            reason = error.msg.lower() if isinstance(error, json.JSONDecodeError) else type(error).__name__
            yield Reject(0, line, f"this is not JSON: {reason}.", "Write one object a line.", text.rstrip("\r\n"))
            continue
        if not isinstance(data, Mapping):
            yield Reject(0, line, "expected keys and values.", "Write one object a line.", text.rstrip("\r\n"))
            continue
        yield Row(0, line, {kind: data.get(column) for kind, column in columns.items()})


def _csv_rows(block: Block, columns: Mapping[str, str], encoding: str) -> Iterator[Row | Reject]:
    kinds = list(columns)
    for line, fields in block.data:
        try:
            read = [_reread(field, encoding) for field in fields]
        except UnicodeDecodeError as error:
            raw = ",".join(fields).encode("latin-1")
            yield _not_text(0, line, raw, error)
            continue
        yield Row(0, line, {kind: field or None for kind, field in zip(kinds, read, strict=True)})


def _reread(field: str, encoding: str) -> str:
    """Return a field that was read byte by byte in its real encoding."""
    return field if field.isascii() else field.encode("latin-1").decode(encoding)


def _table_rows(block: Block, columns: Mapping[str, str], _encoding: str) -> Iterator[Row]:
    import polars

    table = polars.read_ipc(block.data)
    kinds = [kind for kind in columns if kind in table.columns]
    for values in table.iter_rows():
        yield Row(0, None, dict(zip(kinds, values, strict=True)))


def _checked(row: Row, number: int) -> Row | Reject:
    """Return the row with its number, or say why it is none that could be audited."""
    text = row.said.get("text")
    line = number if row.line is None else row.line
    if not isinstance(text, str) or not text.strip():
        shown = json.dumps(dict(row.said), ensure_ascii=False, default=str)
        got = "is empty" if text is None or isinstance(text, str) else f"is no text but {type(text).__name__}"
        return Reject(number, line, f"the label {got}.", "Give the list of ingredients as text.", shown)
    if len(text) > LONGEST_LABEL:
        return _page(number, line, text, f"the label has {len(text):,} characters, as a whole web page has")
    if "<" in text and any(sign in text[:_PAGE_HEAD].lower() for sign in _PAGE_SIGNS):
        return _page(number, line, text, "the label is a whole web page")
    return row._replace(number=number)


def _page(number: int, line: int, text: str, problem: str) -> Reject:
    return Reject(number, line, f"{problem}.", "Give the list of ingredients alone.", text)


def _not_text(number: int, line: int, raw: bytes, error: UnicodeDecodeError) -> Reject:
    problem = f"byte 0x{error.object[error.start]:02X} is not {error.encoding.upper()} text."
    fix = "Save the file as UTF-8, or say its --encoding."
    return Reject(number, line, problem, fix, raw.decode("latin-1").rstrip("\r\n"))


def plain_said(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `care` reads of a row: the keys of an audit, without empty ones and the shop's category."""
    return {k: v for k, v in said.items() if v not in (None, "") and k in KNOWN_AS and k != "category"}
