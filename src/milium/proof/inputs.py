"""What one week may bring: a check-in or none, evenings done or left, days off, a spot test missing."""

from dataclasses import dataclass
from typing import NamedTuple

from milium.domain.safety import Ladder
from milium.engine.check.diary import CheckIn as Told
from milium.engine.plan.state import NONE, CheckIn


class Week(NamedTuple):
    """One week as it may go.

    Attributes:
        irritation: 0-3, -1 = no score in the check-in, -2 = no check-in at all.
        spf, adherence: True = ok / good.
        more_bumps: More or larger bumps than before.
        followed: What was planned is done; else nothing is.
        off: A dated event keeps everything off all week.
        tested: A first use may fall into this week.
    """

    irritation: int = 0
    spf: bool = True
    adherence: bool = True
    more_bumps: bool = False
    followed: bool = True
    off: bool = False
    tested: bool = True

    @property
    def silent(self) -> bool:
        """Tell whether there is no check-in."""
        return self.irritation < NONE

    def heard(self) -> tuple[CheckIn, ...]:
        """Return the check-in as the controller reads it."""
        if self.silent:
            return ()
        return (CheckIn(self.irritation, int(self.spf), int(self.adherence), int(self.more_bumps), 0),)

    def told(self, day: int) -> Told | None:
        """Return the check-in as the checker reads it."""
        if self.silent:
            return None
        return Told(
            day=day,
            irritation=None if self.irritation == NONE else self.irritation,
            spf="ok" if self.spf else "poor",
            adherence="good" if self.adherence else "poor",
            bumps="more" if self.more_bumps else "same",
            skin_now=(),
            flags=(),
            flags_asked=True,
        )

    def words(self) -> str:
        """Return the week in words."""
        said = (
            "no check-in" if self.silent else f"irritation {'missing' if self.irritation == NONE else self.irritation}"
        )
        extra = [
            *(["sunscreen poor"] if not self.spf else []),
            *(["adherence poor"] if not self.adherence else []),
            *(["more bumps"] if self.more_bumps else []),
            *(["nothing done"] if not self.followed else []),
            *(["dated event: off"] if self.off else []),
            *(["no spot test"] if not self.tested else []),
        ]
        return ", ".join([said, *extra])


@dataclass(frozen=True, slots=True)
class Active:
    """One active of a machine: the name of its ladder, and the ladder (normal, slow)."""

    name: str
    ladder: tuple[Ladder, Ladder]
    acid: bool
    sun: bool


@dataclass(frozen=True, slots=True)
class Machine:
    """One loop to exhaust: who it is about, and what a week may bring.

    Attributes:
        course: Follow the course to its end (SR-81); else its clock stops where no cap reads on.
    """

    name: str
    actives: tuple[Active, ...]
    weeks: tuple[Week, ...]
    slow: bool = False
    half_pace: bool = False
    course: bool = False
