"""When things go wrong on a phone: no space, two tabs, a browser killed while ticking."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import CHROMIUM, FLAGS
from browser.phone.conftest import move_to, notes, ready, settled
from browser.phone.host import Host, hosted
from browser.rig import PHONE, TODAY

Tap = Callable[[str], None]
COUNT = "return (await log.since(0, -1)).rows.length;"
# A disk that takes nothing more.
FULL = """() => {
  self.kept = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => {
    throw new DOMException("no space", "QuotaExceededError");
  };
}"""
KILLS = 20 if os.environ.get("MILIUM_TORTURE") else 3


def test_no_space_left_is_said_and_what_was_saved_stays(page: Page, host: Host, tap: Tap) -> None:
    tap("Check a bump")
    tap("None of these")
    before = notes(page, COUNT)
    page.workers[0].evaluate(FULL)
    page.get_by_role("button", name="18 to 39 years").click()
    expect(page.locator("[data-notice=full]")).to_contain_text("could not be saved")
    expect(page.locator("h1")).to_have_text("How old is the person with the bumps?")
    assert notes(page, COUNT) == before
    page.workers[0].evaluate("() => { IDBObjectStore.prototype.add = self.kept; }")
    page.locator("[data-notice=full] button").click()
    tap("18 to 39 years")
    expect(page.locator("h1")).to_have_text("Where are most of the bumps?")


def test_two_tabs_know_of_each_other(page: Page, host: Host, tap: Tap, context: BrowserContext) -> None:
    tap("Check a bump")
    tap("None of these")
    other = context.new_page()
    move_to(other, TODAY)
    other.goto(f"{host.base}/#/bump/age")
    ready(other)
    settled(other, other.get_by_role("button", name="18 to 39 years").click)
    page.goto(f"{host.base}/#/bump/site")
    page.goto(f"{host.base}/#/bump/age")
    expect(page.locator("[aria-pressed=true]")).to_have_text("18 to 39 years")


def test_no_acknowledged_entry_is_lost_when_the_browser_is_killed(
    chromium: Browser, edition: Path, tmp_path: Path
) -> None:
    profile, told = tmp_path / "profile", 0
    with hosted(edition) as host:
        for _ in range(KILLS):
            told += written_until_killed(chromium, profile, host)
        context = opened(chromium, profile)
        page = context.pages[0]
        page.goto(host.base)
        kept = len(notes(page, "return (await log.since(0, -1)).rows;"))
        context.close()
    assert told > 0, "nothing was acknowledged before a kill: the test proved nothing"
    assert kept >= told


def opened(chromium: Browser, profile: Path) -> BrowserContext:
    return chromium.browser_type.launch_persistent_context(
        str(profile), executable_path=CHROMIUM, args=FLAGS, viewport=PHONE
    )


def written_until_killed(chromium: Browser, profile: Path, host: Host) -> int:
    """Write entries one by one, kill the browser in the middle, return how many it had acknowledged."""
    context = opened(chromium, profile)
    page, acknowledged = context.pages[0], []
    page.on("console", lambda message: acknowledged.append(message.text) if message.text == "kept" else None)
    page.goto(host.base)
    notes(
        page,
        """const row = () => ({ id: crypto.randomUUID(), case: "me", at: "2026-11-23T20:00:00Z", schema: 1,
          local_date: "2026-11-23", kind: "tick", body: { slot: "pm", step: "cleanse" } });
        (async () => { for (;;) { await log.add([row()]); console.log("kept"); } })();""",
    )
    page.wait_for_timeout(400)
    for pid in processes(profile):
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.5)
    with contextlib.suppress(Exception):
        context.close()
    for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
        (profile / name).unlink(missing_ok=True)
    return len(acknowledged)


def processes(profile: Path) -> list[int]:
    """Return the browser that this test started: the one with this profile."""
    found = subprocess.run(["pgrep", "-f", f"user-data-dir={profile}"], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]
