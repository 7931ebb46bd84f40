"""The plan on one page of paper: two weeks, the dates after them, when to stop, and which rules were checked."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from milium.care.kinds import kind_of
from milium.pages.calendar import course
from milium.pages.messages import Reply
from milium.pages.plan import FIRM_DAYS, checked, nights, referral
from milium.pages.tonight import rows_of
from milium.pages.visit import STRONG, Visit

WEEK = timedelta(days=7)
MOST_SIGNS = 44  # of a name, and ...
MOST_KINDS = 3  # ... of evenings in the usual print: the page stays one page


def paper(visit: Visit) -> Reply:
    """Show the plan as it goes on paper; without a plan that may be shown, the plan's own page says why."""
    if not visit.me.answers:
        return visit.go("/plan")
    found = visit.ahead
    if referral(found)["at_once"] or not visit.days:
        return visit.go("/plan")
    rows = [_night(visit, night) for night in nights(visit)]
    evenings = _evenings(visit)
    return visit.page(
        "paper.html",
        found=found,
        check=checked(visit, found),
        weeks=[rows[at : at + 7] for at in range(0, len(rows), 7)],
        morning=_steps(visit, visit.days[0], "am"),
        evenings=evenings,
        dense=len(evenings) > MOST_KINDS,
        strong=any(step["step"] in STRONG for day in visit.days[:FIRM_DAYS] for step in day["pm"]),
        dates=_dates(visit),
        printed=visit.date(visit.today, "ui.date.full"),
        fault=any(hold["reason"] == "gate" for hold in found["holds"]),
        back="/plan",
    )


def _evenings(visit: Visit) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return each kind of evening in the two weeks once, with the steps of its first one."""
    first: dict[str, Mapping[str, Any]] = {}
    for day in visit.days[:FIRM_DAYS]:
        first.setdefault(kind_of(day["pm"]), day)
    return [(kind, _steps(visit, day, "pm")) for kind, day in first.items() if kind != "none"]


def _steps(visit: Visit, day: Mapping[str, Any], slot: str) -> list[dict[str, Any]]:
    return [{**row, "name": _short(row["name"])} for row in rows_of(visit, day[slot], slot)]


def _short(name: str) -> str:
    return name if len(name) <= MOST_SIGNS else f"{name[: MOST_SIGNS - 1].rstrip()}…"


def _night(visit: Visit, night: Mapping[str, Any]) -> dict[str, Any]:
    """Return one evening of the table; a date in words, tonight too, for paper outlives the day."""
    return {**night, "product": _short(night["product"]), "on": visit.date(date.fromisoformat(night["date"]))}


def _dates(visit: Visit) -> list[tuple[str, str]]:
    """Return the dates after the two weeks, as (what, when): check-in, count, review, latest end."""
    dates = visit.progress.get("course") or {}
    found = [("next_count", visit.progress.get("next")), ("review", dates.get("review")), ("end", dates.get("end"))]
    days = [(key, date.fromisoformat(day)) for key, day in found if day]
    days += [("own_day", day) for day in course(visit).own]
    last = [e.local_date for e in (*visit.me.of("check_in"), *visit.me.of("started"))]
    if visit.me.started and last:
        days.append(("next_check_in", max(max(last) + WEEK, visit.today)))
    return [(key, visit.date(day, "ui.date.full")) for key, day in sorted(days, key=_by_day) if day >= visit.today]


def _by_day(one: tuple[str, date]) -> date:
    return one[1]
