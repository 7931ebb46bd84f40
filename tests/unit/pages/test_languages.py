"""Every screen in another language: nothing on it was written where no translation reaches it."""

import re
from collections.abc import Callable

import pytest

from milium import wiring
from milium.adapters import locales
from milium.adapters.packfiles import PACKS, PARTS, languages, load_knowledge, load_part, pack_hash
from milium.adapters.pagefiles import templates
from milium.care import Care
from milium.knowledge import Knowledge
from milium.knowledge.languages import Language, Translation
from milium.pages import Look
from pages_app import App, look
from tongues import LEFTWARD, LONG, care_in, look_in, outside_brackets
from unit.pages.test_every_screen import CHANGING, FULL, PATHS, STATES, app_in

SHELF = ("Gel cleanser", "Mandelic serum", "Light fluid", "Retinol serum", "Gel")  # the person's own words
BARE_IDS = re.compile(r"[a-z_]+\.[a-z0-9_.-]+|[A-Z]{1,3}-?\d+|[a-z]+(?:_[a-z]+)+")
VISITS = [(state, path) for state in STATES for path in (PATHS if state in FULL else CHANGING)]


def in_language(made: App, language: Language) -> App:
    return App(made.today, list(made.events), look=look_in(language), care=care_in(language), whose=made.whose)


@pytest.mark.parametrize(("state", "path"), VISITS, ids=lambda v: v if isinstance(v, str) else v.__name__)
def test_nothing_on_a_screen_is_out_of_reach_of_a_translation(state: Callable[[], App], path: str) -> None:
    app = in_language(app_in(state), LONG).get(path)
    known = {*load_knowledge().facts, *SHELF}
    left = [
        piece
        for piece in outside_brackets(app.page)
        if not all(
            word in known or BARE_IDS.fullmatch(word)
            for word in re.split(r"\s*[·,]\s*", re.sub(r"⟦[^⟦⟧]*⟧", "·", piece))
            if re.search(r"[^\W\d_]{2,}", word)
        )
    ]
    assert left == [], path


@pytest.mark.parametrize("language", [LONG, LEFTWARD], ids=["long", "leftward"])
def test_a_page_says_its_language_and_direction(language: Language) -> None:
    page = in_language(App(), language).get("/").page
    assert f'<html lang="{language.code}" dir="{language.direction}">' in page
    assert '<html lang="en" dir="ltr">' in App().get("/").page


def untranslated(*ids: str) -> App:
    """Return a person whose Spanish lacks some sentences."""
    parts = {part: load_part(part) for part in PARTS}
    compiled = locales.compiled("es", PACKS, pack_hash(), parts)["says"]
    words = Translation(Language("es", "Español"), {key: says for key, says in compiled.items() if key not in ids})
    knowledge = Knowledge(load_part, version="1", digest="0", reviewed=None, translation=words)
    return App(care=Care(knowledge, wiring.care().clock_today), look=Look(templates(), knowledge))


def test_advice_without_words_is_shown_in_english_and_says_so() -> None:
    page = untranslated("first.advice").get("/").page
    assert "<span lang=en>No study shows that home care works for milia." in page
    assert "<small class=untranslated>(sin traducir todavía)</small>" in page
    assert "[en:" not in page
    assert 'data-facts="' in page


def test_the_title_of_the_window_holds_no_mark() -> None:
    page = untranslated("now.title").post("/baby", choice="yes").page
    title = page[page.index("<title>") : page.index("</title>")]
    assert "Get help today." in title
    assert "[en:" not in page
    assert "<span" not in title


def test_plain_words_without_a_translation_are_english_without_a_note() -> None:
    page = untranslated("ui.skip").get("/").page
    assert "Skip to the content" in page
    assert "untranslated" not in page


def test_the_mark_of_english_words_breaks_no_attribute() -> None:
    app = untranslated("ui.main_menu", "plan.base", "plan.regimen")
    assert not re.search(r'="[^"]*<span lang="', app.interview().get("/plan").page)


def test_a_language_is_chosen_and_the_reply_says_so() -> None:
    app = App(look=Look(templates(), wiring.care().knowledge, languages()))
    page = app.get("/language").page
    assert 'lang="es" dir="ltr">Español</button>' in page
    reply = app.send("POST", "/language", {"choice": "es"})
    assert (reply.status, reply.location, reply.language) == (303, "/", "es")
    assert reply.events == (), "a language belongs to the device, not to a person's log"


@pytest.mark.parametrize("choice", ["", "xx", "../es", "ES"])
def test_a_language_that_is_not_offered_changes_nothing(choice: str) -> None:
    app = App(look=Look(templates(), wiring.care().knowledge, languages()))
    reply = app.send("POST", "/language", {"choice": choice})
    assert reply.language is None
    assert reply.status == 200


def test_every_page_links_to_the_choice_where_there_is_one() -> None:
    both = Look(templates(), wiring.care().knowledge, languages())
    assert 'href="/language"' in App(look=both).get("/sources").page
    assert 'href="/language"' not in App(look=look()).get("/sources").page


def test_what_was_remembered_in_one_language_is_not_shown_in_another() -> None:
    from milium.pages.logs import Logs
    from milium.pages.visit import Visit
    from pages_app import planned, request

    made = planned()
    logs = Logs(made.events)
    journal = logs.journal("me", made.today)
    logs.journal = lambda case, today: journal  # type: ignore[method-assign]  # as a shell that remembers does
    english = Visit(request("GET", "/plan", made.today), wiring.care(), logs, look()).plan
    spanish = Visit(request("GET", "/plan", made.today), care_in(LONG), logs, look_in(LONG)).plan
    assert english["days"] == spanish["days"]
    assert all("⟦" in hold["says"] for hold in spanish["holds"])
    assert not any("⟦" in hold["says"] for hold in english["holds"])
    assert english["holds"]
