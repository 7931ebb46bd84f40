"""Settings, reminders and the plan on paper, in a real browser: barriers, keyboard, widths, and one A4 page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.person import Tap
from browser.rig import PHONE, Server
from browser.test_accessibility import SCHEMES, nothing_wrong
from browser.test_accessibility import page as page  # noqa: PLC0414  (a fixture: axe may run in it)
from milium.care.carry import written
from pages_app import App, acid_night, planned, shelf

A4_MM = (210, 297)
POINTS = 72 / 25.4
LONG = "Very gentle overnight serum with a name as long as makers like them, for every day and all of the year"


def brought(page: Page, tap: Tap, server: Server, somebody: App) -> None:
    """Put somebody's log into the app, as a copy of another device, on their day."""
    server.move_to(somebody.today)
    page.goto(f"{server.base}/data")
    text = "".join(written(somebody.events, somebody.events[-1].at))
    page.get_by_label("The file").set_input_files(
        {"name": "copy.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    tap("Add what is in it")


def with_everything() -> App:
    """Somebody with two kinds of strong product, all of them with names as long as makers like them."""
    app = App().interview().profile()
    app.product("Aqua, Glycerin, Coco-Glucoside, Betaine, Xanthan Gum, Citric Acid", f"Gel {LONG}", use="rinse_off")
    app.product("Aqua, Mandelic Acid, Propanediol, Sodium Hydroxide", f"Mandelic {LONG}")
    app.product("Aqua, Squalane, Glycerin, Retinol, Tocopherol", f"Retinol {LONG}")
    app.product("Aqua, Glycerin, Squalane, Niacinamide, Carbomer", f"Cream {LONG}")
    app.product("Aqua, Ethylhexyl Salicylate, Octocrylene, Glycerin, Silica", f"Fluid {LONG}")
    for item in shelf(app):
        details: dict[str, str | list[str]] = {
            "pct MANDELIC ACID": "8",
            "ph": "3.8",
            "pct RETINOL": "0.2",
            "spf": "50",
            "broad_spectrum": "yes",
        }
        app.post(f"/shelf/{item['id']}", details)
    return (
        app.post("/plan/start").post("/people/add", name="Mia " * 9, colour="plum").post("/people/switch", person="me")
    )


def pages_of(pdf: bytes) -> list[tuple[float, float]]:
    """Return width and height of every page, in points."""
    boxes = re.findall(rb"/Type /Page\b[^s].*?/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf, flags=re.DOTALL)
    assert len(boxes) == len(re.findall(rb"/Type /Page\b(?!s)", pdf))
    return [(float(wide), float(high)) for wide, high in boxes]


def test_settings_and_paper_have_no_violation_with_the_feed_off_on_and_shown(
    page: Page, tap: Tap, server: Server
) -> None:
    page.goto(f"{server.base}/settings")
    nothing_wrong(page)
    brought(page, tap, server, planned())
    for path in ("/settings", "/plan/print", "/plan"):
        page.goto(server.base + path)
        nothing_wrong(page)
    page.goto(f"{server.base}/settings")
    tap("Turn it on")
    assert page.locator("code.address").inner_text().startswith(f"{server.base}/calendar/")
    nothing_wrong(page)
    page.goto(f"{server.base}/settings")
    tap("Save")
    assert page.get_by_role("status").inner_text() == "Saved."
    nothing_wrong(page)


def test_no_screen_is_wider_than_the_window(page: Page, tap: Tap, server: Server) -> None:
    brought(page, tap, server, planned())
    page.goto(f"{server.base}/settings")
    tap("Turn it on")  # a long address in a narrow window
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": PHONE["height"]})
        assert page.evaluate(wide) == 0, width
    for path in ("/settings", "/plan/print"):
        page.goto(server.base + path)
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": PHONE["height"]})
            assert page.evaluate(wide) == 0, (path, width)


def test_the_settings_are_made_by_keyboard_alone_and_the_colours_follow(page: Page, tap: Tap, server: Server) -> None:
    brought(page, tap, server, planned())
    page.goto(f"{server.base}/settings")
    page.emulate_media(color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_label("Remind me at").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/settings/saved")
    assert page.get_by_label("Remind me at").input_value() == "21:30"
    assert page.get_by_label("Write in my calendar what to do").is_checked()
    assert page.get_by_label("Dark").is_checked()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_the_calendar_file_is_downloaded_from_the_plan(page: Page, tap: Tap, server: Server, tmp_path: Path) -> None:
    brought(page, tap, server, planned())
    page.goto(f"{server.base}/plan")
    with page.expect_download() as download:
        page.get_by_role("button", name="Get the calendar file").click()
    assert download.value.suggested_filename == "evening-care.ics"
    file = tmp_path / "evenings.ics"
    download.value.save_as(file)
    assert file.read_bytes().count(b"BEGIN:VEVENT\r\n") == 17


FULLEST = """
  // Six kinds of evenings, and something with a long name on seven of them: more than a plan ever holds.
  const kinds = [...document.querySelectorAll(".sheet > section:not(.whole)")].slice(0, 1);
  for (let n = kinds.length; n < 6; n += 1) kinds[0].after(kinds[0].cloneNode(true));
  const row = document.querySelector(".nights-table tbody tr td").innerHTML;
  const half = document.querySelectorAll(".nights-table tbody tr:nth-child(even) td:not(.box)");
  for (const cell of half) cell.innerHTML = row;
  document.querySelector("main").classList.add("dense");
"""


def test_even_the_fullest_plan_is_one_page(page: Page, tap: Tap, server: Server) -> None:
    brought(page, tap, server, with_everything())
    page.goto(f"{server.base}/plan/print")
    page.evaluate(f"() => {{ {FULLEST} }}")
    assert page.locator(".sheet > section:not(.whole)").count() >= 6
    assert len(pages_of(page.pdf(prefer_css_page_size=True))) == 1


@pytest.mark.parametrize("somebody", [planned, acid_night, with_everything])
def test_the_plan_on_paper_is_one_page_whatever_is_on_it(
    page: Page, tap: Tap, server: Server, somebody: Callable[[], App]
) -> None:
    brought(page, tap, server, somebody())
    page.goto(f"{server.base}/plan/print")
    assert page.locator(".nights-table tbody tr").count() == 14
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        ((wide, high),) = pages_of(page.pdf(prefer_css_page_size=True))
        assert (round(wide / POINTS), round(high / POINTS)) == A4_MM
    assert len(pages_of(page.pdf(format="Letter"))) == 1
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.soft, .nights-table td')).color") == "rgb(0, 0, 0)"
