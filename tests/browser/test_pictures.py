"""The pictures of the README and the docs are photographs of the app, at two widths, light and dark.

`make pictures` takes them anew; look at them before they are committed. A test holds today's screens against them.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from browser.darkroom import difference, small, text_width
from browser.person import NIGHT_CREAM, Begin, Tap, check_product, interview
from browser.rig import TODAY, Server

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
LETTERS = IMAGES / "letters.txt"
SIZES = (ViewportSize(width=360, height=1010), ViewportSize(width=1280, height=800))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
NAMES = ("doors", "question", "answer", "label", "tonight", "plan", "count", "answers")
MOST_OTHER = 0.01  # of all pixels
MOST_BYTES = 1_000_000
Take = Callable[[Page, str], None]


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=SIZES[0], java_script_enabled=False, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def darkroom(chromium: Browser) -> Iterator[Page]:
    """An empty page that can read pictures."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def take(request: pytest.FixtureRequest, darkroom: Page) -> Take:
    """Return `take(page, name)`: the screen in both widths and schemes is kept, or is like the picture that was."""
    anew, wide = request.config.getoption("--update-golden"), text_width(darkroom)
    if anew:
        IMAGES.mkdir(parents=True, exist_ok=True)
        LETTERS.write_text(f"{wide}\n", encoding="ascii")
    elif float(LETTERS.read_text(encoding="ascii")) != wide:
        pytest.skip("the letters of this machine are not those of the pictures, so THE PICTURES ARE NOT COMPARED")

    def taken(page: Page, name: str) -> None:
        for size in SIZES:
            page.set_viewport_size(size)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                image = page.screenshot(animations="disabled", caret="hide")
                file = IMAGES / f"{name}-{size['width']}-{scheme}.png"
                if anew:
                    file.write_bytes(small(darkroom, image))
                share = difference(darkroom, file.read_bytes(), image)
                assert share <= MOST_OTHER, f"{file.name} differs in {share:.1%}: run make pictures and look at it"

    return taken


def test_the_first_screen_with_its_three_doors(page: Page, take: Take) -> None:
    take(page, "doors")


def test_a_question_with_its_drawings_on_brown_skin(page: Page, server: Server, tap: Tap, take: Take) -> None:
    interview(page, tap)
    page.goto(f"{server.base}/tone/bump-grouping")
    tap("Brown")
    take(page, "question")


def test_the_answer_with_its_three_equal_choices(page: Page, tap: Tap, take: Take) -> None:
    interview(page, tap)
    take(page, "answer")


def test_a_label_with_its_heavy_words_marked(page: Page, tap: Tap, server: Server, take: Take) -> None:
    check_product(page, tap, server.base, NIGHT_CREAM, "Night cream")
    take(page, "label")


def test_tonight_on_an_acid_night_and_the_plan(page: Page, tap: Tap, server: Server, take: Take, begin: Begin) -> None:
    begin()
    for night in range(3):
        server.move_to(TODAY + timedelta(days=night))
        page.goto(f"{server.base}/tonight")
        tap("Done")
    server.move_to(TODAY + timedelta(days=3))
    page.goto(f"{server.base}/tonight")
    tap("The spot is calm")
    for night in range(3, 22):
        server.move_to(TODAY + timedelta(days=night))
        page.goto(f"{server.base}/tonight")
        if page.locator("h1").inner_text() == "Tonight: acid.":
            break
    page.goto(f"{server.base}/plan")
    take(page, "plan")
    page.goto(f"{server.base}/tonight")
    with page.expect_navigation():
        page.locator("main > ol button.tick").first.click()
    take(page, "tonight")


def test_the_counts_as_beads_with_one_sentence(page: Page, tap: Tap, server: Server, take: Take) -> None:
    interview(page, tap)
    for week, number in enumerate((5, 4, 2)):
        server.move_to(TODAY + timedelta(weeks=4 * week))
        page.goto(f"{server.base}/count")
        page.get_by_label("How many do you see?").fill(str(number))
        tap("Save my count")
    take(page, "count")


def test_the_questions_people_ask(page: Page, server: Server, take: Take) -> None:
    page.goto(f"{server.base}/answers")
    take(page, "answers")


def test_every_picture_is_there_no_other_is_and_all_are_small() -> None:
    wanted = {f"{n}-{s['width']}-{scheme}.png" for n in NAMES for s in SIZES for scheme in SCHEMES}
    files = list(IMAGES.glob("*.png"))
    assert {file.name for file in files} == wanted
    assert sum(file.stat().st_size for file in files) < MOST_BYTES


def test_another_word_on_a_screen_is_seen(page: Page, darkroom: Page) -> None:
    before = page.screenshot()
    assert difference(darkroom, small(darkroom, before), before) < MOST_OTHER / 4, "few colours are enough"
    page.locator("h1").evaluate("one => { one.textContent = 'Something else altogether stands here now'; }")
    assert difference(darkroom, before, page.screenshot()) > MOST_OTHER / 4
    assert difference(darkroom, before, page.locator("h1").screenshot()) == 1
