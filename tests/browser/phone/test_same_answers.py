"""The engine says the same, byte for byte, in CPython here, in Chromium's worker, and in Pyodide under Node."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.phone import answers
from browser.phone.answers import Question
from browser.phone.conftest import ready

BATCH = 20
TORTURE = bool(os.environ.get("MILIUM_TORTURE"))
UNDER_NODE_EVERY = 1 if TORTURE else 5  # the same WebAssembly in the same V8 as Chromium, which is asked everything
UNDER_NODE = Path(answers.__file__).with_name("under_node.mjs")
MADE_READY = UNDER_NODE.with_name("made_ready.mjs")
AT_LEAST_MADE = 100
KINDS: dict[str, tuple[Callable[[], list[Question]], int]] = {
    "vignettes": (answers.vignettes, 80),
    "labels": (answers.labels, answers.LABELS),
    "plans": (answers.plans, answers.PLANS),
}


@pytest.fixture(scope="module", params=KINDS)
def asked(request: pytest.FixtureRequest) -> tuple[list[Question], list[str]]:
    """Questions of one kind, and what CPython answers."""
    make, count = KINDS[request.param]
    questions = make()
    assert len(questions) == count
    found = [answers.answered(question) for question in questions]
    assert len(set(found)) > count // 2, "the questions are all alike"
    assert all(answer.startswith('{"answer": ') for answer in found), "a question has no answer"
    return questions, found


def test_chromium_gives_the_same_bytes(asked: tuple[list[Question], list[str]], page: Page) -> None:
    questions, expected = asked
    ready(page)
    for at in range(0, len(questions), BATCH):
        rows = [list(answers.told(question)) for question in questions[at : at + BATCH]]
        found = page.evaluate("(rows) => import('./engine.js').then((engine) => engine.ask('raw', rows))", rows)
        assert found == expected[at : at + BATCH]


def test_node_gives_the_same_bytes(asked: tuple[list[Question], list[str]], edition: Path, tmp_path: Path) -> None:
    questions, expected = asked[0][::UNDER_NODE_EVERY], asked[1][::UNDER_NODE_EVERY]
    file = tmp_path / "asked.json"
    file.write_text(json.dumps([answers.told(question) for question in questions]), encoding="utf-8")
    done = subprocess.run(
        ["node", "--no-warnings", str(UNDER_NODE), str(edition / "py"), str(file)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert json.loads(done.stdout) == expected


def test_no_method_of_a_dataclass_is_compiled_at_a_start(edition: Path) -> None:
    done = subprocess.run(
        ["node", "--no-warnings", str(MADE_READY), str(edition / "py")],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    told = json.loads(done.stdout)
    assert told["compiled_anew"] == []
    assert told["made"] >= AT_LEAST_MADE, "the dataclasses of ours are not among them"
