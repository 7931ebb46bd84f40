"""The questions about the person that a plan needs, one a screen, each with its why."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from milium.pages.journal import Journal
from milium.pages.messages import BAD_REQUEST, Reply
from milium.pages.visit import Visit

ORDER = (
    *("age", "pregnancy", "breastfeeding", "skin_now", "medicines", "allergies", "sunscreen_ok"),
    *("conditions", "phototype", "past_dark_marks", "contact_lenses", "region"),
)
YES_NO = ("breastfeeding", "sunscreen_ok", "past_dark_marks", "contact_lenses")
MANY = ("skin_now", "medicines", "conditions", "allergies")
ONE = ("pregnancy", "region", "phototype")
ALLERGIES = ("salicylate", "sunscreen")
CHILDREN = ("newborn_0_28d", "infant_1_12m", "child_1_11y")
MOST_YEARS = 130
UNSURE = "not_sure"


def waiting(journal: Journal) -> list[str]:
    """Return the questions that were neither answered nor passed over, in order."""
    passed = {str(e.body.get("passed")) for e in journal.of("note")}
    skip = set()
    if journal.answers.get("age") in {*CHILDREN, "older_65plus"}:
        skip = {"pregnancy", "breastfeeding"}
    profile = journal.profile
    return [key for key in ORDER if profile.get(key) is None and key not in passed and key not in skip]


def about(visit: Visit) -> Reply:
    """Show or take one question; then the next one that waits, then the plan."""
    journal, key = visit.me, visit.rest
    if not key:
        left = waiting(journal)
        return visit.go(f"/about/{left[0]}" if left else "/plan")
    if key not in ORDER:
        return visit.go("/about")
    if not visit.is_post:
        return _show(visit, key)
    readers: Mapping[str, Callable[[Visit, str], Any]] = {"age": _years, "medicines": _medicines}
    if visit.request.one("choice") == UNSURE:
        value: Any = _unsure(key)
    elif key in readers:
        value = readers[key](visit, key)
    elif key in MANY:
        value = _many(visit, key)
    else:
        value = _one(visit, key)
    if value is None:
        return _show(visit, key, "ui.about.years_bad" if key == "age" else "ui.pick_one")
    left = [k for k in waiting(journal) if k != key]
    following = f"/about/{left[0]}" if left else "/plan"
    if value is UNSURE:
        return visit.go(following, *visit.keep(journal, ("note", {"passed": key})))
    return visit.go(following, *visit.keep(journal, ("profile", {"set": {key: value}})))


def _show(visit: Visit, key: str, problem: str | None = None) -> Reply:
    journal = visit.me
    words = visit.look.knowledge.vocabulary.profile
    lists: Mapping[str, tuple[Any, ...]] = {
        "skin_now": words.skin_now,
        "medicines": words.medicines,
        "conditions": words.conditions,
        "allergies": ALLERGIES,
        "pregnancy": words.pregnancy,
        "region": words.region,
        "phototype": words.phototypes,
    }
    left = waiting(journal)
    kind = "years" if key == "age" else "yes_no" if key in YES_NO else "many" if key in MANY else "one"
    return visit.page(
        "about.html",
        status=BAD_REQUEST if problem else 200,
        key=key,
        kind=kind,
        options=[str(o) for o in lists.get(key, ())],
        given=journal.profile.get(key),
        problem=problem,
        n=len([k for k in ORDER if k not in left]) + 1 if key in left else 1,
        total=len(ORDER),
        back="/plan",
    )


def _unsure(key: str) -> Any:
    """Return what "not sure" means: unknown stays unknown, and the more careful reading holds."""
    if key == "pregnancy":
        return "unsure"
    return "unknown" if key == "phototype" else UNSURE


def _years(visit: Visit, _key: str) -> Any:
    text = visit.request.one("years")
    if not text.isascii() or not text.isdigit() or not 0 <= int(text) <= MOST_YEARS:
        return None
    return {"years": int(text)}


def _one(visit: Visit, key: str) -> Any:
    word, words = visit.request.one("choice"), visit.look.knowledge.vocabulary.profile
    if key in YES_NO:
        return {"yes": True, "no": False}.get(word)
    if key == "phototype":
        return next((n for n in words.phototypes if str(n) == word), None)
    return word if word in getattr(words, key) else None


def _many(visit: Visit, key: str) -> Any:
    words = visit.look.knowledge.vocabulary.profile
    allowed = ALLERGIES if key == "allergies" else getattr(words, key)
    picked = [word for word in visit.request.all("pick") if word in allowed]
    if key == "allergies":
        picked += [name.strip() for name in visit.request.one("other").split(",") if name.strip()]
    if picked:
        return list(dict.fromkeys(picked))
    return [] if visit.request.one("choice") == "none" else None


def _medicines(visit: Visit, _key: str) -> Any:
    allowed = visit.look.knowledge.vocabulary.profile.medicines
    out = []
    for kind in visit.request.all("pick"):
        if kind in allowed:
            row: dict[str, str] = {"kind": kind}
            ended = _date(visit.request.one(f"ended {kind}"))
            if ended is not None and ended <= visit.today:
                row["ended"] = ended.isoformat()
            out.append(row)
    if out:
        return out
    return [] if visit.request.one("choice") == "none" else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
