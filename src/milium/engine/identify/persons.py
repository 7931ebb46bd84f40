"""See the person: which ages are possible, and what the profile adds to the answers."""

from dataclasses import dataclass

from milium.domain.identify import Answers, Context
from milium.domain.identify_facts import AGE, IdentifyFacts
from milium.domain.person import MONTHS_PER_YEAR, AgeRange
from milium.engine.identify.patterns import View

SLACK_MONTHS = 1  # ages are whole months: 29 days are 0 months, and yet past the newborn's 28 days


@dataclass(frozen=True, slots=True)
class Seen:
    """The person as the identification sees them.

    Attributes:
        own: Bands whose priors hold, averaged; every band when the age is unknown.
        views: One view per possible age; the care level is the highest of them.
        agree: False when answer and profile say different ages.
    """

    own: tuple[str, ...]
    views: tuple[View, ...]
    agree: bool


def see(answers: Answers, facts: IdentifyFacts, context: Context) -> Seen:
    """Return the person; where answer and profile disagree, the profile's age and both views.

    A range of more than a year was widened by somebody who found a disagreement: every band it
    touches is a view. A range that only repeats the band of the answer says nothing.
    """
    word = answers.get(AGE)
    stated = context.age
    if stated is not None and word is not None and _repeats(word, facts, stated):
        stated = None
    bands = () if stated is None else _bands(facts, stated)
    if word is None or stated is None:
        own = ages = (word,) if word else bands
        agree = True
    elif stated.high_months - stated.low_months >= MONTHS_PER_YEAR:
        own, ages, agree = (word,), tuple(dict.fromkeys((word, *bands))), False
    elif _fits(word, facts, stated):
        own, ages, agree = (word,), (word,), True
    else:
        own, ages, agree = bands, (*bands, word), False
    flags = _flags(answers, facts, context)
    rest = {key: value for key, value in answers.given.items() if key != AGE}
    views = tuple(
        View({**rest, **({AGE: age} if age else {})}, flags, answers.flags_complete, context.medicines, stated)
        for age in ages or ("",)
    )
    return Seen(own or facts.answers_of(AGE), views, agree)


def _bands(facts: IdentifyFacts, age: AgeRange) -> tuple[str, ...]:
    """Return the bands that an age touches; a band ends where the next begins."""
    lows = [(choice.key, choice.months[0]) for choice in facts.questions[AGE].answers if choice.months]
    ends = [low - 1 for _, low in lows[1:]] + [age.high_months]
    return tuple(
        key
        for (key, low), end in zip(lows, ends, strict=True)
        if low <= age.high_months and age.low_months <= max(low, end)
    )


def _months(word: str, facts: IdentifyFacts) -> tuple[int, int]:
    return next(c.months for c in facts.questions[AGE].answers if c.key == word and c.months)


def _fits(word: str, facts: IdentifyFacts, age: AgeRange) -> bool:
    low, high = _months(word, facts)
    return low - SLACK_MONTHS <= age.high_months and age.low_months <= high + SLACK_MONTHS


def _repeats(word: str, facts: IdentifyFacts, age: AgeRange) -> bool:
    return (age.low_months, age.high_months) == _months(word, facts)


def _flags(answers: Answers, facts: IdentifyFacts, context: Context) -> tuple[str, ...]:
    ticked = set(answers.flags or ())
    if context.immune_weak:
        ticked.add(facts.context.immune_weak)
    if context.fever:
        ticked.add(facts.context.fever)
    ticked.update(facts.context.medicines[kind] for kind in context.medicines if kind in facts.context.medicines)
    return tuple(flag for flag in facts.flags if flag in ticked)
