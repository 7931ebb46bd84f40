"""Products on the screens, the questions about the person, and what a check-in keeps."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milium.pages.product import number_of, pieces
from milium.pages.week import is_due, nights
from pages_app import App, acid_night, planned, shelf

WORDS = st.sampled_from(["keep", "swap", "ask", "stop"])
SPANS = st.tuples(st.integers(-2, 40), st.integers(-2, 40))
HEAVY = "Aqua, Glycerin, Lanolin, Petrolatum, Phenoxyethanol"


@given(st.text(max_size=30), st.lists(st.builds(lambda w, s: {"verdict": w, "spans": s}, WORDS, st.lists(SPANS))))
def test_the_pieces_of_a_label_are_the_label(label: str, findings: list[dict[str, Any]]) -> None:
    assert "".join(text for text, _ in pieces(label, findings)) == label


def test_where_two_findings_meet_the_more_careful_one_marks_the_words() -> None:
    findings = [{"verdict": "stop", "spans": [[0, 4]]}, {"verdict": "keep", "spans": [[0, 4], [6, 8]]}]
    assert pieces("Aqua, Oil", findings) == [("Aqua", "stop"), (", ", ""), ("Oi", "keep"), ("l", "")]


@pytest.mark.parametrize(("text", "number"), [("0,5", 0.5), (" 8 % ", 8.0), ("", None), ("10 %%", 10.0), ("-1", None)])
def test_a_number_is_read_as_people_type_it(text: str, number: float | None) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize("text", ["nan", "inf", "1e9", "eight", "½"])
def test_what_is_no_share_is_no_number(text: str) -> None:
    assert number_of(text) is None


def test_without_a_person_the_answer_says_whom_it_is_for() -> None:
    app = App().post("/product", label=HEAVY, where="face", use="leave_on")
    assert "an adult with bumps on the cheeks" in app.says


@pytest.mark.parametrize(("label", "asked"), [("Aqua, Retinol, Squalane", True), (HEAVY, False)])
def test_pregnancy_is_asked_only_for_a_retinoid_or_salicylic_acid(label: str, asked: bool) -> None:
    app = App().post("/product", label=label, where="face", use="leave_on", name="Serum")
    assert app.title.startswith("One question") == asked
    assert not [e for e in app.events if e.kind == "profile"]


def test_a_retinoid_in_pregnancy_is_to_be_stopped_and_the_answer_is_remembered_with_the_product() -> None:
    app = App().product("Aqua, Squalane, Retinol, Glycerin", "Serum", pregnancy="yes")
    assert [e.body for e in app.events if e.kind == "profile"] == [{"set": {"pregnancy": "yes"}}]
    assert "STOP" in app.get("/shelf").says


def test_no_list_is_an_answer_and_the_words_are_kept_for_mending() -> None:
    app = App().post("/product", label="Our most loved cream!", where="face", use="leave_on")
    assert app.title == "We found no ingredient list here."
    assert "Our most loved cream!" in app.post("/product", label="Our most loved cream!", choice="correct").page


@pytest.mark.parametrize("missing", ["label", "where", "use"])
def test_a_missing_field_is_named_and_the_others_stay(missing: str) -> None:
    form: dict[str, str | list[str]] = {"label": HEAVY, "where": "face", "use": "leave_on", "name": "Cream"}
    app = App().post("/product", {**form, missing: ""})
    assert app.status == 400
    assert 'role="alert"' in app.page
    assert 'value="Cream"' in app.page


def test_the_shelf_gives_back_what_is_taken_off() -> None:
    app = App().product(HEAVY, "Cream")
    app.post("/shelf/remove", product=shelf(app)[0]["id"])
    assert "Nothing here yet" in app.says


def test_a_heavy_cream_is_not_named_as_tonights_cream() -> None:
    app = planned().product(HEAVY, "Heavy cream")
    assert "Heavy cream" not in app.get("/tonight").says
    assert "Put on your light cream." in app.says


def test_every_question_that_the_plan_waits_for_is_asked() -> None:
    app = App().interview().product("Aqua, Mandelic Acid", "Serum").get("/plan")
    assert "questions" in app.says
    app.profile()
    assert app.path == "/plan"
    assert "Answer the questions" not in app.says


def test_a_question_passed_over_is_not_asked_again_at_once_and_stays_unknown() -> None:
    app = App().interview().get("/about")
    app.post("/about/age", years="34").post("/about/pregnancy", choice="no").post("/about/breastfeeding", choice="no")
    app.post("/about/skin_now", choice="not_sure")
    assert app.path == "/about/medicines"
    assert all("skin_now" not in e.body.get("set", {}) for e in app.events if e.kind == "profile")  # type: ignore[operator]


@pytest.mark.parametrize(("age", "asked"), [("adult_18_39y", True), ("older_65plus", False)])
def test_pregnancy_is_not_asked_where_age_rules_it_out(age: str, asked: bool) -> None:
    app = App().interview(age=age).get("/about").post("/about/age", years="70" if not asked else "30")
    assert (app.path == "/about/pregnancy") == asked


def test_a_child_and_a_teen_are_told_why_there_is_no_strong_product() -> None:
    teen = (
        App().interview(age="teen_12_17y").profile(age="15").product("Aqua, Salicylic Acid 2%", "Gel", pregnancy="no")
    )
    assert "Both said yes" in teen.get("/plan").says
    child = App().interview(age="child_1_11y").get("/plan")
    assert "A gentle plan" not in child.says


def test_the_check_in_is_due_a_week_after_the_start() -> None:
    app = planned()
    assert not is_due(journal_of(app))
    app.today += timedelta(days=7)
    assert is_due(journal_of(app))
    app.post("/week", {"skin": "0", "new": ["nothing"], "nights": "more", "sun": "ok"})
    assert not is_due(journal_of(app))


def test_nights_are_counted_from_what_was_ticked() -> None:
    app = planned()
    for day in range(5):
        app.today = app.today + timedelta(days=1 if day else 0)
        if day % 2 == 0:
            app.post("/tonight/tick", choice="all", slot="pm")
    app.today += timedelta(days=1)
    assert nights(journal_of(app)) == (3, 5)


def test_a_calm_week_is_kept_with_every_answer_that_a_step_up_needs() -> None:
    app = planned()
    app.post("/week", {"skin": "0", "new": ["nothing"], "nights": "more", "sun": "ok"})
    body = next(e.body for e in app.events if e.kind == "check_in")
    assert body == {
        "irritation": 0,
        "spf": "ok",
        "adherence": "good",
        "skin_now": [],
        "flags": [],
        "bumps": "same",
    }


def test_nothing_new_and_something_new_at_once_is_asked_again() -> None:
    app = planned().post("/week", {"skin": "0", "new": ["nothing", "more"], "nights": "yes", "sun": "ok"})
    assert (app.status, app.path) == (400, "/week")


def test_red_eyes_stop_everything_and_a_doctor_opens_it_again() -> None:
    app = planned().post("/week", {"skin": "0", "new": ["eyes"], "nights": "yes", "sun": "ok"})
    assert app.get("/plan").title == "First, let a doctor look."
    app.post("/looked", choice="fine")
    assert app.title != "First, let a doctor look."


def test_a_bump_that_bleeds_stops_the_plan_and_a_doctor_brings_the_old_answers_back() -> None:
    app = planned()
    before = dict(journal_of(app).answers)
    app.post("/week", {"skin": "0", "new": ["bleeds"], "nights": "yes", "sun": "ok"})
    assert app.get("/plan").title == "First, let a doctor look."
    app.post("/looked", choice="fine")
    assert journal_of(app).answers == before
    app.post("/week", {"skin": "0", "new": ["bleeds"], "nights": "yes", "sun": "ok"})
    assert app.get("/plan").title in {"First, let a doctor look.", "You leave them. Good choice."}


def test_a_pregnancy_takes_effect_at_once() -> None:
    app = planned().post("/week", {"skin": "0", "new": ["pregnant"], "nights": "yes", "sun": "ok"})
    assert app.title == "Good to know. Thank you."
    assert journal_of(app).profile["pregnancy"] == "unsure"


def test_swelling_is_an_emergency_that_stays() -> None:
    app = planned().post("/help")
    assert app.title == "Get help today."
    assert app.get("/plan").title == "First, let a doctor look."


def journal_of(app: App) -> Any:
    from milium.pages.journal import Journal

    return Journal(app.events, "me", app.today)


@pytest.mark.parametrize("level", ["1", "2", "3"])
def test_when_it_stings_nothing_but_gentle_care_is_left_tonight(level: str) -> None:
    app = acid_night().post("/stings", choice=level)
    assert app.get("/tonight").title == "Tonight: rest."
    assert "Mandelic serum" not in app.says
    app.post("/tonight/tick", choice="all", slot="pm")
    assert not [e for e in app.events if e.kind == "tick" and e.body.get("step") == "exfoliate"]
