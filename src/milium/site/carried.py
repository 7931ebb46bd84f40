"""The log on its way: an event as a row of JSON, and the log as the worker knows it."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from milium.domain.events import Event
from milium.errors import BadInput

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
Row = dict[str, Any]


def event_row(event: Event) -> Row:
    """Return an event as a row of JSON: `{id, case, at, local_date, kind, body, schema}`.

    Raises:
        BadInput: It cannot be kept as it is: a name with odd signs, a moment without zone, a body that is not JSON.
    """
    where = f"event {event.id}"
    for name, value in (("case", event.case), ("kind", event.kind)):
        if not NAME.fullmatch(value):
            raise BadInput(f"{name} {value[:70]!r} is not a plain name.", where=where, fix="Use letters, digits, _, -.")
    if event.at.tzinfo is None:
        raise BadInput("its moment has no zone.", where=where, fix="Take the moment from the clock.")
    try:
        body = json.loads(json.dumps(event.body, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise BadInput("its body is not plain JSON.", where=where, fix="Keep text, numbers, lists and keys.") from error
    return {
        "id": str(event.id),
        "case": event.case,
        "at": event.at.isoformat(),
        "local_date": event.local_date.isoformat(),
        "kind": event.kind,
        "body": body,
        "schema": event.schema,
    }


def event_of(row: object) -> Event:
    """Return the event of a row.

    Raises:
        BadInput: A key is missing or is not what it should be.
    """
    where = f"event {row.get('id')}"[:60] if isinstance(row, Mapping) else "an event"
    try:
        if not isinstance(row, Mapping):
            raise TypeError
        body, schema = row["body"], row["schema"]
        if not isinstance(body, Mapping) or not isinstance(schema, int):
            raise TypeError
        at, day = datetime.fromisoformat(row["at"]), date.fromisoformat(row["local_date"])
        found = Event(UUID(row["id"]), str(row["case"]), at, day, str(row["kind"]), body, schema)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput("cannot be read.", where=where, fix="Choose a file that milium wrote.") from error
    event_row(found)
    return found


class Log:
    """The events that are kept on this device, as far as the worker was told of them."""

    def __init__(self) -> None:
        self._events: dict[UUID, Event] = {}

    def learn(self, rows: Iterable[Mapping[str, Any]], *, anew: bool = False) -> int:
        """Take in rows; `anew` forgets all others first. Return how many events are known."""
        if anew:
            self._events = {}
        for event in map(event_of, rows):
            self._events.setdefault(event.id, event)
        return len(self._events)

    def events(self) -> tuple[Event, ...]:
        """Return all events."""
        return tuple(self._events.values())
