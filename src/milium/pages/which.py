"""Which of my creams? Suspects in time order, and one change at a time."""

from datetime import date

from milium.care.suspecting import UNREAD
from milium.pages.messages import Reply
from milium.pages.visit import Visit


def which(visit: Visit) -> Reply:
    """Show the suspects; a form keeps when the bumps came."""
    if visit.is_post:
        day = _date(visit.request.one("bumps_since"))
        if day is None or day > visit.today:
            return visit.go("/which")
        return visit.go("/which", *visit.keep(visit.me, ("answers", {"bumps_since": day.isoformat()})))
    found = visit.care.suspects(visit.me.case, today=visit.today)
    since = visit.me.case.get("bumps_since")
    known = _date(str(since)) if since else None
    return visit.page(
        "which.html",
        found=found,
        names={one["product"]: one["name"] for one in (*found["suspects"], *found["others"])},
        unread=[one for one in found["others"] if one["reason"] in UNREAD],
        cleared=[one for one in found["others"] if one["reason"] not in UNREAD],
        since=since or "",
        since_says=visit.date(known, "ui.which.date") if known else "",
        today=visit.today.isoformat(),
        back="/shelf",
    )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
