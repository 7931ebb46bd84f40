"""Say at the very end how many tests were skipped, and why: a skip must never be silent."""

import json
from collections import Counter
from pathlib import Path

import pytest

_COUNTS = pytest.StashKey[Counter[str]]()
_SO_FAR = "milium-skips.json"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--skips-so-far",
        action="store_true",
        help="add this run's skips to those of the runs before it in the same `make test`",
    )


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return why a test was skipped, without pytest's own "Skipped: "."""
    detail = report.longrepr
    text = str(detail[2]) if isinstance(detail, tuple) else str(detail)
    return text.removeprefix("Skipped: ").strip() or "no reason given"


def last_line(counts: Counter[str]) -> str:
    """Return the line that counts skips by reason, most frequent first."""
    if not counts:
        return "skips: none"
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return f"skips: {sum(counts.values())} ({'; '.join(f'{count} x {reason}' for reason, count in rows)})"


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):  # a helper of pytest-xdist; the one that started it counts them all
        return
    config.stash[_COUNTS] = Counter(reason_of(report) for report in terminalreporter.stats.get("skipped", []))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    counts = config.stash.get(_COUNTS, None)
    if counts is None:  # a helper, or a run that ended before it began
        return
    if config.getoption("--skips-so-far"):
        file = Path(config.rootpath) / ".pytest_cache" / _SO_FAR
        before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        counts = counts + Counter(before)
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(counts), encoding="utf-8")
    print(last_line(counts), flush=True)  # noqa: T201  (after pytest's own last line, on purpose)
