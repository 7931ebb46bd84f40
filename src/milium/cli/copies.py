"""A copy of the log that the app saved, as a case."""

from collections.abc import Mapping, Sequence
from typing import Any

from milium.adapters.clock import SystemClock
from milium.care.carry import read_file
from milium.care.journal import case_data
from milium.care.people import BABY, is_baby, people_of
from milium.care.told import case_to_replay
from milium.cli.streams import Input
from milium.cli.trouble import Usage
from milium.cli.usage import Arguments, date_of
from milium.domain.events import Event


def case_of_copy(arguments: Arguments, source: Input) -> Mapping[str, Any]:
    """Return the case of one person of a copy; for a replay with what it needs besides.

    Raises:
        BadInput: It is no such copy, or one of its events cannot be read.
        Usage: It is about several people, and --whose names none of them.
    """
    events = read_file(source.text)
    whose = _whose(arguments, source.where, events)
    today = date_of(arguments, "today") or SystemClock().today()
    told = case_to_replay if arguments.command.name == "replay" else case_data
    return told((event for event in events if event.case == whose), today)


def _whose(arguments: Arguments, where: str, events: Sequence[Event]) -> str:
    known = {person.case: person.name for person in people_of(events)}
    names = {event.case: _named(event.case, known.get(event.case, "")) for event in events}
    said = arguments.options.get("whose")
    found = [case for case, name in names.items() if said is None or said in {case, name}]
    if len(found) == 1:
        return found[0]
    if not names:
        raise Usage(
            "nothing was entered in this copy.", where=where, fix="Enter something in the app, then save again."
        )
    problem = "this copy is about several people." if said is None else f'"{said}" is not one person of this copy.'
    listed = ", ".join(f'"{name}"' for name in names.values())
    raise Usage(problem, where=where, fix=f"Write --whose and one of {listed}.")


def _named(case: str, name: str) -> str:
    return name or (BABY if is_baby(case) else case)
