"""Print how well and how fast labels are read, with peers and limits beside ours, all in one run.

Run: python bench/audit.py (the data lie in ../shared/data/audit, beside the repository)
The rates of the library and of peers are for one core, in seconds of that core (not of the clock),
so that other work on the machine disturbs them less; those of catalogues are by the clock.
MILIUM_BENCH_ROWS=1000000 makes the catalogues as large as the targets speak of; MILIUM_BENCH_MIXED_ROWS
sets the rows of the recombined one alone (a tenth of the others unless said).
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import corpora
from npm_peer import NAME, VERSION, haircare
from peers import peers

from milium.adapters.packfiles import load_knowledge, load_part
from milium.compiled import is_taken
from milium.domain.name_facts import NameFacts
from milium.engine.audit.read import read_text
from milium.knowledge.naming import build_names

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from clusters import cluster

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "audit"
ROWS = int(os.environ.get("MILIUM_BENCH_ROWS", "100000"))
MIXED_ROWS = int(os.environ.get("MILIUM_BENCH_MIXED_ROWS", str(ROWS // 10)))
MOST_ROWS_OF_DASK = 100_000
SLOW_PEER = 60  # labels: a linear scan needs seconds for them


def score(found: Callable[[str], Sequence[str]]) -> tuple[float, int, int]:
    """Return F1, exact lists and labels of golden_dev."""
    hits = got = wanted = exact = count = 0
    for line in (DATA / "golden_dev.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        names = [_key(name) for name in found(label["raw_text"])]
        want = [{_key(n) for n in [w["name"], *w.get("accept", [])]} for w in label["expected"]]
        left = list(want)
        for name in names:
            place = next((i for i, w in enumerate(left) if name in w), None)
            if place is not None:
                left.pop(place)
                hits += 1
        got, wanted, count = got + len(names), wanted + len(want), count + 1
        exact += len(names) == len(want) and all(n in w for n, w in zip(names, want, strict=True))
    return 2 * hits / max(1, got + wanted), exact, count


def rate(work: Callable[[str], object], texts: Sequence[str], times: int = 3) -> float:
    """Return labels a second of one core, the best of some runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - start)
    return len(texts) / best


def row(title: str, labels: float, texts: Sequence[str], found: tuple[float, int, int] | None = None) -> None:
    mb = labels * sum(len(t.encode()) for t in texts) / len(texts) / 1e6
    scored = f"{found[0]:8.4f} {found[1]:>5}/{found[2]}" if found else ""
    print(f"  {title:<46}{labels:>12,.0f}{mb:>9.1f}{scored}", flush=True)


def library(names: NameFacts, texts: list[str]) -> float:
    print(f"one core, labels_dev: {len(texts):,} labels\n  {'':<46}{'labels/s':>12}{'MB/s':>9}{'F1':>8} {'exact':>8}")
    cold = rate(lambda text: read_text(text, names), texts, times=1)
    warm = rate(lambda text: read_text(text, names), texts)
    found = score(lambda text: [x.name for x in read_text(text, names).ingredients])
    row("milium, nothing remembered", cold, texts)
    row("milium, tokens remembered", warm, texts, found)
    ours = {}
    for title, finder in peers(names.exact):
        if finder is None:
            print(f'  {title:<46}{"not installed":>12} (pip install "milium[peers]")')
            continue
        some = texts[:SLOW_PEER] if "rapidfuzz" in title else texts
        ours[title] = rate(finder, some, times=1 if "rapidfuzz" in title else 3)
        row(title, ours[title], some, score(finder))
    npm_peer(names, texts, ours)
    limits(names, texts)
    for title, peer in ours.items():
        print(f"  milium / {title}: {warm / peer:.2f}")
    return warm


