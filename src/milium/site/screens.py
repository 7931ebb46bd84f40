"""The few screens that only the phone edition has: the person's data, and what changed with an update."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from milium.pages import Reply
from milium.pages.visit import Visit

ID = re.compile(r"[A-Za-z_]+[.-]?[\w.-]*\w")
Device = Mapping[str, Any]


def data(visit: Visit, device: Device, advice: tuple[str, ...]) -> Reply:  # noqa: ARG001  (screens are called alike)
    """Show what is kept here and the three things one can do with it.

    Args:
        visit: The visit.
        device: What the page knows: `exported` (date of the last copy), `persisted`, `added`, `refused`.
        advice: Every line of advice that ever changed.
    """
    exported = device.get("exported")
    return visit.page(
        "phone_data.html",
        back="/",
        count=device.get("count", 0),
        exported=visit.date(date.fromisoformat(exported), "ui.date.full") if exported else None,
        persisted=device.get("persisted") is True,
        added=device.get("added"),
        refused=device.get("refused"),
    )


def erase(visit: Visit, device: Device, advice: tuple[str, ...]) -> Reply:  # noqa: ARG001
    """Ask once more before everything goes; the page itself erases."""
    return visit.page("phone_erase.html", back="/data")


def new(visit: Visit, device: Device, advice: tuple[str, ...]) -> Reply:
    """Show what advice changed since this device last looked: `device["advice"]` are the lines it had."""
    known = set(device.get("advice") or ())
    rows = [(line, _facts(line, visit.look.facts)) for line in advice]
    fresh = [row for row in rows if row[0] not in known]
    return visit.page("phone_new.html", back="/", fresh=fresh, older=[row for row in rows if row[0] in known])


def _facts(line: str, known: Mapping[str, object]) -> list[str]:
    """Return the ids of facts that a line of the change notes names."""
    return [id_ for id_ in dict.fromkeys(ID.findall(line)) if id_ in known]


SCREENS: Mapping[str, Callable[[Visit, Device, tuple[str, ...]], Reply]] = {
    "/data": data,
    "/data/erase": erase,
    "/new": new,
}
