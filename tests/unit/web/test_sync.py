"""The exchange over HTTP, through Django itself: nothing acknowledged is lost, everything refused is said."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from ports.databases import set_up_django
from synced import Device

set_up_django()

from django.test import Client  # noqa: E402

from milium import wiring  # noqa: E402
from milium.care.carry import event_row  # noqa: E402
from milium.care.sync import MOST_BYTES, MOST_EVENTS, again, ask, known_kinds  # noqa: E402
from milium.domain.events import Event  # noqa: E402
from milium.web import parts  # noqa: E402
from milium.web.signin import new_code  # noqa: E402
from pages_app import acid_night  # noqa: E402

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Answer = tuple[int, Mapping[str, Any]]


def event(n: int = 0, kind: str = "tick", **body: object) -> Event:
    return Event(uuid4(), "me", NOON + timedelta(seconds=n), DAY, kind, body or {"slot": "pm", "step": "cleanse"})


class Wire:
    """A device's way to the server: a browser with cookies, and the token."""

    def __init__(self) -> None:
        self.client = Client(headers={"host": "127.0.0.1"}, enforce_csrf_checks=True, raise_request_exception=False)
        self.token = ""

    def sign_in(self) -> "Wire":
        self.client.get(f"/in/{new_code()}")
        return self

    def hello(self) -> Answer:
        answer = self.client.get("/sync")
        found = json.loads(answer.content)
        self.token = found.get("token", self.token)
        return answer.status_code, found

    def post(self, body: object, content_type: str = "application/json") -> Answer:
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        answer = self.client.post("/sync", text, content_type=content_type, headers={"X-CSRFToken": self.token})
        return answer.status_code, json.loads(answer.content)

    def carry(self, question: Mapping[str, Any]) -> Mapping[str, Any] | None:
        status, found = self.post(question)
        return found if status == 200 else None


@pytest.fixture
def wire() -> Iterator[Wire]:
    """A device that is signed in, before an empty log."""
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", interactive=False, verbosity=0)
    parts.store().erase_all()
    found = Wire().sign_in()
    found.hello()
    yield found
    parts.store().erase_all()
    connections.close_all()


def told(found: Mapping[str, Any]) -> Mapping[str, str]:
    """Return an error, which must say what, where and what to do."""
    error: Mapping[str, str] = found["error"]
    assert all(error[key] for key in ("code", "problem", "where", "fix"))
    return error


def question(*rows: object, **more: object) -> dict[str, object]:
    return {"milium": "sync", "schema": 1, "log": None, "cursor": 0, "events": list(rows), **more}


def test_what_one_device_enters_the_other_has_and_both_have_it_once(wire: Wire) -> None:
    phone, laptop = Device(), Device()
    phone.enter([event(n) for n in range(3)])
    laptop.enter([event(9)])
    for device in (phone, laptop, phone):
        assert device.exchange(wire.carry)
    assert phone.log == laptop.log
    assert len(phone.log) == 4
    assert phone.link.waiting == laptop.link.waiting == ()
    assert {e.id for e in parts.store().events("me")} == set(phone.log)


def test_a_person_s_whole_life_goes_over_and_shows_the_same_evening(wire: Wire) -> None:
    lived, phone = acid_night(), Device()
    phone.enter(lived.events)
    assert phone.exchange(wire.carry)
    assert phone.link == phone.link.__class__(phone.link.log, len(phone.log))
    assert sorted(map(event_row, parts.store().events("me")), key=str) == sorted(
        ({**event_row(e), "at": e.at.astimezone(UTC).isoformat()} for e in phone.log.values()), key=str
    )


def test_an_expired_sign_in_takes_nothing_and_loses_nothing(wire: Wire) -> None:
    phone = Device()
    phone.enter([event()])
    wire.client.cookies.clear()
    status, found = wire.post(ask(phone.link, phone.log))
    assert (status, told(found)["code"]) == (401, "signed_out")
    assert wire.hello()[0] == 401
    assert not phone.exchange(wire.carry)
    assert len(phone.link.waiting) == 1
    assert list(parts.store().everything()) == []
    wire.sign_in().hello()
    assert phone.exchange(wire.carry)
    assert not phone.link.waiting
    assert len(parts.store().events("me")) == 1


