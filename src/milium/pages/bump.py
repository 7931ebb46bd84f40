"""Check a bump: red flags first, then one question a screen, then the answer."""

from collections.abc import Mapping
from typing import Any

from milium.pages.flags import ABOUT_FLAGS, FIRST_FLAGS, FOLLOW_UPS, first_answers, follow_answers
from milium.pages.interview import BABY_AGES, SCREENS, next_screen, number
from milium.pages.journal import Journal
from milium.pages.messages import BAD_REQUEST, OK, Reply
from milium.pages.tone import DRAWN, tone_of
from milium.pages.visit import Visit

UNSURE = "not_sure"


def start(visit: Visit) -> Reply:
    """Show the door: straight to the first question, or what was answered before."""
    asked = visit.me.round.get("asked") or []
    if visit.is_post or not (visit.me.answers or asked):
        return visit.go("/bump/flags", *_new_round(visit)) if visit.is_post else visit.go("/bump/flags")
    following = _next_path(visit, visit.me)
    return visit.page("bump_again.html", following=following, back="/")


def _new_round(visit: Visit) -> tuple[Any, ...]:
    """Return the event that asks everything once more; old answers stand until new ones replace them."""
    return visit.keep(visit.me, ("answers", {"answers": {}, "round": {"asked": []}}))


def flags(visit: Visit) -> Reply:
    """Show the red flags, before any other question."""
    if not visit.is_post:
        return visit.page("flags.html", kind="flags", options=list(FIRST_FLAGS), back="/", problem=None)
    choice, ticked = visit.request.one("choice"), [f for f in visit.request.all("flag") if f in FIRST_FLAGS]
    if choice == "these" and not ticked:
        return visit.page(
            "flags.html",
            kind="flags",
            options=list(FIRST_FLAGS),
            back="/",
            problem="ui.bump.tick_first",
            status=BAD_REQUEST,
        )
    if choice != "these":
        ticked = []
    changes, round_ = first_answers(ticked, visit.me.answers, unsure=choice == "unsure")
    events = visit.keep(visit.me, ("answers", {**changes, "round": round_}))
    return _onward(visit, visit.me, changes, round_, events)


def follow(visit: Visit) -> Reply:
    """Ask the one short question that a red flag needs to be placed."""
    if visit.rest not in FOLLOW_UPS:
        return visit.go("/bump")
    if not visit.is_post:
        return visit.page("follow.html", key=visit.rest, back="/bump/flags")
    changes, round_ = follow_answers(visit.rest, visit.request.one("choice"), visit.me.answers, visit.me.round)
    events = visit.keep(visit.me, ("answers", {**changes, "round": round_}))
    return _onward(visit, visit.me, changes, round_, events)


def about(visit: Visit) -> Reply:
    """Ask about illnesses and medicines that red flags read."""
    if not visit.is_post:
        return visit.page("flags.html", kind="about", options=list(ABOUT_FLAGS), back="/bump/flags", problem=None)
    choice, ticked = visit.request.one("choice"), [f for f in visit.request.all("flag") if f in ABOUT_FLAGS]
    if choice == "these" and not ticked:
        return visit.page(
            "flags.html",
            kind="about",
            options=list(ABOUT_FLAGS),
            back="/bump/flags",
            problem="ui.bump.tick_first",
            status=BAD_REQUEST,
        )
    given = [ABOUT_FLAGS[f] for f in (ticked if choice == "these" else [])]
    old = visit.me.answers.get("flags")
    unsure = choice == "unsure" or old is None
    kept = [f for f in old or [] if f not in ABOUT_FLAGS.values()]
    now = sorted({*kept, *given}) if kept or given or not unsure else None
    round_ = _asked(visit.me, "about")
    if choice == "unsure":
        round_ = {**round_, "unsure": True}
    changes = {"answers": {"flags": now}}
    events = visit.keep(visit.me, ("answers", {**changes, "round": round_}))
    return _onward(visit, visit.me, changes, round_, events)


def question(visit: Visit) -> Reply:
    """Show one question of the adult's interview and take its answer."""
    return _question(visit, visit.me)


def baby_question(visit: Visit) -> Reply:
    """Show one question of the baby's interview and take its answer."""
    return _question(visit, visit.baby)


def _question(visit: Visit, journal: Journal) -> Reply:
    screen = visit.rest
    if screen not in SCREENS:
        return visit.go(_door(journal))
    if not journal.round or journal.round.get("sign"):
        return visit.go(_door(journal))
    if not visit.is_post:
        return _show(visit, journal, screen)
    return _take(visit, journal, screen)


def _door(journal: Journal) -> str:
    return "/baby" if journal.is_baby else "/bump"


