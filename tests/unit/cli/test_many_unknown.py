"""A label with many names that nobody knows gives a short answer, each name told once."""

import subprocess
import sys
from pathlib import Path


def audited(label: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "milium", "audit", str(label)], capture_output=True, text=True, check=False
    )
    return done.stdout


def test_the_same_unknown_name_is_told_once(tmp_path: Path) -> None:
    label = tmp_path / "cream.txt"
    label.write_text("Ingredients: " + ", ".join(["Aqua", "Glycerin", "Zzyxol"] * 300), encoding="utf-8")
    assert audited(label).upper().count("ZZYXOL") <= 2  # once in the finding, once in the list


def test_of_many_unknown_names_only_the_first_are_shown(tmp_path: Path) -> None:
    label = tmp_path / "cream.txt"
    names = [f"Zz{a}{b}xium" for a in "abcdefgh" for b in "klmnopqr"]
    label.write_text("Ingredients: Aqua, Glycerin, " + ", ".join(names), encoding="utf-8")
    told = audited(label)
    assert "ZZAKXIUM" in told.upper()
    assert names[-1].upper() not in told.upper()
    assert "more, with --json" in told
