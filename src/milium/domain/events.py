"""The append-only event log: the only state milium keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

SCHEMA = 1
FAULT = "fault"  # a plan of ours did not pass the gate; it says nothing about the person, and no fold reads it
SHOWN = "shown"  # the plan that was shown on a day

PERSON = "person"  # name and colour of whom a case is about; no fold reads it
SETTING = "setting"  # what a person chose on the settings screen; no fold of a case reads it
REMINDED = "reminded"  # which reminders a calendar was given; no fold of a case reads it


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was entered. Inserting the same `id` twice changes nothing.

    Attributes:
        id: Made where the event is made; a merge of two logs is a union by id.
        case: Id of the case it belongs to.
        at: Moment it was entered, with zone, for ordering only.
        local_date: The day it speaks of, as the person's calendar says.
        kind: A kind of the log vocabulary, or answers, wishes, dated, dated_removed, started, note,
            `PERSON`, `FAULT`, `SETTING`, `REMINDED`.
        body: Plain JSON values.
        schema: Version of the body's shape.
    """

    id: UUID
    case: str
    at: datetime
    local_date: date
    kind: str
    body: Mapping[str, object]
    schema: int = SCHEMA
