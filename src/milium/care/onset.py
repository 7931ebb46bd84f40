"""When did the bumps come? From the date the person named, else from the answer about how long."""

from datetime import date, timedelta

from milium.domain.case import Case
from milium.domain.shelf_facts import ShelfFacts
from milium.domain.suspects import Onset

DURATION = "duration"


def onset_of(case: Case, facts: ShelfFacts) -> Onset | None:
    """Return the earliest and latest date on which the bumps may have come; None when nothing is told.

    The answer was given on some day from the start of the log up to today, so both ends are as
    wide as that allows: a date inside them stays unclear.
    """
    if case.bumps_since is not None and case.bumps_since <= case.today:
        return Onset(case.bumps_since, case.bumps_since, said=True)
    days = facts.onset_days.get(case.answers.get(DURATION) or "")
    if days is None:
        return None
    told = min([case.today, *([case.started] if case.started else []), *(e.date for e in case.log[:1])])
    earliest = _before(told, days[1]) if len(days) > 1 else None
    latest = _before(case.today, days[0])
    return Onset(earliest, latest if latest is not None else case.today)


def _before(day: date, days: int) -> date | None:
    """Return the date so many days earlier; None before the calendar begins."""
    return day - timedelta(days=days) if day.toordinal() > days else None
