"""The phone edition: sizes, starts and memory, with the limit beside each, all in one run.

DevTools' throttling does not reach workers, so the slow rows stop and continue all our own renderer
processes: of each period they run a part. The slowdown that this reached is measured and printed, and so
is how busy the machine was with other things (1.0: not at all); above 1.3 the times say little. So each run
has a peer beside it: Pyodide alone, as npm gives it, in a worker, until it has added one and one. What is told
against it says more on a busy machine.
"""

import json
import os
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright  # noqa: E402

from browser.phone.host import hosted  # noqa: E402
from milium.care.carry import event_row  # noqa: E402
from milium.site.build import MOST_BROTLI, build  # noqa: E402
from milium.site.runtime import fetch  # noqa: E402
from pages_app import planned  # noqa: E402

RUNS, PERIOD_S, SLOW, BUSY_S = 3, 0.016, 4, 0.4
LABEL = json.dumps(
    {"verb": "audit", "today": "2026-11-23", "data": {"text": "Aqua, Glycerin, Lanolin, Paraffinum Liquidum"}}
)
ASK = "(text) => import('./engine.js').then((e) => e.ask('raw', [['ask', text]])).then(() => performance.now())"
LOOP = """() => {
  const begin = performance.now();
  let x = 0;
  for (let i = 0; i < 4e7; i++) x += i % 7;
  return performance.now() - begin;
}"""
FIRST = """() => new Promise((yes) => {
  const look = () => {
    const mark = performance.getEntriesByName("first")[0];
    if (mark) yes(mark.startTime);
    else setTimeout(look, 5);
  };
  look();
})"""
# what, and the limit in ms at full speed and slowed four times
ROWS = {
    "first visit: first answer": (1500, 4000),
    "offline restart: first answer": (1000, 3500),
    "offline restart: Tonight visible": (300, 1000),
}
MOST_MEMORY = 200  # MB
# Pyodide alone: a page, and a worker that starts it.
BARE = {
    "bare.html": '<!doctype html><title>bare</title><script type="module" src="bare.js"></script>',
    "bare.js": """new Worker("worker.js", { type: "module" }).onmessage = () => performance.mark("first");""",
    "worker.js": """import { loadPyodide } from "./pyodide.mjs";
      const python = await loadPyodide({ packages: [] });
      postMessage(python.runPython("1 + 1"));""",
}
PEERS = {"first visit: first answer": "peer first", "offline restart: first answer": "peer restart"}


def renderers(profile: Path) -> list[int]:
    """Return the processes that render pages for the browser of this profile."""
    rows: list[tuple[int, int, str]] = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().decode("utf-8", "replace").replace("\0", " ")
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError, ValueError):
                continue
            rows.append((int(folder.name), parent, words))
    ours = {pid for pid, _, words in rows if f"--user-data-dir={profile}" in words}
    for _ in range(5):
        ours |= {pid for pid, parent, _ in rows if parent in ours}
    return [pid for pid, _, words in rows if pid in ours and "--type=renderer" in words]


@contextmanager
def slowed(profile: Path, rate: int) -> Iterator[None]:
    """Let the renderers of a profile run only 1/rate of the time."""
    if rate == 1:
        yield
        return
    over = threading.Event()
    pids: list[int] = []

    def look() -> None:
        while not over.wait(0.05):
            pids[:] = renderers(profile)

    def pace() -> None:
        while not over.is_set():
            told = list(pids)
            tell(told, signal.SIGSTOP)
            time.sleep(PERIOD_S * (rate - 1) / rate)
            tell(told, signal.SIGCONT)
            time.sleep(PERIOD_S / rate)

    threads = [threading.Thread(target=one, daemon=True) for one in (look, pace)]
    for one in threads:
        one.start()
    try:
        yield
    finally:
        over.set()
        for one in threads:
            one.join()
        tell(renderers(profile), signal.SIGCONT)


def busy() -> float:
    """Return how much longer work takes now than its own CPU time: what else this machine does."""
    wall, cpu = time.perf_counter(), time.process_time()
    while time.process_time() - cpu < BUSY_S:
        pass
    return (time.perf_counter() - wall) / BUSY_S


def tell(pids: list[int], what: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, what)
        except ProcessLookupError:
            continue


def memory_mb(profile: Path) -> float:
    """Return the largest renderer's own share of memory (PSS)."""
    sizes = [0.0]
    for pid in renderers(profile):
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        sizes.append(int(next(line for line in text.splitlines() if line.startswith("Pss:")).split()[1]) / 1024)
    return max(sizes)


def opened(tool: Playwright, profile: Path) -> tuple[BrowserContext, Page]:
    context = tool.chromium.launch_persistent_context(
        str(profile),
        executable_path=shutil.which("chromium") or "/usr/bin/chromium",
        args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"],
        viewport={"width": 360, "height": 740},
    )
    page = context.pages[0]
    page.set_default_timeout(120_000)
    return context, page


