"""Facts of the identification: questions, conditions, how answers weigh, red flags, pairs."""

from collections.abc import Mapping
from dataclasses import dataclass

from milium.domain.findings import Fact
from milium.domain.identify import Triage

NOT_ASKED = "not_asked"
"""Word of a pattern: the question may be unanswered."""

FLAGS = "flags"
"""Key of the one question with many answers."""

AGE = "age"
"""Key of the question whose answers are the bands of the priors."""


@dataclass(frozen=True, slots=True)
class All:
    """Holds when every part holds."""

    parts: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Holds when at least one part holds."""

    parts: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when the part does not hold; so also when its question was not answered."""

    part: "Pattern"


@dataclass(frozen=True, slots=True)
class Answered:
    """Holds when the answer to `question` is one of `words`; `NOT_ASKED` stands for no answer."""

    question: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ticked:
    """Holds when one of the flags is ticked."""

    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Takes:
    """Holds when a medicine of one of the kinds is taken today."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OldEnough:
    """Holds when the profile says an age that may be `months` or more."""

    months: int


Pattern = All | Some | Not | Answered | Ticked | Takes | OldEnough


@dataclass(frozen=True, slots=True)
class Choice:
    """An allowed answer.

    Attributes:
        key: The word of the contract.
        says: Plain label.
        months: Completed months an age answer means, both ends included; None elsewhere.
    """

    key: str
    says: str
    months: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the interview; `many` is true for the one that takes several answers."""

    key: str
    ask: str
    why: str
    answers: tuple[Choice, ...]
    more: str = ""
    many: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Return the allowed answers, in order."""
        return tuple(choice.key for choice in self.answers)


@dataclass(frozen=True, slots=True)
class CareCase:
    """A care level that holds while the pattern does; `reads` names the questions it looks at."""

    level: Triage
    when: Pattern
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """Something the bumps may be.

    Attributes:
        care: Usual care level; `raised` lists the patterns that raise it.
        on_wish: True when seeing someone is an offer beside self-care.
        profiled: False for a condition that only a rule can put forward.
        first_when: Red flags that put it first.
    """

    id: str
    name: str
    looks: str
    course: str
    care: Triage
    names: tuple[str, ...] = ()
    on_wish: bool = False
    raised: tuple[CareCase, ...] = ()
    profiled: bool = True
    first_when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RedFlagRule:
    """A red flag as data: the highest level among the cases that hold counts.

    Attributes:
        says: For a clinician; `tell` and `next_step` are for the person.
        same_day: True where urgent means today or tomorrow.
        offer: A sentence without a level, said where `offer_when` holds.
    """

    id: str
    says: str
    tell: str
    next_step: str
    cases: tuple[CareCase, ...] = ()
    same_day: bool = False
    offer: str = ""
    offer_when: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Look-alikes and the question that tells them apart.

    Attributes:
        sides: Condition ids, one tuple per side.
        keys: Questions of the interview that split them.
        harmless: True only where "harmless" may be said of every side.
    """

    id: str
    sides: tuple[tuple[str, ...], ...]
    ask: str
    keys: tuple[str, ...]
    weight: str
    harmless: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that cannot all be true; `reads` names the questions among them."""

    id: str
    says: str
    when: Pattern
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlagRatio:
    """How a ticked flag multiplies the odds of a condition; `ages` empty = at every age."""

    condition: int
    ratio: float
    ages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Floor:
    """Conditions that together are never shown below `share` while the pattern holds."""

    id: str
    conditions: tuple[int, ...]
    share: float
    when: Pattern


@dataclass(frozen=True, slots=True)
class Weighing:
    """How answers are weighed; shares in 0..1.

    Attributes:
        temper: Weight of each answer's log-likelihood.
        cap: Highest probability shown.
        sure: From here the first condition is named (SR-84).
        possible: From here a condition counts for the care level while nothing is sure.
        rule_share: Share of a condition that a red flag puts first.
        enough: A question worth less (weighted bits) is not asked any more.
    """

    temper: float
    cap: float
    sure: float
    possible: float
    rule_share: float
    enough: float


@dataclass(frozen=True, slots=True)
class Level:
    """A care level in words; `same_day` replaces `how_soon` where a red flag says so."""

    says: str
    how_soon: str
    same_day: str = ""


@dataclass(frozen=True, slots=True)
class ContextFlags:
    """Flags that the profile ticks: weak immunity, fever, and kinds of medicines."""

    immune_weak: str
    fever: str
    medicines: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class IdentifyFacts:
    """Everything the identification stands on.

    Attributes:
        questions: Question key -> question, in the order of the pack.
        conditions: Condition id -> condition, profiled ones first, in the order of the tables.
        profiled: Ids of the profiled conditions; the order of every vector below.
        likelihood: Question -> answer -> share of people with each condition who answer so, 0..1.
        evidence: The same as tempered natural logarithms, ready to be added.
        priors: Age band -> share of each condition, 0..1, sum 1, "other" shared out.
        ratios: Flag -> its ratios.
        red_flags: RF1.. in the order of the pack.
        while_open: Lowest level while an open question could still raise it.
        read_questions: Questions that a red flag reads, in the order of the interview.
        read_flags: Flags that a red flag reads.
        ask_first: Questions asked before anything else.
        harm: Care level -> weight of its conditions when choosing a question.
        fact_rows: Every fact of this part, for the library.
    """

    questions: Mapping[str, Question]
    conditions: Mapping[str, Condition]
    profiled: tuple[str, ...]
    likelihood: Mapping[str, Mapping[str, tuple[float, ...]]]
    evidence: Mapping[str, Mapping[str, tuple[float, ...]]]
    priors: Mapping[str, tuple[float, ...]]
    ratios: Mapping[str, tuple[FlagRatio, ...]]
    red_flags: tuple[RedFlagRule, ...]
    contradictions: tuple[Contradiction, ...]
    while_open: Triage
    read_questions: tuple[str, ...]
    read_flags: tuple[str, ...]
    context: ContextFlags
    pairs: tuple[Pair, ...]
    weighing: Weighing
    ask_first: tuple[str, ...]
    harm: Mapping[Triage, float]
    floors: tuple[Floor, ...]
    levels: Mapping[Triage, Level]
    fact_rows: tuple[Fact, ...]

    @property
    def flags(self) -> tuple[str, ...]:
        """Return the flags a person can tick (without "none")."""
        return tuple(word for word in self.questions[FLAGS].words if word != "none")

    def answers_of(self, question: str) -> tuple[str, ...]:
        """Return the allowed answers of a question, in order."""
        return self.questions[question].words

    def red_flag(self, flag: str) -> RedFlagRule | None:
        """Return the red flag of this id, or None."""
        return next((rule for rule in self.red_flags if rule.id == flag), None)
