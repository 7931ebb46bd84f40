"""One run over a catalogue: blocks in, parts out, each exactly once however often the run is killed."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from milium.batch.blocks import Block
from milium.batch.cluster import run_dask
from milium.batch.folder import Folder
from milium.batch.local import run_local
from milium.batch.parts import Job, Part, made_by
from milium.batch.progress import Progress
from milium.batch.sources import Source
from milium.batch.tables import SCHEMA_VERSION

ROWS_OF_PART = 10_000
_SUMS = ("rows", "audited", "rejected", "with_list", "names", "unknown_names")


class Order(NamedTuple):
    """What a run was asked for.

    Attributes:
        file: The catalogue.
        out: The folder for the results.
        runner: "local" or "dask".
        workers: Processes, for local.
        scheduler: Address, for dask.
        columns: Kind -> column, as far as it was said.
        rows: Rows of one part.
        encoding: Of the text of a CSV.
    """

    file: Path
    out: Path
    runner: str = "local"
    workers: int = 1
    scheduler: str = ""
    columns: Mapping[str, str] = {}
    rows: int = ROWS_OF_PART
    encoding: str = "utf-8"


def audit_catalog(order: Order, progress: Progress | None = None) -> dict[str, Any]:
    """Audit a catalogue into a folder; what an earlier run finished there is not done again.

    Returns:
        The summary: counts, and of this run `new_rows`, `seconds` and `rows_per_second`.

    Raises:
        CatalogRefused: The file, the folder or the options do not fit.
        CatalogStopped: It could not go on; finished parts stay valid.
    """
    source = Source(order.file, order.columns, order.rows)
    version, pack = made_by()
    head = {
        "file": order.file.name,
        "columns": source.columns,
        "rows_of_part": order.rows,
        "encoding": order.encoding,
        "milium": version,
        "pack": pack,
        "schema": SCHEMA_VERSION,
    }
    folder = Folder(order.out, head)
    began = time.monotonic()
    with folder.opened():
        count, new = _work(order, source, folder, progress)
        seconds = time.monotonic() - began
        folder.forget_after(count)
        summary = {**head, "complete": True, "parts": count, **_totals(folder.done.values())}
        folder.finish(summary)
    return {**summary, "new_rows": new, "seconds": round(seconds, 2), "rows_per_second": round(new / seconds)}


def _work(order: Order, source: Source, folder: Folder, progress: Progress | None) -> tuple[int, int]:
    """Do what is not done; return the number of parts and of rows done by this run."""
    count = done = new = 0

    def missing() -> Iterator[Block]:
        nonlocal count, done
        for block in source.blocks():
            count = block.number + 1
            if folder.has(block):
                done += block.size
                continue
            yield block

    job = Job(order.file.name, source.columns, order.encoding)
    for block, part in _runner(order, missing(), job):
        folder.keep(part, block)
        done += block.size
        new += block.size
        if progress is not None:
            share = done / source.total if source.total else source.share()
            progress.show(done, new, share, time.monotonic())
    if progress is not None:
        progress.end()
    return count, new


def _runner(order: Order, blocks: Iterator[Block], job: Job) -> Iterator[tuple[Block, Part]]:
    if order.runner == "dask":
        return run_dask(blocks, job, order.scheduler)
    return run_local(blocks, job, order.workers)


def _totals(entries: Any) -> dict[str, Any]:
    sums = Counter[str]()
    verdicts, families = Counter[str](), Counter[str]()
    for entry in entries:
        sums.update({key: entry[key] for key in _SUMS})
        verdicts.update(entry["verdicts"])
        families.update(entry["families"])
    return {
        **{key: sums[key] for key in _SUMS},
        "verdicts": dict(sorted(verdicts.items())),
        "families": dict(sorted(families.items())),
    }
