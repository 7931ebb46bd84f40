"""Reading answers: what is unknown becomes an issue and counts as not given."""

import pytest

from milium.adapters.packfiles import load_knowledge
from milium.domain.identify import Answers
from milium.engine.identify import read_answers

FACTS = load_knowledge().identify


def test_answers_come_out_in_the_order_of_the_interview() -> None:
    answers, issues = read_answers(
        {"feel": "soft", "age": "child_1_11y", "flags": ["fever", "cold_sore_contact"]}, FACTS
    )
    assert list(answers.given) == ["age", "feel"]
    assert answers.flags == ("cold_sore_contact", "fever")
    assert issues == []


def test_id_and_sex_are_ignored_silently() -> None:
    assert read_answers({"id": "x", "sex": "female"}, FACTS) == (Answers({}, None), [])


@pytest.mark.parametrize("nothing", [None, "not_sure"])
def test_not_sure_is_the_same_as_a_missing_key(nothing: str | None) -> None:
    assert read_answers({"site": nothing, "flags": nothing}, FACTS) == (Answers({}, None), [])


@pytest.mark.parametrize(
    ("data", "near"),
    [
        ({"sight": "nose"}, "site"),
        ({"color": "yellow"}, "colour"),
        ({"colour": "pearly white"}, "pearly_white"),
        ({"count": "6-20"}, "6_20"),
        ({"flags": ["vison_change"]}, "vision_change"),
        ({"age": "older"}, "older_65plus"),
    ],
)
def test_an_unknown_word_names_the_nearest_one(data: dict[str, object], near: str) -> None:
    answers, (issue,) = read_answers(data, FACTS)
    assert answers == Answers({}, None)
    assert near in issue.fix


@pytest.mark.parametrize("value", [3, True, ["nose"], {"a": 1}, "", "\u202e", "x" * 5000])
def test_a_value_of_another_kind_is_an_issue_and_not_a_crash(value: object) -> None:
    answers, (issue,) = read_answers({"site": value}, FACTS)
    assert answers.given == {}
    assert issue.where == "answers.site"
    assert len(issue.problem) < 120


@pytest.mark.parametrize("value", ["fever", 3, {"fever": True}])
def test_flags_that_are_no_list_count_as_not_asked(value: object) -> None:
    answers, issues = read_answers({"flags": value}, FACTS)
    assert answers.flags is None
    assert len(issues) == 1


def test_no_flags_is_said_in_two_ways() -> None:
    assert read_answers({"flags": []}, FACTS)[0].flags == ()
    assert read_answers({"flags": ["none"]}, FACTS)[0].flags == ()


def test_an_unreadable_flag_leaves_the_list_incomplete() -> None:
    answers, issues = read_answers({"flags": ["pregnant", "vison_change"]}, FACTS)
    assert answers.flags == ("pregnant", "not_sure")
    assert not answers.flags_complete
    assert len(issues) == 1
    assert read_answers({"flags": ["xyz"]}, FACTS)[0].flags is None


def test_none_beside_a_flag_is_an_issue_and_the_flag_counts() -> None:
    answers, issues = read_answers({"flags": ["none", "fever"]}, FACTS)
    assert answers.flags == ("fever",)
    assert len(issues) == 1
