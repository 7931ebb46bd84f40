"""Read how long a product keeps once it is opened: "12M", "PAO 6 months"."""

import re
from collections.abc import Sequence
from functools import lru_cache

from milium.domain.label import Ingredient
from milium.domain.lettering import plain
from milium.domain.name_facts import LabelWords, ReadingLimits

_NUMBER = r"([0-9]{1,2})"


def months_after_opening(
    text: str, ingredients: Sequence[Ingredient], words: LabelWords, limits: ReadingLimits
) -> int | None:
    """Return the months that the text states, or None.

    A number beside a phrase about opening counts, and the bare sign of the open jar ("12M",
    "12 M"). "PEG-12M" and a number inside an ingredient's name do not. When the text states
    several, the shortest holds.

    Args:
        text: The text as given.
        ingredients: What was read in it, with places in `text`.
        words: Phrases and words for months, in plain capitals.
        limits: Longest time believed.
    """
    upper = plain(text)
    named = [(i.start, i.end) for i in ingredients if i.how != "unknown"] if len(upper) == len(text) else []
    found = [
        int(match[1])
        for pattern in _patterns(words)
        for match in pattern.finditer(upper)
        if not any(start <= match.start(1) < end for start, end in named)
    ]
    return min((months for months in found if 1 <= months <= limits.months_to), default=None)


def _patterns(words: LabelWords) -> tuple[re.Pattern[str], ...]:
    return _compiled(words.after_opening, words.months)


@lru_cache(maxsize=4)
def _compiled(after_opening: tuple[str, ...], names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    phrase, months = _either(after_opening), _either(names)
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?<![A-Z])(?:{phrase})\s*[:=(-]?\s*{_NUMBER}\s?(?:{months})?(?![A-Z0-9.,/%])",
            rf"(?<![A-Z0-9.,-]){_NUMBER}\s?(?:{months})\s+(?:{phrase})(?![A-Z])",
            rf"(?<![A-Z0-9.,/-])(?<![A-Z] ){_NUMBER}\s?{_either(names[:1])}(?![A-Z0-9])",
        )
    )


def _either(phrases: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=lambda p: (-len(p), p))))
