"""No address of the app lets a plan out that has not passed the gate: through Django itself, and a real process."""

import http.cookiejar
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import textwrap
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from time import sleep
from uuid import UUID, uuid4

import pytest

from gate_paths import acid_night, addresses
from gate_seeds import SECRET, SEEDS, WITH_A_BASE_WEEK, leaks, open_the_gate, sow, stops
from pages_app import ZONE
from ports.databases import set_up_django

set_up_django()

from django.test import Client  # noqa: E402
from django.urls import URLPattern, URLResolver, get_resolver  # noqa: E402

from milium.care import planning  # noqa: E402
from milium.domain.events import FAULT, SETTING, Event  # noqa: E402
from milium.web import parts, urls  # noqa: E402
from milium.web.calendars import digest  # noqa: E402
from milium.web.signin import new_code  # noqa: E402

TESTS = Path(__file__).resolve().parents[2]
GATED = {"^.*$", "calendar", "calendar/<str:token>.ics"}
SHOWS_NO_STEPS = {"static/<str:name>", "in/<str:code>", "phone", "phone/", "phone/<path:name>"}
AS_ENTERED = {"sync", "data/export"}  # events as they were entered, no plan of ours is made
OWN_DATA = {"data", "data/import", "data/device", "data/erase", "settings/feed"}  # words about the data, tried below
HANDLERS = {"handler400", "handler404", "handler500"}  # calm words, no plan


def patterns(found: list[URLPattern | URLResolver]) -> Iterator[str]:
    """Yield every pattern of a URL conf, with those of the confs it includes."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from (f"{one.pattern}{below}" for below in patterns(one.url_patterns))
        else:
            yield str(one.pattern)


class Fixed:
    """A clock on the evening of the person who is signed in."""

    def now(self) -> datetime:
        day = acid_night().today
        return datetime(day.year, day.month, day.day, 20, tzinfo=ZONE)

    def today(self) -> date:
        return acid_night().today

    def new_id(self) -> UUID:
        return uuid4()


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A browser that is signed in, on an evening with an acid."""
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", interactive=False, verbosity=0)
    parts.store().erase("me")  # what the process remembers of the log is gone with it
    parts.store().add(acid_night().events)
    monkeypatch.setattr(parts, "clock", Fixed)
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    client.get(f"/in/{new_code()}")
    yield client
    parts.store().erase("me")
    connections.close_all()


def faults() -> list[Event]:
    return [event for event in parts.store().events("me") if event.kind == FAULT]


def test_every_address_is_known_to_show_steps_through_the_gate_or_none() -> None:
    assert set(patterns(get_resolver().url_patterns)) == GATED | SHOWS_NO_STEPS | AS_ENTERED | OWN_DATA
    assert {name for name in vars(urls) if name.startswith("handler")} == HANDLERS


SECRET_ADDRESS = "a" * 32


def calendars(browser: Client) -> str:
    """Return all that a calendar can be given of the person, with what to do in it: the file, and the feed."""
    app = acid_night()
    body = {"with_steps": True, "feed": digest(SECRET_ADDRESS)}
    day = datetime(app.today.year, app.today.month, app.today.day, 20, tzinfo=ZONE)
    parts.store().add([Event(uuid4(), "me", day, app.today, SETTING, body)])
    answers = [browser.post("/calendar"), browser.get(f"/calendar/{SECRET_ADDRESS}.ics")]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers).replace("\r\n ", "")


