"""A request of Django as the pages take it."""

from contextlib import suppress

from django.http import HttpRequest, UnreadablePostError
from django.http.request import RawPostDataException
from django.middleware.csrf import get_token

from milium import pages
from milium.care.people import ME
from milium.web import parts

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  (the name of Django's field)
WHOSE = "whose"  # in the session: the person this browser is with
DRAINED_AT_ONCE = 2**16
DRAINED_AT_MOST = 2**26


def came_in(request: HttpRequest) -> pages.Request:
    """Return what came in, with the token that its forms must send back."""
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
        whose=str(request.session.get(WHOSE, ME)),
    )


def drain(request: HttpRequest) -> None:
    """Take in and throw away what is still being sent: who cannot finish sending never sees our words."""
    with suppress(RawPostDataException, UnreadablePostError):
        for _ in range(DRAINED_AT_MOST // DRAINED_AT_ONCE):
            if not request.read(DRAINED_AT_ONCE):
                return
