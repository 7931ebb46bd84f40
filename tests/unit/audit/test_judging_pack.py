"""The pack of judging: it builds, reports every problem at once, and speaks as milium speaks."""

import copy
from typing import Any

import pytest

from labels import facts, safety
from milium.adapters.packfiles import load_knowledge, load_part
from milium.domain.findings import Issue
from milium.engine.audit.wording import fold
from milium.knowledge.judging import build_judging
from milium.knowledge.wording import forbidden_claims, long_sentences

FINDINGS = sorted(facts().findings)


def every_text() -> list[tuple[str, str]]:
    rows = [
        (f"{ident}.{part}", getattr(text, part))
        for ident, text in facts().findings.items()
        for part in ("says", "because", "do", "unknown")
    ]
    return [*rows, *facts().verdict_says.items(), *facts().words.items()]


def test_sentences_are_short_and_calm() -> None:
    said = [(key, text) for key, text in every_text() if text]
    assert [issue for key, text in said for issue in (*long_sentences(text, key), *forbidden_claims(text, key))] == []
    assert not [key for key, text in said if "!" in text]


@pytest.mark.parametrize("ident", FINDINGS)
def test_whole_sentences_end_with_a_full_stop(ident: str) -> None:
    text = facts().findings[ident]
    assert all(part.endswith((".", "?")) for part in (text.says, text.because, text.do, text.unknown) if part)


@pytest.mark.parametrize("ident", FINDINGS)
def test_every_fact_of_a_finding_exists(ident: str) -> None:
    known = {*load_knowledge().facts, *safety().rules}
    assert set(facts().findings[ident].facts) <= known


@pytest.mark.parametrize("ident", FINDINGS)
def test_a_finding_about_health_stands_on_a_fact(ident: str) -> None:
    plain = ("list.unread", "list.mostly_unread")  # about our reading, not about skin
    assert facts().findings[ident].facts or ident in plain


def test_only_pregnancy_ends_a_prescription() -> None:
    strict = {i for i, text in facts().findings.items() if text.even_if_prescribed}
    assert strict == {i for i in FINDINGS if i.startswith("pregnancy.retinoid")}
    assert all({"SR-10", "SR-11"} & set(facts().findings[i].facts) for i in strict)


def test_every_finding_that_stops_says_what_to_do() -> None:
    assert all(text.do for text in facts().findings.values() if text.verdict != "keep")


def patterns() -> list[str]:
    roles, words, labels = facts().roles, facts().active_words, facts().labels
    groups: list[tuple[str, ...]] = [*roles.words.values(), *roles.unless.values(), roles.no_moisturiser]
    groups += [words.acid_words, *words.actives.values(), *words.families.values(), *words.lookalikes.values()]
    groups += [words.lookalike_unless, labels.home_words, labels.home_phrases, labels.non_comedogenic]
    return [p for group in groups for p in group]


def test_every_pattern_can_match_a_folded_name() -> None:
    plain = [p.replace("*", "x") for p in patterns()]
    assert [p for p in plain if fold(p) != p] == []


def test_every_name_that_is_told_has_its_row_in_the_table() -> None:
    labels, table = facts().labels, facts().substances
    for name in (*labels.strong_in_studies, *labels.told, *labels.bleaches, *facts().roles.uv_minerals):
        assert name in table, name
    assert all(table[name].first_papers for name in labels.strong_in_studies)
    assert all(table[name].film == "heavy" for name in labels.told)
    assert set(labels.told.values()) <= set(facts().findings)


def test_every_site_of_the_interview_is_reached_by_some_place_of_use() -> None:
    reached = {site for sites in facts().labels.reach.values() for site in sites}
    assert {"around_eye", "lash_line", "nose", "cheek_forehead_chin", "lips_mouth", "ear_or_behind"} <= reached
    assert {"injured_or_treated_skin", "body_or_limbs"} <= reached
    assert set(facts().labels.reach) == set(load_knowledge().vocabulary.shelf.where)


def test_an_untouched_pack_has_no_issue() -> None:
    issues: list[Issue] = []
    assert build_judging(load_part("audit"), issues) is not None
    assert issues == []


def damaged(change: Any) -> list[Issue]:
    files = copy.deepcopy(dict(load_part("audit")))
    change(files)
    issues: list[Issue] = []
    assert build_judging(files, issues) is None
    return issues


def test_every_problem_is_reported_at_once() -> None:
    def change(files: dict[str, Any]) -> None:
        findings = files["audit/findings.yaml"]["findings"]
        findings["film.heavy"]["verdict"] = "swop"
        findings["home.peel"]["dо"] = "x"
        findings["list.none"]["says"] = "Hello {nmes}."
        files["audit/roles.yaml"]["oil_first"] = "three"
        del files["audit/findings.yaml"]["limits"]["film_first"]

    wheres = " ".join(f"{i.where} {i.problem} {i.fix}" for i in damaged(change))
    for part in ("film.heavy", "swap", "home.peel", "{nmes}", "names", "oil_first", "film_first"):
        assert part in wheres


def test_a_missing_or_broken_file_is_an_issue_and_no_crash() -> None:
    for path in ("audit/roles.yaml", "audit/findings.yaml"):
        assert any(path in i.where for i in damaged(lambda files, path=path: files.pop(path)))
        assert any(path in i.where for i in damaged(lambda files, path=path: files.update({path: ["x"]})))


def test_an_unknown_film_class_is_an_issue() -> None:
    def change(files: dict[str, Any]) -> None:
        rows = files["audit/ingredients.csv"]
        rows[5] = [*rows[5]]
        rows[5][rows[0].index("film")] = "hevy"

    assert any("hevy" in i.problem and "line 6" in i.where for i in damaged(change))


@pytest.mark.parametrize("ident", sorted(facts().findings))
def test_every_finding_says_what_to_do_what_is_unknown_and_on_what_it_stands(ident: str) -> None:
    text = facts().findings[ident]
    assert text.says
    assert text.do, "what to do; that may be nothing"
    assert text.unknown, "what we do not know"
    assert text.facts
    assert text.certainty
