"""Run a subset of the tests, seconds long, against each mutant, and say which of them no test noticed.

    python tests/mutants/run.py --seed A --count 400

Exit code 1: fewer were killed than the floor. The aim is 90 %; `--strict` asks for it, and for a reason in
`survivors.yaml` of every mutant that stayed alive.
"""

import argparse
import gc
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]

import hypothesis  # noqa: E402
import pytest  # noqa: E402

from milium.adapters.packfiles import load_knowledge, read_yaml  # noqa: E402
from mutants import trial  # noqa: E402
from mutants.changes import Change  # noqa: E402
from mutants.sample import ROOMS, sample  # noqa: E402

KNOWN = Path(__file__).with_name("survivors.yaml")
AIM = 0.90
FLOOR = 0.78  # about what a seed that nobody worked on gave; raise it with every run that does better
SUBSET = (
    "unit/plan",
    "unit/check",
    "cases/test_bad_plans.py",
    "cases/test_good_plans.py",
    "cases/test_moving_over.py",
    "cases/test_use_by.py",
    "cases/test_walk_through.py",
    "golden/test_many_persons.py",
    "property/test_any_plan_is_checked.py",
    "property/test_check_laws.py",
    "property/test_plan_laws.py",
)
QUICK = ("unit/check", "cases/test_bad_plans.py", "cases/test_good_plans.py")  # for the checker alone
TOO_LONG = ("three_hundred_persons", "order_of_a_shelf_with_two_of_a_kind", "every_evening_without_the_product")


def main(words: Sequence[str] | None = None) -> int:
    """Run a sample and print what stayed alive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", default="A")
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--log", type=Path, help="write one line of JSON for each mutant")
    parser.add_argument("--learned", type=Path, help="keep what each test enters; delete it after a change of the code")
    parser.add_argument("--part", default="1/1", help="2/3 tries the second third of the sample")
    parser.add_argument("--quick", action="store_true", help="the checker alone, against the hand-written plans")
    parser.add_argument("--strict", action="store_true", help="ask for the aim, and a reason of every survivor")
    given = parser.parse_args(words)
    rooms = ("check",) if given.quick else ROOMS
    part, parts = map(int, given.part.split("/"))
    _prepare()
    screen = os.fdopen(os.dup(1), "w", encoding="utf-8")  # pytest takes the other one
    exit_code = [2]

    def then(tests: trial.Tests) -> None:
        failed = tests.learn(given.learned)
        if failed:
            print(f"{failed} fails without any change: repair it first", file=screen)
            return
        print(f"{len(tests.items)} tests, {sum(tests.seconds.values()):.0f} s while learning", file=screen, flush=True)
        run = Run(tests, given.log, screen.write, strict=given.strict)
        exit_code[0] = run.all_of(sample(given.seed, given.count, rooms)[part - 1 :: parts])
        screen.flush()

    trial.WORDS[:] = trial.arguments(QUICK if given.quick else SUBSET, TOO_LONG)
    pytest.main(trial.WORDS, plugins=[trial.Tests(then)])
    screen.flush()
    return exit_code[0]


def _prepare() -> None:
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)  # a smaller example would only take time
    hypothesis.settings.register_profile(
        "mutants", deadline=None, derandomize=True, database=None, phases=phases, max_examples=15
    )
    load_knowledge()
    os.environ.pop("MILIUM_TORTURE", None)
    os.chdir(TESTS.parent)
    gc.freeze()


def known() -> dict[str, str]:
    """Return the key of every survivor that has been looked at -> why it stays alive."""
    rows = read_yaml(KNOWN.read_text(encoding="utf-8")) if KNOWN.is_file() else []
    return {key: row["why"] for row in rows or [] for key in row["keys"]}


class Run:
    """One run over a sample."""

    def __init__(self, tests: trial.Tests, log: Path | None, say: Callable[[str], object], *, strict: bool) -> None:
        self.tests, self.log, self.say, self.reasons, self.strict = tests, log, say, known(), strict

    def all_of(self, mutants: Sequence[Change]) -> int:
        """Try every mutant, say what stayed alive and the figures, and return the exit code."""
        begun, states, unknown = time.monotonic(), list[str](), 0
        for change in mutants:
            outcome = self.tests.try_out(change)
            states.append(outcome.state)
            self._note(change, outcome)
            if outcome.state == "alive":
                unknown += change.key not in self.reasons
                self.say(f"alive: {change.key}\n    {self.reasons.get(change.key, 'NOT YET LOOKED AT')}\n")
        alive, slow = states.count("alive"), states.count("too long")
        share = 1 - alive / max(1, len(states))
        self.say(
            f"{len(states)} mutants: {len(states) - alive} killed ({share:.1%}), {slow} of them by the time limit\n"
        )
        self.say(f"{alive} alive, {unknown} without a reason in {KNOWN.name}; {time.monotonic() - begun:.0f} s\n")
        return int(share < AIM or unknown > 0) if self.strict else int(share < FLOOR)

    def _note(self, change: Change, outcome: trial.Outcome) -> None:
        if self.log:
            with self.log.open("a", encoding="utf-8") as file:
                row = [outcome.state, change.key, round(outcome.seconds, 2), outcome.by]
                file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    sys.exit(main())
