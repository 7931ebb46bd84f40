"""From a block to a part: audit its rows and write them as one Parquet file; the schema is docs/catalog.md."""

import gc
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from milium.batch.blocks import Block, Reject, Row, plain_said, rows_of
from milium.batch.tables import result_table

if TYPE_CHECKING:
    import polars

    from milium.care.audits import Judged

_REMEMBERED = 2_000  # answers; each holds some 10 kB


class Job(NamedTuple):
    """What holds for every block of a run.

    Attributes:
        file: Name of the catalogue, for rejects.
        columns: Kind -> column of the file.
        encoding: Of the text of a CSV.
    """

    file: str
    columns: Mapping[str, str]
    encoding: str


class Part(NamedTuple):
    """A finished part, not yet on disk.

    Attributes:
        number: Of its block.
        table: The Parquet file.
        rejects: Lines of the rejects file.
        tally: Counts for the summary.
        made_by: Version of milium and hash of the pack that made it.
    """

    number: int
    table: bytes
    rejects: bytes
    tally: dict[str, Any]
    made_by: tuple[str, str]


def made_by() -> tuple[str, str]:
    """Return the version of milium and the hash of the pack of this process."""
    from milium import __version__
    from milium.wiring import care

    return __version__, care().knowledge.hash


def make_part(block: Block, job: Job) -> Part:
    """Audit a block. The same block gives the same bytes, on every machine and at every try."""
    with _uncollected():
        return _made(block, job)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put off the search for garbage in circles: a part makes a million values and hardly any circle."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _made(block: Block, job: Job) -> Part:
    rejects: list[str] = []
    rows: list[Row] = []
    answers: list[Judged] = []
    for row in rows_of(block, job.columns, job.encoding):
        answer = row if isinstance(row, Reject) else _answer(row)
        if isinstance(answer, Reject):
            rejects.append(answer.as_line(job.file))
        elif isinstance(row, Row):
            rows.append(row)
            answers.append(answer)
    table = result_table(rows, answers)
    out = io.BytesIO()
    table.write_parquet(out, compression="zstd", compression_level=1, statistics=False)
    tally = _tally(table, len(rejects))
    return Part(block.number, out.getvalue(), "".join(rejects).encode("utf-8", "replace"), tally, made_by())


def _answer(row: Row) -> "Judged | Reject":
    said = plain_said(row.said)
    said.pop("id", None)  # the id changes nothing but itself
    try:
        return _judged(tuple(said.items()))
    except TypeError:  # a value that is a list or a table of its own
        return _judge(said)
    except Exception as error:  # one row nobody foresaw must not end a long run
        return _our_fault(row, error)


def _our_fault(row: Row, error: Exception) -> "Reject":
    from milium.errors import KnowledgeMissing

    if isinstance(error, KnowledgeMissing):
        raise error
    problem = f"we could not finish this row ({type(error).__name__}); that is our fault."
    return Reject(row.number, row.line or row.number, problem, "Please report it.", str(row.said.get("text")))


@lru_cache(maxsize=_REMEMBERED)
def _judged(said: tuple[tuple[str, Any], ...]) -> "Judged":
    return _judge(dict(said))


def _judge(said: Mapping[str, Any]) -> "Judged":
    from milium.care.audits import judged_row
    from milium.wiring import care

    return judged_row(care(), said, told=False)


def _tally(table: "polars.DataFrame", rejected: int) -> dict[str, Any]:
    """Return the counts of a part; they add up over parts."""
    return {
        "rows": table.height + rejected,
        "audited": table.height,
        "rejected": rejected,
        "with_list": int(table["has_list"].sum()),
        "names": int(table["names"].sum()),
        "unknown_names": int(table["unknown"].list.len().sum()),
        "verdicts": _counted(table["verdict"]),
        "families": _counted(table["families"].explode().drop_nulls()),
    }


def _counted(words: "polars.Series") -> dict[str, int]:
    return dict(sorted(words.value_counts().iter_rows()))
