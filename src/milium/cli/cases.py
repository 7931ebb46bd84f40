"""A case from a file: keys and values, or a copy of the log that the app saved."""

from collections.abc import Mapping
from typing import Any

from milium.cli.data import parse_counts, parse_data
from milium.cli.streams import Input, read_input
from milium.cli.usage import Arguments


def case_of(arguments: Arguments, file: str | None) -> Mapping[str, Any]:
    """Read the case of FILE; None or "-" is standard input.

    Raises:
        Unreadable, BadSyntax, BadInput: It cannot be read, or is neither.
        Usage: It is a copy of several people's logs, and the command does not say whose.
    """
    return case_in(arguments, read_input(file))


def case_in(arguments: Arguments, source: Input) -> Mapping[str, Any]:
    """Read the case of a text; raises as `case_of`."""
    return _of_log(arguments, source, parse_data(source))


def counts_in(arguments: Arguments, source: Input) -> Mapping[str, Any]:
    """Read counts: a table, rows, or a case; raises as `case_of`."""
    return _of_log(arguments, source, parse_counts(source))


def _of_log(arguments: Arguments, source: Input, data: Mapping[str, Any]) -> Mapping[str, Any]:
    if "milium" not in data or "events" not in data:
        return data
    from milium.cli.copies import case_of_copy  # what most commands never need is not read for each

    return case_of_copy(arguments, source)
