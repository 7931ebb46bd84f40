"""Follow a decision table: the words of a day in, what follows out, with the rules that say so."""

from collections.abc import Mapping
from typing import NamedTuple

from milium.domain.decisions import DecisionTable, Row
from milium.errors import KnowledgeMissing


class Answer(NamedTuple):
    """What a table says.

    Attributes:
        then: Its outputs, in the table's order.
        rules: The rules of the rows that count and are as strict as the answer, then those that
            would have been content with less; each once.
    """

    then: tuple[str, ...]
    rules: tuple[str, ...]


class Follower:
    """One table with the answers it has already given; the same words always get the same answer."""

    def __init__(self, table: DecisionTable) -> None:
        self._table = table
        self._given: dict[tuple[str, ...], Answer] = {}
        self._said: dict[tuple[bool, ...], Answer] = {}

    @property
    def table(self) -> DecisionTable:
        """Return the table that is followed."""
        return self._table

    def __call__(self, *words: str) -> Answer:
        """Return the answer to `words`, one per input in the table's order.

        Raises:
            KnowledgeMissing: No row answers: the table would have to guess.
        """
        answer = self._given.get(words)
        if answer is None:
            answer = self._given[words] = _follow(self._table, words)
        return answer

    def yes_no(self, *answers: bool) -> Answer:
        """Return the answer of a table whose inputs are all questions of yes or no.

        Raises:
            KnowledgeMissing: No row answers.
        """
        answer = self._said.get(answers)
        if answer is None:
            answer = self._said[answers] = self(*("yes" if yes else "no" for yes in answers))
        return answer


def _follow(table: DecisionTable, words: tuple[str, ...]) -> Answer:
    given = dict(zip(table.inputs, words, strict=True))
    rows = [row for row in table.rows if all(given[key] == word for key, word in row.when.items())]
    if not rows:
        raise KnowledgeMissing(
            f"no row of a decision table answers {given}.", where="packs/safety/tables.yaml", fix="Restore the table."
        )
    strict = {key: min((row.then[key] for row in rows), key=lambda w: table.rank(key, w)) for key in table.outputs}
    told = sorted(rows, key=lambda row: row.then != strict and not _decides(row, strict))
    return Answer(tuple(strict.values()), tuple(dict.fromkeys(row.rule for row in told)))


def _decides(row: Row, strict: Mapping[str, str]) -> bool:
    """Tell whether a row is one of those that make the answer as strict as it is."""
    return any(row.then[key] == word for key, word in strict.items())
