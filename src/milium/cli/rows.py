"""--jsonl: one line out per line in, in the same order, each written as soon as it is known."""

from collections.abc import Callable, Mapping
from typing import Any

from milium.cli.data import dumps, parse_json
from milium.cli.faults import say_fault
from milium.cli.streams import Line, decode, lines
from milium.cli.trouble import BadSyntax, as_data, our_fault
from milium.errors import MiliumError

Row = Mapping[str, Any]


def answer_rows(file: str | None, answer: Callable[[Row], Row]) -> int:
    """Answer every line of a JSONL stream on standard output; return how many could be answered.

    A bad line gives `{id, line, error: {code, problem, where, fix}}` in its place and the run goes
    on; an empty line gives nothing.
    """
    answered = 0
    for line in lines(file):
        if line.trouble is None and not line.raw.strip():
            continue
        out, good = _answer(line, answer)
        answered += good
        print(dumps(out), flush=True)
    return answered


def _answer(line: Line, answer: Callable[[Row], Row]) -> tuple[Row, bool]:
    given: object = None
    try:
        row = _read(line)
        given = row.get("id")
        found = answer(row)
        say_fault(found, f"line {line.number}")
        return {"id": given, **{key: value for key, value in found.items() if key != "id"}}, True
    except MiliumError as error:
        trouble = error
    except Exception as error:  # one bad row must not end a long run
        trouble = our_fault(error, f"line {line.number}")
    return {"id": given, "line": line.number, "error": as_data(trouble)}, False


def _read(line: Line) -> Row:
    if line.trouble:
        raise line.trouble
    where = f"line {line.number}"
    row = parse_json(decode(line.raw, where), where)
    if not isinstance(row, Mapping):
        raise BadSyntax("expected keys and values.", where=where, fix='Write one object a line, like {"id": 1, ...}.')
    return row
