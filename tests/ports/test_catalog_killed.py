"""A catalogue run that is killed at random moments, whole or worker by worker, gives the same bytes in the end."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import catalogs

pytestmark = pytest.mark.slow
TORTURE = bool(os.environ.get("MILIUM_TORTURE"))
KILLS = 20 if TORTURE else 4
ROWS = 4_000 if TORTURE else 1_200
OF_PART = "100" if TORTURE else "50"
SEED = 20_261
SECONDS_AT_MOST = 600


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return a catalogue, and what an undisturbed run makes of it."""
    folder = tmp_path_factory.mktemp("catalogue")
    file = catalogs.as_csv(folder / "labels.csv", catalogs.rows(ROWS))
    done = catalogs.run(file, folder / "out", "--rows", OF_PART, "--workers", "2")
    assert done.returncode == 0, done.stderr
    return file, catalogs.contents(folder / "out")


def children(pid: int) -> list[int]:
    """Return the processes that work for a run."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            parent = int((folder / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[1])
            works = b"spawn_main" in (folder / "cmdline").read_bytes()
        except (OSError, IndexError, ValueError):
            continue
        if parent == pid and works:
            found.append(int(folder.name))
    return found


def parts(out: Path) -> int:
    """Return how many parts the manifest tells of."""
    manifest = out / "manifest.jsonl"
    return max(0, len(manifest.read_text(encoding="utf-8").splitlines()) - 1) if manifest.exists() else 0


def ended(process: "subprocess.Popen[str]") -> None:
    _, words = process.communicate(timeout=SECONDS_AT_MOST)
    assert process.returncode == 0, words


def until_killed(line: list[str], out: Path, luck: random.Random) -> bool:
    """Start a run and kill it a moment after it has begun to make parts; return whether it was still at work."""
    before = parts(out)
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and parts(out) <= before:
        time.sleep(0.005)
    time.sleep(luck.uniform(0, 0.3))
    workers = children(process.pid)
    process.send_signal(signal.SIGKILL)
    killed = process.wait() == -signal.SIGKILL
    for worker in workers:
        gone(worker)
    return killed


def gone(pid: int) -> None:
    """Wait until an orphaned worker has ended by itself."""
    for _ in range(1_000):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
        except OSError:
            return
        if state == "Z":
            return
        time.sleep(0.02)
    raise AssertionError(f"worker {pid} lives on after its run")


def test_a_run_that_is_killed_again_and_again_ends_with_the_same_bytes(
    catalogue: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    file, undisturbed = catalogue
    luck, out = random.Random(SEED), tmp_path / "out"
    line = catalogs.command(file, out, "--rows", OF_PART, "--workers", "2")
    kills = sum(until_killed(line, out, luck) for _ in range(KILLS))
    assert kills >= KILLS // 2  # else the catalogue is too small for this test
    ended(subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
    assert catalogs.contents(out) == undisturbed


def test_workers_that_are_killed_cost_no_row(catalogue: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    file, undisturbed = catalogue
    luck, out = random.Random(SEED), tmp_path / "out"
    line = catalogs.command(file, out, "--rows", OF_PART, "--workers", "2")
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    kills = 0
    while process.poll() is None and kills < KILLS:
        time.sleep(luck.uniform(0.05, 0.4))
        for worker in luck.sample(found := children(process.pid), min(1, len(found))):
            os.kill(worker, signal.SIGKILL)
            kills += 1
    ended(process)
    assert kills >= KILLS // 2
    assert catalogs.contents(out) == undisturbed


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Give the address of a scheduler with two workers on this machine, and the process that keeps them."""
    folder.mkdir()
    file = folder / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    dask = [sys.executable, "-m", "dask"]
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)],
        **quiet,  # type: ignore[call-overload]
    )
    keeper = None
    try:
        while not file.exists():
            assert scheduler.poll() is None
            time.sleep(0.05)
        time.sleep(0.2)
        keeper = subprocess.Popen(
            [*dask, "worker", "--scheduler-file", str(file), "--nworkers", "2", "--nthreads", "1", "--no-dashboard"],
            **quiet,  # type: ignore[call-overload]
        )
        import json

        yield json.loads(file.read_text(encoding="utf-8"))["address"], keeper
    finally:
        for process in filter(None, (keeper, scheduler)):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def test_dask_workers_and_runs_that_are_killed_cost_no_row(
    catalogue: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    file, undisturbed = catalogue
    luck = random.Random(SEED)
    with cluster(tmp_path / "cluster") as (address, keeper):
        line = catalogs.command(file, tmp_path / "out", "--rows", OF_PART, "--runner", "dask", "--scheduler", address)
        kills = sum(until_killed(line, tmp_path / "out", luck) for _ in range(KILLS))
        assert kills >= KILLS // 2
        process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(KILLS):
            time.sleep(luck.uniform(0.2, 0.8))
            workers = children(keeper.pid)
            if workers and process.poll() is None:
                os.kill(luck.choice(workers), signal.SIGKILL)
        ended(process)
    assert catalogs.contents(tmp_path / "out") == undisturbed


def test_a_scheduler_that_goes_away_is_said_and_another_runner_goes_on(
    catalogue: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    file, undisturbed = catalogue
    out = tmp_path / "out"
    with cluster(tmp_path / "cluster") as (address, _):
        line = catalogs.command(file, out, "--rows", OF_PART, "--runner", "dask", "--scheduler", address)
        process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        while process.poll() is None and parts(out) < 2:
            time.sleep(0.01)
    _, words = process.communicate(timeout=SECONDS_AT_MOST)
    assert process.returncode == 2
    assert "the scheduler is gone. Start it again. What was finished stays valid" in words
    assert parts(out) >= 2
    ended(
        subprocess.Popen(
            catalogs.command(file, out, "--rows", OF_PART, "--workers", "2"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    )
    assert catalogs.contents(out) == undisturbed
