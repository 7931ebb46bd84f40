"""Answers about bumps, what they may be, and how soon someone should look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from milium.domain.person import AgeRange

Triage = Literal["self-care", "pharmacist", "routine clinician", "urgent", "emergency"]
TRIAGE: tuple[Triage, ...] = (
    "self-care",
    "pharmacist",
    "routine clinician",
    "urgent",
    "emergency",
)


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of the interview.

    Attributes:
        given: Question key -> answer word; a question that is missing was not asked or "not sure".
        flags: Ticked flags; () = asked, none; None = not asked. The word "not_sure" beside
            ticked flags says that the list may be incomplete.
    """

    given: Mapping[str, str]
    flags: tuple[str, ...] | None = None

    def get(self, question: str) -> str | None:
        """Return the answer to `question`, or None."""
        return self.given.get(question)

    @property
    def flags_complete(self) -> bool:
        """Tell whether the flags were asked and every one of them was answered."""
        return self.flags is not None and "not_sure" not in self.flags


@dataclass(frozen=True, slots=True)
class Context:
    """What the red flags read about the person beyond the answers about the bumps.

    Attributes:
        age: The age of the profile alone (not widened by the answer); None = not said.
        medicines: Kinds of the medicines taken today.
        immune_weak: The profile says transplant or weak immunity.
        fever: The profile says fever.
    """

    age: AgeRange | None = None
    medicines: tuple[str, ...] = ()
    immune_weak: bool = False
    fever: bool = False


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A red flag that fires: its id (RF1..), how urgent, the facts it stands on."""

    id: str
    urgency: Triage
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identification:
    """What the bumps may be.

    Attributes:
        candidates: (condition, probability 0..1), most probable first, every profiled condition.
        sure: True when the first is at least 0.60 (SR-84) and nothing contradicts it.
        red_flags: All that fire, most urgent first.
        triage: The care level after all rules.
        next_question: Key of the question worth most now, or None when nothing more would help.
        facts: Ids of facts.
    """

    candidates: tuple[tuple[str, float], ...]
    sure: bool
    red_flags: tuple[RedFlag, ...]
    triage: Triage
    next_question: str | None
    facts: tuple[str, ...] = ()

    def probability(self, *conditions: str) -> float:
        """Return the summed probability of `conditions`, 0..1."""
        return sum(p for name, p in self.candidates if name in conditions)


@dataclass(frozen=True, slots=True)
class FlagSeen:
    """A red flag and a date on which it was seen; `date.min` when it stands in the answers."""

    flag: RedFlag
    on: date


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything `engine.identify` says about a case: now, and at each check-in of the log.

    Attributes:
        now: Identification from the latest answers.
        seen: Every red flag of answers and check-ins with each date it was seen, sorted by id and
            date; the log's clinician entries may close what was seen before (SR-04, M6).
    """

    now: Identification
    seen: tuple[FlagSeen, ...] = ()
