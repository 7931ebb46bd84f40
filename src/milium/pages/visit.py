"""One visit: the request, the two logs, care and the look, with short ways to answer."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from milium.care import Care
from milium.care.faults import fault_events
from milium.care.journal import beside
from milium.care.people import ME, Person, baby_of, find
from milium.care.settings import THEMES, settings_of
from milium.domain.events import SETTING, SHOWN, Event
from milium.pages.journal import Journal, new_events
from milium.pages.logs import Logs
from milium.pages.look import Look
from milium.pages.messages import OK, SEE_OTHER, Reply, Request

TEST, STRONG = "spot_test", ("retinoid", "exfoliate", "treat")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _without_test(steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [step for step in steps if step["step"] != TEST]


class Visit:
    """What a page function gets.

    Args:
        request: What came in.
        care: The use cases.
        events: All events of this device or account, in any order, or logs that remember them.
        look: Templates and texts.
        rest: What stands in the path behind the page's own name ("opening" in "/bump/opening").
    """

    def __init__(
        self, request: Request, care: Care, events: Sequence[Event] | Logs, look: Look, rest: str = ""
    ) -> None:
        self.request, self.care, self.look, self.rest = request, care, look, rest
        self._logs = logs = events if isinstance(events, Logs) else Logs(events)
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
        me = self.me
        return self._remembered(me.memory, "plan", lambda: self.care.plan(me.case_before_tonight, today=self.today))

    def _remembered(
        self, memory: dict[object, Any], what: object, make: Callable[[], dict[str, Any]]
    ) -> dict[str, Any]:
        """Return what was made of the same case before, or make it; an answer with a fault is never remembered."""
        key = (what, self.care.knowledge.hash, self.care.knowledge.language.code)
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
    def after_tonight(self) -> dict[str, Any]:
        """Return the plan with what was ticked tonight: what was used beyond the plan changes the days to come."""
        if not any(product for _, _, product in self.me.ticked(self.today)):
            return self.plan
        me = self.me
        return self._remembered(me.memory_tonight, "plan", lambda: self.care.plan(me.case, today=self.today))

    @property
    def has_more(self) -> bool:
        """Tell whether more was used, lately or tonight, than the plan holds."""
        return bool(self.extra or self.after_tonight.get("done"))

    @cached_property
    def extra(self) -> frozenset[str]:
        """Return the strong products that were ticked this evening though tonight's plan does not hold them."""
        held = {step["product"] for day in self.plan["days"][:1] for step in day["pm"]}
        done = self.me.ticked(self.today)
        return frozenset(p for slot, step, p in done if slot == "pm" and step in STRONG and p and p not in held)

    @cached_property
    def evening(self) -> list[dict[str, Any]]:
        """Return tonight's steps; after a strong product beyond the plan no other one is asked for any more (SR-40)."""
        steps: list[dict[str, Any]] = self.plan["days"][0]["pm"] if self.plan["days"] else []
        if not self.extra:
            return steps
        done = {p for slot, _, p in self.me.ticked(self.today) if slot == "pm"}
        return [step for step in steps if step["step"] not in STRONG or step["product"] in done]

    @cached_property
    def days(self) -> list[dict[str, Any]]:
        """Return the days of the plan: tonight stays as it is, and what was used beyond it counts from tomorrow on.

        A spot test has as many nights as are left of it; the plan itself does not know which were ticked.
        """
        days: list[dict[str, Any]] = self.plan["days"]
        if self.has_more:
            days = [*({**day, "pm": self.evening} for day in days[:1]), *self.after_tonight["days"][1:]]
        left = self.look.knowledge.safety.limits.spot_test_nights - len(self.me.test_nights - {self.today})
        tests = [day["date"] for day in days if any(step["step"] == TEST for step in day["pm"])]
        over = set(tests[max(left, 0) :])
        return [{**day, "pm": _without_test(day["pm"])} if day["date"] in over else day for day in days]

    @cached_property
    def ahead(self) -> dict[str, Any]:
        """Return the plan as the plan page tells it: with what was used beyond it."""
        return {**(self.after_tonight if self.has_more else self.plan), "days": self.days}

    def why(self, day: date, product: str) -> list[dict[str, Any]] | None:
        """Return what keeps a product off an evening, rules first, as care says it; None when the plan has it then."""
        me = self.me
        case, memory = (me.case, me.memory_tonight) if self.has_more else (me.case_before_tonight, me.memory)
        key, today = ("why", day, product), self.today
        found = self._remembered(memory, key, lambda: self.care.why(case, day, product, today=today))
        return None if found["planned"] else [*found["rules"], *found["notes"]]

    @cached_property
    def progress(self) -> dict[str, Any]:
        """Return what the counts say, as care answers it; the plans that were shown tell which evenings were due."""
        return self._remembered(self.me.memory_tonight, "progress", self._progress)

    def _progress(self) -> dict[str, Any]:
        shown = [{**event.body, "kind": SHOWN, "date": event.local_date.isoformat()} for event in self.me.of(SHOWN)]
        case = self.me.case
        return self.care.progress({**case, "log": beside(case["log"], shown)}, today=self.today)

    @cached_property
    def shelf(self) -> list[Mapping[str, Any]]:
        """Return the products on the shelf, by id."""
        return self.me.shelf

    def name_of(self, product: str) -> str:
        """Return the name of a product, or words for one that has none or has left the shelf."""
        name = next((str(item.get("name") or "") for item in self.shelf if item.get("id") == product), "")
        return name or self.look.texts.get("ui.tonight.unnamed").says

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

    def keep(
        self, journal: Journal, *entries: tuple[str, Mapping[str, object]], day: date | None = None
    ) -> tuple[Event, ...]:
        """Return new events of a case, of today or of a day before; nothing is kept before the reply is given."""
        return new_events(self.request, journal, entries, day)

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
            "language": self.look.knowledge.language,
            "languages": self.look.languages,
            "on_phone": root == "#",  # the phone edition keeps the data itself, and has a page for that
            "hidden": {**self.request.hidden, "once": str(self.request.new_id()), "whose": self.whose},
            "reviewed": self.look.knowledge.reviewed,
            "has_plan": self.me.started,
            "has_shelf": bool(self.me.of("product_added")),
            "pack": self.look.knowledge.pack(),
            "back": None,
            "whose": find(self.people, self.whose),
            "own_data": root != "#",  # a computer of their own keeps the data, and has a page for that
            "theme": self._theme,
            "many": len(self.people) > 1 or any(one.name for one in self.people),
        }

    @property
    def _theme(self) -> str:
        """Return the colours that were chosen; "" for those of the device."""
        found = settings_of(self.me.of(SETTING)).theme
        return "" if found == THEMES[0] else found


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
