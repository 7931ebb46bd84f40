"""The app for the browser tests: its own data folder, a free port, and a clock that a file can move."""

import os
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID, uuid4

ZONE = timezone(timedelta(hours=1))


@dataclass
class FileClock:
    """Reads the date from a file at each look, so that a test can move it."""

    file: Path

    def today(self) -> date:
        return date.fromisoformat(self.file.read_text(encoding="ascii").strip())

    def now(self) -> datetime:
        day = self.today()
        return datetime(day.year, day.month, day.day, 20, tzinfo=ZONE)

    def new_id(self) -> UUID:
        return uuid4()


def main(data: Path, clock: Path, port: int) -> None:
    from milium.web import serve

    serve.prepare(data)
    from milium.web import parts

    moved = FileClock(clock)
    parts.clock = lambda: moved  # type: ignore[assignment]  # the only thing of the app that a test replaces
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    serve._serve_simply(port)


if __name__ == "__main__":
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
