"""Cold starts: ours, with the limit of this machine (an empty Python) beside them, all in one run."""

import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MILIUM = str(Path(sysconfig.get_path("scripts")) / "milium")
LABEL = str(ROOT / "example" / "night-cream.txt")
CASE = str(ROOT / "example" / "ana.yaml")
RUNS = 9
# name, command, limit in seconds (None: it is itself the limit)
ROWS: list[tuple[str, list[str], float | None]] = [
    ("python -S -c pass", [sys.executable, "-S", "-c", "pass"], None),
    ("python -c pass", [sys.executable, "-c", "pass"], None),
    ("milium --help", [MILIUM, "--help"], 0.15),
    ("milium audit label.txt", [MILIUM, "audit", LABEL], 0.20),
    ("milium audit label.txt --json", [MILIUM, "audit", LABEL, "--json"], 0.20),
    ("milium identify ana.yaml", [MILIUM, "identify", CASE], None),
    ("milium plan ana.yaml", [MILIUM, "plan", CASE], None),
]


def seconds(command: list[str]) -> list[float]:
    """Return the wall times of `RUNS` cold runs, after one that warms the disk."""
    times = []
    for _ in range(RUNS + 1):
        begin = time.perf_counter()
        done = subprocess.run(command, capture_output=True, check=False)
        times.append(time.perf_counter() - begin)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed: {done.stderr.decode()}")
    return times[1:]


def main() -> int:
    bare, late = 0.0, []
    print(f"{'':32}{'median s':>10}{'min s':>10}{'x bare':>8}{'limit s':>9}")
    for name, command, limit in ROWS:
        times = seconds(command)
        median = statistics.median(times)
        bare = median if name == "python -c pass" else bare
        ratio = f"{median / bare:.1f}" if bare else ""
        print(f"{name:32}{median:10.3f}{min(times):10.3f}{ratio:>8}{limit or '':>9}")
        if limit and median > limit:
            late.append(name)
    print(f"too slow: {', '.join(late)}" if late else "all within their limits")
    return 1 if late else 0


if __name__ == "__main__":
    raise SystemExit(main())
