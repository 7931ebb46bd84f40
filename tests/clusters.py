"""A Dask cluster on this machine, for the bench of catalogues and for the tests that kill its workers."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS_TO_START = 60


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Give the address of a scheduler with so many workers of one thread each, and the process that keeps them.

    All workers are there when it is given.
    """
    folder.mkdir(exist_ok=True)
    file = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    where = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    started = [subprocess.Popen([*dask, "scheduler", *where], **quiet)]  # type: ignore[call-overload]
    try:
        _wait(file.exists)
        time.sleep(0.2)  # it is written in two goes
        size = ["--nworkers", str(workers), "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
        started.append(subprocess.Popen([*dask, "worker", "--scheduler-file", str(file), *size], **quiet))  # type: ignore[call-overload]
        address = str(json.loads(file.read_text(encoding="utf-8"))["address"])
        from distributed import Client

        with Client(address) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(workers, timeout=SECONDS_TO_START)
        yield address, started[-1]
    finally:
        for process in reversed(started):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(there: object) -> None:
    assert callable(there)
    until = time.monotonic() + SECONDS_TO_START
    while not there():
        assert time.monotonic() < until, "no scheduler came up"
        time.sleep(0.05)
