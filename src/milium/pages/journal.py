"""What the log says to a screen: the case so far, the interview so far, and new entries."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import takewhile
from typing import Any
from uuid import UUID, uuid5

from milium.care.journal import Fold, empty_fold, folded, order, ordered, shelf_items
from milium.care.people import BABY, ME, is_baby
from milium.domain.events import FAULT, PERSON, REMINDED, SETTING, Event
from milium.pages.messages import Request

__all__ = ["BABY", "ME", "Journal", "new_events", "once_of"]
TICKS = ("tick", "untick")
ASIDE = (SETTING, REMINDED)  # no part of a case: no plan comes out otherwise because of them
NOBODYS = (FAULT, PERSON)  # no entries of the person's: a fault of ours, and a name


class Journal:
    """The events of one case as a screen reads them; what is no entry of theirs is left out.

    Args:
        events: Events of any cases.
        case: The case to read.
        today: Date of the fold.
    """

    def __init__(self, events: Iterable[Event], case: str, today: date) -> None:
        self.name, self.today = case, today
        mine = ordered(e for e in events if e.case == case)
        self.faults = {e.id for e in mine if e.kind == FAULT}
        self.events = [e for e in mine if e.kind not in NOBODYS]
        self.memory: dict[object, Any] = {}  # what was made of `case_before_tonight` ...
        self.memory_tonight: dict[object, Any] = {}  # ... and of `case`

    def extended(self, events: Iterable[Event]) -> "Journal | None":
        """Return the journal with further events of the same case, or None when one belongs before those here.

        Its cost is that of the further events: what was folded is not folded again, and what was
        made of the case before tonight stays as long as nothing but today's ticks is new.
        """
        found, more = self._with(events, self.today)
        if found is None or (more and not self.events):
            return found
        past = [e for e in more if e.local_date < self.today]
        found._fold_before_today = folded(past, self._fold_before_today) if past else self._fold_before_today
        found._fold = folded(more, self._fold)
        before = [e for e in more if not self._is_tonight(e) and e.kind not in ASIDE]
        found._fold_before_tonight = folded(before, self._fold_before_tonight) if before else self._fold_before_tonight
        if not before:
            found.case_before_tonight, found.memory = self.case_before_tonight, self.memory
        if all(e.kind in ASIDE for e in more):
            found.memory_tonight = self.memory_tonight
        return found

    def anew(self, events: Iterable[Event], today: date) -> "Journal":
        """Return the journal with further events anywhere in it, and as of a date.

        What was folded up to the day stays where nothing came before it; else it is folded from its start.
        """
        events = list(events)
        found, _ = self._with(events, today)
        if found is None or not self.events or today < self.today:
            found = Journal((*self.events, *events), self.name, today)
            found.faults |= self.faults
            return found
        past = [e for e in found.events[self._place_of(self.today) :] if e.local_date < today]
        found._fold_before_today = _as_of(folded(past, self._fold_before_today), today)
        return found

    def _with(self, events: Iterable[Event], today: date) -> tuple["Journal | None", list[Event]]:
        """Return the journal with events that come after its own, nothing folded yet, and which of them count."""
        rows = ordered(events)
        more = [e for e in rows if e.kind not in NOBODYS]
        if more and self.events and order(more[0]) <= order(self.events[-1]):
            return None, more
        found = Journal((), self.name, today)
        found.faults = self.faults | {e.id for e in rows if e.kind == FAULT}
        found.events = [*self.events, *more]
        if "_by_kind" in self.__dict__:
            found._by_kind = by_kind(more, self._by_kind)
        return found, more

    def _place_of(self, day: date) -> int:
        """Return the place of the first event of a day, or of the first after it."""
        return bisect_left(self.events, day, key=lambda event: event.local_date)

    @cached_property
    def _fold_before_today(self) -> Fold:
        """Return the checkpoint that both folds of today go on from."""
        return folded(self.events[: self._place_of(self.today)], empty_fold(self._case_name, self.today))

    @cached_property
    def _fold(self) -> Fold:
        return folded(self.events[self._place_of(self.today) :], self._fold_before_today)

    @cached_property
    def _fold_before_tonight(self) -> Fold:
        rows = [e for e in self.events[self._place_of(self.today) :] if not self._is_tonight(e)]
        return folded(rows, self._fold_before_today)

    @property
    def _case_name(self) -> str:
        return self.name if self.events else "case"

    def _is_tonight(self, event: Event) -> bool:
        return event.local_date == self.today and event.kind in TICKS

    @cached_property
    def case(self) -> dict[str, Any]:
        """Return the case as the events tell it."""
        return self._fold.data

    @cached_property
    def case_before_tonight(self) -> dict[str, Any]:
        """Return the case without today's ticks: ticking must not change tonight's plan."""
        return self._fold_before_tonight.data

    @property
    def answers(self) -> Mapping[str, Any]:
        """Return the answers about the bumps."""
        answers: Mapping[str, Any] = self.case["answers"]
        return answers

    @cached_property
    def profile(self) -> dict[str, Any]:
        """Return the profile as it stands today."""
        profile = dict(self.case["profile"])
        for entry in self.case["log"]:
            if entry["kind"] == "profile":
                profile.update(entry.get("set") or {})
        return profile

    @cached_property
    def round(self) -> Mapping[str, Any]:
        """Return the state of the interview: `asked`, `locked`, `follow`, `unsure`, ... ; {} before it."""
        body = next((e.body for e in reversed(self.events) if e.kind == "answers"), {})
        state = body.get("round")
        return state if isinstance(state, Mapping) else {}

    @property
    def is_baby(self) -> bool:
        """Tell whether it is the journal of a baby that somebody asks about."""
        return is_baby(self.name)

    @property
    def started(self) -> bool:
        """Tell whether the plan was started."""
        return "started" in self.case

    def of(self, kind: str) -> list[Event]:
        """Return the events of a kind, oldest first."""
        return list(self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> dict[str, list[Event]]:
        return by_kind(self.events, {})

    @cached_property
    def shelf(self) -> list[Mapping[str, Any]]:
        """Return the products on the shelf, by id."""
        return shelf_items([*self.of("product_added"), *self.of("product_removed")])

    @cached_property
    def test_nights(self) -> set[date]:
        """Return the evenings on which a spot test was ticked since the last result of one."""
        since = max((e.at for e in self.of("spot_test")), default=None)
        ticks = [e for e in self.of("tick") if e.body.get("step") == "spot_test"]
        return {e.local_date for e in ticks if since is None or e.at > since}

    def ticked(self, day: date) -> set[tuple[str, str, str]]:
        """Return what is ticked on a day as (slot, step, product or "")."""
        done: set[tuple[str, str, str]] = set()
        days = takewhile(lambda e: e.local_date >= day, reversed(self.events))  # they are ordered by date
        for event in reversed(list(days)):
            if event.local_date == day and event.kind in TICKS:
                body = event.body
                key = (str(body.get("slot")), str(body.get("step")), str(body.get("product") or ""))
                (done.add if event.kind == "tick" else done.discard)(key)
        return done


def by_kind(events: Iterable[Event], before: Mapping[str, list[Event]]) -> dict[str, list[Event]]:
    """Return kind -> its events, after those of `before`, which stays."""
    more: dict[str, list[Event]] = {}
    for event in events:
        more.setdefault(event.kind, []).append(event)
    return {**before, **{kind: [*before.get(kind, ()), *mine] for kind, mine in more.items()}}


def _as_of(fold: Fold, today: date) -> Fold:
    return fold._replace(case={**fold.case, "today": today.isoformat()})


def new_events(
    request: Request, journal: Journal, entries: Sequence[tuple[str, Mapping[str, object]]], day: date | None = None
) -> tuple[Event, ...]:
    """Return the events that a form adds.

    A form carries a random `once`; the ids follow from it and from what it says. So a form that is
    sent twice (two taps, a reload) adds nothing the second time, while the same page sent again
    with other words, or later on, does. `day` is the date of what happened; today when None.
    """
    once = once_of(request)
    newest = {e.id for e in journal.events[-len(entries) :]} if entries else set()
    known = {e.id for e in journal.events}
    at = request.now
    if journal.events:
        at = max(at, max(e.at for e in journal.events) + timedelta(microseconds=1))
    out = []
    for n, (kind, body) in enumerate(entries):
        words = json.dumps([kind, body, n], sort_keys=True)
        found = uuid5(once, words)
        salt = 0
        while found in known and found not in newest:
            salt += 1
            found = uuid5(once, f"{words} {salt}")
        out.append(Event(found, journal.name, at + timedelta(microseconds=n), day or request.today, kind, body))
    return tuple(out)


def once_of(request: Request) -> UUID:
    """Return the random id that a form carries, or a fresh one."""
    try:
        return UUID(request.one("once"))
    except ValueError:
        return request.new_id()
