"""Cut a list into the pieces between its commas, and remember what each piece holds.

Lists are made of the same names over and over. What stands between two commas is cut into tokens
and resolved once; every later label finds it under its printed form. Only what depends on
nothing but the piece itself is remembered, so the answers are those of a fresh look.
"""

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, count
from operator import add, itemgetter
from typing import NamedTuple

from milium.domain.lettering import plain
from milium.domain.name_facts import MEMO_AT_MOST, NameFacts
from milium.engine.audit.found import Found
from milium.engine.audit.harmless import fit_and_prose
from milium.engine.audit.names import resolve
from milium.engine.audit.tokens import Token, cut_with_shares

UNSURE = frozenset({"unknown", "form"})
# A piece: everything up to a separator, brackets kept whole; a stray bracket makes it unfit below.
_PIECE = re.compile(
    r"([^,;|•\t()\[\]{}]*+"
    r"(?:(?:\([^()\[\]{}]{0,398}\)|\[[^()\[\]{}]{0,398}\]|[()\[\]{}])[^,;|•\t()\[\]{}]*+)*+)"
    r"(?:[,;|•\t]|\Z)"
)
_WHOLE_BRACKETS = re.compile(r"\([^()\[\]{}]{0,398}\)|\[[^()\[\]{}]{0,398}\]")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_BRACKET = re.compile(r"[()\[\]{}]")
_NAME = re.compile(r"[A-Za-z][A-Za-z -]+[A-Za-z]")  # letters alone: no number, no sign
_NUMBER_COMMA = re.compile(r"[0-9],[0-9]")
_LONGEST = 400
_new = tuple.__new__  # a plain tuple made a named one: a third of the time, and a label has thirty


class Piece(NamedTuple):
    """What stands between two separators.

    Attributes:
        tokens: Its printed names, places counted from its start.
        found: What each of them is, places counted from its start.
        named: The same in one row.
        sures: Whether each token holds nothing but known names.
        sure: All of them do.
        known, printed: Known names and names, as the search for the list counts them.
        plain: All is sure, and no share is declared.
        fit: Where it may stand without being more than names; see `harmless`.
        of_the_eu: One of the names is printed in the form only EU law asks for.
        prose: The different words of prose in it.
        opens, closes: It holds a bracket without a partner in it.
    """

    tokens: tuple[Token, ...]
    found: tuple[tuple[Found, ...], ...]
    named: tuple[Found, ...]
    sures: tuple[bool, ...]
    sure: bool
    known: int
    printed: int
    plain: bool
    fit: int
    of_the_eu: bool
    prose: tuple[str, ...]
    opens: bool = False
    closes: bool = False


_opens: Callable[[Piece], bool] = itemgetter(Piece._fields.index("opens"))
_closes: Callable[[Piece], bool] = itemgetter(Piece._fields.index("closes"))


class Placed(NamedTuple):
    """The pieces of a part of a label, and where each begins."""

    starts: list[int]
    pieces: list[Piece]


class Pieces(dict[str, Piece | None]):
    """Printed piece -> what it holds; None for one that cannot be taken by itself.

    Args:
        names: The names; `pieces_read` of them is this memory.
    """

    def __init__(self, names: NameFacts) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, printed: str) -> Piece | None:
        if len(self) >= MEMO_AT_MOST:
            self.clear()
        piece = self[printed] = _fresh(printed, self._names)
        return piece


def pieces_of(text: str, names: NameFacts) -> Placed | None:
    """Return the pieces of a part of a label with at least one separator; None where it must be read as a whole."""
    printed = _PIECE.findall(text)
    if not printed[-1]:
        printed.pop()  # the list ends with a separator, or the last match was empty
    if _NUMBER_COMMA.search(text):
        printed = _joined(printed)
    return known_pieces(printed, names)


def known_pieces(printed: Sequence[str], names: NameFacts) -> Placed | None:
    """Return pieces with their places, one sign between them; None when they are not two, or one is no piece."""
    if len(printed) < 2:  # noqa: PLR2004
        return None
    if names.pieces_read is None:
        names.pieces_read = Pieces(names)
    pieces = list(map(names.pieces_read.__getitem__, printed))
    if None in pieces or (any(map(_opens, pieces)) and any(map(_closes, pieces))):
        return None
    starts = list(map(add, accumulate(map(len, printed), initial=0), count()))
    starts.pop()
    return Placed(starts, pieces)


