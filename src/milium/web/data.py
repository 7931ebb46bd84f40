"""The person's own data on this computer: a copy out, a copy in, everything gone, one more device."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from milium import pages
from milium.care.carry import read_file, written
from milium.care.sync import UnknownKind, known_kinds
from milium.errors import BadInput
from milium.pages.visit import Visit
from milium.web import parts
from milium.web.requests import came_in
from milium.web.signin import new_code
from milium.web.speaking import language_of
from milium.web.uploads import MOST_COPY_MB, TOO_LARGE

OK, BAD = 200, 400
BASE: Mapping[str, Any] = {
    "added": None, "refused": None, "problem": None, "address": None, "local": False, "most": MOST_COPY_MB, "back": "/",
}  # fmt: skip


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Show what is kept here and what one can do with it."""
    return _show(request)


@require_POST
def export(_request: HttpRequest) -> StreamingHttpResponse:
    """Give everything that is kept, as one file."""
    clock = parts.clock()
    name = f"milium-{clock.today().isoformat()}.json"
    return StreamingHttpResponse(
        written(parts.store().everything(), clock.now()),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Put the events of a file to those that are here: all of them or none, each of them once."""
    file = request.FILES.get("file")
    if file is None:
        return _show(request, BAD, problem="ui.own.too_large" if hasattr(request, TOO_LARGE) else "ui.own.no_file")
    kinds = known_kinds(parts.care().knowledge.vocabulary)
    try:
        events = read_file(file.read())
        for event in events:
            if event.kind not in kinds:
                raise UnknownKind(event)
        added = parts.store().add(events)
    except (BadInput, UnknownKind) as error:
        return _show(request, BAD, refused={"where": error.where, "problem": error.problem, "fix": error.fix})
    return _show(request, added=added)


@require_POST
def device(request: HttpRequest) -> HttpResponse:
    """Make an address that signs one more browser in, once."""
    site = settings.SITE or request.build_absolute_uri("/").rstrip("/")
    return _show(request, address=f"{site}/in/{new_code()}", local=not settings.SITE)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Ask once more; then remove everything for good."""
    if request.method != "POST":
        return HttpResponse(_visit(request).page("own_erase.html", erased=False, back="/data").html)
    parts.store().erase_all()
    request.session.cycle_key()
    request.session.pop("whose", None)
    return HttpResponse(_visit(request).page("own_erase.html", erased=True, back=None).html)


def _show(request: HttpRequest, status: int = OK, **more: Any) -> HttpResponse:
    count = parts.store().log().last
    page: pages.Reply = _visit(request).page("own_data.html", **{**BASE, "count": count, **more})
    return HttpResponse(page.html, status=status)


def _visit(request: HttpRequest) -> Visit:
    language = language_of(request)
    return Visit(came_in(request), parts.care(language), parts.memory().now(), parts.look(language))
