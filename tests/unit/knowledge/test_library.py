import re
from itertools import pairwise
from pathlib import Path

import pytest

from milium.adapters import packfiles
from milium.adapters.packfiles import load_knowledge, load_part
from milium.domain.findings import Fact, Issue
from milium.errors import KnowledgeMissing
from milium.knowledge.facade import Knowledge
from milium.knowledge.library import build_facts, rule_facts
from milium.knowledge.sanity import RULE_IDS

KNOWLEDGE = load_knowledge()


def test_rules_and_red_flags_count_as_facts() -> None:
    facts = KNOWLEDGE.facts
    assert {*RULE_IDS, *(f"RF{n}" for n in range(1, 22))} <= set(facts)
    assert facts["SR-40"].says == KNOWLEDGE.safety.rules["SR-40"].says


@pytest.mark.parametrize(
    ("prefix", "count"), [("C", 67), ("O", 15), ("X", 7), ("A", 47), ("I", 12), ("L", 20), ("SR-", 60), ("RF", 21)]
)
def test_no_numbered_fact_of_the_evidence_is_missing(prefix: str, count: int) -> None:
    numbers = sorted(int(key.removeprefix(prefix)) for key in KNOWLEDGE.facts if re.fullmatch(prefix + r"\d+", key))
    assert len(numbers) == count
    assert prefix == "SR-" or all(b - a == 1 for a, b in pairwise(numbers))


def test_every_fact_names_sources_that_exist() -> None:
    for fact in KNOWLEDGE.facts.values():
        assert fact.sources
        assert set(fact.sources) <= set(KNOWLEDGE.sources)


def test_every_judgement_is_marked() -> None:
    for fact in KNOWLEDGE.facts.values():
        if "J" in fact.certainty or "product-judgement" in fact.sources:
            assert fact.judgement, fact.id


def test_every_source_but_our_own_judgement_has_an_address_or_says_what_it_is() -> None:
    ours = {"product-judgement", "general-knowledge", "popular-article"}
    for key, source in KNOWLEDGE.sources.items():
        assert source.url.startswith("http") or key in ours


def test_a_source_that_carries_its_year_in_its_title_says_the_same_year() -> None:
    for source in KNOWLEDGE.sources.values():
        named = re.match(r"[A-Z][\w'& -]* (19\d\d|20\d\d)\b", source.title)
        if named and source.year:
            assert source.year == int(named[1]), source.title


def test_broken_rules_leave_the_other_facts_readable() -> None:
    def load(part: str) -> dict[str, object]:
        if part == "safety":
            raise KnowledgeMissing("gone.", where="packs/safety", fix="Restore it.")
        return dict(load_part(part))

    facts = Knowledge(load, version="1", digest="0", reviewed=None).facts
    assert "C04" in facts
    assert "RF1" in facts
    assert "SR-40" not in facts


def test_a_rule_that_cannot_be_read_is_no_fact() -> None:
    assert rule_facts({"safety/rules.yaml": {"rules": [{"id": "SR-01"}, "x", {"says": "y"}]}}) == {}
    assert rule_facts({}) == {}


def test_the_same_id_in_two_files_is_said() -> None:
    files = dict(load_part("facts"))
    files["facts/more.yaml"] = {"C04": files["facts/claims.yaml"]["C04"]}
    issues: list[Issue] = []
    assert build_facts(files, issues) is None
    assert any("twice" in issue.problem for issue in issues)


def test_values_carry_their_date_and_unit() -> None:
    fact: Fact = KNOWLEDGE.facts["A24"]
    assert fact.unit == "pct_retinol_equivalents"
    assert fact.values is not None
    assert fact.values["2026-11-23"]["face"] == 0.3


def test_every_fact_that_the_code_names_exists() -> None:
    literal = re.compile(
        r'"((?:SR-|RF|[ACIOXL])\d{1,2}|(?:step|option|hold|horizon|order|irritation|site|mix)\.[a-z_0-9]+)"'
    )
    source = Path(packfiles.__file__).parent.parent
    found = {name for path in source.rglob("*.py") for name in literal.findall(path.read_text(encoding="utf-8"))}
    assert found
    assert found <= set(KNOWLEDGE.facts)
