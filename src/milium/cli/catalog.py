"""The commands over catalogues: audit one into a folder, and make a page of the results."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from milium.cli.data import dumps
from milium.cli.streams import say
from milium.cli.trouble import Usage
from milium.cli.usage import Arguments
from milium.errors import MissingExtra

RUNNERS = ("local", "dask")
MOST_WORKERS, MOST_ROWS = 1024, 1_000_000


def audit(arguments: Arguments) -> int:
    """Audit a catalogue into a folder; a killed run goes on when it is started again."""
    return _with_extra(lambda: _audit(arguments))


def report(arguments: Arguments) -> int:
    """Write a page with plots into the folder of the results."""
    return _with_extra(lambda: _report(arguments))


def _audit(arguments: Arguments) -> int:
    from milium.batch.columns import parse_columns
    from milium.batch.progress import Progress
    from milium.batch.run import ROWS_OF_PART, Order, audit_catalog

    said = arguments.options
    if not said.get("out"):
        raise Usage("--out is missing.", where="milium catalog audit", fix=f"Write {arguments.command.example}.")
    order = Order(
        Path(arguments.files[0]),
        Path(said["out"]),
        *_runner(said),
        parse_columns(said.get("columns", "")),
        _number(said, "rows", ROWS_OF_PART, MOST_ROWS),
        _encoding(said.get("encoding", "utf-8")),
    )
    summary = audit_catalog(order, Progress(time.monotonic()))
    if "json" in said:
        print(dumps(summary))
        return 0
    for line in _told(summary, order.out):
        print(line)
    return 0


def _report(arguments: Arguments) -> int:
    from milium.batch.report import write_report

    page = write_report(Path(arguments.files[0]))
    print(dumps({"page": str(page)}) if "json" in arguments.options else f"The page is {page}.")
    return 0


def _with_extra(run: Callable[[], int]) -> int:
    try:
        return run()
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] == "milium":
            raise
        raise MissingExtra(
            f"catalogues need {error.name}, which is not installed.",
            where="milium catalog",
            fix='Run pip install "milium[batch]".',
        ) from None


def _runner(said: Mapping[str, str]) -> tuple[str, int, str]:
    """Return runner, workers and scheduler."""
    runner, scheduler = said.get("runner", RUNNERS[0]), said.get("scheduler", "")
    where = "milium catalog audit"
    if runner not in RUNNERS:
        raise Usage(f'"{runner}" is no runner.', where="--runner", fix="Write local or dask.")
    if runner == "dask" and not scheduler:
        raise Usage("--scheduler is missing.", where=where, fix="Write --scheduler tcp://host:8786.")
    if runner == "local" and scheduler:
        raise Usage("--scheduler is for dask.", where=where, fix="Add --runner dask, or leave it out.")
    return runner, _number(said, "workers", os.cpu_count() or 1, MOST_WORKERS), scheduler


def _number(said: Mapping[str, str], name: str, usual: int, most: int) -> int:
    word = said.get(name)
    if word is None:
        return usual
    if not (word.isascii() and word.isdigit() and 1 <= int(word) <= most):
        raise Usage(f'"{word}" is not a number from 1 to {most}.', where=f"--{name}", fix=f"Write --{name} {usual}.")
    return int(word)


def _encoding(word: str) -> str:
    import codecs

    try:
        return codecs.lookup(word).name
    except LookupError:
        raise Usage(f'"{word}" is no encoding.', where="--encoding", fix="Write utf-8, cp1252 or another.") from None


def _told(summary: Mapping[str, Any], out: Path) -> list[str]:
    rows, new = summary["rows"], summary["new_rows"]
    lines = [f"{rows:,} rows: {summary['audited']:,} audited, {summary['rejected']:,} not."]
    if new:
        lines.append(f"{new:,} of them now, in {summary['seconds']:,.1f} s: {summary['rows_per_second']:,} a second.")
    if rows > new:
        lines.append(f"{rows - new:,} of them were there already.")
    lines += [f"  {word:<5}{count:>12,}" for word, count in summary["verdicts"].items()]
    names, unknown = summary["names"], summary["unknown_names"]
    if names:
        lines.append(f"{names:,} names of ingredients, {unknown / names:.2%} of them unknown.")
    if summary["rejected"]:
        lines.append(f"What could not be audited, and why, is in {out / 'rejects.jsonl'}.")
        say(f"note: {summary['rejected']:,} rows were rejected; see {out / 'rejects.jsonl'}.")
    return [*lines, f"Plots: milium catalog report {out}", "", "Not yet reviewed by a clinician."]
