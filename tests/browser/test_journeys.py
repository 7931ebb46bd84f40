"""The whole path as people go it: a grown-up, an eye, a baby, a product, and the nights after."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from browser.person import (
    NIGHT_CREAM,
    Begin,
    Tap,
    about_me,
    check_product,
    interview,
    plan_begins,
    put_on_shelf,
    screen,
)
from browser.rig import TODAY, Server


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_a_grown_up_goes_from_the_first_screen_to_a_plan_and_tonight(page: Page, tap: Tap, server: Server) -> None:
    assert heading(page) == "Small white bumps?"
    plan_begins(page, tap, server.base)
    assert heading(page) == "Tonight: test it first."
    expect(page.get_by_text("behind your ear")).to_be_visible()
    expect(page.get_by_text("your first real night is")).to_be_visible()


def test_the_three_choices_are_as_large_as_each_other_and_leaving_stands_first(page: Page, tap: Tap) -> None:
    interview(page, tap)
    assert heading(page) == "These look like milia."
    boxes = [box for box in (one.bounding_box() for one in page.locator(".choice").all()) if box]
    assert [round(box["width"]) for box in boxes] == [round(boxes[0]["width"])] * 3
    assert page.locator(".choice strong").all_inner_texts() == ["Leave them", "A gentle plan", "Have them taken out"]


def test_beads_under_the_eye_lead_to_the_eye_cream_and_never_to_an_acid(page: Page, tap: Tap) -> None:
    interview(page, tap, sites=("Around the eye",))
    assert heading(page) == "These look like milia, close to your eye."
    expect(page.get_by_text("no acid and no retinol near the eye").first).to_be_visible()
    tap("Check my eye cream")
    assert page.get_by_label("Around the eyes").is_checked()


def test_a_newborn_with_white_dots_gets_the_first_words_and_then_plain_water(page: Page, tap: Tap) -> None:
    tap("It is on a baby")
    assert heading(page) == "Read this first."
    tap("No, none of these")
    tap("Up to 4 weeks")
    tap("Pearly white")
    tap("Nose")
    assert heading(page) == "These look like milk spots."


def test_a_sign_of_danger_in_a_baby_leads_to_help_at_once(page: Page, tap: Tap) -> None:
    tap("It is on a baby")
    tap("Yes, one of these")
    assert heading(page) == "Get help today."


def test_one_bump_that_bleeds_leads_to_a_doctor_with_a_time(page: Page, tap: Tap) -> None:
    tap("Check a bump")
    page.get_by_label("It bleeds or scabs again and again").check()
    tap("Yes, what I ticked")
    answers = {"age": "40 to 64 years", "count": "Just one"}
    while screen(page) != "answer":
        at = screen(page)
        if at == "site":
            tap("Nose")
        else:
            tap("None of these" if at == "about" else answers.get(at, "Not sure"))
    assert heading(page) == "Please show this to a doctor."
    expect(page.get_by_text("Milia don't do that")).to_be_visible()


def test_a_product_is_judged_without_a_question_about_bumps(page: Page, tap: Tap) -> None:
    tap("Check a product")
    page.get_by_label("The ingredients on the label").fill(NIGHT_CREAM)
    page.get_by_label("Face", exact=True).check()
    page.get_by_label("It stays on").check()
    tap("Check it")
    assert heading(page) == "Swap this one."
    assert page.locator("mark.swap").all_inner_texts() == ["Lanolin", "Paraffinum Liquidum", "Petrolatum", "Cera Alba"]
    assert page.locator(".label-text").first.inner_text() == NIGHT_CREAM


def test_pregnancy_is_asked_only_when_it_matters(page: Page, tap: Tap, server: Server) -> None:
    check_product(page, tap, server.base, "Aqua, Squalane, Glycerin, Retinol, Tocopherol", "Night serum")
    assert heading(page).startswith("One question")
    tap("I am pregnant")
    assert page.locator(".verdict.stop").count() == 1


def test_ticks_are_still_there_after_a_reload(page: Page, tap: Tap, server: Server, begin: Begin) -> None:
    begin()
    steps, ticked = page.locator("main > ol .step"), page.locator("main > ol .step.ticked")
    page.locator("main > ol button.tick").first.click()
    expect(ticked).to_have_count(1)
    page.reload()
    expect(ticked).to_have_count(1)
    tap("Done")
    expect(page.get_by_text("All done")).to_be_visible()
    page.locator("main > ol button.tick").first.click()
    expect(ticked).to_have_count(steps.count() - 1)


def test_from_the_spot_test_to_the_first_acid_night_and_a_night_that_stings(
    page: Page, tap: Tap, server: Server, begin: Begin
) -> None:
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
        if heading(page) == "Tonight: acid.":
            break
    expect(page.get_by_text("Mandelic serum, a thin layer.")).to_be_visible()
    expect(page.get_by_text("up to the bone you can feel").first).to_be_visible()
    tap("It stings or is red")
    tap("Red, flaky or stinging")
    expect(page.get_by_text("3 nights off")).to_be_visible()
    tap("Go to tonight")
    assert heading(page) == "Tonight: rest."


def test_the_weekly_check_in_asks_four_things_and_says_what_changes(
    page: Page, tap: Tap, server: Server, begin: Begin
) -> None:
    begin()
    server.move_to(TODAY + timedelta(days=7))
    page.goto(server.base)
    tap("Your weekly check-in is due")
    page.get_by_label("Red, flaky or stinging").check()
    page.get_by_label("Nothing new").check()
    page.get_by_label("I did more than that").check()
    page.get_by_role("group", name="sunscreen").get_by_label("Yes").check()
    tap("Save my week")
    expect(page.get_by_text("3 nights off")).to_be_visible()


def test_an_evening_of_the_plan_opens_and_says_why_a_strong_product_rests(
    page: Page, tap: Tap, server: Server, begin: Begin
) -> None:
    begin()
    page.goto(f"{server.base}/plan")
    with page.expect_navigation():
        page.locator(".night a").nth(3).click()
    assert heading(page) == "Rest"
    page.get_by_text("Mandelic serum", exact=True).click()
    expect(page.get_by_text("Test it behind the ear first")).to_be_visible()
    tap("Back to the plan")
    assert heading(page) == "Your next two weeks"


def test_counts_by_eye_are_kept_and_told_in_one_sentence(page: Page, tap: Tap, server: Server, begin: Begin) -> None:
    begin()
    tap("Count")
    expect(page.get_by_text("There is no count yet.")).to_be_visible()
    for week, number in enumerate((5, 2)):
        server.move_to(TODAY + timedelta(weeks=4 * week))
        page.goto(f"{server.base}/count")
        page.get_by_label("How many do you see?").fill(str(number))
        tap("Save my count")
    expect(page.get_by_text("3 of your 5 are gone. With so few, no one can say why.")).to_be_visible()
    expect(page.locator(".counts tbody tr")).to_have_count(2)
    page.goto(f"{server.base}/plan")
    expect(page.get_by_text("18 January 2027")).to_be_visible()


def test_a_strong_product_used_beside_the_plan_is_told_calmly(
    page: Page, tap: Tap, server: Server, begin: Begin
) -> None:
    begin()
    check_product(page, tap, server.base, "Aqua, Squalane, Glycerin, Retinol, Tocopherol", "Retinol serum")
    put_on_shelf(page, tap, Percent_of_Retinol="0.3")
    for words in ("I used Mandelic serum", "I used Retinol serum"):
        page.goto(f"{server.base}/tonight")
        tap("I used something else")
        tap(words)
    expect(page.get_by_text("More was used than a plan would hold")).to_be_visible()
    expect(page.get_by_text("Tomorrow evening: rest.")).to_be_visible()


def test_a_bump_that_bleeds_stops_the_plan_until_somebody_has_looked(
    page: Page, tap: Tap, server: Server, begin: Begin
) -> None:
    begin()
    page.goto(f"{server.base}/week")
    page.get_by_label("Calm").check()
    page.get_by_label("A bump that bleeds or grows").check()
    page.get_by_role("group", name="nights").get_by_label("Yes", exact=True).check()
    page.get_by_role("group", name="sunscreen").get_by_label("Yes").check()
    tap("Save my week")
    tap("Plan")
    assert heading(page) == "First, let a doctor look."


def test_leaving_them_needs_nothing_more(page: Page, tap: Tap, server: Server) -> None:
    interview(page, tap)
    with page.expect_navigation():
        page.locator(".choice", has_text="Leave them").click()
    assert heading(page) == "Leave them. That is fine."
    about_me(page, tap, server.base)
    assert heading(page) == "You leave them. Good choice."


@pytest.mark.parametrize(
    "path", ["/sources", "/out", "/count", "/used", "/leave", "/visit", "/picked", "/stings", "/week", "/teen"]
)
def test_the_other_screens_open(page: Page, server: Server, path: str) -> None:
    response = page.goto(server.base + path)
    assert response is not None
    assert response.status == 200
