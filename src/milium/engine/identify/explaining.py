"""Explain an identification: what fits, what would change the care level, what looks alike."""

import math
from dataclasses import dataclass, replace

from milium.domain.identify import Answers, Context, Identification, Triage
from milium.domain.identify_facts import AGE, FLAGS, IdentifyFacts, Pair
from milium.engine.identify.care_levels import RANK
from milium.engine.identify.identifying import NO_CONTEXT, triage_of
from milium.engine.identify.patterns import holds
from milium.engine.identify.persons import see


@dataclass(frozen=True, slots=True)
class Speaks:
    """An answer and how much it speaks for a condition against the others, in bits."""

    question: str
    answer: str
    bits: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What speaks for the first condition and what against it, strongest first."""

    condition: str
    fits: tuple[Speaks, ...]
    against: tuple[Speaks, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that would raise the care level to `triage`."""

    question: str
    answer: str
    triage: Triage


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to say or ask without a level: the red flag it belongs to, and the sentence."""

    id: str
    says: str


def explain(answers: Answers, identification: Identification, facts: IdentifyFacts) -> Explanation:
    """Say which answers speak most for the first condition.

    The weight of an answer is log2 of its share under the condition over its mean share under all
    others, each as probable as `identification` says. Age is left out: it speaks through the base
    rates. A condition that only a red flag put first has no shares, so nothing fits or is against.
    """
    top, share = identification.candidates[0]
    if top not in facts.profiled or share >= 1:
        return Explanation(top, (), ())
    place = {name: i for i, name in enumerate(facts.profiled)}
    rest = [(place[name], p / (1 - share)) for name, p in identification.candidates[1:] if name in place]
    found = []
    for key, columns in facts.likelihood.items():
        word = answers.get(key)
        if word is not None and key != AGE:
            column = columns[word]
            usual = math.fsum(column[i] * p for i, p in rest)
            found.append(Speaks(key, word, math.log2(column[place[top]] / usual)))
    found.sort(key=lambda speaks: -speaks.bits)
    return Explanation(top, tuple(s for s in found if s.bits > 0), tuple(s for s in reversed(found) if s.bits < 0))


def what_would_change(answers: Answers, facts: IdentifyFacts, context: Context = NO_CONTEXT) -> tuple[Change, ...]:
    """Return every single answer that would raise the care level, most urgent first.

    All other answers of all questions are tried, and each flag. The age is tried only while it is unknown.
    """
    now = triage_of(answers, facts, context)
    found = []
    for key, question in facts.questions.items():
        if key == AGE and (answers.get(AGE) or context.age):
            continue
        words = facts.flags if key == FLAGS else question.words
        for word in words:
            tried = _with(answers, key, word)
            level = now if tried == answers else triage_of(tried, facts, context)
            if RANK[level] > RANK[now]:
                found.append(Change(key, word, level))
    return tuple(sorted(found, key=lambda change: -RANK[change.triage]))


def _with(answers: Answers, key: str, word: str) -> Answers:
    if key != FLAGS:
        return replace(answers, given={**answers.given, key: word})
    ticked = answers.flags or ()
    return answers if word in ticked else replace(answers, flags=(*ticked, word))


def lookalikes(condition: str, facts: IdentifyFacts) -> tuple[Pair, ...]:
    """Return the pairs that hold a condition, those that must be asked about first."""
    pairs = [pair for pair in facts.pairs if any(condition in side for side in pair.sides)]
    return tuple(sorted(pairs, key=lambda pair: pair.weight != "must ask"))


def offers(answers: Answers, facts: IdentifyFacts, context: Context = NO_CONTEXT) -> tuple[Offer, ...]:
    """Return what is said without a level, such as taking out near the eye by an eye clinician."""
    views = see(answers, facts, context).views
    return tuple(
        Offer(rule.id, rule.offer)
        for rule in facts.red_flags
        if rule.offer_when is not None and any(holds(rule.offer_when, view) for view in views)
    )
