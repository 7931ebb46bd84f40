"""What would change our mind stands on every answer, and look-alikes come with the one question that splits them."""

import re
from html import unescape

from milium import wiring
from pages_app import App

ITEM = re.compile(r'<li data-facts="([^"]+)">(.*?)</li>', re.DOTALL)
OF_BABIES = {"fever_or_unwell_baby", "cold_sore_contact"}


def block(page: str) -> str:
    found = re.search(r'<details class="why mind">.*?</details>', page, re.DOTALL)
    assert found, "the screen does not say what would change our mind"
    return found[0]


def shown(page: str) -> list[tuple[str, str]]:
    return sorted((unescape(says), facts) for facts, says in ITEM.findall(block(page)))


def told(answers: object, leave_out: set[str]) -> list[tuple[str, str]]:
    care = wiring.care()
    texts, rows = care.knowledge.texts, care.explain({"answers": answers})["changes"]
    return sorted(
        (texts.get(f"ui.mind.{row['question']}.{row['answer']}").says, " ".join(row["facts"]))
        for row in rows
        if row["answer"] not in leave_out
    )


def answers_of(app: App, case: str = "me") -> dict[str, object]:
    from milium.pages.journal import Journal

    return dict(Journal(app.events, case, app.today).answers)


def test_the_answer_lists_exactly_what_care_found_each_with_its_facts() -> None:
    for app in (App().interview(), App().interview(sites=["around_eye"]), App().interview(opening="not_sure")):
        assert shown(app.page) == told(answers_of(app), OF_BABIES)


def test_a_baby_gets_the_signs_of_babies_too() -> None:
    app = App().post("/baby", choice="no").post("/baby/age", age="newborn_0_28d")
    app.post("/baby/colour", colour="pearly_white").post("/baby/site", site="nose")
    assert shown(app.page) == told(answers_of(app, "baby"), set())
    assert "It is a baby with a fever" in block(app.page)


def test_who_is_sent_to_a_doctor_learns_what_would_make_it_sooner() -> None:
    page = App().interview(count="single", age="adult_40_64y").page
    assert "What would make it sooner" in block(page)
    assert "A doctor, in the next weeks" not in block(page)


def test_the_most_urgent_level_stands_first() -> None:
    heads = re.findall(r"<h3[^>]*>(.*?)</h3>", block(App().interview().page))
    order = ["Get help today", "A doctor, today or tomorrow", "A doctor, within 2 weeks"]
    order += ["A doctor, in the next weeks", "Ask a pharmacist"]
    assert heads == [level for level in order if level in heads]
    assert len(heads) > 2


def test_who_needs_help_now_reads_nothing_more() -> None:
    assert "mind" not in App().post("/baby", choice="yes").page


def test_each_look_alike_has_its_question_both_answers_and_what_was_said() -> None:
    app = App().interview().get("/bump/else")
    card = re.search(r'<li class="card split">.*?</li>', app.page, re.DOTALL)
    assert card
    says = unescape(re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", card[0])))
    assert "Closed comedone" in says
    assert "Do you see a hole" in says
    assert "Milia No, it is smooth" in says
    assert "Closed comedone A hole or dark dot" in says
    assert "You said: No, it is smooth" in says
    assert 'href="/bump/opening"' in card[0]
    assert 'data-facts="pair.milia-closed_comedone' in card[0]


def test_the_one_that_must_be_asked_about_is_never_behind_a_tap() -> None:
    page = App().interview().get("/bump/else").page
    before = page.partition("More look-alikes")[0]
    assert "Basal cell cancer of the skin" in before
    assert before.index("Closed comedone") < before.index("Basal cell cancer of the skin"), "calm first"
