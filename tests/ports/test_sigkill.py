"""Nothing that was acknowledged is lost when the process is killed in the middle of writing."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from uuid import UUID

import pytest

from ports.databases import sqlite

KILLS = 40 if os.environ.get("MILIUM_TORTURE") else 6
WRITER = textwrap.dedent(
    """
    import sys
    from datetime import UTC, date, datetime
    from uuid import uuid4
    from ports.databases import set_up_django
    set_up_django()
    from django.db import connections
    from milium.adapters.store.database import sqlite_settings
    from milium.adapters.store.log import DjangoStore
    from milium.domain.events import Event
    from pathlib import Path
    connections.settings["k"] = connections.configure_settings(
        {"default": {}, "k": sqlite_settings(Path(sys.argv[1]))})["k"]
    store = DjangoStore("k")
    while True:
        pair = [Event(uuid4(), "me", datetime.now(UTC), date(2026, 11, 23), "tick", {"slot": "pm"}) for _ in range(2)]
        store.add(pair)
        print(pair[0].id, pair[1].id, flush=True)
    """
)


@pytest.mark.slow
def test_every_acknowledged_event_survives_sigkill(tmp_path: Path) -> None:
    acknowledged: list[UUID] = []
    with sqlite(tmp_path) as alias:
        for kill in range(KILLS):
            acknowledged += _write_until_killed(tmp_path / "test.sqlite3", after_s=0.05 + 0.07 * (kill % 5))
        from django.db import connections

        from milium.adapters.store.log import DjangoStore

        connections[alias].close()
        events = DjangoStore(alias).events("me")
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchone()[0] == "ok"
    kept = [event.id for event in events]
    assert acknowledged, "no event was acknowledged before a kill: the test proved nothing"
    assert set(acknowledged) <= set(kept)
    assert len(kept) == len(set(kept))
    assert len(kept) % 2 == 0, "half of a batch was kept"


def _write_until_killed(path: Path, after_s: float) -> list[UUID]:
    """Start a writer, kill it some time after its first acknowledgement, return what it had acknowledged."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent.parent), *sys.path])}
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, env=environment
    ) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(after_s)
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read()
    lines = [line.split() for line in (first + rest).splitlines()]
    return [UUID(word) for line in lines if len(line) == 2 and len(line[1]) == 36 for word in line]
