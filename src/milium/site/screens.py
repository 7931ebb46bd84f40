"""The few screens that only the phone edition has: the person's data, and what changed with an update."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from milium.pages import Reply
from milium.pages.visit import Visit

Device = Mapping[str, Any]


def data(visit: Visit, device: Device, advice: tuple[str, ...]) -> Reply:  # noqa: ARG001  (screens are called alike)
    """Show what is kept here and the three things one can do with it.

    Args:
        visit: The visit.
        device: What the page knows: `exported` (date of the last copy), `persisted`, `added`, `refused`, and
            `step` (how far it is in step with a computer: `on`, `state`, `at`, `waiting`, `refused`; None without one).
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
        step=_step(visit, device),
    )


def _step(visit: Visit, device: Device) -> dict[str, Any] | None:
    found = device.get("step")
    if not found:
        return None
    at = visit.date(date.fromisoformat(found["at"]), "ui.date.full") if found.get("at") else None
    return {"state": None, "wrong": False, **found, "at": at}


def erase(visit: Visit, device: Device, advice: tuple[str, ...]) -> Reply:  # noqa: ARG001
    """Ask once more before everything goes; the page itself erases."""
    return visit.page("phone_erase.html", back="/data", step=_step(visit, device))


def new(visit: Visit, device: Device, advice: tuple[str, ...]) -> Reply:
    """Show what advice changed since this device last looked: `device["advice"]` are the lines it had."""
    known = set(device.get("advice") or ())
    fresh = [line for line in advice if line not in known]
    return visit.page("phone_new.html", back="/", fresh=fresh, older=[line for line in advice if line in known])


SCREENS: Mapping[str, Callable[[Visit, Device, tuple[str, ...]], Reply]] = {
    "/data": data,
    "/data/erase": erase,
    "/new": new,
}
