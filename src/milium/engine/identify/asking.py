"""Choose the question worth most now, or say that nothing more would change much."""

import math
from collections.abc import Sequence

from milium.domain.identify import TRIAGE, Triage
from milium.domain.identify_facts import AGE, FLAGS, IdentifyFacts
from milium.engine.identify.care_levels import RANK, levels_of
from milium.engine.identify.patterns import View, possible

NEGLIGIBLE = 1e-6  # such a condition cannot change the order of the questions


def next_question(
    view: View, shares: Sequence[float], triage: Triage, facts: IdentifyFacts, *, held_open: bool
) -> str | None:
    """Return the key of the question worth most, or None.

    The age and the signs that need help now come first (SR-87). Then the worth of a question is
    the information its answer is expected to give about each condition, in bits, weighted by the
    harm of a wrong care level for that condition. Below `weighing.enough` it is not asked, unless a
    red flag that could still raise the level reads it, or only open questions hold the level up.

    Args:
        view: The answers so far.
        shares: Probability of each condition; shape (conditions,).
        triage: The care level so far; at the highest nothing more is asked.
        facts: Questions, shares, harm.
        held_open: True when the level is only that high because questions are open.
    """
    if triage == TRIAGE[-1]:
        return None
    unanswered = _unanswered(view, facts)
    for key in facts.ask_first:
        if key in unanswered:
            return key
    if not unanswered:
        return None
    worth = {key: _worth(key, view, shares, facts) for key in unanswered}
    best = max(unanswered, key=worth.__getitem__)
    if worth[best] >= facts.weighing.enough:
        return best
    needed = unanswered if held_open else _could_raise(view, triage, facts)
    return max((key for key in unanswered if key in needed), key=worth.__getitem__, default=None)


def _unanswered(view: View, facts: IdentifyFacts) -> tuple[str, ...]:
    return tuple(key for key in facts.questions if (key not in view.given if key != FLAGS else not view.flags_complete))


def _worth(key: str, view: View, shares: Sequence[float], facts: IdentifyFacts) -> float:
    """Return the expected information, in bits weighted by harm; never negative.

    Sum over conditions c of P(c) harm(c) KL(P(answer | c) || P(answer)).
    """
    if key in {AGE, FLAGS}:
        return 0.0
    levels = levels_of(view, facts)
    seen = [
        (i, share, share * facts.harm[level])
        for i, (share, level) in enumerate(zip(shares, levels, strict=True))
        if share > NEGLIGIBLE
    ]
    total = 0.0
    for column in facts.likelihood[key].values():
        expected = math.fsum(share * column[i] for i, share, _ in seen)
        total += sum(weight * column[i] * math.log2(column[i] / expected) for i, _, weight in seen)
    return total


def _could_raise(view: View, triage: Triage, facts: IdentifyFacts) -> frozenset[str]:
    """Return the questions read by red flags that could still fire above the level."""
    return frozenset(
        key
        for rule in facts.red_flags
        for case in rule.cases
        if RANK[case.level] > RANK[triage] and possible(case.when, view)
        for key in case.reads
    )
