"""What would change our mind: for every told case the list is exactly what trying everything gives."""

from collections.abc import Iterator, Mapping
from time import process_time
from typing import Any

import pytest

from cases.test_vignettes import ALL, FACTS, Vignette
from milium import wiring
from milium.domain.identify import TRIAGE
from milium.engine.identify import lookalikes, read_answers, split, what_would_change

SECONDS = 0.1  # the whole list, in the middle of all cases
HALVES = (None, 7)  # a whole interview, and one that stopped after seven questions
Told = Mapping[str, Any]


def cut(vignette: Vignette, questions: int | None) -> Told:
    answers = {key: word for key, word in vignette["answers"].items() if key != "sex"}
    if questions is None:
        return answers
    return {key: answers[key] for key in list(answers)[:questions]}


def every_other_answer(answers: Told) -> Iterator[tuple[str, str, Told]]:
    for key in FACTS.questions:
        if key == "flags":
            ticked = answers.get("flags") or []
            yield from ((key, flag, {**answers, key: [*ticked, flag]}) for flag in FACTS.flags if flag not in ticked)
            yield key, "none", {**answers, key: []}
        elif key != "age" or "age" not in answers:
            yield from ((key, word, {**answers, key: word}) for word in FACTS.answers_of(key))


def level(answers: Told) -> int:
    """The level as everybody gets it: through care, in plain data."""
    return TRIAGE.index(wiring.care().identify({"answers": answers})["triage"])


@pytest.mark.parametrize("questions", HALVES)
@pytest.mark.parametrize("vignette", ALL, ids=lambda v: v["id"])
def test_the_list_is_exactly_what_trying_every_answer_gives(vignette: Vignette, questions: int | None) -> None:
    answers = cut(vignette, questions)
    now = level(answers)
    tried = {(key, word): level(other) for key, word, other in every_other_answer(answers)}
    raised = {one: TRIAGE[found] for one, found in tried.items() if found > now}
    told = wiring.care().explain({"answers": answers})["changes"]
    assert {(row["question"], row["answer"]): row["triage"] for row in told} == raised
    assert len(told) == len(raised), "nothing is named twice"


@pytest.mark.parametrize("vignette", ALL, ids=lambda v: v["id"])
def test_every_change_names_what_the_higher_level_stands_on(vignette: Vignette) -> None:
    known = {*wiring.care().knowledge.facts}
    for row in wiring.care().explain({"answers": cut(vignette, None)})["changes"]:
        assert row["facts"]
        assert set(row["facts"]) <= known


def test_the_whole_list_takes_less_than_a_tenth_of_a_second() -> None:
    took = []
    for vignette in ALL:
        answers, _ = read_answers(vignette["answers"], FACTS)
        begun = process_time()
        what_would_change(answers, FACTS)
        took.append(process_time() - begun)
    assert sorted(took)[len(took) // 2] < SECONDS


def test_each_pair_is_split_by_a_question_of_its_own_that_both_sides_answer_differently() -> None:
    for condition in FACTS.profiled:
        for pair in lookalikes(condition, FACTS):
            found = split(pair, condition, FACTS)
            assert found is not None, (pair.id, condition)
            assert found.question in pair.keys
            assert found.answers[0][0] == condition
            assert len({word for _, word in found.answers}) > 1
            assert split(pair, "no_such_condition", FACTS) is None


def test_milia_and_a_blocked_pore_are_split_by_the_hole() -> None:
    pair = next(pair for pair in FACTS.pairs if pair.id == "pair.milia-closed_comedone")
    found = split(pair, "milia_primary", FACTS)
    assert found is not None
    assert found.answers == (("milia_primary", "none_seen"), ("closed_comedone", "pore_or_dark_plug"))


def test_the_likelier_look_alike_stands_first_and_the_dangerous_one_is_marked() -> None:
    answers = {"age": "adult_18_39y", "colour": "pearly_white", "feel": "hard_bead", "opening": "none_seen"}
    told = wiring.care().explain({"answers": answers})
    share = {row["condition"]: row["probability"] for row in told["candidates"]}
    weight = {pair.id: pair.weight for pair in FACTS.pairs}
    rows = told["lookalikes"]
    order = [(weight[one["pair"]] == "medium", -share[one["answers"][1]["condition"]]) for one in rows]
    assert len(order) > 3
    assert order == sorted(order)
    assert [one["must_ask"] for one in rows] == [weight[one["pair"]] == "must ask" for one in rows]
    assert any(one["must_ask"] for one in rows)
