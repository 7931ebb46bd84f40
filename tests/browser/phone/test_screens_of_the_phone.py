"""The screens that only the phone has, by the rules that a machine can check, light and dark, with every notice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from browser.axe import broken_rules
from browser.phone.conftest import notes, ready, seed
from browser.phone.host import Host
from browser.rig import PHONE
from pages_app import planned

WIDTHS = (320, 360, 1280)


@pytest.fixture
def told(page: Page, host: Host) -> Page:
    """A phone with a plan, an old copy, and an update that was just taken."""
    seed(page, planned().events)
    change = "await log.keep('begun', true); await log.keep('exported', '2026-01-01');"
    notes(page, change + "await log.keep('code', 'an older one');")
    page.reload()
    for name in ("copy", "updated"):
        page.locator(f"[data-notice={name}]").wait_for()
    return page


def test_own_screens_and_notices_have_no_violation_light_and_dark(told: Page, host: Host) -> None:
    for path in ("/tonight", "/data", "/data/erase", "/new"):
        told.goto(f"{host.base}/#{path}")
        for scheme in ("light", "dark"):
            told.emulate_media(color_scheme=scheme)
            assert broken_rules(told) == [], (path, scheme)


def test_own_screens_are_never_wider_than_the_window(told: Page, host: Host) -> None:
    for width in WIDTHS:
        told.set_viewport_size({"width": width, "height": PHONE["height"]})
        for path in ("/tonight", "/data", "/data/erase", "/new"):
            told.goto(f"{host.base}/#{path}")
            image = told.screenshot(full_page=True)
            assert int.from_bytes(image[16:20], "big") == width, (path, width)


def test_the_keyboard_reaches_the_skip_link_and_the_content(page: Page, host: Host, tap: Callable[[str], None]) -> None:
    ready(page)
    page.goto(f"{host.base}/#/bump/flags")
    assert page.evaluate("document.activeElement.id") == "content", "a new screen is where the reader goes on"
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    assert page.url.endswith("#/bump/flags"), "the skip link is no address"
