"""The identify pack: complete, sourced, read in full or not at all."""

import copy
import re
from collections.abc import Mapping
from typing import Any

import pytest

from milium.adapters.packfiles import load_knowledge, load_part
from milium.domain.findings import Issue
from milium.domain.identify import TRIAGE
from milium.knowledge.identify import build_identify

FILES = load_part("identify")
FACTS = load_knowledge().identify
LONGEST_SENTENCE = 20
NEVER_SAID = re.compile(r"\b(you have|cures?|clears|prevents?|removes milia|causes)\b", re.IGNORECASE)


def broken(path: str, change: Any) -> list[Issue]:
    files: dict[str, Any] = copy.deepcopy(dict(FILES))
    files[path] = change(files[path])
    issues: list[Issue] = []
    assert build_identify(files, issues) is None
    return issues


def test_the_pack_is_read_without_an_issue() -> None:
    issues: list[Issue] = []
    assert build_identify(FILES, issues) is not None
    assert issues == []


def test_it_holds_every_condition_question_and_red_flag() -> None:
    assert len(FACTS.profiled) == 35
    assert len(FACTS.conditions) == 36
    assert [rule.id for rule in FACTS.red_flags] == [f"RF{n}" for n in range(1, 22)]
    assert len(FACTS.questions) == 15
    assert len(FACTS.flags) == 20
    assert len(FACTS.pairs) == 13


def test_every_anchor_of_a_number_is_a_fact_of_the_library() -> None:
    library = load_knowledge().facts
    anchors = {word for row in FILES["identify/likelihoods.csv"][1:] for word in row[4].split()}
    anchors |= {word for row in FILES["identify/priors.csv"][1:] for word in row[3].split()}
    anchors |= {row[4] for row in FILES["identify/flag_ratios.csv"][1:]}
    assert len(anchors) > 5
    assert anchors - {"J"} <= set(library)


def test_every_fact_of_this_part_is_in_the_library() -> None:
    library = load_knowledge().facts
    assert {fact.id for fact in FACTS.fact_rows} <= set(library)


@pytest.mark.parametrize(
    ("question", "condition", "answer", "percent"),
    [
        ("age", "milia_neonatal", "newborn_0_28d", 78.0),
        ("site", "milia_en_plaque", "ear_or_behind", 60.6),
        ("count", "milia_eruptive", "over_20", 89.0),
        ("colour", "bcc", "pearly_see_through", 44.8),
        ("opening", "closed_comedone", "pore_or_dark_plug", 52.8),
        ("feel", "milia_primary", "hard_bead", 63.6),
        ("trigger", "milia_drug", "new_medicine", 63.6),
        ("grouping", "erythema_toxicum", "along_a_scar", 0.5),
    ],
)
def test_figures_stand_as_written(question: str, condition: str, answer: str, percent: float) -> None:
    share = FACTS.likelihood[question][answer][FACTS.profiled.index(condition)]
    assert share * 100 == pytest.approx(percent)


def test_priors_share_out_the_rest_of_a_band_by_the_age_table() -> None:
    band = dict(zip(FACTS.profiled, FACTS.priors["teen_12_17y"], strict=True))
    assert band["closed_comedone"] == pytest.approx(0.46)
    unnamed = {"milia_secondary": 10.0, "trichoepithelioma": 34.9}
    assert band["trichoepithelioma"] / band["milia_secondary"] == pytest.approx(
        unnamed["trichoepithelioma"] / unnamed["milia_secondary"]
    )
    for row in FACTS.priors.values():
        assert sum(row) == pytest.approx(1)


def test_every_ratio_raises_the_odds() -> None:
    assert all(ratio.ratio >= 1 for rows in FACTS.ratios.values() for ratio in rows)
    assert sum(len(rows) for rows in FACTS.ratios.values()) == 22


def test_every_question_is_read_by_some_red_flag() -> None:
    assert set(FACTS.read_questions) == set(FACTS.questions)
    assert set(FACTS.flags) - set(FACTS.read_flags) == {"pregnant", "breastfeeding", "down_syndrome"}


def test_every_fact_has_an_id_of_its_own_a_grade_and_known_sources() -> None:
    sources = load_knowledge().sources
    ids = [fact.id for fact in FACTS.fact_rows]
    assert len(ids) == len(set(ids))
    for fact in FACTS.fact_rows:
        assert fact.says
        assert fact.certainty in {"A", "B", "C", "D", "J"}
        assert fact.sources
        assert set(fact.sources) <= set(sources), fact.id


