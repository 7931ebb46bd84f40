"""A computer of one's own beside the phone, as the tests drive it."""

import hashlib
import secrets
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from pages_app import planned
from serving import Server, Tab, free_port
from synced import Device


class Computer:
    """A computer of one's own: `milium serve` with the phone edition, that can go and come back."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.server = Server(data, self.port)
        self.base, self.first = f"http://127.0.0.1:{self.port}", self.server.address

    def database(self, *commands: tuple[str, tuple[str, ...]]) -> list[Any]:
        """Run commands in its database and return the rows of the last."""
        with closing(sqlite3.connect(self.data / "milium.sqlite3", timeout=20)) as database, database:
            return [database.execute(words, values).fetchall() for words, values in commands][-1]

    def ids(self) -> set[str]:
        rows = self.database(("SELECT id FROM store_storedevent", ()))
        return {f"{one[:8]}-{one[8:12]}-{one[12:16]}-{one[16:20]}-{one[20:]}" for (one,) in rows}

    def address(self) -> str:
        """Make an address that signs in, as "Make an address" does."""
        code = secrets.token_urlsafe(24)
        digest = hashlib.sha256(code.encode()).hexdigest()
        self.database(("INSERT INTO web_signincode (digest) VALUES (?)", (digest,)))
        return f"{self.base}/in/{code}"

    def sign_everybody_out(self) -> None:
        self.database(("DELETE FROM django_session", ()))

    def go(self) -> None:
        self.server.end(signal.SIGKILL)

    def come_back(self) -> None:
        self.server = Server(self.data, self.port)

    def enter(self, count: int) -> set[str]:
        """Enter something there, as another device does, and return the ids."""
        tab, other = Tab(self.port), Device()
        tab.sign_in(self.address())
        other.enter(planned().events[:count])
        assert other.exchange(tab.carry)
        tab.close()
        return {str(ident) for ident in other.log}
