"""A calendar of one's own: the file, and the feed at an address that can be renewed and turned off."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import icalendar
import pytest

from ports.databases import set_up_django

set_up_django()

from django.test import Client  # noqa: E402

from milium.domain.events import REMINDED, SETTING  # noqa: E402
from milium.web import parts  # noqa: E402
from milium.web.signin import new_code  # noqa: E402
from pages_app import ZONE, planned  # noqa: E402


class Moved:
    """A clock that a test can move."""

    day = date(2026, 11, 23)

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 20, tzinfo=ZONE)

    def today(self) -> date:
        return self.day

    def new_id(self) -> UUID:
        return uuid4()


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A browser that is signed in, with a plan that began today."""
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", interactive=False, verbosity=0)
    parts.store().erase_all()
    monkeypatch.setattr(parts, "clock", Moved)
    monkeypatch.setattr(Moved, "day", date(2026, 11, 23))
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    client.get(f"/in/{new_code()}")
    parts.store().add(planned().events)
    yield client
    parts.store().erase_all()
    connections.close_all()


def stranger() -> Client:
    """Return a calendar that reads an address: it has no cookie."""
    return Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)


def turned_on(browser: Client) -> str:
    """Turn the feed on and return its path."""
    said = browser.post("/settings/feed", {"choice": "renew"}).content.decode()
    found = re.search(r'<code class="address">http://127.0.0.1(/calendar/[\w-]{32}\.ics)</code>', said)
    assert found
    return found[1]


def entries(text: bytes) -> dict[str, tuple[int, str]]:
    """Return version and status by key."""
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return {str(one["UID"])[: -len("-") - 32]: (int(str(one["SEQUENCE"])), str(one["STATUS"])) for one in found}


def of_kind(kind: str) -> int:
    return len(parts.store().of_kind(kind))


def test_the_file_comes_as_a_download_that_stays_in_no_cache(browser: Client) -> None:
    answer = browser.post("/calendar")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="evening-care.ics"'
    assert answer["Cache-Control"] == "no-store"
    assert len([key for key in entries(answer.content) if key.startswith("pm-")]) == 14
    assert browser.get("/calendar").status_code == 405


def test_nobody_gets_the_file_without_signing_in(browser: Client) -> None:
    answer = stranger().post("/calendar")
    assert answer.status_code == 403
    assert b"VCALENDAR" not in answer.content
    assert of_kind(REMINDED) == 0


def test_a_calendar_without_a_cookie_reads_the_feed_by_its_address_alone(browser: Client) -> None:
    path = turned_on(browser)
    answer = stranger().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert len(entries(answer.content)) == 17
    kept = of_kind(REMINDED)
    Moved.day += timedelta(days=1)
    assert stranger().head(path).status_code == 200
    assert of_kind(REMINDED) == kept, "nothing was given, so nothing is kept"
    assert stranger().post(path).status_code == 405


@pytest.mark.parametrize("path", ["/calendar/x.ics", "/calendar/.ics", f"/calendar/{'a' * 32}.ics", "/calendar/a"])
def test_another_address_gives_nothing(browser: Client, path: str) -> None:
    turned_on(browser)
    answer = stranger().get(path)
    assert answer.status_code == 404
    assert b"VCALENDAR" not in answer.content


def test_before_it_is_turned_on_no_address_gives_anything(browser: Client) -> None:
    assert stranger().get("/calendar/.ics").status_code == 404
    assert stranger().get("/calendar/None.ics").status_code == 404


def test_a_new_address_stops_the_old_one_and_turning_off_stops_both(browser: Client) -> None:
    old = turned_on(browser)
    new = turned_on(browser)
    assert (stranger().get(old).status_code, stranger().get(new).status_code) == (404, 200)
    said = browser.post("/settings/feed", {"choice": "off"}).content.decode()
    assert "It is off." in said
    assert "/calendar/" not in re.findall(r'<code class="address">(.*?)</code>', said)
    assert (stranger().get(old).status_code, stranger().get(new).status_code) == (404, 404)
    assert of_kind(SETTING) == 3
    browser.post("/settings/feed", {"choice": "off"})
    assert of_kind(SETTING) == 3, "off twice is off"


def test_the_address_is_nowhere_in_what_is_kept_and_shown_once(browser: Client) -> None:
    secret = turned_on(browser).removeprefix("/calendar/").removesuffix(".ics")
    assert secret not in "".join(str(event.body) for event in parts.store().everything())
    assert secret not in browser.get("/settings").content.decode()
    assert "It is on." in browser.get("/settings").content.decode()


def test_reading_the_feed_again_keeps_nothing_and_a_new_day_keeps_what_is_new(browser: Client) -> None:
    path = turned_on(browser)
    first = stranger().get(path)
    assert of_kind(REMINDED) == 1
    assert entries(stranger().get(path).content) == entries(first.content)
    assert of_kind(REMINDED) == 1
    Moved.day += timedelta(days=1)
    second = entries(stranger().get(path).content)
    assert of_kind(REMINDED) == 2
    new = set(second) - set(entries(first.content))
    assert {key for key in new if key.startswith("pm-")} == {"pm-2026-12-07"}
    assert {version for version, _ in second.values()} == {0}


def test_what_falls_away_is_called_off_in_a_file_and_gone_from_the_feed(browser: Client) -> None:
    path = turned_on(browser)
    assert ("week-2026-11-30", (0, "CONFIRMED")) in entries(browser.post("/calendar").content).items()
    Moved.day += timedelta(days=2)
    browser.post("/week", {"skin": "0", "new": "nothing", "nights": "yes", "sun": "ok"})
    file = entries(browser.post("/calendar").content)
    assert file["week-2026-11-30"] == (1, "CANCELLED")
    assert file["week-2026-12-02"] == (0, "CONFIRMED")
    assert "week-2026-11-30" not in entries(stranger().get(path).content)
    assert entries(browser.post("/calendar").content) == file, "called off once, not again and again"


def test_each_person_has_an_address_of_their_own(browser: Client) -> None:
    mine = turned_on(browser)
    browser.post("/people/add", {"name": "Mia", "colour": "plum"})
    hers = turned_on(browser)
    assert entries(stranger().get(hers).content) == {}
    assert len(entries(stranger().get(mine).content)) == 17


def test_erasing_everything_stops_the_feed(browser: Client) -> None:
    path = turned_on(browser)
    browser.post("/data/erase")
    assert stranger().get(path).status_code == 404
