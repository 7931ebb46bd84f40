"""The three equal choices, the teen's yes, and what to do when a bump was picked."""

from datetime import date, timedelta

from milium.pages.calendar import can_remind, own_only
from milium.pages.calendar import choices as reminders_of
from milium.pages.messages import BAD_REQUEST, Reply
from milium.pages.own_day import OFF, read_day, reminding
from milium.pages.visit import Visit

OUT_QUESTIONS = ("sure", "allowed", "how", "mark", "cost", "again")
REMOVAL = "removal"  # one date at a time: a new one takes the place of the old
PAST_AT_MOST = timedelta(days=62)
AGREED = ("adapalene", "salicylic acid", "azelaic acid")


def choose(visit: Visit) -> Reply:
    """Keep the choice: leave them, a gentle plan, or its lowest step once none are left."""
    choice = visit.request.one("choice")
    if choice == "leave":
        return visit.go("/leave", *visit.keep(visit.me, ("wishes", {"choose": "watch"})))
    if choice == "plan":
        return visit.go("/plan", *visit.keep(visit.me, ("wishes", {"choose": "plan"})))
    if choice == "lowest":
        return visit.go("/plan", *visit.keep(visit.me, ("wishes", {"maintenance": "lowest_rung"})))
    return visit.go("/bump/answer")


def leave(visit: Visit) -> Reply:
    """Say what leaving them means."""
    return visit.page("leave.html", baby=False, can_remind=can_remind(visit), back="/bump/answer")


def out(visit: Visit) -> Reply:
    """Say what to ask before somebody takes them out, or keep the day: strong products rest round it."""
    if not visit.is_post:
        return _out(visit)
    if visit.request.one("choice") == OFF:
        return visit.go("/out", *visit.keep(visit.me, ("dated_removed", {"key": REMOVAL})))
    day = read_day(visit, PAST_AT_MOST)
    if day is None:
        return _out(visit, "ui.out.bad")
    event = ("dated", {"key": REMOVAL, "kind": "extraction", "date": day.isoformat()})
    return visit.go("/out", *visit.keep(visit.me, event))


def _out(visit: Visit, problem: str | None = None) -> Reply:
    known = [row["date"] for row in visit.me.case["dated"] if row.get("kind") == "extraction"]
    return visit.page(
        "out.html",
        status=BAD_REQUEST if problem else 200,
        problem=problem,
        questions=OUT_QUESTIONS,
        given=known[-1] if known else "",
        known=visit.date(date.fromisoformat(known[-1]), "ui.date.full") if known else None,
        asks=bool(visit.me.answers),
        **reminding(visit),
        own_only=own_only(visit),
        with_steps=reminders_of(visit).with_steps,
        back="/plan" if visit.me.started else "/bump/answer",
    )


def picked(visit: Visit) -> Reply:
    """Say what to do with a picked bump, and keep it: strong products wait until it has healed."""
    if not visit.is_post:
        return visit.page("picked.html", back="/tonight", done=False)
    return visit.go("/tonight", *visit.keep(visit.me, ("reaction", {"what": "picked"})))


def swelling(visit: Visit) -> Reply:
    """Keep a swelling or trouble breathing, and show where to go at once (SR-16)."""
    if not visit.is_post:
        return visit.page(
            "answer_now.html", why=["why.swelling"], baby=False, say_key="now.say_swelling", back="/stings"
        )
    return visit.go("/help", *visit.keep(visit.me, ("reaction", {"what": "swelling"})))


def teen(visit: Visit) -> Reply:
    """Keep what a clinician and the guardian agreed to (SR-03)."""
    if not visit.is_post:
        return visit.page("teen.html", agreed=AGREED, back="/plan", problem=None)
    names = [name for name in visit.request.all("agreed") if name in AGREED]
    if not names:
        return visit.page("teen.html", agreed=AGREED, back="/plan", problem="ui.pick_some", status=400)
    change = {"confirmed": names, "guardian_agrees": True}
    return visit.go("/plan", *visit.keep(visit.me, ("profile", {"set": change})))
