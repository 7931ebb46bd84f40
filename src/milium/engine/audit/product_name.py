"""What a product name says: its roles, its place, its sun protection; each looked up once for each name."""

import re
from functools import lru_cache

from milium.domain.judging_facts import JudgingFacts, RoleFacts
from milium.domain.once import once
from milium.engine.audit.wording import find_word, fold

SPF_MOST = 200


class NameSays:
    """What a product name says. A name that is empty says nothing.

    Args:
        name: As the person or the shop wrote it.
        facts: Facts of judging.
    """

    def __init__(self, name: str, facts: JudgingFacts) -> None:
        self.name, self.folded = name, fold(name) if name else ""
        self._facts, self._rules = facts, facts.roles

    @once
    def roles(self) -> tuple[tuple[str, str], ...]:
        """Return (role, telling word), in the order of the pack."""
        if not self.folded:
            return ()
        found = ((role, find_word(self.folded, words)) for role, words in self._rules.words.items())
        unless = self._rules.unless
        out = [(role, word) for role, word in found if word and not find_word(self.folded, unless.get(role, ()))]
        if self.spf is not None and not self.no_sunscreen:
            out.append(("sunscreen", f"SPF {self.spf:g}"))
        return tuple(out)

    @once
    def spf(self) -> float | None:
        """Return the sun protection factor it states, or None."""
        return spf_in_name(self.name, self._rules)

    @once
    def broad(self) -> bool:
        """Tell whether it states UVA protection."""
        return is_broad_in_name(self.name, self._rules)

    @once
    def no_sunscreen(self) -> bool:
        """Tell whether a word of it takes back that this is a sunscreen ("after sun")."""
        return find_word(self.folded, self._rules.unless["sunscreen"]) is not None

    @once
    def no_moisturiser(self) -> bool:
        """Tell whether it is of a light product that is no moisturiser by its list alone."""
        return find_word(self.folded, self._rules.no_moisturiser) is not None

    @once
    def scrub_word(self) -> str | None:
        """Return the word that calls it a scrub, or None."""
        return find_word(self.folded, self._rules.words["scrub"])

    @once
    def hints_at_scrub(self) -> bool:
        """Tell whether it is called a scrub, or may be one beside grains."""
        return find_word(self.folded, self._rules.words["scrub"] + self._rules.scrub_hints) is not None

    @once
    def tool(self) -> str | None:
        """Return which thing without a label it speaks of, or None."""
        rules = self._rules
        if not self.folded or find_word(self.folded, rules.no_tools):
            return None
        return next((tool for tool, words in rules.tools.items() if find_word(self.folded, words)), None)

    @once
    def place(self) -> str | None:
        """Return the place of use it speaks of; None for the face, and for no place."""
        rules = self._rules
        if not self.folded or find_word(self.folded, rules.face_words):
            return None
        return next((place for place, words in rules.place_words.items() if find_word(self.folded, words)), None)

    @once
    def is_for_the_day(self) -> bool:
        """Tell whether it says that it is used by day, and not by night."""
        labels = self._facts.labels
        by_day = find_word(self.folded, labels.day_words) is not None
        return by_day and find_word(self.folded, labels.night_words) is None


def says(name: str, facts: JudgingFacts) -> NameSays:
    """Return what a product name says; the same name is looked at once."""
    key = (NameSays, name)
    found: NameSays | None = facts.memo.get(key)
    if found is None:
        facts.remember(key, found := NameSays(name, facts))
    return found


def is_broad_in_name(name: str, rules: RoleFacts) -> bool:
    """Tell whether a product name states UVA protection ("Broad Spectrum SPF 30", "SPF50+ PA+++")."""
    return bool(name) and _broad(rules.broad_words).search(name.casefold()) is not None


def spf_in_name(name: str, rules: RoleFacts) -> float | None:
    """Return the sun protection factor a product name states ("SPF 50+", "LSF30"), or None."""
    if not name:
        return None
    match = _protection(rules.spf_words).search(name.casefold())
    value = float(match[1]) if match else None
    return value if value is not None and 0 < value <= SPF_MOST else None


@lru_cache(maxsize=8)
def _broad(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in words)
    return re.compile(rf"(?<![a-z])(?:{parts})")


@lru_cache(maxsize=8)
def _protection(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = "|".join(map(re.escape, words))
    return re.compile(rf"\b(?:{parts})[\s-]*(\d{{1,3}})(?!\d)")
