"""Let one run at a time write into a folder; a killed one leaves nothing behind."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from milium.errors import BadInput


@contextmanager
def alone(path: Path, what: str) -> Iterator[None]:
    """Hold the lock file `path` while inside; the system lets go of it when the process ends, however it ends.

    Args:
        path: The lock file, in the folder that is written; the folder is made.
        what: What runs, for the message ("import").

    Raises:
        BadInput: Another one is running, or the folder cannot be written.
    """
    fix = "Name another folder with --data."
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = sqlite3.connect(path, timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise BadInput(f"it cannot be written ({error}).", where=str(path.parent), fix=fix) from None
    try:
        _take(lock, path, what)
        yield
    finally:
        lock.close()


def _take(lock: sqlite3.Connection, path: Path, what: str) -> None:
    try:
        lock.execute("begin exclusive")
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            fix = "Wait until it has ended, then run this again."
            raise BadInput(f"another {what} is running on this folder.", where=str(path.parent), fix=fix) from None
        fix = "Name another folder with --data."
        raise BadInput(f"it cannot be written ({error}).", where=str(path.parent), fix=fix) from None
