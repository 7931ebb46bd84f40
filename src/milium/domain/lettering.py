"""Keys under which a printed name is looked up: each forgives one kind of difference, and no more."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_ROUND_SIGN = re.compile(r"\s*([/\\])\s*")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_NOT_KEY = re.compile(r"[^A-Z0-9]+")
_KEY_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\n")
_DOUBLE = re.compile(r"([A-Z])\1+")
_WORD = re.compile(r"[^\W_]+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "\\": "/"})
_NO_PARTS = str.maketrans({"ẞ": "SS", "Ø": "O", "Ł": "L", "Đ": "D", "Æ": "AE", "Œ": "OE", "İ": "I", "ı": "I"})
_LOOKS = str.maketrans({"0": "O", "1": "L", "I": "L", "5": "S", "8": "B", "|": "L", "D": "CL", "U": "LL"})
_SOUNDS = (("PH", "F"), ("TH", "T"), ("QU", "C"), ("CH", "C"), ("CK", "C"), ("K", "C"), ("Y", "I"), ("W", "V"))
_ENDS = "EAO"
_SHORTEST_SOUND = 3
_DIGIT_IN_WORD = re.compile(
    r"(?<=[A-Z])[0158](?=[A-Z])|(?<![A-Z0-9-])(?:[01](?=[A-Z]{2})|[58](?=[A-Z]{4}))|(?<=[A-Z]{3})[01](?![A-Z0-9])"
)


def plain(text: str) -> str:
    """Return upper case without accents ("Huile végétale" -> "HUILE VEGETALE")."""
    upper = text.upper()
    if upper.isascii():
        return upper
    parts = unicodedata.normalize("NFKD", upper)
    return parts if parts.isascii() else _NOT_ASCII.sub(_without_marks, parts)


def _without_marks(found: re.Match[str]) -> str:
    return "".join(c for c in found.group() if not unicodedata.combining(c)).translate(_NO_PARTS)


@lru_cache(maxsize=5_000)
def normal(text: str) -> str:
    """Return the exact key: plain letters, single spaces, no space round a slash."""
    key = plain(text)
    if not key.isascii() or "`" in key or "\\" in key:
        key = key.translate(_QUOTES)
    if "  " in key or not key.isprintable():
        key = _SPACE.sub(" ", key)
    if "/" in key and ("/ " in key or " /" in key):
        key = _ROUND_SIGN.sub(r"\1", key)
    return key.strip()


def capitals(text: str) -> str:
    """Return the text in upper case with its accents and single spaces ("Wördühm" -> "WÖRDÜHM")."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text.upper()).translate(_QUOTES)).strip()


@lru_cache(maxsize=5_000)
def skeleton(key: str) -> str:
    """Return letters and digits only: forgives spaces, hyphens and brackets.

    Letters of other scripts stay, so that they never vanish into an empty key.
    """
    if key.isascii():
        return _NOT_KEY.sub("", key.upper())
    return "".join(c for c in plain(key) if c.isalnum())


def skeletons(keys: Sequence[str]) -> list[str]:
    """Return the skeleton of each key; a whole table at once costs a fraction of key by key.

    No key may hold a line break, which parts them on the way.
    """
    text = "\n".join(key for key in keys if key.isascii()).upper()
    for sign in set(text) - _KEY_SIGNS:
        text = text.replace(sign, "")
    simple = iter(text.split("\n"))
    return [next(simple) if key.isascii() else skeleton(key) for key in keys]


def looks_of_each(bones: Sequence[str]) -> list[str]:
    """Return what each skeleton looks like; see `looks`."""
    seen = iter(looks("\n".join(b for b in bones if b.isascii())).split("\n"))
    return [next(seen) if b.isascii() else looks(b) for b in bones]


def words_of_each(keys: Sequence[str]) -> list[list[str]]:
    """Return the words of each normal key; see `words_of`. No key may hold a line break."""
    text = _unarticled("\n".join(keys))
    for sign in set(text):
        if not sign.isalnum() and sign != "\n":
            text = text.replace(sign, " ")
    return [line.split() for line in text.split("\n")]


def looks(bones: str) -> str:
    """Return the key of what a skeleton looks like: 0 as O, 1 and I as L, rn as m, cl as d, ii as u."""
    return bones.translate(_LOOKS).replace("RN", "M").replace("VV", "W")


def letters_for_digits(key: str) -> str:
    """Return the key with digits inside words as the letters they look like ("PHEN0L" -> "PHENOL")."""
    return _DIGIT_IN_WORD.sub(lambda m: m.group().translate(_LOOKS), key)


def sounds(words: Iterable[str], meaning: Mapping[str, str]) -> list[str]:
    """Return the words as they sound in any of our languages, each after its meaning.

    Args:
        words: Plain words ("NATRIUM", "BENZOAT").
        meaning: Word of another language -> English word; "" leaves the word out.
    """
    heard: list[str] = []
    for word in words:
        known = meaning.get(word, word)
        if known:
            heard.extend(_sound(part) for part in known.split(" "))
    return [w for w in heard if w]


def sounds_of_each(words: Iterable[str], meaning: Mapping[str, str]) -> dict[str, list[str]]:
    """Return word -> its `sounds`; a whole table at once costs a fraction of word by word."""
    meant = {word: meaning.get(word, word).split(" ") for word in words}
    parts = sorted({part for known in meant.values() for part in known})
    heard = {part: sound for part, sound in zip(parts, _sounds_in_bulk(parts), strict=True) if sound}
    return {word: [heard[part] for part in known if part in heard] for word, known in meant.items()}


def words_of(key: str) -> list[str]:
    """Return the runs of letters and digits of a normal key, without elided articles."""
    return _WORD.findall(_unarticled(key))


def _unarticled(key: str) -> str:
    return key.replace("D'", " ").replace("L'", " ")


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    return _sounds_in_bulk([word])[0]


def _sounds_in_bulk(words: Iterable[str]) -> list[str]:
    """Return the sound of each word; no word may hold a line break, which parts them on the way."""
    given = list(words)
    if not given:
        return []
    text = "\n".join(given)
    for old, new in _SOUNDS:
        text = text.replace(old, new)
    text = _DOUBLE.sub(r"\1", text.replace("H", ""))
    return [_ended(word, said) for word, said in zip(given, text.split("\n"), strict=True)]


def _ended(printed: str, word: str) -> str:
    if printed.isdigit():
        return printed
    if word.startswith("EST"):
        word = word[1:]
    short = word.rstrip(_ENDS)
    return short if len(short) >= _SHORTEST_SOUND else word
