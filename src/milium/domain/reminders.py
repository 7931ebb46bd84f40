"""What a calendar is given: reminders on firm days, at a local time that follows the traveller."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any


@dataclass(frozen=True, slots=True)
class Reminder:
    """One entry of a calendar.

    Attributes:
        key: What it is about and its day ("pm-2026-03-02"): the same as long as it is about the same.
        day: The local date.
        at: Local time without a zone: nine in the evening is that wherever one is, in winter and in summer.
        minutes: How long it takes, above 0.
        title: What others may see in a calendar: calm.
        note: More, for whoever opens it.
        version: Rises by one each time something in it changed; 0 at first.
        gone: It was given out before and has fallen away.
    """

    key: str
    day: date
    at: time
    minutes: int
    title: str
    note: str
    version: int = 0
    gone: bool = False

    @property
    def starts(self) -> datetime:
        """Return day and time, without a zone."""
        return datetime.combine(self.day, self.at)

    def as_data(self) -> dict[str, object]:
        """Return the plain JSON form."""
        return {
            "key": self.key,
            "date": self.day.isoformat(),
            "time": self.at.isoformat("minutes"),
            "minutes": self.minutes,
            "title": self.title,
            "note": self.note,
            "version": self.version,
            "gone": self.gone,
        }


def reminder_of(row: Mapping[str, Any]) -> Reminder:
    """Return a reminder from its plain JSON form, as `as_data` gives it."""
    return Reminder(
        row["key"],
        date.fromisoformat(row["date"]),
        time.fromisoformat(row["time"]),
        row["minutes"],
        row["title"],
        row["note"],
        row["version"],
        row["gone"],
    )
