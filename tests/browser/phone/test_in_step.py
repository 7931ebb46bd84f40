"""A phone kept in step with the computer that shows it: a real server, a real browser, and all that goes wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.axe import broken_rules
from browser.phone.computer import Computer
from browser.phone.conftest import LINK, WAIT_MS, here, move_to, notes, ready, settled
from browser.phone.host import hosted
from browser.rig import PHONE, TODAY, Watch
from milium.care.carry import event_row
from pages_app import planned

# What goes over the line goes through here: the n-th answer is lost, or the n-th token is an old one.
LINE = """(how) => {
  const send = window.fetch;
  window.asked = 0;
  window.methods = [];
  window.fetch = async (url, request) => {
    window.asked += 1;
    window.methods.push(request?.method ?? "GET");
    if (how.stale === window.asked) request = { ...request, headers: { ...request.headers, "X-CSRFToken": "old" } };
    const answer = await send(url, request);
    if (how.lost === window.asked || how.lostFrom <= window.asked) throw new TypeError("the line broke");
    return answer;
  };
}"""
FULL = """() => {
  const kept = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (value, key) {
    if (key === "link" && value.cursor > 0) throw new DOMException("no space", "QuotaExceededError");
    return kept.call(this, value, key);
  };
  self.roomy = () => { IDBObjectStore.prototype.put = kept; };
}"""


@pytest.fixture
def phone(computer: Computer, chromium: Browser) -> Iterator[Page]:
    """A phone that is signed in there, with two entries and the data screen open; nothing was asked of /sync so far."""
    context = chromium.new_context(viewport=PHONE, reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    page, watch = context.new_page(), Watch(computer.base)
    context.on("request", watch.request)
    page.on("console", watch.console)
    page.on("pageerror", lambda error: watch.messages.append(str(error)))
    asked = page_asks(context)
    page.goto(computer.first)
    move_to(page, TODAY)
    opened(page, computer)
    settled(page, page.get_by_role("link", name="Check a bump").click)
    tick(page)
    data(page, computer)
    assert asked == [], "before the person says so nothing is asked"
    yield page
    assert watch.foreign == [], "a request went to another host"
    assert [m for m in watch.messages if "pyodide.mjs" not in m] == []
    context.close()


def page_asks(context: BrowserContext) -> list[str]:
    """Return a list that fills with what is asked of the computer beside the phone's own files."""
    asked: list[str] = []
    context.on("request", lambda one: asked.append(one.url) if "/sync" in one.url else None)
    return asked


def opened(page: Page, computer: Computer) -> None:
    page.goto(f"{computer.base}/phone/")
    ready(page)


def data(page: Page, computer: Computer) -> None:
    settled(page, lambda: page.goto(f"{computer.base}/phone/#/data"))
    page.locator("html:not([aria-busy])").wait_for(state="attached")


def act(page: Page, words: str) -> None:
    settled(page, page.locator("#step").get_by_role("button", name=words, exact=True).click)
    page.locator("html:not([aria-busy])").wait_for(state="attached")


def tick(page: Page) -> None:
    """Enter something."""
    page.evaluate("location.hash = '#/bump/flags'")
    settled(page, page.get_by_role("button", name="None of these").click)


