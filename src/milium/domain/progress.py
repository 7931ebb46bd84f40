"""Progress: what the counts say, how well the plan was kept, and what fell together in time."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Verdict = Literal["improving", "worse", "not_improving", "unclear"]
Outcome = Literal["running", "review", "end", "maintenance"]


@dataclass(frozen=True, slots=True)
class TrackFacts:
    """The protocol of counting; names and meanings as in `packs/track/progress.yaml`."""

    look_weeks: tuple[int, ...]
    improving_alpha: tuple[float, ...]
    worse_alpha: tuple[float, ...]
    not_improving_alpha: tuple[float | None, ...]
    not_improving_factor: float
    interval_alpha: float
    dispersion_at_least: float
    counts_at_least: int
    few_bumps: int
    good_adherence_at_least: float
    adherence_known_at_least: float
    adherence_half_life_days: int
    cleared_counts: int
    cleared_apart_days: int
    review_days: int
    end_days: int
    count_every_days: int
    count_error_share: Mapping[str, float]
    most_count: int
    coincidence_counts_each_side: int
    coincidence_lag_days: int
    coincidence_window_days: int
    coincidence_alpha: float


@dataclass(frozen=True, slots=True)
class Count:
    """One count of the bumps on a day.

    Attributes:
        count: Bumps, 0 or more.
        adherence: Share of what was planned since the count before, 0..1; None = not known.
        by: eye or photo.
    """

    date: datetime.date
    count: int
    adherence: float | None = None
    by: str = "eye"


@dataclass(frozen=True, slots=True)
class Change:
    """How many times as many bumps as at the start, with its interval; all above 0."""

    factor: float
    low: float
    high: float

    def as_data(self) -> dict[str, object]:
        """Return the plain JSON form, three digits."""
        return {"factor": round(self.factor, 3), "low": round(self.low, 3), "high": round(self.high, 3)}


@dataclass(frozen=True, slots=True)
class Look:
    """One fixed look: its week, the day it falls due, the counts it saw, and what they say."""

    week: int
    due: date
    counts: int
    decision: Verdict
    change: Change | None

    def as_data(self) -> dict[str, object]:
        """Return the plain JSON form."""
        return {
            "week": self.week,
            "due": self.due.isoformat(),
            "counts": self.counts,
            "decision": self.decision,
            "change": self.change.as_data() if self.change else None,
        }


@dataclass(frozen=True, slots=True)
class Coincidence:
    """A change of products or a procedure beside the level of the counts before and after."""

    date: datetime.date
    what: str
    level: Change

    def as_data(self) -> dict[str, object]:
        """Return the plain JSON form; the word says what it is."""
        return {"date": self.date.isoformat(), "what": self.what, "called": "coincidence", **self.level.as_data()}


@dataclass(frozen=True, slots=True)
class Progress:
    """What planner, checker and screens read.

    Attributes:
        decision: What the latest fixed look says; unclear until one says more.
        change: Over the running series of counts, or None.
        looks: The looks that were made, in order.
        next: Day of the next count; None without any count.
        first, latest: First count of the series, and the last one.
        few: So few bumps that a sentence stands for the statistic.
        cleared: The latest counts were 0, far enough apart.
        worse_since: Day of the look that said worse; None while the decision is another one.
    """

    decision: Verdict
    change: Change | None = None
    looks: tuple[Look, ...] = ()
    next: datetime.date | None = None
    first: int | None = None
    latest: int | None = None
    few: bool = False
    cleared: bool = False
    worse_since: datetime.date | None = None

    @property
    def improving(self) -> bool:
        """Tell whether a course may go on past its end (SR-81)."""
        return self.decision == "improving"
