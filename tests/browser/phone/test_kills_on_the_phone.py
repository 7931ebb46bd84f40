"""A browser killed again and again, while somebody ticks and while it exchanges: nothing acknowledged is lost.

Every other kill falls into taps on Tonight, before Python has started; the others fall into entries that are
written one by one while the phone exchanges with a real `milium serve` without a pause.
"""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, BrowserContext, Page

from browser.conftest import CHROMIUM, FLAGS
from browser.phone.computer import Computer
from browser.phone.conftest import LINK, NO_PYTHON, here, move_to, notes, ready, seed
from browser.phone.test_people_on_the_phone import made_ahead
from browser.rig import PHONE, TODAY
from pages_app import planned

KILLS = 100 if os.environ.get("MILIUM_TORTURE") else 4
TICKS = "return (await log.since(0, -1)).rows.filter((row) => ['tick', 'untick'].includes(row.kind)).length;"
# A tap is acknowledged when the screen shows it; the next one goes to another step.
TAPS = """() => {
  const buttons = () => [...document.querySelectorAll("main > ol button.tick")];
  const pause = () => new Promise((yes) => setTimeout(yes, 2));
  (async () => {
    for (let n = 0; ; n += 1) {
      const at = n % buttons().length, before = buttons()[at].getAttribute("aria-pressed");
      buttons()[at].click();
      while (buttons()[at].getAttribute("aria-pressed") === before) await pause();
      console.log("kept tap");
    }
  })();
}"""
# An entry is acknowledged when it is on the disk; meanwhile the phone exchanges.
ENTRIES = """async () => {
  const [{ open }, step] = await Promise.all([import("./log.js"), import("./step.js")]);
  const log = await open();
  const row = () => ({ id: crypto.randomUUID(), case: "me", at: "2026-11-23T20:00:00Z", schema: 1,
    local_date: "2026-11-23", kind: "count", body: { count: 7 } });
  (async () => { for (;;) { const one = row(); await log.add([one]); console.log(`kept ${one.id}`); } })();
  (async () => { for (;;) { await step.exchange(true); console.log("kept pace"); } })();
}"""


def test_no_acknowledged_entry_is_lost_when_the_browser_is_killed(
    chromium: Browser, computer: Computer, tmp_path: Path
) -> None:
    profile, rng = tmp_path / "profile", Random(0)
    begun(chromium, profile, computer)
    entries, taps = set[str](), 0
    for kill in range(KILLS):
        wait_ms = rng.randrange(150, 700)
        if kill % 2:
            kept = killed(chromium, profile, computer, ENTRIES, 2 * wait_ms)
            entries |= {one for one in kept if one != "pace"}
        else:
            taps += len(killed(chromium, profile, computer, TAPS, wait_ms))
    assert taps > 0, "no tap was acknowledged before a kill: the test proved nothing"
    assert entries, "no entry was acknowledged before a kill: the test proved nothing"
    context = opened(chromium, profile)
    page = context.pages[0]
    page.goto(computer.address())
    page.goto(f"{computer.base}/phone/")
    ready(page)
    mine = here(page)
    assert entries <= mine, "an acknowledged entry is lost"
    assert notes(page, TICKS) >= taps, "an acknowledged tap is lost"
    page.evaluate("import('./step.js').then((step) => step.exchange(true))")
    assert notes(page, LINK)["waiting"] == []
    assert computer.ids() == here(page) >= mine, "the two are not in step"
    context.close()


def begun(chromium: Browser, profile: Path, computer: Computer) -> None:
    """Give the phone a plan, make its evening ahead, and switch the exchange on."""
    context = opened(chromium, profile)
    page = context.pages[0]
    move_to(page, TODAY)
    page.goto(f"{computer.base}/phone/#/tonight")
    seed(page, planned().events)
    made_ahead(page, "me")
    notes(page, "await log.keep('step', { on: true });")
    page.wait_for_timeout(500)
    context.close()


def opened(chromium: Browser, profile: Path) -> BrowserContext:
    return chromium.browser_type.launch_persistent_context(
        str(profile), executable_path=CHROMIUM, args=FLAGS, viewport=PHONE
    )


def killed(chromium: Browser, profile: Path, computer: Computer, what: str, wait_ms: int) -> list[str]:
    """Do something without end, kill the browser in the middle, and return what it had acknowledged."""
    context = opened(chromium, profile)
    page, acknowledged = context.pages[0], list[str]()
    page.on("console", lambda one: acknowledged.append(one.text[5:]) if one.text.startswith("kept ") else None)
    prepared(page, computer, what)
    page.evaluate(what)
    page.wait_for_timeout(wait_ms)
    for pid in processes(profile):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    time.sleep(0.3)
    with contextlib.suppress(Exception):
        context.close()
    for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
        (profile / name).unlink(missing_ok=True)
    return acknowledged


def prepared(page: Page, computer: Computer, what: str) -> None:
    """Open what is to be killed: Tonight without Python, or the app signed in (a kill may take the cookie along)."""
    if what == TAPS:
        page.add_init_script(NO_PYTHON)
        move_to(page, TODAY)
    else:
        page.goto(computer.address())
    page.goto(f"{computer.base}/phone/{'#/tonight' if what == TAPS else ''}")
    if what == TAPS:
        page.locator("main > ol button.tick").first.wait_for()
    else:
        ready(page)


def processes(profile: Path) -> list[int]:
    """Return the browser that this test started: the one with this profile."""
    found = subprocess.run(["pgrep", "-f", f"user-data-dir={profile}"], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]
