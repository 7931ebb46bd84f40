"""Signing in on one's own computer: a code in the printed address, good for one browser, once."""

import hashlib
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from milium.web.models import SignInCode
from milium.web.sync import is_here, trouble

CODE_BYTES = 24
SIGNED_IN = "signed_in"
# What is the same for everybody and holds nothing of anybody, and a calendar by its own secret.
OPEN_PATHS = ("/in/", "/static/", "/phone/", "/calendar/")


def new_code() -> str:
    """Make a code; codes that were printed before and not used are void from now on."""
    code = secrets.token_urlsafe(CODE_BYTES)
    SignInCode.objects.all().delete()
    SignInCode.objects.create(digest=_digest(code))
    return code


def use_code(request: HttpRequest, code: str) -> HttpResponse:
    """Sign the browser in if the code is unused; the code is gone before the answer leaves."""
    used, _ = SignInCode.objects.filter(digest=_digest(code)).delete()
    if used:
        request.session.cycle_key()
        request.session[SIGNED_IN] = True
    elif not request.session.get(SIGNED_IN):
        return _ask(request)
    return HttpResponseRedirect("/")


class SignedInOnly:
    """Shows nothing but the sign-in words to a browser without the session cookie."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or ask to sign in."""
        if request.path.startswith(OPEN_PATHS) or request.session.get(SIGNED_IN):
            return self._answer(request)
        return trouble("signed_out") if is_here(request) else _ask(request)


def _ask(request: HttpRequest) -> HttpResponse:
    from milium.web.views import signed_out

    return signed_out(request)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()
