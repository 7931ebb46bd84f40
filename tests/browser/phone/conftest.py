"""The phone edition, built once; a web space for it; and a phone that has never seen it."""

import fcntl
import hashlib
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from browser.person import Begin, Tap, plan_begins
from browser.phone.computer import Computer
from browser.phone.host import Host, hosted
from browser.rig import PHONE, TODAY, Watch
from milium.care.carry import event_of, event_row
from milium.domain.events import Event
from milium.site.build import put_together
from milium.site.runtime import VERSION, CannotBuild

WAIT_MS = 30_000
ROWS = "return (await log.since(0, -1)).rows;"
LINK = "return (await log.link()).link;"
# A worker that never answers: Python does not start at all.
NO_PYTHON = "window.Worker = class { postMessage() {} terminate() {} };"
ROOT = Path(__file__).resolve().parents[3]
CACHE = ROOT / "build" / "cache"
EDITIONS = ROOT / "build" / "editions"


@pytest.fixture(scope="session")
def edition() -> Path:
    """The folder that `milium site build` fills: built once for all workers, and anew when anything of it changed."""
    for name in ("npm", "node"):
        if shutil.which(name) is None:
            pytest.skip(f"{name} is absent: apt-get install npm, or THE WHOLE PHONE EDITION IS UNTESTED")
    try:
        return _built()
    except CannotBuild as trouble:
        fetched = (CACHE / f"pyodide-{VERSION}.tgz").is_file()
        if fetched or os.environ.get("CI"):
            raise
        pytest.skip(f"Pyodide cannot be fetched, so THE WHOLE PHONE EDITION IS UNTESTED: {trouble}")


