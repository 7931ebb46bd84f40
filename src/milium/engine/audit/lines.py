"""Cut a label text into lines, each under the heading that governs it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from milium.domain.lettering import plain
from milium.engine.audit.headings import damaged_headings
from milium.engine.audit.patterns import Patterns

BULLET = re.compile(r"\s*(?:[-•*>]|\d{1,2}[.)])\s*(?=\S)")
_MOST_TITLE_WORDS = 5
_OF_LISTS = frozenset({"list", "inactive", "active"})


class Line(NamedTuple):
    """One line under one heading: half-open span of the decoded text.

    Attributes:
        heading: Kind of the heading that governs it; "" for none.
        ahead: It stands ahead of the first heading of a list.
    """

    start: int
    end: int
    heading: str
    paragraph: int
    bullet: bool
    ahead: bool


def lines_of(text: str, upper: str, patterns: Patterns) -> Iterator[Line]:
    """Yield the lines, cut at headings, each with the heading that governs it."""
    cuts = heading_cuts(upper, patterns)
    first = next((start for start, _, kind in cuts if kind in _OF_LISTS), 0)
    paragraph, heading, place = 0, "", 0
    for start, end, kind in [*cuts, (len(text), len(text), "")]:
        blank_before = said = False
        for line_start, line_end in _split(text, place, start):
            if not text[line_start:line_end].strip():
                blank_before = True
                continue
            if blank_before:
                paragraph += 1
                heading = "" if said else heading
                blank_before = False
            said = True
            bullet = BULLET.match(text, line_start, line_end) is not None and _starts_line(text, line_start)
            yield Line(line_start, line_end, heading, paragraph, bullet, line_start < first)
        paragraph += 1
        heading, place = kind, end


def heading_cuts(upper: str, patterns: Patterns) -> list[tuple[int, int, str]]:
    """Return (start, end, kind) of each heading, in order; damaged ones too."""
    kinds = patterns.kinds
    cuts: list[tuple[int, int, str]] = []
    for match in patterns.headings(upper):
        phrase = re.sub(r"\s+", " ", match[1])
        colon = match.end() > match.end(1)
        alone = upper[upper.rfind("\n", 0, match.start()) + 1 : match.start()].strip(" •*-#") == ""
        if colon or alone:
            start = match.start() if alone or kinds[phrase] != "list" else _title_start(upper, match.start())
            cuts.append((start, match.end(), kinds[phrase]))
    taken = [c[0] for c in cuts]
    further = (p.finditer(upper) for p in (patterns.strong, patterns.anywhere) if p is not None)
    for match in chain.from_iterable(further):
        if not any(start <= match.start(1) <= end for start, end, _ in cuts) and match.start(1) not in taken:
            cuts.append((match.start(1), match.end(), kinds.get(re.sub(r"\s+", " ", match[1]), "list")))
    for match in patterns.step_head.finditer(upper) if patterns.step_head is not None else ():
        if not any(a < match.end() and match.start(1) < b for a, b, _ in cuts):
            cuts.append((match.start(1), match.end(), ""))  # one part of a kit: what follows is judged by itself
    for start, end, kind in damaged_headings(upper, patterns.near, patterns.near_strong):
        if not any(a < end and start < b for a, b, _ in cuts):
            cuts.append((start, end, kind))
    return sorted(cuts)


def _title_start(upper: str, place: int) -> int:
    """Return where the name of a product begins that stands ahead of a heading ("NIGHT CREAM INGREDIENTS:")."""
    start = max(upper.rfind("\n", 0, place) + 1, upper.rfind(". ", 0, place) + 1)
    ahead = upper[start:place]
    is_title = 0 < len(ahead.split()) <= _MOST_TITLE_WORDS and not any(c in ",;:%•|" or c.isdigit() for c in ahead)
    return start if is_title else place


def _starts_line(text: str, place: int) -> bool:
    return text[text.rfind("\n", 0, place) + 1 : place].strip() == ""


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    place = start
    while place < end:
        stop = text.find("\n", place, end)
        stop = end if stop < 0 else stop
        yield place, stop
        place = stop + 1


def capitals_of(text: str) -> str:
    """Return plain capitals of the same length, sign by sign."""
    if text.isascii():
        return text.upper()
    return "".join(map(_one, text))


@lru_cache(maxsize=5_000)
def _one(sign: str) -> str:
    folded = plain(sign)
    return folded if len(folded) == 1 else sign
