"""Read plain data into frozen dataclasses, reporting every problem at once."""

import difflib
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from milium.domain.findings import Issue

T = TypeVar("T")


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Return "Did you mean X?" for the allowed word closest to `word`, or the whole list."""
    words = sorted(allowed)
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return f"Did you mean {close[0]}?" if close else f"Allowed: {', '.join(words)}."


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
        issues.append(Issue(where, f"expected keys and values, got {_short(data)}.", "Write key: value lines."))
        return None
    hints = get_type_hints(kind)
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


def convert(hint: Any, value: object, where: str, issues: list[Issue]) -> Any:
    """Convert plain `value` to the annotation `hint`, or append an issue and return None."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in args:
            return None
        return convert(next(a for a in args if a is not type(None)), value, where, issues)
    if origin is tuple:
        return _convert_tuple(args, value, where, issues)
    if origin is not None and issubclass(origin, Mapping):
        if isinstance(value, Mapping):
            return {
                convert(args[0], k, f"{where}.{k}", issues): convert(args[1], v, f"{where}.{k}", issues)
                for k, v in value.items()
            }
        issues.append(Issue(where, f"expected keys and values, got {_short(value)}.", "Write key: value."))
        return None
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if hint is int and isinstance(value, str) and value.isdigit():  # keys of JSON objects
        return int(value)
    if isinstance(hint, type) and isinstance(value, hint) and not (hint is int and isinstance(value, bool)):
        return value
    issues.append(
        Issue(where, f"expected {getattr(hint, '__name__', hint)}, got {_short(value)}.", "Correct the value.")
    )
    return None


def _convert_tuple(args: Sequence[Any], value: object, where: str, issues: list[Issue]) -> Any:
    if not isinstance(value, list | tuple):
        issues.append(Issue(where, f"expected a list, got {_short(value)}.", "Write [a, b]."))
        return ()
    if args and args[-1] is Ellipsis:
        return tuple(convert(args[0], v, f"{where}[{i}]", issues) for i, v in enumerate(value))
    if len(args) != len(value):
        issues.append(Issue(where, f"expected {len(args)} values, got {len(value)}.", "Correct the list."))
        return ()
    return tuple(convert(a, v, f"{where}[{i}]", issues) for i, (a, v) in enumerate(zip(args, value, strict=True)))


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
