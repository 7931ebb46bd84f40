"""Reminders as a calendar file (RFC 5545): one small writer for the server, the phone and the command line.

Plain standard library, for it runs in a browser too (docs/decisions/0026-calendar.md says why it is our own).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from milium.care.reminders import Given, is_key, news
from milium.domain.reminders import Reminder
from milium.errors import BadInput

KIND = "text/calendar; charset=utf-8"
MAKER = "-//milium//milium//EN"
MOST_OCTETS = 75  # of a line, without its end (RFC 5545, 3.1)
LOOK_AGAIN = "PT12H"  # how often a subscribed calendar need look
STATE = "X-MILIUM-STATE"  # a fingerprint of what an entry says: the next file is compared with it
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")  # what readers take for the end of a line
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_ESCAPES = {"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"}


def written(reminders: Iterable[Reminder], title: str, name: str, now: datetime, gone: str | None) -> str:
    """Return the text of a calendar.

    Args:
        reminders: In the order in which they are to stand.
        title: Name of the calendar, as its owner sees it.
        name: What makes the ids of this calendar its own: random, or from the case.
        now: The moment, with zone.
        gone: Title of what fell away; None leaves it out, for a calendar that is read anew as a whole.

    Returns:
        Lines of at most 75 octets with CRLF behind each. Times are local and without a zone, so they follow
        the traveller and know no summer time; there is no rule of recurrence, each entry has its own day.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{MAKER}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
        f"X-WR-CALNAME:{escaped(title)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{LOOK_AGAIN}",
        f"X-PUBLISHED-TTL:{LOOK_AGAIN}",
    ]
    for one in reminders:
        if not one.gone:
            lines += _entry(one, name, stamp)
        elif gone is not None:
            lines += _cancelled(one, name, stamp, gone)
    return "".join(f"{folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _entry(one: Reminder, name: str, stamp: str) -> Iterator[str]:
    yield from _head(one, name, stamp)
    yield f"DTEND:{_local(one.starts + timedelta(minutes=one.minutes))}"
    yield f"SUMMARY:{escaped(one.title)}"
    yield f"DESCRIPTION:{escaped(one.note)}"
    yield from ("STATUS:CONFIRMED", "CLASS:PRIVATE", "TRANSP:TRANSPARENT")
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT0S", f"DESCRIPTION:{escaped(one.title)}", "END:VALARM")
    yield "END:VEVENT"


def _cancelled(one: Reminder, name: str, stamp: str, gone: str) -> Iterator[str]:
    yield from _head(one, name, stamp)
    yield from (f"SUMMARY:{escaped(gone)}", "STATUS:CANCELLED", "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT")


def _head(one: Reminder, name: str, stamp: str) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{one.key}-{name}", f"DTSTAMP:{stamp}", f"SEQUENCE:{one.version}")
    yield f"{STATE}:{news([one], {})[one.key].print}"
    yield f"DTSTART:{_local(one.starts)}"


def _local(moment: datetime) -> str:
    return moment.strftime("%Y%m%dT%H%M%S")


def escaped(text: str) -> str:
    """Return a text as a value of a line: no control signs, and what means something there with a backslash."""
    plain = _BREAKS.sub("\n", text).encode("utf-8", "replace").decode("utf-8")
    return "".join(_ESCAPES.get(sign, sign) for sign in _CONTROLS.sub("", plain))


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, each but the first behind a blank; no letter is cut in two."""
    pieces, room, piece = [], MOST_OCTETS, ""
    for sign in line:
        size = len(sign.encode("utf-8"))
        if size > room:
            pieces.append(piece)
            piece, room = "", MOST_OCTETS - 1
        piece, room = piece + sign, room - size
    return "\r\n ".join((*pieces, piece))


def given_in(text: str, name: str, where: str) -> Mapping[str, Given]:
    """Return what a calendar that was written here gave, by key.

    Args:
        text: The whole file.
        name: The name it must have been written with.
        where: Words for the file.

    Raises:
        BadInput: It is no calendar of ours; it is left as it is.
    """
    lines = re.split(r"\r?\n", re.sub(r"\r?\n[ \t]", "", text))
    if lines[:1] != ["BEGIN:VCALENDAR"] or f"PRODID:{MAKER}" not in lines:
        raise BadInput("is no calendar of milium, so it was not replaced.", where=where, fix="Name another file.")
    found: dict[str, Given] = {}
    entry: dict[str, str] = {}
    for line in lines:
        key, _, value = line.partition(":")
        entry = {} if line == "BEGIN:VEVENT" else {**entry, key: value}
        if line == "END:VEVENT":
            found |= _given(entry, name)
    return found


def _given(entry: Mapping[str, str], name: str) -> dict[str, Given]:
    key, version = entry.get("UID", "").removesuffix(f"-{name}"), entry.get("SEQUENCE", "")
    if not is_key(key) or not version.isascii() or not version.isdigit():
        return {}  # another case's
    return {key: Given(int(version), entry.get(STATE, ""))}
