"""Read one name through damage: scanner errors, other languages, misspelling, glare, lost letters."""

import re
from functools import lru_cache

from milium.domain.lettering import letters_for_digits, looks, normal, skeleton, sounds, words_of
from milium.domain.name_facts import NameFacts, allowed_edits
from milium.domain.near import NearWords
from milium.engine.audit.found import Found
from milium.engine.audit.gaps import LOST_AT_MOST, Filled, fill, fill_anywhere, is_fragment
from milium.engine.audit.lookup import quick
from milium.engine.audit.spelling import distance, guess, look_alike, may_be
from milium.engine.audit.tokens import outside_and_inside
from milium.engine.audit.unknowns import is_noise, printed_name, with_accents

GAP = re.compile(r"[ \u2580-\u259f\u25a0]{2,8}|[\u2580-\u259f_~]+|(?<=\w)[?]+(?=\w)|\.{2,}|…")
_WIDE = re.compile(r"[ \u2580-\u259f\u25a0]{3,8}|[\u2580-\u259f_~]+")
_LONGEST_SPELT = 60
_SHORTEST_HEARD = 4
_SHORTEST_SHORT = 3
_WORD_EDITS = ((6, 1), (11, 2))
_MOST_WORDS = 8
_SHORTEST_GENERIC, _LONGEST_GENERIC = 3, 7
_ACYL = "OYL"
_BLANK = re.compile(r"\s+")


