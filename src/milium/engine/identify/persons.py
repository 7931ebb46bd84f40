"""See the person: which ages are possible, and what the profile adds to the answers."""

from dataclasses import dataclass

from milium.domain.identify import Answers, Context
from milium.domain.identify_facts import AGE, IdentifyFacts
from milium.engine.identify.patterns import View

SLACK_MONTHS = 1  # ages are whole months: 29 days are 0 months, and yet past the newborn's 28 days
WIDEST = 2  # an age said in years may touch two bands; more means that somebody widened it


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
    """Return the person; where answer and profile disagree, the profile's age and both views."""
    word = answers.get(AGE)
    bands = bands_of(facts, context)
    stated = context.age
    if word is None:
        own, ages, agree = bands, bands, True
    elif not bands or (len(bands) <= WIDEST and _fits(word, facts, context)):
        own, ages, agree = (word,), (word,), True
    elif len(bands) > WIDEST:
        own, ages, agree = (word,), tuple(dict.fromkeys((word, *bands))), False
    else:
        own, ages, agree = bands, (*bands, word), False
    if stated is not None and word is not None and _says_no_more(word, facts, context):
        stated = None
    flags = _flags(answers, facts, context)
    rest = {key: value for key, value in answers.given.items() if key != AGE}
    views = tuple(
        View({**rest, **({AGE: age} if age else {})}, flags, answers.flags_complete, context.medicines, stated)
        for age in ages or ("",)
    )
    return Seen(own or facts.answers_of(AGE), views, agree)


def bands_of(facts: IdentifyFacts, context: Context) -> tuple[str, ...]:
    """Return the bands that the profile's age touches; () when it says none."""
    if context.age is None:
        return ()
    lows = [(choice.key, choice.months[0]) for choice in facts.questions[AGE].answers if choice.months]
    ends = [low - 1 for _, low in lows[1:]] + [context.age.high_months]
    return tuple(
        key
        for (key, low), end in zip(lows, ends, strict=True)
        if low <= context.age.high_months and context.age.low_months <= max(low, end)
    )


def _months(word: str, facts: IdentifyFacts) -> tuple[int, int]:
    return next(c.months for c in facts.questions[AGE].answers if c.key == word and c.months)


def _fits(word: str, facts: IdentifyFacts, context: Context) -> bool:
    low, high = _months(word, facts)
    age = context.age
    return age is not None and low - SLACK_MONTHS <= age.high_months and age.low_months <= high + SLACK_MONTHS


def _says_no_more(word: str, facts: IdentifyFacts, context: Context) -> bool:
    low, high = _months(word, facts)
    return context.age is not None and context.age.low_months <= low and context.age.high_months >= high


def _flags(answers: Answers, facts: IdentifyFacts, context: Context) -> tuple[str, ...]:
    ticked = set(answers.flags or ())
    if context.immune_weak:
        ticked.add(facts.context.immune_weak)
    if context.fever:
        ticked.add(facts.context.fever)
    ticked.update(facts.context.medicines[kind] for kind in context.medicines if kind in facts.context.medicines)
    return tuple(flag for flag in facts.flags if flag in ticked)
