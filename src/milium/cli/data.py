"""JSON and YAML in, JSON out."""

import json
import re
from collections.abc import Mapping
from typing import Any

from milium.cli.streams import Input
from milium.cli.trouble import BadSyntax

MOST_DEPTH = 60  # a case is five deep
_CHAIN = re.compile(rf"^[ \t?-]{{{MOST_DEPTH},}}", re.MULTILINE)
_ALIAS = re.compile(r"(?:^|[\s,:\[{-])\*[^\s,\]}]", re.MULTILINE)


def dumps(answer: object) -> str:
    """Return one line of JSON, readable as it stands; a value JSON does not know is written as text."""
    return json.dumps(answer, ensure_ascii=False, allow_nan=False, default=str)


def parse_json(text: str, where: str) -> Any:
    """Parse strict JSON: no NaN, no endless numbers.

    Raises:
        BadSyntax: It is not JSON; `where` gets line and column.
    """
    try:
        return json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except json.JSONDecodeError as error:
        place = f"{where} column {error.colno}" if error.lineno == 1 else f"{where} line {error.lineno}"
        raise BadSyntax(f"this is not JSON: {error.msg.lower()}.", where=place, fix="Correct that place.") from None
    except (ValueError, RecursionError) as error:
        raise BadSyntax(f"this is not JSON: {_reason(error)}.", where=where, fix="Correct that place.") from None


def parse_data(source: Input) -> Mapping[str, Any]:
    """Parse a file of keys and values, JSON or YAML 1.2.

    Raises:
        BadSyntax: It is neither, or holds something else than keys and values.
    """
    text = source.text.strip()
    data = _json_or_yaml(text, source.where)
    if not isinstance(data, Mapping):
        got = "nothing" if not text else f"{_kind(data)}"
        raise BadSyntax(
            f"expected keys and values, got {got}.", where=source.where, fix="See the examples in docs/cli.md."
        )
    return data


def parse_counts(source: Input) -> Mapping[str, Any]:
    """Parse counts: a CSV with the columns date, count and adherence, a list of rows, or a file of keys and values.

    Raises:
        BadSyntax: It is none of these.
    """
    head = source.text.lstrip("\ufeff \t\r\n").partition("\n")[0].lower()
    columns = [cell.strip().strip('"') for cell in head.replace(";", ",").split(",")]
    if {"date", "count"} <= set(columns):
        return {"counts": _csv_rows(source)}
    if source.text.lstrip().startswith("["):
        return {"counts": parse_json(source.text, source.where)}
    return parse_data(source)


def _csv_rows(source: Input) -> list[dict[str, str]]:
    import csv

    text = source.text.lstrip("\ufeff \t\r\n")
    sign = ";" if ";" in text.partition("\n")[0] else ","
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines(), delimiter=sign)]
    except csv.Error as error:
        raise BadSyntax(f"this is not CSV: {error}.", where=source.where, fix="Correct that line.") from None
    names = [name.lower() for name in rows[0]]
    kept = [dict(zip(names, row, strict=False)) for row in rows[1:] if any(row)]
    return [{name: cell for name, cell in row.items() if name and cell} for row in kept]


def _json_or_yaml(text: str, where: str) -> Any:
    """Try JSON first where it may be JSON: that needs no YAML reader, which is slow to start."""
    if not text.startswith(("{", "[", '"')):
        return _parse_yaml(text, where)
    try:
        return parse_json(text, where)
    except BadSyntax:
        if not where.endswith(".json"):
            try:
                return _parse_yaml(text, where)
            except BadSyntax:
                pass
        raise


def _parse_yaml(text: str, where: str) -> Any:
    import yaml

    from milium.adapters.packfiles import read_yaml

    try:
        _refuse_what_never_ends(text, where)
        return read_yaml(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{where} line {mark.line + 1}" if mark else where
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise BadSyntax(f"this is not YAML: {problem}.", where=place, fix="Correct that line.") from None
    except (ValueError, TypeError, RecursionError) as error:
        raise BadSyntax(f"this is not YAML: {_reason(error)}.", where=where, fix="Correct that place.") from None


def _refuse_what_never_ends(text: str, where: str) -> None:
    """Refuse endless nesting, which can crash the C parser, and aliases, which can unfold without end.

    Only a text that could hold them is looked at twice: parsing into events is safe but takes time.
    """
    suspicious = text.count("[") + text.count("{") > MOST_DEPTH or _CHAIN.search(text) or _ALIAS.search(text)
    if not suspicious:
        return
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        place = f"{where} line {event.start_mark.line + 1}" if event.start_mark else where
        if depth > MOST_DEPTH:
            raise BadSyntax("it is nested too deeply.", where=place, fix="Write it flatter.")
        if isinstance(event, yaml.AliasEvent):
            raise BadSyntax(f'the shortcut "*{event.anchor}" is not read.', where=place, fix="Write it out there.")


def _kind(data: object) -> str:
    return {list: "a list", str: "plain text", int: "a number", float: "a number", bool: "yes or no"}.get(
        type(data), "something else"
    )


def _reason(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error).split(";")[0].lower()


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _finite(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise ValueError(f"{digits} is too big")
    return value
