"""Shares on whole labels: EU limits, colours at the end, actives apart, alphabetical lists."""

from functools import cache
from typing import Any

import pytest

from label_scores import shipped_names
from milium.adapters.packfiles import load_part
from milium.domain.findings import Issue
from milium.domain.label import Percent
from milium.domain.name_facts import NameFacts
from milium.engine.audit.read import read_text
from milium.knowledge.naming import build_names


@cache
def facts() -> NameFacts:
    return shipped_names()


def shares(text: str) -> dict[str, Percent]:
    return {x.name: x.percent for x in read_text(text, facts()).ingredients}


def test_what_comes_after_a_limited_preservative_is_at_most_one_percent_in_the_eu() -> None:
    found = shares("Ingredients: Aqua, Glycerin, Phenoxyethanol, Panthenol, Allantoin")
    assert found["PHENOXYETHANOL"].high == 1.0
    assert found["PANTHENOL"].high == found["ALLANTOIN"].high == 1.0
    assert found["GLYCERIN"].high == 50.0
    assert found["AQUA"].low == pytest.approx(48.5)


def test_a_limit_below_one_percent_bounds_only_itself() -> None:
    found = shares("Ingredients: Aqua, Glycerin, Chlorphenesin, Panthenol")
    assert found["CHLORPHENESIN"].high == 0.3
    assert found["PANTHENOL"].high == 1.0


def test_a_label_that_is_not_one_for_the_eu_has_no_limits() -> None:
    for text in (
        "Ingredients: Water, Glycerin, Phenoxyethanol, Panthenol",
        "Active ingredients: Zinc Oxide 10%. Inactive ingredients: Aqua, Glycerin, Phenoxyethanol, Panthenol",
    ):
        reading = read_text(text, facts())
        assert not reading.eu_limits
        assert {x.name: x.percent for x in reading.ingredients}["PANTHENOL"].high > 20


def test_a_stated_share_above_the_limit_is_believed() -> None:
    found = shares("Ingredients: Aqua, Glycerin, Phenoxyethanol 2%, Panthenol")
    assert found["PHENOXYETHANOL"] == Percent(2.0, 2.0, 2.0)
    assert found["PANTHENOL"].high == 2.0


def test_the_reading_says_that_it_took_the_label_as_lawful() -> None:
    assert read_text("Ingredients: Aqua, Glycerin, Phenoxyethanol", facts()).eu_limits
    assert not read_text("Ingredients: Aqua, Glycerin, Panthenol", facts()).eu_limits


def test_colours_at_the_end_may_be_more_than_what_stands_before_them() -> None:
    found = shares("Ingredients: Aqua, Dimethicone, Phenoxyethanol, CI 77891, CI 77491")
    assert found["TITANIUM DIOXIDE"].high > 50
    assert found["CI 77491"].high > 50
    assert shares("Ingredients: Aqua, CI 77891, Phenoxyethanol, Panthenol")["TITANIUM DIOXIDE"].high == 50.0


def test_a_list_that_the_limits_cannot_fill_keeps_what_it_states() -> None:
    found = shares("Ingredients: Parfum, Phenoxyethanol")
    assert found["PARFUM"].low == pytest.approx(99.0)
    assert shares("Parfum 1%, Phenoxyethanol")["PHENOXYETHANOL"].high > 1


@pytest.mark.parametrize("row", [["NO SUCH NAME", "1", "V/1"], ["AQUA", "-1", "V/1"], ["AQUA", "much", "V/1"]])
def test_a_limit_that_cannot_be_one_is_an_issue(row: list[str]) -> None:
    files: dict[str, Any] = dict(load_part("audit"))
    files["audit/eu_limits.csv"] = [*files["audit/eu_limits.csv"], row]
    issues: list[Issue] = []
    assert build_names(files, issues) is None
    assert any("eu_limits.csv row" in issue.where for issue in issues)
