"""The pictures of the README are photographs of the app; `pytest --update-golden -m browser` takes them anew."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from browser.person import NIGHT_CREAM, Tap, check_product, interview, plan_begins
from browser.rig import PHONE, TODAY, Server

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
SCALE = 1.5
TALL = ViewportSize(width=PHONE["width"], height=1010)  # all three choices, and the whole of a label
MOST_BYTES = 200_000
Take = Callable[[Page, str], None]


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport=TALL, java_script_enabled=False, reduced_motion="reduce", device_scale_factor=SCALE
    )
    yield context
    context.close()


@pytest.fixture
def take(request: pytest.FixtureRequest) -> Take:
    """Return `take(page, name)`: the picture is kept when asked for, and must exist in the same size."""

    def taken(page: Page, name: str) -> None:
        image = page.screenshot(animations="disabled")
        file = IMAGES / f"{name}.png"
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(image)
        assert file.is_file(), f"docs/images/{name}.png is missing; run pytest --update-golden and look at it"
        kept = file.read_bytes()
        assert kept[16:24] == image[16:24], "the picture has another size; run pytest --update-golden"
        assert len(kept) < MOST_BYTES

    return taken


def test_the_first_screen_with_its_three_doors(page: Page, take: Take) -> None:
    take(page, "doors")


def test_the_answer_with_its_three_equal_choices(page: Page, tap: Tap, take: Take) -> None:
    interview(page, tap)
    take(page, "answer")


def test_a_label_with_its_heavy_words_marked(page: Page, tap: Tap, server: Server, take: Take) -> None:
    check_product(page, tap, server.base, NIGHT_CREAM, "Night cream")
    take(page, "label")


def test_tonight_on_an_acid_night(page: Page, tap: Tap, server: Server, take: Take) -> None:
    plan_begins(page, tap, server.base)
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
