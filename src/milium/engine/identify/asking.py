"""Choose the question worth most now, or say that nothing more would change much."""

import math
from collections.abc import Iterable, Mapping, Sequence

from milium.domain.identify import TRIAGE, Triage
from milium.domain.identify_facts import AGE, FLAGS, CareCase, IdentifyFacts
from milium.engine.identify.care_levels import RANK, levels_of
from milium.engine.identify.open_questions import answered, may_fire, unanswered
from milium.engine.identify.patterns import View, holds, possible

NEGLIGIBLE = 1e-6  # such a condition cannot change the order of the questions


def next_question(
    view: View, shares: Sequence[float], triage: Triage, facts: IdentifyFacts, *, holding: frozenset[str]
) -> str | None:
    """Return the key of the question worth most, or None.

    The signs that need help now and the age come first (SR-87). Then the worth of a question is
    how much shorter the interview is expected to be once it is answered. What is left of it is one
    question for each open question that a red flag still reads, and one for each bit that is open
    about the condition (one question settles at most about one). Bits are weighted by the harm of
    a wrong care level for the condition. A question that no red flag reads is not asked when its
    weighted bits are below `weighing.enough`. An emergency that one more answer could lift is asked
    about at once.

    Args:
        view: The answers so far.
        shares: Probability of each condition; shape (conditions,).
        triage: The care level so far; an emergency that no answer can lift ends the questions.
        facts: Questions, shares, harm.
        holding: Open questions without which the level would be self-care.
    """
    if any(not possible(case.when, view, wanted=False) for case in _cases(TRIAGE[-1], facts)):
        return None
    left = unanswered(view, facts)
    first = [key for key in facts.ask_first if key in left]
    if first or not left:
        return first[0] if first else None
    lifting = _could_lift(view, triage, facts)
    if triage == TRIAGE[-1] and lifting.intersection(left):
        left = tuple(key for key in left if key in lifting)
    cases = may_fire(view, TRIAGE[0] if holding else triage, facts)
    needed = holding | lifting | {key for case in cases for key in case.reads}
    harms = [share * facts.harm[level] for share, level in zip(shares, levels_of(view, facts), strict=True)]
    bits = {key: _bits(key, shares, harms, facts) for key in left}
    asked = [key for key in left if key in needed or bits[key] >= facts.weighing.enough]
    most = math.fsum(harms)
    return max(asked, key=lambda key: bits[key] / most + _closed(key, view, shares, cases, facts), default=None)


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


def _bits(key: str, shares: Sequence[float], harms: Sequence[float], facts: IdentifyFacts) -> float:
    """Return the expected information, in bits weighted by harm; never negative.

    Sum over conditions c of P(c) harm(c) KL(P(answer | c) || P(answer)).
    """
    if key in {AGE, FLAGS}:
        return 0.0
    seen = [(i, share, harms[i]) for i, share in enumerate(shares) if share > NEGLIGIBLE]
    total = 0.0
    for column in facts.likelihood[key].values():
        expected = math.fsum(share * column[i] for i, share, _ in seen)
        total += sum(weight * column[i] * math.log2(column[i] / expected) for i, _, weight in seen)
    return total


def _closed(key: str, view: View, shares: Sequence[float], cases: Sequence[CareCase], facts: IdentifyFacts) -> float:
    """Return how many open questions are expected to matter no more once `key` is answered."""
    place = {name: 1 << i for i, name in enumerate(facts.questions) if name not in view.given and name != FLAGS}
    weighed = [(RANK[case.level], _mask(case.reads, place), case) for case in cases]
    now = _union(mask for _, mask, _ in weighed).bit_count()
    apart = [(rank, mask) for rank, mask, case in weighed if key not in case.reads]
    touched = [row for row in weighed if key in row[2].reads]
    if not touched:
        return 0.0
    gone = 0.0
    for word, column in facts.likelihood[key].items():
        after = answered(view, key, word)
        level = max((rank for rank, _, case in touched if holds(case.when, after)), default=0)
        still = _union(mask for rank, mask in apart if rank > level)
        still |= _union(mask for rank, mask, case in touched if rank > level and possible(case.when, after))
        gone += sum(map(float.__mul__, shares, column)) * (now - (still & ~place[key]).bit_count())
    return gone


def _mask(reads: Iterable[str], place: Mapping[str, int]) -> int:
    return sum(place.get(key, 0) for key in reads)


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union
