"""Tell which open questions could still raise the care level: while there is one, self-care is not said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from milium.domain.identify import TRIAGE, Triage
from milium.domain.identify_facts import FLAGS, CareCase, IdentifyFacts
from milium.engine.identify.care_levels import RANK, contradictions, doubted, highest, level_by_beliefs, red_flags
from milium.engine.identify.patterns import View, possible


def unanswered(view: View, facts: IdentifyFacts) -> tuple[str, ...]:
    """Return the open questions, in the order of the interview; flags with one "not sure" are open."""
    return tuple(key for key in facts.questions if is_unanswered(key, view))


def is_unanswered(key: str, view: View) -> bool:
    """Tell whether a question is open."""
    return not view.flags_complete if key == FLAGS else key not in view.given


def may_fire(view: View, above: Triage, facts: IdentifyFacts) -> tuple[CareCase, ...]:
    """Return the cases of red flags above a level that hold, or that some answers to open questions make hold."""
    return tuple(
        case
        for rule in facts.red_flags
        for case in rule.cases
        if RANK[case.level] > RANK[above] and possible(case.when, view)
    )


def raising(views: Sequence[View], facts: IdentifyFacts) -> frozenset[str]:
    """Return the open questions that keep self-care from being said.

    Args:
        views: Every way to see the person. By what was said so far, each is a case of self-care.
        facts: The pack.

    Returns:
        The questions that are asked before anything else, while they are open; every open question
        of a red flag that any answers to the open questions could fire; every question of which a
        single answer would raise the level by what is then probable, or by answers that contradict
        each other. Empty when no answer to one open question could raise the level, nor any answers
        to several of them fire a red flag.
    """
    return frozenset(key for view in views for key in _raising(view, facts))


def _raising(view: View, facts: IdentifyFacts) -> frozenset[str]:
    left = unanswered(view, facts)
    first = frozenset(key for key in facts.ask_first if key in left)
    cases = may_fire(view, TRIAGE[0], facts)
    read = frozenset(key for case in cases for key in case.reads if key in left)
    if first or read:  # the answer cannot be self-care: what else could raise it is found out when these are answered
        return first | read
    return frozenset(key for key in left if any(RANK[level] > 0 for level in _levels_after(key, view, facts)))


def _levels_after(key: str, view: View, facts: IdentifyFacts) -> Iterator[Triage]:
    """Yield the care level after each answer to one open question."""
    for word in facts.answers_of(key):
        after = answered(view, key, word)
        yield level_by_beliefs(after, facts, TRIAGE[0])
        if contradictions(after, facts):
            others = doubted((after,), facts)
            yield highest(flag.urgency for flag in red_flags(others, facts))
            yield highest(level_by_beliefs(other, facts, TRIAGE[0]) for other in others)


def answered(view: View, key: str, word: str) -> View:
    """Return the view with one more answer."""
    given: Mapping[str, str] = {**view.given, key: word}
    return replace(view, given=given)
