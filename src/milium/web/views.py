"""The one view: a request becomes the pages' own, its events are kept, and the page goes out."""

import mimetypes

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect

from milium import pages
from milium.adapters.pagefiles import static_files
from milium.pages.visit import whose
from milium.web import parts, sync
from milium.web.requests import WHOSE, came_in, drain
from milium.web.speaking import LANGUAGE, asked_for, language_of


def screen(request: HttpRequest) -> HttpResponse:
    """Show one screen, or keep what a form says and go on."""
    asked, memory, language = came_in(request), parts.memory(), language_of(request)
    logs = memory.now()
    with memory.turn(whose(asked, logs.people)):
        reply = pages.open(asked, parts.care(language), logs, parts.look(language))
    if reply.events:  # outside the turn: nobody who only looks waits for the disk
        parts.store().add(reply.events)
    if reply.whose is not None and reply.whose != asked.whose:
        request.session[WHOSE] = reply.whose
    if reply.language is not None:
        request.session[LANGUAGE] = reply.language
    return _response(reply)


def static(_request: HttpRequest, name: str) -> HttpResponse:
    """Give a file of the pages."""
    content = static_files().get(name)
    if content is None:
        return HttpResponseNotFound("", content_type="text/plain")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": "max-age=3600"})


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  (Django calls it so)
    """Say that the form cannot be taken (its token is old or missing); its words never reach a log."""
    if sync.is_here(request):
        return sync.trouble("stale")
    return trouble(request, "stale", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Say that there is no page here."""
    return trouble(request, "not_found", 404)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that what was sent is too large, or cannot be read."""
    drain(request)
    return trouble(request, "too_large" if isinstance(exception, TOO_MUCH) else "stale", 400)


def broke(request: HttpRequest) -> HttpResponse:
    """Say that something broke."""
    if sync.is_here(request):
        return sync.trouble("broke")
    return trouble(request, "broke", 500)


def signed_out(request: HttpRequest) -> HttpResponse:
    """Say how to sign in; nothing of anybody's is read."""
    asked = pages.Request("GET", "/", {}, parts.clock().today(), parts.clock().now(), parts.clock().new_id)
    return _trouble(request, asked, "signed_out", 403)


TOO_MUCH: tuple[type[SuspiciousOperation], ...] = (RequestDataTooBig, TooManyFieldsSent)


def trouble(request: HttpRequest, key: str, status: int) -> HttpResponse:
    """Answer with a calm page that says what happened."""
    clock = parts.clock()
    asked = pages.Request("GET", request.path, {}, clock.today(), clock.now(), clock.new_id)
    return _trouble(request, asked, key, status)


def _trouble(request: HttpRequest, asked: pages.Request, key: str, status: int) -> HttpResponse:
    language = asked_for(request) if key == "broke" else language_of(request)  # then the session may be what broke
    care, look = parts.care(language), parts.look(language)
    return _response(pages.trouble(asked, care, (), look, key=key, status=status))


def _response(reply: pages.Reply) -> HttpResponse:
    if reply.location is not None:
        response: HttpResponse = HttpResponseRedirect(reply.location)
        response.status_code = reply.status
        return response
    return HttpResponse(reply.html, status=reply.status)
