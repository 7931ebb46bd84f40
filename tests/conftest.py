"""Fixtures every test may use."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ["skips", "goldens"]

# The same examples on every run, so that a red run is red for everybody; `make torture` looks further.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.register_profile("torture", deadline=None, max_examples=5_000)
hypothesis.settings.load_profile("torture" if os.environ.get("MILIUM_TORTURE") else "house")

# Plain Python is the reference, and can be looked into and altered by a test; the compiled reader has tests of its own.
os.environ.setdefault("MILIUM_READER", "plain")

# No test reads the tables of whoever runs it: an imported inventory would change what labels say.
# Every process of a run has a folder of its own, so that none finds another's log.
os.environ["MILIUM_DATA"] = tempfile.mkdtemp(prefix="milium-test-")
atexit.register(shutil.rmtree, os.environ["MILIUM_DATA"], ignore_errors=True)

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of test data beside the repository; the test is skipped loudly without it."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent: the golden data lies there")
    return SHARED