def _built() -> Path:
    EDITIONS.mkdir(parents=True, exist_ok=True)
    with (EDITIONS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other worker waits, and finds it built
        out = EDITIONS / _sources()
        if not (out / "files.json").is_file():
            for old in EDITIONS.glob("*.built"):
                shutil.rmtree(old)
            put_together(out, CACHE)
    return out


def _sources() -> str:
    """Return a name that is another one whenever anything that goes into an edition is."""
    found = hashlib.sha256(f"{sys.version} {VERSION} {metadata.version('jinja2')}".encode())
    for path in sorted((ROOT / "src").rglob("*")):
        if path.is_file() and not {"__pycache__", "_compiled"} & {*path.parts}:
            found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return f"{found.hexdigest()[:16]}.built"


@pytest.fixture
def host(edition: Path) -> Iterator[Host]:
    """A web space that holds the edition."""
    with hosted(edition) as found:
        yield found


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone that nobody has used."""
    context = chromium.new_context(viewport=PHONE, reduced_motion="reduce", accept_downloads=True)
    context.set_default_timeout(WAIT_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, host: Host) -> Iterator[Page]:
    """The app, opened for the first time on 23 November 2026; it spoke to nobody else, and made no complaint."""
    watch = Watch(host.base)
    page = context.new_page()
    page.on("console", watch.console)
    page.on("pageerror", lambda error: watch.messages.append(str(error)))
    context.on("request", watch.request)
    move_to(page, TODAY)
    page.goto(f"{host.base}/")
    waits_like_a_server(page)
    yield page
    assert watch.foreign == [], "a request went to another host"
    assert [m for m in watch.messages if "pyodide.mjs" not in m] == [], "the console or the content policy complained"


@pytest.fixture
def tap(page: Page) -> Callable[[str], None]:
    """Tap the button or link with exactly these words, and wait for the screen it leads to."""

    def tap(words: str) -> None:
        found = page.get_by_role("button", name=words, exact=True).or_(page.get_by_role("link", name=words, exact=True))
        settled(page, found.first.click)

    return tap


def waits_like_a_server(page: Page) -> None:
    """Make "go there" wait for the screen, as a browser waits for a page that a server makes."""
    going, again = page.goto, page.reload

    def goto(url: str, **keys: Any) -> Response | None:
        if "#" not in url:
            return going(url, **keys)
        if url == page.url:
            return reload()
        settled(page, lambda: going(url, **keys))
        return None

    def reload(**keys: Any) -> Response | None:
        found = again(**keys)
        ready(page)
        return found

    @contextmanager
    def expect_navigation(**_keys: Any) -> Iterator[None]:
        before = turn(page)
        yield
        settled(page, lambda: None, before)

    page.goto, page.reload, page.expect_navigation = goto, reload, expect_navigation  # type: ignore[method-assign, assignment]


@dataclass
class PhoneAsServer:
    """What the journeys of the server edition ask of their server, on the phone."""

    base: str
    page: Page

    def move_to(self, day: date) -> None:
        move_to(self.page, day)

    def ahead(self, day: date) -> dict[str, Any] | None:
        """Wait until the evening of a day was made ahead with all that is kept, and return it."""
        code = "const day = await log.note(values.key); return day?.seq === (await log.since(0, -1)).seq ? day : null;"
        for _ in range(WAIT_MS // 100):
            found: dict[str, Any] | None = notes(self.page, code, key=f"day:me:{day.isoformat()}")
            if found:
                return found
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{day} was not made ahead")

    def kept(self) -> list[Event]:
        """Return everything that the phone keeps."""
        return [event_of(row) for row in notes(self.page, "return (await log.since(0, -1)).rows;")]


@pytest.fixture
def computer(tmp_path: Path, edition: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    """A computer of one's own that shows the edition."""
    monkeypatch.setenv("MILIUM_PHONE", str(edition))
    found = Computer(tmp_path / "data")
    yield found
    found.server.end(signal.SIGKILL)


@pytest.fixture
def server(page: Page, host: Host) -> PhoneAsServer:
    """The phone in the server's place, so that the same journeys are gone in both editions."""
    return PhoneAsServer(f"{host.base}/#", page)


@pytest.fixture
def begin(page: Page, tap: Tap, server: PhoneAsServer, gone: dict[str, list[Any]]) -> Begin:
    """Be where the whole way to tonight leads: gone by taps once, later with the very log that those taps left."""

    def begin() -> None:
        if "phone" in gone:
            put(page, gone["phone"])
            page.goto(f"{server.base}/tonight")
            return
        plan_begins(page, tap, server.base)
        gone["phone"] = notes(page, ROWS)

    return begin


def settled(page: Page, act: Callable[[], object], before: int | None = None) -> None:
    """Do something that leads to a screen, and wait until that screen stands."""
    before = turn(page) if before is None else before
    act()
    for _ in range(WAIT_MS // 20):
        if turn(page) > before:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"no new screen at {page.url}")


def turn(page: Page) -> int:
    return int(page.evaluate("Number(document.documentElement.dataset.turn ?? 0)"))


def notes(page: Page, change: str, **values: Any) -> Any:
    """Run something on the phone's log: `log` is it, `values` are at hand by name."""
    code = f"async (values) => {{ const log = await (await import('./log.js')).open(); {change} }}"
    return page.evaluate(code, values)


def here(page: Page) -> set[str]:
    """Return the ids of all entries on the phone."""
    return {row["id"] for row in notes(page, ROWS)}


def ready(page: Page) -> None:
    """Wait until Python answers, and its own page has taken the place of one made ahead."""
    page.evaluate("import('./engine.js').then((engine) => engine.ask('ready'))")
    page.locator("html[data-python=ready]:not([aria-busy])").wait_for(state="attached")


def installed(page: Page) -> None:
    """Wait until everything lies in the cache."""
    page.locator("html[data-offline=ready]").wait_for(state="attached")


def move_to(page: Page, day: date, hour: int = 20) -> None:
    """Set the phone's clock; its zone stays."""
    page.clock.set_fixed_time(f"{day.isoformat()}T{hour:02}:00:00")


def seed(page: Page, events: Sequence[Event]) -> None:
    """Put a log on the phone, as if it had been entered here, and open the app anew."""
    put(page, [event_row(event) for event in events])


def put(page: Page, rows: Sequence[dict[str, Any]]) -> None:
    """Put rows on the phone, whether or not Python has started, and open the app anew."""
    page.evaluate("async (rows) => (await (await import('./log.js')).open()).add(rows)", rows)
    page.reload()
    ready(page)
    page.locator("html[data-turn]").wait_for(state="attached")


def go(page: Page, host: Host, path: str) -> None:
    """Go to a screen by its address."""
    page.goto(f"{host.base}/#{path}")
