"""The one door to all screens: a request comes in, a reply with its new events goes out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from milium.care import Care
from milium.domain.events import Event
from milium.errors import KnowledgeMissing
from milium.pages import (
    about,
    answer,
    answers,
    baby,
    beside,
    bump,
    choices,
    count,
    evening,
    language,
    own_day,
    paper,
    people,
    plan,
    product,
    settings,
    shelf,
    sources,
    tone,
    tonight,
    used,
    week,
    which,
)
from milium.pages.logs import Logs
from milium.pages.look import Look
from milium.pages.messages import NOT_ALLOWED, NOT_FOUND, STALE, TROUBLE, Reply, Request
from milium.pages.visit import Visit, is_for_nobody

Page = Callable[[Visit], Reply]
OUTSIDE = "signed_out"  # nothing behind the door is named to who stands before it


def first(visit: Visit) -> Reply:
    """Show the three doors."""
    return visit.page("first.html", due=week.is_due(visit.me), own_today=own_day.today_is(visit))


def what_to_say(visit: Visit) -> Reply:
    """Show the words to say to whoever helps."""
    return visit.page("say.html", baby=visit.rest == "baby", back="/baby/answer" if visit.rest == "baby" else "/")


# Whole paths first; then the pages whose path goes on ("/bump/opening"), with what they allow.
PAGES: Mapping[str, tuple[Page, str]] = {
    "/": (first, "GET"),
    "/bump": (bump.start, "GET POST"),
    "/bump/flags": (bump.flags, "GET POST"),
    "/bump/about": (bump.about, "GET POST"),
    "/bump/answer": (answer.answer, "GET"),
    "/bump/else": (answer.what_else, "GET"),
    "/baby": (baby.first, "GET POST"),
    "/baby/answer": (baby.result, "GET"),
    "/baby/wait": (baby.remind, "GET"),
    "/looked": (answer.looked, "GET POST"),
    "/choose": (choices.choose, "POST"),
    "/leave": (choices.leave, "GET"),
    "/out": (choices.out, "GET POST"),
    "/visit": (own_day.see, "GET POST"),
    "/picked": (choices.picked, "GET POST"),
    "/help": (choices.swelling, "GET POST"),
    "/teen": (choices.teen, "GET POST"),
    "/product": (product.check, "GET POST"),
    "/product/eye": (product.check, "GET POST"),
    "/shelf": (shelf.shelf, "GET"),
    "/shelf/add": (shelf.add, "POST"),
    "/shelf/remove": (shelf.remove, "POST"),
    "/shelf/try": (beside.try_it, "POST"),
    "/which": (which.which, "GET POST"),
    "/compare": (beside.beside, "GET POST"),
    "/about": (about.about, "GET"),
    "/plan": (plan.plan, "GET"),
    "/plan/print": (paper.paper, "GET"),
    "/plan/start": (plan.start, "POST"),
    "/tonight": (tonight.tonight, "GET"),
    "/tonight/tick": (tonight.tick, "POST"),
    "/tonight/skip": (tonight.skip, "GET"),
    "/used": (used.used, "GET POST"),
    "/stings": (tonight.stings, "GET POST"),
    "/stings/done": (tonight.stung, "GET"),
    "/spot": (tonight.spot, "POST"),
    "/spot/done": (tonight.spotted, "GET"),
    "/week": (week.week, "GET POST"),
    "/week/done": (week.told, "GET"),
    "/count": (count.count, "GET POST"),
    "/people": (people.people, "GET"),
    "/people/switch": (people.switch, "POST"),
    "/people/add": (people.add, "POST"),
    "/people/rename": (people.rename, "POST"),
    "/language": (language.language, "GET POST"),
    "/settings": (settings.settings, "GET POST"),
    "/settings/saved": (settings.saved, "GET"),
    "/answers": (answers.answers, "GET"),
    "/sources": (sources.sources, "GET POST"),
}
BELOW: Mapping[str, tuple[Page, str]] = {
    "/bump/follow/": (bump.follow, "GET POST"),
    "/bump/": (bump.question, "GET POST"),
    "/baby/": (bump.baby_question, "GET POST"),
    "/about/": (about.about, "GET POST"),
    "/shelf/": (shelf.details, "GET POST"),
    "/evening/": (evening.evening, "GET"),
    "/answers/": (answers.answers, "GET"),
    "/sources/": (sources.source, "GET"),
    "/tone/": (tone.tone, "GET POST"),
    "/else/": (answer.what_else, "GET"),
    "/say/": (what_to_say, "GET"),
}


def open(request: Request, care: Care, journal: Sequence[Event] | Logs, look: Look) -> Reply:  # noqa: A001
    """Answer one request.

    Args:
        request: What came in.
        care: The use cases.
        journal: All events of this device or account, in any order, or logs that remember them.
        look: Templates and texts.

    Returns:
        The page, or where to go next; its events must be kept before either is shown. Looking
        adds none but a fault of ours, once a day. Broken knowledge gives a calm page with status
        500 and no events.
    """
    try:
        found = _page(request.path)
        if found is None:
            return trouble(request, care, journal, look, key="not_found", status=NOT_FOUND)
        (page, allowed), rest = found
        if request.method not in allowed.split():
            return trouble(request, care, journal, look, key="not_found", status=NOT_ALLOWED)
        visit = Visit(request, care, journal, look, rest)
        if is_for_nobody(request, visit.people):
            return trouble(request, care, journal, look, key="stale", status=STALE)
        reply = page(visit)
        return replace(reply, events=(*reply.events, *visit.faults), whose=reply.whose or visit.whose)
    except KnowledgeMissing:
        return Reply(TROUBLE, look.plain("broken.html", request.root))


def trouble(
    request: Request, care: Care, journal: Sequence[Event] | Logs, look: Look, *, key: str, status: int
) -> Reply:
    """Answer with a calm page that says what happened and that nothing is lost.

    Args:
        request: What came in.
        care: The use cases.
        journal: Events that may be shown; none for somebody who has not signed in.
        look: Templates and texts.
        key: Text of `ui.trouble` ("not_found", "stale", "too_large", "signed_out", "broke").
        status: HTTP status.
    """
    try:
        return Visit(request, care, journal, look).page("trouble.html", key=key, outside=key == OUTSIDE, status=status)
    except KnowledgeMissing:
        return Reply(TROUBLE, look.plain("broken.html", request.root))


def _page(path: str) -> tuple[tuple[Page, str], str] | None:
    if path in PAGES:
        rest = "eye" if path == "/product/eye" else ""
        return PAGES[path], rest
    for start, page in BELOW.items():
        if path.startswith(start) and path != start and "/" not in path[len(start) :]:
            return page, path[len(start) :]
    return None
