"""A day of their own: to see someone, or to have the bumps taken out; Tonight and the calendar remind of it."""

from datetime import date, timedelta
from typing import Any

from milium.care.reminders import taken_out
from milium.care.settings import changes
from milium.domain.events import SETTING
from milium.pages.calendar import can_remind, choices
from milium.pages.messages import BAD_REQUEST, OK, Reply
from milium.pages.visit import Visit

AHEAD_AT_MOST = timedelta(days=731)
OFF = "off"


def see(visit: Visit) -> Reply:
    """Say what a clinician will do, and keep the day on which to be reminded to go there or to book."""
    if not visit.is_post:
        return _see(visit)
    if visit.request.one("choice") == OFF:
        return _keep(visit, None)
    day = read_day(visit, timedelta(0))
    return _see(visit, "ui.own_day.bad") if day is None else _keep(visit, day)


def _see(visit: Visit, problem: str | None = None) -> Reply:
    status = BAD_REQUEST if problem else OK
    back = "/bump/answer" if visit.me.answers else "/"
    return visit.page("will_do.html", status=status, problem=problem, **reminding(visit), back=back)


def reminding(visit: Visit) -> dict[str, Any]:
    """Return what the form of the own day shows: the day that is kept, and whether a calendar can have it."""
    day = choices(visit).visit
    ahead = day if day and day >= visit.today else None
    return {
        "own_given": ahead.isoformat() if ahead else "",
        "own_says": visit.date(ahead, "ui.date.full") if ahead else None,
        "can_remind": can_remind(visit),
    }


def _keep(visit: Visit, day: date | None) -> Reply:
    body = changes(choices(visit), {"visit": day.isoformat() if day else None})
    return visit.go("/visit", *visit.keep(visit.me, *([(SETTING, body)] if body else ())))


def read_day(visit: Visit, back: timedelta) -> date | None:
    """Return the day of a form, from `back` before today to two years ahead; None when it is none."""
    try:
        day = date.fromisoformat(visit.request.one("day"))
    except ValueError:
        return None
    return day if visit.today - back <= day <= visit.today + AHEAD_AT_MOST else None


def today_is(visit: Visit) -> list[str]:
    """Return what today is the day of, as keys of texts: the bumps are taken out, somebody is to be seen."""
    days = [("ui.own_day.today_out", on) for on in taken_out(visit.me.case)]
    days += [("ui.own_day.today_see", on) for on in [choices(visit).visit] if on]
    return [key for key, on in days if on == visit.today]
