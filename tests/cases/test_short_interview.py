"""The interview asks only what matters: told cases end at the same level as with every question answered."""

from collections.abc import Mapping
from typing import Any

import pytest

from cases.test_vignettes import ALL
from milium import wiring
from milium.domain.identify import TRIAGE
from milium.pages.interview import BABY_AGES, SCREENS, next_screen
from milium.pages.journal import Journal
from pages_app import CALM_ANSWERS, App

ADULTS = [v for v in ALL if v["answers"].get("age") not in BABY_AGES]
FIRST = ("flags", "about", "bleed_crust")
DOOR_AND_FLAGS, MOST_TAPS, ADULT_TAPS = 2, 12, 11


def asked_shortly(answers: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return care's identification after the screens that are shown, and the screens."""
    care, shown = wiring.care(), list(FIRST)
    given = {key: answers[key] for key in ("flags", "bleed_crust") if key in answers}
    while True:
        found = care.identify({"answers": given})
        screen = next_screen(found, shown, baby=False, site=given.get("site"))
        if screen is None:
            return found, shown[len(FIRST) :]
        assert screen not in shown
        shown.append(screen)
        if screen in answers:
            given[screen] = answers[screen]


@pytest.mark.parametrize("vignette", ADULTS, ids=lambda v: v["id"])
def test_a_short_interview_never_ends_at_a_lower_level(vignette: Mapping[str, Any]) -> None:
    answers = {key: word for key, word in vignette["answers"].items() if key != "sex"}
    short, shown = asked_shortly(answers)
    whole = wiring.care().identify({"answers": answers})
    assert TRIAGE.index(short["triage"]) >= TRIAGE.index(whole["triage"]), shown
    if short["triage"] == "self-care":
        assert short["candidates"][0]["condition"] == whole["candidates"][0]["condition"]


def test_the_interviews_are_shorter_than_all_questions() -> None:
    lengths = [len(asked_shortly({k: w for k, w in v["answers"].items() if k != "sex"})[1]) for v in ADULTS]
    assert sum(lengths) / len(lengths) < len(SCREENS) - 3


@pytest.mark.parametrize("site", ["cheek_forehead_chin", "around_eye", "nose"])
@pytest.mark.parametrize("age", ["adult_18_39y", "adult_40_64y"])
def test_a_grown_up_with_calm_white_beads_needs_eleven_taps(site: str, age: str) -> None:
    app, taps = App().post("/bump").post("/bump/flags", choice="none"), DOOR_AND_FLAGS
    while not app.path.endswith("/answer"):
        screen = app.path.rsplit("/", 1)[-1]
        taps += 1
        if screen == "site":
            app.post(app.path, {"site": [site]})
        elif screen == "about":
            app.post(app.path, choice="none")
        else:
            app.post(app.path, {screen: {**CALM_ANSWERS, "age": age}[screen]})
    assert app.title.startswith("These look like milia")
    assert taps <= ADULT_TAPS


@pytest.mark.parametrize("site", ["cheek_forehead_chin", "around_eye", "nose", "injured_or_treated_skin"])
@pytest.mark.parametrize("age", ["child_1_11y", "teen_12_17y", "adult_18_39y", "adult_40_64y", "older_65plus"])
def test_nobody_with_calm_white_beads_needs_more_than_twelve_taps(site: str, age: str) -> None:
    hurt = {"trigger": "burn_blister_wound", "duration": "6w_6m"} if site == "injured_or_treated_skin" else {}
    app = App().interview(sites=[site], age=age, **hurt)
    taps = DOOR_AND_FLAGS + len(set(Journal(app.events, "me", app.today).round["asked"]) - {"flags", "bleed_crust"})
    assert app.title.startswith("These look like milia")
    assert taps <= MOST_TAPS


def test_where_skin_was_hurt_the_plan_learns_how_long_ago() -> None:
    """Everything strong waits while that is not known."""
    app = App().post("/bump").post("/bump/flags", choice="none").post("/bump/age", age="adult_18_39y")
    app.post("/bump/site", {"site": ["injured_or_treated_skin"]}).post("/bump/about", choice="none")
    app.post("/bump/opening", opening="none_seen").post("/bump/count", count="2_5")
    assert app.path == "/bump/duration"


def test_who_is_not_sure_is_asked_all_the_usual_questions() -> None:
    app = App().interview(opening="not_sure", feel="not_sure", colour="skin_coloured")
    assert app.title == "We can't tell from your answers."
    assert set(SCREENS[:10]) <= set(Journal(app.events, "me", app.today).round["asked"])
