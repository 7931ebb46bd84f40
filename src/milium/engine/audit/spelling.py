"""Find the one name a misspelt word can mean: few edits, digits frozen, and never into an active."""

from dataclasses import dataclass
from functools import lru_cache

from milium.domain.lettering import looks, skeleton, words_of
from milium.domain.name_facts import NameFacts, allowed_edits
from milium.domain.near import NearWords

_SHORTEST_LOOK = 4
_SHORTEST_WORD = 4
_SHORTEST_REAL = 3
_SHORT_WORD, _WORD_EDITS = 8, 2
_TWO = 2
_JOINED = str.maketrans({"D": "CL", "U": "LL"})


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Guess:
    """What a word may mean.

    Attributes:
        name: Canonical name; None when no name, or more than one, is near enough.
        maybe: A flagged active the word may mean: never taken, the person is asked.
    """

    name: str | None = None
    maybe: str | None = None


def look_alike(bones: str, names: NameFacts) -> str | None:
    """Return the only name that looks the same where a scanner mixes up 0/O, 1/I/l, 5/S, 8/B and rn/m.

    A digit becomes a letter only inside a word (GLYC0L); a free digit, or one beside another
    digit or after a hyphen (PEG-20), stays. A letter becomes a digit only beside a digit (PEG-1OO).
    """
    if len(bones) < _SHORTEST_LOOK:
        return None
    found = {names.bones[other] for other in names.looks.get(looks(bones), ()) if _may_look(bones, other)}
    return found.pop() if len(found) == 1 else None


def _may_look(printed: str, meant: str) -> bool:
    printed, meant = (w.translate(_JOINED).replace("RN", "M").replace("VV", "W") for w in (printed, meant))
    if len(printed) != len(meant):
        return False
    for i, (p, m) in enumerate(zip(printed, meant, strict=True)):
        if p == m or (p.isalpha() and m.isalpha()):
            continue
        before, after = printed[i - 1 : i], printed[i + 1 : i + 2]
        if p.isdigit() and m.isdigit():
            return False
        if p.isdigit() and not (before.isalpha() and after.isalpha()) and not _edge(printed, i):
            return False
        if m.isdigit() and not (before.isdigit() or after.isdigit() or meant[i - 1 : i].isdigit()):
            return False
    return True


def _edge(word: str, i: int) -> bool:
    """Tell whether the digit at `i` begins or ends a run of letters that is a word of its own."""
    return (i == 0 and word[1:3].isalpha()) or (i == len(word) - 1 and word[max(0, i - 3) : i].isalpha())


def guess(key: str, names: NameFacts) -> Guess:
    """Return the unique nearest name within the edits its length allows.

    Digits are frozen, and so is what chemistry tells apart: DI and TRI, -ATE and -ITE, and every
    printed word that is a word of other names.

    Args:
        key: Normal key of the printed name.
        names: The names.
    """
    bones = skeleton(key)
    edits = names.limits.spelling_edits
    most = allowed_edits(edits, len(bones))
    if not most:
        return Guess()
    best, found = most + 1, set[str]()
    for other in sorted(_near(bones, names.spelt, most)):
        far = distance(bones, other, most)
        if far <= min(best, most, allowed_edits(edits, len(other))) and _may_mean(key, names.key_of[other], names):
            name = names.bones[other]
            found = {name} if far < best else found | {name}
            best = far
    flagged = _flagged(bones, min(best, most) + 1, names)
    if flagged is not None:
        return Guess(None, flagged)
    return Guess(found.pop()) if len(found) == 1 else Guess()


def _flagged(bones: str, most: int, names: NameFacts) -> str | None:
    """Return the nearest name that no guess may lead to, within one edit more than the best guess."""
    edits = names.limits.spelling_edits
    near: list[tuple[int, str]] = []
    for other in _near(bones, names.spelt_guarded, most):
        far = distance(bones, other, most)
        if far <= min(most, allowed_edits(edits, len(other)) + 1):
            near.append((far, names.bones[other]))
    return min(near)[1] if near else None


def _near(bones: str, words: NearWords, most: int) -> set[str]:
    """Return the words that may be within some edits, with the same digits."""
    digits = _digits(bones)
    return {other for other in words.candidates(bones, most) if _digits(other) == digits}


