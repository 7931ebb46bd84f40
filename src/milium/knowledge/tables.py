"""Read the tables of ladders and windows, which the walls repeat in the same form."""

from collections.abc import Mapping
from typing import Any

from milium.domain.findings import Issue
from milium.domain.safety import Ladder, Window
from milium.knowledge.reading import read, rows


def read_ladders(data: Mapping[str, Any], where: str, issues: list[Issue]) -> dict[str, tuple[Ladder, Ladder]]:
    """Return ladder name -> (normal, slow)."""
    found = {}
    for name, row in data.items():
        plain = row if isinstance(row, Mapping) else {}
        normal = read(Ladder, {k: v for k, v in plain.items() if k != "slow"}, f"{where} {name}", issues)
        slow = read(Ladder, plain.get("slow"), f"{where} {name}.slow", issues)
        if normal and slow:
            found[str(name)] = (normal, slow)
    return found


def read_windows(data: Mapping[str, Any], where: str, issues: list[Issue]) -> dict[str, tuple[Window, ...]]:
    """Return kind of dated event -> its windows; `end: until` becomes `until`."""
    found = {}
    for kind, given in data.items():
        plain = [_window(row) for row in given] if isinstance(given, list) else given
        found[str(kind)] = rows(Window, plain, f"{where} {kind}", issues)
    return found


def _window(row: object) -> object:
    if not isinstance(row, Mapping) or "end" not in row:
        return row
    rest = {key: value for key, value in row.items() if key != "end"}
    return {**rest, "until": True if row["end"] == "until" else row["end"]}
