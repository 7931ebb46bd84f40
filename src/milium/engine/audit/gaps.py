"""Fill the gap that glare or a fold left in a name: the one name that fits around it, or none."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from milium.domain.lettering import words_of
from milium.domain.name_facts import FIRST_LETTERS, NameFacts

LOST_AT_MOST = 4
_SHORTEST_SIDE = 3
_SHORTEST_LEFT = 6
_SHORTEST_ALONE = 5
_SHORTEST_REAL = 3
_SHORTEST_SHORT = 2
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Filled:
    """The names that fit around a gap.

    Attributes:
        name: The only one; None when none or several fit.
        maybe: A flagged active that fits: never taken, the person is asked.
    """

    name: str | None = None
    maybe: str | None = None


def fill(left: str, right: str, most: int, names: NameFacts) -> Filled:
    """Return the name that begins with `left`, ends with `right` and has 1 to `most` letters between.

    Args:
        left: Skeleton of what is readable before the gap.
        right: Skeleton of what is readable after it; one of both may be empty.
        most: Most letters that can be lost.
        names: The names.
    """
    size = len(left) + len(right)
    if size < _SHORTEST_LEFT and not (size == _SHORTEST_ALONE and left and right):
        return _short(left, right, most, names)
    fitting = [
        b
        for b in _beginning_or_ending(left, right, names)
        if size < len(b) <= size + most and b.startswith(left) and b.endswith(right) and _is_lost(b, left, right)
    ]
    return _only(fitting, names)


def _short(left: str, right: str, most: int, names: NameFacts) -> Filled:
    """Return the one common short name that fits ("AQ   " is AQUA)."""
    size = len(left) + len(right)
    fitting = (n for n in names.words.short_names if size < len(n) <= size + most)
    found = {names.exact.get(n) for n in fitting if n.startswith(left) and n.endswith(right)}
    return Filled(found.pop()) if len(found) == 1 and size >= _SHORTEST_SHORT else Filled()


def fill_anywhere(bones: str, key: str, names: NameFacts) -> Filled:
    """Return the name of which a few letters in a row are missing at an unknown place.

    Args:
        bones: Skeleton of the printed name.
        key: Its normal key: every word it shares with no name is a fragment, and one must be.
        names: The names.
    """
    if len(bones) < _SHORTEST_LEFT:
        return Filled()
    most = min(LOST_AT_MOST - 1, len(bones) // _SHORTEST_SIDE)
    near: set[str] = set()
    first, second = bones[: len(bones) // 2], bones[len(bones) // 2 :]  # letters in a row are missing in one of them
    for length in range(len(bones) + 1, len(bones) + most + 1):
        near.update([b for b in names.beginning.get((bones[:FIRST_LETTERS], length), ()) if b.startswith(first)])
        near.update([b for b in names.ending.get((bones[-FIRST_LETTERS:], length), ()) if b.endswith(second)])
    return _only((b for b in near if _is_without_block(bones, b, names) and _in_a_fragment(key, b, names)), names)


def is_fragment(word: str, names: NameFacts) -> bool:
    """Tell whether a word is none of any name, so that letters of it may be lost."""
    return word.isalpha() and (len(word) < _SHORTEST_REAL or word not in names.vocabulary)


def _beginning_or_ending(left: str, right: str, names: NameFacts) -> Iterator[str]:
    return _ranged(left, names.in_order) if len(left) >= len(right) else _backward(right, names)


def _ranged(start: str, ordered: list[str]) -> Iterator[str]:
    yield from ordered[bisect_left(ordered, start) : bisect_left(ordered, start + _LAST)]


def _backward(end: str, names: NameFacts) -> Iterator[str]:
    return (word[::-1] for word in _ranged(end[::-1], names.in_reverse))


def _is_lost(bones: str, left: str, right: str) -> bool:
    """Tell whether what is lost are letters: a digit that cannot be seen is never made up."""
    lost = bones[len(left) : len(bones) - len(right)]
    return not any(c.isdigit() for c in lost)


def _is_without_block(bones: str, other: str, names: NameFacts) -> bool:
    """Tell whether one run of letters is missing that means nothing of its own (as DI and HEXA do)."""
    same = 0
    for letter, meant in zip(bones, other, strict=False):
        if letter != meant:
            break
        same += 1
    right = bones[same:]
    if not other.endswith(right) or not _is_lost(other, bones[:same], right):
        return False
    return not any(part in other and other.replace(part, "", 1) == bones for part in names.words.multiples)


def _in_a_fragment(key: str, bones: str, names: NameFacts) -> bool:
    """Tell whether only one word of the name is incomplete, and printed as no word of any name."""
    words, meant = words_of(key), words_of(names.key_of[bones])
    gone = [w for w in words if w not in meant]
    come = [w for w in meant if w not in words]
    if not gone or len(come) != 1 or not any(is_fragment(w, names) for w in gone):
        return False
    return _SHORTEST_SIDE * sum(map(len, gone)) >= len(come[0])


def _only(fitting: Iterable[str], names: NameFacts) -> Filled:
    found = {names.bones[b] for b in fitting}
    flagged = sorted(n for n in found if names.guarded(n))
    if flagged:
        return Filled(maybe=flagged[0])
    return Filled(found.pop()) if len(found) == 1 else Filled()
