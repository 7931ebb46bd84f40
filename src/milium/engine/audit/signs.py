"""Which of the words that mean something on a label are in a text at all: most texts hold none of them.

A phrase can only be found where its first word is, so one look at the words of a text tells which
of the many patterns are worth a search.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

_RUN = re.compile("[A-Z]+")
_TO_WORDS = {i: chr(i) if chr(i).isupper() else " " for i in range(128)}
_LATIN = re.compile(r"[A-Z]+(?![^\W\d_])")


class Opened(NamedTuple):
    """How some phrases begin.

    Attributes:
        runs: First runs of capitals of those that begin with one.
        further: First run -> the other runs of each phrase that begins with it.
        others: First words of the others, as they are.
        ascii_others: Those of them that may be in a text of plain signs.
    """

    runs: frozenset[str]
    further: Mapping[str, tuple[frozenset[str], ...]]
    others: tuple[str, ...]
    ascii_others: tuple[str, ...]

    def may_be_in(self, upper: str, runs: frozenset[str]) -> bool:
        """Tell whether one of the phrases may be in a text with these runs of capitals."""
        if runs.isdisjoint(self.runs):
            return self.others_in(upper)
        return bool(self.heads_in(runs)) or self.others_in(upper)

    def heads_in(self, runs: frozenset[str]) -> list[str]:
        """Return the first runs of the phrases of which every run is there."""
        return sorted(head for head in runs & self.runs if any(rest <= runs for rest in self.further[head]))

    def words_in(self, upper: str, runs: frozenset[str]) -> tuple[str, ...]:
        """Return the first words, of whatever letters, of the phrases that may be in a text."""
        return (*self.heads_in(runs), *[word for word in self._others(upper) if word in upper])

    def others_in(self, upper: str) -> bool:
        """Tell whether one of the phrases that do not begin with a capital may be in a text."""
        others = self._others(upper)
        return bool(others) and any(word in upper for word in others)

    def _others(self, upper: str) -> tuple[str, ...]:
        return self.ascii_others if upper.isascii() else self.others


def first_words(phrases: Iterable[str]) -> Opened:
    """Return how phrases in plain capitals begin."""
    further: dict[str, set[frozenset[str]]] = {}
    others = set()
    for phrase in phrases:
        first, *_ = phrase.split(" ")
        if _LATIN.match(first):
            head, *rest = _RUN.findall(phrase)
            further.setdefault(head, set()).add(frozenset(rest))
        else:
            others.add(first)
    heads = {head: tuple(rests) for head, rests in further.items()}
    return Opened(frozenset(further), heads, tuple(sorted(others)), tuple(sorted(filter(str.isascii, others))))


def runs_in(upper: str) -> frozenset[str]:
    """Return the runs of capitals of a text."""
    return frozenset(upper.translate(_TO_WORDS).split() if upper.isascii() else _RUN.findall(upper))


def places_of(words: Iterable[str], upper: str, start: int = 0, end: int | None = None) -> list[int]:
    """Return where any of the words begins between two places, in order."""
    stop = len(upper) if end is None else end
    return sorted({place for word in words for place in _places(word, upper, start, stop)})


def _places(word: str, upper: str, start: int, end: int) -> Iterator[int]:
    place = upper.find(word, start, end)
    while place >= 0:
        yield place
        place = upper.find(word, place + 1, end)
