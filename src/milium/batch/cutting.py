"""Cut a catalogue into blocks of rows, never holding the whole of it; a bad row costs itself alone."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from milium.batch.blocks import LONGEST_ROW, Block, Reject
from milium.batch.columns import KNOWN_AS, chosen_columns

if TYPE_CHECKING:
    import polars

_DELIMITERS = ",;\t|"
_KEPT_OF_LONG = 100_000
Lines = Iterator[tuple[int, bytes]]
Held = tuple[int, Any]


def json_blocks(stream: BinaryIO, rows: int) -> Iterator[Block]:
    """Yield the lines of JSON in blocks; empty lines are no rows."""
    return _gathered("lines", _json_lines(stream), rows)


def csv_blocks(stream: BinaryIO, columns: Mapping[str, str], rows: int) -> Iterator[Block]:
    """Yield the wanted fields of a CSV in blocks, read byte by byte: each row is decoded by itself later."""
    return _gathered("rows", _csv_rows(stream, columns), rows)


def table_blocks(path: Path, columns: Mapping[str, str], rows: int) -> Iterator[Block]:
    """Yield the wanted columns of a Parquet file in blocks, each as Arrow bytes."""
    import polars

    table = polars.scan_parquet(path).select([polars.col(column).alias(kind) for kind, column in columns.items()])
    pieces = table.collect_batches(chunk_size=rows, maintain_order=True)
    for number, piece in enumerate(_even(pieces, rows)):
        data = io.BytesIO()
        piece.rechunk().write_ipc(data)
        held = data.getvalue()
        yield Block(number, number * rows + 1, "table", held, (), hashlib.sha256(held).hexdigest(), piece.height)


def header_of(stream: BinaryIO) -> list[str]:
    """Return the names of the columns of a CSV."""
    return _header(_lines(stream))[0]


def first_object(stream: BinaryIO) -> Mapping[str, Any]:
    """Return the first line of JSON that holds keys and values; {} when there is none."""
    for _, raw in _lines(stream):
        try:
            data = json.loads(raw)
        except (ValueError, RecursionError):
            continue
        if isinstance(data, Mapping):
            return data
    return {}


def json_columns(first: Mapping[str, Any], said: Mapping[str, str], where: str) -> dict[str, str]:
    """Return kind -> key, from the first row; any later one may have keys that the first one lacks.

    Raises:
        CatalogRefused: No key holds the text of labels.
    """
    found = chosen_columns([*first, *(c for c in said.values() if c not in first)], said, where)
    return {kind: found.get(kind, names[0]) for kind, names in KNOWN_AS.items()}


def _gathered(kind: Literal["lines", "rows"], items: Iterable[Held | Reject], rows: int) -> Iterator[Block]:
    held: list[Held] = []
    rejects: list[Reject] = []
    number = count = 0
    for item in items:
        count += 1
        if isinstance(item, Reject):
            rejects.append(item._replace(row=number * rows + count))
        else:
            held.append(item)
        if count == rows:
            yield _block(number * rows + 1, rows, kind, (held, rejects))
            held, rejects, number, count = [], [], number + 1, 0
    if count:
        yield _block(number * rows + 1, rows, kind, (held, rejects))


def _block(first: int, rows: int, kind: Literal["lines", "rows"], parts: tuple[list[Held], list[Reject]]) -> Block:
    held, rejects = parts
    digest = hashlib.sha256()
    for line, content in held:
        raw = content if isinstance(content, bytes) else "\x1f".join(content).encode("utf-8", "surrogatepass")
        digest.update(b"%d\x1e%d\x1e" % (line, len(raw)) + raw)
    digest.update(repr(rejects).encode("utf-8", "surrogatepass"))
    size = len(held) + len(rejects)
    return Block((first - 1) // rows, first, kind, held, tuple(rejects), digest.hexdigest(), size)


def _lines(stream: BinaryIO) -> Lines:
    """Yield (line, bytes); of a line that is far too long only its beginning."""
    number = 0
    while raw := stream.readline(LONGEST_ROW + 1):
        number += 1
        kept = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        while not raw.endswith(b"\n") and len(raw) > LONGEST_ROW:
            raw = stream.readline(LONGEST_ROW + 1)
        yield number, kept


def _json_lines(stream: BinaryIO) -> Iterator[Held | Reject]:
    for line, raw in _lines(stream):
        if not raw.strip():
            continue
        yield (line, raw) if len(raw) <= LONGEST_ROW else _too_long(line, raw)


def _csv_rows(stream: BinaryIO, columns: Mapping[str, str]) -> Iterator[Held | Reject]:
    lines = _Rereadable(_lines(stream))
    header, delimiter = _header(lines)
    places = [header.index(column) for column in columns.values()]
    for record in _records(lines, delimiter):
        if isinstance(record, Reject):
            yield record
            continue
        line, fields = record
        if len(fields) == len(header):
            yield line, [fields[i] for i in places]
        else:
            problem = f"{len(fields)} fields where the header has {len(header)}."
            raw = delimiter.join(fields).encode("latin-1").decode("utf-8", "replace")
            yield Reject(0, line, problem, "Put a label with commas in quotes.", raw)


class _Rereadable:
    """Lines, of which the last ones may be given back."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._back: list[tuple[int, bytes]] = []
        self.taken: list[tuple[int, bytes]] = []

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> tuple[int, bytes]:
        line = self._back.pop() if self._back else next(self._lines)
        self.taken.append(line)
        return line

    def give_back(self) -> None:
        """Give back what was taken, but its first line."""
        self._back += reversed(self.taken[1:])


