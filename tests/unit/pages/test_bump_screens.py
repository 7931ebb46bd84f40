"""Check a bump: what comes first, what a tick means, and which answer is shown."""

import pytest

from milium.pages.flags import ABOUT_FLAGS, FIRST_FLAGS
from pages_app import CALM_ANSWERS, App


def test_the_red_flags_are_asked_before_anything_else() -> None:
    assert App().get("/bump").path == "/bump/flags"
    assert App().get("/bump/opening").path == "/bump/flags"
    assert App().get("/bump/answer").path == "/bump/flags"


def test_a_calm_adult_with_beads_on_the_cheeks_reads_of_likely_milia_and_three_choices() -> None:
    app = App().interview()
    assert app.title == "These look like milia."
    for choice in ("Leave them", "A gentle plan", "Have them taken out"):
        assert choice in app.says
    assert app.page.index("Leave them") < app.page.index("A gentle plan")


def test_beads_at_the_eye_have_their_own_answer_without_a_plan_of_acids() -> None:
    app = App().interview(sites=["around_eye"])
    assert app.title == "These look like milia, close to your eye."
    assert "no acid and no retinol near the eye" in app.says
    assert "A gentle plan" not in app.says


def test_with_cheeks_and_eye_the_plan_is_offered_and_the_eye_rule_told() -> None:
    app = App().interview(sites=["cheek_forehead_chin", "around_eye"])
    assert app.title == "These look like milia."
    assert "no acid and no retinol near the eye" in app.says


def test_several_places_ask_where_most_of_them_are() -> None:
    app = App().post("/bump").post("/bump/flags", choice="none").post("/bump/age", age="adult_18_39y")
    app.post("/bump/site", {"site": ["nose", "around_eye"]})
    assert app.title == "And where are most of them?"
    app.post("/bump/site", {"site": ["nose", "around_eye"], "most": "nose"})
    case = app.events[-1].body
    assert case["answers"] == {"site": "nose"}
    assert case["bump_sites"] == ["nose", "around_eye"]


def test_the_edge_of_the_eyelid_among_the_places_decides() -> None:
    app = App().post("/bump").post("/bump/flags", choice="none").post("/bump/age", age="adult_18_39y")
    app.post("/bump/site", {"site": ["nose", "lash_line"]})
    assert app.events[-1].body["answers"] == {"site": "lash_line"}


@pytest.mark.parametrize("flag", FIRST_FLAGS)
@pytest.mark.parametrize("age", ["adult_18_39y", "older_65plus"])
def test_each_red_flag_of_the_first_screen_leads_to_somebody(flag: str, age: str) -> None:
    app = App().post("/bump").post("/bump/flags", {"flag": [flag], "choice": "these"})
    for _ in range(3):
        if "/follow/" in app.path:
            app.post(app.path, choice="not_sure")
    for _ in range(20):
        screen = app.path.rsplit("/", 1)[-1]
        if screen == "answer":
            break
        answers = {"age": age, "site": "nose", "count": "single", "grouping": "scattered"}
        if screen in answers:
            app.post(app.path, {screen: answers[screen], "most": "nose"})
        else:
            app.post(app.path, choice="none" if screen == "about" else "not_sure")
    assert app.title in {"Please show this to a doctor.", "Get help today."}, app.path


@pytest.mark.parametrize("choice", ["flags", "about"])
def test_not_sure_at_a_red_flag_never_leads_to_self_care_alone(choice: str) -> None:
    app = App().post("/bump").post("/bump/flags", choice="unsure" if choice == "flags" else "none")
    for _ in range(20):
        screen = app.path.rsplit("/", 1)[-1]
        if screen == "answer":
            break
        if screen == "about":
            app.post(app.path, choice="unsure" if choice == "about" else "none")
        elif screen == "site":
            app.post(app.path, {"site": "cheek_forehead_chin"})
        else:
            app.post(app.path, {screen: CALM_ANSWERS[screen]})
    assert app.path == "/bump/answer"
    assert "let a pharmacist or a doctor look too" in app.says


def test_hot_skin_with_a_fever_is_an_emergency_before_any_further_question() -> None:
    app = App().post("/bump").post("/bump/flags", {"flag": ["hot"], "choice": "these"})
    assert app.path == "/bump/follow/fever"
    assert app.post("/bump/follow/fever", choice="yes").title == "Get help today."


