"""Find the stretches of a label whose lines are all known, without a search of the whole text.

Most lines of a label hold no heading and can be judged alone: such a line is judged once and known
from then on, and a line of many names is cut at its commas into pieces that are known. Any doubt
leaves the label to `find_stretches`; where there is none, the answer is that of `find_stretches`.
"""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Literal, NamedTuple

from milium.domain.name_facts import MEMO_AT_MOST, NameFacts
from milium.engine.audit.harmless import CUT_BY_COMMA, INNER, LAST, NOTED, TELLS, fit_of, heads_nothing, note_in, opens
from milium.engine.audit.lines import Line, capitals_of
from milium.engine.audit.patterns import patterns_for
from milium.engine.audit.pieces import Piece, Placed, known_pieces, pieces_of
from milium.engine.audit.sections import (
    FEW_COMMAS,
    LIST_HITS,
    LIST_SHARE,
    PROSE_WORDS,
    SURE_SHARE,
    WORD,
    Hits,
    Judged,
    Stretch,
    What,
    is_alone,
    judged_alone,
    merged,
    rejudged,
    within,
)

_NO_LIST = frozenset({"", "skip", "bullet"})
_fit: Callable[[Piece], int] = itemgetter(Piece._fields.index("fit"))
_known: Callable[[Piece], int] = itemgetter(Piece._fields.index("known"))
_prose: Callable[[Piece], tuple[str, ...]] = itemgetter(Piece._fields.index("prose"))
_printed: Callable[[Piece], int] = itemgetter(Piece._fields.index("printed"))


class KnownLine(NamedTuple):
    """A line under no heading, judged alone.

    Attributes:
        what: What it is; "" for a blank line, "doubt" where it cannot be judged alone.
        sure: That is sure.
        bullet: It begins with a bullet.
        fit: Whether it is more than names; see `harmless`.
        lone: It is one name, which is sure only where the line is a paragraph of its own.
        note: How many of its last signs are a footnote.
    """

    what: What | Literal["", "doubt"]
    sure: bool
    bullet: bool
    fit: int
    lone: bool = False
    note: int = 0


_DOUBT = KnownLine("doubt", sure=False, bullet=False, fit=0)


class Quick(NamedTuple):
    """The stretches of a label.

    Attributes:
        stretches: As `find_stretches` gives them.
        cut: Line -> its pieces, of those that are lists.
        tells: The text may state sun protection, or how long the product keeps.
    """

    stretches: list[Stretch]
    cut: dict[str, Placed | None]
    tells: bool


def quickly(text: str, names: NameFacts, hits: Hits) -> Quick | None:
    """Return the stretches of a decoded text; None where only a search of the whole text can tell."""
    remembered = names.lines_known
    lines: list[KnownLine] = []
    cut: dict[str, Placed | None] = {}
    printed_lines = text.split("\n")
    for printed in printed_lines:
        line = remembered.get(printed) or _line(printed, names, hits, cut)
        if line is _DOUBT:
            return None
        lines.append(line)
    for printed, line in zip(printed_lines, lines, strict=True):
        if line[0] == "list" and printed not in cut:
            cut[printed] = pieces_of(printed, names)
    tells = any(line[3] & TELLS for line in lines)
    return Quick(_stretches(text, printed_lines, lines, names, hits), cut, tells)


def _stretches(
    text: str, printed: Sequence[str], lines: Sequence[KnownLine], names: NameFacts, hits: Hits
) -> list[Stretch]:
    telling = [i for i, line in enumerate(lines) if line[0] not in _NO_LIST]
    if not telling and not any(line.what == "bullet" for line in lines):
        return []
    if len(telling) == 1 and lines[telling[0]].what == "list" and not lines[telling[0]].lone:
        i = telling[0]
        start = sum(map(len, printed[:i])) + i
        return [Stretch(start, start + len(printed[i]) - lines[i].note, "list", lines[i].sure)]
    found = merged(rejudged(list(_marked(text, printed, lines)), text, hits), text)
    plainly = all(lines[i].what == "list" and not lines[i].note for i in telling)
    if plainly and not any("\n" in text[s.start : s.end] for s in found):
        return found
    upper = capitals_of(text)
    patterns = patterns_for(names.words, upper)
    return [part for stretch in found for part in within(stretch, upper, patterns)]


