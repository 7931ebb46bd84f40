"""Choose mutants of the planner and the checker: the same for the same seed, few others after a small edit.

Every change has a rank by its own words and the seed, and the lowest are taken. So a large file gives more than a
small one, and an edit of one function leaves the mutants of all others as they were.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from mutants.changes import Change, changes, is_no_change

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "src" / "milium" / "engine"
ROOMS = ("plan", "check")


def every_change(rooms: Sequence[str] = ROOMS) -> list[Change]:
    """Return every change of `engine/plan` and `engine/check`."""
    files = (file for room in rooms for file in sorted((ENGINE / room).glob("*.py")))
    return [change for file in files for change in changes(_name(file), file.read_text(encoding="utf-8"))]


def sample(seed: str, count: int, rooms: Sequence[str] = ROOMS) -> list[Change]:
    """Return `count` of them, without those that change nothing."""
    ranked = sorted(every_change(rooms), key=lambda change: hashlib.sha256(f"{seed}|{change.key}".encode()).digest())
    out = list[Change]()
    for change in ranked:
        if len(out) == count:
            break
        if not is_no_change(source_of(change), change.number):
            out.append(change)
    return out


def source_of(change: Change) -> str:
    """Return the text of the file it changes."""
    return (ENGINE / change.file).read_text(encoding="utf-8")


def module_of(change: Change) -> str:
    """Return the name of the module it changes."""
    return "milium.engine." + change.file.removesuffix(".py").replace("/", ".")


def _name(file: Path) -> str:
    return file.relative_to(ENGINE).as_posix()
