"""How soon someone should look: red flags, the levels of conditions, and what the probabilities ask for."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from operator import mul

from milium.domain.identify import TRIAGE, RedFlag, Triage
from milium.domain.identify_facts import CareCase, Condition, IdentifyFacts
from milium.engine.identify.beliefs import bands_in, likelihoods, normalised, prior
from milium.engine.identify.patterns import View, holds

RANK = {level: rank for rank, level in enumerate(TRIAGE)}


def highest(levels: Iterable[Triage]) -> Triage:
    """Return the most urgent level; self-care when there is none."""
    return max(levels, key=RANK.__getitem__, default=TRIAGE[0])


def red_flags(views: Iterable[View], facts: IdentifyFacts) -> tuple[RedFlag, ...]:
    """Return every red flag that fires in any view, at its highest level, most urgent first."""
    found: dict[str, Triage] = {}
    for view in views:
        for rule in facts.red_flags:
            levels = _levels(rule.cases, view)
            if levels:
                found[rule.id] = highest((*levels, found.get(rule.id, TRIAGE[0])))
    fired = [RedFlag(rule.id, found[rule.id], (rule.id,)) for rule in facts.red_flags if rule.id in found]
    return tuple(sorted(fired, key=lambda flag: -RANK[flag.urgency]))


def _levels(cases: Iterable[CareCase], view: View) -> tuple[Triage, ...]:
    return tuple(case.level for case in cases if holds(case.when, view))


def level_of(condition: Condition, view: View) -> Triage:
    """Return the care level of a condition for these answers ("on wish" is self-care with an offer)."""
    return highest((condition.care, *_levels(condition.raised, view)))


def levels_of(view: View, facts: IdentifyFacts) -> list[Triage]:
    """Return the care level of each profiled condition; shape (conditions,)."""
    return [level_of(facts.conditions[name], view) for name in facts.profiled]


def contradictions(view: View, facts: IdentifyFacts) -> tuple[str, ...]:
    """Return the ids of the contradictions among the answers."""
    return tuple(c.id for c in facts.contradictions if holds(c.when, view))


def level_by_beliefs(view: View, facts: IdentifyFacts, known: Triage) -> Triage:
    """Return the level that the probabilities ask for (RF20 when nothing is sure).

    A ticked flag makes some condition more probable and so others less. So that ticking a flag
    that a red flag reads can never lower the level, every part of such flags is weighed and the
    highest level counts. `known` is the level that holds anyway: nothing below it is searched.
    """
    levels = levels_of(view, facts)
    bands = bands_in(view, facts)
    fit = likelihoods(view.given, facts)
    doubtful = bool(contradictions(view, facts))

    def level(flags: Sequence[str]) -> Triage:
        return _level(normalised(list(map(mul, prior(bands, flags, facts), fit))), levels, facts, doubtful)

    found = level(view.flags)
    loose = [flag for flag in view.flags if flag in facts.read_flags and flag in facts.ratios]
    firm = [flag for flag in view.flags if flag not in loose]
    reach = highest((known, found, _reachable(view, firm, levels, facts, fit)))
    for size in range(len(loose)):
        for part in combinations(loose, size):
            if RANK[highest((known, found))] >= RANK[reach]:
                return found
            found = highest((found, level([*firm, *part])))
    return found


def _reachable(
    view: View, firm: Sequence[str], levels: Sequence[Triage], facts: IdentifyFacts, fit: Sequence[float]
) -> Triage:
    """Return a level that no part of the loose flags can exceed: ratios are at least 1."""
    bands = bands_in(view, facts)
    total = sum(map(mul, prior(bands, firm, facts), fit))
    most = [weight / total for weight in map(mul, prior(bands, view.flags, facts), fit)]
    return highest(
        (
            facts.while_open,
            *(level for share, level in zip(most, levels, strict=True) if share >= facts.weighing.possible),
        )
    )


def _level(shares: Sequence[float], levels: Sequence[Triage], facts: IdentifyFacts, doubtful: bool) -> Triage:
    best = max(shares)
    if best >= facts.weighing.sure and not doubtful:
        return levels[shares.index(best)]
    counted = [level for share, level in zip(shares, levels, strict=True) if share >= facts.weighing.possible]
    return highest(counted) if counted else facts.while_open


def doubted(views: Iterable[View], facts: IdentifyFacts) -> tuple[View, ...]:
    """Return the views without one contradicted answer each: such an answer never lowers a level."""
    found = []
    for view in views:
        asked = [c.reads for c in facts.contradictions if holds(c.when, view)]
        for key in facts.questions:
            if key in view.given and any(key in questions for questions in asked):
                found.append(view.without(key))
    return tuple(found)
