"""The phone edition under /phone/: the built folder as it is, with its own strict headers."""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from milium.site import policy

FOLDER = Path(os.environ.get("MILIUM_PHONE", "build/phone")).resolve()
INDEX = "index.html"


def phone(request: HttpRequest, name: str = "") -> HttpResponse:
    """Give a file of the phone edition, or say how it is built."""
    if request.path == "/phone":
        return HttpResponseRedirect("/phone/")
    path = FOLDER / (name or INDEX)
    is_inside = path.resolve().is_relative_to(FOLDER)
    if not is_inside or not path.is_file():
        from milium.web.views import trouble

        return trouble(request, "not_found" if (FOLDER / INDEX).is_file() else "no_phone", 404)
    response = HttpResponse(path.read_bytes(), headers=policy.headers_of(name or INDEX))
    response._csp_exempt = True  # type: ignore[attr-defined]  # it brings its own policy
    return response
