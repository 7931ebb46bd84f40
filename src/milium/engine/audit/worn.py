"""Read a run of worn names that nothing divides: each broken word is mended first, then the run is cut."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from milium.domain.lettering import letters_for_digits, looks, normal, skeleton
from milium.domain.name_facts import NameFacts
from milium.domain.near import NearWords
from milium.engine.audit.found import Found
from milium.engine.audit.gaps import is_fragment
from milium.engine.audit.lookup import quick
from milium.engine.audit.misread import misread, nearest_word
from milium.engine.audit.segments import Fits, split_words
from milium.engine.audit.spelling import distance
from milium.engine.audit.unknowns import as_printed

_WORD = re.compile(r"[^\W_]+")
_WORDS_AT_LEAST, _WORDS_AT_MOST = 3, 120
_SHARE_BEFORE, _SHARE_WHOLE = 0.3, 0.4
_COVERED = 0.6
_UNSURE = frozenset({"unknown", "form"})
_SHORT_WORDS = (4, 5)
_COMMON_FROM = 20  # names of the table
_SHORTEST = 3


class Mended(NamedTuple):
    """A text with its broken words mended.

    Attributes:
        text: The text.
        places: Where each of its places, and its end, stands in the text as it was.
    """

    text: str
    places: list[int]


def worn_names(core: str, known: Fits, formed: Fits, names: NameFacts) -> list[Found]:
    """Return the names of a run of words, some of them broken; [] when mending shows no more of them.

    Args:
        core: Printed words without commas.
        known: Tells whether a part is a known name.
        formed: Tells whether a part has the form of a name.
        names: The names.

    Returns:
        Found names, places counted from the start of `core`; where a flagged active may be meant the person
        is asked.
    """
    mended = _mended(core, names)
    if mended is None:
        return []
    spans = split_words(mended.text, known, formed)
    found = [f for a, b in spans for f in _found(core, mended, a, b, names)]
    sure = [f for f in found if f.how not in _UNSURE]
    covered = sum(f.end - f.start for f in sure)
    return found if len(sure) > 1 and covered >= _COVERED * len(core.strip()) else []


def _mended(core: str, names: NameFacts) -> Mended | None:
    """Return the text with its broken words mended; None where none can be, or too few words are whole."""
    words = list(_WORD.finditer(core))
    if not _WORDS_AT_LEAST <= len(words) <= _WORDS_AT_MOST:
        return None
    keys = [letters_for_digits(normal(m.group())) for m in words]
    if any(key in names.prose for key in keys) or sum(k in names.vocabulary for k in keys) < _SHARE_BEFORE * len(keys):
        return None
    new = [_whole(m.group(), key, names) for key, m in zip(keys, words, strict=True)]
    whole = sum(normal(word) in names.vocabulary for word in new)
    if new == [m.group() for m in words] or whole < _SHARE_WHOLE * len(words):
        return None
    text, places, last = "", [], 0
    for match, word in zip(words, new, strict=True):
        places += [*range(last, match.start()), *([match.start()] * len(word))]
        text += core[last : match.start()] + word
        last = match.end()
    return Mended(text + core[last:], [*places, *range(last, len(core) + 1)])


def _whole(printed: str, key: str, names: NameFacts) -> str:
    """Return the word of names that a word looks like or is near; the printed one where there is none, or several."""
    if key in names.vocabulary:
        return printed if normal(printed) == key else key
    if len(key) < _SHORTEST or not is_fragment(key, names):
        return printed
    alike = _words_by_look(names).get(looks(key), ())
    alike = [word for word in alike if word in _common_words(names)] if len(alike) > 1 else alike
    new = alike[0] if len(alike) == 1 else nearest_word(key, names)
    if new == key and len(key) in _SHORT_WORDS:
        near = {word for word in _near_common(names).candidates(key, 1) if distance(key, word, 1) <= 1}
        new = near.pop() if len(near) == 1 else key
    return printed if new == key else new


@lru_cache(maxsize=4)
def _common_words(names: NameFacts) -> tuple[str, ...]:
    """Return the words that many names of the table share: the likely reading of a short broken one."""
    counted = Counter(word for name in names.names for word in name.split(" "))
    return tuple(sorted(word for word, count in counted.items() if count >= _COMMON_FROM))


@lru_cache(maxsize=4)
def _near_common(names: NameFacts) -> NearWords:
    return NearWords(_common_words(names))


@lru_cache(maxsize=4)
def _words_by_look(names: NameFacts) -> Mapping[str, Sequence[str]]:
    """Return what a word looks like -> the words of names that look so."""
    keys: dict[str, tuple[str, ...]] = {}
    for word in sorted(names.vocabulary):
        seen = looks(word)
        keys[seen] = (*keys.get(seen, ()), word)
    return keys


def _found(core: str, mended: Mended, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    """Return the name of a part; one that another word than the printed one makes a flagged active asks."""
    while end > start and mended.text[end - 1] in " .,:;\n":
        end -= 1
    if end <= start:
        return ()
    name = quick(mended.text[start:end], names)
    first, last = mended.places[start], _end(core, mended, end)
    if name is None:
        return misread(core, first, last, names) or as_printed(core, first, last, names)
    printed = core[first:last]
    if printed == mended.text[start:end]:
        return (Found(name, first, last, "segment"),)
    same = looks(skeleton(printed)) == looks(skeleton(mended.text[start:end]))
    if names.guarded(name) and not same:
        return (Found(normal(printed), first, last, "unknown", None, name),)
    return (Found(name, first, last, "spelling", printed),)


def _end(core: str, mended: Mended, end: int) -> int:
    """Return where a part ends in the text as it was: after the whole of its last word."""
    match = _WORD.match(core, mended.places[end - 1])
    return match.end() if match is not None and mended.text[end - 1].isalnum() else mended.places[end]
