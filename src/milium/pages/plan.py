"""The plan: two weeks, what waits and why, and what comes then."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from milium.care.journal import shelf_items
from milium.care.kinds import KIND_WORD, kind_of
from milium.pages.about import ORDER, waiting
from milium.pages.beyond import beyond
from milium.pages.calendar import can_remind, choices, course
from milium.pages.changes import changes
from milium.pages.count import next_said
from milium.pages.issues import plain_issues
from milium.pages.messages import Reply
from milium.pages.shelf import put_aside
from milium.pages.visit import STRONG, Visit

FIRM_DAYS = 14
ACTIVE = STRONG
REVIEW, LOWEST, PROGRESS = "log.count", "wishes.maintenance", "progress"  # what some holds ask for
ELSEWHERE = {"seen_by_clinician": "/looked", "guardian_agrees": "/teen", "confirmed": "/teen"}
PLACES = {PROGRESS: "/count", REVIEW: "/count", "check_in": "/week", "spot_test": "/tonight"}
EVENINGS = ("/tonight", "/week")  # they say nothing before the plan has begun
BUTTONS = {
    "/count": "ui.count.title",
    "/week": "ui.plan.check_in",
    "/tonight": "ui.plan.tonight",
    "/shelf": "ui.plan.go_shelf",
    "/looked": "ui.choice.looked",
    "/teen": "ui.teen.both",
}
TEEN, CHILD, WATCH, END = "SR-03", "SR-02", "SR-85", "SR-81"
PAST = "step.use-by"  # a product past its time is spoken of, and still used
ASIDE = "step.audit"  # a product that no rule keeps off and no step needs
CODE_SHOWN = 12  # signs of the fingerprint of the code that plans and checks
FIRST_HOLDS = 4  # so many are told at once; the others are folded


def plan(visit: Visit) -> Reply:
    """Show the plan, or the questions that it still needs."""
    if not visit.me.answers:
        return visit.page("plan_none.html", back="/")
    found = visit.ahead
    names = {str(i["id"]): str(i.get("name") or "") for i in shelf_items(visit.me.events)}
    sent = referral(found)
    days = [] if sent["at_once"] else nights(visit)
    holds = _holds(visit, found["holds"], names)
    unnamed = visit.look.texts.get("ui.product.unnamed").says
    left = waiting(visit.me) if found["decision"] in {"regimen", "base"} else []
    return visit.page(
        "plan.html",
        found=found,
        check=checked(visit, found),
        days=days,
        weeks=[days[at : at + 7] for at in range(0, len(days), 7)],
        morning=days[0]["am"] if days else [],
        evening=days[0]["pm"] if days else [],
        review=review_of(found),
        changed=None if sent["at_once"] or sent["ended"] else changes(visit),
        **beyond(visit),
        **sent,
        holds=[hold for hold in holds if not _is_elsewhere(found, hold, left)],
        aside=[*_swapped(visit, found["days"], names), *(hold for hold in holds if hold["reason"] == ASIDE)],
        first_holds=FIRST_HOLDS,
        moved=[{**row, "name": names.get(row["product"]) or unnamed} for row in found["moving_over"]],
        past=PAST,
        lowest=LOWEST,
        issues=plain_issues(visit, found.get("issues") or []),
        quiet=all(day["kind"] in {"rest", "none"} for day in days),
        left=left,
        baby=CHILD in {h["reason"] for h in found["holds"]},
        teen=next((hold for hold in holds if hold["reason"] == TEEN), None),
        count_on=next_said(visit),
        own_days=[visit.date(day, "ui.date.full") for day in course(visit).own],
        with_steps=choices(visit).with_steps,
        can_remind=can_remind(visit),
        names=names,
        has_shelf_items=bool(names),
        back="/",
    )


def review_of(found: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the hold that says that the review is due, or None."""
    return next((hold for hold in found["holds"] if hold.get("question") == REVIEW), None)


