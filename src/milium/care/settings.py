"""What a person chose on the settings screen: the log holds each choice, and the latest one counts."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any, NamedTuple

from milium.care.fields import to_date
from milium.care.journal import ordered
from milium.domain.events import SETTING, Event

HOURS = range(17, 24)  # an evening: after midnight the calendar has another date than the person
EVENINGS = tuple(time(hour, minute) for hour in HOURS for minute in (0, 30))
USUAL = time(21)
MORNING = time(8)  # of a day of their own: an evening would be too late to go
THEMES = ("system", "light", "dark")


class Settings(NamedTuple):
    """The choices as they stand.

    Attributes:
        evening: When a calendar reminds of the evening, local time.
        with_steps: Whether a calendar says what to do, too; it is seen by others, so it does not by itself.
        theme: One of `THEMES`.
        feed: Hash of the secret in the address of the feed; "" when it is off.
        visit: A day of their own on which to be reminded to see someone, or to book it.
    """

    evening: time = USUAL
    with_steps: bool = False
    theme: str = THEMES[0]
    feed: str = ""
    visit: date | None = None


def settings_of(events: Iterable[Event]) -> Settings:
    """Return the choices of a log; what cannot be read stays as it usually is.

    Args:
        events: Events of one case, of any kind, in any order.
    """
    said: dict[str, Any] = {}
    for event in ordered(e for e in events if e.kind == SETTING):
        said.update(event.body)
    return Settings(
        evening=time_of(said.get("evening")) or USUAL,
        with_steps=said.get("with_steps") is True,
        theme=str(said["theme"]) if said.get("theme") in THEMES else THEMES[0],
        feed=said["feed"] if isinstance(said.get("feed"), str) else "",
        visit=to_date(said.get("visit")),
    )


def time_of(said: object) -> time | None:
    """Return one of `EVENINGS` by its text ("21:30"), or None."""
    return next((one for one in EVENINGS if one.isoformat("minutes") == said), None)


def changes(now: Settings, wanted: Mapping[str, object]) -> dict[str, object]:
    """Return what of `wanted` differs from what stands: the body of a new event; {} for nothing."""
    day = now.visit.isoformat() if now.visit else None
    stands = {**now._asdict(), "evening": now.evening.isoformat("minutes"), "visit": day}
    return {key: value for key, value in wanted.items() if stands[key] != value}
