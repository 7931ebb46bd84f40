"""Judge a row of counts at fixed looks: improving, worse, not improving, or unclear."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from milium.domain.progress import Change, Count, Look, Progress, TrackFacts, Verdict
from milium.engine.track.adherence import good_adherence
from milium.engine.track.outcome import is_cleared
from milium.engine.track.quantiles import t_quantile
from milium.engine.track.slope import Fit, factor, fit

_WEEK = 7


def judge_progress(counts: Sequence[Count], facts: TrackFacts, today: date) -> Progress:
    """Say what the counts up to `today` tell.

    Args:
        counts: In any order, one per day; those after `today` are not read.
        facts: The protocol.
        today: The person's date.

    Returns:
        The decision of the latest fixed look (weeks 8, 12, 16 after the first count) that says
        anything. After the last look a new series begins; what the series before it found to be
        improving stands until the new one says otherwise. Up to five bumps are never judged by
        the slope: only two counts of none are plain enough.

    Source: facts `track.looks`, `track.not_improving`, `track.few`.
    """
    seen = sorted((c for c in counts if c.date <= today), key=lambda c: c.date)
    if not seen:
        return Progress("unclear")
    decision: Verdict = "unclear"
    since: date | None = None
    looks: list[Look] = []
    series = _series(seen, facts)
    for one in series:
        decision = "improving" if decision == "improving" else "unclear"
        most = 1 / facts.not_improving_factor  # of the series before: its level is the new start
        for look in _looks(one, facts, today):
            if look.decision != "unclear":
                decision, since, most = look.decision, look.due, facts.not_improving_factor
            elif decision == "improving" and not _stands(look, most):
                decision = "unclear"
            looks.append(look)
    last = series[-1]
    cleared = is_cleared(seen, facts)
    return Progress(
        decision="improving" if cleared else decision,
        change=None if _few(last, facts) else _change(_fitted(last), _weeks(last), facts),
        looks=tuple(looks),
        next=_next(seen, last[0].date, facts, today),
        first=last[0].count,
        latest=last[-1].count,
        few=_few(last, facts),
        cleared=cleared,
        worse_since=since if decision == "worse" and not cleared else None,
    )


def _series(counts: Sequence[Count], facts: TrackFacts) -> list[list[Count]]:
    """Cut the counts into series, each as long as its last look."""
    length = timedelta(days=facts.look_weeks[-1] * _WEEK)
    found: list[list[Count]] = [[counts[0]]]
    for count in counts[1:]:
        if count.date > found[-1][0].date + length:
            found.append([])
        found[-1].append(count)
    return found


def _looks(counts: Sequence[Count], facts: TrackFacts, today: date) -> list[Look]:
    """Make the looks that are due. A look sees the counts up to its day, and none is made without a new one."""
    made: list[Look] = []
    seen_before = 0
    for number, week in enumerate(facts.look_weeks):
        due = counts[0].date + timedelta(days=week * _WEEK)
        seen = [c for c in counts if c.date <= due]
        over = today >= due
        if over and len(seen) >= facts.counts_at_least and len(seen) > seen_before:
            made.append(_look(number, due, seen, facts))
            seen_before = len(seen)
    return made


def _stands(look: Look, most: float) -> bool:
    """Tell whether an earlier "improving" outlives a look that is unclear: the counts have not come back."""
    return look.change is None or look.change.factor <= most


def _look(number: int, due: date, seen: Sequence[Count], facts: TrackFacts) -> Look:
    week = facts.look_weeks[number]
    found = None if _few(seen, facts) else _fitted(seen)
    decision = "unclear" if found is None else _judge(found, number, seen, facts)
    return Look(week, due, len(seen), decision, _change(found, _weeks(seen), facts))


def _judge(found: Fit, number: int, seen: Sequence[Count], facts: TrackFacts) -> Verdict:
    _, high = _bounds(found, facts.improving_alpha[number], facts)
    if high < 0:
        return "improving"
    low, _ = _bounds(found, facts.worse_alpha[number], facts)
    if low > 0:
        return "worse"
    alpha = facts.not_improving_alpha[number]
    if alpha is None or not _kept(seen, facts):
        return "unclear"
    low, _ = _bounds(found, alpha, facts)
    return "not_improving" if low * _weeks(seen) > math.log(facts.not_improving_factor) else "unclear"


def _kept(seen: Sequence[Count], facts: TrackFacts) -> bool:
    """Tell whether the plan was kept since the first count; what that count says is of the time before."""
    return good_adherence(
        [c.adherence for c in seen[1:]],
        at_least=facts.good_adherence_at_least,
        known_at_least=facts.adherence_known_at_least,
    )


def _fitted(counts: Sequence[Count]) -> Fit | None:
    start = counts[0].date
    return fit([(1.0, (c.date - start).days / _WEEK) for c in counts], [c.count for c in counts])


def _bounds(found: Fit, alpha: float, facts: TrackFacts) -> tuple[float, float]:
    """Return the slope per week, one-sided `alpha` off each side."""
    # Dispersion below 1 is mostly chance in so few counts: it must not make the bounds narrower.
    error = found.errors[1] * math.sqrt(max(found.dispersion, facts.dispersion_at_least))
    reach = t_quantile(1 - alpha, found.df) * error
    return found.values[1] - reach, found.values[1] + reach


def _change(found: Fit | None, weeks: float, facts: TrackFacts) -> Change | None:
    if found is None:
        return None
    low, high = _bounds(found, facts.interval_alpha, facts)
    return Change(*(factor(slope * weeks) for slope in (found.values[1], low, high)))


def _weeks(counts: Sequence[Count]) -> float:
    return (counts[-1].date - counts[0].date).days / _WEEK


def _few(counts: Sequence[Count], facts: TrackFacts) -> bool:
    return max(c.count for c in counts) <= facts.few_bumps


def _next(seen: Sequence[Count], start: date, facts: TrackFacts, today: date) -> date:
    """Return the day of the next count: the usual one, or a look that comes before it; never in the past."""
    usual = seen[-1].date + timedelta(days=facts.count_every_days)
    looks = [start + timedelta(days=w * _WEEK) for w in facts.look_weeks]
    return max(min([usual, *(d for d in looks if d > seen[-1].date)]), today)
