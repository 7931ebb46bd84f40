"""The crawler over what only the server edition shows: the person's data, sign-in, and pages of trouble."""

from collections.abc import Iterator

import pytest

from ports.databases import set_up_django

set_up_django()

from django.test import Client  # noqa: E402

from milium import wiring  # noqa: E402
from milium.web import parts  # noqa: E402
from milium.web.signin import new_code  # noqa: E402
from pages_app import acid_night  # noqa: E402
from tracing import runs, unknown_facts, untraced  # noqa: E402

PATHS = ("/data", "/data/device", "/data/erase", "/data/import", "/phone/", "/no/such", "/", "/tonight", "/answers/eye")
ENTERED = ("Gel cleanser", "Mandelic serum", "Light fluid", "Mia")


@pytest.fixture
def browser() -> Iterator[Client]:
    """A browser that is signed in, with a person who is in the middle of a plan."""
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", interactive=False, verbosity=0)
    parts.store().erase_all()
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    client.get(f"/in/{new_code()}")
    app = acid_night()
    app.post("/people/add", name="Mia", colour="plum")
    parts.store().add(app.events)
    yield client
    parts.store().erase_all()
    connections.close_all()


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_sentence_of_the_server_edition_is_untraced(browser: Client, method: str) -> None:
    known, read = wiring.care().knowledge.facts, 0
    for path in PATHS:
        answer = getattr(browser, method)(path)
        if "html" not in answer.headers.get("Content-Type", "") or answer.streaming:
            continue
        page = answer.content.decode()
        assert [run.says for run in untraced(page, ENTERED)] == [], path
        assert unknown_facts(page, known) == set()
        read += len(runs(page))
    assert read > 50


def test_somebody_who_has_not_signed_in_reads_plain_words(browser: Client) -> None:
    page = Client(headers={"host": "127.0.0.1"}).get("/tonight").content.decode()
    assert runs(page)
    assert [run.says for run in untraced(page)] == []
