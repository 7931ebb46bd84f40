"""Whole outputs kept in tests/golden: `pytest --update-golden` writes them anew; read the diff before committing."""

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).resolve().parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return `compare(name, text)`: the text must be that of the file tests/golden/<name>."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.is_file(), f"tests/golden/{name} is missing; run pytest --update-golden and read it"
        assert text == file.read_text(encoding="utf-8"), "if this change is meant, run pytest --update-golden"

    return compare
