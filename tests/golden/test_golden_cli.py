"""What the terminal shows, whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from milium.cli import main

EXAMPLE = Path(__file__).resolve().parents[2] / "example"
SHOWN = {
    "help.txt": ["--help"],
    "identify.txt": ["identify", f"{EXAMPLE}/ana.yaml"],
    "audit-night-cream.txt": ["audit", f"{EXAMPLE}/night-cream.txt", "--person", f"{EXAMPLE}/ana.yaml"],
    "audit-cleanser.txt": ["audit", f"{EXAMPLE}/cleanser.txt"],
    "plan.txt": ["plan", f"{EXAMPLE}/ana.yaml"],
    "why.txt": ["why", f"{EXAMPLE}/ana.yaml", "--date", "2026-03-17", "--product", "serum"],
    "progress.txt": ["progress", f"{EXAMPLE}/counts.csv", "--today", "2026-06-01"],
    "demo.txt": ["demo"],
}


@pytest.mark.parametrize("name", SHOWN)
def test_the_terminal_shows_this(
    name: str, golden: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(SHOWN[name]) == 0
    golden(f"cli/{name}", capsys.readouterr().out)
