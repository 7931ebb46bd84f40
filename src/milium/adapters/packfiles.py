"""Read the pack's source files (YAML 1.2 core and CSV) into plain data."""

import csv
import hashlib
import io
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from milium.knowledge import Knowledge

PACKS = Path(__file__).resolve().parent.parent / "packs"


class Core(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2 core schema: `no`, `6_20` and dates stay text."""


Core.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+0123456789.",
    ),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))


def read_yaml(text: str) -> Any:
    """Parse YAML 1.2 core text into plain data."""
    return yaml.load(text, Loader=Core)  # noqa: S506  (a safe loader)


def read_source(path: Path) -> Any:
    """Parse one pack file: YAML to its data, CSV to a list of rows (lists of text)."""
    text = path.read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text))) if path.suffix == ".csv" else read_yaml(text)


def load_part(part: str) -> Mapping[str, Any]:
    """Parse every file of one part of the pack."""
    return {
        f"{part}/{p.name}": read_source(p) for p in sorted((PACKS / part).iterdir()) if p.suffix in {".yaml", ".csv"}
    }


def pack_hash() -> str:
    """Return the hash over names and bytes of all source files."""
    digest = hashlib.sha256()
    for path in sorted(PACKS.rglob("*")):
        if path.suffix in {".yaml", ".csv"}:
            digest.update(str(path.relative_to(PACKS)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def load_knowledge() -> Knowledge:
    """Return the knowledge of the installed pack."""
    return Knowledge(load_part, version="2026.11", hash=pack_hash()[:16], reviewed=None)