def bare(folder: Path) -> Path:
    """Make the folder of the peer."""
    shutil.copytree(fetch(ROOT / "build" / "cache"), folder)
    for name, text in BARE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def peer(tool: Playwright, folder: Path, rate: int) -> dict[str, float]:
    """Start Pyodide alone: on a first visit, and again in a browser that has its files."""
    found: dict[str, float] = {}
    profile = Path(tempfile.mkdtemp(prefix="milium-bench-"))
    with hosted(folder) as host:
        for name in ("peer first", "peer restart"):
            context, page = opened(tool, profile)
            with slowed(profile, rate):
                page.goto(f"{host.base}/bare.html", wait_until="commit")
                found[name] = page.evaluate(FIRST)
            context.close()
    shutil.rmtree(profile, ignore_errors=True)
    return found


def one_run(tool: Playwright, edition: Path, rate: int) -> dict[str, float]:
    found: dict[str, float] = {"busy": busy(), **peer(tool, edition.with_name("bare"), rate)}
    profile = Path(tempfile.mkdtemp(prefix="milium-bench-"))
    with hosted(edition) as host:
        base = host.base
        context, page = opened(tool, profile)
        with slowed(profile, rate):
            page.goto(base, wait_until="commit")
            found["first visit: first answer"] = page.evaluate(ASK, LABEL)
        page.locator("html[data-offline=ready]").wait_for(state="attached")
        seed(page)
        found["MB"] = memory_mb(profile)
        context.close()
    context, page = opened(tool, profile)
    page.goto("about:blank")
    found["loop"] = page.evaluate(LOOP)
    with slowed(profile, rate):
        page.wait_for_timeout(300)
        found["slow loop"] = page.evaluate(LOOP)
        page.goto(base, wait_until="commit")
        found["offline restart: Tonight visible"] = page.evaluate(FIRST)
        found["offline restart: first answer"] = page.evaluate(ASK, LABEL)
    context.close()
    shutil.rmtree(profile, ignore_errors=True)
    return found


def seed(page: Page) -> None:
    """Give the phone a plan that began today, and wait until this evening was made ahead."""
    rows: list[Any] = [event_row(event) for event in planned(date.today()).events]
    page.evaluate("async (rows) => (await (await import('./log.js')).open()).add(rows)", rows)
    page.reload()
    made = "async () => Boolean(await (await (await import('./log.js')).open()).note('begun'))"
    while not page.evaluate(made):
        page.wait_for_timeout(100)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="milium-bench-") as folder:
        edition = Path(folder) / "phone"
        files = build(edition, ROOT / "build" / "cache")
        for size in files[:6]:
            print(f"{size.name:34}{size.raw:>12,} bytes{size.brotli:>12,} brotli")
        brotli = sum(size.brotli for size in files)
        print(
            f"{f'in all, {len(files)} files':34}{sum(s.raw for s in files):>12,} bytes"
            f"{brotli:>12,} brotli   limit {MOST_BROTLI:,}"
        )
        bare(edition.with_name("bare"))
        late = measure(edition)
    print(f"over: {', '.join(late)}" if late else "all within their limits")
    return 1 if late else 0


def measure(edition: Path) -> list[str]:
    late: list[str] = []
    head = f"{'ms, median of ' + str(RUNS) + ' (min)':34}{'busy':>6}{'slowed':>8}{'median':>9}{'min':>8}{'limit':>8}"
    print(f"{head}{'peer':>8}{'ratio':>7}")
    with sync_playwright() as tool:
        for place, rate in enumerate((1, SLOW)):
            runs = [one_run(tool, edition, rate) for _ in range(RUNS)]
            slow = statistics.median(run["slow loop"] / run["loop"] for run in runs)
            crowd = statistics.median(run["busy"] for run in runs)
            for name, limits in ROWS.items():
                times = [run[name] for run in runs]
                median = statistics.median(times)
                beside = told_beside(runs, name)
                print(f"{name:34}{crowd:6.1f}{slow:8.1f}{median:9.0f}{min(times):8.0f}{limits[place]:8}{beside}")
                if median > limits[place]:
                    late.append(f"{name} x{rate}")
            memory = max(run["MB"] for run in runs)
            print(f"{'memory of the page with Python, MB':34}{'':14}{memory:9.0f}{'':8}{MOST_MEMORY:8}")
            if memory > MOST_MEMORY:
                late.append("memory")
    return late


def told_beside(runs: list[dict[str, float]], name: str) -> str:
    """Return what the peer took, and the median of ours against it, run by run."""
    other = PEERS.get(name)
    if other is None:
        return ""
    ratio = statistics.median(run[name] / run[other] for run in runs)
    return f"{statistics.median(run[other] for run in runs):8.0f}{ratio:7.2f}"


if __name__ == "__main__":
    raise SystemExit(main())
