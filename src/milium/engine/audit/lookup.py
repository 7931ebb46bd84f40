"""Look one printed name up: exact, skeleton, colour numbers, plants; no guessing here."""

import re

from milium.domain.lettering import normal, skeleton
from milium.domain.name_facts import NameFacts

CI = re.compile(r"\bC\.?\s?[I1L]\.?\s*(?:NO\.?\s*|#\s*)?([0-9]{5})(?::([0-9]))?(?![0-9])")
_BARE_CI = re.compile(r"(?:[CGI1L]\.?\s?){0,2}\s?([0-9]{5}(?::[0-9])?)\Z")
_COLOUR = (
    r"(?P<ext>EXT\.?\s?)?(?:(?:F\s?D\s?&\s?C|D\s?&\s?C|FD\s?AND\s?C|D\s?AND\s?C)\s?)?"
    r"(?P<hue>RED|YELLOW|BLUE|GREEN|ORANGE|VIOLET|BROWN|BLACK)(?:\s?NO\.?|\s?N°|\s?#)?\s?(?P<number>[0-9]{1,2})"
    r"(?:\s(?:[A-Z]+\s)?LAKE)?\Z"
)
_PREFIX = r"(?:(?:L|D|DL)-(?=[A-Z]{4}))|(?:\((?:L|D|DL)\)-?\s?)|(?:(?:L|D)\s?\(\+\)\s?-?\s?)"
_PREFIXED = ("L-", "D-", "DL-", "(", "L(", "D(", "L (", "D (")
_GRADE = r"[ ,]+(?:USP|NF|BP|FCC|PH\.?\s?EUR\.?)\Z"
_GRADED = ("USP", "NF", "BP", "FCC", "EUR", "EUR.")
_SHORTEST = 2
_MOST_PLANT_WORDS = 3
_LATIN_WORDS = 2
_LINKS = ("", "N", "EN", "S", "ER")


def quick(text: str, names: NameFacts) -> str | None:
    """Return the canonical name of a printed one, or None when nothing certain is known."""
    key = normal(text)
    name = names.exact.get(key)
    if name is not None:
        return name
    bones = skeleton(key)
    if len(bones) < _SHORTEST:
        return None
    grade = re.search(_GRADE, key) if key.endswith(_GRADED) else None
    if grade is not None:
        return quick(key[: grade.start()], names)
    return _boned(key, bones, names) or _coloured(key, names) or _unprefixed(key, names) or _known_plant(key, names)


def _boned(key: str, bones: str, names: NameFacts) -> str | None:
    """Return the name with these letters; but "VITAMINA" is no "VITAMIN A"."""
    name = names.bones.get(bones)
    if name is not None and key.isalpha() and names.key_of[bones][-2:-1] == " ":
        return None
    return name


def ci_name(number: str, variant: str | None, names: NameFacts) -> str:
    """Return the canonical name of a colour index number."""
    full = f"CI {number}:{variant}" if variant else f"CI {number}"
    return names.exact.get(full) or names.exact.get(f"CI {number}") or full


def _coloured(key: str, names: NameFacts) -> str | None:
    match = CI.fullmatch(key)
    if match:
        return ci_name(match[1], match[2], names)
    bare = _BARE_CI.match(key) if key[-1:].isdigit() else None
    if bare:
        return names.exact.get(f"CI {bare[1]}")
    match = re.match(_COLOUR, key) if key[-1:].isdigit() or key.endswith("LAKE") else None
    if match:
        return names.exact.get(f"{'EXT. ' if match['ext'] else ''}{match['hue']} {int(match['number'])}")
    return None


def _unprefixed(key: str, names: NameFacts) -> str | None:
    match = re.match(_PREFIX, key) if key.startswith(_PREFIXED) else None
    return names.bones.get(skeleton(key[match.end() :])) if match else None


def _known_plant(key: str, names: NameFacts) -> str | None:
    latin = latin_name(key, names)
    return names.bones.get(skeleton(latin)) if latin else None


def latin_name(key: str, names: NameFacts) -> str | None:
    """Return the INCI form of a plant's common or old name with its parts, else None.

    "TURMERIC ROOT EXTRACT", "EXTRAIT DE RACINE DE CURCUMA" and "CITRUS MEDICA LIMONUM PEEL OIL"
    become Latin name + parts; the name need not be in the table.
    """
    words = key.split(" ")
    if len(words) == 1:
        return _compounded(key, names)
    if words[-1] in names.parts or (
        "/" in words[-1] and _is_parts(words[-1:], names)
    ):  # then those before it may be parts as well
        for size in range(min(_MOST_PLANT_WORDS, len(words)), 0, -1):
            plant = names.plants.get(" ".join(words[:size]))
            if plant and _is_parts(words[size:], names):
                return " ".join([plant, *words[size:]])
    meaning, ends = names.words.meanings, names.words.compound_ends
    if meaning.keys().isdisjoint(words) and ends.keys().isdisjoint(words):
        return None
    english = [e for w in words for e in meaning.get(w, ends.get(w, w)).split(" ") if e]
    if english == words or len(english) < _LATIN_WORDS:
        return None
    return _reordered(english, names)


def _compounded(word: str, names: NameFacts) -> str | None:
    """Return the INCI form of a compound word with a plant in it ("RINGELBLUMENEXTRAKT"), else None."""
    ends = names.words.compound_ends
    if not word.endswith(names.compound_ends):
        return None
    for end in sorted((e for e in ends if word.endswith(e)), key=len, reverse=True):
        stem = word.removesuffix(end).rstrip("-")
        plant = next((p for cut in _LINKS if (p := names.plants.get(stem.removesuffix(cut)))), None)
        if plant and stem:
            return f"{plant} {ends[end]}"
    return None


def _reordered(words: list[str], names: NameFacts) -> str | None:
    """Put "OIL SUNFLOWER" and "EXTRACT FLOWER CHAMOMILE" into the order of INCI names."""
    for size in range(min(_MOST_PLANT_WORDS, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            plant = names.plants.get(" ".join(words[start : start + size]))
            rest = words[:start][::-1] + words[start + size :]
            if plant and _is_parts(rest, names):
                return " ".join([plant, *rest])
    return None


def _is_parts(words: list[str], names: NameFacts) -> bool:
    allowed = names.parts
    return bool(words) and all(part in allowed for word in words for part in word.split("/"))
