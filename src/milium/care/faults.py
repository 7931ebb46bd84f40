"""A fault of ours as an event: which rules, on which dates, with which knowledge and code; nothing of the person."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from milium.care.desk import Desk
from milium.domain.events import FAULT, Event

# The ids of faults are made within this name, so that two devices make the same one.
NAMES = UUID("6d696c69-756d-5fa0-8000-6661756c7473")


def fault_events(
    desk: Desk, answers: Iterable[Mapping[str, Any]], case: str, day: date, at: datetime
) -> tuple[Event, ...]:
    """Return one event for each answer of care that carries a `fault`; () when all plans passed the gate.

    The same rules on the same day with the same pack give the same id, so looking again, a second
    device or a second process adds nothing to the log.

    Args:
        desk: The knowledge, and the version and hash of the code.
        answers: What care answered in one visit.
        case: Id of the case.
        day: The person's date.
        at: The moment, with zone; only orders the log.

    Returns:
        Events of the kind `fault` with the body `{rules: [{rule, dates}], pack: {version, hash}, code, milium}`.
    """
    made = (_event(desk, answer["fault"], case, day, at) for answer in answers if answer.get("fault"))
    return tuple({event.id: event for event in made}.values())


def _event(desk: Desk, fault: Iterable[Mapping[str, Any]], case: str, day: date, at: datetime) -> Event:
    dates: dict[str, set[str]] = {}
    for row in fault:
        dates.setdefault(str(row["rule"]), set()).add(str(row["date"]))
    knowledge = desk.knowledge
    name = json.dumps([case, day.isoformat(), sorted(dates), knowledge.hash])
    body = {
        "rules": [{"rule": rule, "dates": sorted(dates[rule])} for rule in sorted(dates)],
        "pack": {"version": knowledge.version, "hash": knowledge.hash},
        "code": desk.code(),
        "milium": desk.program,
    }
    return Event(uuid5(NAMES, name), case, at, day, FAULT, body)
