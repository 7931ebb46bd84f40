"""The words of labels as patterns; one command reads one label, so each is compiled when it is needed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from milium.domain.name_facts import MEMO_AT_MOST, LabelWords
from milium.engine.audit.headings import NearPhrases
from milium.engine.audit.signs import first_words, places_of, runs_in

_LONGEST_NUMBER = 7  # signs of a number and a blank, ahead of a shop's phrase
_COUNTRY = (
    r"\(?(?:GB|UK|US|EN|FR|DE|AT|CH|ES|IT|PT|BR|PL|NL|BE)\)?[ :-]{1,2}"  # ahead of a pack's words in one language
)
_STEP_NUMBER = r"[0-9]{1,2}(?![0-9%]|[.,][0-9])"
_GAP = r"(?:\s*\([^()\n]{0,60}\))?"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Patterns:
    """The words of labels, for one text; None for what cannot be in it.

    Attributes:
        heads: First words of headings that are in the text; None when they cannot be told by their letters.
        shop_heads: First words of a shop's phrases that are in the text.
        says_sun: It may state sun protection.
        says_opening: It may state how long the product keeps once opened.
        no_prose: No word of prose is in the text.
        says_nothing: None of the words of labels is.
    """

    heading: re.Pattern[str] | None
    heads: tuple[str, ...] | None
    shop_heads: tuple[str, ...]
    strong: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None
    may_contain: re.Pattern[str] | None
    footnote: re.Pattern[str] | None
    boilerplate: re.Pattern[str] | None
    sun: re.Pattern[str] | None
    step: re.Pattern[str] | None
    step_head: re.Pattern[str] | None
    says_sun: bool
    says_opening: bool
    no_prose: bool
    says_nothing: bool
    kinds: Mapping[str, str]
    prose: frozenset[str]
    purposes: frozenset[str]
    near: NearPhrases
    near_strong: NearPhrases
    near_may_contain: NearPhrases

    def headings(self, upper: str) -> Iterator[re.Match[str]]:
        """Yield the headings of the text, as `finditer` would."""
        if self.heading is None:
            return
        if self.heads is None:
            yield from self.heading.finditer(upper)
            return
        end = 0
        for place in places_of(self.heads, upper):
            match = self.heading.match(upper, place) if place >= end else None
            if match is not None:
                yield match
                end = match.end()

    def shop_words(self, upper: str, start: int, end: int) -> int | None:
        """Return where the first words of a shop begin between two places, as a search for them would."""
        if self.boilerplate is None:
            return None
        for place in places_of(self.shop_heads, upper, start, end):
            for begin in range(max(start, place - _LONGEST_NUMBER), place + 1):
                if self.boilerplate.match(upper, begin, end):
                    return begin
        return None


def patterns_for(words: LabelWords, upper: str) -> Patterns:
    """Return the patterns for a text in plain capitals; those that can find nothing in it are not compiled."""
    return _compiled(words).fitting(upper)


class _Compiled:
    """The words of labels as patterns; each is compiled only when a text holds a word it begins with."""

    def __init__(self, words: LabelWords) -> None:
        self.words = words
        self.kinds = {phrase: kind for kind, phrases in words.headings.items() for phrase in phrases}
        self.prose = frozenset(words.prose)
        self.purposes = frozenset(words.purposes)
        self.near = NearPhrases(self.kinds)
        self.near_strong = NearPhrases({p: self.kinds.get(p, "list") for p in words.strong_headings})
        self.near_may_contain = NearPhrases(dict.fromkeys(words.may_contain, "may_contain"))
        self.opened = {
            "heading": first_words(self.kinds),
            "strong": first_words(words.strong_headings),
            "anywhere": first_words(words.headings_anywhere),
            "may_contain": first_words(words.may_contain),
            "boilerplate": first_words(words.boilerplate),
            "sun": first_words(words.spf),
            "step": first_words(words.step_words),
            "prose": first_words(words.prose),
            "says_sun": first_words((*words.spf, *words.broad_spectrum)),
            "says_opening": first_words((*words.after_opening, *words.months[:1])),
        }
        self._first_runs = frozenset[str]().union(*(opened.runs for opened in self.opened.values()))
        self._with_plain_others = [opened for opened in self.opened.values() if opened.ascii_others]
        self._fitting: dict[frozenset[int], Patterns] = {}
        self._signs = _Signs(self)

    def fitting(self, upper: str) -> Patterns:
        """Return the patterns for one text; texts with the same signs share them.

        No phrase reaches over a comma, so the text is looked at between commas, and the same
        words are looked at once.
        """
        key = frozenset(map(self._signs.__getitem__, upper.split(",")))
        fitting = self._fitting.get(key)
        if fitting is None:
            found = [self._signs.known[number] for number in key]
            fitting = self._fitting[key] = self._made(found)
        return fitting

    def signs(self, upper: str) -> "Sign":
        """Return what may be found in a part of a text, and the first words of the headings in it."""
        runs = runs_in(upper)
        if runs.isdisjoint(self._first_runs) and upper.isascii() and not self._has_plain_sign(upper):
            return _NO_SIGN
        found = [name for name, opened in self.opened.items() if opened.may_be_in(upper, runs)]
        if "*" in upper:
            found.append("footnote")
        heads: tuple[str, ...] | None = ()
        if "heading" in found:
            opened = self.opened["heading"]
            heads = None if opened.others_in(upper) else tuple(opened.heads_in(runs))
        shop = self.opened["boilerplate"].words_in(upper, runs) if "boilerplate" in found else ()
        return Sign(tuple(found), heads, shop)

    def _has_plain_sign(self, upper: str) -> bool:
        """Tell whether one of the signs that are no letters, or a phrase that begins with one, is in a text."""
        return "*" in upper or any(opened.others_in(upper) for opened in self._with_plain_others)

    def _made(self, signs: Sequence["Sign"]) -> Patterns:
        found = {name for sign in signs for name in sign.names}
        told = all(sign.heads is not None for sign in signs)
        return Patterns(
            heading=self.heading if "heading" in found else None,
            heads=tuple(sorted({h for sign in signs for h in sign.heads or ()})) if told else None,
            shop_heads=tuple(sorted({h for sign in signs for h in sign.shop_heads})),
            strong=self.strong if "strong" in found else None,
            anywhere=self.anywhere if "anywhere" in found else None,
            may_contain=self.may_contain if "may_contain" in found else None,
            footnote=self.footnote if "footnote" in found else None,
            boilerplate=self.boilerplate if "boilerplate" in found else None,
            sun=self.sun if "sun" in found else None,
            step=self.step if "step" in found else None,
            step_head=self.step_head if "step" in found else None,
            says_sun="says_sun" in found,
            says_opening="says_opening" in found,
            no_prose="prose" not in found,
            says_nothing=not found,
            kinds=self.kinds,
            prose=self.prose,
            purposes=self.purposes,
            near=self.near,
            near_strong=self.near_strong,
            near_may_contain=self.near_may_contain,
        )

    @cached_property
    def heading(self) -> re.Pattern[str]:
        end = r"\s*(?:\??:+|\?|=|>|\]|-(?=\s)|(?=\n|\Z))"
        return re.compile(rf"(?<![A-Z])({_either(self.kinds)}){_GAP}{end}")

    @cached_property
    def strong(self) -> re.Pattern[str]:
        return re.compile(rf"(?:^|\n)[ \t•-]{{0,20}}({_either(self.words.strong_headings)}){_GAP}\s+(?=\S)")

    @cached_property
    def anywhere(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![A-Z])({_either(self.words.headings_anywhere)}){_GAP}\s+(?=\S)")

    @cached_property
    def may_contain(self) -> re.Pattern[str]:
        phrases = _either(self.words.may_contain)
        return re.compile(
            rf"(?:[\[(]\s{{0,9}})?(?:\+\s?/\s?-\s{{0,9}})?[\[(]?(?<![A-Z])(?:{phrases})(?![A-Z])"
            rf"(?:\s*/\s*(?:{phrases}))*\s*(?:\(?\s*\+\s*/?\s*-\s*\)?)?\s*:?"
        )

    @cached_property
    def footnote(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\*)\(?\*+\)?\s*=?:?\s*(?:{_either(self.words.footnotes)})(?![A-Z])")

    @cached_property
    def boilerplate(self) -> re.Pattern[str]:
        share = r"[0-9.,]{1,6}\s?(?=%)"  # "99 % of the total"; any other number may be of a name ("Red 40 Made in")
        ahead = rf"(?:{share}|{_COUNTRY})?"
        return re.compile(rf"(?<![A-Z]){ahead}(?:{_either(self.words.boilerplate)})(?![A-Z])")

    @cached_property
    def step(self) -> re.Pattern[str]:
        return re.compile(rf"\W*(?:{_either(self.words.step_words)})\s*{_STEP_NUMBER}")

    @cached_property
    def step_head(self) -> re.Pattern[str]:
        words = _either(self.words.step_words)
        opens = r"(?:\A|(?<=\n)|(?<=[.\])]\s))[ \t•*#-]{0,9}"
        return re.compile(rf"{opens}((?:{words})\s*{_STEP_NUMBER}[^\n:;]{{0,60}}?)\s?:(?=[ \t]+\S)")

    @cached_property
    def sun(self) -> re.Pattern[str]:
        return re.compile(rf"\W*(?:{_either(self.words.spf)})\s*[:=-]?\s*[0-9]{{1,3}}(?![0-9])")


class Sign(NamedTuple):
    """What may be found in a part of a text: patterns, and first words of headings and of a shop's phrases."""

    names: tuple[str, ...]
    heads: tuple[str, ...] | None
    shop_heads: tuple[str, ...]


_NO_SIGN = Sign((), (), ())


class _Signs(dict[str, int]):
    """Part of a text -> number of its signs in `known`."""

    def __init__(self, compiled: _Compiled) -> None:
        super().__init__()
        self._compiled = compiled
        self.known: list[Sign] = []

    def __missing__(self, upper: str) -> int:
        if len(self) >= MEMO_AT_MOST:
            self.clear()
        sign = self._compiled.signs(upper)
        if sign not in self.known:
            self.known.append(sign)
        number = self[upper] = self.known.index(sign)
        return number


@lru_cache(maxsize=4)
def _compiled(words: LabelWords) -> _Compiled:
    """Return the patterns of some words of labels (which are compared by identity)."""
    return _Compiled(words)


def _either(phrases: Iterable[str]) -> str:
    ordered = sorted(set(phrases), key=lambda p: (-len(p), p))
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in ordered)
