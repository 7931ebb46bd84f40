"""Cut a list into printed names: commas and their kin, but never inside brackets or numbers."""

import re
from typing import NamedTuple

from milium.engine.audit.shares import share_ends

_OPEN, _CLOSE = "([{", ")]}"
_SEPARATORS = ",;|•\t"
_SIGNS = re.compile(r"[,;|•\t()\[\]{}]")
_BRACKET = re.compile(r"[()\[\]{}]")
_FARTHEST_BRACKET = 400
_AND = re.compile(r"\(\s*(?:and|et|und|y|e|i|en|&)\s*\)", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"[0-9]{5}(?::[0-9])?\Z")
_FIVE_DIGITS = re.compile(r"\s?[0-9]{5}")
_DASH_BREAKS = 3
_LONGEST = 1500
_TWO = 2
_COUNTED = re.compile(r"\s([0-9]{1,2})[.)]\s")
_SLASH_BREAKS = 5
_MOST_BLANKS = 5  # within one name
_SLASH = re.compile(r"\s/\s")
_DASH = re.compile(r"(?<!\s)\s{1,9}(?:-|/{2,9})\s{1,9}|(?<!\s)\s{1,9}\*\s{1,9}(?=[A-Z])")
_TRIMMED = " \n\t\r.,;:•|-–\"'"


class Token(NamedTuple):
    """A printed name: half-open span of the decoded text, trimmed."""

    start: int
    end: int


def cut(text: str, start: int, end: int) -> list[Token]:
    """Return the printed names between two places of the decoded text.

    A line break is no separator here: a name may be wrapped. Names that only a line break, a full
    stop or nothing divides are told apart later, where both sides are known.

    >>> [t for t in map(lambda k: "Aqua, 1,2-Hexanediol"[k.start:k.end], cut("Aqua, 1,2-Hexanediol", 0, 20))]
    ['Aqua', '1,2-Hexanediol']
    """
    places = _breaks(text, start, end)
    if not places:
        places = [(m.start(), m.end()) for m in _DASH.finditer(text, start, end)]
        places = places if len(places) >= _DASH_BREAKS else _slashes(text, start, end)
    tokens, last = [], start
    for stop, resume in [*places, (end, end)]:
        tokens += _pieces(text, last, stop)
        last = resume
    return tokens


