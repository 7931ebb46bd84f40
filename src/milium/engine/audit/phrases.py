"""Tell quickly that a label says none of the phrases the findings look for."""

from functools import reduce
from operator import or_

from milium.domain.judging_facts import JudgingFacts
from milium.engine.audit.wording import fold

_MOST = 50_000
_LONGEST = 200  # characters of a stretch that is kept
_SHORTEST = 3  # letters of a word that tells anything
_BETWEEN = ","  # no word goes on over a comma, in any script


class _Heard(dict[str, int]):
    """Stretch between commas -> which words of the phrases it holds, as bits; made when first asked for."""

    def __init__(self, facts: JudgingFacts) -> None:
        super().__init__()
        labels = facts.labels
        groups = (labels.home_phrases, labels.non_comedogenic, labels.swallowed, *labels.claims.values())
        phrases = [phrase for group in groups for phrase in group]
        needed = [[w for w in phrase.replace("*", " ").split() if len(w) >= _SHORTEST] for phrase in phrases]
        words = sorted({word for held in needed for word in held})
        self._words = [(word, 1 << n) for n, word in enumerate(words)]
        self._needs = [sum(1 << words.index(word) for word in set(held)) for held in needed]
        self._answers: dict[int, bool] = {}

    def __missing__(self, stretch: str) -> int:
        """Look through a stretch."""
        folded = fold(stretch)
        heard = sum(bit for word, bit in self._words if word in folded)
        if len(stretch) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[stretch] = heard
        return heard

    def may_say(self, heard: int) -> bool:
        """Tell whether there are all words of any phrase."""
        answer = self._answers.get(heard)
        if answer is None:
            if len(self._answers) >= _MOST:
                self._answers.clear()
            answer = self._answers[heard] = any(need & heard == need for need in self._needs)
        return answer


def may_say(name: str, text: str, facts: JudgingFacts) -> bool:
    """Tell whether a product may say a phrase of home treatments, claims or food: False is sure, True is not.

    Args:
        name: Of the product.
        text: Of its label. The same names come again and again, so a stretch between commas is looked at once.
        facts: Facts of judging.
    """
    heard: _Heard | None = facts.kept.get(_Heard)
    if heard is None:
        heard = facts.kept[_Heard] = _Heard(facts)
    words = reduce(or_, map(heard.__getitem__, text.split(_BETWEEN)), heard[name] if name else 0)
    return words != 0 and heard.may_say(words)
