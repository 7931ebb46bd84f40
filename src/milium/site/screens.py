"""The few screens that only the phone edition has: the person's data, and what changed with an update."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from milium.domain.texts import Texts
from milium.pages import Reply
from milium.pages.visit import Visit

ID = re.compile(r"[A-Za-z_]+[.-]?[\w.-]*\w")
Device = Mapping[str, Any]


NEWS = "news."  # texts that say what advice changed, numbered from the oldest on


def data(visit: Visit, device: Device) -> Reply:
    """Show what is kept here and the three things one can do with it.

    Args:
        visit: The visit.
        device: What the page knows: `exported` (date of the last copy), `persisted`, `added`, `refused`, and
            `step` (how far it is in step with a computer: `on`, `state`, `at`, `waiting`, `refused`; None without one).
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
        step=_step(visit, device),
    )


def _step(visit: Visit, device: Device) -> dict[str, Any] | None:
    found = device.get("step")
    if not found:
        return None
    at = visit.date(date.fromisoformat(found["at"]), "ui.date.full") if found.get("at") else None
    return {"state": None, "wrong": False, **found, "at": at}


def erase(visit: Visit, device: Device) -> Reply:
    """Ask once more before everything goes; the page itself erases."""
    return visit.page("phone_erase.html", back="/data", step=_step(visit, device))


def news(texts: Texts) -> list[str]:
    """Return the keys of everything that advice ever changed, the newest first."""
    return sorted((key for key in texts.rows if key.startswith(NEWS)), reverse=True)


def new(visit: Visit, device: Device) -> Reply:
    """Show what advice changed since this device last looked: `device["advice"]` are the keys it had."""
    known, found = set(device.get("advice") or ()), news(visit.look.texts)
    fresh = [key for key in found if key not in known]
    return visit.page("phone_new.html", back="/", fresh=fresh, older=[key for key in found if key in known])


SCREENS: Mapping[str, Callable[[Visit, Device], Reply]] = {
    "/data": data,
    "/data/erase": erase,
    "/new": new,
}
