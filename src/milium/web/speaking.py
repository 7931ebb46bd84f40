"""Which language a browser is answered in: the one that was chosen here, else the first it asks for that we speak."""

from functools import cache

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from milium.adapters.packfiles import ENGLISH, languages

LANGUAGE = "language"  # in the session


def language_of(request: HttpRequest) -> str:
    """Return the code of the language to answer in."""
    session = getattr(request, "session", None)  # none where a request was refused before it had one
    chosen = str(session.get(LANGUAGE, "")) if session is not None else ""
    return chosen if chosen in _spoken() else asked_for(request)


def asked_for(request: HttpRequest) -> str:
    """Return the first language that the browser asks for and we speak; English if there is none."""
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return next((code for word, wish in asked if wish and (code := word.partition("-")[0]) in _spoken()), ENGLISH)


def is_spoken(code: str) -> bool:
    """Tell whether we speak a language."""
    return code in _spoken()


@cache
def _spoken() -> frozenset[str]:
    return frozenset(language.code for language in languages())
