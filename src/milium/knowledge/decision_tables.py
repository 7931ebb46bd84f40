"""Read decision tables, and find what is missing, doubled, dead or looser than its wall."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from milium.domain.decisions import DecisionTable, Row
from milium.domain.findings import Issue
from milium.knowledge.reading import nearest, read

PATH = "safety/tables.yaml"


def read_tables(data: Mapping[str, Any], where: str, issues: list[Issue]) -> dict[str, DecisionTable]:
    """Return table name -> table; what cannot be read is left out and reported."""
    found = {}
    for name, given in data.items():
        table = read(DecisionTable, given, f"{where} {name}", issues)
        if table is not None:
            found[str(name)] = table
    return found


def table_issues(tables: Mapping[str, DecisionTable], rules: Mapping[str, object], where: str) -> Iterator[Issue]:
    """Yield what is wrong with tables by themselves: words, rules, combinations without or with two answers."""
    for name, table in tables.items():
        place = f"{where} {name}"
        trouble = list(_word_issues(table, rules, place))
        yield from trouble
        if not trouble:  # a table of unknown words cannot be followed
            yield from _unique_issues(table, place) if table.policy == "the_one" else _strictest_issues(table, place)


def _word_issues(table: DecisionTable, rules: Mapping[str, object], where: str) -> Iterator[Issue]:
    for key, words in (*table.inputs.items(), *table.outputs.items()):
        if len(set(words)) != len(words) or not words:
            yield Issue(f"{where} {key}", "has no words, or one of them twice.", "Correct the list.")
    for i, row in enumerate(table.rows):
        place = f"{where} rows[{i}]"
        for known, said in ((table.inputs, row.when), (table.outputs, row.then)):
            for key, word in said.items():
                if word not in known.get(key, ()):
                    allowed = known.get(key) or known
                    yield Issue(f"{place}.{key}", f"{word!r} is not allowed.", nearest(str(word), allowed))
        for key in sorted(set(table.outputs) - set(row.then)):
            yield Issue(f"{place}.{key}", "is missing.", "Say what follows.")
        if row.rule not in rules:
            yield Issue(f"{place}.rule", f"{row.rule!r} is no rule.", nearest(row.rule, map(str, rules)))


def _unique_issues(table: DecisionTable, where: str) -> Iterator[Issue]:
    for words in product(*table.inputs.values()):
        given = dict(zip(table.inputs, words, strict=True))
        count = sum(counts(row, given) for row in table.rows)
        if count != 1:
            said = ", ".join(f"{key}: {word}" for key, word in given.items())
            problem = "no row answers this." if count == 0 else f"{count} rows answer this."
            yield Issue(f"{where} ({said})", problem, "Make exactly one row count.")


def counts(row: Row, given: Mapping[str, str]) -> bool:
    """Tell whether a row counts for these answers."""
    return all(given[key] == word for key, word in row.when.items())


def _strictest_issues(table: DecisionTable, where: str) -> Iterator[Issue]:
    """Yield a missing first row, two rows for the same case, and rows that never have a say."""
    if sum(not row.when for row in table.rows) != 1:
        yield Issue(where, "needs exactly one row that always counts.", "Write one with when: {}.")
    for i, row in enumerate(table.rows):
        for other in table.rows[:i]:
            if dict(other.when) == dict(row.when):
                yield Issue(f"{where} rows[{i}]", "another row has the same `when`.", "Leave one of them.")
        if row.when and any(other is not row and _covers(table, other, row) for other in table.rows):
            yield Issue(f"{where} rows[{i}]", "never has a say: a wider row is as strict.", "Take it out.")


def _covers(table: DecisionTable, wide: Row, narrow: Row) -> bool:
    """Tell whether `wide` counts whenever `narrow` does, and is at least as strict in everything."""
    return set(wide.when.items()) <= set(narrow.when.items()) and all(
        wide.then.get(key) in words and table.rank(key, wide.then[key]) <= table.rank(key, narrow.then[key])
        for key, words in table.outputs.items()
    )


def looser_issues(
    tables: Mapping[str, DecisionTable],
    walls: Mapping[str, DecisionTable],
    rules: Mapping[str, object],
    where: str,
) -> Iterator[Issue]:
    """Yield an issue for every row of the walls that its table does not keep at least as strictly."""
    for name, wall in walls.items():
        table = tables.get(name)
        if table is None or _shape(table) != _shape(wall):
            yield Issue(f"{PATH} {name}", f"has other questions or words than {where}.", "Restore it.")
            continue
        trouble = list(_word_issues(wall, rules, where))
        yield from trouble
        for row in wall.rows if not trouble else ():
            if not any(_covers(table, own, row) for own in table.rows):
                said = ", ".join(f"{key}: {word}" for key, word in row.when.items()) or "always"
                yield Issue(f"{PATH} {name} ({said})", "is looser than its wall.", f"Restore it, or move {where}.")


def _shape(table: DecisionTable) -> tuple[object, ...]:
    return (table.policy, *((tuple(d.items())) for d in (table.inputs, table.outputs)))