def test_hot_skin_without_a_fever_asks_on_and_says_today_or_tomorrow() -> None:
    app = App().post("/bump").post("/bump/flags", {"flag": ["hot"], "choice": "these"})
    app.post("/bump/follow/fever", choice="no").post("/bump/age", age="adult_18_39y")
    app.post("/bump/site", site="nose").post("/bump/about", choice="none")
    while app.path != "/bump/answer":
        app.post(app.path, choice="not_sure")
    assert app.title == "Please show this to a doctor."
    assert "today or tomorrow" in app.says


@pytest.mark.parametrize("flag", ["skin_cancer_before", "transplant_or_immune_weak", "cancer_medicine"])
def test_illness_and_medicines_before_the_bumps_lead_to_a_doctor(flag: str) -> None:
    assert flag in ABOUT_FLAGS
    app = App().post("/bump").post("/bump/flags", choice="none").post("/bump/age", age="adult_18_39y")
    app.post("/bump/site", site="nose").post("/bump/about", {"flag": [flag], "choice": "these"})
    while app.path != "/bump/answer":
        app.post(app.path, choice="not_sure")
    assert app.title == "Please show this to a doctor."


def test_ticking_nothing_and_tapping_yes_asks_again_and_keeps_nothing() -> None:
    app = App().post("/bump")
    before = len(app.events)
    app.post("/bump/flags", choice="these")
    assert (app.status, len(app.events)) == (400, before)
    assert "Tick what is true first" in app.says


@pytest.mark.parametrize("form", [{}, {"opening": "wormhole"}, {"opening": ""}, {"choice": "next"}])
def test_an_unknown_or_missing_answer_is_asked_again_never_guessed(form: dict[str, str | list[str]]) -> None:
    app = App().post("/bump").post("/bump/flags", choice="none")
    before = len(app.events)
    app.post("/bump/opening", form)
    assert (app.status, len(app.events)) == (400, before)
    assert app.title.startswith("Look closely")


def test_not_sure_everywhere_ends_in_we_cannot_tell() -> None:
    app = App().post("/bump").post("/bump/flags", choice="none")
    while app.path != "/bump/answer":
        app.post(app.path, choice="none" if app.path == "/bump/about" else "not_sure")
    assert "can't tell" in app.title
    assert "put nothing strong on it" in app.says


def test_back_leads_through_the_screens_in_the_order_they_were_shown() -> None:
    app = App().post("/bump").post("/bump/flags", choice="none").post("/bump/age", age="adult_18_39y")
    app.post("/bump/site", site="nose")
    assert app.path == "/bump/about"
    assert 'href="/bump/age"' in app.get("/bump/site").page
    assert 'href="/bump/flags"' in app.get("/bump/age").page


def test_an_answer_changed_on_the_way_back_is_the_one_that_counts() -> None:
    app = App().interview()
    app.post("/bump/colour", colour="brown_dark").post("/bump/feel", feel="soft")
    while app.path != "/bump/answer":  # no longer plain: more is asked than before
        screen = app.path.rsplit("/", 1)[-1]
        app.post(app.path, {screen: CALM_ANSWERS[screen]})
    assert app.title != "These look like milia."


def test_checking_again_keeps_the_old_answers_until_new_ones_come() -> None:
    app = App().interview()
    app.get("/bump")
    assert app.title == "You have answered before."
    app.post("/bump")
    assert app.path == "/bump/flags"
    assert 'aria-pressed="true"' in app.post("/bump/flags", choice="none").page


def test_a_hole_found_on_a_second_look_changes_the_answer() -> None:
    app = App().interview(opening="pore_or_dark_plug", colour="skin_coloured", feel="soft")
    assert app.title != "These look like milia."


def test_a_doctor_who_looked_opens_the_way_again() -> None:
    app = App().interview(count="single", age="adult_40_64y")
    assert app.title == "Please show this to a doctor."
    app.post("/looked", choice="fine")
    kinds = [e.kind for e in app.events[-3:]]
    assert "clinician" in kinds
    assert "profile" in kinds
