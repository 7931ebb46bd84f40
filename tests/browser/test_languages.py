"""Every screen in longer words and from right to left: nothing runs out of a narrow screen, and no word is cut."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from browser.axe import WCAG, broken_rules
from browser.rig import PHONE
from milium import wiring
from milium.adapters.packfiles import languages
from milium.adapters.pagefiles import static_files, templates
from milium.knowledge.languages import Language
from milium.pages import Look
from pages_app import App
from tongues import LEFTWARD, LONG, care_in, look_in
from unit.pages.test_every_screen import CHANGING, FULL, PATHS, STATES, app_in, counted, nobody

SPANISH = languages()[1]
# Wider than the screen, or holding more than is shown; a table may scroll in its own box.
OUTSIDE = """
() => {
  const wide = document.documentElement.clientWidth, page = document.documentElement.scrollWidth;
  const out = page > wide ? [`the page is ${page} wide`] : [];
  for (const one of document.querySelectorAll("main *, .top *, .foot *")) {
    if (one.closest(".table, .unseen, svg") || !one.getClientRects().length) continue;
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (box.width > 1 && (box.left < -0.5 || box.right > wide + 0.5)) out.push(one.outerHTML.slice(0, 120));
    const shows = style.overflowX === "visible" || style.clipPath !== "none";
    const scrolls = one.matches("bdi, .who, textarea, input, select");
    if (!shows && !scrolls && one.scrollWidth > one.clientWidth + 1) out.push(`cut: ${one.outerHTML.slice(0, 120)}`);
  }
  return out;
}
"""


def spoken(made: App, language: Language) -> App:
    if language is SPANISH:
        care = wiring.care("es")
        look = Look(templates(), care.knowledge, languages())
    else:
        care, look = care_in(language), look_in(language)
    return App(made.today, list(made.events), look=look, care=care, whose=made.whose)


class Screens:
    """A page in Chromium before screens that are made here, without a server."""

    SHEET = '<link rel="stylesheet" href="/static/milium.css">'

    def __init__(self, page: Page) -> None:
        self.page, self.style = page, f"<style>{static_files()['milium.css'].decode()}</style>"

    def show(self, app: App, path: str) -> Page:
        html = app.get(path).page
        assert self.SHEET in html
        self.page.set_content(html.replace(self.SHEET, self.style))
        return self.page


@pytest.fixture(scope="module")
def screens(chromium: Browser) -> Iterator[Screens]:
    context = chromium.new_context(viewport=PHONE, reduced_motion="reduce")
    yield Screens(context.new_page())
    context.close()


VISITED = [
    *((state, LONG) for state in STATES),
    *((state, language) for language in (LEFTWARD, SPANISH) for state in (*FULL, counted)),
]


@pytest.mark.parametrize(
    ("state", "language"), VISITED, ids=lambda one: one.code if isinstance(one, Language) else one.__name__
)
def test_nothing_runs_out_of_a_narrow_screen(screens: Screens, state: Callable[[], App], language: Language) -> None:
    app = spoken(app_in(state), language)
    found = {}
    for path in PATHS if state is nobody and language is LONG else CHANGING:
        page = screens.show(app, path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        outside = page.evaluate(OUTSIDE)
        if outside:
            found[path] = outside
    assert found == {}


def violations(page: Page) -> list[tuple[str, list[str]]]:
    return broken_rules(page, WCAG)


@pytest.mark.parametrize("path", ["/", "/baby", "/plan", "/tonight", "/week", "/sources", "/language"])
def test_spanish_screens_have_no_violation(screens: Screens, path: str) -> None:
    assert violations(screens.show(spoken(app_in(counted), SPANISH), path)) == []


@pytest.mark.parametrize("path", ["/", "/bump/site", "/plan", "/tonight", "/shelf", "/week", "/count", "/language"])
def test_from_right_to_left_the_screens_are_mirrored_and_have_no_violation(screens: Screens, path: str) -> None:
    page = screens.show(spoken(app_in(counted), LEFTWARD), path)
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    heading = page.locator("h1").first.bounding_box()
    assert heading is not None
    assert heading["x"] + heading["width"] > PHONE["width"] / 2
    assert violations(page) == []
