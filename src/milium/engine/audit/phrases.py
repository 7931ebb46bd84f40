"""Tell quickly that a label says none of the phrases the findings look for."""

from milium.domain.judging_facts import JudgingFacts
from milium.engine.audit.wording import fold, stems_of

_MOST = 200_000
_LONGEST = 200  # characters of a stretch that is kept
_BETWEEN = ","  # no word goes on over a comma, in any script


class _Silent(set[str]):
    """Stretches between commas that hold no word of any phrase."""

    def __init__(self, facts: JudgingFacts) -> None:
        super().__init__()
        labels = facts.labels
        every = (labels.home_phrases, labels.non_comedogenic, *labels.claims.values())
        self.stems = tuple(sorted({stem for phrases in every for stem in stems_of(phrases)}))

    def learn(self, stretch: str) -> bool:
        """Tell whether a stretch holds no such word, and remember it then."""
        folded = fold(stretch)
        if any(stem in folded for stem in self.stems):
            return False
        if len(stretch) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self.add(stretch)
        return True


def may_say(text: str, facts: JudgingFacts) -> bool:
    """Tell whether a text may hold one of the phrases of home treatments and claims: False is sure, True is not.

    The same names come again and again, so a stretch between commas is looked at once.
    """
    silent: _Silent | None = facts.kept.get(_Silent)
    if silent is None:
        silent = facts.kept[_Silent] = _Silent(facts)
    stretches = text.split(_BETWEEN)
    if silent.issuperset(stretches):
        return False
    return not all(stretch in silent or silent.learn(stretch) for stretch in stretches)