def _marked(text: str, printed: Sequence[str], lines: Sequence[KnownLine]) -> Iterator[Judged]:
    place = paragraph = 0
    blank = False
    for shown, known in zip(printed, lines, strict=True):
        if known.what == "":
            blank = True
        elif known.what != "doubt":
            paragraph += blank
            blank = False
            line = Line(place, place + len(shown), "", paragraph, known.bullet, ahead=False)
            yield line, known.what, is_alone(line, text) if known.lone else known.sure
        place += len(shown) + 1


def _line(printed: str, names: NameFacts, hits: Hits, cut: dict[str, Placed | None]) -> KnownLine:
    """Return what a line is, and remember it; a line of many names is cut into pieces each time instead."""
    if printed.count(",") >= FEW_COMMAS:
        listed = _listed(printed, names, cut)
        if listed is not None:
            return listed
        if patterns_for(names.words, capitals_of(printed)).no_prose:
            return _DOUBT
        line = _judged(printed, names, hits)
        if line.what != "skip":
            return _DOUBT
    else:
        line = _judged(printed, names, hits)
    if len(names.lines_known) >= MEMO_AT_MOST:
        names.lines_known.clear()
    names.lines_known[printed] = line
    return line


def _judged(printed: str, names: NameFacts, hits: Hits) -> KnownLine:
    if not printed.strip():
        return KnownLine("", sure=True, bullet=False, fit=0)
    if not heads_nothing(printed, names.words):
        return _DOUBT
    line, what, sure = judged_alone(printed, names.words, hits)
    fit = fit_of(printed, names.words)
    if what != "list":
        return KnownLine(what, sure, line.bullet, fit)
    if not fit & INNER or not fit & LAST:
        return _DOUBT
    lone = not sure and hits(printed, misprints=True) == (1, 1)
    return KnownLine(what, sure, line.bullet, fit, lone)


def _listed(line: str, names: NameFacts, cut: dict[str, Placed | None]) -> KnownLine | None:
    """Return the line as a list; None when it is none, or when any piece of it may be more than names."""
    whole = _cut_by_commas(line, names) or pieces_of(line, names)
    if whole is None or not whole.pieces[-1].fit & LAST:
        return None
    note = 0
    if whole.pieces[-1].fit & NOTED:
        last = line[whole.starts[-1] :]
        note = len(last) - (note_in(last, names.words) or 0)
        line = line[:-note]
        whole = pieces_of(line, names)
    if whole is None or not _is_harmless(line, whole.pieces, names):
        return None
    known, printed = sum(map(_known, whole.pieces)), sum(map(_printed, whole.pieces))
    if known < LIST_HITS or known < LIST_SHARE * printed or not WORD.search(line):
        return None
    cut[line] = whole
    telling = any(fit & TELLS for fit in set(map(_fit, whole.pieces)))
    fit = TELLS if telling or note else 0
    return KnownLine("list", known >= SURE_SHARE * printed, bullet=False, fit=fit, note=note)


def _cut_by_commas(line: str, names: NameFacts) -> Placed | None:
    """Return the pieces where every comma divides; None where one may be part of a name."""
    printed = line.split(",")
    if not printed[-1]:
        printed.pop()
    cut = known_pieces(printed, names)
    return cut if cut is not None and all(fit & CUT_BY_COMMA for fit in set(map(_fit, cut.pieces))) else None


def _is_harmless(line: str, pieces: Sequence[Piece], names: NameFacts) -> bool:
    if not all(fit & INNER for fit in set(map(_fit, pieces))):
        return False
    if any(map(_prose, pieces)) and len({word for piece in pieces for word in piece.prose}) >= PROSE_WORDS:
        return False
    first = line[: line.find(",") + 1]
    opening = names.openings.get(first)
    if opening is None:
        if len(names.openings) >= MEMO_AT_MOST:
            names.openings.clear()
        opening = names.openings[first] = opens(first, names.words)
    return opening
