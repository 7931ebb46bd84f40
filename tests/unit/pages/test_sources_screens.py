"""Sources: every fact with its grade and sources, searchable, and a page of its own for each."""

import re
from html import unescape

import pytest

from milium import wiring
from milium.pages.sources import MOST_SIGNS, matches
from pages_app import App

KNOWLEDGE = wiring.care().knowledge
FACTS = KNOWLEDGE.facts
ENTRY = re.compile(r'<article class="source" id="([^"]+)">')


def found(query: str) -> list[str]:
    return ENTRY.findall(App().post("/sources", q=query).page)


def test_every_fact_stands_in_the_list_with_its_grade_and_its_sources() -> None:
    page = App().get("/sources").page
    assert set(ENTRY.findall(page)) == set(FACTS)
    for block in page.split('<article class="source"')[1:]:
        fact = FACTS[re.findall(r'id="([^"]+)"', block)[0]]
        told = unescape(block)
        assert f"Grade {fact.certainty}" in told
        assert fact.says in told
        assert fact.sources, f"{fact.id} has no source"
        assert all(KNOWLEDGE.sources[id_].title in told for id_ in fact.sources)
    assert "Not yet reviewed by a clinician." in page


def test_a_search_finds_words_of_the_sentence_the_id_and_the_source_whatever_their_capitals() -> None:
    assert "step.steam" in found("STEAM")
    assert found("HOLD.peel") == ["hold.peel"]
    assert "C34" in found("cota")
    assert set(found("steam burn")) < set(found("steam"))
    for id_ in found("sunscreen"):
        assert matches(FACTS[id_], KNOWLEDGE.sources, ["sunscreen"])
    assert len(found("sunscreen")) == sum(matches(fact, KNOWLEDGE.sources, ["sunscreen"]) for fact in FACTS.values())


def test_a_search_keeps_nothing_and_shows_what_was_asked_for() -> None:
    app = App().post("/sources", q='steam "><b>')
    assert app.events == []
    assert 'value="steam &#34;&gt;&lt;b&gt;"' in app.page
    assert "Nothing found." in app.says


def test_an_empty_or_endless_search_does_no_harm() -> None:
    assert set(found("  ")) == set(FACTS)
    assert found("x" * 10_000) == []
    assert f'maxlength="{MOST_SIGNS}"' in App().get("/sources").page


@pytest.mark.parametrize("id_", sorted(FACTS))
def test_every_fact_has_a_page_with_all_that_is_known_about_it(id_: str) -> None:
    app, fact = App().get(f"/sources/{id_}"), FACTS[id_]
    assert app.status == 200
    assert app.title == id_
    page = unescape(app.page)
    assert fact.says in page
    for name in fact.sources:
        source = KNOWLEDGE.sources[name]
        assert source.title in page
        assert source.url in page
    for grade in fact.certainty.split("/"):
        assert f"{grade}: it" in page or (grade == "J" and "Our own judgement." in page)
    assert not re.search(r'href="(https?:)?//', app.page), "an address is to be read, not to be opened by accident"


def test_a_fact_names_the_sentences_that_stand_on_it() -> None:
    app = App().get("/sources/audit.one_change")
    assert "Change one at a time, and count again after 12 weeks." in app.says
    assert App().get("/sources/no-such-fact").path == "/sources"


def test_sentences_with_gaps_are_not_quoted() -> None:
    for id_ in ("step.spot_test", "C07", "irritation.2"):
        assert not re.search(r"\{[a-z_]+\}", App().get(f"/sources/{id_}").says)