def _slashes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the slashes between blanks where nothing else parts many names: "Aqua / Water / Eau" is no list."""
    if any(text.find(sign, start, end) >= 0 for sign in ",;"):
        return []
    counted = list(_COUNTED.finditer(text, start, end))
    if [int(m[1]) for m in counted] == list(range(_TWO, _TWO + len(counted))) and len(counted) >= _DASH_BREAKS:
        return [(m.start(), m.end()) for m in counted]  # "1. Aqua 2. Glycerin 3. ..."
    places = [(m.start(), m.end()) for m in _SLASH.finditer(text, start, end)]
    parts = zip([start, *(b for _, b in places)], [*(a for a, _ in places), end], strict=True)
    is_list = len(places) >= _SLASH_BREAKS and all(text.count(" ", a, b) <= _MOST_BLANKS for a, b in parts)
    return places if is_list else []


def cut_with_shares(text: str, start: int, end: int) -> list[Token]:
    """Return the printed names as `cut` does; a strength followed by more words ends a name as well."""
    tokens = []
    for token in _rejoined(text, cut(text, start, end)):
        place = token.start
        for stop in share_ends(text[token.start : token.end])[:-1] + _glued_end(text, token):
            part = trim(text, place, token.start + stop)
            if part is not None and any(c.isalpha() for c in text[part.start : part.end]):
                tokens.append(part)
                place = token.start + stop
        last = trim(text, place, token.end)
        if last is not None:
            tokens.append(last)
    return tokens


def _glued_end(text: str, token: Token) -> list[int]:
    """Return the end of the last strength when more words follow it ("4.5%Alcohol Denat.")."""
    printed = text[token.start : token.end]
    ends = share_ends(printed)[-1:]
    if not ends or not any(c.isalpha() for c in printed[: ends[0]]):
        return []
    return ends if printed[ends[0] :].lstrip(" .\n\t")[:1].isalpha() else []


def _rejoined(text: str, tokens: list[Token]) -> list[Token]:
    """Join a lone digit with what follows: "1, 2-Hexanediol" is one name."""
    out: list[Token] = []
    for token in tokens:
        before = out[-1] if out else None
        if (
            before is not None
            and before.end - before.start == 1
            and text[before.start].isdigit()
            and text[token.start].isdigit()
            and text[before.end : token.start].strip() == ","
            and "-" in text[token.start : token.end]
        ):
            out[-1] = Token(before.start, token.end)
        else:
            out.append(token)
    return out


def _pieces(text: str, start: int, end: int) -> list[Token]:
    """Return the span trimmed; one too long for a name is taken piece by piece, at blanks."""
    pieces = []
    while end - start > _LONGEST:
        blank = max(text.rfind(" ", start, start + _LONGEST), text.rfind("\n", start, start + _LONGEST))
        stop = blank if blank > start else start + _LONGEST
        pieces.append(trim(text, start, stop))
        start = stop
    pieces.append(trim(text, start, end))
    return [p for p in pieces if p is not None]


def trim(text: str, start: int, end: int) -> Token | None:
    """Return the span without blanks and loose signs at its ends; None when nothing is left."""
    while start < end and text[start] in _TRIMMED:
        start += 1
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    if end < len(text) and text[end] == "." and text[start:end].upper().endswith("DENAT"):
        end += 1
    return Token(start, end) if start < end else None


def _breaks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    closing = matching(text, start, end)
    found: list[tuple[int, int]] = []
    within = start
    for match in _SIGNS.finditer(text, start, end):
        i, c = match.start(), match.group()
        if i < within:
            continue
        if c in _OPEN:
            joined = _AND.match(text, i, end) if i in closing else None
            if joined:
                found.append((i, joined.end()))
            within = closing.get(i, i) + 1
        elif c in _SEPARATORS and not (c == "," and _within_number(text, i, start, end)):
            found.append((i, i + 1))
    return found


def _within_number(text: str, i: int, start: int, end: int) -> bool:
    """Tell whether the comma at `i` belongs to a number ("1,2-hexanediol", "0,5 %")."""
    if not (start < i < end - 1 and text[i - 1].isdigit() and text[i + 1].isdigit()):
        return False
    return not (_LONG_NUMBER.search(text, max(start, i - 8), i) or _FIVE_DIGITS.match(text, i + 1))


def matching(text: str, start: int, end: int) -> dict[int, int]:
    """Return opening -> closing place of the brackets that close soon enough."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for match in _BRACKET.finditer(text, start, end):
        i, c = match.start(), match.group()
        if c in _OPEN:
            stack.append(i)
        elif stack:
            kind = _OPEN[_CLOSE.index(c)]
            while stack and text[stack[-1]] != kind:
                stack.pop()
            if stack and i - stack[-1] <= _FARTHEST_BRACKET:
                pairs[stack.pop()] = i
            elif stack:
                stack.pop()
    return pairs


def outside_and_inside(text: str, start: int, end: int) -> tuple[str, list[tuple[int, int]]]:
    """Return the words outside brackets, and the spans of the comma parts inside them."""
    if _BRACKET.search(text, start, end) is None:
        return text[start:end], []
    pairs = matching(text, start, end)
    outside: list[str] = []
    insides: list[tuple[int, int]] = []
    i = start
    while i < end:
        if i in pairs:
            insides += _comma_parts(text, i + 1, pairs[i])
            i = pairs[i] + 1
            if not outside or not outside[-1].endswith(" "):
                outside.append(" ")
            while i < end and text[i] == " ":
                i += 1
        elif text[i] in "([{":
            insides += _comma_parts(text, i + 1, end)
            break
        else:
            outside.append(" " if text[i] in ")]}" else text[i])
            i += 1
    if not insides and (")" in text[start:end] or "]" in text[start:end]):
        insides = [(end, end)]
    return "".join(outside), insides


def _comma_parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans, last = [], start
    for match in re.finditer(r",(?![0-9])|;|\Z", text[start:end]):
        token = trim(text, last, start + match.start())
        if token is not None:
            spans.append((token.start, token.end))
        last = start + match.end()
    return spans
