"""Reminders for a person's own calendar: a file, and an address that a calendar reads by itself."""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from milium import pages
from milium.adapters import ical
from milium.adapters.packfiles import ENGLISH
from milium.care.settings import settings_of
from milium.domain.events import SETTING
from milium.pages.calendar import choices, handed
from milium.pages.settings import shown
from milium.pages.visit import Visit, whose
from milium.web import parts
from milium.web.requests import came_in
from milium.web.speaking import is_spoken, language_of

TOKEN_BYTES = 24
MOST_SIGNS = 64
FILE = "evening-care.ics"
BEGINS = "/calendar/"


@require_POST
def file(request: HttpRequest) -> HttpResponse:
    """Give the reminders as a file; what fell away since the last one is in it as cancelled."""
    response = _given(came_in(request), language_of(request), whole=False)
    response["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return response


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give the reminders to who knows the address; nobody is signed in here, and the calendar is read as a whole."""
    secret, _, code = token.partition(".")  # what was made in another language ends in ".es.ics"
    case = case_of(secret)
    if case is None or (code and not is_spoken(code)):
        return HttpResponse("", status=404, content_type="text/plain")
    if request.method == "HEAD":
        return HttpResponse("", content_type=ical.KIND)  # nothing is given, so nothing is kept
    clock = parts.clock()
    asked = pages.Request("GET", BEGINS, {}, clock.today(), clock.now(), clock.new_id, whose=case)
    response = _given(asked, code or ENGLISH, whole=True)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
def turn(request: HttpRequest) -> HttpResponse:
    """Turn the feed on, give it another address, or turn it off; the address is shown once, only its hash is kept."""
    asked = came_in(request)
    token = secrets.token_urlsafe(TOKEN_BYTES) if asked.one("choice") == "renew" else ""
    language = language_of(request)
    care, look = parts.care(language), parts.look(language)
    visit = Visit(asked, care, parts.memory().now(), look)
    if token or choices(visit).feed:
        parts.store().add(visit.keep(visit.me, (SETTING, {"feed": digest(token) if token else None})))
    site = settings.SITE or request.build_absolute_uri("/").rstrip("/")
    again = Visit(asked, care, parts.memory().now(), look)
    name = token if language == ENGLISH else f"{token}.{language}"
    reply = shown(again, address=f"{site}{BEGINS}{name}.ics" if token else None, local=not settings.SITE)
    return HttpResponse(reply.html, status=reply.status)


def case_of(token: str) -> str | None:
    """Return whose feed has this secret; None for nobody's, so also for one that was renewed or turned off."""
    if len(token) > MOST_SIGNS:
        return None
    wanted, found = digest(token), None
    events = parts.store().of_kind(SETTING)
    for case in sorted({event.case for event in events}):
        feed = settings_of(event for event in events if event.case == case).feed
        if hmac.compare_digest(feed.encode("utf-8", "replace"), wanted.encode("ascii")):
            found = case
    return found


def digest(token: str) -> str:
    """Return the hash that is kept of a secret."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _given(asked: pages.Request, language: str, *, whole: bool) -> HttpResponse:
    """Return the calendar, in a language, of whom a request is for, after the log has kept what it was given."""
    memory = parts.memory()
    logs = memory.now()
    with memory.turn(whose(asked, logs.people)):
        logs = memory.now()  # who came just before may have been given the same
        found = handed(Visit(asked, parts.care(language), logs, parts.look(language)))
        if found.events:
            parts.store().add(found.events)
    gone = None if whole else found.gone
    return HttpResponse(ical.written(found.reminders, found.title, found.name, asked.now, gone), content_type=ical.KIND)
