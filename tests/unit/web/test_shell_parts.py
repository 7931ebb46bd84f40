"""Parts of the shell that need no browser: the key, the log lines, the settings, the clock."""

import logging
import os
import stat
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from ports.databases import set_up_django

set_up_django()

from milium.adapters.clock import SystemClock, day_of  # noqa: E402
from milium.web.logs import NothingPersonal  # noqa: E402
from milium.web.settings import secret_key  # noqa: E402


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    key = secret_key(tmp_path / "data")
    assert len(key) >= 50
    assert secret_key(tmp_path / "data") == key
    assert stat.S_IMODE((tmp_path / "data" / "secret.key").stat().st_mode) == 0o600
    assert [p.name for p in (tmp_path / "data").iterdir()] == ["secret.key"]


def test_a_key_that_others_could_read_is_closed_again(tmp_path: Path) -> None:
    secret_key(tmp_path)
    (tmp_path / "secret.key").chmod(0o644)
    secret_key(tmp_path)
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_a_log_line_says_where_it_broke_and_nothing_of_what_was_entered() -> None:
    try:
        raise ValueError("my skin is raw and I use tretinoin")
    except ValueError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, "x", 1, "at /about?pregnant=yes", None, sys.exc_info()
        )
    line = NothingPersonal().format(record)
    assert "ValueError at test_shell_parts.py:" in line
    assert "tretinoin" not in line
    assert "pregnant" not in line


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 23, 3, 59), date(2026, 11, 22)),
        (datetime(2026, 11, 23, 4, 0), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 23, 59), date(2026, 11, 23)),
        (datetime(2027, 1, 1, 0, 30), date(2026, 12, 31)),
    ],
)
def test_an_evening_ends_at_four_in_the_morning(moment: datetime, day: date) -> None:
    assert day_of(moment) == day


def test_the_clock_gives_a_moment_with_its_zone_and_fresh_ids() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is not None
    assert clock.new_id() != clock.new_id()
    assert clock.today() in {day_of(clock.now()), clock.today()}


def test_nothing_is_shown_to_strangers_and_debugging_is_off() -> None:
    from django.conf import settings

    assert settings.DEBUG is False
    assert settings.ALLOWED_HOSTS == ["127.0.0.1", "localhost", "[::1]"]
    assert settings.SESSION_COOKIE_HTTPONLY is True
    assert settings.SESSION_COOKIE_SAMESITE == "Strict"
    assert "milium.web.signin.SignedInOnly" in settings.MIDDLEWARE


def test_a_stranger_sees_no_address_at_all() -> None:
    from django.test import Client

    from milium.pages.door import PAGES

    with Migrated():
        for path in (*PAGES, "/bump/age", "/nothing", "/in/guess", "/static/../settings.py"):
            response = Client(headers={"host": "127.0.0.1"}).get(path)
            assert response.status_code in {403, 404}, path
            assert b"milium" in response.content or response.status_code == 404


def test_another_hosts_name_is_refused() -> None:
    from django.test import Client

    with Migrated():
        assert Client(headers={"host": "evil.example"}).get("/").status_code == 400


def test_the_data_folder_is_made_ready_by_one_call(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from milium.web.serve import prepare; prepare(Path(sys.argv[1]))"
    environment = {k: v for k, v in os.environ.items() if k not in {"MILIUM_DATA", "DJANGO_SETTINGS_MODULE"}}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", code, str(tmp_path / "new")], check=True, env=environment)
    assert {"milium.sqlite3", "secret.key"} <= {p.name for p in (tmp_path / "new").iterdir()}


class Migrated:
    """The tables of the default database exist while it is open."""

    def __enter__(self) -> None:
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)

    def __exit__(self, *_: object) -> None:
        from django.db import connections

        connections.close_all()
