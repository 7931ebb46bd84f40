"""How the database must be set up so that nothing acknowledged is lost, and a check that it is."""

from pathlib import Path
from typing import Any

from django.db import connections

from milium.errors import MiliumError

BUSY_TIMEOUT_S = 20
WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": BUSY_TIMEOUT_S * 1000}


class UnsafeDatabase(MiliumError):
    """The database does not keep its promises; we do not write to it."""

    code = "unsafe_database"


def sqlite_settings(path: Path) -> dict[str, Any]:
    """Return Django's settings of an SQLite file: WAL, full sync, write lock taken at BEGIN."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,  # the last one to close empties the journal to the disk: that is no part of a look
        "OPTIONS": {
            "timeout": BUSY_TIMEOUT_S,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }


def refuse_unsafe(using: str = "default") -> None:
    """Read the settings back from the open database and refuse to go on when one is wrong.

    Raises:
        UnsafeDatabase: A setting does not hold; the message names all of them.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW synchronous_commit")
            wrong = [] if cursor.fetchone()[0] != "off" else ["synchronous_commit is off, not on"]
        else:
            wrong = _wrong_pragmas(cursor)
            mode = getattr(connection, "transaction_mode", None)
            wrong += [] if mode == "IMMEDIATE" else [f"transaction_mode is {mode}, not IMMEDIATE"]
    if wrong:
        raise UnsafeDatabase(
            "; ".join(wrong) + ".", where=f"database {using}", fix="Use the settings of milium.adapters.store.database."
        )


def _wrong_pragmas(cursor: Any) -> list[str]:
    wrong = []
    for name, wanted in WANTED.items():
        cursor.execute(f"PRAGMA {name}")
        found = cursor.fetchone()[0]
        if found != wanted:
            wrong.append(f"{name} is {found}, not {wanted}")
    return wrong
