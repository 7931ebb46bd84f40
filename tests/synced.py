"""A device that keeps its log and exchanges events with a server: the device's side of `milium.care.sync`, lived."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from milium.care.sync import Link, ask, goes_on, link_of, link_row, take
from milium.domain.events import Event

Carry = Callable[[Mapping[str, Any]], Mapping[str, Any] | None]
MOST_ROUNDS = 100


@dataclass
class Device:
    """One device: its log, and its link to the server. Nothing ever leaves `log`."""

    log: dict[UUID, Event] = field(default_factory=dict)
    link: Link = field(default_factory=Link)

    def enter(self, events: Iterable[Event]) -> None:
        """Keep what was entered here."""
        new = [event for event in events if event.id not in self.log]
        self.log.update((event.id, event) for event in new)
        self.link = self.link.entered(new)

    def exchange(self, carry: Carry) -> bool:
        """Exchange until nothing is left to do; False when an answer did not come (None)."""
        for _ in range(MOST_ROUNDS):
            answered = carry(ask(self.link, self.log))
            if answered is None:
                return False
            before = self.link
            after, events = take(before, answered)
            for event in events:
                self.log.setdefault(event.id, event)
            self.link = link_of(json.loads(json.dumps(link_row(after))))  # as a device keeps it
            if not goes_on(after, before, answered):
                return True
        raise AssertionError("the exchange never ends")
