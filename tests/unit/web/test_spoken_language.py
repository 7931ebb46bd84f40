"""Which language a browser is answered in, through Django itself."""

import re
from collections.abc import Iterator

import pytest

from pages_app import planned
from ports.databases import set_up_django

set_up_django()

from django.db import connections  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402

from milium.web import parts  # noqa: E402
from milium.web.signin import new_code  # noqa: E402
from milium.web.speaking import asked_for  # noqa: E402
from milium.web.views import broke  # noqa: E402

ENGLISH, SPANISH = '<html lang="en" dir="ltr">', '<html lang="es" dir="ltr">'


@pytest.fixture
def stranger() -> Iterator[Client]:
    """A browser that nobody has signed in."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    yield Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    parts.store().erase("me")
    connections.close_all()


@pytest.fixture
def browser(stranger: Client) -> Client:
    """A browser that is signed in."""
    stranger.get(f"/in/{new_code()}")
    return stranger


def page(browser: Client, path: str, asks: str | None = None) -> str:
    headers = {"accept-language": asks} if asks is not None else {}
    return browser.get(path, headers=headers).content.decode()


@pytest.mark.parametrize(
    ("asks", "code"),
    [
        ("es", "es"),
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("fi, es-AR;q=0.5, en;q=0.4", "es"),
        ("en-GB,es;q=0.9", "en"),
        ("fi", "en"),
        ("", "en"),
        ("*", "en"),
        ("es;q=0", "en"),
        ("no such header;;q=x" * 50, "en"),
    ],
)
def test_the_first_language_that_is_asked_for_and_spoken_is_taken(asks: str, code: str) -> None:
    assert asked_for(RequestFactory().get("/", headers={"accept-language": asks})) == code


def test_a_browser_is_answered_in_the_language_it_asks_for(browser: Client) -> None:
    assert SPANISH in page(browser, "/", "es-ES")
    assert "¿Bultitos blancos y pequeños?" in page(browser, "/", "es-ES")
    assert ENGLISH in page(browser, "/")


def test_a_choice_wins_over_what_the_browser_asks_for(browser: Client) -> None:
    answer = browser.post("/language", {"choice": "es"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert SPANISH in page(browser, "/", "en")
    assert "Tus datos" in page(browser, "/data", "en")
    browser.post("/language", {"choice": "en"})
    assert ENGLISH in page(browser, "/", "es")


@pytest.mark.parametrize("choice", ["", "xx", "e s", "ES", "<b>"])
def test_a_choice_that_is_not_offered_is_not_kept(browser: Client, choice: str) -> None:
    browser.post("/language", {"choice": choice})
    assert ENGLISH in page(browser, "/", "en")


def test_who_is_not_signed_in_reads_why_in_their_language(stranger: Client) -> None:
    said = page(stranger, "/", "es")
    assert SPANISH in said
    assert "Entra otra vez, por favor." in said


def test_a_page_that_is_not_there_says_so_in_that_language(browser: Client) -> None:
    assert "Aquí no hay ninguna página." in page(browser, "/no/such", "es")


def test_where_the_words_of_a_language_cannot_be_read_the_app_speaks_english() -> None:
    assert parts.care("xx") is parts.care("en")
    assert parts.look("xx").knowledge.language.code == "en"


def test_what_broke_is_told_without_the_session_that_may_have_broken() -> None:
    request = RequestFactory().get("/", headers={"accept-language": "es"})
    assert "Algo se rompió." in broke(request).content.decode()


def test_a_calendar_address_speaks_the_language_it_was_made_in(browser: Client, stranger: Client) -> None:
    parts.store().add(planned().events)
    browser.post("/language", {"choice": "es"})
    said = browser.post("/settings/feed", {"choice": "renew"}).content.decode()
    found = re.search(r"/calendar/[\w-]+\.es\.ics", said)
    assert found, "made in Spanish"
    other = Client(headers={"host": "127.0.0.1"})
    assert "SUMMARY:Cuidado de la noche" in other.get(found[0]).content.decode()
    assert "SUMMARY:Evening care" in other.get(found[0].replace(".es.ics", ".ics")).content.decode()
    assert other.get(found[0].replace(".es.", ".xx.")).status_code == 404
