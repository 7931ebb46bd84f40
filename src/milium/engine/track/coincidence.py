"""What changed when: the level of the counts before and after a change, called a coincidence."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from milium.domain.progress import Change, Coincidence, Count, TrackFacts
from milium.engine.track.quantiles import t_quantile
from milium.engine.track.slope import factor, fit

_WEEK = 7


def coincidences(
    counts: Sequence[Count], changes: Sequence[tuple[date, str]], facts: TrackFacts
) -> tuple[Coincidence, ...]:
    """Return the level change of the counts at every change that stands alone.

    Args:
        counts: One per day, in any order.
        changes: Product changes and procedures with their dates; several on one day are one change.
        facts: The protocol.

    Returns:
        One per change with enough counts on both sides and no other change in its window. The
        interval is widened for the number of changes on the time line. Never a cause.

    Source: fact `track.coincidence`.
    """
    days: dict[date, list[str]] = {}
    for day, what in changes:
        days.setdefault(day, []).append(what)
    found = (_level(counts, day, days, facts) for day in sorted(days))
    return tuple(
        Coincidence(day, ", ".join(sorted(days[day])), level)
        for day, level in zip(sorted(days), found, strict=True)
        if level is not None
    )


def _level(counts: Sequence[Count], day: date, days: dict[date, list[str]], facts: TrackFacts) -> Change | None:
    window = timedelta(days=facts.coincidence_window_days)
    if any(other != day and abs(other - day) <= window for other in days):
        return None
    near = sorted((c for c in counts if abs(c.date - day) <= window), key=lambda c: c.date)
    start = day + timedelta(days=facts.coincidence_lag_days)
    before = [c for c in near if c.date < day]
    after = [c for c in near if c.date >= start]
    if min(len(before), len(after)) < facts.coincidence_counts_each_side:
        return None
    used = [*before, *after]  # the counts of the lag belong to neither side
    rows = [(1.0, (c.date - day).days / _WEEK, float(c.date >= start)) for c in used]
    fitted = fit(rows, [c.count for c in used])
    if fitted is None:
        return None
    error = fitted.errors[2] * math.sqrt(max(fitted.dispersion, facts.dispersion_at_least))
    reach = t_quantile(1 - facts.coincidence_alpha / 2 / len(days), fitted.df) * error
    level = fitted.values[2]
    return Change(*(factor(log) for log in (level, level - reach, level + reach)))
