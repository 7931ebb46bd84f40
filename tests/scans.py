"""Damage label texts as a scanner or a glossy pack would: mixed-up signs, lost commas, wraps, glare."""

import random
import re
from collections.abc import Callable

MIXED_UP = {
    **{"0": "O", "1": "l", "5": "S", "8": "B"},
    **{"O": "0", "o": "0", "I": "l", "l": "1", "i": "l", "S": "5", "s": "5", "B": "8", "m": "rn", "M": "RN"},
    **{"e": "c", "c": "e", "a": "o", "u": "v", "h": "b", "n": "r", "t": "f", "E": "F", "C": "G", "H": "N", "D": "O"},
}
JOINED = {"rn": "m", "RN": "M", "vv": "w", "VV": "W", "cl": "d", "ii": "u"}
GLARE = 3
_PIECE = re.compile(r"rn|RN|vv|VV|cl|ii|.|\n", re.DOTALL)


def scanned(text: str, rate: float, seed: int, *, glare: bool = True, commas: bool = True) -> str:
    """Return the text with about `rate` of its signs damaged; the same seed gives the same text.

    Half of the damage are signs mixed up (also digits), the rest signs dropped, commas lost,
    lines wrapped at a blank or in the middle of a word, and glare that wipes out a few signs.
    """
    chance = random.Random(seed)
    damages: list[Callable[[str, int], tuple[str, int]]] = [_mixed, _mixed, _mixed, _wrapped, _dropped]
    damages += [_wiped] if glare else []
    damages += [_comma] if commas else []
    out: list[str] = []
    i, owed = 0, 0.0
    while i < len(text):
        owed += rate
        if chance.random() >= owed:
            out.append(text[i])
            i += 1
            continue
        new, used = chance.choice(damages)(text, i)
        out.append(new)
        changed = new != text[i : i + used]
        owed -= max(1, used) if changed else 0.0
        i += used
    return "".join(out)


def _mixed(text: str, i: int) -> tuple[str, int]:
    piece = text[i : i + 2]
    if piece in JOINED:
        return JOINED[piece], 2
    return MIXED_UP.get(text[i], text[i]), 1


def _dropped(text: str, i: int) -> tuple[str, int]:
    return ("", 1) if text[i].isalpha() else (text[i], 1)


def _wrapped(text: str, i: int) -> tuple[str, int]:
    if text[i] == " ":
        return "\n", 1
    inside = text[i].isalpha() and i + 1 < len(text) and text[i + 1].isalpha()
    return (f"{text[i]}-\n", 1) if inside else (text[i], 1)


def _comma(text: str, i: int) -> tuple[str, int]:
    return ("", 1) if text[i] in ",;" else (text[i], 1)


def _wiped(text: str, i: int) -> tuple[str, int]:
    size = min(GLARE, len(text) - i)
    return (" " * size, size) if "\n" not in text[i : i + size] else (text[i], 1)
