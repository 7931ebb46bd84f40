"""The main screens by the rules that a machine can check (axe-core, WCAG 2.2 A and AA), light and dark."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from browser.axe import broken_rules
from browser.conftest import WAIT_MS
from browser.person import NIGHT_CREAM, Begin, Tap, check_product, interview
from browser.rig import PHONE, TODAY, Server

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PLAIN = (
    *("/", "/bump/flags", "/bump/age", "/bump/site", "/baby", "/product", "/shelf", "/out", "/visit", "/no/such"),
    *("/answers", "/answers/eye", "/tone/bump-colour", "/sources/C34"),
)


@pytest.fixture
def page(chromium: Browser, server: Server) -> Iterator[Page]:
    """A signed-in page in which axe may run; the app itself brings no script, and its policy is checked elsewhere."""
    context = chromium.new_context(viewport=PHONE, reduced_motion="reduce", bypass_csp=True)
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.goto(server.url)
    yield page
    context.close()


TARGET = 44  # px, either way; a link inside a sentence of the sources is text
SMALL = f"""
() => [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), textarea")]
  .filter(one => !one.matches(".skip") && !one.closest(".stands ul, .source"))
  .map(one => one.matches("[type=checkbox], [type=radio]") ? one.closest("label") : one)
  .filter(one => {{ const box = one.getBoundingClientRect();
    return box.height > 0 && (box.height < {TARGET} - 0.5 || box.width < {TARGET} - 0.5); }})
  .map(one => one.outerHTML.slice(0, 120))
"""


def nothing_wrong(page: Page) -> None:
    assert page.evaluate(SMALL) == [], (page.url, "a target is smaller than a finger")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert broken_rules(page) == [], (page.url, scheme)


def test_screens_of_somebody_new_have_no_violation(page: Page, server: Server) -> None:
    for path in PLAIN:
        page.goto(server.base + path)
        nothing_wrong(page)


def test_answer_product_plan_tonight_and_week_have_no_violation(
    page: Page, tap: Tap, server: Server, begin: Begin
) -> None:
    interview(page, tap)
    nothing_wrong(page)
    for path in ("/bump/else", "/tone/bump-grouping"):
        page.goto(server.base + path)
        nothing_wrong(page)
    tap("Dark brown")  # and the drawings on that skin
    nothing_wrong(page)
    check_product(page, tap, server.base, NIGHT_CREAM, "Night cream")
    nothing_wrong(page)
    server.forget_everything()
    page.goto(server.url)
    begin()
    for path in (
        "/",
        "/tonight",
        "/plan",
        "/evening/3",
        "/used",
        "/shelf",
        "/stings",
        "/about/medicines",
        "/week",
        "/out",
    ):
        page.goto(server.base + path)
        nothing_wrong(page)


@pytest.mark.parametrize("numbers", [(), (5, 4, 2), (14, 12, 13)])
def test_the_count_screen_has_no_violation_with_none_few_and_many_counts(
    page: Page, tap: Tap, server: Server, numbers: tuple[int, ...]
) -> None:
    interview(page, tap)
    for week, number in enumerate(numbers):
        server.move_to(TODAY + timedelta(weeks=4 * week))
        page.goto(f"{server.base}/count")
        page.get_by_label("How many do you see?").fill(str(number))
        tap("Save my count")
    page.goto(f"{server.base}/count")
    nothing_wrong(page)
