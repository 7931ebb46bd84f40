"""Empty databases for the tests: an SQLite file, or a PostgreSQL that is started for them alone."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

NOT_ROOT = "postgres"


def set_up_django() -> None:
    """Make Django ready once, with a data folder that is nobody's."""
    if "MILIUM_DATA" not in os.environ:
        os.environ["MILIUM_DATA"] = tempfile.mkdtemp(prefix="milium-test-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milium.web.settings")
    import django

    django.setup()


@contextmanager
def _alias(options: dict[str, Any]) -> Iterator[str]:
    """Yield the alias of a database that was told to Django and holds the tables."""
    set_up_django()
    from django.core.management import call_command
    from django.db import connections

    alias = f"test_{uuid4().hex[:8]}"
    connections.settings[alias] = connections.configure_settings({"default": {}, alias: options})[alias]
    call_command("migrate", database=alias, interactive=False, verbosity=0)
    try:
        yield alias
    finally:
        connections[alias].close()


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    """Yield an SQLite database set up as the app sets it up."""
    set_up_django()
    from milium.adapters.store.database import sqlite_settings

    with _alias(sqlite_settings(folder / "test.sqlite3")) as alias:
        yield alias


@contextmanager
def postgresql(_folder: Path) -> Iterator[str]:
    """Yield a PostgreSQL database in a cluster of its own; skip loudly where none can be started."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    binaries = found[-1] if found else None
    if binaries is None:
        which = shutil.which("initdb")
        if which is None:
            pytest.skip("PostgreSQL is absent: apt-get install postgresql, or the port is tried on SQLite only")
        binaries = Path(which).parent
    pytest.importorskip("psycopg", reason="psycopg is absent: install the extra clinic to try the port on PostgreSQL")
    with _cluster(binaries) as (folder, port):
        user = {"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "USER": "milium"}
        with _alias({**user, "HOST": str(folder), "PORT": str(port)}) as alias:
            yield alias


@contextmanager
def _cluster(binaries: Path) -> Iterator[tuple[Path, int]]:
    as_user = _as_somebody_else()
    folder = Path(tempfile.mkdtemp(prefix="milium-pg-", dir="/tmp"))
    data, port = folder / "data", _free_port()
    if as_user:
        shutil.chown(folder, as_user[-1])
        as_user = [*as_user, "--"]

    def run(*command: str) -> None:
        result = subprocess.run(
            [*as_user, *command], capture_output=True, text=True, timeout=90, cwd="/tmp", check=False
        )
        if result.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            pytest.skip(f"PostgreSQL could not be started: {result.stderr.strip()[-200:]}")

    run(str(binaries / "initdb"), "-D", str(data), "-U", "milium", "-A", "trust", "--no-sync", "-E", "UTF8")
    options = f"-c listen_addresses='' -p {port} -k {folder} -c fsync=off"
    control = str(binaries / "pg_ctl")
    run(control, "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield folder, port
    finally:
        run(control, "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _as_somebody_else() -> list[str]:
    """Return the words that run a command as somebody else when we are root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam(NOT_ROOT)
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    return ["runuser", "-u", NOT_ROOT]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
