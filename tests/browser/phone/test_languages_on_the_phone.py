"""The phone speaks the language that the browser asks for, or the one that was chosen; its words come when needed."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.phone.conftest import NO_PYTHON, WAIT_MS, go, installed, move_to, ready, seed
from browser.phone.host import Host
from browser.phone.test_tonight_on_the_phone import made_ahead
from browser.rig import PHONE, TODAY
from pages_app import planned as person_with_a_plan

WORDS = "/locale.es.json"


@pytest.fixture
def spanish(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone whose browser asks for the Spanish of Mexico."""
    context = chromium.new_context(viewport=PHONE, locale="es-MX", reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    yield context
    context.close()


def opened(context: BrowserContext, host: Host, script: str = "") -> Page:
    page = context.new_page()
    move_to(page, TODAY)
    if script:
        page.add_init_script(script)
    page.goto(f"{host.base}/")
    return page


def tongue(page: Page) -> str:
    found: str = page.evaluate("document.documentElement.lang")
    return found


def test_a_browser_that_asks_for_spanish_gets_it_before_and_after_python(spanish: BrowserContext, host: Host) -> None:
    page = opened(spanish, host)
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Bultitos blancos y pequeños?")
    ready(page)
    go(page, host, "/bump")
    expect(page.get_by_role("heading", level=1)).to_have_text("Antes de empezar: ¿es verdad algo de esto?")
    assert tongue(page) == "es"
    assert host.asked.count(WORDS) == 1


def test_a_browser_that_asks_for_what_we_do_not_speak_gets_english(chromium: Browser, host: Host) -> None:
    context = chromium.new_context(viewport=PHONE, locale="fi-FI")
    page = opened(context, host)
    ready(page)
    assert tongue(page) == "en"
    expect(page.get_by_role("heading", level=1)).to_have_text("Small white bumps?")
    context.close()


def test_a_choice_holds_at_once_and_after_a_restart_without_a_network(
    page: Page, tap: Callable[[str], None], context: BrowserContext, host: Host
) -> None:
    installed(page)
    context.set_offline(True)
    go(page, host, "/language")
    tap("Español")
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Bultitos blancos y pequeños?")
    page.reload()
    expect(page.get_by_role("link", name="Mirar un bultito")).to_be_visible()
    assert tongue(page) == "es"
    go(page, host, "/language")
    tap("English")
    expect(page.get_by_role("heading", level=1)).to_have_text("Small white bumps?")
    assert tongue(page) == "en"
    context.set_offline(False)


def test_an_evening_made_ahead_in_one_language_is_not_shown_in_another(
    page: Page, tap: Callable[[str], None], context: BrowserContext, host: Host
) -> None:
    page.goto(f"{host.base}/#/tonight")
    seed(page, person_with_a_plan().events)
    installed(page)
    assert {day["language"] for day in made_ahead(page)} == {"en"}
    go(page, host, "/language")
    tap("Español")
    days: list[dict[str, Any]] = []
    for _ in range(300):
        days = [day for day in made_ahead(page) if day["language"] == "es"]
        if len(days) > 1:
            break
        page.wait_for_timeout(100)
    assert "Esta noche:" in days[0]["gets"]["/tonight"]
    still = opened(context, host, NO_PYTHON)
    expect(still.get_by_role("heading", level=1)).to_contain_text("Esta noche")
    assert date.fromisoformat(days[0]["date"]) == TODAY


def test_the_base_week_and_the_notices_speak_it_too(spanish: BrowserContext, host: Host) -> None:
    page = opened(spanish, host)
    ready(page)
    found = page.evaluate(
        "[...document.querySelectorAll('template')].map(one => one.content.textContent.trim().replace(/\\s+/g, ' '))"
    )
    assert any("Un momento, nos estamos preparando." in text for text in found)
    assert not [text for text in found if "One moment" in text or "Tonight" in text]
