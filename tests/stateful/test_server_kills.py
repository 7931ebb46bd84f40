"""The server is killed again and again while a device ticks: no acknowledged event is lost, none is there twice."""

import os
import signal
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Timer
from typing import Any
from uuid import UUID, uuid4

import pytest

from milium.domain.events import Event
from serving import Server, Tab, free_port
from synced import Device

KILLS = 200 if os.environ.get("MILIUM_TORTURE") else 5
DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TICK = {"slot": "pm", "step": "cleanse"}


def tick(n: int) -> Event:
    return Event(uuid4(), "me", NOON + timedelta(milliseconds=n), DAY, "tick" if n % 2 else "untick", TICK)


@pytest.mark.slow
def test_no_acknowledged_tick_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    data, port, phone = tmp_path / "data", free_port(), Device()
    acknowledged: set[UUID] = set()
    cookie, cut_off = "", 0
    for kill in range(KILLS):
        server = Server(data, port)
        tab = Tab(port, cookie)
        if not cookie:  # the sign-in outlives the kills, as a phone's does
            tab.sign_in(server.address)
        timer = Timer(0.05 + 0.035 * (kill % 9), server.end, (signal.SIGKILL,))
        try:
            cut_off += _tick_until_killed(phone, tab, timer, acknowledged)
        finally:
            timer.join()
            server.end(signal.SIGKILL)
        cookie = tab.cookie
        tab.close()
    assert acknowledged, "nothing was acknowledged before a kill: the test proved nothing"
    assert cut_off, "no kill cut an exchange off: the test proved nothing"
    rows = _on_disk(data)
    assert acknowledged <= rows.keys(), "an acknowledged event is lost"
    last = Server(data, port)
    try:
        tab = Tab(port, cookie)
        assert phone.exchange(tab.carry)
        tab.close()
    finally:
        last.end()
    rows = _on_disk(data)
    assert rows.keys() == phone.log.keys()
    assert sorted(rows.values()) == list(range(1, len(rows) + 1)), "places have holes or are there twice"
    assert not phone.link.waiting


def _tick_until_killed(phone: Device, tab: Tab, timer: Timer, acknowledged: set[UUID]) -> int:
    """Tick and send until the server is gone; return 1 when an exchange was cut off."""

    def carry(question: Mapping[str, Any]) -> Mapping[str, Any] | None:
        answered = tab.carry(question)
        acknowledged.update(UUID(ident) for ident in (answered or {}).get("acknowledged", ()))
        return answered

    assert phone.exchange(carry), "the server is there, but takes nothing"
    timer.start()
    while True:
        phone.enter([tick(len(phone.log))])
        if not phone.exchange(carry):
            return 1


def _on_disk(data: Path) -> dict[UUID, int]:
    """Return id -> place of every event in the file, which must be whole."""
    with closing(sqlite3.connect(data / "milium.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        found = database.execute("SELECT id, seq FROM store_storedevent").fetchall()
    assert len({ident for ident, _ in found}) == len(found)
    return {UUID(ident): seq for ident, seq in found}
