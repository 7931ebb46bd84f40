"""What the browser tests share: where the server is, and a watch over what a page does."""

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from playwright.sync_api import ConsoleMessage, Request, ViewportSize

from milium.domain.events import Event

TODAY = date(2026, 11, 23)
PHONE = ViewportSize(width=360, height=740)


@dataclass
class Server:
    """A running app; `url` signs in once."""

    base: str
    clock: Path
    data: Path
    log: Path
    url: str = ""

    def move_to(self, day: date) -> None:
        self.clock.write_text(day.isoformat(), encoding="ascii")

    def ahead(self, _day: date) -> dict[str, Any] | None:
        """Return the evening of a day as it was made ahead: a server makes none."""
        return None

    def kept(self) -> list[Event]:
        """Return everything that the app keeps."""
        columns = 'id, "case", at, local_date, kind, body, schema'
        with closing(sqlite3.connect(self.data / "milium.sqlite3", timeout=20)) as database:
            rows = database.execute(f"SELECT {columns} FROM store_storedevent").fetchall()
        return [_event(*row) for row in rows]

    def entries(self) -> list[tuple[object, ...]]:
        """Return every row of the log as the database holds it."""
        with closing(sqlite3.connect(self.data / "milium.sqlite3", timeout=20)) as database:
            return database.execute("SELECT * FROM store_storedevent ORDER BY seq").fetchall()

    def put_back(self, rows: Sequence[tuple[object, ...]]) -> None:
        """Put the rows of an earlier log into the empty one."""
        with closing(sqlite3.connect(self.data / "milium.sqlite3", timeout=20)) as database, database:
            marks = ", ".join("?" * len(rows[0]))
            database.executemany(f"INSERT INTO store_storedevent VALUES ({marks})", rows)
            database.execute("UPDATE store_storedlog SET last = (SELECT max(seq) FROM store_storedevent)")

    def forget_everything(self) -> None:
        """Empty every table of ours, and make a new code for signing in."""
        code = secrets.token_urlsafe(16)
        with closing(sqlite3.connect(self.data / "milium.sqlite3", timeout=20)) as database, database:
            for table in ("store_storedevent", "django_session", "web_signincode"):
                database.execute(f"DELETE FROM {table}")
            database.execute("UPDATE store_storedlog SET last = 0, erased = erased + 1")  # as `erase_all` says it
            digest = hashlib.sha256(code.encode()).hexdigest()
            database.execute("INSERT INTO web_signincode (digest) VALUES (?)", (digest,))
        self.log.write_text("", encoding="utf-8")
        self.url = f"{self.base}/in/{code}"


def _event(*row: Any) -> Event:
    ident, case, at, day, kind, body, schema = row
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return Event(UUID(ident), case, moment, date.fromisoformat(day), kind, json.loads(body), schema)


@dataclass
class Watch:
    """What a page did that a page must not do."""

    base: str
    messages: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.messages.append(message.text)

    def request(self, request: Request) -> None:
        if not request.url.startswith(f"{self.base}/"):
            self.foreign.append(urlsplit(request.url).netloc)
