"""The one view: a request becomes the pages' own, its events are kept, and the page goes out."""

import mimetypes
from contextlib import suppress

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect, UnreadablePostError
from django.http.request import RawPostDataException
from django.middleware.csrf import get_token

from milium import pages
from milium.adapters.pagefiles import static_files
from milium.domain.events import Event
from milium.web import parts

CASES = ("me", "baby")
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  (the name of Django's field)


def screen(request: HttpRequest) -> HttpResponse:
    """Show one screen, or keep what a form says and go on."""
    came_in = _request(request)
    reply = pages.open(came_in, parts.care(), _events(), parts.look())
    if reply.events:
        parts.store().add(reply.events)
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
    return trouble(request, "stale", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Say that there is no page here."""
    return trouble(request, "not_found", 404)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that what was sent is too large, or cannot be read."""
    _drain(request)
    return trouble(request, "too_large" if isinstance(exception, TOO_MUCH) else "stale", 400)


def _drain(request: HttpRequest) -> None:
    """Take in and throw away what is still being sent: who cannot finish sending never sees our words."""
    with suppress(RawPostDataException, UnreadablePostError):
        for _ in range(DRAINED_AT_MOST // DRAINED_AT_ONCE):
            if not request.read(DRAINED_AT_ONCE):
                return


def broke(request: HttpRequest) -> HttpResponse:
    """Say that something broke."""
    return trouble(request, "broke", 500)


def signed_out() -> HttpResponse:
    """Say how to sign in; nothing of anybody's is read."""
    came_in = pages.Request("GET", "/", {}, parts.clock().today(), parts.clock().now(), parts.clock().new_id)
    return _response(pages.trouble(came_in, parts.care(), (), parts.look(), key="signed_out", status=403))


DRAINED_AT_ONCE = 2**16
DRAINED_AT_MOST = 2**26
TOO_MUCH: tuple[type[SuspiciousOperation], ...] = (RequestDataTooBig, TooManyFieldsSent)


def _request(request: HttpRequest) -> pages.Request:
    form = {name: [str(v) for v in values] for name, values in request.POST.lists()}
    clock = parts.clock()
    return pages.Request(
        method=request.method or "GET",
        path=request.path,
        form=form,
        today=clock.today(),
        now=clock.now(),
        new_id=clock.new_id,
        hidden={TOKEN: get_token(request)},
    )


def _events() -> tuple[Event, ...]:
    return tuple(event for case in CASES for event in parts.store().events(case))


def trouble(request: HttpRequest, key: str, status: int) -> HttpResponse:
    """Answer with a calm page that says what happened."""
    clock = parts.clock()
    came_in = pages.Request("GET", request.path, {}, clock.today(), clock.now(), clock.new_id)
    return _response(pages.trouble(came_in, parts.care(), (), parts.look(), key=key, status=status))


def _response(reply: pages.Reply) -> HttpResponse:
    if reply.location is not None:
        response: HttpResponse = HttpResponseRedirect(reply.location)
        response.status_code = reply.status
        return response
    return HttpResponse(reply.html, status=reply.status)
