"""The main screens by the rules that a machine can check (axe-core, WCAG 2.2 A and AA), light and dark."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from browser.conftest import WAIT_MS
from browser.person import NIGHT_CREAM, Tap, check_product, interview, plan_begins
from browser.rig import PHONE, Server

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PLAIN = ("/", "/bump/flags", "/bump/age", "/bump/site", "/baby", "/product", "/shelf", "/out", "/no/such")


@pytest.fixture
def page(chromium: Browser, server: Server) -> Iterator[Page]:
    """A signed-in page in which axe may run; the app itself brings no script, and its policy is checked elsewhere."""
    context = chromium.new_context(viewport=PHONE, reduced_motion="reduce", bypass_csp=True)
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.goto(server.url)
    yield page
    context.close()


def nothing_wrong(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found] == [], (page.url, scheme)


def test_screens_of_somebody_new_have_no_violation(page: Page, server: Server) -> None:
    for path in PLAIN:
        page.goto(server.base + path)
        nothing_wrong(page)


def test_answer_product_plan_tonight_and_week_have_no_violation(page: Page, tap: Tap, server: Server) -> None:
    interview(page, tap)
    nothing_wrong(page)
    check_product(page, tap, server.base, NIGHT_CREAM, "Night cream")
    nothing_wrong(page)
    server.forget_everything()
    page.goto(server.url)
    plan_begins(page, tap, server.base)
    for path in ("/", "/tonight", "/plan", "/shelf", "/stings", "/about/medicines", "/week"):
        page.goto(server.base + path)
        nothing_wrong(page)
