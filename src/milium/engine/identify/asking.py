"""Choose the question worth most now, or say that nothing more would change much."""

import math
from collections.abc import Sequence

from milium.domain.identify import TRIAGE, Triage
from milium.domain.identify_facts import AGE, FLAGS, CareCase, IdentifyFacts
from milium.engine.identify.care_levels import RANK, levels_of
from milium.engine.identify.patterns import View, holds, possible

NEGLIGIBLE = 1e-6  # such a condition cannot change the order of the questions


def next_question(
    view: View, shares: Sequence[float], triage: Triage, facts: IdentifyFacts, *, held_open: bool
) -> str | None:
    """Return the key of the question worth most, or None.

    The signs that need help now and the age come first (SR-87). Then the worth of a question is
    the information its answer is expected to give about each condition, in bits, weighted by the
    harm of a wrong care level for that condition. Below `weighing.enough` it is not asked, unless a
    red flag that could still raise or lift the level reads it, or only open questions hold the
    level up. An emergency that one more answer could lift is asked about at once.

    Args:
        view: The answers so far.
        shares: Probability of each condition; shape (conditions,).
        triage: The care level so far; an emergency that no answer can lift ends the questions.
        facts: Questions, shares, harm.
        held_open: True when the level is only that high because questions are open.
    """
    if any(not possible(case.when, view, wanted=False) for case in _cases(TRIAGE[-1], facts)):
        return None
    unanswered = _unanswered(view, facts)
    for key in facts.ask_first:
        if key in unanswered:
            return key
    lifting = _could_lift(view, triage, facts)
    worth = {key: _worth(key, view, shares, facts) for key in unanswered}
    needed = unanswered if held_open else lifting | _could_raise(view, triage, facts)
    urgent = triage == TRIAGE[-1] and any(key in lifting for key in unanswered)
    asked = [
        key
        for key in unanswered
        if (key in lifting if urgent else key in needed or worth[key] >= facts.weighing.enough)
    ]
    return max(asked, key=worth.__getitem__, default=None)


def _cases(level: Triage, facts: IdentifyFacts) -> list[CareCase]:
    return [case for rule in facts.red_flags for case in rule.cases if case.level == level]


def _could_lift(view: View, triage: Triage, facts: IdentifyFacts) -> frozenset[str]:
    """Return the questions whose answer could end a red flag that holds the level."""
    return frozenset(
        key
        for case in _cases(triage, facts)
        if holds(case.when, view) and possible(case.when, view, wanted=False)
        for key in case.reads
    )


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
