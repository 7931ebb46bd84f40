"""The tests are tested: small slips put into planner and checker must be noticed.

`make torture` tries 400 (some ten minutes of one core); every run tries thirty of the checker against the
hand-written plans alone. What stays alive is printed, with the reason where `survivors.yaml` has one.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from milium.adapters.packfiles import read_yaml
from mutants.changes import changes, is_no_change
from mutants.sample import every_change, sample

RUN = Path(__file__).with_name("run.py")
KNOWN = Path(__file__).with_name("survivors.yaml")
TORTURE = bool(os.environ.get("MILIUM_TORTURE"))
SAMPLE = ("--seed", "B", "--count", "400") if TORTURE else ("--seed", "B", "--count", "30", "--quick")
SOURCE = '''
"""A doc."""
LEAST: int = 3

@cache
def f(days: list[int], at: int | None) -> bool:
    """Say."""
    for day in days:
        if day >= LEAST and at is not None:
            continue
    return not all(d > 1 for d in days if d)
'''


def test_every_kind_of_slip_is_made_once_and_words_are_left_alone() -> None:
    found = {(c.kind, c.was, c.becomes) for c in changes("x.py", SOURCE)}
    assert {
        ("compared otherwise", "day >= LEAST", "day > LEAST"),
        ("compared otherwise", "day >= LEAST", "day < LEAST"),
        ("compared otherwise", "at is not None", "at is None"),
        ("and/or", "day >= LEAST and at is not None", "day >= LEAST or at is not None"),
        ("left out", "continue", "pass"),
        ("one more", "3", "4"),
        ("any for all", "all((d > 1 for d in days if d))", "any((d > 1 for d in days if d))"),
        ("filter left out", "for d in days if d", "for d in days"),
        ("not left out", "not all((d > 1 for d in days if d))", "all((d > 1 for d in days if d))"),
    } <= {(kind, was.strip(), becomes.strip()) for kind, was, becomes in found}
    assert not [c for c in found if "doc" in c[1].lower() or "cache" in c[1] or "list[int]" in c[1]]


def test_a_change_that_python_does_not_see_is_told_from_one_that_it_does() -> None:
    source = "def f(x):\n    for y in x:\n        print(y)\n        continue\n"
    seen = {c.kind + " " + c.was: is_no_change(source, c.number) for c in changes("x.py", source)}
    assert seen == {"left out print(y)": False, "left out continue": True}


def test_the_same_seed_gives_the_same_mutants_and_another_seed_gives_others() -> None:
    once = [c.key for c in sample("A", 20)]
    assert once == [c.key for c in sample("A", 20)]
    assert len({*once} & {c.key for c in sample("B", 20)}) < 5


def test_every_change_has_a_key_of_its_own() -> None:
    keys = [c.key for c in every_change()]
    assert len(set(keys)) == len(keys) > 5_000


def test_a_survivor_that_is_named_has_a_reason_and_still_exists() -> None:
    rows = read_yaml(KNOWN.read_text(encoding="utf-8"))
    keys = [key for row in rows for key in row["keys"]]
    assert all(row["why"].strip() for row in rows)
    assert len(set(keys)) == len(keys)
    gone = set(keys) - {c.key for c in every_change()}
    assert not gone, "their lines were changed: look whether the tests notice them now, or take them out"


@pytest.mark.slow
def test_the_tests_notice_as_many_slips_as_they_ever_did() -> None:
    done = subprocess.run([sys.executable, RUN, *SAMPLE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
