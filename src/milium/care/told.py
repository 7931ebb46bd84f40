"""Fold a log of events into a case that can be replayed: with every plan shown, and when each thing was told."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from milium.care.journal import dated_rows, empty_case, fold, ordered
from milium.domain.events import Event

# A day told after midnight is still told in time: an evening ends in the small hours of the next date.
IN_TIME = timedelta(days=1)
BY_KEY = ("profile", "answers", "wishes")
WHOLE = ("bump_sites", "started")
BEGUN = ("started", "shown")

Shape = Mapping[str, Any]


def case_to_replay(events: Iterable[Event], today: date) -> dict[str, Any]:
    """Return the case of `journal.case_data`, and in its log what a replay needs besides.

    A `shown` entry for each plan that was shown; from the start of the plan on, a `changed` entry
    for each change of an answer, a wish or a dated event, with what stood before; and `known` on
    entries that were made after their own day.

    Args:
        events: Events of one case, in any order.
        today: Date of the fold.
    """
    rows = ordered(events)
    case, begun = empty_case(rows[0].case if rows else "case", today), False
    dated: dict[str, dict[str, Any]] = {}
    log: list[dict[str, Any]] = []
    for event in rows:
        before, at = _shape(case, dated), len(case["log"])
        fold(case, dated, event)
        begun = begun or event.kind in BEGUN
        was = _changed(before, _shape(case, dated)) if begun else {}
        log += [_entry(event, was=was)] if was else []
        log += [_entry(event, **event.body)] if event.kind == "shown" else []
        log += [_dated_late(event, entry) for entry in case["log"][at:]]
    case["dated"], case["log"] = dated_rows(dated), log
    return case


def _shape(case: Mapping[str, Any], dated: Mapping[str, dict[str, Any]]) -> Shape:
    """Return a copy of the keys that an event may change around the log."""
    parts = {key: dict(case[key]) for key in BY_KEY}
    return {**parts, **{key: case.get(key) for key in WHOLE}, "dated": dated_rows(dated)}


def _changed(before: Shape, after: Shape) -> dict[str, Any]:
    """Return what stood before, of every key that is another now; None = it was not there."""
    was: dict[str, Any] = {}
    for key in BY_KEY:
        old, new = before[key], after[key]
        parts = {k: old.get(k) for k in sorted({*old, *new}) if old.get(k) != new.get(k)}
        was.update({key: parts} if parts else {})
    was.update({key: before[key] for key in (*WHOLE, "dated") if before[key] != after[key]})
    return was


def _entry(event: Event, **body: object) -> dict[str, Any]:
    kind = "changed" if "was" in body else "shown"
    return {"kind": kind, "date": event.local_date.isoformat(), **body}


def _dated_late(event: Event, entry: Mapping[str, Any]) -> dict[str, Any]:
    known = event.at.date()
    late = {"known": known.isoformat()} if known > event.local_date + IN_TIME else {}
    return {**entry, **late}
