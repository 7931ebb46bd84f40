"""The case as it stood on a past day: what was entered later is taken away again, and changes are undone."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from milium.care.cases import last_shown
from milium.care.entries import RECORDS
from milium.care.fields import to_date

TICKS = ("tick", "untick")  # tonight's own ticks never change tonight's plan
MERGED = ("profile", "answers", "wishes")  # keys of the case whose parts change one by one
PARTS = ("profile", "answers", "bump_sites", "wishes", "dated", "shelf", "started", "log", "shown")
DIGITS = 8


class Moment(NamedTuple):
    """When a plan was shown: on a day, before the entry of the log at `place`; None = with all of the day."""

    day: date
    place: int | None = None


def rows_of(data: Mapping[str, Any], key: str) -> list[Any]:
    """Return a list of the case; [] when it is missing or none."""
    value = data.get(key)
    return list(value) if isinstance(value, list | tuple) else []


def day_of(row: object, key: str = "date") -> date | None:
    """Return a date of a row; None when it cannot be read."""
    return to_date(row.get(key)) if isinstance(row, Mapping) else None


def case_then(data: Mapping[str, Any], moment: Moment, *, with_late: bool = False) -> dict[str, Any]:
    """Return the case as the plan of a moment saw it.

    Entries of the log dated later are left out, and so are tonight's own ticks. What a later
    `changed` entry says is undone. Rows with a `known` day later than the moment were not known
    then and are left out, unless `with_late`.

    Args:
        data: The case today, as plain data.
        moment: The day, and the record before which the plan was made.
        with_late: Count also what had happened by then and became known later.
    """
    log = list(enumerate(rows_of(data, "log")))
    kept = [row for i, row in log if _stands(row, i, moment) and _counts(row, moment, i, with_late=with_late)]
    case = {**data, "today": moment.day.isoformat()}
    later = [(day_of(row), i, row) for i, row in log if _kind(row) == "changed" and not _stands(row, i, moment)]
    for _, _, row in sorted(later, key=lambda r: (r[0] or date.min, r[1]), reverse=True):
        _undo(case, row.get("was"))
    case["dated"] = [row for row in rows_of(case, "dated") if _counts(row, moment, with_late=with_late)]
    case["log"] = [row for row in kept if _kind(row) not in RECORDS]
    case["shown"] = last_shown({"log": kept}, moment.day)
    return case


def late_rows(data: Mapping[str, Any], moment: Moment) -> list[dict[str, str]]:
    """Return what had happened by a moment but became known later: where, kind, date, known."""
    found = []
    for key in ("log", "dated"):
        for i, row in enumerate(rows_of(data, key)):
            place = i if key == "log" else None
            if _counts(row, moment, place, with_late=False) or not _counts(row, moment, place, with_late=True):
                continue
            if place is not None and not _stands(row, place, moment):
                continue
            dates = {name: str(day_of(row, name) or row.get(name)) for name in ("date", "known")}
            found.append({"where": f"{key}[{i}]", "kind": str(row.get("kind")), **dates})
    return found


def fingerprint(case: Mapping[str, Any]) -> dict[str, str]:
    """Return part -> short hash of what a plan is made from; empty parts are left out, and the log has no order."""
    parts = {key: case.get(key) for key in PARTS}
    parts["log"] = sorted(_text(row) for row in rows_of(case, "log"))
    parts["dated"] = sorted(_text(row) for row in rows_of(case, "dated"))
    shown = case.get("shown")
    parts["shown"] = shown.get("days") if isinstance(shown, Mapping) else None
    return {key: short_hash(value) for key, value in parts.items() if _plain(value)}


def short_hash(value: object) -> str:
    """Return a short hash of plain data."""
    return hashlib.sha256(_text(value).encode()).hexdigest()[:DIGITS]


def _text(value: object) -> str:
    """Return plain data as text that is the same however it was written: sorted keys, no empty ones, no `known`."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=True, default=str)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items() if v is not None and k != "known"}
    return [_plain(v) for v in value] if isinstance(value, list | tuple) else value


def _kind(row: object) -> object:
    return row.get("kind") if isinstance(row, Mapping) else None


def _stands(row: object, place: int, moment: Moment) -> bool:
    """Tell whether an entry of the log stood when the plan was made; one without a readable date always did."""
    day = day_of(row)
    if day is None or day < moment.day:
        return True
    if day > moment.day or _kind(row) in TICKS:
        return False
    return _kind(row) != "shown" if moment.place is None else place < moment.place


def _counts(row: object, moment: Moment, place: int | None = None, *, with_late: bool) -> bool:
    """Tell whether a row was known at a moment, or had happened by then and counts all the same.

    What became known on the very day was known to its plan if it stands before the record.
    """
    known, happened = day_of(row, "known"), day_of(row)
    if known is None or known < moment.day or (with_late and happened is not None and happened <= moment.day):
        return True
    return known == moment.day and (place is None or moment.place is None or place < moment.place)


def _undo(case: dict[str, Any], was: object) -> None:
    """Put back what stood before a change; None means that it was not there."""
    for key, before in was.items() if isinstance(was, Mapping) else ():
        if key in MERGED and isinstance(before, Mapping):
            now = case.get(key)
            both = {**(now if isinstance(now, Mapping) else {}), **before}
            case[key] = {k: v for k, v in both.items() if v is not None or k not in before}
        elif before is None:
            case.pop(key, None)
        else:
            case[key] = before