def test_medicines_of_the_red_flags_are_words_of_a_case() -> None:
    allowed = load_knowledge().vocabulary.profile.medicines
    assert set(FACTS.context.medicines) <= set(allowed)
    text = str(FILES["identify/red_flags.yaml"])
    kinds = re.search(r"'medicine': \[([^\]]+)\]", text)
    assert kinds is not None
    assert set(re.findall(r"'(\w+)'", kinds[1])) <= set(allowed)


def sentences() -> list[tuple[str, str]]:
    texts = []
    for question in FACTS.questions.values():
        texts += [(question.key, t) for t in (question.ask, question.why, question.more)]
        texts += [(question.key, choice.says) for choice in question.answers]
    for condition in FACTS.conditions.values():
        texts += [(condition.id, t) for t in (condition.looks, condition.course)]
    for rule in FACTS.red_flags:
        texts += [(rule.id, t) for t in (rule.tell, rule.next_step, rule.offer)]
    texts += [(pair.id, pair.ask) for pair in FACTS.pairs]
    return texts


def test_what_a_person_reads_is_short_and_promises_nothing() -> None:
    for where, text in sentences():
        assert not NEVER_SAID.search(text), (where, text)
        for sentence in re.split(r"(?<=[.?!])\s+", text):
            assert len(sentence.split()) <= LONGEST_SENTENCE, (where, sentence)


def test_a_missing_file_is_an_issue_and_no_facts() -> None:
    for path in FILES:
        files = {name: data for name, data in FILES.items() if name != path}
        issues: list[Issue] = []
        assert build_identify(files, issues) is None, path
        assert any(path in issue.where for issue in issues), path


def test_a_typo_in_a_pattern_names_the_nearest_word() -> None:
    def change(data: Mapping[str, Any]) -> Mapping[str, Any]:
        text: dict[str, Any] = copy.deepcopy(dict(data))
        text["red_flags"][4]["cases"][0]["when"] = {
            "all": [{"bleed_crust": ["repeted_or_scab"]}, "nera", {"sight": ["nose"]}]
        }
        return text

    fixes = " ".join(issue.fix for issue in broken("identify/red_flags.yaml", change))
    assert "repeated_or_scab" in fixes
    assert "near" in fixes
    assert "site" in fixes


def test_an_unknown_key_level_or_grade_is_an_issue() -> None:
    def change(data: Mapping[str, Any]) -> Mapping[str, Any]:
        new: dict[str, Any] = copy.deepcopy(dict(data))
        new["conditions"][0].update({"colour": "white", "care": "hospital"})
        del new["conditions"][1]["name"]
        return new

    issues = broken("identify/conditions.yaml", change)
    assert [issue.where.rpartition(".")[2] for issue in issues] == ["colour", "care", "name"]


@pytest.mark.parametrize(
    ("table", "line", "fault"),
    [
        ("likelihoods", ["site", "milia_primary", "nose", "sixty", "J"], "positive number"),
        ("likelihoods", ["site", "milia_primary", "noes", "6.0", "J"], "unknown word"),
        ("likelihoods", ["site", "milia_primary", "nose", "6.0"], "columns"),
        ("priors", ["newborn_0_28d", "milia_neonatal", "90", "J"], "adds up"),
        ("flag_ratios", ["down_syndrome", "syringoma", "0.5", "", "J", "x"], "below 1"),
    ],
)
def test_a_fault_in_a_table_is_an_issue_with_its_place(table: str, line: list[str], fault: str) -> None:
    path = f"identify/{table}.csv"
    first = next(i for i, row in enumerate(FILES[path]) if row[: 2 if table == "flag_ratios" else 3][:2] == line[:2])
    if table == "likelihoods":
        first = next(i for i, row in enumerate(FILES[path]) if row[:3] == ["site", "milia_primary", "nose"])
    issues = broken(path, lambda rows: [*rows[:first], line, *rows[first + 1 :]])
    assert any(fault in issue.problem for issue in issues)
    assert all(path in issue.where for issue in issues)


def test_a_line_that_is_missing_or_double_is_an_issue() -> None:
    path = "identify/likelihoods.csv"
    assert broken(path, lambda rows: rows[:-1])
    assert any("twice" in issue.problem for issue in broken(path, lambda rows: [*rows, rows[-1]]))


def test_every_care_level_has_its_words() -> None:
    assert tuple(FACTS.levels) == TRIAGE
    assert tuple(FACTS.harm) == TRIAGE
    assert list(FACTS.harm.values()) == sorted(FACTS.harm.values())
