"""What the shell owes to people: safe headers, one sign-in, calm words for every kind of trouble."""

import os
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import WAIT_MS
from browser.person import NIGHT_CREAM, Begin, Tap, check_product, interview, plan_begins
from browser.rig import Server

POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def test_every_answer_carries_the_strict_policy_and_stays_in_no_cache(page: Page, server: Server) -> None:
    for path in ("/", "/bump/flags", "/no/such/page", "/product"):
        response = page.goto(server.base + path)
        assert response is not None
        headers = response.headers
        assert set(headers["content-security-policy"].split("; ")) == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"


def test_the_address_signs_in_once_and_nobody_else_sees_anything(
    page: Page, server: Server, chromium: Browser, tap: Tap
) -> None:
    cookie = next(c for c in page.context.cookies() if c["name"] == "milium")
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    stranger = chromium.new_context()
    tab = stranger.new_page()
    for path in ("/", "/plan", "/tonight", "/sources", server.url.removeprefix(server.base)):
        response = tab.goto(server.base + path)
        assert response is not None
        assert response.status == 403
        assert tab.locator("h1").inner_text() == "Please sign in again."
    stranger.close()
    assert page.goto(server.url) is not None
    expect(page.locator("h1")).to_have_text("Small white bumps?")


def test_a_forged_form_from_elsewhere_changes_nothing(page: Page, server: Server) -> None:
    page.goto(server.base)
    response = page.request.post(f"{server.base}/bump/flags", form={"choice": "none"})
    assert response.status == 403
    assert "Nothing you entered is lost" in response.text() or "still here" in response.text()


def test_a_paste_of_ten_megabytes_gets_calm_words_and_loses_nothing(page: Page, tap: Tap, server: Server) -> None:
    interview(page, tap)
    page.goto(f"{server.base}/product")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    form: dict[str, str | float | bool] = {"label": "Aqua, " * 1_700_000, "csrfmiddlewaretoken": token}
    response = page.request.post(f"{server.base}/product", form=form)
    assert response.status == 400
    assert "That was too much at once" in response.text()
    page.goto(f"{server.base}/bump/answer")
    expect(page.locator("h1")).to_have_text("These look like milia.")


def test_a_label_longer_than_any_label_is_not_read_in_part(page: Page, tap: Tap, server: Server) -> None:
    check_product(page, tap, server.base, "Aqua, Glycerin, " * 2_000, "Night cream")
    expect(page.get_by_role("alert")).to_contain_text("too long for a label (32,000 signs)")
    assert page.get_by_label("Name of the product").input_value() == "Night cream"


@pytest.mark.parametrize("text", ["🧴✨🌙", "<script>alert(1)</script>", "قائمة المكونات", "\u202eabc"])
def test_emoji_markup_and_right_to_left_text_are_no_list_and_do_no_harm(
    page: Page, tap: Tap, server: Server, text: str
) -> None:
    check_product(page, tap, server.base, text, text)
    expect(page.locator("h1")).to_have_text("We found no ingredient list here.")
    tap("Correct the label")
    assert page.get_by_label("The ingredients on the label").input_value() == text


def test_markup_in_a_name_and_a_label_is_shown_as_it_was_typed(page: Page, tap: Tap, server: Server) -> None:
    name = '<b>Night</b> "cream" & كريم 🌙'
    check_product(page, tap, server.base, NIGHT_CREAM, name)
    expect(page.locator(".verdict .name")).to_have_text(name)
    assert page.locator(".verdict b").count() == 0


def test_back_in_the_middle_shows_the_question_again_and_the_new_answer_counts(page: Page, tap: Tap) -> None:
    tap("Check a bump")
    tap("None of these")
    tap("18 to 39 years")
    page.go_back()
    expect(page.locator("h1")).to_have_text("How old is the person with the bumps?")
    tap("65 or older")
    page.goto(page.url.rsplit("/", 1)[0] + "/age")
    expect(page.locator("[aria-pressed=true]")).to_have_text("65 or older")


def test_the_same_answer_given_to_and_fro_is_never_swallowed(page: Page, tap: Tap, server: Server) -> None:
    tap("Check a bump")
    tap("None of these")
    for answer in ("18 to 39 years", "65 or older", "18 to 39 years"):
        page.goto(f"{server.base}/bump/age")
        tap(answer)
    page.goto(f"{server.base}/bump/age")
    expect(page.locator("[aria-pressed=true]")).to_have_text("18 to 39 years")


def test_two_tabs_of_one_evening_agree(page: Page, server: Server, context: BrowserContext, begin: Begin) -> None:
    begin()
    other = context.new_page()
    other.goto(f"{server.base}/tonight")
    page.locator("main > ol button.tick").first.click()
    expect(page.locator("main > ol .ticked")).to_have_count(1)
    other.locator("main > ol button.tick").first.click()  # the same tick from the older tab
    expect(other.locator("main > ol .ticked")).to_have_count(1)
    other.locator("main > ol button.tick").nth(1).click()
    expect(other.locator("main > ol .ticked")).to_have_count(2)
    page.reload()
    expect(page.locator("main > ol .ticked")).to_have_count(2)


def test_a_journey_by_keyboard_alone(page: Page, server: Server) -> None:
    def to(words: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            focused = page.locator(":focus")
            if focused.count() and words in (focused.inner_text() or focused.get_attribute("aria-label") or ""):
                return
        raise AssertionError(f"the keyboard never reaches {words!r}")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    for words in ("Check a bump", "None of these", "18 to 39 years"):
        to(words)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("value") == "nose":
            break
    with page.expect_navigation():
        page.keyboard.press("Space")
    expect(page.locator("h1")).to_contain_text("And about you")


def test_nothing_that_was_entered_is_in_an_address_or_a_log(page: Page, tap: Tap, server: Server) -> None:
    seen: list[str] = []
    page.on("framenavigated", lambda frame: seen.append(frame.url))
    plan_begins(page, tap, server.base)
    page.goto(f"{server.base}/stings")
    tap("Raw, swollen or very sore")
    check_product(page, tap, server.base, NIGHT_CREAM + ", Unobtainium Marker", "Marker cream")
    telling = re.compile(r"\?|adult|cheek|mandelic|marker|raw|level|\b34\b", re.IGNORECASE)
    assert not [url for url in seen if telling.search(url.removeprefix(server.base))]
    assert not telling.search(server.log.read_text())


def test_what_is_kept_is_readable_by_its_owner_only(server: Server) -> None:
    for name in ("secret.key", "milium.sqlite3"):
        assert stat.S_IMODE((server.data / name).stat().st_mode) == 0o600, name


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_screen_is_wider_than_the_window(
    page: Page, tap: Tap, server: Server, chromium: Browser, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    check_product(page, tap, server.base, NIGHT_CREAM + ", " + "Verylongunbrokenname" * 6, "N" * 110)
    tap("Put it on my shelf")
    for path in ("/", "/bump/flags", "/baby", "/product", "/shelf", "/plan", "/week", "/count", "/sources", "/out"):
        page.goto(server.base + path)
        image = page.screenshot(full_page=True, timeout=4 * WAIT_MS)
        assert int.from_bytes(image[16:20], "big") == width, path  # the width a PNG says of itself


def test_the_app_starts_on_loopback_and_prints_one_address(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from milium.web.serve import run; sys.exit(run(0, Path(sys.argv[1])))"
    command = [sys.executable, "-c", code, str(tmp_path / "data")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().decode().strip()
        try:
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/in/[\w-]{20,}", url)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
