"""The person's own data: everything out in one file, back in as a union, and gone for good."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ports.databases import set_up_django

set_up_django()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.test import Client  # noqa: E402

from milium.care.carry import event_row, read_file, written  # noqa: E402
from milium.care.people import people_of  # noqa: E402
from milium.domain.events import Event  # noqa: E402
from milium.web import parts  # noqa: E402
from milium.web.signin import new_code  # noqa: E402
from milium.web.uploads import MOST_COPY_MB  # noqa: E402
from pages_app import acid_night  # noqa: E402

MARKERS = ("Zqmarkerzq serum", "Zqmiazq", "zqallergyzq")


@pytest.fixture
def browser() -> Iterator[Client]:
    """A browser that is signed in, with two people's logs that hold the markers."""
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", interactive=False, verbosity=0)
    parts.store().erase_all()
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    client.get(f"/in/{new_code()}")
    app = acid_night().product("Aqua, Glycerin", MARKERS[0])
    app.post("/about/allergies", {"other": MARKERS[2]})
    app.post("/people/add", name=MARKERS[1], colour="plum")
    parts.store().add(app.events)
    yield client
    parts.store().erase_all()
    connections.close_all()


def exported(client: Client) -> bytes:
    answer = client.post("/data/export")
    assert answer.status_code == 200
    assert re.fullmatch(r'attachment; filename="milium-\d{4}-\d\d-\d\d.json"', answer["Content-Disposition"])
    assert answer["Cache-Control"] == "no-store"
    return b"".join(answer)


def bring(client: Client, content: bytes, name: str = "milium.json") -> str:
    answer = client.post("/data/import", {"file": SimpleUploadedFile(name, content, "application/json")})
    assert answer.status_code in {200, 400}
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", answer.content.decode()))


def rows() -> list[dict[str, object]]:
    return [event_row(event) for event in parts.store().everything()]


def test_export_erase_and_import_give_back_everything_of_everybody(browser: Client) -> None:
    before, copy = rows(), exported(browser)
    assert [e.case for e in map(event_of_row, json.loads(copy)["events"])] == [row["case"] for row in before]
    assert "Everything is erased" in browser.post("/data/erase").content.decode()
    assert rows() == []
    assert f"New entries: {len(before)}." in bring(browser, copy)
    assert rows() == before
    assert "New entries: 0." in bring(browser, copy)
    assert [one.name for one in people_of(parts.store().everything())] == ["", MARKERS[1]]


def event_of_row(row: object) -> Event:
    return read_file(json.dumps({"milium": "log", "schema": 1, "events": [row]}))[0]


def test_after_erasing_no_marker_is_left_in_any_file_of_the_data_folder(browser: Client) -> None:
    assert all(marker in exported(browser).decode() for marker in MARKERS)
    assert found_in_files(), "the markers were never on the disk: the test would prove nothing"
    browser.get("/tonight")
    browser.post("/people/switch", {"person": people_of(parts.store().everything())[1].case})
    browser.post("/data/erase")
    assert found_in_files() == []
    assert all(marker not in browser.get(path).content.decode() for marker in MARKERS for path in ("/shelf", "/people"))


def found_in_files() -> list[str]:
    folder = Path(settings.DATABASES["default"]["NAME"]).parent
    return [
        f"{marker} in {file.name}"
        for file in sorted(folder.rglob("*"))
        for marker in MARKERS
        if file.is_file() and marker.encode() in file.read_bytes()
    ]


def test_a_page_asks_before_anything_is_erased(browser: Client) -> None:
    before = rows()
    assert "Erase everything on this computer?" in browser.get("/data/erase").content.decode()
    assert rows() == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b"\xff\xfe\x00", "is not JSON"),
        (b"[" * 200_000, "is not JSON"),
        (b"[]", "no copy that milium saved"),
        (b'{"milium": "log", "schema": 99, "events": []}', "of a later milium"),
        (b'{"milium": "log", "schema": 1, "events": [{}]}', "id is missing"),
        (b'{"milium": "log", "schema": 1, "events": [7]}', "no row of keys"),
        (b"x" * (MOST_COPY_MB * 10**6 + 1), f"larger than {MOST_COPY_MB} MB"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_wrong_file_is_said_and_nothing_is_added(browser: Client, content: bytes, says: str) -> None:
    before = rows()
    assert says in bring(browser, content)
    assert rows() == before


def test_a_file_with_one_bad_entry_adds_none_and_names_it(browser: Client) -> None:
    copy = json.loads(exported(browser))
    browser.post("/data/erase")
    copy["events"][5]["kind"] = "horoscope"
    said = bring(browser, json.dumps(copy).encode())
    assert "horoscope" in said
    assert copy["events"][5]["id"] in said
    assert rows() == []


def test_no_file_is_said_and_files_elsewhere_are_not_read(browser: Client) -> None:
    assert "choose a file first" in browser.post("/data/import").content.decode()
    file = SimpleUploadedFile("x.json", b"{}")
    assert browser.post("/data/device", {"file": file}).status_code == 200
    assert browser.post("/product", {"file": file}).status_code in {200, 400}


def test_one_more_device_signs_in_with_an_address_that_works_once(browser: Client) -> None:
    found = re.search(r"http://127\.0\.0\.1(/in/[\w-]+)", browser.post("/data/device").content.decode())
    assert found is not None
    other = Client(headers={"host": "127.0.0.1"})
    assert other.get("/shelf").status_code == 403
    assert other.get(found[1]).status_code == 302
    assert other.get("/shelf").status_code == 200
    third = Client(headers={"host": "127.0.0.1"})
    assert third.get(found[1]).status_code == 403


@pytest.mark.parametrize("path", ["/data", "/data/erase", "/data/export", "/data/import", "/data/device"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_nobody_who_is_not_signed_in_reaches_the_data(path: str, method: str, browser: Client) -> None:
    before = rows()
    answer = Client(headers={"host": "127.0.0.1"}).generic(method, path)
    assert answer.status_code == 403
    assert all(marker not in answer.content.decode() for marker in MARKERS)
    assert rows() == before


@pytest.mark.parametrize("path", ["/data/erase", "/data/export", "/data/import", "/data/device"])
def test_a_form_without_the_token_does_nothing(path: str, browser: Client) -> None:
    before = rows()
    strict = Client(headers={"host": "127.0.0.1"}, enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    assert strict.get("/data").status_code == 200
    assert strict.post(path).status_code == 403
    assert rows() == before


def test_a_copy_of_the_phone_edition_is_the_same_file(browser: Client) -> None:
    """It writes the head on lines of its own; what is read is the same."""
    copy = json.loads("".join(written(parts.store().everything(), parts.clock().now())))
    assert set(copy) == {"milium", "schema", "saved", "events"}
    assert read_file(json.dumps(copy, indent=1, ensure_ascii=False)) == list(parts.store().everything())
