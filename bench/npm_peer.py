"""haircare-ingredients-analyzer, a peer from npm, for bench/audit.py: fetched into a folder of its own, never kept."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

NAME, VERSION = "haircare-ingredients-analyzer", "1.10.1"
SCRIPT = Path(__file__).with_name("haircare.mjs")
SECONDS_TO_FETCH, SECONDS_TO_RUN, SECONDS_TIMED = 90, 180, 20


class Answered(NamedTuple):
    """What the peer did.

    Attributes:
        rate: Labels a second of one core.
        labels: So many labels were timed.
        found: Text -> names in our words, for the scored texts.
    """

    rate: float
    labels: int
    found: dict[str, list[str]]


def haircare(texts: Sequence[str], scored: Sequence[str], names: Mapping[str, str]) -> Answered | str:
    """Return what the peer makes of the texts, or why it was not run.

    Args:
        texts: Labels to time, as many as some seconds allow.
        scored: Labels whose names are wanted.
        names: Printed name in plain capitals -> canonical name; its own names are turned into ours.
    """
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "no node or no npm here"
    with tempfile.TemporaryDirectory() as folder:
        fetch = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", f"{NAME}@{VERSION}"]
        shutil.copy(SCRIPT, folder)
        given = json.dumps({"timed": list(texts), "scored": list(scored), "seconds": SECONDS_TIMED})
        try:
            subprocess.run(fetch, cwd=folder, check=True, capture_output=True, timeout=SECONDS_TO_FETCH)
            line = ["node", SCRIPT.name]
            done = subprocess.run(
                line, cwd=folder, input=given, text=True, check=True, capture_output=True, timeout=SECONDS_TO_RUN
            )
        except subprocess.TimeoutExpired as error:
            return f"{error.cmd[0]} took more than {error.timeout:.0f} s"
        except subprocess.CalledProcessError as error:
            words = error.stderr if isinstance(error.stderr, str) else error.stderr.decode("utf-8", "replace")
            said = [line.strip() for line in words.splitlines() if "rror" in line]
            return f"{error.cmd[0]} failed: {said[0] if said else error.returncode}"
    answer = json.loads(done.stdout)
    ours = [[_ours(printed, theirs, names) for printed, theirs in found] for found in answer["found"]]
    rate = answer["labels"] / answer["seconds"]
    return Answered(rate, answer["labels"], dict(zip(scored, ours, strict=True)))


def _ours(printed: str, theirs: str, names: Mapping[str, str]) -> str:
    """Return our word for what it cut out of the label; else for what it took that for; else as printed."""
    known = [names[name] for name in (printed.upper(), theirs.upper()) if name in names]
    return known[0] if known else (theirs or printed).upper()
