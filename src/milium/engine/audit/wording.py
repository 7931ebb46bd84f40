"""Find words in product names and labels, whatever their case, accents or script."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from milium.domain.near import letters_of

TRADE_SIGNS = str.maketrans(dict.fromkeys("™®©℠", " "))  # taken apart, one would lengthen the word before it: "eyestm"
# Letters that Unicode does not take apart into a base letter and an accent.
WHOLE_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
ACCENTS = re.compile(r"[\u0300-\u036f]+")
NO_LETTERS = re.compile(r"[\W_]+")
LOOKALIKE_SIGNS = str.maketrans({"0": "O", "1": "L", "5": "S"})


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Return `text` in lower case without accents, with single spaces between its words.

    >>> fold("Crème de Nuit (Exfoliante)")
    'creme de nuit exfoliante'
    >>> fold("All About Eyes™")
    'all about eyes'
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = text.translate(TRADE_SIGNS).casefold().translate(WHOLE_LETTERS)
        plain = ACCENTS.sub("", unicodedata.normalize("NFKD", plain))
    return NO_LETTERS.sub(" ", plain).strip()


def find_word(folded: str, patterns: tuple[str, ...]) -> str | None:
    """Return the first stretch of a folded text that one of the patterns matches, or None.

    >>> find_word(fold("Peeling-Gel"), ("peel*",))
    'peeling'
    """
    if not patterns or not folded:
        return None
    match = _compiled(patterns).search(folded)
    return match[1] if match else None


def may_hold(folded: str, patterns: tuple[str, ...]) -> bool:
    """Tell quickly whether a long folded text may match one of the patterns: False is sure, True is not."""
    return any(stem in folded for stem in _stems(patterns))


@lru_cache(maxsize=64)
def _stems(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the longest plain word of each pattern."""
    return tuple(sorted({max(pattern.replace("*", " ").split(), key=len) for pattern in patterns}))


def without_words(folded: str, patterns: tuple[str, ...]) -> str:
    """Return a folded text without the stretches that the patterns match."""
    return _compiled(patterns).sub(" ", folded) if patterns else folded


@lru_cache(maxsize=1024)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    # Longest first, so that a phrase is told rather than its first word.
    parts = sorted((re.escape(p).replace(r"\*", r"\w*") for p in patterns), key=lambda p: (-len(p), p))
    return re.compile(rf"(?<!\w)({'|'.join(parts)})(?!\w)")


@lru_cache(maxsize=1024)
def letters(name: str) -> str:
    """Return the letters of a name, with the digits that are misread for letters turned back.

    >>> letters("RETIN0L")
    'RETINOL'
    """
    return "".join(c for c in name.upper().translate(LOOKALIKE_SIGNS) if c.isalpha())


def within_edits(one: str, other: str, most: int) -> bool:
    """Tell whether `one` becomes `other` by at most `most` insertions, deletions or changes.

    >>> within_edits("RETINOI", "RETINOL", 1)
    True
    """
    here, there = letters_of(one), letters_of(other)
    if abs(len(one) - len(other)) > most or (here & ~there).bit_count() > most or (there & ~here).bit_count() > most:
        return False
    return _edits(one, other) <= most


def _edits(one: str, other: str) -> int:
    """Return the least insertions, deletions and changes: a column of the table at once, as bits of two numbers.

    Source: Myers, A fast bit-vector algorithm for approximate string matching, J ACM 1999;46(3):395-415.
    """
    if not one:
        return len(other)
    places: dict[str, int] = {}
    for n, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << n
    whole, last, edits = (1 << len(one)) - 1, 1 << (len(one) - 1), len(one)
    up, down = whole, 0  # where the column goes one up, one down
    for letter in other:
        same = places.get(letter, 0)
        across = (((same & up) + up) ^ up) | same
        rises, falls = down | (whole & ~(across | up)), up & across
        edits += bool(rises & last) - bool(falls & last)
        rises, falls = (rises << 1) | 1, falls << 1
        here = same | down
        up, down = whole & (falls | ~(here | rises)), whole & rises & here
    return edits


def begins(name: str, starts: Iterable[str]) -> bool:
    """Tell whether a canonical name begins with one of `starts`."""
    return name.startswith(tuple(starts))


def ends(name: str, endings: Iterable[str]) -> bool:
    """Tell whether a canonical name ends with one of `endings`."""
    return name.endswith(tuple(endings))
