"""It is on a baby: the signs of danger first, before any question (SR-87), then three short questions."""

from typing import Any

from milium.pages import answer, mind
from milium.pages.interview import GRADES
from milium.pages.messages import Reply
from milium.pages.own_day import reminding
from milium.pages.visit import Visit

SIGNS = ("fever", "floppy", "feeds", "blisters", "herpes")


def first(visit: Visit) -> Reply:
    """Show the first words; "yes" goes straight to help, whatever else is known."""
    if not visit.is_post:
        return visit.page("baby_first.html", signs=SIGNS, back="/")
    if visit.request.one("choice") == "no":
        state = {"asked": ["bleed_crust"], "given": ["bleed_crust"]}
        body = {"answers": {"flags": [], "bleed_crust": "never"}, "round": state}
        return visit.go("/baby/age", *visit.keep(visit.baby, ("answers", body)))
    body = {"answers": {"flags": ["fever_or_unwell_baby"]}, "round": {"asked": [], "sign": True}}
    return visit.go("/baby/answer", *visit.keep(visit.baby, ("answers", body)))


def _now(visit: Visit) -> Reply:
    return visit.page("answer_now.html", why=["baby_now.why"], baby=True, say_key="now.say_baby", back="/baby")


def result(visit: Visit) -> Reply:
    """Show the baby's answer."""
    journal = visit.baby
    if journal.round.get("sign"):
        return _now(visit)
    if not journal.round.get("asked"):
        return visit.go("/baby")
    found = visit.care.identify({"answers": dict(journal.answers)})
    if found["triage"] == GRADES[4]:
        return visit.page(
            "answer_now.html", why=answer.why_keys(visit, found), baby=True, say_key="now.say_baby", back="/baby"
        )
    if found["triage"] in GRADES[2:4]:
        return _see(visit, found)
    return _newborn(visit, found)


def _see(visit: Visit, found: dict[str, Any]) -> Reply:
    return visit.page(
        "answer_see.html",
        soon="see.soon_urgent" if found["triage"] == GRADES[3] else "see.soon_routine",
        why=answer.why_keys(visit, found),
        names=[],
        medicines=False,
        urgent=found["triage"] == GRADES[3],
        mind=mind.changes(visit, visit.baby),
        **reminding(visit),
        back="/baby",
    )


def _newborn(visit: Visit, found: dict[str, Any]) -> Reply:
    names = answer.likenesses(visit, found)
    likely = bool(found["sure"]) and names[0]["condition"] in answer.BABY_MILIA
    return visit.page(
        "answer_newborn.html",
        likely=likely,
        like=None if likely or not found["sure"] else names[0],
        self_care=found["triage"] == GRADES[0],
        harmless=harmless(visit, found),
        mind=mind.changes(visit, visit.baby),
        back="/baby",
    )


def harmless(visit: Visit, found: dict[str, Any]) -> bool:
    """Tell whether everything that it may well be needs no care."""
    facts = visit.look.knowledge.identify
    return all(
        facts.conditions[row["condition"]].care == GRADES[0]
        for row in found["candidates"]
        if row["probability"] >= facts.weighing.possible
    )


def remind(visit: Visit) -> Reply:
    """Say when to look again."""
    return visit.page("leave.html", baby=True, can_remind=bool(visit.baby.events), back="/baby/answer")
