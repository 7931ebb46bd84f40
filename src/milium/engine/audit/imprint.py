"""Tell what a pack prints beside its list (size, batch, maker, address) from names nobody knows."""

import re
from collections.abc import Sequence
from functools import lru_cache

from milium.domain.lettering import plain
from milium.domain.name_facts import LabelWords
from milium.engine.audit.found import Found

_DATE = r"(?<![0-9])(?:0?[1-9]|1[0-2])\s?[/.-]\s?(?:20)?[0-9]{2}(?![0-9])"
_POSTAL = r"\A[0-9]{4,5}\s+[A-Z]{3}|\b[A-Z]{1,2}[0-9][A-Z0-9]?\s[0-9][A-Z]{2}\b"
_LETTER = re.compile("[A-Z]")
_UNSURE = frozenset({"unknown", "form"})


def without_imprint(found: Sequence[Found], text: str, words: LabelWords) -> list[Found]:
    """Leave out unknown names that are print of the pack, and the unknown ones after it when the list has ended."""
    marks = [f.how == "unknown" and not f.maybe and _is_imprint(text[f.start : f.end], words) for f in found]
    if not any(marks):
        return list(found)
    last = max((i for i, f in enumerate(found) if f.how not in _UNSURE), default=-1)
    ended = next((i for i, mark in enumerate(marks) if mark and i > last), len(found))
    return [f for i, f in enumerate(found) if not marks[i] and (i < ended or f.maybe)]


@lru_cache(maxsize=20_000)
def _is_imprint(printed: str, words: LabelWords) -> bool:
    upper = plain(printed)
    if re.search(_any_of(words.imprint["alone"]), upper) or _sun(upper, words) or re.search(_POSTAL, upper):
        return True
    sized = rf"[0-9]\s?(?:{_either(words.imprint['units'])})(?![A-Z0-9])"
    found = [m for p in (sized, _DATE, _any_of(words.imprint["numbered"])) if (m := re.search(p, upper))]
    opens = any(not _LETTER.search(upper, 0, m.start()) for m in found)  # else a name may stand ahead of it
    return bool(found) and any(c.isdigit() for c in upper) and (opens or upper.lstrip()[:1].isdigit())


def _sun(upper: str, words: LabelWords) -> bool:
    factor = rf"(?<![A-Z])(?:{_either(words.spf)})\s?[:=-]?\s?[0-9]"
    return re.search(factor, upper) is not None or upper.strip().startswith(words.broad_spectrum)


@lru_cache(maxsize=16)
def _any_of(phrases: tuple[str, ...]) -> str:
    return rf"(?<![A-Z0-9])(?:{_either(phrases)})(?![A-Z])"


@lru_cache(maxsize=16)
def _either(phrases: tuple[str, ...]) -> str:
    ordered = sorted(set(phrases), key=lambda p: (-len(p), p))
    return "|".join(map(re.escape, ordered))
