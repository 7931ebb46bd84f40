"""Every screen reads easily: grade 6 at most, no sentence over 20 words, and hard words are explained."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from statistics import mean

import pytest

from milium import wiring
from milium.domain.texts import PLACEHOLDER
from milium.pages.hard_words import FORMS, HardWords
from pages_app import App
from reading_grade import WORD, grade, own_words, sentences, syllables
from tracing import runs
from unit.pages.test_every_screen import VISITS, app_in

KNOWLEDGE = wiring.care().knowledge
TEXTS = KNOWLEDGE.texts
ON_A_SCREEN, OF_A_TEXT, MOST_WORDS = 6.0, 9.0, 20
PROSE, SHORT = 4, 6  # fewer words are a button or a label; a grade of fewer than six words says nothing
HARD = 4  # syllables
# Not the screen's own words: the frame, the label as typed, and the facts word for word with their sources.
QUOTED = ("stands", "title", "label-text", "from", "grade", "foot", "top", "source", "back", "reason", "fact")
# Long, and yet known to everybody.
EVERYDAY = frozenset(
    (
        *(
            "languages",
            "everything",
            "emergency",
            "official",
            "unusual",
            "professional",
            "information",
            "diagnosis",
            "clinician's",
        ),
        *("january", "february", "differently", "essential", "alphabetical", "improvement", "inherited", "usually"),
    )
)


@cache
def known() -> frozenset[str]:
    """Return the hard words that are explained wherever they stand."""
    forms = [text.says for key, text in TEXTS.rows.items() if key.startswith(FORMS)]
    return frozenset(word.lower() for says in forms for word in WORD.findall(says))


def prose(page: str) -> list[str]:
    """Return the sentences of a screen: no buttons, no labels, which would only make it look easier."""
    own = own_words(runs(page), QUOTED)
    return [says for says in own if says[-1] in ".?!:" and len(WORD.findall(says)) >= PROSE]


GRADES: dict[tuple[str, str], float] = {}


@pytest.mark.parametrize(("state", "path"), VISITS, ids=lambda v: v if isinstance(v, str) else v.__name__)
def test_a_screen_is_no_harder_than_grade_six(state: Callable[[], App], path: str) -> None:
    says = prose(app_in(state).get(path).page)
    GRADES[state.__name__, path] = found = grade(says, known())
    assert found <= ON_A_SCREEN, says
    for sentence in (part for whole in says for part in sentences(whole)):
        assert len(sentence.split()) <= MOST_WORDS, sentence


def test_all_screens_together_are_easier_still() -> None:
    if len(GRADES) < len(VISITS):
        pytest.skip("needs the grades of all screens: run the whole file")
    assert mean(GRADES.values()) <= ON_A_SCREEN - 2


def texts_people_read() -> Iterator[tuple[str, str]]:
    """Yield every text of the screens, and what the cards of look-alikes say."""
    for key, text in TEXTS.rows.items():
        if not key.startswith(("terminal.", "catalog.", FORMS)):
            yield key, PLACEHOLDER.sub("it", text.says)
    for condition in KNOWLEDGE.identify.conditions.values():
        yield f"{condition.id}.looks", condition.looks
    for question in KNOWLEDGE.identify.questions.values():
        yield f"{question.key}.why", question.why


@pytest.mark.parametrize(("key", "says"), [row for row in texts_people_read() if len(WORD.findall(row[1])) >= SHORT])
def test_no_single_text_is_harder_than_grade_nine(key: str, says: str) -> None:
    assert grade([says], known()) <= OF_A_TEXT, key


def test_every_long_word_is_explained_or_known_to_everybody() -> None:
    names = {word.lower() for c in KNOWLEDGE.identify.conditions.values() for word in WORD.findall(c.name)}
    explained = known() | EVERYDAY | names  # a look-alike's name stands on its card, which says how it looks
    for key, says in texts_people_read():
        for word in WORD.findall(says):
            assert syllables(word) < HARD or word.lower() in explained, (key, word)


def test_every_explained_word_has_its_explanation_and_no_explanation_is_left_over() -> None:
    forms = {key.removeprefix(FORMS) for key in TEXTS.rows if key.startswith(FORMS)}
    assert forms == {key.removeprefix("words.") for key in TEXTS.rows if key.startswith("words.")}


def test_a_screen_explains_the_hard_words_it_uses_and_no_others() -> None:
    page = App().get("/answers/eye").page
    foot = page.partition("Words explained")[2].partition("</details>")[0]
    assert "Retinol: a form of vitamin A" in foot
    assert 'data-facts="label.retinoid"' in foot
    assert "Xanthelasma" not in foot
    assert "Words explained" not in App().get("/people").page


def test_a_longer_word_is_not_taken_for_the_shorter_one_in_it() -> None:
    hard = HardWords(TEXTS)
    assert hard.among(["Colloid milium is rare."]) == ["colloid"]
    assert hard.among(["Placid lakes, and milia."]) == ["milia"]
    assert hard.among(["Calm."]) == []


SYLLABLES = {
    1: "skin bump bled taped wash hole stopped eyes makes white through leaves",
    2: "cheeky lotion gentle table cleanser doctor purple wanted closes bubble",
    3: "retinol emulsion animal together mandelic chemical area",
    4: "salicylic emergency information dermatitis",
}


@pytest.mark.parametrize("number", SYLLABLES)
def test_syllables_are_counted_as_they_are_spoken(number: int) -> None:
    words = re.findall(r"[a-z]+", SYLLABLES[number])
    assert {word: syllables(word) for word in words} == dict.fromkeys(words, number)


def test_a_hard_sentence_gets_a_hard_grade_and_a_plain_one_does_not() -> None:
    hard = "Periodical administration of exfoliating preparations necessitates photoprotective countermeasures."
    assert grade([hard]) > 20
    assert grade(["Wash with warm water. Put on your light cream."]) < 3
    assert grade([]) == 0
