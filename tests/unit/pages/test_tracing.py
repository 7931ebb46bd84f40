"""The crawler: on every screen, in every state, in both editions, no medical sentence without its facts."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from milium import pages, wiring
from milium.pages.answers import NEXT
from milium.pages.visit import Visit
from milium.site.frozen import templates
from milium.site.screens import SCREENS, news
from pages_app import App, acid_night, planned, request
from tracing import plain_keys, runs, texts, unknown_facts, untraced
from unit.pages.test_every_screen import FULL, PATHS, VISITS, app_in, nobody, with_a_baby

KNOWN = wiring.care().knowledge.facts
ENTERED = ("Gel cleanser", "Mandelic serum", "Light fluid", "Retinol serum", "Gel")
ON_THE_PHONE = (nobody, acid_night, with_a_baby)


def found(page: str) -> list[str]:
    return [run.says for run in untraced(page, ENTERED)]


@pytest.mark.parametrize(("state", "path"), VISITS, ids=lambda v: v if isinstance(v, str) else v.__name__)
def test_no_sentence_is_untraced_on_any_screen_in_any_state(state: Callable[[], App], path: str) -> None:
    page = app_in(state).get(path).page
    assert found(page) == []
    assert unknown_facts(page, KNOWN) == set()


@pytest.mark.parametrize("question", NEXT)
def test_no_sentence_of_an_answer_is_untraced(question: str) -> None:
    assert found(App().get(f"/answers/{question}").page) == []


FORMS: list[tuple[Callable[[], App], str, dict[str, str | list[str]]]] = [
    (nobody, "/bump/flags", {"choice": "these"}),
    (nobody, "/product", {"label": "", "where": "face", "use": "leave_on"}),
    (nobody, "/product", {"label": "nothing here", "where": "face", "use": "leave_on"}),
    (nobody, "/product", {"label": "Aqua, Lanolin, Petrolatum", "where": "face", "use": "leave_on"}),
    (nobody, "/product", {"label": "Aqua, Retinol, Qzwx Extract", "where": "face", "use": "leave_on"}),
    (nobody, "/count", {"count": "many", "day": "2026-11-23"}),
    (nobody, "/out", {"day": "never"}),
    (nobody, "/people/add", {"name": "", "colour": "plum"}),
    (acid_night, "/week", {"skin": "0"}),
    (acid_night, "/shelf/try", {"label": "Aqua, Glycolic Acid", "where": "face", "use": "leave_on"}),
    (planned, "/about/age", {"years": "old"}),
    (planned, "/sources", {"q": "sunscreen"}),
    (planned, "/which", {"since": "2026-05-01"}),
]


@pytest.mark.parametrize(("state", "path", "form"), FORMS, ids=lambda v: v if isinstance(v, str) else "")
def test_what_a_form_answers_is_traced_too(
    state: Callable[[], App], path: str, form: dict[str, str | list[str]]
) -> None:
    app = app_in(state).post(path, form)
    words = [word.strip() for word in str(form.get("label", "")).split(",")]
    assert [run.says for run in untraced(app.page, (*ENTERED, *words))] == []
    assert unknown_facts(app.page, KNOWN) == set()


NIGHT_CREAM = "Aqua, Lanolin, Paraffinum Liquidum, Petrolatum, Beeswax, Parfum, Limonene, Qzwx Extract"
LABELS = (
    NIGHT_CREAM,
    "Aqua, Salicylic Acid, Glycolic Acid, Retinyl Palmitate, Tocopherol",
    "Aqua, Titanium Dioxide, Zinc Oxide, Squalane",
    "Castor Seed Oil, Citrus Limon Peel Oil, Honey",
    "Aqua, Walnut Shell Powder, Polyethylene, Clobetasol Propionate",
    "Active: Benzoyl Peroxide 5 %. Aqua, Carbomer",
)


def words_of(label: str) -> list[str]:
    return [word.strip(" .") for word in label.replace(":", ",").split(",")]


@pytest.mark.parametrize("where", ["face", "around_eye", "lips"])
@pytest.mark.parametrize("label", LABELS)
def test_every_verdict_is_traced_for_everybody(label: str, where: str) -> None:
    for state in (nobody, acid_night, with_a_baby):
        app = app_in(state).product(label, "Odd cream", where=where)
        assert app.care is not None
        names = [row["name"] for row in app.care.audit({"text": label})["ingredients"]]
        own = (*ENTERED, *words_of(label), *names, "Odd cream")
        for path in ("/shelf", "/which", "/compare", "/plan", "/tonight"):
            assert [run.says for run in untraced(app.get(path).page, own)] == [], (state, path)
        app.post("/product", {"label": label, "where": where, "use": "leave_on", "name": "Odd cream"})
        assert [run.says for run in untraced(app.page, own)] == []
        assert unknown_facts(app.page, KNOWN) == set()


@pytest.mark.parametrize("state", [s for s in FULL if s in ON_THE_PHONE], ids=lambda s: s.__name__)
def test_the_phone_shows_the_same_traced_screens(state: Callable[[], App]) -> None:
    app = app_in(state)
    assert app.care is not None
    assert app.look is not None
    for path in PATHS:
        asked = replace(request("GET", path, app.today), root="#")
        page = pages.open(asked, app.care, tuple(app.events), app.look).html
        assert found(page) == [], path


def phone_screen(path: str, device: dict[str, object]) -> str:
    look = pages.Look(templates(), wiring.care().knowledge)
    asked = replace(request("GET", path, date(2026, 11, 23)), root="#")
    return SCREENS[path](Visit(asked, wiring.care(), (), look), device).html


DEVICES: tuple[dict[str, object], ...] = (
    {},
    {"exported": "2026-05-01", "persisted": True, "added": 3, "count": 12},
    {"advice": news(wiring.care().knowledge.texts)[:4]},
)


@pytest.mark.parametrize("path", SCREENS)
def test_the_screens_that_only_the_phone_has_are_traced(path: str) -> None:
    for device in DEVICES:
        page = phone_screen(path, device)
        assert found(page) == []
        assert unknown_facts(page, KNOWN) == set()


def test_every_notice_of_the_phone_is_plain_words() -> None:
    look = pages.Look(templates(), wiring.care().knowledge)
    page = look.render("phone_words.html", {"base": ""}).replace("template", "section")
    assert len(runs(page)) > 10
    assert found(page) == []


# The crawler itself: what it must find, and what it must let pass.
SLIPPED = (
    "<p>Put salicylic acid on it each night.</p>",
    "<p>Milia go after a peel on Monday 3 May.</p>",
    "<h1>Tonight: acid. It is safe for the eye.</h1>",
    "<li>Why does this bump rest tonight? It heals.</li>",
    '<p class="soft">Not used for now: all that stings</p>',
    "<button>Have them taken out at home</button>",
)


@pytest.mark.parametrize("html", SLIPPED)
def test_a_sentence_without_facts_is_found(html: str) -> None:
    assert found(html)


def test_a_sentence_with_facts_passes_and_one_with_invented_facts_does_not() -> None:
    page = '<p data-facts="C07 NO-1">No acid near the eye.</p>'
    assert found(page) == []
    assert unknown_facts(page, KNOWN) == {"NO-1"}


def test_plain_words_pass_with_their_places_filled() -> None:
    for says in ("Why does Mandelic serum rest tonight?", "Question 3 of about 10", "Monday 3 May", "5 on 3 May 2026"):
        assert found(f"<p>{says}</p>") == []


def test_a_fact_cut_from_a_screen_is_noticed() -> None:
    """The marks of the real answer are taken off, one after the other; each time the crawler must find it."""
    page = App().interview().page
    marked = [run for run in runs(page) if run.facts and plain_keys(run.says) is None]
    assert len(marked) > 10
    for run in marked[:12]:
        bare = page.replace(f'data-facts="{" ".join(run.facts)}"', "")
        assert run.says in found(bare)


def test_plain_words_hold_no_medical_fact() -> None:
    """What needs a source may not hide among the plain words: no level, dose, time or cause stands there."""
    medical = re.compile(
        r"\b(\d+ (weeks?|months?|days|nights|%)|most (are|go)|go on their own|see a doctor|ask a (doctor|pharmacist)"
        r"|emergency|no (acid|retinol)|risk|rare(ly)?|scars?)\b",
        re.IGNORECASE,
    )
    asking = ("ui.ask.", "ui.about.", "ui.mind.", "ui.sources_page.", "ui.answers.q.")
    rows = {k: t.says for k, t in texts().rows.items() if k.startswith("ui.") and not k.startswith(asking)}
    hits = {key for key, says in rows.items() if medical.search(says)}
    assert hits <= {"ui.choice.remind_baby", "ui.plan.title", "ui.out.bad"}
