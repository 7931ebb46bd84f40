"""A catalogue run that is killed at random moments, whole or worker by worker, gives the same bytes in the end."""

import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

import catalogs
from clusters import cluster

pytestmark = pytest.mark.slow
TORTURE = bool(os.environ.get("MILIUM_TORTURE"))
KILLS = 20 if TORTURE else 4
ROWS = 4_000 if TORTURE else 1_200
OF_PART = "100" if TORTURE else "50"
SEED = 20_261
WORKERS = 2
SECONDS_AT_MOST = 600  # for each way of killing
EARLY = 0.25  # share of kills while a run still starts


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


class Runs:
    """Runs of one command over one catalogue, killed at random moments; whatever ends must be the undisturbed bytes.

    A run that ends before its kill is compared, and the next one fills a new folder, so that the
    number of kills does not depend on how quick the machine is.
    """

    def __init__(self, catalogue: tuple[Path, dict[str, str]], folder: Path, *options: str) -> None:
        self.file, self.undisturbed = catalogue
        self.folder, self.options = folder, ("--rows", OF_PART, *options)
        self.luck = random.Random(SEED)
        self.number = self.kills = 0
        self.until = time.monotonic() + SECONDS_AT_MOST

    @property
    def out(self) -> Path:
        return self.folder / f"out-{self.number}"

    def started(self) -> "subprocess.Popen[str]":
        assert time.monotonic() < self.until, f"only {self.kills} kills in {SECONDS_AT_MOST} s"
        line = catalogs.command(self.file, self.out, *self.options)
        return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def compared(self, process: "subprocess.Popen[str]") -> None:
        """Wait for a run to end by itself, and compare what it wrote."""
        _, words = process.communicate(timeout=SECONDS_AT_MOST)
        assert process.returncode == 0, words
        assert catalogs.contents(self.out) == self.undisturbed
        self.number += 1

    def kill_whole(self) -> None:
        """Kill the run, twenty times or so: while it starts, or a moment after a further part."""
        while self.kills < KILLS:
            process, before = self.started(), parts(self.out)
            early = self.luck.random() < EARLY
            while not early and process.poll() is None and parts(self.out) <= before:
                time.sleep(0.005)
            time.sleep(self.luck.uniform(0, 1.5 if early else 0.3))
            workers = children(process.pid)
            process.send_signal(signal.SIGKILL)
            if process.wait(SECONDS_AT_MOST) != -signal.SIGKILL:
                self.compared(process)
                continue
            process.communicate()
            self.kills += 1
            for worker in workers:
                gone(worker)
        self.compared(self.started())

    def kill_workers(self, keeper: int | None = None) -> None:
        """Kill single workers while runs go on; `keeper` is the process that owns them, else the run itself."""
        while self.kills < KILLS:
            process = self.started()
            while process.poll() is None and self.kills < KILLS:
                time.sleep(self.luck.uniform(0.02, 0.4))
                found = children(keeper or process.pid)
                if found and process.poll() is None:
                    with suppress(ProcessLookupError):
                        os.kill(self.luck.choice(found), signal.SIGKILL)
                        self.kills += 1
            self.compared(process)


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
    Runs(catalogue, tmp_path, "--workers", "2").kill_whole()


def test_workers_that_are_killed_cost_no_row(catalogue: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    Runs(catalogue, tmp_path, "--workers", "2").kill_workers()


def test_dask_runs_and_workers_that_are_killed_cost_no_row(
    catalogue: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    with cluster(tmp_path / "cluster", WORKERS) as (address, keeper):
        Runs(catalogue, tmp_path / "runs", "--runner", "dask", "--scheduler", address).kill_whole()
        Runs(catalogue, tmp_path / "workers", "--runner", "dask", "--scheduler", address).kill_workers(keeper.pid)


def test_a_scheduler_that_goes_away_is_said_and_another_runner_goes_on(
    catalogue: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    file, undisturbed = catalogue
    out = tmp_path / "out"
    with cluster(tmp_path / "cluster", WORKERS) as (address, _):
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
