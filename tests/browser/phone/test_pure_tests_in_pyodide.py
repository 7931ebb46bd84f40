"""The engine's own pure tests, run by pytest inside Pyodide: another Python (3.14), 32 bits, no threads."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from browser.phone.conftest import CACHE, ROOT
from milium.site.runtime import CannotBuild, fetch

SCRIPT = Path(__file__).with_name("pytest_in_pyodide.mjs")
FOLDERS = ("cases", "unit/check", "unit/identify", "unit/audit")
# What a test may not need in there: compiled packages, other processes, files beside the repository.
ELSEWHERE = re.compile(r"hypothesis|subprocess|shared|django|playwright")
AT_LEAST = 1_500


def test_the_pure_tests_of_the_engine_pass_in_pyodide() -> None:
    if shutil.which("node") is None:
        pytest.skip("node is absent: apt-get install npm, or THE ENGINE IS UNTESTED IN THE BROWSER'S PYTHON")
    try:
        runtime = fetch(CACHE)
    except CannotBuild as trouble:
        pytest.skip(f"Pyodide cannot be fetched, so THE ENGINE IS UNTESTED IN THE BROWSER'S PYTHON: {trouble}")
    files = [path for folder in FOLDERS for path in sorted((ROOT / "tests" / folder).glob("test_*.py"))]
    pure = [str(p.relative_to(ROOT)) for p in files if not ELSEWHERE.search(p.read_text(encoding="utf-8"))]
    packages = str(Path(pytest.__file__).resolve().parent.parent)
    # Without rewritten asserts: to rewrite them in there takes longer than the tests; CPython's run tells the values.
    options = ["-q", "-p", "no:cacheprovider", "--noconftest", "-c", "/dev/null", "--rootdir=/tree", "--assert=plain"]
    options += ["-k", "not tenth_of_a_second"]  # how quick CPython is, is CPython's to tell
    done = subprocess.run(
        [
            "node",
            "--no-warnings",
            str(SCRIPT),
            str(runtime),
            str(ROOT),
            packages,
            *options,
            "--import-mode=importlib",
            *pure,
        ],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-500:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) >= AT_LEAST, "too few tests ran in there to mean anything"
