"""Questions people ask: each answer stands on facts with sources, says how well it is known, and needs no input."""

import re
from html import unescape

import pytest

from milium import wiring
from milium.knowledge.wording import forbidden_claims, long_sentences
from milium.pages.answers import NEXT, weakest
from milium.pages.door import BELOW, PAGES
from pages_app import App, request

KNOWLEDGE = wiring.care().knowledge
TEXTS = KNOWLEDGE.texts
QUESTIONS = 17


def sentences(question: str) -> list[str]:
    return [key for key in TEXTS.rows if key.startswith(f"answers.{question}.")]


def test_every_question_of_the_list_opens_and_no_answer_is_left_over() -> None:
    page = App().get("/answers").page
    assert re.findall(r'href="/answers/(\w+)"', page) == list(NEXT)
    assert len(NEXT) == QUESTIONS
    assert {key.split(".")[1] for key in TEXTS.rows if key.startswith("answers.")} == set(NEXT)
    assert {key.rpartition(".")[2] for key in TEXTS.rows if key.startswith("ui.answers.q.")} == set(NEXT)


@pytest.mark.parametrize("question", NEXT)
def test_every_sentence_of_an_answer_is_shown_with_its_facts(question: str) -> None:
    app = App().get(f"/answers/{question}")
    assert app.status == 200
    assert app.events == []
    assert app.title == TEXTS.get(f"ui.answers.q.{question}").says
    keys = sentences(question)
    assert len(keys) > 1
    for key in keys:
        text = TEXTS.get(key)
        marked = re.search(rf'<p[^>]*data-facts="{re.escape(" ".join(text.facts))}">([^<]*)</p>', app.page)
        assert marked, key
        assert text.says in unescape(app.page)


@pytest.mark.parametrize("question", NEXT)
def test_says_who_names_each_fact_its_grade_and_every_source(question: str) -> None:
    page = App().get(f"/answers/{question}").page
    who = unescape(page.partition('class="stands who-says"')[2].partition("</details>")[0])
    for id_ in {id_ for key in sentences(question) for id_ in TEXTS.get(key).facts}:
        fact = KNOWLEDGE.facts[id_]
        assert f'href="/sources#{fact.id}"' in who
        assert fact.says in who
        assert f"Grade {fact.certainty}" in who
        assert fact.sources
        for source in fact.sources:
            assert KNOWLEDGE.sources[source].title in who


@pytest.mark.parametrize("question", NEXT)
def test_an_answer_says_how_weak_its_weakest_fact_is(question: str) -> None:
    app = App().get(f"/answers/{question}")
    worst = weakest(KNOWLEDGE.facts[id_] for key in sentences(question) for id_ in TEXTS.get(key).facts)
    assert TEXTS.get(f"ui.answers.sure_{worst}").says in app.says
    assert "Not yet reviewed by a clinician." in app.says


def test_a_mixed_grade_counts_as_its_weaker_part() -> None:
    assert weakest([KNOWLEDGE.facts["site.eye"]]) == "J"
    assert weakest([KNOWLEDGE.facts["C11"]]) == "B"
    assert weakest([]) is None


@pytest.mark.parametrize("question", NEXT)
def test_every_way_on_from_an_answer_is_a_screen(question: str) -> None:
    for text, path in NEXT[question]:
        assert text in TEXTS
        assert path in PAGES


@pytest.mark.parametrize("key", sorted(k for k in TEXTS.rows if k.startswith(("answers.", "ui.answers."))))
def test_no_sentence_promises_or_is_long(key: str) -> None:
    says = TEXTS.rows[key].says
    assert [*forbidden_claims(says, key), *long_sentences(says, key)] == []


def test_weak_evidence_is_said_where_people_decide() -> None:
    for question, words in {"fast": "no study shows", "creams": "No study", "eye": "proof is weak"}.items():
        assert words in App().get(f"/answers/{question}").says


def test_an_answer_that_does_not_exist_leads_to_the_list() -> None:
    assert App().get("/answers/nonsense").path == "/answers"
    assert "/answers/" in BELOW


def test_the_same_answers_stand_on_the_phone_behind_its_number_sign() -> None:
    from dataclasses import replace

    from milium import pages

    app = App()
    assert app.care is not None
    assert app.look is not None
    asked = replace(request("GET", "/answers/eye", app.today), root="#")
    page = pages.open(asked, app.care, (), app.look).html
    assert 'href="#/sources#site.eye"' in page
    assert 'href="#/answers"' in page
