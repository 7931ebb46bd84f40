"""Issues in what we were given, and holds: answers that say "not yet" with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Issue:
    """Trouble in what a person or an author gave us; the rest still works.

    Attributes:
        where: The place, as its reader would name it ("shelf[2].strength_pct").
        problem: What is wrong, with the value we got.
        fix: What to do about it.
    """

    where: str
    problem: str
    fix: str

    def as_data(self) -> dict[str, str]:
        """Return the plain JSON form."""
        return {"where": self.where, "problem": self.problem, "fix": self.fix}


@dataclass(frozen=True, slots=True)
class Hold:
    """A calm "not now": which rule, what it keeps off, until when, and what to do next.

    Attributes:
        reason: The id of the rule or fact that holds ("SR-20").
        says: One or two plain sentences for the person, from a pack.
        next_step: What the person can do, from a pack.
        facts: Ids of the facts it stands on.
        products: Shelf ids that are not used because of it.
        until: First date on which it no longer holds; None when a question or an event ends it.
        question: Key of the missing answer that would end it ("profile.pregnancy"), or None.
    """

    reason: str
    says: str
    next_step: str
    facts: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    until: date | None = None
    question: str | None = None

    def as_data(self) -> dict[str, object]:
        """Return the plain JSON form."""
        return {
            "reason": self.reason,
            "says": self.says,
            "next_step": self.next_step,
            "facts": list(self.facts),
            "products": list(self.products),
            "until": self.until.isoformat() if self.until else None,
            "question": self.question,
        }


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from.

    Attributes:
        id: Stable id, used by facts.
        url: Where it was read; "" when it is no publication.
        year: Year it was published; None = not known to us.
        kind: label regulation law trial cohort case laboratory textbook society clinic popular
            judgement unknown.
    """

    id: str
    title: str
    url: str = ""
    year: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: what it says, how sure, who says so, and who reviewed it.

    Attributes:
        id: Stable id, used in every answer.
        says: The statement in our own words.
        certainty: Grade of the best source: A, B, C, D, or J for our own judgement ("B/J").
        judgement: True when the number or direction is ours and needs a clinician's signature.
        sources: Ids of sources.
        values: Date from which they hold -> named values, in `unit`; never overwritten.
        unit: Unit of the values, one of `packs/facts/units.yaml`.
        compiled: Date it was written down.
        reviewed: {by, on, again_by}; None until a real clinician signs.
    """

    id: str
    says: str
    certainty: str
    judgement: bool = False
    sources: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, object]] | None = None
    unit: str | None = None
    compiled: str | None = None
    reviewed: Mapping[str, str] | None = None
