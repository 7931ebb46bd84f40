"""Two logs become one: what a device sends and takes, and what the server answers. The contract is docs/sync.md.

Events are facts with ids, so a merge is a union: nothing is ever changed, and the order in which
anything arrives makes no difference. Both sides are here; carrying the words is the shells' work.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from uuid import UUID

from milium.care.carry import event_of, event_row
from milium.care.ports import EventStore
from milium.domain.events import FAULT, PERSON, REMINDED, SETTING, Event
from milium.domain.vocabulary import Vocabulary
from milium.errors import BadInput, MiliumError

KIND, SCHEMA = "sync", 1
MOST_EVENTS = 500  # of one question or one answer
MOST_BYTES = 1_000_000  # of one question
ANSWER_BYTES = 750_000  # of the rows of one answer: it then ends early, and says that there is more
SHAPING = ("answers", "wishes", "dated", "dated_removed", "started", "note", FAULT, PERSON, SETTING, REMINDED)
Row = dict[str, Any]


class TooMuch(MiliumError):
    """More came at once than is taken at once."""

    code = "too_much"


class AnotherLog(MiliumError):
    """The server no longer has the log that the device knew: everything was erased, or an old copy put back."""

    code = "another_log"


def known_kinds(words: Vocabulary) -> frozenset[str]:
    """Return every kind of event that this program can read."""
    return frozenset((*words.log, *SHAPING))


class Question(NamedTuple):
    """What a device sends, read.

    Attributes:
        log: Name of the log it knows; None at the first contact.
        cursor: Place in it up to which the device has everything.
        rows: Events that were not acknowledged yet, as they came.
    """

    log: UUID | None
    cursor: int
    rows: Sequence[object]


def answer(asked: object, store: EventStore, kinds: Collection[str]) -> Row:
    """Keep what a device sends and give what it lacks.

    Each event is judged by itself: one that cannot be kept is said, and holds up no other.

    Args:
        asked: The question as JSON gave it; see docs/sync.md.
        store: The server's log.
        kinds: Kinds of events that may be kept.

    Returns:
        `{milium, schema, log, acknowledged, refused, events, cursor, more}`.

    Raises:
        BadInput: It is no question of this contract; nothing was kept.
        TooMuch: More than `MOST_EVENTS` came; nothing was kept.
        AnotherLog: The device knows a log that is not here any more; nothing was kept.
    """
    question = read_question(asked)
    _same_log(question, store)
    good, refused = _judged(question.rows, kinds)
    store.add(good)
    sent = {event.id for event in good}
    rows, cursor, more = _news(store, question.cursor, sent)
    return {
        "milium": KIND,
        "schema": SCHEMA,
        "log": str(store.log().name),
        "acknowledged": [str(event.id) for event in good],
        "refused": refused,
        "events": rows,
        "cursor": cursor,
        "more": more,
    }


def read_question(asked: object) -> Question:
    """Read a question.

    Raises:
        BadInput: It is no question of this contract.
        TooMuch: More than `MOST_EVENTS` came.
    """
    if not isinstance(asked, Mapping) or asked.get("milium") != KIND:
        raise BadInput('is no question of this kind: "milium" is not "sync".', where="milium", fix="See docs/sync.md.")
    if asked.get("schema") != SCHEMA:
        problem = f"schema {json.dumps(asked.get('schema'))[:40]} is not known here."
        raise BadInput(problem, where="schema", fix="Update milium on the older of the two.")
    log, cursor, rows = asked.get("log"), asked.get("cursor"), asked.get("events")
    if not isinstance(rows, list):
        raise BadInput("is no list.", where="events", fix="Send a list, empty when nothing waits.")
    if len(rows) > MOST_EVENTS:
        fix = f"Send at most {MOST_EVENTS} at once, and the others after them."
        raise TooMuch(f"{len(rows)} events are too many.", where="events", fix=fix)
    if isinstance(cursor, bool) or not isinstance(cursor, int) or cursor < 0:
        raise BadInput("is no place in the log.", where="cursor", fix="Send the cursor of the last answer, or 0.")
    try:
        name = None if log is None else UUID(log)
    except (TypeError, ValueError, AttributeError):
        raise BadInput("is no name of a log.", where="log", fix="Send the log of the last answer, or null.") from None
    return Question(name, cursor if name else 0, rows)


def _same_log(question: Question, store: EventStore) -> None:
    now = store.log()
    if question.log is not None and (question.log != now.name or question.cursor > now.last):
        raise AnotherLog(
            "the log here is not the one this device knew: it was erased, or an old copy was put back.",
            where="log",
            fix="Ask the person; to send everything again, begin with log null and cursor 0.",
        )


def _judged(rows: Iterable[object], kinds: Collection[str]) -> tuple[list[Event], list[Row]]:
    """Return the events that can be kept, and what is wrong with each of the others."""
    good, refused = list[Event](), list[Row]()
    for n, row in enumerate(rows):
        try:
            event = event_of(row)
            if event.kind not in kinds:
                raise UnknownKind(event)
            good.append(event)
        except MiliumError as error:
            ident = row.get("id") if isinstance(row, Mapping) else None
            told = {"code": error.code, "problem": error.problem, "where": f"events[{n}]: {error.where}"}
            refused.append({"id": ident if isinstance(ident, str) else None, **told, "fix": error.fix})
    return good, refused


class UnknownKind(MiliumError):
    """An event of a kind that this program cannot read: it stays with the device until this one is newer."""

    code = "unknown_kind"

    def __init__(self, event: Event) -> None:
        problem = f"{event.kind} is a kind of entry that is not known here."
        super().__init__(
            problem, where=f"event {event.id}, kind", fix="Keep it, update milium here, and send it again."
        )


def _news(store: EventStore, cursor: int, sent: Collection[UUID]) -> tuple[list[Row], int, bool]:
    """Return what lies behind a place as rows, the place reached, and whether there is more."""
    rows, size = list[Row](), 0
    found = store.since(cursor, MOST_EVENTS + 1)
    for n, (place, event) in enumerate(found):
        if n == MOST_EVENTS or size > ANSWER_BYTES:
            return rows, cursor, True
        cursor = place
        if event.id not in sent:
            rows.append(event_row(event))
            size += len(json.dumps(rows[-1]))
    return rows, cursor, False


@dataclass(frozen=True, slots=True)
class Link:
    """What a device remembers of one server. It is the device's to keep, beside its log.

    Attributes:
        log: Name of the server's log; None before the first answer.
        cursor: Place up to which everything was taken.
        waiting: Ids that the server has not acknowledged, oldest first.
        refused: Id -> what the server said about it; such an event waits too, and is sent again.
    """

    log: str | None = None
    cursor: int = 0
    waiting: tuple[UUID, ...] = ()
    refused: Mapping[UUID, Row] = field(default_factory=dict)

    def entered(self, events: Iterable[Event]) -> "Link":
        """Return the link after something was entered on the device."""
        known = set(self.waiting)
        return replace(self, waiting=(*self.waiting, *(e.id for e in events if e.id not in known)))


def link_row(link: Link) -> Row:
    """Return a link as a device keeps it: `{log, cursor, waiting, refused}`."""
    refused = {str(ident): row for ident, row in link.refused.items()}
    return {"log": link.log, "cursor": link.cursor, "waiting": [str(one) for one in link.waiting], "refused": refused}


def link_of(row: Mapping[str, Any]) -> Link:
    """Return the link of a row that `link_row` made."""
    refused = {UUID(ident): told for ident, told in row["refused"].items()}
    return Link(row["log"], row["cursor"], tuple(UUID(ident) for ident in row["waiting"]), refused)


def ask(link: Link, log: Mapping[UUID, Event]) -> Row:
    """Return what a device sends: those that wait, what was refused last, as much as one question takes.

    An event that alone is more than a question takes is never sent: it would hold up all others.
    """
    rows, size = list[Row](), 0
    for ident in sorted(link.waiting, key=lambda one: one in link.refused):
        row = event_row(log[ident])
        bytes_of_row = len(json.dumps(row)) + 1
        if len(rows) == MOST_EVENTS or (rows and size + bytes_of_row > ANSWER_BYTES):
            break
        if bytes_of_row <= ANSWER_BYTES:
            rows.append(row)
            size += bytes_of_row
    return {"milium": KIND, "schema": SCHEMA, "log": link.log, "cursor": link.cursor, "events": rows}


def goes_on(link: Link, before: Link, answered: Mapping[str, Any]) -> bool:
    """Tell whether to ask once more at once: there is more there, or more here and the last question helped."""
    left = any(ident not in link.refused for ident in link.waiting)
    return bool(answered["more"]) or (left and len(link.waiting) < len(before.waiting))


def take(link: Link, answered: Mapping[str, Any]) -> tuple[Link, list[Event]]:
    """Return the link after an answer, and the events to keep before that link is.

    Only what the answer names is no longer waiting. An answer that was lost changes nothing: the
    same events are sent again, and the server has them once.

    Raises:
        BadInput: The answer cannot be read; nothing changes then.
    """
    if not isinstance(answered, Mapping) or answered.get("milium") != KIND or answered.get("schema") != SCHEMA:
        raise BadInput("is no answer of this kind.", where="answer", fix="Update milium on the older of the two.")
    try:
        return _taken(link, answered)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BadInput("only a part of it can be read.", where="answer", fix="Ask again later.") from None


def _taken(link: Link, answered: Mapping[str, Any]) -> tuple[Link, list[Event]]:
    events = [event_of(row) for row in answered["events"]]
    done = {UUID(ident) for ident in answered["acknowledged"]}
    refused = {UUID(row["id"]): row for row in answered["refused"] if _is_id(row["id"])}
    waiting = tuple(ident for ident in link.waiting if ident not in done)
    still = {ident: refused.get(ident, link.refused.get(ident)) for ident in waiting}
    kept = {ident: row for ident, row in still.items() if row is not None}
    if not isinstance(answered["more"], bool):
        raise TypeError
    return Link(str(UUID(answered["log"])), int(answered["cursor"]), waiting, kept), events


def _is_id(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(UUID(value))
    except ValueError:
        return False


def again(log: Mapping[UUID, Event]) -> Link:
    """Return a link that knows no server: everything waits. For another log, and only if the person says so."""
    return Link(waiting=tuple(log))
