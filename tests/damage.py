"""Break plain pack data in one place: for tests that a broken pack is said, never guessed over."""

import copy
from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]


def places(data: Any, before: Path = ()) -> Iterator[Path]:
    """Yield the path of every cell inside `data`."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*before, key)
        yield from places(value, (*before, key))


def cell(data: Any, path: Path) -> Any:
    """Return the cell at `path`."""
    for key in path:
        data = data[key]
    return data


def broken(data: Any, path: Path, how: str) -> Any:
    """Return a copy with the cell at `path` deleted, emptied, of another type or negative; None = cannot be."""
    value, holder = cell(data, path), cell(data, path[:-1])
    new: Any
    if how == "deleted" and isinstance(holder, dict):
        result = copy.deepcopy(data)
        del cell(result, path[:-1])[path[-1]]
        return result
    if how == "emptied" and value is not None:
        new = None
    elif how == "of another type":
        new = 7 if isinstance(value, dict) else {"x": "y"}
    elif how == "negative" and isinstance(value, int | float) and not isinstance(value, bool):
        new = -abs(value) - 1
    else:
        return None
    result = copy.deepcopy(data)
    cell(result, path[:-1])[path[-1]] = new
    return result
