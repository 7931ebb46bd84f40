"""When things go wrong on a phone: no space, two tabs."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from browser.phone.conftest import move_to, notes, ready, settled
from browser.phone.host import Host
from browser.rig import TODAY

Tap = Callable[[str], None]
COUNT = "return (await log.since(0, -1)).rows.length;"
# A disk that takes nothing more.
FULL = """() => {
  self.kept = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => {
    throw new DOMException("no space", "QuotaExceededError");
  };
}"""


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
