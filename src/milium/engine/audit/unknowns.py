"""Words that name nothing we know: what stays as an unknown name, and what is mere noise."""

import re

from milium.domain.lettering import capitals, letters_for_digits, normal, words_of
from milium.domain.name_facts import NameFacts
from milium.engine.audit.found import Found
from milium.engine.audit.lookup import latin_name
from milium.engine.audit.tokens import outside_and_inside

_ADDRESS = r"(?i)\S*(?:://|www\.|@[\w-]+\.|\b[\w-]{2,63}\.(?:com|net|org|info|shop)\b)\S*"
_JOINED_BRACKET = re.compile(r"(?:POLY|BIS|TRIS|TETRA|-|\A)\(")
_AROUND = ".,:;!?'\""
_LONG, _LONG_SHARE = 400, 0.2
_TWO = 2
_PHRASE = 4  # words that are of no name: a sentence
_LONGEST_PRINTED = 4000


def as_printed(text: str, start: int, end: int, names: NameFacts) -> tuple[Found, ...]:
    """Return the span as a name classed by its form, or as an unknown one; () for noise."""
    outside = outside_and_inside(text, start, end)[0]
    key = normal(outside).strip(" .,;:*-'\"")
    if _JOINED_BRACKET.search(normal(text[start:end])):
        key = normal(text[start:end]).strip(" .,;:*'\"")
    if not key:
        key = normal(text[start:end]).strip(" .,;:*-'\"()[]{}")
    if is_noise(key, names):
        return ()
    name = printed_name(key, names)
    if names.fact(name) is not None:
        return (Found(name, start, end, "form"),)
    return (Found(with_accents(name, text[start:end]), start, end, "unknown"),)


def with_accents(name: str, printed: str) -> str:
    """Return an unknown name with the accents it was printed with, in any script."""
    if printed.isascii():
        return name
    upper = capitals(printed)
    if len(plain_upper := normal(upper)) == len(upper) and name in plain_upper:
        place = plain_upper.index(name)
        return upper[place : place + len(name)]
    return capitals(name)


def printed_name(key: str, names: NameFacts) -> str:
    """Return the name a normal key is shown as: with Latin for a plant, glued words parted."""
    key = _unglued(letters_for_digits(key), names)
    return latin_name(key, names) or key


def _unglued(key: str, names: NameFacts) -> str:
    """Part a word from the one glued to it ("LEAFEXTRACT" -> "LEAF EXTRACT")."""
    words = key.split(" ")
    for i, word in enumerate(words):
        end = next((e for e in ("EXTRACT", "POWDER", "BUTTER") if word.endswith(e) and len(word) > len(e)), None)
        if end and word not in names.vocabulary and re.split("/", word.removesuffix(end))[-1] in names.parts:
            words[i] = f"{word.removesuffix(end)} {end}"
    return " ".join(words)


def as_unknown(printed: str, names: NameFacts) -> tuple[Found, ...]:
    """Return words between two names as an unknown name, even with a word of prose in them; () for mere prose."""
    words = normal(printed).split(" ")
    prose = sum(w.strip(_AROUND) in names.prose for w in words)
    fitting = 0 < 2 * prose < len(words) <= names.limits.longest_name_words
    if not fitting or sum(c.isalpha() for c in printed) < _TWO or any(c in printed for c in ".:%!?\n"):
        return ()
    return (Found(capitals(printed), 0, len(printed), "unknown"),)


def is_noise(key: str, names: NameFacts) -> bool:
    """Tell whether unknown words are no name: prose, a batch code, a word between names."""
    words = key.split(" ")
    letters = sum(c.isalpha() for c in key)
    digits = sum(c.isdigit() for c in key)
    too_long = len(words) > names.limits.longest_name_words and "/" not in key
    if letters < _TWO or digits > letters or too_long or key in names.words.joins:
        return True
    if len(words) >= _PHRASE and key.isascii() and not any(_is_of_names(w, names) for w in words):
        return True
    if key in names.words.purposes or all(w in names.words.praise or not any(c.isalnum() for c in w) for w in words):
        return True
    return any(w.strip(_AROUND) in names.prose for w in words)


def _is_of_names(word: str, names: NameFacts) -> bool:
    bare = word.strip(_AROUND)
    return bare in names.vocabulary or bool(names.words.meanings.get(bare)) or bare in names.parts or "/" in bare


def is_long_prose(text: str, names: NameFacts) -> bool:
    """Tell whether a long text without commas holds too few words of names to be names."""
    words = words_of(normal(text)) if len(text) > _LONG else []
    return sum(word in names.vocabulary and word not in names.prose for word in words) < _LONG_SHARE * len(words)


def without_addresses(printed: str) -> str:
    """Blank addresses of the web and of mail: they name a shop, never an ingredient."""
    if "." not in printed and "://" not in printed:
        return printed
    return re.sub(_ADDRESS, lambda m: " " * len(m.group()), printed[:_LONGEST_PRINTED]) + printed[_LONGEST_PRINTED:]
