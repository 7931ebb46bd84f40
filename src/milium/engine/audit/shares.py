"""Read declared shares ("7.5 %", "up to 2 %", "500 ppm", "1 mg/g") out of a printed name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from milium.domain.label import Percent
from milium.domain.lettering import plain
from milium.domain.name_facts import LabelWords

_NUMBER = r"[0-9]{1,6}(?:[.,][0-9]{1,6})?"
_SHARE = (
    rf"(?i)(?P<first>{_NUMBER})\s*(?:%\s*)?(?:(?:-|–|to|bis|à|a)\s*(?P<last>{_NUMBER})\s*)?"
    r"(?P<unit>%|per\s?cent\b|percent\b|pct\b|prozent\b|ppm\b|mg\s?/\s?(?:g|ml)\b|g\s?/\s?100\s?(?:g|ml)\b|mg\s?/\s?100\s?(?:g|ml)\b)"
    r"(?:\s*\(?\s*(?:w/w|w/v|v/v|m/m|wt|vol)\b\.?\s*\)?)?"
)
_UNIT = r"(?i)[0-9]\s?%|(?:ppm|mg|g\s?/|cent|pct|prozent)"
_WORN = re.compile(r"(?<![^\W_])(?:[lI|][0-9O]{1,2}|[0-9]{1,2}[OlI])(?:[.,][0-9])?(?=\s?%)")  # "l0 %", "1O %"
_DIGITS_MEANT = str.maketrans("lI|O", "1110")
_DIGIT = re.compile(r"[0-9]")
_TO_PERCENT = {"ppm": 1e-4, "mg/g": 0.1, "mg/ml": 0.1, "mg/100g": 1e-3, "mg/100ml": 1e-3}
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_SMALL = 1e-3
_WHOLE = 100.0
_DIGITS = 6


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Share:
    """A declared share and where it stands in the printed name.

    Attributes:
        percent: Bounds in % w/w; `declared` is the number on the pack, the top of a range.
        start, end: Half-open span within the printed name, qualifier included.
    """

    percent: Percent
    start: int
    end: int


def find_share(printed: str, words: LabelWords) -> Share | None:
    """Return the first declared share of a printed name, or None.

    A share above 100 %, and "100 %" before a word of praise, declare nothing.
    """
    if "%" in printed and _WORN.search(printed):
        printed = _WORN.sub(lambda m: m.group().translate(_DIGITS_MEANT), printed)
    found = (_read(match, printed, words) for match in _shares(printed))
    return next((share for share in found if share is not None), None)


def share_ends(printed: str) -> list[int]:
    """Return the places just after each percent sign that belongs to a number."""
    return [match.end() for match in _shares(printed)]


def _shares(printed: str) -> Iterator[re.Match[str]]:
    if _DIGIT.search(printed) and re.search(_UNIT, printed):
        yield from re.finditer(_SHARE, printed)


def _read(match: re.Match[str], printed: str, words: LabelWords) -> Share | None:
    if match.start() and (printed[match.start() - 1].isalpha() or printed[match.start() - 1] in "-."):
        return None  # "PEG-10 %" holds no share
    unit = re.sub(r"\s", "", match["unit"].lower())
    factor = _TO_PERCENT.get(unit, 1.0)
    first = _number(match["first"], factor)
    last = _number(match["last"], factor) if match["last"] else first
    top, bottom = max(first, last), min(first, last)
    if top > _WHOLE or (bottom == _WHOLE and unit == "%"):
        return None
    start, low, high = match.start(), bottom, top
    before = plain(printed[:start]).rstrip(" (:=")
    for phrase in words.at_most:
        if _ends_with(before, phrase):
            start, low = len(before) - len(phrase), 0.0
    for phrase in words.at_least:
        if _ends_with(before, phrase):
            start, high = len(before) - len(phrase), _WHOLE
    if start > 0 and printed[start - 1] in "(":
        start -= 1
    end = match.end()
    if end < len(printed) and printed[end] == ")":
        end += 1
    return Share(Percent(declared=top, low=low, high=high), start, end)


def _ends_with(before: str, phrase: str) -> bool:
    if not before.endswith(phrase):
        return False
    place = len(before) - len(phrase)
    return place == 0 or not (before[place - 1].isalpha() and phrase[0].isalpha())


def _number(text: str, factor: float) -> float:
    if factor < _SMALL and _THOUSANDS.fullmatch(text):  # "1,000 ppm"
        text = text.replace(",", "").replace(".", "")
    return round(float(text.replace(",", ".")) * factor, _DIGITS)
