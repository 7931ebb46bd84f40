"""Small catalogues for tests, and ways to run the command over them."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LABELS = (
    "Aqua, Glycerin, Cetearyl Alcohol, Panthenol, Phenoxyethanol",
    "Ingredients: Water (Aqua), Petrolatum, Lanolin, Parfum. May contain: CI 77491, CI 77492",
    "Aqua, Glycolic Acid 7 %, Sodium Hydroxide, Zyxoplast Vorin",
    "Aqua, Retinol, Squalane, Tocopherol",
    "No list here, only words about how very soft your skin will feel",
    "Active ingredients: Zinc Oxide 12 %\nInactive ingredients: Water, Dimethicone, Silica",
)


def rows(count: int) -> list[dict[str, str]]:
    """Return so many rows, no two alike."""
    return [
        {"id": f"p{i}", "name": f"Cream {i}", "category": "cream", "text": f"{LABELS[i % len(LABELS)]}, Extra{i} Oil"}
        for i in range(count)
    ]


def as_csv(path: Path, given: Sequence[Mapping[str, str]]) -> Path:
    """Write rows as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(given[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(given)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def as_jsonl(path: Path, given: Sequence[Mapping[str, str]]) -> Path:
    """Write rows as lines of JSON."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in given), encoding="utf-8")
    return path


def as_parquet(path: Path, given: Sequence[Mapping[str, str]], row_group: int = 50) -> Path:
    """Write rows as Parquet."""
    import polars

    polars.DataFrame(list(given)).write_parquet(path, row_group_size=row_group)
    return path


def command(file: Path, out: Path, *options: str) -> list[str]:
    """Return the command line of a run."""
    return [sys.executable, "-m", "milium", "catalog", "audit", str(file), "-o", str(out), *options]


def run(file: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(command(file, out, *options), capture_output=True, text=True, check=False)


def contents(out: Path) -> dict[str, str]:
    """Return every file of the results with a hash of its bytes."""
    files = sorted(p for p in out.rglob("*") if p.is_file())
    return {str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def results(out: Path) -> list[dict[str, Any]]:
    """Return the rows of the results."""
    import polars

    return polars.read_parquet(out / "parts" / "part-*.parquet").to_dicts()


def rejects(out: Path) -> list[dict[str, Any]]:
    """Return the rows of the rejects file."""
    return [json.loads(line) for line in (out / "rejects.jsonl").read_text(encoding="utf-8").splitlines()]
