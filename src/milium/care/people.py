"""Who a log is about: each person is a case of its own, with a name and a colour; what one enters no other sees."""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID, uuid5

from milium.care.journal import ordered
from milium.domain.events import PERSON, Event

ME, BABY = "me", "baby"  # the first person, and the baby they ask about: two cases, never mixed
OF_A_BABY = "-baby"
COLOURS = ("teal", "blue", "plum", "green", "amber")
MOST_PEOPLE, MOST_SIGNS = 20, 40
# The cases of new people are named within this name, so that a form sent twice makes one person.
NAMES = UUID("6d696c69-756d-5fa0-8000-70656f706c65")


class Person(NamedTuple):
    """Somebody on this device.

    Attributes:
        case: Id of their case.
        name: As it was typed; "" for the first person, until they give one.
        colour: One of `COLOURS`.
    """

    case: str
    name: str
    colour: str


def people_of(events: Iterable[Event]) -> tuple[Person, ...]:
    """Return who is on this device, in the order in which they came; the first person is always there.

    Args:
        events: Events of any kind and any cases; only those of the kind `person` are read.
    """
    found = {ME: Person(ME, "", COLOURS[0])}
    for event in ordered(e for e in events if e.kind == PERSON):
        if event.case not in found and len(found) >= MOST_PEOPLE:
            continue
        name, colour = tidy(str(event.body.get("name") or "")), str(event.body.get("colour"))
        before = found.get(event.case, Person(event.case, event.case, COLOURS[0]))
        found[event.case] = Person(event.case, name or before.name, colour if colour in COLOURS else before.colour)
    return tuple(found.values())


def find(people: Iterable[Person], case: str) -> Person | None:
    """Return the person of a case, or None."""
    return next((one for one in people if one.case == case), None)


def baby_of(case: str) -> str:
    """Return the case of the baby that a person asks about."""
    return BABY if case == ME else case + OF_A_BABY


def is_baby(case: str) -> bool:
    """Tell whether a case is that of a baby somebody asks about."""
    return case == BABY or case.endswith(OF_A_BABY)


def new_case(once: UUID) -> str:
    """Return the case of a new person; the same form gives the same one."""
    return f"p{uuid5(NAMES, str(once)).hex[:12]}"


def tidy(name: str) -> str:
    """Return a name in one line, without signs that cannot be seen; "" when nothing is left."""
    seen = "".join(" " if sign.isspace() else sign for sign in name if _is_shown(sign))
    return " ".join(unicodedata.normalize("NFC", seen).split())[:MOST_SIGNS].strip()


def _is_shown(sign: str) -> bool:
    return sign.isspace() or sign == "\u200d" or unicodedata.category(sign)[0] != "C"


def is_taken(name: str, people: Iterable[Person], but: str = "") -> bool:
    """Tell whether somebody else has this name, however it is written."""
    return any(_same(name) == _same(one.name) for one in people if one.case != but)


def _same(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
