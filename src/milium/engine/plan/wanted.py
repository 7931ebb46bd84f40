"""What the person would like and what they were shown: the costs below a missed application."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from milium.domain.case import Wishes
from milium.engine.plan.eligibility import Candidate
from milium.engine.plan.window_dp import FIRST, OTHER, REST

WEEKDAY, NIGHT_SHIFT, BEFORE_EVENT = "weekday", "night_shift", "before_event"


class Wanted(NamedTuple):
    """The wishes, and the plan in hand.

    Attributes:
        wishes: What the person would like. Evenings without an active are theirs to say and are
            kept (`Timeline.rest_days`); the others weigh alike, and less than a change.
        shown: Ordinal -> shelf ids of the actives on the evening of the plan that the person has in hand.
    """

    wishes: Wishes
    shown: Mapping[int, Sequence[str]]

    def unmet(self, product: Candidate, day: int) -> tuple[str, ...]:
        """Return the wishes that a use of `product` on an evening (ordinal) would leave unmet."""
        wishes, on = self.wishes, date.fromordinal(day)
        keys = (product.id, *product.product.families)
        liked = next((wishes.prefer[key] for key in keys if wishes.prefer.get(key)), ())
        found = [WEEKDAY] if liked and on.weekday() not in liked else []
        if on in wishes.night_shifts or on.weekday() in wishes.shift_weekdays:
            found.append(NIGHT_SHIFT)
        if any(event.toordinal() - 1 == day for event in wishes.before_events):
            found.append(BEFORE_EVENT)
        return tuple(found)

    def shown_tonight(self, line: Sequence[Candidate], today: int) -> int | None:
        """Return what a plan made today shows for tonight, as `shown_on`; None without such a plan.

        An older plan does not fix tonight: its rest would put a first use off from day to day.
        """
        return self.shown_on(line, today) if self.shown and min(self.shown) == today else None

    def shown_on(self, line: Sequence[Candidate], day: int) -> int | None:
        """Return what was shown for an evening as the planner's symbol; None when nothing was.

        An active that is not in the line is a symbol that no evening can have now: whatever
        stands there is a change.
        """
        had = self.shown.get(day)
        if had is None:
            return None
        return next((FIRST + i for i, c in enumerate(line) if c.id in had), OTHER if had else REST)
