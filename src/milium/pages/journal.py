"""What the log says to a screen: the case so far, the interview so far, and new entries."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from milium.care.journal import case_data, ordered
from milium.domain.events import FAULT, Event
from milium.pages.messages import Request

ME, BABY = "me", "baby"  # a baby is a person of its own: the two logs never mix


class Journal:
    """The events of one case as a screen reads them; a fault of ours is no entry of the person's and left out.

    Args:
        events: Events of any cases.
        case: The case to read.
        today: Date of the fold.
    """

    def __init__(self, events: Sequence[Event], case: str, today: date) -> None:
        self.name, self.today = case, today
        self.events = ordered(e for e in events if e.case == case and e.kind != FAULT)

    @cached_property
    def case(self) -> dict[str, Any]:
        """Return the case as the events tell it."""
        return case_data(self.events, self.today)

    @cached_property
    def case_before_tonight(self) -> dict[str, Any]:
        """Return the case without today's ticks: ticking must not change tonight's plan."""
        rows = [e for e in self.events if not (e.kind in {"tick", "untick"} and e.local_date == self.today)]
        return case_data(rows, self.today)

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
    def started(self) -> bool:
        """Tell whether the plan was started."""
        return "started" in self.case

    def of(self, kind: str) -> list[Event]:
        """Return the events of a kind, oldest first."""
        return [e for e in self.events if e.kind == kind]

    @property
    def test_nights(self) -> set[date]:
        """Return the evenings on which a spot test was ticked since the last result of one."""
        since = max((e.at for e in self.of("spot_test")), default=None)
        ticks = [e for e in self.of("tick") if e.body.get("step") == "spot_test"]
        return {e.local_date for e in ticks if since is None or e.at > since}

    def ticked(self, day: date) -> set[tuple[str, str, str]]:
        """Return what is ticked on a day as (slot, step, product or "")."""
        done: set[tuple[str, str, str]] = set()
        for event in self.events:
            if event.local_date == day and event.kind in {"tick", "untick"}:
                body = event.body
                key = (str(body.get("slot")), str(body.get("step")), str(body.get("product") or ""))
                (done.add if event.kind == "tick" else done.discard)(key)
        return done


def new_events(
    request: Request, journal: Journal, entries: Sequence[tuple[str, Mapping[str, object]]], day: date | None = None
) -> tuple[Event, ...]:
    """Return the events that a form adds.

    A form carries a random `once`; the ids follow from it and from what it says. So a form that is
    sent twice (two taps, a reload) adds nothing the second time, while the same page sent again
    with other words, or later on, does. `day` is the date of what happened; today when None.
    """
    once = _once(request)
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


def _once(request: Request) -> UUID:
    try:
        return UUID(request.one("once"))
    except ValueError:
        return request.new_id()
