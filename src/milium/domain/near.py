"""A set of words that answers which of them are within a few edits of a misspelt one."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

_Held = dict[str, list[tuple[str, int, int]]]  # piece -> (word, its letters, its length)


class NearWords:
    """Words by length and by piece: of n + 1 pieces of a word, n edits leave one as it was.

    Args:
        words: Plain words in capitals.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self._words):
            self._by_length.setdefault(len(word), []).append(word)
        self._pieces: dict[int, list[_Held]] = {}
        self._indexed: set[tuple[int, int]] = set()

    def candidates(self, word: str, most: int) -> set[str]:
        """Return the words that may be within `most` edits of `word`.

        None within that many inserted, deleted and replaced letters is left out; nor is one with
        two neighbours swapped and nothing else.
        """
        letters, size = letters_of(word), len(word)
        found: set[str] = set()
        index = self._index(size, most)
        for piece, start, end in _looked_up(size, most):
            held = index[piece].get(word[start:end])
            if held is None:
                continue
            for other, its, length in held:
                if (
                    -most <= length - size <= most
                    and (letters & ~its).bit_count() <= most
                    and (its & ~letters).bit_count() <= most
                ):
                    found.add(other)
        for place in _inner_cuts(size, most + 1):
            swapped = word[: place - 1] + word[place : place + 1] + word[place - 1 : place] + word[place + 1 :]
            if swapped in self._words:
                found.add(swapped)
        return found

    def _index(self, size: int, most: int) -> list[_Held]:
        """Return the index of pieces for so many edits; words of lengths that nobody asked for are not in it yet."""
        parts = most + 1
        index = self._pieces.setdefault(parts, [{} for _ in range(parts)])
        for length in range(size - most, size + most + 1):
            if length not in self._by_length or (length, parts) in self._indexed:
                continue
            for held, (start, end) in zip(index, _cuts(length, parts), strict=True):
                for word in self._by_length[length]:
                    held.setdefault(word[start:end], []).append((word, letters_of(word), length))
            self._indexed.add((length, parts))  # last, for another thread may look
        return index


@lru_cache(maxsize=50_000)
def letters_of(word: str) -> int:
    """Return the letters of a word as a set of bits; different letters may share one.

    An edit brings at most one new letter and takes at most one away.
    """
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


@lru_cache(maxsize=2_000)
def _looked_up(size: int, most: int) -> tuple[tuple[int, int, int], ...]:
    """Return (piece, start, end): where in a misspelt word of that size a piece of a word near it may stand.

    Letters that came or went ahead of a piece move it, those after it do not: the first piece never
    moves, the last moves with the end of the word.
    """
    return tuple(
        sorted(
            {
                (piece, start + by, end + by)
                for length in range(max(0, size - most), size + most + 1)
                for piece, (start, end) in enumerate(_cuts(length, most + 1))
                for by in range(-most, most + 1)
                if (piece > 0 or by == 0) and (piece < most or by == size - length)
                if abs(by) + abs(size - length - by) <= most and start + by >= 0
            }
        )
    )


@lru_cache(maxsize=2_000)
def _inner_cuts(size: int, parts: int) -> tuple[int, ...]:
    """Return the places where a word is cut into pieces."""
    return tuple(end for _, end in _cuts(size, parts)[:-1])


def _cuts(length: int, parts: int) -> list[tuple[int, int]]:
    """Return the (start, end) of nearly equal pieces of a word."""
    marks = [length * i // parts for i in range(parts + 1)]
    return list(pairwise(marks))
