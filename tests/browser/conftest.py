"""A real Chromium before a real server; every page is watched for what must never happen."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from browser.person import Begin, Tap, plan_begins
from browser.rig import PHONE, TODAY, Server, Watch

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WAIT_MS = 15_000
expect.set_options(timeout=WAIT_MS)  # a generous ceiling: what is there at once is seen at once


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests."""
    folder = tmp_path_factory.mktemp("app")
    clock, log, data = folder / "clock", folder / "log", folder / "data"
    clock.write_text(TODAY.isoformat(), encoding="ascii")
    port = _free_port()
    command = [sys.executable, str(Path(__file__).parent / "server.py"), str(data), str(clock), str(port)]
    with log.open("w") as lines, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=lines) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line == b"ready\n", log.read_text()
        _wait_for(port)
        try:
            yield Server(f"http://127.0.0.1:{port}", clock, data, log)
        finally:
            process.kill()


@pytest.fixture
def server(running: Server) -> Server:
    """The server with nothing in it, nobody signed in, a fresh code, on 23 November 2026."""
    running.move_to(TODAY)
    running.forget_everything()
    return running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is absent: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that nobody has used, the size of a phone, without JavaScript: every screen must do without."""
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False, reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Iterator[Page]:
    """A signed-in page; after the test it must have spoken to nobody else, and made no complaint."""
    yield from _watched(context, server)


def _watched(context: BrowserContext, server: Server) -> Iterator[Page]:
    watch = Watch(server.base)
    page = context.new_page()
    page.on("console", watch.console)
    context.on("request", watch.request)
    page.goto(server.url)
    yield page
    assert watch.foreign == [], "a request went to a third host"
    assert watch.messages == [], "the console or the content policy complained"


@pytest.fixture
def tap(page: Page) -> Callable[[str], None]:
    """Tap the button or link with exactly these words, and wait for the screen it leads to."""

    def tap(words: str) -> None:
        found = page.get_by_role("button", name=words, exact=True).or_(page.get_by_role("link", name=words, exact=True))
        with page.expect_navigation():
            found.first.click()

    return tap


@pytest.fixture(scope="session")
def gone() -> dict[str, list[Any]]:
    """The logs that the way to tonight left when it was gone by taps, by edition."""
    return {}


@pytest.fixture
def begin(page: Page, tap: Tap, server: Server, gone: dict[str, list[Any]]) -> Begin:
    """Be where the whole way to tonight leads: gone by taps once, later with the very log that those taps left."""

    def begin() -> None:
        if "server" in gone:
            server.put_back(gone["server"])
            page.goto(f"{server.base}/tonight")
            return
        plan_begins(page, tap, server.base)
        gone["server"] = server.entries()

    return begin


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nothing answers on port {port}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
