"""Two answers that many rules read: a course of use, and how far one product may climb in it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Course:
    """A run of X uses without a long gap; first and last use (proleptic ordinals)."""

    first: int
    last: int


@dataclass(slots=True)
class Track:
    """What one product may do, day by day.

    Attributes:
        first: Day of `rungs[0]` and `counts[0]` (proleptic ordinal).
        bounded: False for an active without a ladder: then only its holds mean something.
        rungs: Most evenings in any 7, per day.
        counts: Evenings with the product in the 7 that end on that day.
        changes: Days on which a new rung was really begun, up or down.
        held: Days off after a sore check-in -> the rule.
    """

    first: int
    bounded: bool = True
    rungs: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    changes: list[int] = field(default_factory=list)
    held: dict[int, str] = field(default_factory=dict)

    def rung_on(self, day: int) -> int:
        """Return the highest rung of `day`."""
        return self.rungs[day - self.first]

    def count_on(self, day: int) -> int:
        """Return the evenings with the product in the 7 that end on `day`."""
        return self.counts[day - self.first]

    def too_often_on(self, day: int) -> bool:
        """Tell whether there are more evenings than the rung of `day` allows."""
        return self.bounded and self.count_on(day) > self.rung_on(day)
