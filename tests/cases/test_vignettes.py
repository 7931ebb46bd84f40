"""Told cases: what a person would answer, what it is, and who should look."""

import json
import statistics
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from milium.adapters.packfiles import load_knowledge
from milium.domain.identify import TRIAGE, Answers, Identification
from milium.engine.identify import identify, read_answers

HERE = Path(__file__).resolve().parent
FACTS = load_knowledge().identify
Vignette = Mapping[str, Any]


def told(name: str) -> list[Vignette]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


DEV, TEXTBOOK = told("vignettes.jsonl"), told("textbook_vignettes.jsonl")
ALL = [*DEV, *TEXTBOOK]


def found(vignette: Vignette) -> Identification:
    answers, issues = read_answers(vignette["answers"], FACTS)
    assert issues == []
    return identify(answers, FACTS)


def levels(vignette: Vignette) -> list[int]:
    return [TRIAGE.index(word) for word in (vignette["triage"], *vignette["triage_accept"])]


def is_first(vignette: Vignette) -> bool:
    return found(vignette).candidates[0][0] in {vignette["expected"], *vignette["accept"]}


def test_the_first_candidate_is_right_in_at_least_34_of_35() -> None:
    assert len(DEV) == 35
    assert sum(map(is_first, DEV)) >= 34


def test_the_truth_is_always_among_the_first_three() -> None:
    for vignette in DEV:
        assert vignette["expected"] in [name for name, _ in found(vignette).candidates[:3]], vignette["id"]


def test_textbook_pictures_are_named_in_nine_of_ten() -> None:
    assert sum(map(is_first, TEXTBOOK)) >= 0.9 * len(TEXTBOOK)


def test_nobody_is_sent_further_than_the_case_allows_in_nine_of_ten() -> None:
    exact = [TRIAGE.index(found(vignette).triage) in levels(vignette) for vignette in ALL]
    assert sum(exact) >= 0.9 * len(ALL)


@pytest.mark.parametrize("vignette", ALL, ids=lambda v: v["id"])
def test_nobody_is_sent_below_the_level_of_the_case(vignette: Vignette) -> None:
    assert TRIAGE.index(found(vignette).triage) >= min(levels(vignette))


@pytest.mark.parametrize("vignette", [v for v in ALL if v["triage"] in TRIAGE[3:]], ids=lambda v: v["id"])
def test_every_urgent_case_is_caught_by_a_red_flag(vignette: Vignette) -> None:
    assert TRIAGE.index(found(vignette).red_flags[0].urgency) >= min(levels(vignette))


@pytest.mark.parametrize("vignette", ALL, ids=lambda v: v["id"])
def test_the_one_missing_answer_that_would_raise_the_level_is_asked_for(vignette: Vignette) -> None:
    full = TRIAGE.index(found(vignette).triage)
    for key in vignette["answers"]:
        if key in FACTS.questions:
            left = {**vignette, "answers": {**vignette["answers"], key: "not_sure"}}
            told_less = found(left)
            assert TRIAGE.index(told_less.triage) >= min(full, TRIAGE.index("pharmacist"))
            if told_less.triage == TRIAGE[0]:
                assert key not in FACTS.ask_first
                assert all(
                    found({**vignette, "answers": {**vignette["answers"], key: word}}).triage == TRIAGE[0]
                    for word in FACTS.answers_of(key)
                ), f"{vignette['id']}: self-care, although an answer to {key} would raise it"
            if TRIAGE.index(told_less.triage) < full:
                assert told_less.next_question == key


def interview(vignette: Vignette) -> list[tuple[str, str]]:
    """Return the first candidate and the level after each question, in the order in which we ask."""
    full = read_answers(vignette["answers"], FACTS)[0]
    said: list[tuple[str, str]] = []
    answers = Answers({}, None)
    while True:
        now = identify(answers, FACTS)
        said.append((now.candidates[0][0], now.triage))
        if now.next_question is None:
            return said
        answers = (
            replace(answers, flags=full.flags)
            if now.next_question == "flags"
            else replace(answers, given={**answers.given, now.next_question: full.given[now.next_question]})
        )


def questions_until_stable(vignette: Vignette) -> int:
    """Return how many questions it takes until nothing changes any more; all of them if the end differs."""
    said, end = interview(vignette), (found(vignette).candidates[0][0], found(vignette).triage)
    settled = len(said)
    while settled and said[settled - 1] == end:
        settled -= 1
    return settled if said[-1] == end else len(FACTS.questions)


@pytest.mark.parametrize("vignettes", [DEV, TEXTBOOK, ALL], ids=["told", "textbook", "both"])
def test_eight_questions_are_enough_for_half_of_the_cases(vignettes: list[Vignette]) -> None:
    assert statistics.median(map(questions_until_stable, vignettes)) <= 8


@pytest.mark.parametrize("vignette", ALL, ids=lambda v: v["id"])
def test_the_interview_never_ends_below_the_level_of_the_case(vignette: Vignette) -> None:
    assert TRIAGE.index(interview(vignette)[-1][1]) >= min(levels(vignette))
