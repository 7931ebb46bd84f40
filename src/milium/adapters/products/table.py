"""Products by barcode in one SQLite file; every batch of an import and its place are kept together."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from milium.adapters.alone import alone
from milium.errors import BadInput

FILE, LOCK = "products.sqlite3", "products.lock"
_TABLES = """
create table if not exists products (
  gtin text primary key, name text not null, brand text not null, label text not null,
  spf real, modified integer not null) without rowid;
create table if not exists imports (digest text primary key, read integer not null, done integer not null);
create table if not exists rejects (digest text, line integer, reason text, primary key (digest, line)) without rowid;
"""
# A row with a list beats one without; of two with (or without), the one modified later, else the later row.
_PUT = """
insert into products values (:gtin, :name, :brand, :label, :spf, :modified)
on conflict (gtin) do update set name = excluded.name, brand = excluded.brand, label = excluded.label,
  spf = excluded.spf, modified = excluded.modified
where (excluded.label <> '') > (label <> '')
   or ((excluded.label <> '') = (label <> '') and excluded.modified >= modified)
"""


class Record(NamedTuple):
    """One product of a dump; `gtin` has 14 digits, `modified` is in seconds since 1970, 0 = not told."""

    gtin: str
    name: str
    brand: str
    label: str
    spf: float | None
    modified: int


class Reject(NamedTuple):
    """A row that could not be used: its line (or row) from 1, and why."""

    line: int
    reason: str


class ProductTable:
    """The table in a data folder.

    Args:
        folder: The data folder; it is made when something is written, never to look.
    """

    def __init__(self, folder: Path) -> None:
        self.path, self._lock = folder / FILE, folder / LOCK

    def find(self, gtin: str) -> Mapping[str, Any] | None:
        """Return `{gtin, name, brand, label, spf}` of a product, or None; no table finds nothing.

        Raises:
            BadInput: The file is there and is no table of products.
        """
        if not self.path.is_file():
            return None
        with self._open() as db:
            row = db.execute("select gtin, name, brand, label, spf from products where gtin = ?", (gtin,)).fetchone()
        return dict(zip(("gtin", "name", "brand", "label", "spf"), row, strict=True)) if row else None

    def count(self) -> int:
        """Return how many products there are."""
        if not self.path.is_file():
            return 0
        with self._open() as db:
            return int(db.execute("select count(*) from products").fetchone()[0])

    def place(self, digest: str) -> tuple[int, bool]:
        """Return how many rows of a dump were read so far, and whether it was read to its end."""
        if not self.path.is_file():
            return 0, False
        with self._open() as db:
            row = db.execute("select read, done from imports where digest = ?", (digest,)).fetchone()
        return (int(row[0]), bool(row[1])) if row else (0, False)

    def keep(
        self, digest: str, read: int, records: Iterable[Record], rejects: Iterable[Reject], *, done: bool = False
    ) -> None:
        """Keep a batch and the place reached, both or neither.

        Args:
            digest: Of the dump.
            read: Rows read so far, this batch among them.
            records: Products of this batch.
            rejects: Rows of this batch that cannot be used.
            done: The dump was read to its end.

        Raises:
            BadInput: The disk is full, or the file is no table of products.
        """
        with self._open() as db:
            db.executemany(_PUT, [record._asdict() for record in records])
            rows = [(digest, reject.line, reject.reason) for reject in rejects]
            db.executemany("insert or replace into rejects values (?, ?, ?)", rows)
            db.execute("insert or replace into imports values (?, ?, ?)", (digest, read, int(done)))

    def rejects(self, digest: str, most: int) -> tuple[int, list[Reject]]:
        """Return how many rows of a dump were rejected, and the first `most` of them."""
        with self._open() as db:
            count = db.execute("select count(*) from rejects where digest = ?", (digest,)).fetchone()[0]
            rows = db.execute(
                "select line, reason from rejects where digest = ? order by line limit ?", (digest, most)
            ).fetchall()
        return int(count), [Reject(*row) for row in rows]

    def alone(self) -> AbstractContextManager[None]:
        """Hold the table for one import; another one is refused, a killed one leaves nothing behind."""
        return alone(self._lock, "import")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Yield the database inside one transaction."""
        _make(self.path.parent)
        try:
            db = sqlite3.connect(self.path)
            try:
                db.executescript(_TABLES)
                db.execute("pragma synchronous = full")
                with db:
                    yield db
            finally:
                db.close()
        except sqlite3.DatabaseError as error:
            raise _trouble(error, self.path) from None


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadInput(
            f"the folder cannot be made ({error.strerror}).", where=str(folder), fix="Name another one with --data."
        ) from None


def _trouble(error: sqlite3.DatabaseError, path: Path) -> BadInput:
    words = str(error)
    if "full" in words or "I/O" in words:
        fix = "Make room, then run it again: it goes on from there."
        return BadInput(f"it cannot be written ({words}). What was kept before stays.", where=str(path), fix=fix)
    if "readonly" in words or "unable to open" in words:
        return BadInput(f"it cannot be written ({words}).", where=str(path), fix="Name another folder with --data.")
    fix = "Move this file away, then import again."
    return BadInput(f"this is no table of products ({words}).", where=str(path), fix=fix)