def npm_peer(names: NameFacts, texts: list[str], ours: dict[str, float]) -> None:
    """Print the peer from npm, or why it was not run."""
    title = f"{NAME} {VERSION} (npm)"
    lines = (DATA / "golden_dev.jsonl").read_text(encoding="utf-8").splitlines()
    answered = haircare(texts, [json.loads(line)["raw_text"] for line in lines], names.exact)
    if isinstance(answered, str):
        print(f"  {title:<46}{'not run':>12} ({answered})")
        return
    ours[title] = answered.rate
    row(title, answered.rate, texts[: answered.labels], score(lambda text: answered.found[text]))


def limits(names: NameFacts, texts: list[str]) -> None:
    tokens = [[t.strip() for t in text.upper().split(",")] for text in texts]
    known = names.exact
    start = time.process_time()
    for listed in tokens:
        for token in listed:
            _ = token in known
    row("limit: look-ups of ready tokens", len(texts) / (time.process_time() - start), texts)
    row("limit: upper and split", rate(lambda text: text.upper().split(","), texts), texts)
    import polars

    table = polars.DataFrame({"text": texts})
    keys = polars.DataFrame({"token": list(known)})
    start = time.perf_counter()
    table.select(polars.col("text").str.to_uppercase().str.split(",").alias("token")).explode("token").with_columns(
        polars.col("token").str.strip_chars()
    ).join(keys, on="token", how="inner")
    row("limit: Polars split and join, all cores, clock", len(texts) / (time.perf_counter() - start), texts)


def single(names: NameFacts, texts: list[str]) -> None:
    times = []
    for text in texts:
        start = time.process_time()
        read_text(text, names)
        times.append(time.process_time() - start)
    times.sort()
    print(f"one label, warm: median {1000 * times[len(times) // 2]:.3f} ms, ", end="")
    print(f"99 % under {1000 * times[len(times) * 99 // 100]:.3f} ms (limit 2 ms)")


def coverage(names: NameFacts, texts: list[str]) -> None:
    readings = [read_text(text, names) for text in texts]
    how = Counter(x.how for r in readings for x in r.ingredients)
    total = sum(how.values())
    known = total - how["form"] - how["unknown"]
    whole = sum(r.has_list and not r.unknown for r in readings)
    print(f"names: {total:,}; in the table {known / total:.1%}, by form {how['form'] / total:.1%}, ", end="")
    print(f"unknown {how['unknown'] / total:.1%}; {dict(how)}")
    print(f"labels: {sum(r.has_list for r in readings)} with a list, {whole} of them without an unknown name")


