"""Fixtures every test may use."""

import os
import tempfile
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ["skips", "goldens"]

# The same examples on every run, so that a red run is red for everybody; `make torture` looks further.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.register_profile("torture", deadline=None, max_examples=5_000)
hypothesis.settings.load_profile("torture" if os.environ.get("MILIUM_TORTURE") else "house")

# No test reads the tables of whoever runs it: an imported inventory would change what labels say.
os.environ.setdefault("MILIUM_DATA", tempfile.mkdtemp(prefix="milium-test-"))

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of test data beside the repository; the test is skipped loudly without it."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent: the golden data lies there")
    return SHARED
