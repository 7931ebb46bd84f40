"""Recognise headings that a scanner damaged ("lngredlents:", "Composiç   :", "May co   in:")."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from milium.domain.lettering import letters_for_digits, looks, skeleton
from milium.domain.name_facts import MEMO_AT_MOST, allowed_edits
from milium.domain.near import NearWords
from milium.engine.audit.spelling import distance

_BEFORE_COLON = re.compile(r"(?:\A|(?<=\n)|(?<=[.\])>]))[ \t•*#\[-]{0,9}([A-Z0-9][^\n,;:•|]{4,45}?)\s*:")
_JOINED = re.compile(
    r"(?:\A|(?<=\n)|(?<=[.\])>]))[ \t•*#\[-]{0,9}([A-Z0-9][A-Z0-9' ().-]{2,30}(?:/[A-Z0-9' ().-]{3,30}){1,9})\s*:"
)
_OPENING = re.compile(r"(?:\A|(?<=\n))[ \t•#\[-]{0,9}([A-Z0-9]{6,24}|[A-Z0-9]{4,14} [A-Z0-9]{6,14})(?=\s)")
_OF_ACTIVES = re.compile(r"(?<![A-Z])([A-Z0-9]{5,9}\s[A-Z0-9]*(?:INGR|NGRE|GRED|REDI|EDIE|DIEN|IENT)[A-Z0-9]*)(?=\s)")
_RUN = re.compile(r"[A-Z0-9]+")
_OF_INGREDIENTS = ("INGR", "NGRE", "GRED", "REDI", "EDIE", "DIEN", "IENT")
_MARK = re.compile(r"[\[(]?\+\s?/?\s?-[\])]?\s*:?|:")
_BEFORE_MARK = re.compile(r"[A-Z0-9][A-Z0-9' ]{5,30}\Z")
_LONGEST_BEFORE = 32
_EDITS = ((6, 1), (9, 2), (15, 3))
_LOST_AT_MOST, _SHORTEST_KEPT = 4, 7
_MOST_WORDS = 4


class NearPhrases:
    """Phrases of labels that answers which of them a damaged one was.

    Args:
        kinds: Phrase in plain capitals -> what it heads.
    """

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._kinds = {skeleton(phrase): kind for phrase, kind in kinds.items()}
        self._answers: dict[str, str | None] = {}

    def __contains__(self, phrase: str) -> bool:
        return skeleton(phrase) in self._kinds

    @cached_property
    def _near(self) -> NearWords:
        return NearWords(self._kinds)

    @cached_property
    def _by_length(self) -> Mapping[int, list[str]]:
        found: dict[int, list[str]] = {}
        for bones in self._kinds:
            found.setdefault(len(bones), []).append(bones)
        return found

    @cached_property
    def _looks(self) -> Mapping[str, str]:
        return {looks(bones): kind for bones, kind in self._kinds.items()}

    def kind(self, printed: str) -> str | None:
        """Return what the damaged phrase heads, or None when it is near no phrase, or near phrases of two kinds."""
        if printed not in self._answers:
            if len(self._answers) >= MEMO_AT_MOST:
                self._answers.clear()
            bones = skeleton(letters_for_digits(printed))
            self._answers[printed] = self._looks.get(looks(bones)) or self._nearest(bones)
        return self._answers[printed]

    def _nearest(self, bones: str) -> str | None:
        most = allowed_edits(_EDITS, len(bones))
        best, kinds = most + 1, set[str]()
        for other in self._near.candidates(bones, most) if most else ():
            far = distance(bones, other, most)
            if far <= min(best, allowed_edits(_EDITS, len(other))):
                kinds = {self._kinds[other]} if far < best else kinds | {self._kinds[other]}
                best = far
        if not kinds and len(bones) >= _SHORTEST_KEPT:
            first, second = bones[: len(bones) // 2], bones[len(bones) // 2 :]  # one of them is whole
            for length in range(len(bones) + 1, len(bones) + _LOST_AT_MOST + 1):
                for other in self._by_length.get(length, ()):
                    if (other.startswith(first) or other.endswith(second)) and _lost_a_block(bones, other):
                        kinds.add(self._kinds[other])
        return kinds.pop() if len(kinds) == 1 else None


def _lost_a_block(bones: str, other: str) -> bool:
    if bones[0] != other[0] and bones[-1] != other[-1]:
        return False
    same = next((i for i, (a, b) in enumerate(zip(bones, other, strict=False)) if a != b), len(bones))
    return other.endswith(bones[same:])


def is_near_ingredients(upper: str) -> bool:
    """Tell whether a part of the word "ingredients" is in the text, so that a heading may be near."""
    for part in _OF_INGREDIENTS:  # noqa: SIM110  (asked of each piece: `any` takes three times as long)
        if part in upper:
            return True
    return False


def _behind_ingredients(upper: str) -> int:
    """Return the place just behind the last word that holds a part of the word "ingredients"; 0 where none does."""
    last = max(map(upper.rfind, _OF_INGREDIENTS))
    word = _RUN.match(upper, last) if last >= 0 else None
    return word.end() + 1 if word else 0


def damaged_headings(upper: str, phrases: NearPhrases, strong: NearPhrases) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind) of phrases near a heading: before a colon, or as the first words of a line.

    Args:
        upper: Decoded text in plain capitals.
        phrases: Headings that stand before a colon.
        strong: Headings that need no colon.
    """
    colon = upper.rfind(":") + 1  # what ends with a colon is not searched for behind the last one
    for match in _BEFORE_COLON.finditer(upper, 0, colon) if colon else ():
        words = match[1].split()
        kind = phrases.kind(match[1]) if len(words) <= _MOST_WORDS else None
        if kind:
            yield match.start(1), match.end(), kind
    for match in (
        _JOINED.finditer(upper, 0, colon) if upper.find("/", 0, colon) >= 0 else ()
    ):  # one heading in several languages
        kinds = {kind for part in match[1].split("/") if (kind := phrases.kind(part.strip())) is not None}
        if len(kinds) == 1:
            yield match.start(1), match.end(), kinds.pop()
    for match in _OF_ACTIVES.finditer(upper, 0, _behind_ingredients(upper)):
        kind = strong.kind(match[1])
        if kind and kind != "list" and match[1] not in strong:
            yield match.start(1), match.end(), kind
    for match in filter(None, (_OPENING.match(upper, place) for place in _line_starts(upper))):
        kind = strong.kind(match[1])
        if kind and match[1] not in strong:
            yield match.start(1), match.end(), kind


def _line_starts(upper: str) -> Iterator[int]:
    place = 0
    while place >= 0:
        yield place
        place = upper.find("\n", place) + 1 or -1


def damaged_may_contain(upper: str, start: int, end: int, phrases: NearPhrases) -> tuple[int, int] | None:
    """Return the span of a damaged "may contain:" between two places, or None."""
    for mark in _MARK.finditer(upper, start, end):
        before = upper[max(start, mark.start() - _LONGEST_BEFORE) : mark.start()].rstrip()
        match = _BEFORE_MARK.search(before)
        words = list(re.finditer(r"\S+", match[0])) if match else []
        for count in range(2, min(_MOST_WORDS, len(words)) + 1):
            phrase = match[0][words[-count].start() :] if match else ""
            if phrases.kind(phrase):
                return upper.rfind(phrase, start, mark.start()), mark.end()
    return None