def test_without_the_gate_an_unsafe_evening_comes_into_the_calendar(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts.memory.cache_clear()
    open_the_gate(monkeypatch)
    assert calendars(browser).count("Tonight: acid.") == 28


@pytest.mark.parametrize("seed", SEEDS)
def test_no_calendar_is_given_an_unsafe_evening(seed: str, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sow(monkeypatch, seed)
    said = calendars(browser)
    assert not leaks(said)
    assert SECRET not in said
    assert len(faults()) == 1
    assert ("Tonight: rest." in said) == (seed in WITH_A_BASE_WEEK)


def test_without_the_gate_the_unsafe_plan_comes_out_here(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert browser.get("/tonight").status_code == 200
    parts.memory.cache_clear()  # a plan that passed the gate is shown again without being made again
    open_the_gate(monkeypatch)
    assert leaks(browser.get("/plan").content.decode())
    assert leaks(browser.get("/tonight").content.decode())
    assert faults() == []


@pytest.mark.parametrize(
    "path", ["/static/milium.css", "/in/nothing", "/no/such/page", "/static/none", "/sync", "/data", "/data/erase"]
)
def test_the_other_addresses_show_no_step_even_without_the_gate(
    path: str, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_the_gate(monkeypatch)
    answer = browser.get(path)
    said = b"".join(answer) if answer.streaming else answer.content
    assert not leaks(said.decode())


@pytest.mark.parametrize("path", ["/data/export", "/data/import", "/data/device", "/data/erase", "/settings/feed"])
def test_what_is_done_with_the_data_shows_no_step_even_without_the_gate(
    path: str, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_the_gate(monkeypatch)
    answer = browser.post(path)
    said = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code in {200, 400}
    assert not leaks(said.decode().replace('"step": "exfoliate"', "")), "what was kept came through the gate before"


@pytest.mark.parametrize("seed", SEEDS)
def test_no_address_lets_an_unsafe_plan_out(seed: str, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sow(monkeypatch, seed)
    if (
        seed in WITH_A_BASE_WEEK
    ):  # before the walk, for one of the addresses is the call for help, after which no step is shown
        assert '<li class="step' in browser.get("/tonight").content.decode()
    for _, method, path in addresses():
        answer = browser.generic(method, path, "choice=all&slot=pm", content_type="application/x-www-form-urlencoded")
        said = answer.content.decode()
        assert answer.status_code < 500, path
        assert not leaks(said), path
        assert SECRET not in said
    kept = json.dumps([event.body for event in parts.store().events("me") if event not in acid_night().events])
    assert not leaks(kept), "an unsafe evening is in the log"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_fault_is_in_the_log_once_and_says_nothing_of_the_person(
    seed: str, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sow(monkeypatch, seed)
    for _ in range(2):
        for path in ("/tonight", "/plan", "/"):
            assert browser.get(path).status_code == 200
    (fault,) = faults()
    assert set(fault.body) == {"rules", "pack", "code", "milium"}
    said = json.dumps(fault.body)
    assert SECRET not in said
    assert not re.search("glycolic|mandelic|serum", said, re.IGNORECASE)


def test_a_log_that_cannot_be_written_shows_no_plan_but_calm_words(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sow(monkeypatch, "the planner makes an unsafe plan")
    monkeypatch.setattr(type(parts.store()), "add", stops)
    answer = browser.get("/tonight")
    assert answer.status_code == 500
    assert "Something broke." in answer.content.decode()
    assert not leaks(answer.content.decode())


def test_what_stops_before_the_planner_shows_no_plan_but_calm_words(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "assess", stops)
    for path in ("/tonight", "/plan"):
        answer = browser.get(path)
        assert answer.status_code == 500
        assert "Something broke." in answer.content.decode()
        assert SECRET not in answer.content.decode()


def test_a_real_process_lets_no_unsafe_plan_out_and_keeps_the_fault(tmp_path: Path) -> None:
    with served(tmp_path, "sow(patch, 'the planner makes an unsafe plan')") as (tab, base):
        for path in ("/tonight", "/plan", "/tonight"):
            said = tab.open(base + path, timeout=60).read().decode()
            assert not leaks(said), leaks(said)
            assert "Your old routine stays" in said
    with closing(sqlite3.connect(tmp_path / "data" / "milium.sqlite3")) as database:
        rows = database.execute("SELECT body FROM store_storedevent WHERE kind = ?", (FAULT,)).fetchall()
    assert len(rows) == 1
    assert {"SR-43"} <= {row["rule"] for row in json.loads(rows[0][0])["rules"]}


def test_the_same_process_without_a_gate_would_let_it_out(tmp_path: Path) -> None:
    with served(tmp_path, "open_the_gate(patch)") as (tab, base):
        assert leaks(tab.open(f"{base}/tonight", timeout=60).read().decode())


# Runs at the start of every Python process of the server, the workers too.
SOWN = """
import pytest
from gate_seeds import open_the_gate, sow
patch = pytest.MonkeyPatch()
{how}
"""
FILL = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from milium.web import serve
    serve.prepare(Path(sys.argv[1]))
    from milium.web import parts
    from pages_app import planned
    parts.store().add(planned(parts.clock().today()).events)
    """
)


@contextmanager
def served(folder: Path, how: str) -> Iterator[tuple[urllib.request.OpenerDirector, str]]:
    """Start `milium serve` with a fault in it, for somebody whose plan began today; yield a signed-in browser."""
    data, start = folder / "data", folder / "start"
    start.mkdir()
    around = {k: v for k, v in os.environ.items() if k not in {"MILIUM_DATA", "DJANGO_SETTINGS_MODULE"}}
    around["PYTHONPATH"] = os.pathsep.join([str(start), str(TESTS), *sys.path])
    subprocess.run([sys.executable, "-c", FILL, str(data)], check=True, env=around)
    (start / "sitecustomize.py").write_text(SOWN.format(how=how), encoding="utf-8")
    command = [sys.executable, "-m", "milium", "serve", "--port", str(free_port()), "--data", str(data)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=around, start_new_session=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        assert address.startswith("http://127.0.0.1:"), (folder / "log").read_text(encoding="utf-8")
        tab = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        wait_for(int(address.split(":")[2].split("/")[0]))
        tab.open(address, timeout=60).read()
        yield tab, address.partition("/in/")[0]
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.05)
    raise AssertionError(f"nothing answers on port {port}")
