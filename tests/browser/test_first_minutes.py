"""The first two minutes, by script, on a phone of 360 x 740: how many taps and how long until something useful.

The seconds are those of the app and the browser; how long somebody reads is not in them, so the taps count most.
"""

from collections.abc import Callable, Iterator
from time import perf_counter

import pytest
from playwright.sync_api import Page

from browser.person import NIGHT_CREAM, Tap, about_me, interview, own_shelf
from browser.rig import PHONE, Server

FIRST_ANSWER_S, FIRST_PLAN_S = 60, 120
MOST_TAPS, PRODUCT_TAPS, BABY_TAPS = 12, 4, 5
Took = Callable[[], float]


@pytest.fixture
def took(page: Page) -> Iterator[Took]:
    """Seconds since the first screen stood; at the end the window must still be a small phone's."""
    begun = perf_counter()
    assert page.locator("h1").inner_text() == "Small white bumps?"
    yield lambda: perf_counter() - begun
    assert page.viewport_size == PHONE == {"width": 360, "height": 740}
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_what_the_bumps_may_be_within_twelve_taps_and_a_minute(page: Page, tap: Tap, took: Took) -> None:
    taps = interview(page, tap)
    assert heading(page) == "These look like milia."
    assert taps <= MOST_TAPS
    assert took() < FIRST_ANSWER_S
    assert page.locator("details.mind summary").inner_text().startswith("What would change our mind")


TEEN = {"age": "12 to 17 years"}
HURT = {"trigger": "A burn, blister or wound", "duration": "6 weeks to 6 months"}


@pytest.mark.parametrize(
    ("place", "other"),
    [("Cheek, forehead or chin", TEEN), ("Where the skin was hurt or treated", HURT)],
    ids=["teen", "hurt skin"],
)
def test_a_teen_and_whose_skin_was_hurt_are_answered_within_twelve_taps(
    page: Page, tap: Tap, took: Took, place: str, other: dict[str, str]
) -> None:
    taps = interview(page, tap, sites=(place,), **other)
    assert heading(page) == "These look like milia."
    assert taps <= MOST_TAPS
    assert took() < FIRST_ANSWER_S


def test_a_product_is_judged_within_four_taps(page: Page, took: Took) -> None:
    taps = 0

    def tapped(act: Callable[[], object]) -> None:
        nonlocal taps
        act()
        taps += 1

    with page.expect_navigation():
        tapped(page.get_by_role("link", name="Check a product").click)
    page.get_by_label("The ingredients on the label").fill(NIGHT_CREAM)  # pasted
    tapped(page.get_by_label("Face", exact=True).check)
    tapped(page.get_by_label("It stays on").check)
    with page.expect_navigation():
        tapped(page.get_by_role("button", name="Check it").click)
    assert heading(page) == "Swap this one."
    assert taps <= PRODUCT_TAPS
    assert took() < FIRST_ANSWER_S


def test_a_baby_is_answered_within_five_taps(page: Page, tap: Tap, took: Took) -> None:
    words = ("It is on a baby", "No, none of these", "Up to 4 weeks", "Pearly white", "Nose")
    for one in words:
        tap(one)
    assert heading(page) == "These look like milk spots."
    assert len(words) <= BABY_TAPS
    assert took() < FIRST_ANSWER_S


def test_the_first_dated_plan_within_two_minutes_and_without_an_account(
    page: Page, tap: Tap, server: Server, took: Took
) -> None:
    interview(page, tap)
    with page.expect_navigation():
        page.locator(".choice", has_text="A gentle plan").click()
    about_me(page, tap, server.base)
    own_shelf(page, tap, server.base)
    page.goto(f"{server.base}/plan")
    assert page.locator(".night").count() == 14
    assert took() < FIRST_PLAN_S
    assert page.locator("input[type=email], input[type=password]").count() == 0


def test_a_question_is_answered_from_the_first_screen_in_two_taps(page: Page, tap: Tap, took: Took) -> None:
    tap("Answers")
    tap("It is under my eye. What may I put there?")
    assert "No acid and no retinol near the eye." in page.locator("main").inner_text()
    assert took() < FIRST_ANSWER_S
