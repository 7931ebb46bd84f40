"""docs/safety/rules.md is generated and never stale."""

import pytest

import safety_table
from milium.engine.check import RULES


def test_the_table_of_safety_rules_is_up_to_date(request: pytest.FixtureRequest) -> None:
    text = safety_table.page()
    if request.config.getoption("--update-golden"):
        safety_table.PAGE.parent.mkdir(parents=True, exist_ok=True)
        safety_table.PAGE.write_text(text, encoding="utf-8")
    assert safety_table.PAGE.is_file(), "docs/safety/rules.md is missing; run pytest --update-golden"
    assert text == safety_table.PAGE.read_text(encoding="utf-8"), "stale: run pytest --update-golden and read the diff"


def test_the_table_names_the_function_that_really_checks() -> None:
    for rule, treatment in RULES.items():
        if treatment.check is not None:
            assert treatment.check.__module__ == f"milium.engine.check.{treatment.module}"
            assert treatment.check.__name__ == rule.lower().replace("-", "_")