def is_for_everybody(page: Page) -> None:
    """No rule of axe is broken, light and dark, and nothing is wider than the phone."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert broken_rules(page) == [], scheme
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def says(page: Page, words: str) -> None:
    expect(page.locator("#step [role=status]")).to_contain_text(words)


def test_both_have_everything_after_one_tap_and_what_is_entered_later_follows(phone: Page, computer: Computer) -> None:
    theirs, mine = computer.enter(30), here(phone)
    assert not theirs & mine
    act(phone, "Keep in step")
    says(phone, "Both are in step. Last time: 23 November 2026.")
    assert here(phone) == computer.ids() == theirs | mine
    expect(phone.locator("main")).to_contain_text("on this device and on your computer")
    phone.goto(f"{computer.base}/phone/#/bump/flags")
    tick(phone)  # it goes over by itself, soon
    for _ in range(100):
        if computer.ids() == here(phone) != theirs | mine:
            break
        phone.wait_for_timeout(100)
    assert computer.ids() == here(phone) > theirs | mine
    data(phone, computer)
    act(phone, "Stop")
    asked = page_asks(phone.context)
    tick(phone)
    phone.wait_for_timeout(1500)
    assert asked == []


def test_a_sign_in_that_ran_out_loses_nothing_and_is_mended_on_the_phone(phone: Page, computer: Computer) -> None:
    act(phone, "Keep in step")
    computer.sign_everybody_out()
    tick(phone)
    notice = phone.locator("[data-notice=signed_out]")
    expect(notice).to_contain_text("Nothing is lost. What you enter waits here until you sign in again.")
    mine = here(phone)
    settled(phone, notice.get_by_role("button", name="Sign in").click)
    says(phone, "Your sign-in on the computer has run out. Nothing is lost.")
    expect(phone.locator("#step")).to_contain_text("Entries that wait here: 1.")
    is_for_everybody(phone)
    phone.get_by_label("The address").fill("https://elsewhere.example/in/not-a-code-of-this-computer")
    act(phone, "Sign in")
    expect(phone.get_by_role("alert")).to_contain_text("This address opened nothing.")
    assert mine == here(phone)
    phone.get_by_label("The address").fill(computer.address())
    act(phone, "Sign in")
    says(phone, "Both are in step.")
    assert computer.ids() == mine


def test_the_computer_may_go_and_come_back_at_any_moment(phone: Page, computer: Computer) -> None:
    is_for_everybody(phone)
    phone.evaluate(LINE, {"lostFrom": 2})  # it kept what came, and its answer never arrived, nor any after it
    act(phone, "Keep in step")
    says(phone, "The computer cannot be reached now. What you enter is safe here")
    assert computer.ids() == here(phone)
    assert sorted(notes(phone, LINK)["waiting"]) == sorted(here(phone))
    is_for_everybody(phone)
    computer.go()
    act(phone, "Do it now")
    says(phone, "The computer cannot be reached now.")
    tick(phone)
    mine = here(phone)
    phone.wait_for_timeout(1500)
    expect(phone.locator("[data-notice]")).to_have_count(0)  # offline is calm
    opened(phone, computer)  # out of the cache, with the computer gone
    assert here(phone) == mine
    computer.come_back()
    data(phone, computer)
    act(phone, "Do it now")
    says(phone, "Both are in step.")
    assert computer.ids() == mine
    assert notes(phone, LINK)["waiting"] == []


def test_an_old_token_is_renewed_and_half_an_answer_is_none(phone: Page, computer: Computer) -> None:
    theirs = computer.enter(20)
    phone.evaluate(LINE, {"stale": 2})
    phone.workers[0].evaluate(FULL)  # the disk has no room for the answer
    mine = here(phone)
    act(phone, "Keep in step")
    says(phone, "The computer gave an answer we could not use. Nothing is lost")
    first = phone.evaluate("window.methods.slice(0, 4)")  # the phone may have asked again by itself since
    assert first == ["GET", "POST", "GET", "POST"], "a POST with an old token, a GET for a new one, a POST"
    assert here(phone) == mine, "nothing of the answer is here"
    assert (notes(phone, LINK)["log"], computer.ids()) == (None, mine | theirs)
    phone.workers[0].evaluate("() => self.roomy()")
    act(phone, "Do it now")
    says(phone, "Both are in step.")
    assert here(phone) == computer.ids() == mine | theirs


def test_another_log_is_the_persons_to_decide(phone: Page, computer: Computer) -> None:
    act(phone, "Keep in step")
    mine = here(phone)
    other = phone.context.new_page()
    other.goto(f"{computer.base}/data/erase")
    other.get_by_role("button", name="Yes, erase it").click()
    other.close()
    tick(phone)
    expect(phone.locator("[data-notice=another_log]")).to_contain_text("So nothing was sent.")
    assert computer.ids() == set()
    opened(phone, computer)
    data(phone, computer)
    says(phone, "The computer has another log than before.")
    is_for_everybody(phone)
    act(phone, "Send all that is here")
    says(phone, "Both are in step.")
    assert computer.ids() == here(phone) > mine


def test_two_tabs_exchange_one_after_the_other_and_each_sees_what_came(phone: Page, computer: Computer) -> None:
    act(phone, "Keep in step")
    other = phone.context.new_page()
    opened(other, computer)
    rows = [event_row(event) for event in planned().events[:40]]
    notes(phone, "await log.add(values.rows);", rows=rows)
    both = "import('./step.js').then((step) => { step.exchange(true); return step.exchange(true); })"
    for page in (phone, other):
        page.evaluate(both)
    assert computer.ids() == here(phone) == here(other)
    assert notes(other, LINK)["waiting"] == []
    other.close()


def test_a_folder_with_no_computer_behind_it_says_so_and_one_at_the_root_offers_nothing(
    context: BrowserContext, edition: Path, tmp_path: Path
) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "phone").symlink_to(edition)
    with hosted(tmp_path / "web") as host:
        page = context.new_page()
        page.goto(f"{host.base}/phone/")
        ready(page)
        settled(page, lambda: page.goto(f"{host.base}/phone/#/data"))
        act(page, "Keep in step")
        says(page, "There is no milium to keep in step with at this address.")
    with hosted(edition) as host:
        page = context.new_page()
        page.goto(f"{host.base}/")
        ready(page)
        settled(page, lambda: page.goto(f"{host.base}/#/data"))
        expect(page.locator("#step")).to_have_count(0)
        page.evaluate("import('./step.js').then((step) => step.exchange(true))")
        assert not [path for path in host.asked if "sync" in path]
