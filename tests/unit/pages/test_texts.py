"""What the screens say: every sentence has its facts, is short, and promises nothing."""

import re

import pytest

from milium import wiring
from milium.adapters.packfiles import load_part
from milium.adapters.pagefiles import templates
from milium.domain.findings import Issue
from milium.domain.texts import Texts
from milium.knowledge.texts import build_texts

PLAIN = "ui."
FILES = ("screens", "screens_ask", "screens_answer", "screens_care")


def texts() -> Texts:
    parts = {name: data for name, data in load_part("texts").items() if name.startswith("texts/screens")}
    issues: list[Issue] = []
    found = build_texts(parts, issues)
    assert found is not None, issues
    return found


TEXTS = texts()
MOST_WORDS = 20
# A plain word may name a thing to tap. What it may not do is advise, promise or explain.
ADVICE = re.compile(
    r"\b(should|must|never|safe to|helps?|works?|treats?|treated|cures?|heals?|harm\w*)\b", re.IGNORECASE
)
PROMISES = re.compile(
    r"\b(cure[sd]?|clears? (up|your|the)|prevents?|get rid|gets rid|guarantee\w*|proven|causes? milia"
    r"|remove[sd]? (your |the )?(milia|bumps)|you have milia)\b",
    re.IGNORECASE,
)
DENIED = re.compile(r"\b(no|not|never|don't|cannot|can't)\b", re.IGNORECASE)


@pytest.mark.parametrize("key", sorted(TEXTS.rows))
def test_a_text_names_its_facts_or_is_marked_as_plain(key: str) -> None:
    text = TEXTS.rows[key]
    assert bool(text.facts) != key.startswith(PLAIN), "facts for what advises; the section ui for plain words"


def test_every_fact_that_a_screen_stands_on_exists() -> None:
    knowledge = wiring.care().knowledge
    known = {*knowledge.facts, *(fact.id for fact in knowledge.identify.fact_rows)}
    unknown = {(key, fact) for key, text in TEXTS.rows.items() for fact in text.facts if fact not in known}
    assert unknown == set()


@pytest.mark.parametrize("key", sorted(TEXTS.rows))
def test_no_sentence_is_long(key: str) -> None:
    for sentence in re.split(r"(?<=[.?!:])\s", TEXTS.rows[key].says):
        assert len(sentence.split()) <= MOST_WORDS, sentence


@pytest.mark.parametrize("key", sorted(TEXTS.rows))
def test_nothing_is_promised_or_named_as_a_cause(key: str) -> None:
    for sentence in re.split(r"(?<=[.?!])\s", TEXTS.rows[key].says):
        assert not PROMISES.search(sentence) or DENIED.search(sentence), sentence


# Questions and their answers ask; buttons of check-ins describe; titles say where one is.
ASKING = ("ui.ask.", "ui.about.", "ui.week.", "ui.sources_page.", "ui.trouble.")


@pytest.mark.parametrize("key", sorted(k for k in TEXTS.rows if k.startswith(PLAIN) and not k.startswith(ASKING)))
def test_plain_words_give_no_advice(key: str) -> None:
    says = TEXTS.rows[key].says
    assert not ADVICE.search(says) or key in {"ui.choice.looked_fine", "ui.product.unknown"}, says


def test_every_text_that_a_template_names_is_there() -> None:
    whole = wiring.care().knowledge.texts
    for name, source in templates().items():
        for key in re.findall(r"""\b(?:word|say|has)\(\s*"([^"]+)"\s*[,)]""", source):
            assert key in whole, f"{name} names {key}"


def test_every_question_and_answer_of_the_interview_has_words() -> None:
    facts = wiring.care().knowledge.identify
    for key in (k for k in facts.questions if k != "flags"):
        assert f"why_ask.{key}" in TEXTS
        for answer in (*facts.answers_of(key), "title"):
            assert f"ui.ask.{key}.{answer}" in TEXTS, f"{key} {answer}"


def test_every_red_flag_can_say_why() -> None:
    for rule in wiring.care().knowledge.identify.red_flags:
        assert f"why.{rule.id}" in TEXTS


def test_every_word_of_the_profile_has_words() -> None:
    words = wiring.care().knowledge.vocabulary.profile
    for key in ("skin_now", "medicines", "conditions", "pregnancy", "region"):
        for word in getattr(words, key):
            assert f"ui.about.{key}.{word}" in TEXTS
    for number in words.phototypes:
        assert f"ui.about.phototype.{number}" in TEXTS


def test_no_brand_is_named_anywhere() -> None:
    texts = str(load_part("texts")) + str(load_part("audit")["audit/findings.yaml"])
    for brand in ("nivea", "cerave", "ordinary", "bioderma", "roche", "eucerin", "vichy", "foreo", "neutrogena"):
        assert brand not in texts.lower()
