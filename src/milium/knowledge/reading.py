"""Read plain data into frozen dataclasses, reporting every problem at once."""

import math
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from milium.domain.findings import Issue

T = TypeVar("T")
MOST_WORDS_SHOWN = 20
MOST_SIGNS_SHOWN = 40


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Return "Did you mean X?" for the allowed word closest to `word`, or the allowed words."""
    import difflib

    words = sorted(allowed)
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]}?"
    more = ", ..." if len(words) > MOST_WORDS_SHOWN else ""
    return f"Allowed: {', '.join(words[:MOST_WORDS_SHOWN])}{more}."


def read(kind: type[T], data: object, where: str, issues: list[Issue]) -> T | None:
    """Build a dataclass of type `kind` from a mapping.

    Args:
        kind: A dataclass whose annotations say what each key holds.
        data: Plain data from a pack.
        where: File and place, for the message.
        issues: Every problem found is appended here.

    Returns:
        The value, or None when anything was wrong: nothing is replaced by a default but what the
        dataclass itself makes optional.
    """
    before = len(issues)
    if not isinstance(data, Mapping):
        issues.append(Issue(where, f"expected keys and values, got {shorten(data)}.", "Write key: value lines."))
        return None
    hints = _hints(cast(Any, kind))
    known = {f.name: f for f in fields(cast(Any, kind))}
    for key in data:
        if key not in known:
            issues.append(Issue(f"{where}.{key}", "unknown key.", nearest(str(key), known)))
    values = {}
    for name, spec in known.items():
        if name in data:
            values[name] = convert(hints[name], data[name], f"{where}.{name}", issues)
        elif spec.default is MISSING and spec.default_factory is MISSING:
            issues.append(Issue(f"{where}.{name}", "is missing.", "Add it."))
    return kind(**values) if len(issues) == before else None


def rows(kind: type[T], data: object, where: str, issues: list[Issue]) -> tuple[T, ...]:
    """Build one dataclass per row of a list; rows with problems are left out and reported."""
    if not isinstance(data, list | tuple):
        issues.append(Issue(where, f"expected a list, got {shorten(data)}.", "Write - {...} lines."))
        return ()
    found = (read(kind, row, f"{where}[{i}]", issues) for i, row in enumerate(data))
    return tuple(row for row in found if row is not None)


def repeated(ids: Iterable[object], where: str) -> Iterator[Issue]:
    """Yield an issue for every id that is there more than once."""
    seen: set[object] = set()
    for name in ids:
        if name in seen:
            yield Issue(f"{where} {name}", "is there twice.", "Rename one of them, or take it out.")
        seen.add(name)


def table(files: Mapping[str, Any], path: str, issues: list[Issue]) -> Mapping[str, Any]:
    """Return the keys and values of a file; an empty mapping and an issue when it has none."""
    data = files.get(path)
    if isinstance(data, Mapping) and data:
        return data
    issues.append(Issue(path, "is missing or is not a table.", "Restore the file."))
    return {}


def convert(hint: Any, value: object, where: str, issues: list[Issue]) -> Any:
    """Convert plain `value` to the annotation `hint`, or append an issue and return None."""
    if hint is str and type(value) is str:
        return value
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _convert_union(args, value, where, issues)
    if origin is tuple:
        return _convert_tuple(args, value, where, issues)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _convert_mapping(args, value, where, issues)
    if origin is Literal:
        return _convert_word(args, value, where, issues)
    return _convert_plain(hint, value, where, issues)


def shorten(value: object) -> str:
    """Return a value as text short enough for a message; never slow, however large or nested the value is."""
    import reprlib

    brief = reprlib.Repr()
    brief.maxstring = brief.maxother = MOST_SIGNS_SHOWN
    brief.maxlevel = 2
    try:
        text = brief.repr(value)
    except ValueError:  # Python writes no whole number of more than 4300 digits
        return f"a {type(value).__name__} too large to show"
    return text if len(text) <= MOST_SIGNS_SHOWN else text[: MOST_SIGNS_SHOWN - 3] + "..."


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _convert_union(args: Sequence[Any], value: object, where: str, issues: list[Issue]) -> Any:
    if value is None and type(None) in args:
        return None
    tried: list[list[Issue]] = []
    for hint in args:
        if hint is not type(None):
            trouble: list[Issue] = []
            result = convert(hint, value, where, trouble)
            if not trouble:
                return result
            tried.append(trouble)
    issues.extend(tried[0])
    return None


def _convert_mapping(args: Sequence[Any], value: object, where: str, issues: list[Issue]) -> Any:
    if not isinstance(value, Mapping):
        issues.append(Issue(where, f"expected keys and values, got {shorten(value)}.", "Write key: value."))
        return None
    return {
        convert(args[0], k, f"{where}.{k}", issues): convert(args[1], v, f"{where}.{k}", issues)
        for k, v in value.items()
    }


def _convert_tuple(args: Sequence[Any], value: object, where: str, issues: list[Issue]) -> Any:
    if not isinstance(value, list | tuple):
        issues.append(Issue(where, f"expected a list, got {shorten(value)}.", "Write [a, b]."))
        return ()
    if args == (str, Ellipsis) and all(type(v) is str for v in value):
        return tuple(value)  # most of a pack: no place is spelt out where nothing is wrong
    if args and args[-1] is Ellipsis:
        return tuple(convert(args[0], v, f"{where}[{i}]", issues) for i, v in enumerate(value))
    if len(args) != len(value):
        issues.append(Issue(where, f"expected {len(args)} values, got {len(value)}.", "Correct the list."))
        return ()
    return tuple(convert(a, v, f"{where}[{i}]", issues) for i, (a, v) in enumerate(zip(args, value, strict=True)))


def _convert_word(args: Sequence[Any], value: object, where: str, issues: list[Issue]) -> Any:
    if any(value == word and type(value) is type(word) for word in args):
        return value
    issues.append(Issue(where, f"{shorten(value)} is not allowed.", nearest(str(value), map(str, args))))
    return None


def _convert_plain(hint: Any, value: object, where: str, issues: list[Issue]) -> Any:
    if hint is Any or hint is object:
        return value
    if is_dataclass(hint) and isinstance(hint, type) and not isinstance(value, hint):
        return read(hint, value, where, issues)
    if hint is int and isinstance(value, str) and value.isascii() and value.isdigit():  # keys of JSON objects
        return int(value)
    truth = isinstance(value, bool) and hint in (int, float)
    if hint is float and isinstance(value, int | float) and not truth and math.isfinite(value):
        return float(value)
    if hint is not float and isinstance(hint, type) and isinstance(value, hint) and not truth:
        return value
    name = getattr(hint, "__name__", hint)
    issues.append(Issue(where, f"expected {name}, got {shorten(value)}.", "Correct the value."))
    return None
