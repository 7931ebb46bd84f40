"""Repair the signs of a label text, and remember where each one stood in the text as given."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069™®©"
_MARKS = "¹²³⁴⁵⁶⁷⁸⁹⁰†‡§°º"
_ONE_FOR_ONE = {
    **dict.fromkeys(_DROPPED, ""),
    **dict.fromkeys(_MARKS, "*"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63", "-"),
    **dict.fromkeys("‘’‛′", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("·•●■▪◦∙⚫►‣∗◆○□・", "•"),
    **dict.fromkeys("、‚،؛", ","),
    **dict.fromkeys("【〔〖「『", "["),
    **dict.fromkeys("】〕〗」』", "]"),
    "。": ". ",
    **dict.fromkeys("\u2044\u2215", "/"),
    **dict.fromkeys("\u0085\u2028\u2029\v\f", "\n"),
    "\r": " ",
    "\ufffd": " ",
    "±": "+/-",
    "∓": "+/-",
    "µ": "µ",
}
_SPECIAL = (
    r"(?P<wrap>(?<=[^\W\d_]{2})-[ \t]{0,9}\r?\n[ \t]{0,9}(?=[^\W\d_]))"
    r"|(?P<line>\r\n?)"
    r"|(?P<tag></?[A-Za-z][^<>]{0,300}>)"
    r"|(?P<entity>&(?:[A-Za-z]{2,12}|\#[0-9]{1,6}|\#[xX][0-9A-Fa-f]{1,5});)"
    r"|(?P<garbled>[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u2122]{1,3})"
    r"|(?P<marked>.[\u0300-\u036f]+)"
    r"|(?P<sign>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xbf\u2000-\u27ff\u0250-\u02ff\u3000-\u303f\u30fb\uf900-\U0010ffff\u060c\u061b])"
)
_BAR_IN_WORD = re.compile(r"(?<=[^\W\d_])\|(?=[^\W\d_]|\s)|(?:(?<=\s)|\A)\|(?=[^\W\d_])")
_COMMA = re.compile(r",\s")
_TO_REPAIR = re.compile(r"[<&\r\x00\x1b\f\v]|-[ \t]{0,9}\n")
_SPECIAL_ASCII = re.compile(f"(?=[\\x00-\\x08\\x0b-\\x1f\\x7f<&-])(?:{_SPECIAL})", re.DOTALL)  # the same, quicker
_WRAPPED = re.compile(r"- {1,9}\n")
_MARKED = re.compile(r"[\u0300-\u036f]")
_MAYBE = (  # signs with which a repair of a text without such marks begins
    r"\x00-\x08\x0b-\x1f\x7f-\xbf\xc2-\xf4<&\u0250-\u02ff\u2000-\u27ff\u3000-\u303f\u30fb\uf900-\U0010ffff\u060c\u061b"
)
_SPECIAL_UNMARKED = re.compile(f"(?=[{_MAYBE}-])(?:{_SPECIAL})", re.DOTALL)
_BREAKING_TAG = r"(?i)<(?:/?(?:br|p|div|ul|ol|table|h[1-6]|section)|li|tr)\b"
_CELL_TAG = r"(?i)</?t[dh]\b"
_LIST_REPR = r"(?s)\s*\[\s*(['\"]).*\1\s*,?\s*\]\s*\Z"
_REPR_PART = r"\A\s*\[\s*['\"]|['\"]\s*,?\s*\]\s*\Z|['\"]\s*,\s*['\"]|\\[nrt'\"]|\\x[0-9a-f]{2}|\\u[0-9a-f]{4}"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Decoded:
    """A repaired text with the way back.

    Attributes:
        text: The text to read.
        given: The text as given.
        marks, shifts: From decoded place `marks[i]` on, the given place is that much further;
            inside a repaired stretch every sign leads to the whole stretch.
        stretches: (decoded start, decoded end, given start, given end) of each repaired stretch.
    """

    text: str
    given: str
    stretches: tuple[tuple[int, int, int, int], ...] = ()
    marks: tuple[int, ...] = ()

    def given_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open span of the text as given for a span of the decoded text."""
        if not self.stretches:
            return start, end
        return self._given_start(start), self._given_end(end)

    def given_spans(self, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return `given_span` of each; quicker where they stand in order, as the names of a list do."""
        marks, stretches, last = self.marks, self.stretches, len(self.marks) - 1
        out: list[tuple[int, int]] = []
        i = -1
        for start, end in spans:
            if i >= 0 and start < marks[i]:
                i = -1
            while i < last and marks[i + 1] <= start:
                i += 1
            if i == last or marks[i + 1] >= end:
                _, stop, _, given_stop = stretches[i] if i >= 0 else (0, 0, 0, 0)
                if start >= stop:
                    out.append((start + given_stop - stop, end + given_stop - stop))
                    continue
            out.append((self._given_start(start), self._given_end(end)))
        return out

    def shift(self, start: int, end: int) -> int | None:
        """Return how much further on all of a span stands in the text as given; None where it was repaired within."""
        i = bisect_right(self.marks, start) - 1
        if i != bisect_right(self.marks, end) - 1:
            return None
        if i < 0:
            return 0
        _, stop, _, given_stop = self.stretches[i]
        return given_stop - stop if start >= stop else None

    def _given_start(self, place: int) -> int:
        i = bisect_right(self.marks, place) - 1
        if i < 0:
            return place
        _, stop, given_start, given_stop = self.stretches[i]
        return given_start if place < stop else given_stop + place - stop

    def _given_end(self, place: int) -> int:
        i = bisect_right(self.marks, place - 1) - 1
        if i < 0:
            return place
        _, stop, _, given_stop = self.stretches[i]
        return given_stop if place <= stop else given_stop + place - stop


def decode(text: str) -> Decoded:
    r"""Repair a label text: broken encodings and words, HTML, list notation, odd spaces, dashes and marks.

    Accented letters stay as they are. Decoding its own result changes nothing more, but for
    entities that were written twice over.

    >>> decode("Glyc\u00aderin &amp; A\u00a0B").text
    'Glycerin & A B'
    """
    if "|" in text and (unbarred := _unbarred(text)) != text:
        read = decode(unbarred)
        return Decoded(read.text, text, read.stretches, read.marks)
    if _is_sound(text):
        return Decoded(text, text)
    is_repr = text.lstrip().startswith("[") and re.match(_LIST_REPR, text) is not None
    if not is_repr and text.isascii() and _TO_REPAIR.search(text) is None:
        return Decoded(text, text)
    pattern = _pattern_for(text, is_repr=is_repr)
    out: list[str] = []
    stretches: list[tuple[int, int, int, int]] = []
    length = last = 0
    for match in pattern.finditer(text):
        new = _repaired(match)
        if new == match.group():
            continue
        plain = text[last : match.start()]
        out += (plain, new)
        length += len(plain)
        stretches.append((length, length + len(new), match.start(), match.end()))
        length += len(new)
        last = match.end()
    if not stretches:
        return Decoded(text, text)
    out.append(text[last:])
    return Decoded("".join(out), text, tuple(stretches), tuple(s[0] for s in stretches))


def _unbarred(text: str) -> str:
    """Read a bar within a word, or at its edge, as the letter it was; bars that divide names stay.

    They divide where a blank stands on both sides of one, or where there are hardly more commas than bars.
    """
    bars = len(_BAR_IN_WORD.findall(text))
    divides = bars < text.count("|") or bars >= len(_COMMA.findall(text))
    return text if divides else text.replace("|", "l")


def _pattern_for(text: str, *, is_repr: bool) -> re.Pattern[str]:
    """Return the repairs a text may need; a text without certain signs is searched quicker."""
    marked = _MARKED.search(text) is not None
    if is_repr:
        special = f"(?P<repr>{_REPR_PART})|{_SPECIAL}"
        return re.compile(special if marked else rf"(?=\A|[{_MAYBE}\['\"\\-])(?:{special})", re.DOTALL)
    if text.isascii():
        return _SPECIAL_ASCII
    return re.compile(_SPECIAL, re.DOTALL) if marked else _SPECIAL_UNMARKED


def _is_sound(text: str) -> bool:
    """Tell quickly of most texts that there is nothing to repair."""
    if not text.isascii() or "<" in text or "&" in text or text.lstrip().startswith("["):
        return False
    if "\n" not in text:
        return text.isprintable()
    wrapped = "-\n" in text or (" \n" in text and _WRAPPED.search(text) is not None)
    return not wrapped and text.replace("\n", " ").isprintable()


def _repaired(match: re.Match[str]) -> str:
    return _REPAIRS[match.lastgroup or "sign"](match.group())


def _sign(sign: str) -> str:
    known = _ONE_FOR_ONE.get(sign)
    if known is not None:
        return known
    if sign < " " and sign not in "\n\t":
        return " "
    if unicodedata.category(sign) in {"Zs", "Cc"} and sign not in "\n\t":
        return " "
    return unicodedata.normalize("NFKC", sign)


def _ungarbled(found: str) -> str:
    """Read UTF-8 that was taken for a Western encoding ("Ã©" is "é"); else leave it."""
    for end in range(len(found), 1, -1):
        try:
            raw = b"".join(c.encode("latin-1") if c <= "\xff" else c.encode("cp1252") for c in found[:end])
            fixed = raw.decode("utf-8")
        except UnicodeError:
            continue
        return "".join(map(_sign, fixed)) + "".join(map(_sign, found[end:]))
    return found[0] + "".join(map(_sign, found[1:]))


def _entity(found: str) -> str:
    from html import unescape  # a table of two thousand names that few labels need

    return "".join(map(_sign, unescape(found)))


def _repr_part(found: str) -> str:
    if found in ("\\'", '\\"'):
        return found[1]
    if found.startswith(("\\x", "\\u")):
        return "".join(map(_sign, chr(int(found[2:], 16))))
    return " " if found == "\\t" else "\n"


_REPAIRS: dict[str, Callable[[str], str]] = {
    "wrap": lambda _: "",
    "line": lambda _: "\n",
    "tag": lambda found: "\n" if re.match(_BREAKING_TAG, found) else "\t" if re.match(_CELL_TAG, found) else "",
    "repr": _repr_part,
    "entity": _entity,
    "garbled": _ungarbled,
    "marked": lambda found: unicodedata.normalize("NFKC", found),
    "sign": _sign,
}
