"""What the audit says about one product for one person: a word, its findings, never a score."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, cast

from milium.domain.person import AgeRange, Profile
from milium.domain.suspects import Onset

VerdictWord = Literal["keep", "swap", "ask", "stop"]
# From the kindest to the most careful. A product gets the most careful word of its findings:
# "ask" stands above "swap" because what we do not know yet may still turn out to be a "stop".
VERDICTS: tuple[VerdictWord, ...] = ("keep", "swap", "ask", "stop")


def most_careful(words: Iterable[VerdictWord]) -> VerdictWord:
    """Return the most careful of `words`; keep when there are none.

    >>> most_careful(["keep", "ask", "swap"])
    'ask'
    """
    return cast(VerdictWord, max(words, key=VERDICTS.index, default="keep"))


@dataclass(frozen=True, slots=True)
class Person:
    """What the audit needs to know about the person.

    Attributes:
        profile: Answers about the person; None inside = not asked.
        age: Youngest and oldest the person may be, or None when not known.
        bump_sites: Every place with bumps; () = not told.
        today: Date of the audit, for medicines that have ended; None = every one counts.
        assumed: True for the person we assume when nobody was named: what is not known is
            told as an assumption and asked of nobody.
        onset: When the bumps came; None = not told.
    """

    profile: Profile = field(default_factory=Profile)
    age: AgeRange | None = None
    bump_sites: tuple[str, ...] = ()
    today: date | None = None
    assumed: bool = False
    onset: Onset | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing seen on a label, with its reason and what to do.

    Attributes:
        id: Stable id ("film.heavy").
        verdict: The word this finding alone would give; keep for a note.
        says: What we found.
        because: What it was seen on: names with their places in the list.
        do: What the person can do; "" when there is nothing to do.
        unknown: What is not known; "" when nothing matters.
        facts: Ids of rules and facts it stands on.
        certainty: Grade of the best source: A, B, C, D, or J for our own judgement.
        spans: (start, end) code points of the label text to highlight, in label order.
    """

    id: str
    verdict: VerdictWord
    says: str
    because: str = ""
    do: str = ""
    unknown: str = ""
    facts: tuple[str, ...] = ()
    certainty: str = ""
    spans: tuple[tuple[int, int], ...] = ()

    def as_data(self) -> dict[str, object]:
        """Return the plain JSON form."""
        return {
            "id": self.id,
            "verdict": self.verdict,
            "says": self.says,
            "because": self.because,
            "do": self.do,
            "unknown": self.unknown,
            "facts": list(self.facts),
            "certainty": self.certainty,
            "spans": [list(span) for span in self.spans],
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer about one product.

    Attributes:
        word: Most careful word of the findings.
        says: The word as a short sentence ("Swap this one.").
        findings: Most careful first; equal ones in the order they were looked for.
        assumes: Sentences about what was assumed because nobody told us.
    """

    word: VerdictWord
    says: str
    findings: tuple[Finding, ...] = ()
    assumes: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of all facts, each once, in the order of the findings."""
        return tuple(dict.fromkeys(fact for finding in self.findings for fact in finding.facts))

    def finding(self, ident: str) -> Finding | None:
        """Return the finding `ident`, or None."""
        return next((f for f in self.findings if f.id == ident), None)

    def as_data(self) -> dict[str, object]:
        """Return the plain JSON form."""
        return {
            "verdict": self.word,
            "verdict_says": self.says,
            "findings": [finding.as_data() for finding in self.findings],
            "assumes": list(self.assumes),
        }
