"""Where a course stands: running, at its review, at its end, or cleared."""

import math
from collections.abc import Sequence
from datetime import date

from milium.domain.progress import Count, Outcome, Progress, TrackFacts


def is_cleared(counts: Sequence[Count], facts: TrackFacts) -> bool:
    """Tell whether the latest counts are 0 and far enough apart (fact `track.cleared`).

    Args:
        counts: In date order. All counts of 0 at the end are read: the first and the last of them
            have to be far enough apart, so that a count more never takes it back.
        facts: The protocol.
    """
    zeros: list[Count] = []
    for count in reversed(counts):
        if count.count:
            break
        zeros.append(count)
    if len(zeros) < facts.cleared_counts or len(zeros) == len(counts):
        return False  # none from the start is no milia, not milia that went
    return (zeros[0].date - zeros[-1].date).days >= facts.cleared_apart_days


def outcome(progress: Progress, course_days: int | None, facts: TrackFacts) -> Outcome:
    """Return the outcome by the time rule of SR-81, beside what the counts say.

    Args:
        progress: What the counts say.
        course_days: Days since the course began; None = no active was used.
        facts: The protocol.
    """
    if progress.cleared:
        return "maintenance"
    if course_days is None or course_days < facts.review_days:
        return "running"
    if course_days < facts.end_days:
        return "review"
    return "review" if progress.improving else "end"


def count_interval(count: int, share: float) -> tuple[int, int]:
    """Return how many bumps a count may stand for: one more or less, and a share of them (grade J)."""
    reach = 1 + share * count
    return max(0, math.floor(count - reach)), math.ceil(count + reach)


def course_days(uses: Sequence[date], today: date, gap_days: int, facts: TrackFacts) -> int | None:
    """Return the days since the course began, or None without one.

    Args:
        uses: Days with an active, in order.
        today: The day asked about.
        gap_days: A course ends after so many days without use (0.1), unless it has run its full time.
        facts: The protocol.
    """
    begun: date | None = None
    last: date | None = None
    for day in uses:
        if begun is None or last is None or _ended(begun, last, day, gap_days, facts):
            begun = day
        last = day
    if begun is None or last is None or _ended(begun, last, today, gap_days, facts):
        return None
    return (today - begun).days


def _ended(begun: date, last: date, day: date, gap_days: int, facts: TrackFacts) -> bool:
    """Tell whether a course was ended by the gap before a day; one that had run its full time by then goes on."""
    return (day - last).days >= gap_days and (last - begun).days + gap_days < facts.end_days
