"""The walls of the safety tables: an edit may tighten them, and leaves them only where the walls are moved too."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from milium.domain.decisions import DecisionTable
from milium.domain.findings import Issue
from milium.domain.safety import Active, Ladder, Limits, SafetyFacts, Window
from milium.knowledge.decision_tables import looser_issues, read_tables, table_issues
from milium.knowledge.reading import nearest, read
from milium.knowledge.sanity import ladder_shape, window_shape
from milium.knowledge.tables import read_ladders, read_windows

PATH = "safety/walls.yaml"
NEEDED = frozenset({"id", "inci", "family", "counts"})  # keys every active has anyway
LOADS = ("load_normal", "load_slow")
WEEKS, RUNGS = range(1, 105), range(1, 8)


@dataclass(frozen=True, slots=True, repr=False)
class Walls:
    """How far the tables may go.

    Attributes:
        actives: Active -> the optional keys its row must write.
        cap_pct: Family -> highest strength that may ever be placed, % w/w.
        ladders, windows: In the form of their tables: never faster, never shorter.
        limits: Name -> (lowest, highest).
        load_normal, load_slow: As in the limits: never more.
        tables: The decision tables: every row is kept at least as strictly.
    """

    actives: Mapping[str, tuple[str, ...]]
    cap_pct: Mapping[str, float]
    ladders: Mapping[str, tuple[Ladder, Ladder]]
    windows: Mapping[str, tuple[Window, ...]]
    limits: Mapping[str, tuple[float, float]]
    load_normal: tuple[tuple[int | None, int], ...]
    load_slow: tuple[tuple[int | None, int], ...]
    tables: Mapping[str, DecisionTable]


def read_walls(data: Mapping[str, Any], issues: list[Issue]) -> Walls | None:
    """Read the walls, or return None and append every issue."""
    given_tables = {name: data.get(name) for name in ("ladders", "windows", "tables")}
    for name, given in given_tables.items():
        if not isinstance(given, Mapping) or not given:
            issues.append(Issue(f"{PATH} {name}", "is missing or is not a table.", "Restore it."))
            return None
    before = len(issues)
    ladders = read_ladders(data["ladders"], f"{PATH} ladders", issues)
    windows = read_windows(data["windows"], f"{PATH} windows", issues)
    tables = read_tables(data["tables"], f"{PATH} tables", issues)
    if len(issues) > before:
        return None
    return read(Walls, {**data, "ladders": ladders, "windows": windows, "tables": tables}, PATH, issues)


def wall_issues(facts: SafetyFacts, rows: Sequence[Mapping[str, Any]], walls: Walls) -> Iterator[Issue]:
    """Yield an issue wherever a table has left its walls.

    Args:
        facts: The tables as read.
        rows: The rows of the actives as written, to see which keys they hold.
        walls: The walls.
    """
    yield from _same_names({a.id for a in facts.actives}, walls.actives, "safety/actives.yaml")
    yield from _same_names(facts.ladders, walls.ladders, "safety/ladders.yaml")
    yield from _same_names(facts.windows, walls.windows, "safety/windows.yaml")
    for active, row in zip(facts.actives, rows, strict=True):
        yield from _active_issues(active, row, walls)
    for name, pair in facts.ladders.items():
        for ladder, wall in zip(pair, walls.ladders.get(name, ()), strict=False):
            if _is_faster(ladder, wall):
                yield Issue(f"safety/ladders.yaml {name}", "goes faster than its wall.", f"Slow it, or move {PATH}.")
    for kind, windows in facts.windows.items():
        if kind in walls.windows:
            yield from _window_issues(windows, walls.windows[kind], f"safety/windows.yaml {kind}")
    yield from _limit_issues(facts.limits, walls)
    yield from looser_issues(facts.tables, walls.tables, facts.rules, PATH)
    yield from _own_issues(facts, walls)


def _own_issues(facts: SafetyFacts, walls: Walls) -> Iterator[Issue]:
    """Yield what is wrong with the walls themselves: a wall that is broken guards nothing."""
    for name, pair in walls.ladders.items():
        for ladder in pair:
            yield from ladder_shape(ladder, f"{PATH} ladders.{name}")
    for kind, windows in walls.windows.items():
        for window in windows:
            yield from window_shape(window, f"{PATH} windows.{kind}", facts)
    yield from table_issues(walls.tables, facts.rules, f"{PATH} tables")
    for name, (low, high) in walls.limits.items():
        if not 0 <= low <= high:
            yield Issue(f"{PATH} limits.{name}", f"{low:g}-{high:g} is no range.", "Write [lowest, highest].")
    if any(cap <= 0 for cap in walls.cap_pct.values()):
        yield Issue(f"{PATH} cap_pct", "a cap is zero or negative.", "Correct it.")


def _active_issues(active: Active, row: Mapping[str, Any], walls: Walls) -> Iterator[Issue]:
    where = f"safety/actives.yaml {active.id}"
    wanted, written = set(walls.actives.get(active.id, ())), set(row) - NEEDED
    for key in sorted(key for key in wanted if row.get(key) is None):
        yield Issue(f"{where}.{key}", "is missing.", "Add it.")
    for key in sorted(written - wanted):
        yield Issue(f"{where}.{key}", "is new here.", f"Name it in {PATH} too.")
    highest = walls.cap_pct.get(active.family)
    caps = [cap for cap in (active.cap_pct, *(active.cap_pct_in or {}).values()) if cap is not None]
    if highest is None and active.ladder is not None:
        yield Issue(f"{PATH} cap_pct.{active.family}", "is missing.", "Add the highest strength.")
    elif highest is not None and any(cap > highest for cap in caps):
        yield Issue(f"{where}.cap_pct", f"{max(caps):g} % is above the wall of {highest:g} %.", "Lower it.")


def _is_faster(ladder: Ladder, wall: Ladder) -> bool:
    return (
        ladder.start > wall.start
        or any(ladder.days_at(rung) < wall.days_at(rung) for rung in RUNGS)
        or any(ladder.top_in(week) > wall.top_in(week) for week in WEEKS)
    )


def _window_issues(windows: tuple[Window, ...], walls: tuple[Window, ...], where: str) -> Iterator[Issue]:
    for wall in walls:
        same = [w for w in windows if (w.rule, w.of) == (wall.rule, wall.of)]
        if not same or any(_is_shorter(window, wall) for window in same):
            yield Issue(f"{where} {wall.rule}", "is missing or shorter than its wall.", f"Restore it, or move {PATH}.")


def _is_shorter(window: Window, wall: Window) -> bool:
    slow, least_slow = (w.first if w.slow_first is None else w.slow_first for w in (window, wall))
    keys = (window.until, window.off_before, window.closed_days is None)
    return (
        window.first > wall.first
        or window.last < wall.last
        or slow > least_slow
        or keys != (wall.until, wall.off_before, wall.closed_days is None)
        or (window.closed_days or 0) < (wall.closed_days or 0)
        or window.after_closed_days < wall.after_closed_days
    )


def _limit_issues(limits: Limits, walls: Walls) -> Iterator[Issue]:
    names = [spec.name for spec in fields(limits) if spec.name not in LOADS]
    yield from _same_names(names, walls.limits, "safety/limits.yaml")
    for name in names:
        value = getattr(limits, name)
        low, high = walls.limits.get(name, (value, value))
        if not low <= value <= high:
            yield Issue(f"safety/limits.yaml {name}", f"{value:g} is not within {low:g}-{high:g}.", "Correct it.")
    for name in LOADS:
        if any(_cap(getattr(limits, name), week) > _cap(getattr(walls, name), week) for week in WEEKS):
            yield Issue(f"safety/limits.yaml {name}", "allows more than its wall.", f"Lower it, or move {PATH}.")


def _cap(table: tuple[tuple[int | None, int], ...], week: int) -> int:
    return next((cap for last, cap in table if last is None or week <= last), 0)


def _same_names(found: Any, wanted: Mapping[str, object], where: str) -> Iterator[Issue]:
    for name in sorted(set(wanted) - set(found)):
        yield Issue(f"{where} {name}", f"is missing, but {PATH} names it.", "Restore it.")
    for name in sorted(set(found) - set(wanted)):
        yield Issue(f"{where} {name}", f"has no wall in {PATH}.", nearest(str(name), wanted))