def _records(lines: _Rereadable, delimiter: str) -> Iterator[tuple[int, list[str]] | Reject]:
    """Yield (first line, fields): a quote that never closes costs its own line, not the file."""
    while True:
        reader = csv.reader((raw.decode("latin-1") for _, raw in lines), delimiter=delimiter)
        lines.taken.clear()
        try:
            for fields in reader:
                first = lines.taken[0][0]
                if len(lines.taken) > 1 and _is_odd(lines.taken):
                    raise csv.Error
                lines.taken.clear()
                if fields:
                    yield first, fields
        except csv.Error:
            first, raw = lines.taken[0]
            lines.give_back()
            shown = raw[:_KEPT_OF_LONG].decode("utf-8", "replace").rstrip("\r\n")
            problem = "a quote is opened and never closed, or the row is far too long."
            yield Reject(0, first, problem, "Close the quotes.", shown)
        else:
            return


def _is_odd(taken: list[tuple[int, bytes]]) -> bool:
    """Tell whether a row of several lines holds a quote too many: it has swallowed its neighbours."""
    return sum(raw.count(b'"') for _, raw in taken) % 2 == 1


def _header(lines: Lines) -> tuple[list[str], str]:
    """Return the names of the columns, and the sign between them."""
    for _, raw in lines:
        text = raw.decode("utf-8", "replace")
        if text.strip():
            delimiter = max(_DELIMITERS, key=text.count)
            return next(csv.reader([text.rstrip("\r\n")], delimiter=delimiter)), delimiter
    return [], ","


def _too_long(line: int, raw: bytes) -> Reject:
    shown = raw[:_KEPT_OF_LONG].decode("utf-8", "replace")
    problem = f"the row has more than {LONGEST_ROW // 1_000_000} MB; its beginning stands here."
    return Reject(0, line, problem, "Give the list of ingredients alone.", shown)


def _even(pieces: "Iterable[polars.DataFrame]", rows: int) -> "Iterator[polars.DataFrame]":
    """Yield tables of exactly `rows` rows, however the file is cut; the last one may be shorter."""
    import polars

    held: list[polars.DataFrame] = []
    count = 0
    for piece in pieces:
        held.append(piece)
        count += piece.height
        while count >= rows:
            whole = polars.concat(held)
            yield whole[:rows]
            held, count = [whole[rows:]], count - rows
    if count:
        yield polars.concat(held)
