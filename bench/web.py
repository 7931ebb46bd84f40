"""Print how long the app takes to show Tonight, with years of one person's log and many other people beside it.

Run: python bench/web.py [--seconds 10] [--rate 50] [--others 10000] [--years 1 3 10]

A real `milium serve` (the server and settings people get) on this machine. Requests are sent at fixed
moments, whether or not earlier ones were answered; each is timed from its moment on, so waiting in a
queue counts. One in fifty is a tick, sent as a form after its page; the others look. First
come the first look of the day, which folds the years and makes the plan, and the first tick with the
look after it, which keep the plan in hand and make it anew. Both are printed on their own.
The others are cases of their own in the same database, some weeks of entries each.
"""

import argparse
import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from threading import local
from time import perf_counter, sleep
from urllib.parse import urlencode
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import pages_app  # noqa: E402
from milium.domain.events import Event  # noqa: E402
from serving import Tab, serving  # noqa: E402

LIMIT_P99_MS = 200
OTHERS_EVENTS = 30
TICK_EVERY = 50
THREADS = 16
DAILY = (("am", "cleanse"), ("am", "moisturise"), ("am", "sunscreen"), ("pm", "cleanse"), ("pm", "moisturise"))
CALM = {"irritation": 0, "spf": "ok", "adherence": "good", "skin_now": [], "flags": [], "bumps": "same"}


def life(years: int, today: date) -> Iterator[Event]:
    """Yield years of a person: a plan that was begun, care twice a day, a check-in a week, a count every four."""
    lived = pages_app.acid_night()
    first = today - timedelta(days=365 * years)
    shift = first - min(event.local_date for event in lived.events)
    for event in lived.events:
        if event.kind not in {"tick", "untick", "check_in"}:
            yield Event(uuid4(), "me", event.at + shift, event.local_date + shift, event.kind, event.body)
    for n in range(365 * years):
        day = first + timedelta(days=n)
        at = datetime(day.year, day.month, day.day, 20, tzinfo=pages_app.ZONE)
        for k, (slot, step) in enumerate(DAILY):
            yield Event(uuid4(), "me", at + timedelta(seconds=k), day, "tick", {"slot": slot, "step": step})
        if n % 7 == 0:
            yield Event(uuid4(), "me", at + timedelta(seconds=8), day, "check_in", CALM)
        if n % 28 == 0:
            yield Event(uuid4(), "me", at + timedelta(seconds=9), day, "count", {"count": 12, "by": "eye"})


def others(count: int, today: date) -> Iterator[Event]:
    """Yield some weeks of other people."""
    at = datetime(today.year, today.month, today.day, 8, tzinfo=pages_app.ZONE)
    for n in range(count):
        for k in range(OTHERS_EVENTS):
            day = today - timedelta(days=k)
            yield Event(uuid4(), f"o{n}", at - timedelta(days=k), day, "tick", {"slot": "pm", "step": "cleanse"})


def fill(data: Path, years: int, count: int) -> int:
    """Make a database; return how many entries the person has."""
    pid = os.fork()
    if pid == 0:  # Django is set up once a process, and each database has a folder of its own
        try:
            _fill(data, years, count)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    return sum(1 for _ in life(years, date.today()))


def _fill(data: Path, years: int, count: int) -> None:
    from milium.web import serve

    serve.prepare(data)
    from milium.web import parts

    today = parts.clock().today()
    parts.store().add(life(years, today))
    batch: list[Event] = []
    for event in others(count, today):
        batch.append(event)
        if len(batch) >= 20_000:
            parts.store().add(batch)
            batch = []
    parts.store().add(batch)


def tick_of(page: str) -> str:
    """Return what is sent by a tap on the last step of a page."""
    form = next(one for one in reversed(page.split("<form")) if 'name="row"' in one).partition("</form>")[0]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    choice = re.findall(r'name="choice" value="(tick|untick)"', form)[-1]
    return urlencode({**fields, "choice": choice})