def misread(text: str, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    """Return what the span may be a misprint of: one name, or an unknown word that asks; () for neither."""
    outside = outside_and_inside(text, start, end)[0]
    bones = skeleton(outside)
    if not bones or len(bones) > _LONGEST_SPELT:
        return ()
    printed = text[start:end]
    key = normal(outside)
    wide = _WIDE.search(outside.strip())  # what is lost there is not what an edit would change
    name = None if wide else look_alike(bones, names) or heard(outside, names)
    if name is None and (wide or not is_noise(key, names)):
        meant = _meant(key, outside, names)
        if meant.maybe is not None:
            shown = with_accents(printed_name(key, names), printed)
            return (Found(shown, start, end, "unknown", None, meant.maybe),)
        name = meant.name
    return (Found(name, start, end, "spelling", printed),) if name is not None else ()


def _meant(key: str, outside: str, names: NameFacts) -> Filled:
    """Climb the rungs from the surest to the boldest; a flagged active on any of them asks."""
    lettered = letters_for_digits(key)
    if _WIDE.search(outside.strip()):
        return _filled(outside, lettered, names)
    found = guess(lettered, names)
    meant = Filled(found.name, found.maybe)
    if meant.maybe is not None and _generic_mended(lettered, names) == meant.maybe:
        return Filled(meant.maybe)  # "Lactic aeid": what tells the active from others is whole
    if _is_empty(meant):
        meant = Filled(_short_name(lettered, names))
    if _is_empty(meant):
        meant = _filled(outside, lettered, names)
    if _is_empty(meant):
        meant = _word_by_word(lettered, names)
    return meant


def _is_empty(meant: Filled) -> bool:
    return meant.name is None and meant.maybe is None


def heard(text: str, names: NameFacts) -> str | None:
    """Return the name that sounds like the words in any of our languages."""
    key = normal(text)
    said = sounds(_parted(words_of(key), names), names.words.meanings)
    if sum(map(len, said)) < _SHORTEST_HEARD:
        return None
    name = names.heard.get("".join(said)) or names.heard.get(" ".join(sorted(said))) or None
    return None if name and _ACYL in key and _ACYL not in name else name  # OLIVOYL is no olive oil


def _parted(words: list[str], names: NameFacts) -> list[str]:
    """Part compound words ("NATRIUMBENZOAT" -> "NATRIUM", "BENZOAT")."""
    if not any(word.startswith(names.compounds) for word in words):
        return words
    parted = []
    for word in words:
        start = next((c for c in names.words.compounds if word.startswith(c) and len(word) > len(c)), None)
        parted += [names.words.compounds[start], word[len(start) :]] if start else [word]
    return parted


def _short_name(key: str, names: NameFacts) -> str | None:
    """Return the one common short name that differs by a letter ("AQVA", "WATR")."""
    bones = skeleton(key)
    if len(bones) < _SHORTEST_SHORT or key in names.vocabulary or any(c.isdigit() for c in bones):
        return None
    near = {names.exact.get(n) for n in names.words.short_names if distance(bones, n, 1) <= 1}
    return near.pop() if len(near) == 1 else None


def _filled(outside: str, key: str, names: NameFacts) -> Filled:
    """Read around a visible gap, else around a blank beside a fragment, else as if letters were lost."""
    gap = GAP.search(outside.strip())
    if gap is not None:
        left, right = outside.strip()[: gap.start()], outside.strip()[gap.end() :]
        return _around(left, right, gap.end() - gap.start() + 1, names)
    for blank in _BLANK.finditer(key):
        found = _around(key[: blank.start()], key[blank.end() :], LOST_AT_MOST, names)
        if not _is_empty(found):
            return found
    return fill_anywhere(skeleton(key), key, names)


def _around(left: str, right: str, most: int, names: NameFacts) -> Filled:
    sides = [letters_for_digits(normal(side)) for side in (left, right)]
    before, after = map(words_of, sides)
    if not before or not after or not (is_fragment(before[-1], names) or is_fragment(after[0], names)):
        return Filled()
    return fill(skeleton(sides[0]), skeleton(sides[1]), most, names)


def _generic_mended(key: str, names: NameFacts) -> str | None:
    """Return the name when only a word broke that says nothing of which substance it is (ACID, EXTRACT, OIL)."""
    words = words_of(key)
    broken = [i for i, w in enumerate(words) if is_fragment(w, names)]
    if len(broken) != 1 or len(words) < len("ab"):
        return None
    near = _generic_near(words[broken[0]], names)
    return quick(" ".join([*words[: broken[0]], near, *words[broken[0] + 1 :]]), names) if near else None


def _generic_near(word: str, names: NameFacts) -> str | None:
    """Return the one generic word within an edit of a short broken one, in English; None for none or several."""
    if not _SHORTEST_GENERIC <= len(word) <= _LONGEST_GENERIC or not word.isalpha():
        return None
    meanings = names.words.meanings
    near = {meanings.get(w, w) for w in set(_generic(names).candidates(word, 1)) if distance(word, w, 1) <= 1}
    return near.pop() if len(near) == 1 else None


@lru_cache(maxsize=4)
def _generic(names: NameFacts) -> NearWords:
    said = {word for word, english in names.words.meanings.items() if english}
    return NearWords(w for w in {*said, *names.parts, "ACID"} if w.isascii() and len(w) >= _SHORTEST_GENERIC)


def _word_by_word(key: str, names: NameFacts) -> Filled:
    """Repair each word that is none by the one word of names near it; the whole must then be a known name."""
    words = words_of(key)
    if not 1 < len(words) <= _MOST_WORDS:
        return Filled()
    repaired = [nearest_word(w, names) for w in words]
    ends = (0, len(words) - 1)  # a scrap between two words may be an article, one beside them is part of the name
    longer = [w for i, w in enumerate(repaired) if i in ends or len(w) >= _SHORTEST_SHORT or not w.isalpha()]
    if repaired == words == longer:
        return Filled()
    new = " ".join(longer)
    name = quick(new, names) or heard(new, names)
    return Filled(maybe=name) if name is not None and names.guarded(name) else Filled(name)


def nearest_word(word: str, names: NameFacts) -> str:
    """Return the one word of names that a broken word can be; a whole word, or one of several, as it is."""
    if word in names.vocabulary or word in names.words.meanings or any(c.isdigit() for c in word):
        return word
    most = allowed_edits(_WORD_EDITS, len(word))
    near: dict[int, set[str]] = {}
    for other in names.lexicon.candidates(word, most) if most else ():
        far = distance(word, other, most) if looks(word) != looks(other) else 0
        if far <= most and may_be(word, other, names):
            near.setdefault(far, set()).add(names.words.meanings.get(other, other))
    best = near[min(near)] if near else set()
    if not best:
        return _generic_near(word, names) or word
    return best.pop() if len(best) == 1 else word
