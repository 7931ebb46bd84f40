"""Fold a log of events into a case: the same events in any order give the same case."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from milium.domain.events import Event

# Kinds that go into the case's own log as they are; the others shape the case around it.
_LOGGED = ("check_in", "tick", "untick", "spot_test", "reaction", "count", "photo", "clinician")
_SHELVED = ("product_added", "product_removed")


def ordered(events: Iterable[Event]) -> list[Event]:
    """Return the events once each, by local date, moment and id."""
    unique = {event.id: event for event in events}
    return sorted(unique.values(), key=order)


def order(event: Event) -> tuple[date, datetime, UUID]:
    """Return what an event is ordered by."""
    return event.local_date, event.at, event.id


def case_data(events: Iterable[Event], today: date) -> dict[str, Any]:
    """Return the case that the events tell, as plain data with the keys of a case file.

    A profile answer given for the first time belongs to the case from its start; each later
    change is an entry of the log with its date, so that a past week sees what held then.

    Args:
        events: Events of one case, in any order; events dated after `today` stay in the log,
            where the reader of the case reports them.
        today: Date of the fold.
    """
    rows = ordered(events)
    case = folded(rows, empty_fold(rows[0].case if rows else "case", today)).data
    return {**case, "log": [*case["log"]]}  # the caller's own, to change as they like


class Rows(list[dict[str, Any]]):
    """The log of a folded case. Rows are added, never changed; so what was read of them is kept with them.

    Attributes:
        memory: What was read of these rows or of those before them. Who keeps something here keeps
            with it what it was read from, and compares before use. It goes when the rows go.
    """

    def __init__(self, rows: Iterable[dict[str, Any]] = ()) -> None:
        super().__init__(rows)
        self.memory: dict[str, Any] = rows.memory if isinstance(rows, Rows) else {}


def beside(rows: Iterable[dict[str, Any]], more: Iterable[dict[str, Any]]) -> Rows:
    """Return the log of a fold with rows of another kind behind it, with a memory of its own."""
    found = Rows(rows)
    found.memory = {**found.memory}
    found.extend(more)
    return found


class Fold(NamedTuple):
    """A case as far as its events were folded: a checkpoint from which later events go on.

    Attributes:
        case: The case, but for its dated events.
        dated: Key -> dated event.
    """

    case: dict[str, Any]
    dated: dict[str, dict[str, Any]]

    @property
    def data(self) -> dict[str, Any]:
        """Return the case as plain data with the keys of a case file."""
        return {**self.case, "dated": dated_rows(self.dated)}


def empty_fold(name: str, today: date) -> Fold:
    """Return the fold of no event."""
    return Fold(empty_case(name, today), {})


def folded(events: Iterable[Event], before: Fold) -> Fold:
    """Return the fold of further events, which must come in order and after those of `before`; that one stays.

    Its cost is that of the further events, and of copying a list: not that of the years before.
    """
    case = {**before.case, "log": Rows(before.case["log"]), "profile": {**before.case["profile"]}}
    after = Fold(case, {**before.dated})
    for event in events:
        fold(after.case, after.dated, event)
    return after


def empty_case(name: str, today: date) -> dict[str, Any]:
    """Return a case in which nothing was asked."""
    return {
        "id": name,
        "today": today.isoformat(),
        "profile": {},
        "answers": {},
        "shelf": [],
        "wishes": {},
        "dated": [],
        "log": [],
    }


def dated_rows(dated: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the dated events of a fold as the case holds them."""
    return [dated[key] for key in sorted(dated)]


def fold(case: dict[str, Any], dated: dict[str, dict[str, Any]], event: Event) -> None:
    """Add one event to a case; `dated` is key -> dated event so far."""
    body, day = dict(event.body), event.local_date.isoformat()
    if event.kind in _LOGGED:
        own = {key: value for key, value in body.items() if key not in {"kind", "date"}}  # those are the event's
        case["log"].append({"kind": event.kind, "date": day, **own})
    elif event.kind == "profile":
        _fold_profile(case, _part(body, "set"), day)
    elif event.kind == "product_added":
        _fold_product(case, _part(body, "item"), day)
    elif event.kind == "product_removed":
        case["log"].append({"kind": "product_removed", "date": day, "product": body.get("product")})
    elif event.kind == "dated":
        dated[str(body.pop("key", event.id))] = body
    elif event.kind == "dated_removed":
        dated.pop(str(body.get("key")), None)
    else:
        _fold_state(case, event.kind, body, day)


def _fold_state(case: dict[str, Any], kind: str, body: Mapping[str, Any], day: str) -> None:
    """Fold what replaces an earlier state: answers, wishes, bump sites, the start, the plan shown."""
    if kind == "answers":
        answers = {**case["answers"], **_part(body, "answers")}
        case["answers"] = {k: v for k, v in answers.items() if v is not None}
        case.update({key: body[key] for key in ("bump_sites", "bumps_since") if key in body})
    elif kind == "wishes":
        case["wishes"] = {k: v for k, v in {**case["wishes"], **body}.items() if v is not None}
    elif kind == "started":
        case["started"] = day
    elif kind == "shown":
        case["shown"] = body.get("plan")


def _fold_profile(case: dict[str, Any], change: Mapping[str, Any], day: str) -> None:
    known = case["profile"]
    first = {k: v for k, v in change.items() if k not in known}
    later = {k: v for k, v in change.items() if k in known}
    known.update(first)
    if later:
        case["log"].append({"kind": "profile", "date": day, "set": later})


def _fold_product(case: dict[str, Any], item: Mapping[str, Any], day: str) -> None:
    case["log"].append({"kind": "product_added", "date": day, "item": dict(item)})


def _part(body: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = body.get(key)
    return value if isinstance(value, Mapping) else {}


def shelf_items(events: Sequence[Event]) -> list[Mapping[str, Any]]:
    """Return the products on the shelf after all events, by id."""
    items: dict[str, Mapping[str, Any]] = {}
    for event in ordered(e for e in events if e.kind in _SHELVED):
        if event.kind == "product_added":
            item = _part(event.body, "item")
            if isinstance(item.get("id"), str):  # another program's row; care says what it cannot read
                items[str(item["id"])] = item
        elif event.kind == "product_removed":
            items.pop(str(event.body.get("product")), None)
    return [items[key] for key in sorted(items)]
