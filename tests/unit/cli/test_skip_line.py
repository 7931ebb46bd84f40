"""The last line of `make test`."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from skips import last_line

TESTS = Path(__file__).resolve().parents[2]


def test_no_skip_is_said_too() -> None:
    assert last_line(Counter()) == "skips: none"


def test_skips_are_counted_by_reason() -> None:
    assert last_line(Counter({"no chromium": 2, "../shared is absent": 3})) == (
        "skips: 5 (3 x ../shared is absent; 2 x no chromium)"
    )


@pytest.mark.parametrize("more", [[], ["-p", "xdist", "-n", "2"]])
def test_it_is_the_last_line_and_adds_up_over_runs(more: list[str], tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text(f"[pytest]\npythonpath = {TESTS}\n", encoding="utf-8")
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["skips"]\n', encoding="utf-8")
    (tmp_path / "test_it.py").write_text(
        "import pytest\ndef test_a(): pytest.skip('no chromium')\ndef test_b(): pass\n", encoding="utf-8"
    )
    bare = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    for count in (1, 2):
        command = [sys.executable, "-m", "pytest", "-q", "--skips-so-far", *more]
        done = subprocess.run(command, cwd=tmp_path, env=bare, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.splitlines()[-1] == f"skips: {count} ({count} x no chromium)"
