"""The drawings follow the person's own skin: chosen once, never guessed, and readable on every tone."""

import re
from html import unescape
from itertools import pairwise

import pytest

from milium import wiring
from milium.adapters.pagefiles import templates
from milium.pages.journal import Journal
from milium.pages.tone import DOORS, DRAWN, TONES, tone_of
from pages_app import App
from unit.pages.test_contrast import CONTROL, CSS, DARK, LIGHT, contrast

CLASS = re.compile(r'<form method="post" id="one" action="[^"]*" class="(tone-\d)">')
BEAD = re.compile(r"--seed:(#[0-9A-F]{6})")


def colours(tone: str) -> dict[str, str]:
    found = re.search(rf"\.tone-{tone} \.drawing \{{([^}}]*)\}}", CSS)
    assert found, f"tone {tone} has no colours"
    return dict(re.findall(r"--([a-z-]+):(#[0-9A-Fa-f]{6})", found[1]))


def asked() -> App:
    return App().post("/bump").post("/bump/flags", choice="none").post("/bump/age", age="adult_18_39y")


def test_before_a_tone_was_chosen_the_drawings_are_of_no_skin() -> None:
    page = asked().get("/bump/site").page
    assert 'class="tone-' not in page
    assert "Show my skin tone" in page
    phototype = asked().post("/about/phototype", choice="6").get("/bump/site").page
    assert 'class="tone-' not in phototype, "how skin burns does not say its colour"


@pytest.mark.parametrize("tone", TONES)
def test_a_chosen_tone_is_one_event_and_every_drawing_follows(tone: str) -> None:
    app = asked().get("/tone/bump-site")
    before = len(app.events)
    app.post("/tone/bump-site", tone=tone)
    assert app.path == "/bump/site"
    assert [event.body for event in app.events[before:]] == [{"tone": tone}]
    for question in DRAWN:
        assert CLASS.findall(app.get(f"/bump/{question}").page) == [f"tone-{tone}"], question


def test_the_last_choice_counts_and_grey_can_be_had_again() -> None:
    app = asked().post("/tone/bump-site", tone="2").post("/tone/bump-colour", tone="5")
    assert tone_of(Journal(app.events, "me", app.today)) == "5"
    before = len(app.events)
    app.post("/tone/bump-colour", tone="5")
    assert len(app.events) == before, "the same choice is nothing new"
    app.post("/tone/bump-colour", tone="")
    assert 'class="tone-' not in app.page


@pytest.mark.parametrize("word", ["7", "0", "dark", "<b>", "1 2"])
def test_a_tone_that_does_not_exist_changes_nothing(word: str) -> None:
    app = asked()
    before = len(app.events)
    app.post("/tone/bump-site", tone=word)
    assert len(app.events) == before
    assert 'class="tone-' not in app.page


@pytest.mark.parametrize("rest", ["bump", "bump-age", "shelf-site", "-", "bump-site-x", "baby-none"])
def test_an_address_that_does_not_exist_leads_to_the_start(rest: str) -> None:
    assert App().get(f"/tone/{rest}").path == "/"


def test_a_baby_has_a_tone_of_its_own() -> None:
    app = App().post("/baby", choice="no").post("/baby/age", age="newborn_0_28d")
    app.post("/tone/baby-colour", tone="4")
    assert app.path == "/baby/colour"
    assert CLASS.findall(app.page) == ["tone-4"]
    assert tone_of(Journal(app.events, "me", app.today)) == ""


def test_a_tone_changes_no_answer_and_no_plan() -> None:
    plain, toned = App().interview(), App()
    toned.post("/bump").post("/tone/bump-site", tone="6")
    toned.interview()
    assert dict(Journal(plain.events, "me", plain.today).answers) == dict(
        Journal(toned.events, "me", toned.today).answers
    )
    assert plain.says.partition("What else")[0] == toned.says.partition("What else")[0]


@pytest.mark.parametrize("tone", TONES)
def test_lines_and_outlines_can_be_seen_on_every_tone(tone: str) -> None:
    own = colours(tone)
    assert contrast(own["skin-line"], own["skin"]) >= CONTROL
    assert contrast(own["skin-line"], own["skin-red"]) >= CONTROL
    for theme in (LIGHT, DARK):  # the skin's own edge, on what lies under a drawing
        for ground in ("card", "accent-soft"):
            assert contrast(theme["edge"], theme[ground]) >= CONTROL
        seen = (contrast(theme["seed"], own["skin"]), contrast(own["skin-line"], own["skin"]))
        assert max(seen) >= CONTROL, "a bead is seen by its colour or by its line"


def test_tones_run_from_light_to_dark_and_no_two_are_alike() -> None:
    light = [contrast(colours(tone)["skin"], "#000000") for tone in TONES]
    assert light == sorted(light, reverse=True)
    assert all(one / two > 1.15 for one, two in pairwise(light))


def test_a_drawing_never_stands_without_its_words() -> None:
    """Each drawing is hidden from readers of the screen, and words that say the same stand beside it."""
    app = asked()
    for path in (*(f"/bump/{question}" for question in DRAWN), "/tone/bump-site", "/bump/size", "/"):
        page = app.get(path).page
        drawings = re.findall(r'<svg class="drawing"[^>]*>', page)
        assert drawings
        assert all('aria-hidden="true"' in one and 'focusable="false"' in one for one in drawings), path
        beside = re.findall(r'<svg class="drawing".*?</svg>\s*<span>([^<]+)</span>', page, re.DOTALL)
        assert len(beside) == len(drawings), path
        assert len(set(map(unescape, beside))) == len(beside), "two drawings with the same words"


def test_every_answer_of_a_drawn_question_has_a_drawing() -> None:
    facts = wiring.care().knowledge.identify
    app = asked()
    for question in DRAWN:
        page = app.get(f"/bump/{question}").page
        assert page.count('class="drawing"') == len(facts.answers_of(question)), question


def test_every_way_to_the_tones_comes_back_to_a_screen() -> None:
    assert "tone_at" in templates()["question.html"]
    for door in DOORS:
        for question in DRAWN:
            app = asked() if door == "bump" else App().post("/baby", choice="no")
            assert app.get(f"/tone/{door}-{question}").status == 200
            assert app.title == "Which is closest to the skin?"