def _may_mean(printed: str, meant: str, names: NameFacts) -> bool:
    words, others = words_of(printed), words_of(meant)
    if len(words) != len(others):  # glued or broken words: no real word may come, go or change
        gone, come = set(words) - set(others), set(others) - set(words)
        return bool(gone) and bool(come) and not any(len(w) >= _SHORTEST_REAL and w in names.vocabulary for w in gone)
    return all(p == m or may_be(p, m, names) for p, m in zip(words, others, strict=True))


def may_be(printed: str, meant: str, names: NameFacts) -> bool:
    """Tell whether one word may be a misprint of the other."""
    if any(c.isdigit() for c in meant):
        return _digits(printed) == _digits(meant) and distance(printed, meant, 1) == 1
    if printed in names.vocabulary or len(meant) < _SHORTEST_WORD:
        return False
    first, second = _start(printed, names.words.multiples), _start(meant, names.words.multiples)
    if first != second and (
        printed.removeprefix(first) == meant.removeprefix(second)
        or printed == second + meant
        or meant == first + printed
    ):
        return False
    if distance(printed, meant, _WORD_EDITS + 1) > (1 if len(meant) <= _SHORT_WORD else _WORD_EDITS + 1):
        return False
    end, other = _end(printed, names.words.endings), _end(meant, names.words.endings)
    return not (end and other and end != other)


def _start(word: str, parts: tuple[str, ...]) -> str:
    return next((p for p in parts if word.startswith(p)), "")


def _end(word: str, parts: tuple[str, ...]) -> str:
    return next((p for p in parts if word.endswith(p)), "")


def distance(a: str, b: str, most: int) -> int:
    """Return the edits (insert, delete, replace, swap neighbours) between two words, or `most` + 1.

    >>> distance("GYLCERIN", "GLYCERIN", 2), distance("ABC", "XYZ", 2)
    (1, 3)
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    a, b = _without_same_ends(a, b)
    if len(a) > len(b):
        a, b = b, a
    if len(a) <= 1:
        return min(len(b) - (len(a) == 1 and a in b), most + 1)
    if len(a) == len(b) == _TWO:
        return min(1 if a[0] == b[1] and a[1] == b[0] else _TWO, most + 1)
    return _in_columns(b, a, most) if most > 1 else _TWO  # neither their first nor their last letters are the same


def _in_columns(a: str, b: str, most: int) -> int:
    """Return the edits between two words, column by column, each column as the bits of two numbers.

    Hyyrö, A bit-vector algorithm for computing Levenshtein and Damerau edit distances (2003).
    """
    places: dict[str, int] = {}
    for i, letter in enumerate(a):
        places[letter] = places.get(letter, 0) | 1 << i
    size, left = len(a), len(b)
    whole, top = (1 << size) - 1, 1 << size - 1
    rises, falls, same, before, edits = whole, 0, 0, 0, size
    for letter in b:
        here = places.get(letter, 0)
        swapped = ((~same & here) << 1) & before
        same = ((((here & rises) + rises) ^ rises) | here | falls | swapped) & whole
        up, down = falls | (whole & ~(same | rises)), same & rises
        edits += 1 if up & top else -1 if down & top else 0
        left -= 1
        if edits - left > most:
            return most + 1
        up, down = (up << 1) | 1, down << 1
        rises, falls, before = (down | ~(same | up)) & whole, up & same, here
    return min(edits, most + 1)


def _without_same_ends(a: str, b: str) -> tuple[str, str]:
    """Return two words without the beginning and the end that they share."""
    shorter = min(len(a), len(b))
    start = 0
    while start < shorter and a[start] == b[start]:
        start += 1
    end = 0
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return a[start : len(a) - end], b[start : len(b) - end]


@lru_cache(maxsize=50_000)
def _digits(bones: str) -> tuple[str, ...]:
    if bones.isalpha():
        return ()
    runs, run = [], ""
    for c in bones:
        if c.isdigit():
            run += c
        elif run:
            runs.append(run)
            run = ""
    return (*runs, run) if run else tuple(runs)
