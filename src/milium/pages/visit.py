"""One visit: the request, the two logs, care and the look, with short ways to answer."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from milium.care import Care
from milium.domain.events import Event
from milium.pages.journal import BABY, ME, Journal, new_events
from milium.pages.look import Look
from milium.pages.messages import OK, SEE_OTHER, Reply, Request

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Visit:
    """What a page function gets.

    Args:
        request: What came in.
        care: The use cases.
        events: All events of this device or account.
        look: Templates and texts.
        rest: What stands in the path behind the page's own name ("opening" in "/bump/opening").
    """

    def __init__(self, request: Request, care: Care, events: Sequence[Event], look: Look, rest: str = "") -> None:
        self.request, self.care, self.look, self.rest = request, care, look, rest
        self._events = events
        self.today = request.today

    @cached_property
    def me(self) -> Journal:
        """Return the log of the person."""
        return Journal(self._events, ME, self.today)

    @cached_property
    def baby(self) -> Journal:
        """Return the log of the baby."""
        return Journal(self._events, BABY, self.today)

    @property
    def is_post(self) -> bool:
        """Tell whether a form was sent."""
        return self.request.method == "POST"

    @cached_property
    def plan(self) -> dict[str, Any]:
        """Return the plan from today on, as care answers it; today's own ticks change nothing in it."""
        return self.care.plan(self.me.case_before_tonight, today=self.today)

    @cached_property
    def found(self) -> dict[str, Any]:
        """Return what the person's answers say so far."""
        return self.care.identify({"answers": dict(self.me.answers), "profile": self.me.profile})

    def page(self, template: str, *, status: int = OK, events: tuple[Event, ...] = (), **data: Any) -> Reply:
        """Answer with a page."""
        return Reply(status, self.look.render(template, {**self._frame(), **data}), None, events)

    def go(self, path: str, *events: Event) -> Reply:
        """Answer with the next path, after keeping `events`."""
        return Reply(SEE_OTHER, "", path, tuple(events))

    def keep(self, journal: Journal, *entries: tuple[str, Mapping[str, object]]) -> tuple[Event, ...]:
        """Return new events of a case; nothing is kept before the reply is given."""
        return new_events(self.request, journal, entries)

    def date(self, day: date, key: str = "ui.date.short") -> str:
        """Return a date in words."""
        return self.look.texts.get(
            key,
            weekday=self.look.texts.get(f"ui.date.weekday.{WEEKDAYS[day.weekday()]}").says,
            day=day.day,
            month=self.look.texts.get(f"ui.date.month.m{day.month}").says,
            year=day.year,
        ).says

    def _frame(self) -> dict[str, Any]:
        """Return what every page's frame shows."""
        root = self.request.root
        return {
            "url": lambda path: root + path,
            "path": self.request.path,
            "on_phone": root == "#",  # the phone edition keeps the data itself, and has a page for that
            "hidden": {**self.request.hidden, "once": str(self.request.new_id())},
            "reviewed": self.look.knowledge.reviewed,
            "has_plan": self.me.started,
            "has_shelf": bool(self.me.of("product_added")),
            "pack": self.look.knowledge.pack(),
            "back": None,
        }
