"""What the check-ins told so far amount to: soreness in a row, and two calm ones (0.5, SR-46, SR-70).

A few small numbers, so that the same code follows a log and visits every state of a proof.
"""

from typing import NamedTuple

from milium.domain.safety import Limits
from milium.engine.check.diary import CheckIn, Score

NEVER = -1


class Ears(NamedTuple):
    """The memory of check-ins. Ages are in days and stop growing where no rule can tell them apart.

    Attributes:
        last: Age of the latest check-in, -1 without any.
        calm: It was calm.
        first: Age of the one before it when both are a calm pair, far enough apart; else -1.
        scored: Age of the latest one with a score, -1 without any.
        mild: Its score was one that counts in a row for slow persons.
        sore: It amounted to moderate or more.
    """

    last: int = NEVER
    calm: bool = False
    first: int = NEVER
    scored: int = NEVER
    mild: bool = False
    sore: bool = False


class Heard(NamedTuple):
    """What a check-in amounts to: the score that rules act on, and whether only SR-70 made it that high."""

    effect: int | None
    by_repeat: bool


def a_day_later(ears: Ears, limits: Limits) -> Ears:
    """Return the memory a day older."""
    return ears._replace(
        last=older(ears.last, limits.calm_pair_latest_days + 1),
        first=older(ears.first, limits.week_days + 1),
        scored=older(ears.scored, limits.slow_repeat_apart_days),
    )


def older(age: int, most: int) -> int:
    """Return an age a day later, -1 when there is none."""
    return NEVER if age == NEVER else min(age + 1, most)


def hear(ears: Ears, told: CheckIn, limits: Limits, *, slow: bool) -> tuple[Ears, Heard]:
    """Take in a check-in of today.

    Slow persons: a score in two successive check-ins counts as moderate (SR-70). Moderate twice
    running counts as severe (SR-46). A check-in without a score breaks no row.
    """
    calm = told.calm(limits)
    pair = calm and ears.calm and ears.last >= limits.calm_pair_apart_days
    new = ears._replace(last=0, calm=calm, first=min(ears.last, limits.week_days + 1) if pair else NEVER)
    if told.irritation is None:
        return new, Heard(None, by_repeat=False)
    mild = told.irritation >= limits.slow_repeat_irritation
    effect, by_repeat = told.irritation, False
    if slow and mild and ears.mild and ears.scored >= limits.slow_repeat_apart_days and effect < Score.MODERATE:
        effect, by_repeat = int(Score.MODERATE), True
    if effect == Score.MODERATE and ears.sore:
        effect = int(Score.SEVERE)
    return new._replace(scored=0, mild=mild, sore=effect >= Score.MODERATE), Heard(effect, by_repeat)
