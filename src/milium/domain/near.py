"""A set of words that answers which of them are within a few edits of a misspelt one."""

from collections.abc import Iterable, Iterator
from itertools import pairwise


class NearWords:
    """Words by length and by piece: two words within n edits share one of n + 1 pieces.

    Args:
        words: Plain words in capitals.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(set(words)):
            self._by_length.setdefault(len(word), []).append(word)
        self._pieces: dict[tuple[int, int], dict[tuple[int, str], list[str]]] = {}

    def candidates(self, word: str, most: int) -> Iterator[str]:
        """Yield the words that may be within `most` edits of `word`, some of them twice."""
        for length in range(len(word) - most, len(word) + most + 1):
            index = self._index(length, most + 1)
            for start, end in _cuts(length, most + 1):
                for shift in range(-most, most + 1):
                    yield from index.get((start, word[max(0, start + shift) : max(0, end + shift)]), ())

    def _index(self, length: int, parts: int) -> dict[tuple[int, str], list[str]]:
        index = self._pieces.get((length, parts))
        if index is None:
            index = self._pieces[length, parts] = {}
            for start, end in _cuts(length, parts):
                for word in self._by_length.get(length, ()):
                    index.setdefault((start, word[start:end]), []).append(word)
        return index


def _cuts(length: int, parts: int) -> list[tuple[int, int]]:
    marks = [length * i // parts for i in range(parts + 1)]
    return list(pairwise(marks))
