"""Read what medicines state per mass ("100 g cream contain 5 g benzoyl peroxide") as a share of the whole."""

import re
from functools import lru_cache

from milium.domain.label import Percent
from milium.domain.lettering import plain
from milium.domain.name_facts import LabelWords
from milium.engine.audit.found import Found
from milium.engine.audit.shares import Share

_MASS = r"(?P<amount>[0-9]{1,4}(?:[.,][0-9]{1,4})?)\s?(?P<unit>MG|G)(?![A-Z/])"
_AT_END = re.compile(rf"(?<=[A-Z)])\s+{_MASS}[\s.]*\Z")
_MASS_ANYWHERE = re.compile(rf"(?<![0-9A-Z.,-]){_MASS}")
_GRAMS = re.compile(r"(?i)[0-9]\s?(?:g|ml)\b|gram")
_NEAR = 20
_IN_GRAMS = {"G": 1.0, "MG": 0.001}
_WHOLE = 100.0
_DIGITS = 6


def without_masses(printed: str, words: LabelWords) -> tuple[str, Share | None]:
    """Return a printed name with its masses blanked, and the share that they state, if any.

    A mass after a name says nothing of its share unless the mass of the whole is there too.

    Args:
        printed: Printed name of any case.
        words: Words of labels.
    """
    upper = plain(printed)
    if len(upper) != len(printed) or not any(c.isdigit() for c in upper):
        return printed, None
    whole = _whole(words).match(upper)
    mass = _MASS_ANYWHERE.search(upper, whole.end()) if whole else _AT_END.search(upper)
    spans = [m.span() for m in (whole, mass) if m is not None]
    bare = printed
    for start, end in spans:
        bare = bare[:start] + " " * (end - start - 1) + "\n" + bare[end:]  # as the end of a line: a name may end there
    if whole is None or mass is None:
        return bare, None
    share = round(_WHOLE * _grams(mass) / float(whole["whole"] or 1), _DIGITS)
    return bare, Share(Percent(share, share, share), *mass.span()) if 0 < share < _WHOLE else None


def with_masses(found: list[Found], text: str, start: int, words: LabelWords) -> list[Found]:
    """Return the names of a medicine, each with the share that its mass states ("each gram contains: X 1 mg, Y 25 mg").

    Args:
        found: Names with their places in the text.
        text: Decoded text.
        start: Where their part of it begins.
        words: Words of labels.
    """
    if not found or not _GRAMS.search(text, start, found[0].start):
        return found
    whole = _whole(words).search(plain(text[start : found[0].start + 1]))
    return [_with_mass(f, text, float(whole["whole"] or 1)) for f in found] if whole else found


def _with_mass(found: Found, text: str, whole: float) -> Found:
    after = plain(text[found.end : found.end + _NEAR])
    mass = re.match(rf"\W{{0,3}}{_MASS}", after)
    share = round(_WHOLE * _grams(mass) / whole, _DIGITS) if mass and found.share is None else 0.0
    return found._replace(share=Percent(share, share, share)) if 0 < share < _WHOLE else found


def _grams(mass: re.Match[str]) -> float:
    return float(mass["amount"].replace(",", ".")) * _IN_GRAMS[mass["unit"]]


@lru_cache(maxsize=4)
def _whole(words: LabelWords) -> re.Pattern[str]:
    holds = "|".join(map(re.escape, words.holds))
    return re.compile(
        rf"[^0-9,;:]{{0,12}}(?:(?P<whole>100?|1)\s?(?:G|ML|GR|GRAM[A-Z]*)|(?:EACH|CADA|CHAQUE|OGNI|JEDES|KAZDY)\s(?:G|GRAM[A-Z]*))\s[^0-9,;:]{{0,40}}?(?<![A-Z])(?:{holds})\s*:?\s"
    )
