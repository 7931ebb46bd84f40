"""Weigh the answers: how probable each condition is, and what of that is shown."""

import math
from collections.abc import Mapping, Sequence
from operator import mul

from milium.domain.identify_facts import AGE, IdentifyFacts
from milium.engine.identify.patterns import View, holds

PARTS = 1_000_000
"""Shown probabilities are whole parts of this, so that they add up to exactly 1 and print short."""


def likelihoods(given: Mapping[str, str], facts: IdentifyFacts) -> list[float]:
    """Return how well each condition fits the answers; shape (conditions,), the best one is 1.

    A missing answer says nothing; age counts in the priors alone. Answers are added in the order
    of the interview, so that the order of giving them cannot matter.
    """
    rows = [columns[given[key]] for key, columns in facts.evidence.items() if key in given]
    if not rows:
        return [1.0] * len(facts.profiled)
    logs = list(map(math.fsum, zip(*rows, strict=True)))
    best = max(logs)
    return [math.exp(value - best) for value in logs]


def prior(bands: Sequence[str], flags: Sequence[str], facts: IdentifyFacts) -> list[float]:
    """Return the prior of each condition, mean over `bands`, times the ratios of ticked `flags`; not normalised."""
    total = [0.0] * len(facts.profiled)
    for band in bands:
        row = list(facts.priors[band])
        for flag in flags:
            for ratio in facts.ratios.get(flag, ()):
                if not ratio.ages or band in ratio.ages:
                    row[ratio.condition] *= ratio.ratio
        total = [a + b for a, b in zip(total, row, strict=True)]
    return total


def normalised(weights: Sequence[float]) -> list[float]:
    """Return weights as probabilities."""
    total = math.fsum(weights)
    return [weight / total for weight in weights]


def posterior(view: View, bands: Sequence[str], facts: IdentifyFacts) -> list[float]:
    """Return the probability of each profiled condition; shape (conditions,), sum 1, before floors and cap."""
    return normalised(list(map(mul, prior(bands, view.flags, facts), likelihoods(view.given, facts))))


def bands_in(view: View, facts: IdentifyFacts) -> tuple[str, ...]:
    """Return the bands whose priors hold in this view: its age, or all when the age is unknown."""
    age = view.given.get(AGE)
    return (age,) if age else facts.answers_of(AGE)


def floors_held(view: View, facts: IdentifyFacts) -> tuple[str, ...]:
    """Return the ids of the floors that hold."""
    return tuple(floor.id for floor in facts.floors if holds(floor.when, view))


def bounded(probabilities: Sequence[float], view: View, facts: IdentifyFacts) -> list[float]:
    """Return what may be shown: no dangerous group below its floor, nothing above the cap, sum exactly 1."""
    shown = list(probabilities)
    watched: tuple[int, ...] = ()
    for floor in facts.floors:
        if holds(floor.when, view):
            watched = floor.conditions
            shown = _lifted(shown, watched, floor.share)
    top = max(range(len(shown)), key=lambda i: (shown[i], -i))
    if shown[top] > facts.weighing.cap:
        scale = (1 - facts.weighing.cap) / (1 - shown[top])
        shown = [facts.weighing.cap if i == top else p * scale for i, p in enumerate(shown)]
    return _grained(shown, top, watched)


def _lifted(shown: list[float], group: tuple[int, ...], share: float) -> list[float]:
    have = math.fsum(shown[i] for i in group)
    if have >= share:
        return shown
    up, down = share / have, (1 - share) / (1 - have)
    return [p * (up if i in group else down) for i, p in enumerate(shown)]


def _grained(shown: list[float], top: int, watched: tuple[int, ...]) -> list[float]:
    """Round to whole parts, at least one each: nothing is impossible.

    Watched conditions are rounded up, the rest down; the top pays what is missing and the next one
    takes what is left, so that cap and floor hold.
    """
    parts = [
        max(1, math.ceil(p * PARTS) if i in watched and i != top else math.floor(p * PARTS))
        for i, p in enumerate(shown)
    ]
    left = PARTS - sum(parts)
    others = [i for i in range(len(parts)) if i != top]
    taker = top if left < 0 else max(others, key=lambda i: (parts[i], -i))
    parts[taker] += left
    return [part / PARTS for part in parts]


def ranked(shown: Sequence[float], first: str | None, facts: IdentifyFacts) -> tuple[tuple[str, float], ...]:
    """Return (condition, probability), most probable first.

    Args:
        shown: As `bounded` gives it.
        first: A condition without profile that a red flag puts first, or None. It takes the pack's
            `rule_share` and the others share the rest: the red flag, not a likelihood, speaks for it.
        facts: Names and the share.
    """
    named = list(zip(facts.profiled, shown, strict=True))
    if first is not None:
        rest = 1 - facts.weighing.rule_share
        kept = [max(1, math.floor(p * rest * PARTS)) for p in shown]
        named = [
            (first, (PARTS - sum(kept)) / PARTS),
            *((n, k / PARTS) for n, k in zip(facts.profiled, kept, strict=True)),
        ]
    return tuple(sorted(named, key=lambda pair: -pair[1]))
