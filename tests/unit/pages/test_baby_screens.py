"""It is on a baby: the signs of danger stand before any question, and nothing but water is advised."""

import pytest

from pages_app import App

SIGNS = ("38 °C", "floppy", "feeds badly", "blisters", "herpes")


def test_the_first_words_name_every_sign_before_any_question() -> None:
    app = App().get("/baby")
    assert app.title == "Read this first."
    assert all(sign in app.says for sign in SIGNS)
    assert "Question" not in app.says


@pytest.mark.parametrize("path", ["/baby/age", "/baby/colour", "/baby/site", "/baby/answer"])
def test_no_question_can_be_reached_before_the_first_words(path: str) -> None:
    assert App().get(path).title == "Read this first."


def test_one_sign_goes_straight_to_help() -> None:
    app = App().post("/baby", choice="yes")
    assert app.title == "Get help today."
    assert "emergency" in app.says
    assert app.get("/baby/age").title == "Read this first."


def test_anything_but_a_clear_no_goes_to_help() -> None:
    assert App().post("/baby").title == "Get help today."


def test_white_dots_on_the_nose_of_a_newborn_look_like_milk_spots_in_five_taps() -> None:
    app = App().post("/baby", choice="no")
    taps = 2
    for form in ({"age": "newborn_0_28d"}, {"colour": "pearly_white"}, {"site": "nose"}):
        app.post(app.path, dict(form))
        taps += 1
    assert (app.path, taps) == ("/baby/answer", 5)
    assert app.title == "These look like milk spots."
    assert "wash with plain water" in app.says
    assert "No cream, no oil, no scrub, no steam" in app.says


def test_a_baby_gets_no_plan_and_no_product() -> None:
    app = App().post("/baby", choice="no").post("/baby/age", age="newborn_0_28d")
    app.post("/baby/colour", colour="pearly_white").post("/baby/site", site="nose")
    assert "gentle plan" not in app.says.lower()
    assert "/plan" not in app.page
    assert "/product" not in app.page


def test_clear_drops_on_a_baby_are_not_taken_for_milk_spots() -> None:
    app = App().post("/baby", choice="no").post("/baby/age", age="newborn_0_28d")
    app.post("/baby/colour", colour="clear_bluish").post("/baby/site", site="body_or_limbs")
    while app.path != "/baby/answer":
        app.post(app.path, choice="not_sure")
    assert app.title != "These look like milk spots."


def test_the_baby_and_the_grown_up_are_never_mixed() -> None:
    app = App().interview()
    app.post("/baby", choice="no").post("/baby/age", age="newborn_0_28d")
    assert {e.case for e in app.events} == {"me", "baby"}
    assert app.get("/bump/answer").title == "These look like milia."


def test_starting_over_after_help_works() -> None:
    app = App().post("/baby", choice="yes").post("/baby", choice="no")
    assert app.path == "/baby/age"
