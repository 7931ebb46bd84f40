"""The log on its way: an event as a row of JSON, and the log as the worker knows it."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from milium.care.journal import ordered
from milium.domain.events import Event
from milium.errors import BadInput

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
FILE_KIND, FILE_SCHEMA = "log", 1
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


def written(events: Iterable[Event], now: datetime) -> str:
    """Return a whole log as the text of one file: `{milium: "log", schema, saved, events}`.

    Raises:
        BadInput: An event cannot be kept as it is.
    """
    rows = [event_row(event) for event in ordered(events)]
    head = {"milium": FILE_KIND, "schema": FILE_SCHEMA, "saved": now.isoformat()}
    return json.dumps({**head, "events": rows}, ensure_ascii=False, indent=1)


def read_file(text: str) -> list[Event]:
    """Read a file that milium wrote; all of it or nothing.

    Raises:
        BadInput: It is no such file, is of a later milium, or one of its events cannot be read.
    """
    where = "the file"
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput("is not JSON, or only a part of it came.", where=where, fix="Choose the whole file.") from error
    if not isinstance(data, Mapping) or data.get("milium") != FILE_KIND or not isinstance(data.get("events"), list):
        raise BadInput("is no copy that milium saved.", where=where, fix="Choose a file named milium-....json.")
    if data.get("schema") != FILE_SCHEMA:
        raise BadInput("is of a later milium.", where=where, fix="Update milium here first, then add it again.")
    return [event_of(row) for row in data["events"]]


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
