"""Read what medicines state per mass ("100 g cream contain 5 g benzoyl peroxide") as a share of the whole."""

import re
from functools import lru_cache

from milium.domain.label import Percent
from milium.domain.lettering import plain
from milium.domain.name_facts import LabelWords
from milium.engine.audit.shares import Share

_MASS = r"(?P<amount>[0-9]{1,4}(?:[.,][0-9]{1,4})?)\s?(?P<unit>MG|G)(?![A-Z/])"
_AT_END = re.compile(rf"(?<=[A-Z)])\s+{_MASS}[\s.]*\Z")
_MASS_ANYWHERE = re.compile(rf"(?<![0-9A-Z.,-]){_MASS}")
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
        bare = bare[:start] + " " * (end - start) + bare[end:]
    if whole is None or mass is None:
        return bare, None
    share = round(_WHOLE * _grams(mass) / float(whole["whole"] or 1), _DIGITS)
    return bare, Share(Percent(share, share, share), *mass.span()) if 0 < share < _WHOLE else None


def _grams(mass: re.Match[str]) -> float:
    return float(mass["amount"].replace(",", ".")) * _IN_GRAMS[mass["unit"]]


@lru_cache(maxsize=4)
def _whole(words: LabelWords) -> re.Pattern[str]:
    holds = "|".join(map(re.escape, words.holds))
    return re.compile(
        rf"[^0-9,;:]{{0,12}}(?:(?P<whole>100?|1)\s?(?:G|ML|GR|GRAM[A-Z]*)|(?:EACH|CADA|CHAQUE|OGNI|JEDES|KAZDY)\s(?:G|GRAM[A-Z]*))\s[^0-9,;:]{{0,40}}?(?<![A-Z])(?:{holds})\s*:?\s"
    )
