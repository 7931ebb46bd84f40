"""Bounds of each share that follow from order: exact, and never a single number.

The order of a list says: descending down to 1 %, below that any order. So a later share is at most
the larger of an earlier share and 1 % (EU 1223/2009, article 19(1)(g)).
"""

from collections.abc import Sequence
from functools import lru_cache

from milium.domain.label import Percent

_WHOLE = 100.0
_SHOWN = 4
_NOTHING = Percent()


def with_amounts(
    stated: Sequence[Percent], sections: Sequence[str], *, alphabetical: bool, one_percent: float
) -> Sequence[Percent]:
    """Return the bounds of each share.

    Args:
        stated: In label order; declared shares are taken as bounds.
        sections: Of each: "list", "active" or "may_contain".
        alphabetical: The list is in alphabetical order, which says nothing.
        one_percent: Share below which any order is allowed, % w/w.
    """
    if sections.count("list") == len(sections) and stated.count(_NOTHING) == len(stated):
        return undeclared(len(stated), one_percent, alphabetical=alphabetical)
    listed = [i for i, section in enumerate(sections) if section == "list"]
    apart = sum(x.low for x, section in zip(stated, sections, strict=True) if section == "active")
    total = max(0.0, _WHOLE - apart)
    open_end = any(
        section == "may_contain" or (section == "active" and x.low < x.high)
        for x, section in zip(stated, sections, strict=True)
    )
    lows = [stated[i].low for i in listed]
    highs = [min(stated[i].high, total) for i in listed]
    free = alphabetical or sum(lows) > total or any(a > b for a, b in zip(lows, highs, strict=True))
    spans = (
        [(a, max(a, b)) for a, b in zip(lows, highs, strict=True)]
        if free
        else bounds(lows, highs, total, one_percent, complete=not open_end)
    )
    out = list(stated)
    for i, (low, high) in zip(listed, spans, strict=True):
        out[i] = _bounded(out[i], low, high)
    for i, section in enumerate(sections):
        if section == "may_contain" and out[i].declared is None:
            out[i] = _bounded(out[i], 0.0, max(0.0, total - sum(lows)))
    return out


@lru_cache(maxsize=1024)
def undeclared(count: int, one_percent: float, *, alphabetical: bool) -> tuple[Percent, ...]:
    """Return the bounds of a list that states nothing: they follow from its length alone."""
    if alphabetical:
        return (_NOTHING,) * count
    spans = bounds([0.0] * count, [_WHOLE] * count, _WHOLE, one_percent)
    return tuple(_bounded(_NOTHING, low, high) for low, high in spans)


def _bounded(x: Percent, low: float, high: float) -> Percent:
    return Percent(x.declared, round(low, _SHOWN), round(high, _SHOWN))


def bounds(
    lows: Sequence[float], highs: Sequence[float], total: float, one: float, *, complete: bool = True
) -> list[tuple[float, float]]:
    """Return the least and the greatest share of each ingredient that some composition reaches.

    Args:
        lows: Least stated shares in label order, % w/w.
        highs: Greatest stated shares, never below `lows`.
        total: What the list adds up to, % w/w.
        one: Share below which any order is allowed.
        complete: The list adds up to `total`; else to at most that.

    Returns:
        (low, high) in label order. Bounds that contradict the order come back as stated.

    >>> bounds([0, 0, 0], [100, 100, 100], 100.0, 1.0)
    [(33.333333333333336, 100.0), (0.0, 50.0), (0.0, 33.333333333333336)]
    """
    if not any(lows) and all(h >= total for h in highs):
        return _undeclared(len(lows), total, one, complete=complete)
    low, high = _ordered(lows, highs, one)
    if any(a > b for a, b in zip(low, high, strict=True)) or sum(low) > total:
        return list(zip(lows, highs, strict=True))
    spare = total - sum(low)
    after = _sums_from(low)
    out = []
    for i in range(len(low)):
        level = max(min(one, low[i] + spare), _level(low, i, total - after[i + 1]))
        most = max(low[i], min(high[i], low[i] + spare, level))
        least = _least(low[i], high, i, total, one) if complete else low[i]
        out.append((min(least, most), most))
    return out


def _undeclared(count: int, total: float, one: float, *, complete: bool) -> list[tuple[float, float]]:
    """Return the bounds where nothing is declared: the n-th is at most total / n, or 1 %."""
    most = [max(total / (i + 1), min(one, total)) for i in range(count)]
    if not count:  # every name is one of "may contain", or of the actives
        return []
    first = total / count
    if first < one:
        first = max(0.0, total - one * (count - 1))
    return [(first if i == 0 and complete else 0.0, m) for i, m in enumerate(most)]


def _ordered(lows: Sequence[float], highs: Sequence[float], one: float) -> tuple[list[float], list[float]]:
    """Spread bounds along the order: a share above `one` lifts those before it and caps those after it."""
    low, high = list(lows), list(highs)
    for i in range(len(low) - 2, -1, -1):
        if low[i + 1] > one:
            low[i] = max(low[i], low[i + 1])
    for i in range(1, len(high)):
        high[i] = min(high[i], max(high[i - 1], one))
    return low, high


def _sums_from(low: Sequence[float]) -> list[float]:
    sums = [0.0]
    for x in reversed(low):
        sums.append(sums[-1] + x)
    return sums[::-1]


def _level(low: Sequence[float], i: int, budget: float) -> float:
    """Return the largest t with sum over j <= i of max(low[j], t) within the budget."""
    held = sorted(low[: i + 1])
    level = budget / (i + 1)
    for n in range(i, -1, -1):
        if held[n] <= level:
            return level
        budget -= held[n]
        level = budget / n if n else 0.0
    return level


def _least(low: float, high: Sequence[float], i: int, total: float, one: float) -> float:
    """Return the smallest t >= low that still lets the rest fill up to the total."""
    before = sum(high[:i])
    need = total - before

    def filled(t: float) -> float:
        top = max(t, one)
        return t + sum(min(h, top) for h in high[i + 1 :])

    if filled(low) >= need:
        return low
    marks = sorted({one, *(h for h in high[i + 1 :] if h > one)})
    start = low
    for mark in [m for m in marks if m > low]:
        if filled(mark) >= need:
            break
        start = mark
    steep = 1 + (sum(1 for h in high[i + 1 :] if h > start) if start >= one else 0)
    return start + (need - filled(start)) / steep