def _joined(printed: list[str]) -> list[str]:
    """Join "1" and "2-hexanediol", but neither "77491" and "77492" nor anything with a blank between."""
    out: list[str] = []
    for piece in printed:
        before = out[-1] if out else ""
        if before[-1:].isdigit() and piece[:1].isdigit() and not _long_number(before, piece):
            out[-1] = f"{before},{piece}"
        else:
            out.append(piece)
    return out


def _long_number(before: str, after: str) -> bool:
    return re.search(r"[0-9]{5}(?::[0-9])?\Z", before[-8:]) is not None or re.match(r"[0-9]{5}", after) is not None


def _fresh(printed: str, names: NameFacts) -> Piece | None:
    exact = _exact(printed, names)
    if exact is not None:
        return exact
    loose = set(_WHOLE_BRACKETS.sub("", printed)) if _BRACKET.search(printed) else set()
    opens, closes = not loose.isdisjoint(_OPENING), not loose.isdisjoint(_CLOSING)
    if len(printed) > _LONGEST or (opens and closes):
        return None
    text = f"{printed},"  # so that it is cut as between two others
    tokens = tuple(cut_with_shares(text, 0, len(text)))
    if any(t.end - t.start == 1 and text[t.start].isdigit() for t in tokens):
        return None  # "1, 2-hexanediol": it belongs to what follows
    found = tuple(resolve(text[t.start : t.end], names) for t in tokens)
    placed = tuple(tuple(moved(f, t.start) for f in fs) for t, fs in zip(tokens, found, strict=True))
    known = [sum(f.how not in UNSURE for f in fs) for fs in found]
    sures = tuple(n == len(fs) > 0 for n, fs in zip(known, found, strict=True))
    named = tuple(f for fs in placed for f in fs)
    fit, prose = fit_and_prose(printed, names.words)
    return Piece(
        tokens=tokens,
        found=placed,
        named=named,
        sures=sures,
        sure=all(sures),
        known=sum(known),
        printed=sum(max(1, len(fs)) for fs in found),
        plain=all(sures) and all(f.share is None for f in named),
        fit=fit,
        of_the_eu=is_of_the_eu(named, printed, names),
        prose=prose,
        opens=opens,
        closes=closes,
    )


def is_of_the_eu(found: Sequence[Found], text: str, names: NameFacts) -> bool:
    """Tell whether the label is one for the EU: it has a name in the form only EU law asks for.

    Args:
        found: Names with their places in the text.
        text: Decoded text.
        names: The names.
    """
    signs = names.words.eu_signs
    return any(f.name in signs and f.name in plain(text[f.start : f.end]) for f in found)


def _exact(printed: str, names: NameFacts) -> Piece | None:
    """Return the piece of a name printed just as the table has it, as most are; None for any other."""
    core = printed.strip(" .")
    name = names.exact.get(core.upper()) if core.isascii() else None
    if name is None or not _NAME.fullmatch(core) or core.upper().endswith("DENAT"):
        return None
    start = printed.index(core)
    named = (Found(name, start, start + len(core), "exact"),)
    fit, prose = fit_and_prose(printed, names.words)
    of_the_eu = is_of_the_eu(named, printed, names)
    return Piece(
        tokens=(Token(start, start + len(core)),),
        found=(named,),
        named=named,
        sures=(True,),
        sure=True,
        known=1,
        printed=1,
        plain=True,
        fit=fit,
        of_the_eu=of_the_eu,
        prose=prose,
    )


def moved(found: Found, by: int) -> Found:
    """Return what was found, `by` places further on."""
    name, start, end, how, read_as, maybe, share = found
    return _new(Found, (name, start + by, end + by, how, read_as, maybe, share))


def all_found(placed: Placed, start: int) -> list[Found]:
    """Return the names of all pieces; `start` is where the part of the label begins."""
    return [
        _new(Found, (name, start + at + a, start + at + b, how, read_as, maybe, share))
        for at, piece in zip(*placed, strict=True)
        for name, a, b, how, read_as, maybe, share in piece.named
    ]
