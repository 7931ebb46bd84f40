"""Explain an identification: what fits, what would change the care level, what looks alike."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from milium.domain.identify import Answers, Context, Identification, Triage
from milium.domain.identify_facts import AGE, FLAGS, IdentifyFacts, Pair
from milium.engine.identify.care_levels import RANK, doubted, red_flags
from milium.engine.identify.identifying import NO_CONTEXT, identify, triage_of
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
    """One answer that would raise the care level to `triage`; `facts` are what the higher level stands on."""

    question: str
    answer: str
    triage: Triage
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """The one question that splits a pair of look-alikes.

    Attributes:
        pair: The pair.
        question: Key of the question.
        answers: (condition, the answer that speaks most for it here), the condition asked about first.
    """

    pair: Pair
    question: str
    answers: tuple[tuple[str, str], ...]


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

    All other answers of all questions are tried, and each flag that is not ticked. The age is tried
    only while it is unknown: nobody gets older by looking again.
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
                found.append(Change(key, word, level, _because(tried, level, facts, context)))
    return tuple(sorted(found, key=lambda change: -RANK[change.triage]))


def _because(tried: Answers, level: Triage, facts: IdentifyFacts, context: Context) -> tuple[str, ...]:
    """Return the red flags that ask for the level, or else everything that the identification stands on."""
    views = see(tried, facts, context).views
    flags = red_flags((*views, *doubted(views, facts)), facts)
    return tuple(flag.id for flag in flags if flag.urgency == level) or identify(tried, facts, context).facts


def _with(answers: Answers, key: str, word: str) -> Answers:
    if key != FLAGS:
        return replace(answers, given={**answers.given, key: word})
    ticked = answers.flags or ()
    return answers if word in ticked else replace(answers, flags=(*ticked, word))


def lookalikes(condition: str, facts: IdentifyFacts) -> tuple[Pair, ...]:
    """Return the pairs that hold a condition, those that must be asked about first."""
    pairs = [pair for pair in facts.pairs if any(condition in side for side in pair.sides)]
    return tuple(sorted(pairs, key=lambda pair: pair.weight != "must ask"))


def split(pair: Pair, condition: str, facts: IdentifyFacts) -> Split | None:
    """Return the one question that splits a pair, seen from one of its conditions.

    It is the first of the pair's questions, in the order of the pack, that people answer differently:
    each side by the answer that is most frequent beyond what the other sides give. A side that holds
    several conditions speaks through its first. Age and flags are no questions to look at again. None
    when the pair does not hold the condition, or has no such question.
    """
    others = [side[0] for side in pair.sides if condition not in side]
    if len(others) == len(pair.sides):
        return None
    names = (condition, *others)
    place = {name: i for i, name in enumerate(facts.profiled)}
    for key in pair.keys:
        if key == AGE or key not in facts.likelihood:
            continue
        told = tuple((name, _telling(name, names, facts.likelihood[key], place)) for name in names)
        if len({answer for _, answer in told}) > 1:
            return Split(pair, key, told)
    return None


def _telling(
    name: str, names: tuple[str, ...], columns: Mapping[str, tuple[float, ...]], place: Mapping[str, int]
) -> str:
    """Return the answer that is most frequent for `name` beyond its greatest share among the others."""
    rest = [place[other] for other in names if other != name]
    return max(columns, key=lambda word: columns[word][place[name]] - max(columns[word][i] for i in rest))


def offers(answers: Answers, facts: IdentifyFacts, context: Context = NO_CONTEXT) -> tuple[Offer, ...]:
    """Return what is said without a level, such as taking out near the eye by an eye clinician."""
    views = see(answers, facts, context).views
    return tuple(
        Offer(rule.id, rule.offer)
        for rule in facts.red_flags
        if rule.offer_when is not None and any(holds(rule.offer_when, view) for view in views)
    )