def referral(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the hold that sends to help at once (None for none), and whether a course has ended (SR-81).

    Who needs help at once is shown nothing to put on the face.
    """
    first = found["holds"][0] if found["decision"] == "refer" and found["holds"] else None
    at_once = first if first and found.get("urgency") == "emergency" else None
    return {"at_once": at_once, "ended": first is not None and first["reason"] == END}


def checked(visit: Visit, found: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what was checked of a plan: each rule on each evening; None when nothing was, or no day is left."""
    rules, days = found["checked"]["rules"], found["days"]
    if not rules or not days:
        return None
    first = visit.date(date.fromisoformat(days[0]["date"]), "ui.date.full")
    return {"rules": rules, "nights": len(days), "first": first, "code": visit.care.code()[:CODE_SHOWN]}


def nights(visit: Visit, most: int = FIRM_DAYS) -> list[dict[str, Any]]:
    """Return the next evenings of the plan as a list of them shows each."""
    return [_day(visit, n, day) for n, day in enumerate(visit.days[:most])]


def _day(visit: Visit, n: int, day: Mapping[str, Any]) -> dict[str, Any]:
    on = date.fromisoformat(day["date"])
    today = visit.look.texts.get("ui.plan.today").says
    kind = kind_of(day["pm"])
    used = [spoken_of(step) for step in day["pm"] if KIND_WORD.get(step["step"]) == kind]
    return {
        **day,
        "n": n,
        "says": today if on == visit.today else visit.date(on, "ui.date.short" if on.day == 1 else "ui.date.day"),
        "kind": kind,
        "product": next((visit.name_of(ident) for ident in used if ident), ""),
    }


def spoken_of(step: Mapping[str, Any]) -> str:
    """Return the shelf id that a step uses, or speaks of without using it on the face; "" for none."""
    return str(step.get("product") or step.get("about") or "")


def _holds(visit: Visit, holds: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the holds as the page tells them: those that say the same are told once, with all their products."""
    told: dict[tuple[str, ...], dict[str, Any]] = {}
    for hold in holds:
        key = (str(hold["says"]), str(hold["next_step"]), str(hold.get("until") or ""))
        row = told.setdefault(key, _hold(visit, hold))
        row["products"] += [p for p in hold["products"] if p not in row["products"]]
    for row in told.values():
        row["names"] = ", ".join(
            names.get(p) or visit.look.texts.get("ui.product.unnamed").says for p in row["products"]
        )
    return list(told.values())


def _swapped(visit: Visit, days: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the products of gentle care that the shelf says to swap or stop: the steps do not name them."""
    steps = [step for day in days[:FIRM_DAYS] for step in (*day["am"], *day["pm"]) if not step["families"]]
    rows = []
    for ident in sorted({str(step["product"]) for step in steps if step["product"]}):
        found = put_aside(visit, ident)
        for finding in (found["findings"] if found else ())[:1]:
            name = names.get(ident) or visit.look.texts.get("ui.product.unnamed").says
            rows.append({"names": name, "products": [ident], "link": None, **finding})
    return rows


def _hold(visit: Visit, hold: Mapping[str, Any]) -> dict[str, Any]:
    until, link = hold.get("until"), _link(str(hold.get("question") or ""))
    link = None if link in EVENINGS and not visit.me.started else link
    return {
        **hold,
        "products": [],
        "ahead": hold.get("question") == PROGRESS,  # it speaks of what is still in use
        "until_says": visit.date(date.fromisoformat(until), "ui.date.full") if until else None,
        "link": link,
        "link_says": _link_says(visit, link),
    }


def _is_elsewhere(found: Mapping[str, Any], hold: Mapping[str, Any], left: Sequence[str]) -> bool:
    """Tell whether a hold has a place of its own: the shelf's fold, a card, or the page's title."""
    if hold["reason"] in {ASIDE, TEEN} or hold.get("question") == REVIEW:
        return True
    sent = referral(found)
    if sent["ended"] and hold["reason"] == END:
        return True
    return sent["at_once"] is not None or _told_already(found, hold, left)


def _told_already(found: Mapping[str, Any], hold: Mapping[str, Any], left: Sequence[str]) -> bool:
    """Tell whether the page says it in another place: its title, or the card with the questions that wait.

    Who leaves them, or has to be seen first, is asked nothing for a plan and did not choose "leave" by a check-in.
    """
    asked = str(hold.get("question") or "").removeprefix("profile.")
    if found["decision"] in {"watch", "refer"}:
        return hold["reason"] == WATCH or (asked in ORDER and not hold["products"])
    return asked in left and not hold["products"]


def _link_says(visit: Visit, link: str | None) -> str:
    """Return what the button of a hold says: what will be done behind it."""
    if link is None:
        return ""
    given = link.startswith("/about/") and visit.me.profile.get(link.removeprefix("/about/")) is not None
    return visit.look.texts.get(BUTTONS.get(link) or ("ui.plan.change" if given else "ui.plan.answer")).says


def _link(question: str) -> str | None:
    """Return the page where the question that ends a hold is answered."""
    part, _, key = question.partition(".")
    if question in PLACES or part in PLACES:
        return PLACES.get(question) or PLACES[part]
    if key in ELSEWHERE:
        return ELSEWHERE[key]
    if part == "profile":
        return f"/about/{key}"
    if part == "answers":
        return "/bump"
    return "/shelf" if part.startswith("shelf") else None


def start(visit: Visit) -> Reply:
    """Keep that the plan begins today; a plan that began stays as it is."""
    if visit.me.started:
        return visit.go("/tonight")
    return visit.go("/tonight", *visit.keep(visit.me, ("started", {})))
