"""Tell names apart that no comma divides: the cheapest way to cover the words with known names."""

import re
from collections.abc import Callable
from itertools import accumulate, pairwise
from operator import add

from milium.domain.lettering import skeleton
from milium.domain.name_facts import NameFacts

Fits = Callable[[str], bool]
_WORD = re.compile(r"(?:\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|[^\s()\[\]]|[()\[\]])+")
_SOFT_GAP = re.compile(r"\n|\.\s|\s\.|:\s|\.\Z")
_STOP_GAP = re.compile(r"\.\s+[A-Z]")
_STOP = 15.0
_LONGEST_SPAN = 10
_LONGEST_SLASHED = 14
_KNOWN, _FORM, _FORM_LETTER, _UNKNOWN, _GAP = 1.0, 2.0, 0.6, 3.0, 2.0
_SHARE_KNOWN = 0.6
_KNOWN_AT_LEAST = 3
_SHORTEST_GLUED = 5
_LONGEST_GLUED = 80


def split_words(text: str, known: Callable[[str], bool], formed: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Return the spans of the names in a text without commas; one span when it is no several names.

    A line break or a full stop may divide names, a blank only where that makes them known.

    Args:
        text: Printed words.
        known: Tells whether a span is a known name.
        formed: Tells whether a span has the form of a name.
    """
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    if len(words) < 2:  # noqa: PLR2004  (one word is one name)
        return [(0, len(text))]
    soft = [_SOFT_GAP.search(text, max(0, a - 1), b + 1) is not None for a, b in _gaps(words)]
    spans, kinds = _cheapest(text, words, soft, known, formed)
    if len(spans) == 1 or _is_sound(text, spans, kinds, any(soft)):
        return spans
    return [(0, len(text))]


def _gaps(words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(a[1], b[0]) for a, b in pairwise(words)]


def _cheapest(
    text: str,
    words: list[tuple[int, int]],
    soft: list[bool],
    known: Callable[[str], bool],
    formed: Callable[[str], bool],
) -> tuple[list[tuple[int, int]], list[str]]:
    wraps = _sums([_STOP * (_STOP_GAP.search(text, max(0, a - 1), b + 1) is not None) for a, b in _gaps(words)], soft)
    best: list[tuple[float, int, str]] = [(0.0, 0, "")]
    for j in range(1, len(words) + 1):
        choice = (float("inf"), 0, "")
        end = words[j - 1][1]
        for i in range(j - 1, max(-1, j - 1 - _LONGEST_SLASHED), -1):
            span = text[words[i][0] : end].rstrip(".,:;")
            if j - i > _LONGEST_SPAN and "/" not in span:
                break
            before = best[i][0]
            gap = 0.0 if i == 0 or soft[i - 1] else _GAP
            if before + _KNOWN + gap >= choice[0]:
                continue
            if known(span):
                choice = (before + _KNOWN + gap, i, "known")
                continue
            inner = wraps[j - 1] - wraps[i]
            if before + _FORM + gap + inner >= choice[0]:
                continue
            cost, kind = _cost(span, formed)
            total = before + cost + gap + inner
            if total < choice[0]:
                choice = (total, i, kind)
        best.append(choice)
    spans, kinds, j = [], [], len(words)
    while j > 0:
        _, i, kind = best[j]
        spans.append((words[i][0], words[j - 1][1]))
        kinds.append(kind)
        j = i
    return spans[::-1], kinds[::-1]


def _sums(stops: list[float], soft: list[bool]) -> list[float]:
    """Return what the gaps ahead of each word cost together that a name of several words would go over."""
    return list(accumulate(map(add, stops, soft), initial=0.0))


def _cost(span: str, formed: Callable[[str], bool]) -> tuple[float, str]:
    """Return what a span costs that is no known name."""
    letters = sum(map(str.isalnum, span))
    if formed(span):
        return _FORM + _FORM_LETTER * letters, "form"
    return _UNKNOWN + letters, "unknown"


def _is_sound(text: str, spans: list[tuple[int, int]], kinds: list[str], soft: bool) -> bool:
    """Several names are believed when a sign divides them, or all or most of them are known."""
    if soft or all(k == "known" for k in kinds):
        return True
    covered = sum(b - a for (a, b), k in zip(spans, kinds, strict=True) if k != "unknown")
    return kinds.count("known") >= _KNOWN_AT_LEAST and covered >= _SHARE_KNOWN * len(text)


def split_glued(text: str, names: NameFacts) -> list[tuple[str, tuple[int, int]]] | None:
    """Return two known names that were printed without even a blank ("TREHALOSEMETHYL TRIMETHICONE")."""
    places = [i for i, c in enumerate(text) if c.isalnum()]
    bones = skeleton(text)
    if len(bones) != len(places) or not 2 * _SHORTEST_GLUED <= len(bones) <= _LONGEST_GLUED:
        return None
    for cut in range(len(bones) - _SHORTEST_GLUED, _SHORTEST_GLUED - 1, -1):
        parted = places[cut] != places[cut - 1] + 1
        if parted or (bones[cut - 1].isdigit() and bones[cut].isdigit()):
            continue
        first, second = names.bones.get(bones[:cut]), names.bones.get(bones[cut:])
        if first and second:
            middle = places[cut]
            return [(first, (places[0], places[cut - 1] + 1)), (second, (middle, places[-1] + 1))]
    return None
