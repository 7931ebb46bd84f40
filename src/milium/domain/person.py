"""The person: age, profile and medicines. A missing answer is None, never a default."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

MONTHS_PER_YEAR = 12
DAYS_PER_MONTH = 30

Pregnancy = Literal["no", "yes", "trying", "unsure"]


@dataclass(frozen=True, slots=True)
class AgeRange:
    """The youngest and the oldest the person may be, in whole months, both ends included.

    Safety rules read the end that is stricter for them: "under 12 years" reads `low_months`,
    "40 or older" reads `high_months`.
    """

    low_months: int
    high_months: int

    def may_be_under_months(self, months: int) -> bool:
        """Tell whether the person may be younger than `months`."""
        return self.low_months < months

    def may_be_at_least_months(self, months: int) -> bool:
        """Tell whether the person may be `months` old or older."""
        return self.high_months >= months

    def may_be_under_years(self, years: int) -> bool:
        """Tell whether the person may be younger than `years` (the birthday itself is not under)."""
        return self.may_be_under_months(years * MONTHS_PER_YEAR)

    def may_be_at_least_years(self, years: int) -> bool:
        """Tell whether the person may be `years` old or older."""
        return self.may_be_at_least_months(years * MONTHS_PER_YEAR)

    def widened(self, other: "AgeRange") -> "AgeRange":
        """Return the range that holds both: what disagreeing answers leave possible."""
        return AgeRange(min(self.low_months, other.low_months), max(self.high_months, other.high_months))


@dataclass(frozen=True, slots=True)
class Age:
    """An age as the person said it: a whole number of days, months or years."""

    value: int
    unit: Literal["days", "months", "years"]

    @property
    def months(self) -> int:
        """Return completed months (30 days count as one)."""
        if self.unit == "days":
            return self.value // DAYS_PER_MONTH
        return self.value if self.unit == "months" else self.value * MONTHS_PER_YEAR

    def as_range(self) -> AgeRange:
        """Return the months this age may mean: a year's worth for an age in years."""
        spread = MONTHS_PER_YEAR - 1 if self.unit == "years" else 0
        return AgeRange(self.months, self.months + spread)


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine; a missing `ended` means it is still taken, a missing `started` since ever."""

    kind: str
    name: str = ""
    started: date | None = None
    ended: date | None = None

    def ended_at_least(self, days: int, before: date) -> bool:
        """Tell whether it was over `days` or more before the date `before`."""
        return self.ended is not None and (before - self.ended).days >= days

    def current_on(self, day: date) -> bool:
        """Tell whether it is taken on `day`; its last day counts."""
        begun = self.started is None or self.started <= day
        return begun and (self.ended is None or self.ended >= day)


@dataclass(frozen=True, slots=True)
class Profile:
    """Answers about the person. None = not asked; an empty tuple = asked, none.

    `phototype` is 1-6, "unknown" or None. `region` None is read as EU (safety_rules 0.7).
    """

    age: Age | None = None
    guardian_agrees: bool | None = None
    pregnancy: Pregnancy | None = None
    breastfeeding: bool | None = None
    phototype: int | Literal["unknown"] | None = None
    past_dark_marks: bool | None = None
    conditions: tuple[str, ...] | None = None
    skin: str | None = None
    skin_now: tuple[str, ...] | None = None
    medicines: tuple[Medicine, ...] | None = None
    allergies: tuple[str, ...] | None = None
    sunscreen_ok: bool | None = None
    contact_lenses: bool | None = None
    tools: tuple[str, ...] | None = None
    region: str | None = None
    confirmed: tuple[str, ...] = ()
    seen_by_clinician: date | None = None
