"""Fixtures every test may use."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of test data beside the repository; the test is skipped loudly without it."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent: the golden data lies there")
    return SHARED