def _show(visit: Visit, journal: Journal, screen: str, problem: str | None = None) -> Reply:
    baby = journal.is_baby
    given = journal.round.get("given") or []
    asked = [s for s in journal.round.get("asked") or [] if s not in {screen, *given}]
    at, total = number(asked, baby=baby)
    answer = journal.answers.get(screen)
    return visit.page(
        "question.html",
        status=BAD_REQUEST if problem else OK,
        key=screen,
        answers=BABY_AGES if baby and screen == "age" else visit.look.knowledge.identify.answers_of(screen),
        given=answer,
        sites=journal.case.get("bump_sites") or [answer],
        problem=problem,
        tone=tone_of(journal),
        tone_at=f"/tone/{_door(journal)[1:]}-{screen}" if screen in DRAWN else None,
        n=at,
        total=total,
        back=_before(journal, screen),
    )


def _before(journal: Journal, screen: str) -> str:
    """Return the path of the screen that came before this one."""
    given = journal.round.get("given") or []  # answered by an earlier screen, never shown themselves
    asked = [name for name in journal.round.get("asked") or [] if name not in given]
    if screen in asked:
        asked = asked[: asked.index(screen)]
    prefix = _door(journal)
    return f"{prefix}/{asked[-1]}" if asked else prefix


def _take(visit: Visit, journal: Journal, screen: str) -> Reply:
    taken = _take_sites(visit, journal) if screen == "site" else _take_answer(visit, journal, screen)
    if isinstance(taken, Reply):
        return taken
    round_ = _asked(journal, *(name for name in taken["answers"] if name in SCREENS))
    events = visit.keep(journal, ("answers", {**taken, "round": round_}))
    return _onward(visit, journal, taken, round_, events)


def _take_answer(visit: Visit, journal: Journal, screen: str) -> Mapping[str, Any] | Reply:
    """Return the answer of a screen; an unanswered one is asked again, never guessed."""
    word = visit.request.one(screen) or visit.request.one("choice")
    if word not in (*visit.look.knowledge.identify.answers_of(screen), UNSURE):
        return _show(visit, journal, screen, "ui.pick_one")
    answers = {screen: None if word == UNSURE else word}
    if screen == "count" and word == "single":
        answers["grouping"] = "scattered"  # one bump stands alone: not asked again
    return {"answers": answers}


def _take_sites(visit: Visit, journal: Journal) -> Mapping[str, Any] | Reply:
    """Return the places; with several of them, one more short question says where most are."""
    allowed = visit.look.knowledge.identify.answers_of("site")
    if visit.request.one("choice") == UNSURE:
        return {"answers": {"site": None}, "bump_sites": []}
    sites = [s for s in visit.request.all("site") if s in allowed]
    most = visit.request.one("most")
    if "lash_line" in sites:
        most = "lash_line"
    if not sites:
        return _show(visit, journal, "site", "ui.pick_some")
    if len(sites) > 1 and most not in sites:
        tone = tone_of(journal)
        return visit.page("sites_most.html", sites=sites, tone=tone, back=f"{_door(journal)}/site")
    return {"answers": {"site": most if most in sites else sites[0]}, "bump_sites": sites}


def _asked(journal: Journal, *screens: str) -> dict[str, Any]:
    asked = [s for s in journal.round.get("asked") or [] if s not in screens]
    return {**journal.round, "asked": [*asked, *screens]}


def _onward(
    visit: Visit, journal: Journal, changes: Mapping[str, Any], round_: Mapping[str, Any], events: tuple[Any, ...]
) -> Reply:
    answers = {**journal.answers, **changes["answers"]}
    answers = {k: v for k, v in answers.items() if v is not None}
    return visit.go(_path(visit, journal, answers, round_), *events)


def _next_path(visit: Visit, journal: Journal) -> str:
    return _path(visit, journal, journal.answers, journal.round)


def _path(visit: Visit, journal: Journal, answers: Mapping[str, Any], round_: Mapping[str, Any]) -> str:
    """Return where to go with these answers: a follow-up, the next question or the answer."""
    baby, asked = journal.is_baby, list(round_.get("asked") or [])
    if not baby:
        if "flags" not in asked:
            return "/bump/flags"
        if round_.get("follow"):
            return f"/bump/follow/{round_['follow'][0]}"
    found = visit.care.identify({"answers": dict(answers), "profile": journal.profile})
    screen = next_screen(found, asked, baby=baby, site=answers.get("site"))
    if screen is None:
        return f"{_door(journal)}/answer"
    if not baby and screen not in {"age", "site"} and "about" not in asked:
        return "/bump/about"
    return f"{_door(journal)}/{screen}"
