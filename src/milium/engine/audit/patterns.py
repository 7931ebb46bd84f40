"""The words of labels as patterns; one command reads one label, so each is compiled when it is needed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from milium.domain.name_facts import LabelWords
from milium.engine.audit.headings import NearPhrases

_NEVER = re.compile(r"(?!)")
_GAP = r"(?:\s*\([^()\n]{0,60}\))?"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Patterns:
    """The words of labels, for one text."""

    heading: re.Pattern[str]
    strong: re.Pattern[str]
    anywhere: re.Pattern[str]
    may_contain: re.Pattern[str]
    footnote: re.Pattern[str]
    boilerplate: re.Pattern[str]
    sun: re.Pattern[str]
    step: re.Pattern[str]
    kinds: Mapping[str, str]
    prose: frozenset[str]
    near: NearPhrases
    near_strong: NearPhrases
    near_may_contain: NearPhrases


def patterns_for(words: LabelWords, upper: str) -> Patterns:
    """Return the patterns for a text in plain capitals; those that can find nothing in it are not compiled."""
    return _compiled(_Words(words)).fitting(upper)


class _Compiled:
    """The words of labels as patterns; each is compiled only when a text holds a word it begins with."""

    def __init__(self, words: LabelWords) -> None:
        self.words = words
        self.kinds = {phrase: kind for kind, phrases in words.headings.items() for phrase in phrases}
        self.prose = frozenset(words.prose)
        self.near = NearPhrases(self.kinds)
        self.near_strong = NearPhrases({p: self.kinds.get(p, "list") for p in words.strong_headings})
        self.near_may_contain = NearPhrases(dict.fromkeys(words.may_contain, "may_contain"))
        self.signs = {
            "strong": _beginnings(words.strong_headings),
            "anywhere": _beginnings(words.headings_anywhere),
            "may_contain": _beginnings(words.may_contain),
            "boilerplate": _beginnings(words.boilerplate),
            "footnote": frozenset("*"),
        }

    def fitting(self, upper: str) -> "Patterns":
        """Return the patterns for one text."""
        found: dict[str, re.Pattern[str]] = {
            name: getattr(self, name) if any(sign in upper for sign in signs) else _NEVER
            for name, signs in self.signs.items()
        }
        return Patterns(
            self.heading,
            found["strong"],
            found["anywhere"],
            found["may_contain"],
            found["footnote"],
            found["boilerplate"],
            sun=self.sun,
            step=self.step,
            kinds=self.kinds,
            prose=self.prose,
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
        return re.compile(rf"(?<![A-Z])(?:[0-9.,]{{1,6}}\s?)?(?:{_either(self.words.boilerplate)})(?![A-Z])")

    @cached_property
    def step(self) -> re.Pattern[str]:
        return re.compile(rf"\W*(?:{_either(self.words.step_words)})\s*[0-9]{{1,2}}(?![0-9,.%])")

    @cached_property
    def sun(self) -> re.Pattern[str]:
        return re.compile(rf"\W*(?:{_either(self.words.spf)})\s*[:=-]?\s*[0-9]{{1,3}}(?![0-9])")


def _beginnings(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.split(" ")[0] for phrase in phrases)


class _Words:
    """Makes the words of labels a key for the memo of patterns (compared by identity)."""

    def __init__(self, words: LabelWords) -> None:
        self.words = words

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Words) and other.words is self.words

    def __hash__(self) -> int:
        return id(self.words)


@lru_cache(maxsize=4)
def _compiled(held: _Words) -> _Compiled:
    return _Compiled(held.words)


def _either(phrases: Iterable[str]) -> str:
    ordered = sorted(set(phrases), key=lambda p: (-len(p), p))
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in ordered)
