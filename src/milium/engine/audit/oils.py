"""Read a group of oils by their plants: "essential oils of lavender and rosemary" are two oils."""

import re

from milium.domain.lettering import normal
from milium.domain.name_facts import NameFacts
from milium.engine.audit.found import Found
from milium.engine.audit.lookup import quick

GROUP = "ESSENTIAL OILS"
_OIL = "OIL"
_PLAIN_HEADS = ("OILS", "OIL")
_WORD = re.compile(r"\S+")
_MOST_WORDS = 14


def oils_of(text: str, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    """Return the oils of a group whose plants are all known; () for any other words.

    Args:
        text: Decoded text, or a part of it.
        start: Where the printed words begin.
        end: Where they end.
        names: The names.
    """
    words = [(m.start(), m.end()) for m in _WORD.finditer(text, start, end)]
    if len(words) > _MOST_WORDS:
        return ()
    keys = [normal(text[a:b]) for a, b in words]
    first = _after_head(keys, names)
    parts = _parts(keys, first, names) if first else []
    if len(parts) < 2:  # noqa: PLR2004  (one oil of one plant is a name like any other)
        return ()
    read = [(words[a][0], words[b - 1][1], quick(f"{' '.join(keys[a:b])} {_OIL}", names)) for a, b in parts]
    return tuple(Found(n, a, b, "segment") for a, b, n in read if n) if all(n for _, _, n in read) else ()


def _after_head(keys: list[str], names: NameFacts) -> int:
    """Return the place of the first plant: after "essential oils of"; 0 where no such words stand ahead."""
    for size in range(min(3, len(keys) - 1), 0, -1):
        head = " ".join(keys[:size])
        if head in _PLAIN_HEADS or names.exact.get(head) == GROUP:
            return size + 1 if names.words.meanings.get(keys[size]) == "" else 0
    return 0


def _parts(keys: list[str], first: int, names: NameFacts) -> list[tuple[int, int]]:
    """Return the spans of words between "and" and its kin."""
    out, begin = [], first
    for i in range(first, len(keys) + 1):
        if i == len(keys) or keys[i] in names.words.joins:
            if i > begin:
                out.append((begin, i))
            begin = i + 1
    return out
