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
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b)))
        if min(row) > most:
            return False
    return row[-1] <= most


def begins(name: str, starts: Iterable[str]) -> bool:
    """Tell whether a canonical name begins with one of `starts`."""
    return name.startswith(tuple(starts))


def ends(name: str, endings: Iterable[str]) -> bool:
    """Tell whether a canonical name ends with one of `endings`."""
    return name.endswith(tuple(endings))
