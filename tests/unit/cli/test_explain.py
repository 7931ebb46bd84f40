"""`milium identify --explain`: the same answer, and what would change it, as JSON, as rows and as text."""

import json

import pytest

from cases.test_vignettes import ALL
from milium import wiring
from milium.cli.main import FINE, main

ROWS = [{"id": v["id"], "answers": {k: w for k, w in v["answers"].items() if k != "sex"}} for v in ALL[:3]]


def said(capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory, text: str, *words: str) -> str:
    file = tmp_path_factory.mktemp("cli") / "answers.json"
    file.write_text(text, encoding="utf-8")
    assert main(["identify", str(file), *words]) == FINE
    return capsys.readouterr().out


def test_the_json_answer_is_that_of_care_and_keeps_every_key_of_identify(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    for row in ROWS:
        found = json.loads(said(capsys, tmp_path_factory, json.dumps(row), "--explain", "--json"))
        plain = json.loads(said(capsys, tmp_path_factory, json.dumps(row), "--json"))
        assert found == json.loads(json.dumps(wiring.care().explain(row)))
        assert set(found) - set(plain) == {"changes", "lookalikes"}
        assert all(found[key] == plain[key] for key in plain if key != "facts")
        assert set(plain["facts"]) <= set(found["facts"])
        assert all(set(change["facts"]) <= set(found["facts"]) for change in found["changes"])


def test_rows_are_explained_one_by_one(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = said(capsys, tmp_path_factory, "\n".join(map(json.dumps, ROWS)), "--explain", "--jsonl").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [row["id"] for row in ROWS]
    assert all("changes" in json.loads(line) for line in lines)


def test_the_text_names_every_change_with_its_level_and_its_facts(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = " ".join(said(capsys, tmp_path_factory, json.dumps(ROWS[0]), "--explain").split())
    texts = wiring.care().knowledge.texts
    for change in wiring.care().explain(ROWS[0])["changes"]:
        assert texts.get(f"ui.mind.{change['question']}.{change['answer']}").says in out
    assert "What would change our mind" in out
    assert "Look-alikes, and the question that splits them" in out
    assert "What would change our mind" not in said(capsys, tmp_path_factory, json.dumps(ROWS[0]))


def test_broken_knowledge_explains_nothing_and_says_so() -> None:
    from milium.care import Care
    from milium.knowledge import Knowledge

    broken = Care(Knowledge(lambda _: {}, version="0", digest="0", reviewed=None), wiring.care().clock_today)
    found = broken.explain({"answers": {"age": "adult_18_39y"}})
    assert (found["changes"], found["lookalikes"], found["triage"]) == ([], [], "pharmacist")
    assert found["holds"]