def send_tick(tab: Tab, page: str) -> int:
    """Tap the last step of a page; return 200 when it was taken."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    status, _ = tab.send("POST", "/tonight/tick", tick_of(page), **kind)
    return 200 if status == 303 else status


def load(port: int, cookie: str, rate: int, seconds: int) -> tuple[list[float], int]:
    """Return the milliseconds of every request, and how many did not answer 200."""
    tabs, wrong = local(), []
    begin = perf_counter() + 0.2

    def one(n: int) -> float:
        due = begin + n / rate
        sleep(max(due - perf_counter(), 0))
        tab = tabs.__dict__.setdefault("tab", Tab(port, cookie))
        status, page = tab.send("GET", "/tonight")
        if n % TICK_EVERY == 0 and status == 200:
            status = send_tick(tab, page)
        if status != 200:
            wrong.append(n)
        return (perf_counter() - due) * 1000

    with ThreadPoolExecutor(THREADS) as pool:
        times = list(pool.map(one, range(rate * seconds)))
    return times, len(wrong)


def cpu_ms(group: int) -> float:
    """Return the processor time that all processes of a group have used so far."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:13])) if int(fields[2]) == group else 0
    return 1000 * ticks / os.sysconf("SC_CLK_TCK")


def ticked(data: Path) -> int:
    """Return how many ticks of today are kept: a bench whose ticks change nothing would flatter."""
    with closing(sqlite3.connect(data / "milium.sqlite3")) as database:
        query = "SELECT count(*) FROM store_storedevent WHERE \"case\" = 'me' AND kind IN ('tick', 'untick')"
        return int(database.execute(query).fetchone()[0])


def measure(years: int, options: argparse.Namespace) -> bool:
    """Print the row of one length; return whether it keeps the limit."""
    with tempfile.TemporaryDirectory(prefix="milium-bench-") as folder:
        data = Path(folder) / "data"
        entries = fill(data, years, options.others)
        with serving(data) as (server, tab):
            begin = perf_counter()
            status, page = tab.send("GET", "/tonight")
            first = (perf_counter() - begin) * 1000
            assert status == 200, f"Tonight answered {status}"
            assert '<li class="step' in page, "Tonight shows no step"
            begin = perf_counter()
            send_tick(tab, page)
            tab.send("GET", "/tonight")
            tick = (perf_counter() - begin) * 1000
            before, kept_before = cpu_ms(server.pid), ticked(data)
            times, wrong = load(server.port, tab.cookie, options.rate, options.seconds)
            cpu = (cpu_ms(server.pid) - before) / len(times)
            assert ticked(data) > kept_before, "no tick was kept: the bench measured nothing"
    centiles = quantiles(times, n=100)
    kept = centiles[98] <= LIMIT_P99_MS and not wrong
    print(
        f"{years:>5} {entries:>8} {first:>13.0f} {tick:>13.0f} {len(times):>9} {centiles[49]:>8.1f} "
        f"{centiles[94]:>8.1f} {centiles[98]:>8.1f} {max(times):>8.0f} {cpu:>7.1f} {wrong:>6}  "
        f"{'kept' if kept else 'MISSED'}",
        flush=True,
    )
    return kept


def main() -> int:
    """Measure each length of log; 1 when the limit is missed with one year."""
    read = argparse.ArgumentParser(description="How long Tonight takes.")
    read.add_argument("--seconds", type=int, default=10)
    read.add_argument("--rate", type=int, default=50)
    read.add_argument("--others", type=int, default=10_000)
    read.add_argument("--years", type=int, nargs="*", default=[1, 3, 10])
    options = read.parse_args()
    load_now = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{options.rate} requests/s for {options.seconds} s, {options.others} other people; load {load_now}")
    print(f"limit: p99 {LIMIT_P99_MS} ms with one year\n")
    print("years  entries first look ms first tick ms  requests   p50 ms   p95 ms   p99 ms   max ms  CPU ms  wrong")
    kept = {years: measure(years, options) for years in options.years}
    return 0 if kept.get(1, True) else 1


if __name__ == "__main__":
    sys.exit(main())
