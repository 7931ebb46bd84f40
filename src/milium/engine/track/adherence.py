"""Adherence: taken of planned, pauses excused, and a score that forgets slowly."""

from collections.abc import Iterable, Sequence
from datetime import date


def taken_of_planned(planned: Iterable[date], taken: Iterable[date], excused: Iterable[date] = ()) -> float | None:
    """Return the share of planned evenings that were done, 0..1.

    Args:
        planned: Evenings on which a step was planned.
        taken: Evenings on which it was done.
        excused: Evenings held back or skipped on purpose: they count neither for nor against.

    Returns:
        The share; None when nothing was planned that is not excused.
    """
    due = set(planned) - set(excused)
    return len(due & set(taken)) / len(due) if due else None


def adherence_score(told: Sequence[tuple[date, float | None]], half_life_days: int) -> float | None:
    """Return an exponential score of adherence, 0..1, on the day of the last thing told.

    Each known share moves the score: after `half_life_days` half of it is new. A share of None (a
    hold, a skip, or not asked) leaves the score where it is, so that no pause is punished.

    Source: fact `track.adherence`.

    >>> adherence_score([(date(2026, 1, 1), 1.0), (date(2026, 1, 29), 0.0)], 28)
    0.5
    """
    score: float | None = None
    before: date | None = None
    for day, share in sorted(((d, s) for d, s in told if s is not None), key=lambda row: row[0]):
        if score is None or before is None:
            score = share
        else:
            kept = 0.5 ** ((day - before).days / half_life_days)
            score = score * kept + share * (1 - kept)
        before = day
    return score


def good_adherence(shares: Sequence[float | None], *, at_least: float, known_at_least: float) -> bool:
    """Tell whether adherence was good: enough of it is known, and its mean is high. Missing is never good."""
    known = [s for s in shares if s is not None]
    if not shares or len(known) < known_at_least * len(shares) or not known:
        return False
    return sum(known) >= at_least * len(known)
