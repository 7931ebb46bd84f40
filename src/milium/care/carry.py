"""The log on its way between devices and files: an event as a row of JSON, and the whole log as one file."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from milium.domain.events import Event
from milium.errors import BadInput

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
FILE_KIND, FILE_SCHEMA = "log", 1
YEARS = range(2000, 2200)  # a moment outside them comes from a broken clock, and would order the log for ever
SCHEMAS = range(1, 1000)
ROWS_OF_MILIUM = "Take the rows as milium wrote them."
Row = dict[str, Any]


def event_row(event: Event) -> Row:
    """Return an event as a row of JSON: `{id, case, at, local_date, kind, body, schema}`."""
    return {
        "id": str(event.id),
        "case": event.case,
        "at": event.at.isoformat(),
        "local_date": event.local_date.isoformat(),
        "kind": event.kind,
        "body": dict(event.body),
        "schema": event.schema,
    }


def event_of(row: object) -> Event:
    """Return the event of a row.

    Raises:
        BadInput: A key is missing or is not what it should be; the message names the first.
    """
    if not isinstance(row, Mapping):
        raise BadInput("is no row of keys and values.", where="an event", fix=ROWS_OF_MILIUM)
    where = f"event {str(row.get('id'))[:40]}"
    return Event(
        id=_read(row, "id", where, _uuid),
        case=_read(row, "case", where, _name),
        at=_read(row, "at", where, _moment),
        local_date=_read(row, "local_date", where, _day),
        kind=_read(row, "kind", where, _name),
        body=_read(row, "body", where, _body),
        schema=_read(row, "schema", where, _schema),
    )


def _read(row: Mapping[str, Any], key: str, where: str, reader: Any) -> Any:
    if key not in row:
        raise BadInput(f"{key} is missing.", where=where, fix=ROWS_OF_MILIUM)
    try:
        return reader(row[key])
    except (TypeError, ValueError, AttributeError, OverflowError, RecursionError):
        shown = repr(row[key])[:60]
        raise BadInput(f"{key} cannot be read: {shown}.", where=f"{where}, {key}", fix=ROWS_OF_MILIUM) from None


def _uuid(value: object) -> UUID:
    found = UUID(_text(value))
    if str(found) != value:
        raise ValueError
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _name(value: object) -> str:
    if not NAME.fullmatch(_text(value)):
        raise ValueError
    return _text(value)


def _moment(value: object) -> datetime:
    found = datetime.fromisoformat(_text(value))
    if found.tzinfo is None or found.year not in YEARS:
        raise ValueError
    return found


def _day(value: object) -> date:
    found = date.fromisoformat(_text(value))
    if found.year not in YEARS or found.isoformat() != value:
        raise ValueError
    return found


def _body(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError
    body: dict[str, Any] = json.loads(json.dumps(value, allow_nan=False))
    return body


def _schema(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in SCHEMAS:
        raise ValueError
    return value


def written(events: Iterable[Event], now: datetime) -> Iterator[str]:
    """Yield a whole log as the text of one file, piece by piece: `{milium: "log", schema, saved, events}`."""
    head = {"milium": FILE_KIND, "schema": FILE_SCHEMA, "saved": now.isoformat()}
    yield json.dumps(head)[:-1] + ', "events": ['
    between = "\n"
    for event in events:
        yield between + json.dumps(event_row(event), ensure_ascii=True)
        between = ",\n"
    yield "\n]}\n"


def read_file(text: str | bytes) -> list[Event]:
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
