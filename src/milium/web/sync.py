"""The address at which a device sends its events and takes the server's; every answer is JSON (docs/sync.md)."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.middleware.csrf import get_token

from milium.care.sync import KIND, MOST_BYTES, SCHEMA, AnotherLog, TooMuch, answer, known_kinds
from milium.errors import BadInput, MiliumError
from milium.web import parts
from milium.web.requests import drain

PATH = "/sync"
OK, BAD, SIGNED_OUT, STALE, NOT_ALLOWED, CONFLICT, TOO_LARGE, NOT_JSON = 200, 400, 401, 403, 405, 409, 413, 415
KEEP = "Nothing here was changed. Keep what waits, and "
SAID: Mapping[str, tuple[int, str, str, str]] = {
    "signed_out": (SIGNED_OUT, "nobody is signed in.", "sign-in", KEEP + "open the sign-in address on this device."),
    "stale": (STALE, "the token is missing or old.", "X-CSRFToken", KEEP + f"GET {PATH} for a new token."),
    "not_allowed": (NOT_ALLOWED, "only GET and POST are known here.", "method", KEEP + "use one of them."),
    "too_large": (
        TOO_LARGE,
        f"more than {MOST_BYTES} bytes came at once.",
        "body",
        KEEP + "send fewer events at once.",
    ),
    "not_json": (NOT_JSON, "the body is not sent as JSON.", "Content-Type", KEEP + "send application/json."),
    "cut_off": (BAD, "only a part of the body came.", "body", KEEP + "send it again."),
    "broke": (500, "something broke here.", "server", KEEP + "try again later."),
}


def sync(request: HttpRequest) -> HttpResponse:
    """Give the token and the log's name (GET), or take events and give those that lack (POST)."""
    if request.method == "GET":
        log = parts.store().log()
        hello = {"milium": KIND, "schema": SCHEMA, "log": str(log.name), "cursor": log.last}
        return JsonResponse({**hello, "token": get_token(request)})
    if request.method != "POST":
        return trouble("not_allowed")
    if request.content_type != "application/json":
        drain(request)
        return trouble("not_json")
    return _taken(request)


def _taken(request: HttpRequest) -> HttpResponse:
    try:
        return JsonResponse(_answer(request.body))
    except RequestDataTooBig:
        drain(request)
        return trouble("too_large")
    except UnreadablePostError:
        return trouble("cut_off")
    except MiliumError as error:
        return _error(_status(error), error)


def _answer(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        raise BadInput("is not JSON.", where="body", fix=KEEP + "send JSON in UTF-8.") from None
    return answer(asked, parts.store(), known_kinds(parts.care().knowledge.vocabulary))


def trouble(key: str) -> HttpResponse:
    """Say what happened instead of an answer; `key` is one of `SAID`."""
    status, problem, where, fix = SAID[key]
    return _reply(status, {"code": key, "problem": problem, "where": where, "fix": fix})


def is_here(request: HttpRequest) -> bool:
    """Tell whether a request is for this address, so that what stops it must answer in JSON."""
    return request.path == PATH


def _status(error: MiliumError) -> int:
    return CONFLICT if isinstance(error, AnotherLog) else TOO_LARGE if isinstance(error, TooMuch) else BAD


def _error(status: int, error: MiliumError) -> HttpResponse:
    told = {"code": error.code, "problem": error.problem, "where": error.where, "fix": error.fix}
    return _reply(status, told)


def _reply(status: int, error: Mapping[str, Any]) -> HttpResponse:
    return JsonResponse({"error": error}, status=status)
