"""Import a dump into the table: in batches, each kept with its place, so that a killed run goes on."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from milium.adapters.products.dumps import digest_of, record_of, rows
from milium.adapters.products.table import ProductTable, Record, Reject
from milium.errors import MiliumError

BATCH = 2_000
SHOWN = 20


def import_products(path: Path, table: ProductTable, told: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
    """Read a dump into the table.

    Args:
        path: JSONL, CSV or Parquet, plain or gzipped.
        table: Where to.
        told: Is told how many rows were read, after each batch.

    Returns:
        `{file, read, kept, rejected, products, resumed_at, issues}`; `issues` names the first
        rejected rows with their line and reason, `kept` counts the rows of this run.

    Raises:
        BadInput: The dump or the table cannot be used; what was read until then is kept, and the
            same command goes on from there.
        MissingExtra: It is Parquet, and polars is not installed.
    """
    with table.alone():
        digest = digest_of(path)
        start, done = table.place(digest)
        read, kept = (start, 0) if done else _read(path, digest, start, table, told)
        count, first = table.rejects(digest, SHOWN)
    issues = [
        {"where": f"{path} line {r.line}", "problem": r.reason, "fix": "Mend that row, or leave it out."} for r in first
    ]
    return {
        "file": str(path),
        "read": read,
        "kept": kept,
        "rejected": count,
        "products": table.count(),
        "resumed_at": start,
        "issues": issues,
    }


def _read(path: Path, digest: str, start: int, table: ProductTable, told: Callable[[int], None]) -> tuple[int, int]:
    """Return how many rows were read in all, and how many products this run kept."""
    stream, read, kept = islice(rows(path), start, None), start, 0
    while True:
        records: list[Record] = []
        rejects: list[Reject] = []
        trouble: MiliumError | None = None
        try:
            for row in islice(stream, BATCH):
                read += 1
                found = record_of(row)
                (records if isinstance(found, Record) else rejects).append(found)  # type: ignore[arg-type]
        except MiliumError as error:
            trouble = error
        ended = trouble is None and len(records) + len(rejects) < BATCH
        table.keep(digest, read, records, rejects, done=ended)
        kept += len(records)
        told(read)
        if trouble is not None:
            raise trouble
        if ended:
            return read, kept
