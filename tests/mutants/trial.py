"""Try one mutant after the other: in a fork of a process that has collected the tests and knows what each enters.

The tests that never enter the changed function can't notice it, so they are left out; the quickest come first.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from mutants.changes import Change
from mutants.patch import Function, give_new_code, import_anew, outermost
from mutants.sample import ENGINE

MOST_MEMORY = 3 << 30
MOST_SECONDS = 20.0  # so much of the tests, by their own time, is run against one mutant
MANY, SOON = "test_many_persons", 0.02
HERE = Path(__file__).resolve()
TESTS = HERE.parents[1]


@dataclass
class Outcome:
    """What became of a mutant: "killed", "alive" or "too long"; CPU seconds; and the test that noticed."""

    state: str
    seconds: float
    by: str = ""


@dataclass
class Tests:
    """A plugin of pytest that runs `then` in place of the tests, with everything collected.

    Attributes:
        seconds: CPU seconds of each test, by id.
        enters: The functions of planner and checker that each test enters.
    """

    then: Callable[["Tests"], None]
    items: list[pytest.Item] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    enters: dict[str, frozenset[Function]] = field(default_factory=dict)
    failed: str = ""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's own loop."""
        self.items = session.items
        self.then(self)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the first that failed."""
        self.failed = self.failed or (report.nodeid if report.failed else "")

    def learn(self, kept: Path | None = None) -> str:
        """Run every test once on the good code, and note its time and what it enters; return what failed.

        Args:
            kept: A file that holds what was learned before; only tests that it does not know are run.
        """
        known = json.loads(kept.read_text(encoding="utf-8")) if kept and kept.is_file() else {}
        new = [item for item in self.items if item.nodeid not in known]
        said = json.loads(_in_a_fork(lambda: self._learned(new), None)[0])
        rows = {**known, **said["tests"]}
        if kept:
            kept.write_text(json.dumps(rows), encoding="utf-8")
        self.seconds = {name: row[0] for name, row in rows.items()}
        self.enters = {name: frozenset((f, q) for f, q in row[1]) for name, row in rows.items()}
        return str(said["failed"])

    def _learned(self, items: Sequence[pytest.Item]) -> str:
        rows = {}
        for item, later in zip(items, [*items[1:], None], strict=False):
            seen: set[CodeType] = set()
            begun = time.process_time()
            sys.settrace(_noting(seen))
            item.ihook.pytest_runtest_protocol(item=item, nextitem=later)
            sys.settrace(None)
            rows[item.nodeid] = (time.process_time() - begun, sorted(_functions(seen)))
        return json.dumps({"tests": rows, "failed": self.failed})

    def try_out(self, change: Change) -> Outcome:
        """Run the tests that enter the change against it, the quickest first, until one fails."""
        function = outermost(change)
        items = self._of(function) if function else []
        if not items:
            return _told(_in_a_fork(lambda: _all_anew(change), 2 * sum(self.seconds.values()) + 10))
        limit = 2 * sum(self.seconds[i.nodeid] for i in items) + 5
        outcome = _told(_in_a_fork(lambda: self._run(change, items), limit))
        if outcome.state == "not here":
            return _told(_in_a_fork(lambda: _all_anew(change), 2 * sum(self.seconds.values()) + 10))
        return outcome

    def _of(self, function: Function) -> list[pytest.Item]:
        """Return the tests that enter a function, the quickest first, some seconds of them."""
        entering = [i for i in self.items if function in self.enters[i.nodeid]]
        out, sum_so_far = list[pytest.Item](), 0.0
        for item in sorted(entering, key=self._worth):
            sum_so_far += self.seconds[item.nodeid]
            if sum_so_far <= MOST_SECONDS:
                out.append(item)
        return out

    def _worth(self, item: pytest.Item) -> float:
        """Return where a test stands: by its time, but whole answers of many persons soon, for they notice most."""
        seconds = self.seconds[item.nodeid]
        return min(seconds, SOON) if MANY in item.nodeid else seconds

    def _run(self, change: Change, items: Sequence[pytest.Item]) -> str:
        if not give_new_code(change):
            return json.dumps(["not here", ""])
        for item, later in zip(items, [*items[1:], None], strict=False):
            item.ihook.pytest_runtest_protocol(item=item, nextitem=later)
            if self.failed:
                break
        return json.dumps(["killed" if self.failed else "alive", self.failed])


def arguments(files: Iterable[str], without: Iterable[str]) -> list[str]:
    """Return the words for pytest: which tests, and nothing printed."""
    left_out = " and ".join(f"not {name}" for name in without)
    quiet = ["-q", "-p", "no:cacheprovider", "-p", "no:terminalreporter", "--tb=no", "-W", "ignore"]
    return [
        *(str(TESTS / f) for f in files),
        *quiet,
        "--hypothesis-profile=mutants",
        "-m",
        "not browser",
        "-k",
        left_out,
    ]


WORDS: list[str] = []  # of this run; a change outside every function runs all its tests in a fresh import


def _all_anew(change: Change) -> str:
    import_anew(change)
    for name in [
        n for n, m in sys.modules.items() if str(TESTS) in str(getattr(m, "__file__", None)) and "mutants" not in n
    ]:
        del sys.modules[name]
    first = Tests(then=lambda _: None)
    keep = type("Keep", (), {"pytest_runtest_logreport": staticmethod(first.pytest_runtest_logreport)})
    code = pytest.main([*WORDS, "-x"], plugins=[keep()])
    return json.dumps(["alive" if code == pytest.ExitCode.OK else "killed", first.failed])


def _told(said: tuple[str, float, bool]) -> Outcome:
    text, seconds, stopped = said
    if not text:
        return Outcome("too long" if stopped else "killed", seconds)
    state, by = json.loads(text)
    return Outcome(state, seconds, by)


def _in_a_fork(work: Callable[[], str], limit: float | None) -> tuple[str, float, bool]:
    """Return what `work` said, its CPU seconds, and whether the limit stopped it."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _be_the_child(work, limit, write)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as pipe:
        said = pipe.read()
    _, status, used = os.wait4(child, 0)
    return said, used.ru_utime + used.ru_stime, os.WIFSIGNALED(status)


def _be_the_child(work: Callable[[], str], limit: float | None, write: int) -> None:
    if limit is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 2))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    try:
        said = work()
    except BaseException as trouble:  # a mutant may do anything
        said = json.dumps(["killed", repr(trouble)])
    with os.fdopen(write, "w", encoding="utf-8") as pipe:
        pipe.write(said)
    os._exit(0)


def _noting(seen: set[CodeType]) -> Callable[[FrameType, str, Any], None]:
    def note(frame: FrameType, event: str, value: Any) -> None:
        seen.add(frame.f_code)

    return note


def _functions(seen: set[CodeType]) -> set[Function]:
    out = set()
    for code in seen:
        if code.co_filename.startswith(str(ENGINE)):
            file = Path(code.co_filename).relative_to(ENGINE).as_posix()
            out.add((file, code.co_qualname.split(".<locals>")[0]))
    return out
