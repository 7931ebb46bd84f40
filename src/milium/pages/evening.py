"""One evening of the plan: its steps with why each, and what rests then with why not."""

from datetime import date

from milium.care.kinds import kind_of
from milium.pages.messages import Reply
from milium.pages.plan import FIRM_DAYS
from milium.pages.tonight import rows_of
from milium.pages.visit import Visit
from milium.pages.why_not import left_out


def evening(visit: Visit) -> Reply:
    """Show the evening that is `rest` days from today; the path says nothing about the person."""
    days = visit.days[:FIRM_DAYS] if visit.me.answers else []
    n = int(visit.rest) if visit.rest.isascii() and visit.rest.isdigit() else len(days)
    if n >= len(days):
        return visit.go("/plan")
    day = days[n]
    on = date.fromisoformat(day["date"])
    return visit.page(
        "evening.html",
        on=visit.date(on),
        kind=kind_of(day["pm"]),
        firm=day["firm"],
        rows=rows_of(visit, day["pm"], "pm"),
        waits=left_out(visit, on, day["pm"]),
        back="/plan",
    )
