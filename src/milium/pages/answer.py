"""The answer about the bumps: likely milia, near the eye, newborn, cannot tell, see someone, get help now."""

from collections.abc import Mapping
from typing import Any

from milium.domain.identify_facts import Pair
from milium.pages import mind
from milium.pages.interview import GRADES
from milium.pages.journal import Journal
from milium.pages.messages import Reply
from milium.pages.own_day import reminding
from milium.pages.visit import Visit

MILIA = ("milia_primary", "milia_secondary")
BABY_MILIA = ("milia_neonatal", *MILIA)
AT_THE_EYE = "around_eye"
EYE_RULE = "SR-22"
SHOWN_CANDIDATES = 4
FITTING = ("colour", "feel", "opening", "size")


def answer(visit: Visit) -> Reply:
    """Show the adult's answer."""
    if "flags" not in (visit.me.round.get("asked") or []):
        return visit.go("/bump")
    return show(visit, visit.me, visit.found)


def show(visit: Visit, journal: Journal, found: Mapping[str, Any]) -> Reply:
    """Show the page that fits what was found; red flags come before any likeness."""
    if found["triage"] == GRADES[4]:
        return _now(visit, found)
    if found["triage"] in GRADES[2:4]:
        return _see(visit, found)
    top = found["candidates"][0]["condition"] if found["candidates"] else None
    if found["sure"] and top in MILIA:
        return _likely(visit, journal, found, top)
    if found["sure"] and top is not None:
        return _other(visit, found)
    return _cannot_tell(visit, found)


def open_flags(found: Mapping[str, Any]) -> list[str]:
    """Return the ids of the red flags that hold, most urgent first."""
    return [flag["id"] for flag in found["red_flags"]]


def why_keys(visit: Visit, found: Mapping[str, Any]) -> list[str]:
    """Return the texts that say why someone should look."""
    keys = [f"why.{flag}" for flag in open_flags(found) if f"why.{flag}" in visit.look.texts]
    return keys or ["why.looks"]


def _now(visit: Visit, found: Mapping[str, Any]) -> Reply:
    return visit.page("answer_now.html", why=why_keys(visit, found), baby=False, say_key="now.say_bump", back="/bump")


def _see(visit: Visit, found: Mapping[str, Any]) -> Reply:
    rules = [visit.look.knowledge.identify.red_flag(flag) for flag in open_flags(found)]
    urgent = found["triage"] == GRADES[3]
    same_day = urgent and any(r is not None and r.same_day for r in rules)
    soon = "see.soon_same_day" if same_day else "see.soon_urgent" if urgent else "see.soon_routine"
    return visit.page(
        "answer_see.html",
        soon=soon,
        why=why_keys(visit, found),
        names=[] if found["red_flags"] else likenesses(visit, found)[:1],
        medicines="RF16" in open_flags(found),
        mind=mind.changes(visit, visit.me),
        urgent=urgent,
        **reminding(visit),
        back="/bump",
    )


def _likely(visit: Visit, journal: Journal, found: Mapping[str, Any], top: str) -> Reply:
    sites = journal.case.get("bump_sites") or [journal.answers.get("site")]
    only_eye = all(site == AT_THE_EYE for site in sites)
    notes = ["likely.unsure_flags"] if journal.round.get("unsure") else []
    if not notes and found["triage"] != GRADES[0]:
        notes = ["likely.pharmacist"]
    fits = [
        visit.look.texts.get(f"fits.{key}_{journal.answers.get(key)}") for key in FITTING if _fits(visit, journal, key)
    ]
    return visit.page(
        "answer_eye.html" if only_eye else "answer_likely.html",
        fits=", ".join(text.says for text in fits),
        secondary=top == "milia_secondary",
        notes=notes,
        mind=mind.changes(visit, journal),
        also_eye=AT_THE_EYE in sites and not only_eye,
        back="/bump",
    )


def _fits(visit: Visit, journal: Journal, key: str) -> bool:
    return f"fits.{key}_{journal.answers.get(key)}" in visit.look.texts


