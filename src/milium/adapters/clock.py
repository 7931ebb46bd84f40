"""The outside's time: the machine's own clock and zone; an evening ends at 04:00."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

EVENING_ENDS_AT_HOUR = 4


def day_of(moment: datetime) -> date:
    """Return the person's date at a local moment: until 04:00 it is still yesterday."""
    return (moment.replace(tzinfo=None) - timedelta(hours=EVENING_ENDS_AT_HOUR)).date()


class SystemClock:
    """Fulfils `milium.care.ports.Clock` with the machine's clock and zone."""

    def now(self) -> datetime:
        """Return the moment, with the machine's zone."""
        return datetime.now().astimezone()  # noqa: TID251  (this is the clock)

    def today(self) -> date:
        """Return the person's date."""
        return day_of(self.now())

    def new_id(self) -> UUID:
        """Return a fresh random id."""
        return uuid4()
