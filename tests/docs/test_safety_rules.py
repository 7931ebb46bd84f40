"""docs/safety/rules.md and hazards.md are generated and never stale."""

import re

import pytest

import safety_table
from milium.engine.check import RULES
from milium.proof.faults import FAULTS

LINK = re.compile(r"\]\(([^)#]+)\)")


@pytest.mark.parametrize("name", ["rules.md", "hazards.md"])
def test_a_generated_page_is_up_to_date(name: str, request: pytest.FixtureRequest) -> None:
    text, page = safety_table.pages()[name], safety_table.SAFETY / name
    if request.config.getoption("--update-golden"):
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    assert page.is_file(), f"docs/safety/{name} is missing; run pytest --update-golden"
    assert text == page.read_text(encoding="utf-8"), "stale: run pytest --update-golden and read the diff"


def test_the_table_names_the_function_that_really_checks() -> None:
    for rule, treatment in RULES.items():
        if treatment.check is not None:
            assert treatment.check.__module__ == f"milium.engine.check.{treatment.module}"
            assert treatment.check.__name__ == rule.lower().replace("-", "_")


def test_every_rule_stands_in_a_hazard_and_every_hazard_names_rules_that_exist() -> None:
    named = [rule for hazard in safety_table.hazards() for rule in hazard["rules"]]
    assert set(named) == set(RULES)


def test_every_hazard_says_what_remains_and_is_told_once() -> None:
    hazards = safety_table.hazards()
    assert len({h["hazard"] for h in hazards}) == len(hazards) >= 25
    assert all(set(h) == {"hazard", "cause", "harm", "rules", "remains"} and all(h.values()) for h in hazards)


def test_a_rule_without_any_test_is_said_to_have_none() -> None:
    """SR-88 is about photos and accounts of children: nothing takes photos yet, and no plan can show it."""
    without = [r for r, t in RULES.items() if t.check is None and not safety_table.also_tested(r)]
    assert without == ["SR-88"]
    assert "SR-88" in next(h["remains"] for h in safety_table.hazards() if "child's picture" in h["hazard"])


def test_the_seeded_faults_of_the_page_are_those_of_the_proof() -> None:
    text = safety_table.pages()["rules.md"]
    assert all(fault.name in text for fault in FAULTS)


@pytest.mark.parametrize("name", ["README.md", "intended-use.md", "hazards.md", "rules.md", "proof.md"])
def test_what_a_page_about_safety_links_to_is_there(name: str) -> None:
    text = (safety_table.SAFETY / name).read_text(encoding="utf-8")
    assert all((safety_table.SAFETY / link).exists() for link in LINK.findall(text) if "://" not in link)


def test_the_index_of_safety_links_every_page_beside_it() -> None:
    links = set(LINK.findall((safety_table.SAFETY / "README.md").read_text(encoding="utf-8")))
    assert {page.name for page in safety_table.SAFETY.glob("*.md")} - {"README.md"} <= links