def _other(visit: Visit, found: Mapping[str, Any]) -> Reply:
    self_care = found["triage"] == GRADES[0]
    return visit.page(
        "answer_other.html",
        like=likenesses(visit, found)[0],
        key="self_care" if self_care else "pharmacist",
        mind=mind.changes(visit, visit.me),
        back="/bump",
    )


def _cannot_tell(visit: Visit, found: Mapping[str, Any]) -> Reply:
    pair = pair_of(visit, found)
    other = next((name for side in pair.sides for name in side if name not in BABY_MILIA), None) if pair else None
    return visit.page(
        "answer_cannot_tell.html",
        pair=pair,
        own=f"pair.{other}" if other and f"pair.{other}_look" in visit.look.texts else None,
        holes=other == "closed_comedone",
        likenesses=likenesses(visit, found),
        mind=mind.changes(visit, visit.me),
        back="/bump",
    )


def pair_of(visit: Visit, found: Mapping[str, Any]) -> Pair | None:
    """Return the pair of look-alikes that the two likeliest conditions form, or None."""
    two = [row["condition"] for row in found["candidates"][:2]]
    for pair in visit.look.knowledge.identify.pairs:
        sides = [side for name in two for side in pair.sides if name in side]
        if len(sides) > 1 and sides[0] != sides[1]:
            return pair
    return None


def likenesses(visit: Visit, found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what it may be, likeliest first, in words, with no number."""
    facts = visit.look.knowledge.identify
    rows: list[dict[str, Any]] = []
    for row in found["candidates"][:SHOWN_CANDIDATES]:
        condition = facts.conditions[row["condition"]]
        if rows and row["probability"] < facts.weighing.possible:
            break
        words = "likely" if row["probability"] >= facts.weighing.sure else "possible"
        rows.append(
            {
                "condition": condition.id,
                "id": f"condition.{condition.id}",
                "name": condition.name,
                "looks": condition.looks,
                "fits": f"ui.else.{words}",
            }
        )
    return rows


def what_else(visit: Visit) -> Reply:
    """Show what else the bumps could be."""
    baby = visit.rest == "baby"
    journal = visit.baby if baby else visit.me
    found = visit.care.identify({"answers": dict(journal.answers)})
    splits, more = mind.splits(visit, journal, "/baby" if baby else "/bump")
    return visit.page(
        "else.html",
        likenesses=likenesses(visit, found),
        splits=splits,
        more=more,
        back="/baby/answer" if baby else "/bump/answer",
    )


def looked(visit: Visit) -> Reply:
    """Record what a clinician said about the flags that are open, and the day they looked."""
    if not visit.is_post:
        return visit.page("looked.html", back="/bump/answer")
    if visit.request.one("choice") != "fine":
        return visit.go("/plan")
    entries: list[tuple[str, Mapping[str, object]]] = [
        ("clinician", {"what": "cleared", "about": flag}) for flag in _to_clear(visit)
    ]
    entries.append(("profile", {"set": {"seen_by_clinician": visit.today.isoformat()}}))
    return visit.go("/plan", *visit.keep(visit.me, *entries, *_as_before(visit)))


def _to_clear(visit: Visit) -> list[str]:
    """Return the red flags that hold now, or that a check-in raised and the plan still waits for."""
    waiting = [str(fact) for hold in visit.plan["holds"] for fact in (hold["reason"], *hold["facts"])]
    return sorted({*open_flags(visit.found), *(f for f in waiting if f.startswith("RF") or f == EYE_RULE)})


def _as_before(visit: Visit) -> list[tuple[str, Mapping[str, object]]]:
    """Return what takes back the description of the one bump that bled or grew (pages.week)."""
    before = next((e.body["before"] for e in reversed(visit.me.of("note")) if "before" in e.body), None)
    if not isinstance(before, Mapping) or not before:
        return []
    return [
        ("answers", {"answers": before["answers"], "round": dict(visit.me.round)}),
        ("wishes", {"choose": before["choose"]}),
        ("note", {"before": {}}),
    ]
