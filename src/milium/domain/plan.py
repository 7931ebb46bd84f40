"""A dated plan: days with morning and evening steps, and what was decided."""

import datetime
from dataclasses import dataclass
from datetime import date
from typing import Literal

from milium.domain.findings import Hold

Decision = Literal["regimen", "base", "watch", "refer"]
Slot = Literal["am", "pm"]
STEPS = (
    "cleanse",
    "exfoliate",
    "retinoid",
    "treat",
    "moisturise",
    "sunscreen",
    "reapply",
    "steam",
    "spot_test",
    "rest",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do in a slot.

    Attributes:
        step: One of `STEPS`.
        product: Shelf id, or None ("water", "buy one").
        families: Families of the product, sorted; () for none.
        zones: Where on the face: nose cheek_forehead_chin injured_or_treated_skin around_eye
            face ear (behind the ear, for a spot test).
        minutes: Minutes to allow or to wait; 0 when no time matters.
        reasons: Ids of facts and rules, the first one most telling.
        about: Shelf id that a step without a product speaks of (the one to be spot-tested): it is
            no use of it on the face.
    """

    step: str
    product: str | None = None
    families: tuple[str, ...] = ()
    zones: tuple[str, ...] = ("face",)
    minutes: int = 0
    reasons: tuple[str, ...] = ()
    about: str | None = None

    def as_data(self) -> dict[str, object]:
        """Return the plain JSON form; `about` only where it is set."""
        about = {} if self.about is None else {"about": self.about}
        return {
            "step": self.step,
            "product": self.product,
            "families": list(self.families),
            "zones": list(self.zones),
            "minutes": self.minutes,
            "reasons": list(self.reasons),
            **about,
        }


@dataclass(frozen=True, slots=True)
class Day:
    """One local date; `firm` for the first two weeks."""

    date: date
    firm: bool
    am: tuple[Step, ...] = ()
    pm: tuple[Step, ...] = ()

    def as_data(self) -> dict[str, object]:
        """Return the plain JSON form."""
        return {
            "date": self.date.isoformat(),
            "firm": self.firm,
            "am": [s.as_data() for s in self.am],
            "pm": [s.as_data() for s in self.pm],
        }


@dataclass(frozen=True, slots=True)
class Moved:
    """What becomes of a product that was in use before the plan.

    Attributes:
        product: Shelf id.
        what: kept, lowered (fewer evenings), paused (none in the firm days, some later) or dropped.
        was: Evenings a week so far.
        evenings_per_week: Most evenings in any 7 of the firm days; None = as prescribed.
        rules: Ids of the rules that lowered, paused or dropped it.
        says, next_step: Plain words.
    """

    product: str
    what: Literal["kept", "lowered", "paused", "dropped"]
    was: int
    evenings_per_week: int | None
    rules: tuple[str, ...]
    says: str
    next_step: str = ""

    def as_data(self) -> dict[str, object]:
        """Return the plain JSON form."""
        return {
            "product": self.product,
            "what": self.what,
            "was": self.was,
            "evenings_per_week": self.evenings_per_week,
            "rules": list(self.rules),
            "says": self.says,
            "next_step": self.next_step,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """What the controller and the planner answer; the gate (`checked`) is added by care.

    Attributes:
        decision: First that applies of refer, watch, regimen, base (safety_rules 0.8).
        options: plan, watch, see_clinician; the last two always.
        holds: Every rule that took something away, with products, why and until when.
        days: weeks x 7 entries from today.
        facts: Ids of facts and rules the plan stands on.
        urgency: Care level of a referral, or None.
    """

    decision: Decision
    options: tuple[str, ...]
    holds: tuple[Hold, ...]
    days: tuple[Day, ...]
    facts: tuple[str, ...] = ()
    urgency: str | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule in a concrete plan.

    Attributes:
        rule: Rule id (SR-40) or `plan.product`, `plan.step`, `plan.days` for a malformed plan.
        date: The day it shows.
        slot: am, pm, or None when the whole day or plan is meant.
        text: What was seen, in plain words.
        facts: Ids of the facts.
        days: The dates that together break the rule.
    """

    rule: str
    date: datetime.date
    slot: Slot | None
    text: str
    facts: tuple[str, ...] = ()
    days: tuple[datetime.date, ...] = ()

    def as_data(self) -> dict[str, object]:
        """Return the plain JSON form."""
        return {
            "rule": self.rule,
            "date": self.date.isoformat(),
            "slot": self.slot,
            "evidence": {
                "text": self.text,
                "facts": list(self.facts),
                "days": [d.isoformat() for d in self.days],
            },
        }
