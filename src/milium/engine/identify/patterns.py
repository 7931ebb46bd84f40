"""Tell whether a pattern of answers holds, or still could: the whole language of the red flags."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from milium.domain.identify_facts import (
    NOT_ASKED,
    All,
    Answered,
    Not,
    OldEnough,
    Pattern,
    Some,
    Takes,
    Ticked,
)
from milium.domain.person import AgeRange


@dataclass(frozen=True, slots=True)
class View:
    """One way to see the person: the answers with one age.

    Attributes:
        given: Question -> answer, the age among them unless it is unknown.
        flags: Ticked flags, those that the profile ticks included.
        flags_complete: False while the flags were not, or not all, answered.
        medicines: Kinds taken today.
        stated: The age that the profile says, or None.
    """

    given: Mapping[str, str]
    flags: tuple[str, ...] = ()
    flags_complete: bool = True
    medicines: tuple[str, ...] = ()
    stated: AgeRange | None = None

    def without(self, question: str) -> "View":
        """Return the view as if one question had not been answered."""
        return replace(self, given={key: word for key, word in self.given.items() if key != question})


def holds(pattern: Pattern, view: View) -> bool:  # noqa: PLR0911  (one return for each kind of pattern)
    """Tell whether the pattern holds now; an unanswered question holds only as `NOT_ASKED`."""
    match pattern:
        case Answered(question, words):
            return view.given.get(question, NOT_ASKED) in words
        case Ticked(flags):
            return any(flag in view.flags for flag in flags)
        case All(parts):
            return all(holds(part, view) for part in parts)
        case Some(parts):
            return any(holds(part, view) for part in parts)
        case Not(part):
            return not holds(part, view)
        case Takes(kinds):
            return any(kind in view.medicines for kind in kinds)
        case OldEnough(months):
            return view.stated is not None and view.stated.may_be_at_least_months(months)


def possible(pattern: Pattern, view: View, wanted: bool = True) -> bool:
    """Tell whether some answers to the open questions make the pattern hold (or fail, if not `wanted`)."""
    match pattern:
        case All(parts):
            return (all if wanted else any)(possible(part, view, wanted) for part in parts)
        case Some(parts):
            return (any if wanted else all)(possible(part, view, wanted) for part in parts)
        case Not(part):
            return possible(part, view, not wanted)
        case Answered(question, _) if question not in view.given:
            return True
        case Ticked() if not view.flags_complete:
            return wanted or not holds(pattern, view)
        case _:
            return holds(pattern, view) is wanted
