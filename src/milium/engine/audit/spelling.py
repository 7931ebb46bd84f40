"""Find the one name a misspelt word can mean: few edits, digits frozen, and never into an active."""

from collections.abc import Iterator
from dataclasses import dataclass

from milium.domain.lettering import looks, skeleton, words_of
from milium.domain.name_facts import NameFacts, allowed_edits, cuts

_SHORTEST_LOOK = 4
_SHORTEST_WORD = 4
_SHORTEST_REAL = 3
_SHORT_WORD, _WORD_EDITS = 8, 2


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
    printed, meant = printed.replace("RN", "M").replace("VV", "W"), meant.replace("RN", "M").replace("VV", "W")
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
    digits = _digits(bones)
    best, found = most + 1, set[str]()
    flagged: set[str] = set()
    for other in sorted(set(_candidates(bones, names, most))):
        if _digits(other) != digits:
            continue
        name = names.bones[other]
        far = distance(bones, other, most + 1)
        allowed = min(most, allowed_edits(edits, len(other)))
        if names.guarded(name) and far <= allowed + 1:
            flagged.add(name)
        elif far <= min(best, allowed) and _may_mean(key, names.key_of[other], names):
            found = {name} if far < best else found | {name}
            best = far
    if flagged:
        return Guess(None, min(flagged))
    return Guess(found.pop()) if len(found) == 1 else Guess()


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


def _candidates(bones: str, names: NameFacts, most: int) -> Iterator[str]:
    for length in range(len(bones) - most, len(bones) + most + 1):
        parts = allowed_edits(names.limits.spelling_edits, length) + 1
        if parts == 1:
            continue
        index = names.pieces(length)
        for start, end in cuts(length, parts):
            for shift in range(-most, most + 1):
                piece = bones[max(0, start + shift) : max(0, end + shift)]
                yield from index.get((start, piece), ())


def distance(a: str, b: str, most: int) -> int:
    """Return the edits (insert, delete, replace, swap neighbours) between two words, or `most` + 1.

    >>> distance("GYLCERIN", "GLYCERIN", 2), distance("ABC", "XYZ", 2)
    (1, 3)
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i] + [most + 1] * len(b)
        for j in range(max(1, i - most), min(len(b), i + most) + 1):
            y = b[j - 1]
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], before_last[j - 2] + 1)
        if min(row) > most:
            return most + 1
        before_last, last = last, row
    return min(last[-1], most + 1)


def _digits(bones: str) -> list[str]:
    runs, run = [], ""
    for c in bones:
        if c.isdigit():
            run += c
        elif run:
            runs.append(run)
            run = ""
    return [*runs, run] if run else runs