def table_load() -> None:
    """Time the names table in a fresh process, and what it adds to its highest memory (`getrusage` tells ours)."""
    code = (
        "import re, time; from milium.adapters.packfiles import load_knowledge as k; "
        "r = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) / 1024; "
        "from milium.engine.audit.read import read_text; import milium.knowledge.audit; m = r(); "
        "t = time.process_time(); n = k().audit.names; len(n.exact); "
        "print(1000 * (time.process_time() - t), r() - m)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ms, mb = map(float, done.stdout.split())
    print(f"names table: loaded in {ms:.0f} ms (limit 60), {mb:.0f} MB more (limit 120)")


class Run(NamedTuple):
    """What a catalogue took: seconds by the clock, and the most memory of all its processes together, kB."""

    seconds: float
    peak: int


def catalogue(title: str, file: Path, rows: int, tokens: int, target: int) -> Run:
    """Audit a catalogue on two processes; print rate and peak memory of all of them together."""
    with tempfile.TemporaryDirectory() as folder:
        line = audit_line(file, folder, "--workers", "2")
        start, used = time.perf_counter(), os.times()
        process = subprocess.Popen([*line, "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        peak = 0
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            time.sleep(0.1)
        seconds = time.perf_counter() - start
        assert process.returncode == 0
        now = os.times()
        cpu = now.children_user + now.children_system - used.children_user - used.children_system
    print(f"catalogue, {title}: {rows:,} labels, {tokens:,} distinct tokens, 2 processes: ", end="")
    print(f"{rows / seconds:,.0f} labels/s by the clock, {2 * rows / cpu:,.0f} in two seconds of a core ", end="")
    print(f"(target {target:,}), peak {peak / 1e6:.2f} GB (limit 1.5)", flush=True)
    return Run(seconds, peak)


def grown(less: Run, more: Run) -> None:
    """Print what ten times the rows took beside the tenth of them."""
    print(f"  10 x the rows took {more.seconds / less.seconds:.1f} x the time (limit 10.5) ", end="")
    print(f"and {more.peak / less.peak:.2f} x the memory (wanted: 1, it does not grow with the rows)", flush=True)


def audit_line(file: Path, folder: str, *options: str) -> list[str]:
    """Return the command that audits a catalogue."""
    return [sys.executable, "-m", "milium", "catalog", "audit", str(file), "-o", f"{folder}/out", *options]


def dask_beside_local(file: Path, rows: int) -> None:
    """Print how much longer a cluster with two workers takes than two local processes, all fresh, by the clock."""
    local = dask = float("inf")
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            local = min(local, seconds_of(audit_line(file, folder, "--workers", "2")))
        with tempfile.TemporaryDirectory() as folder, cluster(Path(folder), 2) as (address, _):
            dask = min(dask, seconds_of(audit_line(file, folder, "--runner", "dask", "--scheduler", address)))
    print(
        f"Dask with 2 workers beside 2 processes, {rows:,} labels: {rows / dask:,.0f} and {rows / local:,.0f} ", end=""
    )
    print(f"labels/s; {dask / local:.2f} x the time (limit 1.5)", flush=True)


def seconds_of(line: list[str]) -> float:
    """Run a catalogue and return the seconds it says it took."""
    done = subprocess.run([*line, "--json"], capture_output=True, check=True)
    return float(json.loads(done.stdout)["seconds"])


def memory(pid: int) -> int:
    """Return the memory of a process and its children, kB."""
    total = 0
    for folder in Path("/proc").iterdir():
        try:
            parent = (folder / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[1]
            if folder.name == str(pid) or parent == str(pid):
                status = (folder / "status").read_text(encoding="utf-8")
                total += int(re.findall(r"VmRSS:\s+(\d+)", status)[0])
        except (OSError, IndexError):
            continue
    return total


def catalogues(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tenth, whole = Path(folder) / "tenth.parquet", Path(folder) / "whole.parquet"
        tokens = corpora.repeated(texts, ROWS // 10, tenth)
        corpora.repeated(texts, ROWS, whole)
        less = catalogue("labels_dev repeated", tenth, ROWS // 10, tokens, 40_000)
        grown(less, catalogue("labels_dev repeated", whole, ROWS, tokens, 40_000))
        rows = min(ROWS, MOST_ROWS_OF_DASK)
        corpora.repeated(texts, rows, whole)  # enough of them that the start of four processes does not decide
        dask_beside_local(whole, rows)
        title = "recombined, a misspelling in every second label"
        distinct = corpora.recombined(texts, MIXED_ROWS // 10, tenth)
        less = catalogue(title, tenth, MIXED_ROWS // 10, distinct, 25_000)
        distinct = corpora.recombined(texts, MIXED_ROWS, whole)
        grown(less, catalogue(title, whole, MIXED_ROWS, distinct, 25_000))


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", " ", name.upper()).strip()


def main() -> int:
    if not DATA.is_dir():
        print(f"../shared is absent: no {DATA.name} data", file=sys.stderr)
        return 2
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f} when this began: compare the ratios, not the rates")
    print(f"labels are read by {'compiled' if is_taken() else 'plain'} Python")
    names = build_names(load_part("audit"), [])
    assert names is not None
    read_text("Aqua, Glycerin, Zyxoplast Vorin, Phenoxethanol", names)
    texts = corpora.labels(DATA)
    library(names, texts)
    single(names, texts)
    coverage(names, texts)
    table_load()
    assert load_knowledge().audit is not None
    catalogues(texts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
