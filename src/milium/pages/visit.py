"""One visit: the request, the two logs, care and the look, with short ways to answer."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from milium.care import Care
from milium.care.faults import fault_events
from milium.care.people import ME, Person, baby_of, find
from milium.domain.events import Event
from milium.pages.journal import Journal, new_events
from milium.pages.logs import Logs
from milium.pages.look import Look
from milium.pages.messages import OK, SEE_OTHER, Reply, Request

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Visit:
    """What a page function gets.

    Args:
        request: What came in.
        care: The use cases.
        logs: The logs of everybody on this device.
        look: Templates and texts.
        rest: What stands in the path behind the page's own name ("opening" in "/bump/opening").
    """

    def __init__(self, request: Request, care: Care, logs: Logs, look: Look, rest: str = "") -> None:
        self.request, self.care, self.look, self.rest = request, care, look, rest
        self._logs = logs
        self._stopped: list[Mapping[str, Any]] = []
        self.today = request.today
        self.people = logs.people
        self.whose = whose(request, logs.people)

    @cached_property
    def me(self) -> Journal:
        """Return the log of the person."""
        return self.journal(self.whose)

    @cached_property
    def baby(self) -> Journal:
        """Return the log of the baby that the person asks about."""
        return self.journal(baby_of(self.whose))

    def journal(self, case: str) -> Journal:
        """Return the log of a case."""
        return self._logs.journal(case, self.today)

    @property
    def is_post(self) -> bool:
        """Tell whether a form was sent."""
        return self.request.method == "POST"

    @cached_property
    def plan(self) -> dict[str, Any]:
        """Return the plan from today on, as care answers it; today's own ticks change nothing in it."""
        return self._remembered("", lambda: self.care.plan(self.me.case_before_tonight, today=self.today))

    def why(self, product: str) -> dict[str, Any]:
        """Return what keeps a product off tonight, as care answers it."""
        case = self.me.case_before_tonight
        return self._remembered(product, lambda: self.care.why(case, self.today, product, today=self.today))

    def _remembered(self, what: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Return what was made of the same case before, or make it; an answer with a fault is never remembered."""
        memory, key = self.me.memory, (what, self.care.knowledge.hash)
        if key not in memory:
            answer = make()
            if answer.get("fault"):
                self._stopped.append(answer)
                return answer
            memory[key] = answer
        found: dict[str, Any] = memory[key]
        return found

    @property
    def faults(self) -> tuple[Event, ...]:
        """Return the events of plans of ours that did not pass in this visit, as far as the log has none."""
        if not self._stopped:
            return ()
        found = fault_events(self.care, self._stopped, self.whose, self.today, self.request.now)
        known = self.me.faults
        return tuple(event for event in found if event.id not in known)

    @cached_property
    def found(self) -> dict[str, Any]:
        """Return what the person's answers say so far."""
        return self.care.identify({"answers": dict(self.me.answers), "profile": self.me.profile})

    def page(self, template: str, *, status: int = OK, events: tuple[Event, ...] = (), **data: Any) -> Reply:
        """Answer with a page."""
        return Reply(status, self.look.render(template, {**self._frame(), **data}), None, events)

    def go(self, path: str, *events: Event, whose: str | None = None) -> Reply:
        """Answer with the next path, after keeping `events`; the device is with `whose` then."""
        return Reply(SEE_OTHER, "", path, tuple(events), whose)

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
            "hidden": {**self.request.hidden, "once": str(self.request.new_id()), "whose": self.whose},
            "reviewed": self.look.knowledge.reviewed,
            "has_plan": self.me.started,
            "has_shelf": bool(self.me.of("product_added")),
            "pack": self.look.knowledge.pack(),
            "back": None,
            "whose": find(self.people, self.whose),
            "many": len(self.people) > 1 or any(one.name for one in self.people),
        }


def whose(request: Request, people: Sequence[Person]) -> str:
    """Return the case of the person that a request is for: the one its form was made for, else the device's.

    So a page that stands open for one person never writes into the log of another.
    """
    named = request.one("whose") if request.method == "POST" else ""
    return next((case for case in (named, request.whose) if find(people, case)), ME)


def is_for_nobody(request: Request, people: Sequence[Person]) -> bool:
    """Tell whether a form was made for somebody who is not on this device (any more)."""
    named = request.one("whose") if request.method == "POST" else ""
    return bool(named) and find(people, named) is None