def test_a_lost_token_is_said_and_a_new_one_is_one_question_away(wire: Wire) -> None:
    phone = Device()
    phone.enter([event()])
    wire.token = ""
    status, found = wire.post(ask(phone.link, phone.log))
    assert (status, told(found)["code"]) == (403, "stale")
    assert not phone.exchange(wire.carry)
    assert len(phone.link.waiting) == 1
    assert wire.hello()[0] == 200
    assert phone.exchange(wire.carry)
    assert not phone.link.waiting


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        ("{", "application/json", 400, "bad_input"),
        ("[" * 100_000, "application/json", 400, "bad_input"),
        (b"\xff\xfe", "application/json", 400, "bad_input"),
        ("[]", "application/json", 400, "bad_input"),
        ({"milium": "sync", "schema": 2, "events": []}, "application/json", 400, "bad_input"),
        (question(cursor=-1), "application/json", 400, "bad_input"),
        (question(cursor=True), "application/json", 400, "bad_input"),
        (question(log="mine"), "application/json", 400, "bad_input"),
        ({**question(), "events": {}}, "application/json", 400, "bad_input"),
        (question(*[{}] * (MOST_EVENTS + 1)), "application/json", 413, "too_much"),
        ("x" * (MOST_BYTES + 1), "application/json", 413, "too_large"),
        ("a=1", "application/x-www-form-urlencoded", 415, "not_json"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(
    wire: Wire, body: object, content_type: str, status: int, code: str
) -> None:
    found = wire.post(body, content_type)
    assert (found[0], told(found[1])["code"]) == (status, code)
    assert list(parts.store().everything()) == []


GOOD = {**event_row(event()), "id": "6f1c8f4e-0000-4000-8000-000000000001"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "horoscope"}, "unknown_kind"),
        ({"kind": 7}, "bad_input"),
        ({"id": "1"}, "bad_input"),
        ({"id": None}, "bad_input"),
        ({"case": "no good"}, "bad_input"),
        ({"case": "x" * 65}, "bad_input"),
        ({"at": "2026-11-23T12:00:00"}, "bad_input"),
        ({"at": "9999-12-31T23:59:59+00:00"}, "bad_input"),
        ({"local_date": "2026-02-30"}, "bad_input"),
        ({"local_date": "20261123"}, "bad_input"),
        ({"body": []}, "bad_input"),
        ({"schema": "1"}, "bad_input"),
        ({"schema": True}, "bad_input"),
        ({"schema": 10**30}, "bad_input"),
    ],
)
def test_an_event_that_cannot_be_kept_is_said_and_holds_up_no_other(
    wire: Wire, change: Mapping[str, object], code: str
) -> None:
    good = event_row(event())
    status, found = wire.post(question({**GOOD, **change}, good, "row", None))
    assert status == 200
    assert found["acknowledged"] == [good["id"]]
    assert [row["code"] for row in found["refused"]] == [code, "bad_input", "bad_input"]
    assert all(row["problem"] and row["fix"] and row["where"].startswith("events[") for row in found["refused"])
    assert [str(e.id) for e in parts.store().everything()] == [good["id"]]


def test_a_refused_event_stays_waiting_with_what_was_said_of_it(wire: Wire) -> None:
    phone = Device()
    odd, good = event(kind="horoscope"), event(1)
    phone.enter([odd, good])
    assert phone.exchange(wire.carry)
    assert phone.link.waiting == (odd.id,)
    assert phone.link.refused[odd.id]["code"] == "unknown_kind"
    assert set(phone.log) == {odd.id, good.id}
    phone.enter([event(2)])
    assert phone.exchange(wire.carry)
    assert phone.link.waiting == (odd.id,)


def test_an_event_larger_than_a_question_holds_up_no_other(wire: Wire) -> None:
    phone = Device()
    phone.enter([event(kind="note", words="x" * MOST_BYTES), *(event(n, words="y" * 50_000) for n in range(40))])
    assert phone.exchange(wire.carry)
    assert len(phone.link.waiting) == 1
    assert len(parts.store().events("me")) == 40


def test_after_everything_was_erased_a_device_is_told_and_sends_nothing_unasked(wire: Wire) -> None:
    phone = Device()
    phone.enter([event(), event(1)])
    assert phone.exchange(wire.carry)
    parts.store().erase_all()
    phone.enter([event(2)])
    status, found = wire.post(ask(phone.link, phone.log))
    assert (status, told(found)["code"]) == (409, "another_log")
    assert not phone.exchange(wire.carry)
    assert (len(phone.link.waiting), len(phone.log), list(parts.store().everything())) == (1, 3, [])
    phone.link = again(phone.log)  # the person said so
    assert phone.exchange(wire.carry)
    assert len(parts.store().events("me")) == 3


def test_other_methods_and_another_host_are_refused(wire: Wire) -> None:
    answer = wire.client.put("/sync", "{}", content_type="application/json", headers={"X-CSRFToken": wire.token})
    assert answer.status_code == 405
    assert wire.client.get("/sync", headers={"host": "evil.example"}).status_code == 400


def test_a_server_that_breaks_says_so_in_json_and_the_device_keeps_what_waits(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*_: object) -> None:
        raise ZeroDivisionError("her skin is raw")

    monkeypatch.setattr(type(parts.store()), "add", stops)
    phone = Device()
    phone.enter([event()])
    status, found = wire.post(ask(phone.link, phone.log))
    assert (status, told(found)["code"]) == (500, "broke")
    assert "raw" not in json.dumps(found)


def test_every_kind_that_the_screens_keep_is_known_to_the_exchange() -> None:
    kinds = known_kinds(wiring.care().knowledge.vocabulary)
    assert {e.kind for e in acid_night().events} <= kinds
    assert {"person", "fault", "note", "dated", "dated_removed", "photo", "count"} <= kinds
