"""The weekly check-in: four short questions, and what changes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from milium.pages.changes import changes
from milium.pages.journal import Journal
from milium.pages.messages import BAD_REQUEST, Reply
from milium.pages.plan import nights as evenings
from milium.pages.plan import review_of
from milium.pages.visit import Visit

LEVELS = (0, 1, 2, 3)
NEW = ("nothing", "more", "bleeds", "eyes", "sunburn", "broken", "infection", "pregnant", "other")
SKIN_NOW = {"sunburn": "sunburn", "broken": "broken", "infection": "infection"}
EYES = "eye_red_or_painful"
WEEK = timedelta(days=7)
NIGHTS = ("yes", "more", "less")
ENOUGH = 0.5  # "most of the nights" is more than half of them


def nights(journal: Journal) -> tuple[int, int]:
    """Return on how many of the last seven evenings something was ticked, and of how many."""
    begun = journal.of("started")
    if not begun:
        return 0, 0
    first = max(begun[-1].local_date, journal.today - WEEK)
    planned = max((journal.today - first).days, 0)
    days = [first + timedelta(days=n) for n in range(planned)]
    done = sum(1 for day in days if any(slot == "pm" for slot, _, _ in journal.ticked(day)))
    return done, planned


def is_due(journal: Journal) -> bool:
    """Tell whether the last check-in, or the start, is a week old."""
    days = [e.local_date for e in (*journal.of("check_in"), *journal.of("started"))]
    return journal.started and bool(days) and journal.today - max(days) >= WEEK


def week(visit: Visit) -> Reply:
    """Show or take the check-in."""
    done, planned = nights(visit.me)
    if not visit.is_post:
        return _show(visit, None)
    request = visit.request
    level, new = request.one("skin"), [n for n in request.all("new") if n in NEW]
    night, sun = request.one("nights"), request.one("sun")
    if level not in {str(n) for n in LEVELS} or not new or night not in NIGHTS or sun not in {"ok", "poor"}:
        return _show(visit, "ui.week.pick")
    if "nothing" in new and len(new) > 1:
        return _show(visit, "ui.week.clash")
    good = night == "more" or (night == "yes" and (planned == 0 or done > ENOUGH * planned))
    entries = entries_of(visit.me, int(level), new, spf=sun, adherence="good" if good else "poor")
    return visit.go("/week/done", *visit.keep(visit.me, *entries, ("note", {"week": new})))


def _show(visit: Visit, problem: str | None) -> Reply:
    done, planned = nights(visit.me)
    return visit.page(
        "week.html",
        status=BAD_REQUEST if problem else 200,
        levels=LEVELS,
        new=NEW,
        done=done,
        planned=planned,
        problem=problem,
        review=review_of(visit.plan) if visit.me.answers else None,
        given={name: visit.request.all(name) for name in ("skin", "new", "nights", "sun")},
        back="/tonight",
    )


def entries_of(
    journal: Journal, irritation: int, new: list[str], *, spf: str, adherence: str
) -> list[tuple[str, Mapping[str, object]]]:
    """Return what a check-in keeps: itself, and what it says about skin, pregnancy and a new bump.

    A bump that bleeds or grows is described as the one bump it is: so the red flags see it, and
    strong products stop until somebody has looked.
    """
    skin_now = [SKIN_NOW[n] for n in new if n in SKIN_NOW]
    body: dict[str, Any] = {
        "irritation": irritation,
        "spf": spf,
        "adherence": adherence,
        "skin_now": skin_now,
        "flags": [EYES] if "eyes" in new else [],
    }
    if "more" in new:
        body["bumps"] = "more"
    elif "bleeds" in new:
        body["bumps"] = "larger"
    elif new == ["nothing"]:
        body["bumps"] = "same"
    entries: list[tuple[str, Mapping[str, object]]] = [("check_in", body)]
    if journal.profile.get("skin_now") != skin_now:
        entries.append(("profile", {"set": {"skin_now": skin_now}}))
    if "pregnant" in new and journal.profile.get("pregnancy") != "yes":
        entries.append(("profile", {"set": {"pregnancy": "unsure"}}))
    if "bleeds" in new:
        entries.extend(_one_bump(journal))
    return entries


def _one_bump(journal: Journal) -> list[tuple[str, Mapping[str, object]]]:
    """Return what describes the bump that bleeds or grows, and stops the plan until somebody has looked.

    The wish to leave them stops it too, should the same flag have been cleared for an earlier bump.
    """
    now = {"count": "single", "grouping": "scattered", "bleed_crust": "repeated_or_scab", "change": "fast_growth"}
    before = {key: journal.answers.get(key) for key in now}
    choose = journal.case["wishes"].get("choose")
    return [
        ("note", {"before": {"answers": before, "choose": choose}}),
        ("answers", {"answers": now, "round": dict(journal.round)}),
        ("wishes", {"choose": "watch"}),
    ]


def told(visit: Visit) -> Reply:
    """Say what changes after the last check-in; the path itself says nothing about the person."""
    checked = visit.me.of("check_in")
    if not checked:
        return visit.go("/week")
    body = checked[-1].body
    new = next((e.body["week"] for e in reversed(visit.me.of("note")) if "week" in e.body), [])
    return visit.page(
        "week_told.html",
        level=str(body.get("irritation")),
        new=new if isinstance(new, list) else [],
        sun_poor=body.get("spf") == "poor",
        changed=changes(visit),
        nights=_nights(visit),
        back="/tonight",
    )


def _nights(visit: Visit) -> list[dict[str, Any]]:
    """Return the evenings of the week ahead; [] when each of them is the same gentle care."""
    found = evenings(visit, WEEK.days)
    return found if any(night["kind"] not in {"rest", "none"} for night in found) else []
