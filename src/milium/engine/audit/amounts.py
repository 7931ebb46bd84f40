"""Bounds of each share that follow from order: exact, and never a single number.

The order of a list says: descending down to 1 %, below that any order, colours at the end in any
order. So a later share is at most the larger of an earlier share and 1 % (EU 1223/2009, article
19(1)(g)), but for the colours that end a list. What EU law allows at most bounds shares as well,
on a label that is one for the EU.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from milium.domain.label import Percent

_WHOLE = 100.0
_SHOWN = 4
_NOTHING = Percent()


class ShareRules(NamedTuple):
    """What the shares of a list obey.

    Attributes:
        one_percent: Share below which any order is allowed, % w/w.
        alphabetical: The list is in alphabetical order, which says nothing.
        colours: Names that may end a list whatever their share.
        caps: Name -> the most that law allows, % w/w; empty for a label that need not obey it.
    """

    one_percent: float
    alphabetical: bool = False
    colours: Collection[str] = ()
    caps: Mapping[str, float] | None = None


def with_amounts(
    names: Sequence[str], stated: Sequence[Percent], sections: Sequence[str], rules: ShareRules
) -> Sequence[Percent]:
    """Return the bounds of each share.

    Args:
        names: Canonical names in label order.
        stated: Of each: declared shares are taken as bounds.
        sections: Of each: "list", "active" or "may_contain".
        rules: What the shares obey.
    """
    if sections.count("list") == len(sections) and stated.count(_NOTHING) == len(stated):
        return undeclared(names, rules)
    listed = [i for i, section in enumerate(sections) if section == "list"]
    total = max(0.0, _WHOLE - sum(x.low for x, s in zip(stated, sections, strict=True) if s == "active"))
    complete = not any(
        s == "may_contain" or (s == "active" and x.low < x.high) for x, s in zip(stated, sections, strict=True)
    )
    lows = [stated[i].low for i in listed]
    highs = [min(_most(names[i], stated[i], rules), total) for i in listed]
    if sum(highs) < total:  # the list cannot be lawful, or is cut off: only what it states counts
        highs = [min(stated[i].high, total) for i in listed]
    loose = _loose([names[i] for i in listed], rules)
    out = list(stated)
    for i, (low, high) in zip(listed, _spans(lows, highs, total, rules, (complete, loose)), strict=True):
        out[i] = Percent(out[i].declared, low, high)
    for i, section in enumerate(sections):
        if section == "may_contain" and out[i].declared is None:
            out[i] = Percent(None, 0.0, round(max(0.0, total - sum(lows)), _SHOWN))
    return out


def undeclared(names: Sequence[str], rules: ShareRules) -> tuple[Percent, ...]:
    """Return the bounds of a list that states nothing: its length, its caps and the colours at its end make them."""
    caps: list[tuple[int, float]] = []
    if rules.caps and not rules.caps.keys().isdisjoint(names):
        caps = [(i, rules.caps[name]) for i, name in enumerate(names) if name in rules.caps]
    return _undeclared_list(len(names), tuple(caps), _loose(names, rules), rules.one_percent, rules.alphabetical)


@lru_cache(maxsize=5_000)  # some 5 kB each: with EU limits nearly every list is one of its own
def _undeclared_list(
    count: int, caps: tuple[tuple[int, float], ...], loose: int, one_percent: float, alphabetical: bool
) -> tuple[Percent, ...]:
    lows, highs = [0.0] * count, [_WHOLE] * count
    for i, cap in caps:
        highs[i] = min(_WHOLE, cap)
    if sum(highs) < _WHOLE:
        highs = [_WHOLE] * count
    spans = _spans(lows, highs, _WHOLE, ShareRules(one_percent, alphabetical), (True, loose))
    return tuple(Percent(None, low, high) for low, high in spans)


def _most(name: str, stated: Percent, rules: ShareRules) -> float:
    """Return the most that the label or the law allows; a label that states more than the law is believed."""
    cap = rules.caps.get(name) if rules.caps and stated.declared is None else None
    return stated.high if cap is None else min(stated.high, cap)


def _loose(names: Sequence[str], rules: ShareRules) -> int:
    """Return how many colours end the list."""
    return next((n for n, name in enumerate(reversed(names)) if name not in rules.colours), len(names))


def _spans(
    lows: list[float], highs: list[float], total: float, rules: ShareRules, ends: tuple[bool, int]
) -> list[tuple[float, float]]:
    """Return the bounds as they are shown."""
    if rules.alphabetical or sum(lows) > total or any(a > b for a, b in zip(lows, highs, strict=True)):
        return _shown([(a, max(a, b)) for a, b in zip(lows, highs, strict=True)])
    complete, loose = ends
    return _bounds(tuple(lows), tuple(highs), (total, rules.one_percent), complete, loose)


@lru_cache(maxsize=1_000)
def _bounds(
    lows: tuple[float, ...], highs: tuple[float, ...], sums: tuple[float, float], complete: bool, loose: int
) -> list[tuple[float, float]]:
    total, one = sums
    return _shown(bounds(lows, highs, total, one, complete=complete, loose=loose))


def _shown(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(round(low, _SHOWN), round(high, _SHOWN)) for low, high in spans]


def bounds(
    lows: Sequence[float], highs: Sequence[float], total: float, one: float, *, complete: bool = True, loose: int = 0
) -> list[tuple[float, float]]:
    """Return the least and the greatest share of each ingredient that some composition reaches.

    Args:
        lows: Least stated shares in label order, % w/w.
        highs: Greatest stated shares, never below `lows`.
        total: What the list adds up to, % w/w.
        one: Share below which any order is allowed.
        complete: The list adds up to `total`; else to at most that.
        loose: How many at the end obey no order (colours).

    Returns:
        (low, high) in label order. Bounds that contradict each other come back as stated.

    >>> bounds([0, 0, 0], [100, 100, 100], 100.0, 1.0)
    [(33.333333333333336, 100.0), (0.0, 50.0), (0.0, 33.333333333333336)]
    """
    count = len(lows) - loose
    low, high = _ordered(lows[:count], highs[:count], one)
    free_low, free_high = sum(lows[count:]), sum(highs[count:])
    lost = sum(low) + free_low > total or (complete and sum(high) + free_high < total)
    if lost or any(a > b for a, b in zip(low, high, strict=True)):
        return list(zip(lows, highs, strict=True))
    room = total - free_low
    need = total - free_high if complete else 0.0
    in_order = _undeclared(high, room, one) if not any(low) else _general(low, high, room, one)
    out = []
    for i, most in enumerate(in_order):
        out.append((min(_least(low[i], high, i, need, one), most) if need > low[i] else low[i], most))
        need -= high[i]
    least, most = sum(low), sum(high)
    for a, b in zip(lows[count:], highs[count:], strict=True):
        top = min(b, total - least - (free_low - a))
        out.append((max(a, min(top, total - most - (free_high - b))) if complete else a, top))
    return out


def _undeclared(high: Sequence[float], room: float, one: float) -> list[float]:
    """Return the greatest shares where none has a least one: the n-th is at most room / n, or 1 %."""
    return [min(most, max(room / (i + 1), min(one, room))) for i, most in enumerate(high)]


def _general(low: Sequence[float], high: Sequence[float], room: float, one: float) -> list[float]:
    spare = room - sum(low)
    after = _sums_from(low)
    out = []
    for i in range(len(low)):
        level = max(min(one, low[i] + spare), _level(low, i, room - after[i + 1]))
        out.append(max(low[i], min(high[i], low[i] + spare, level)))
    return out


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


def _least(low: float, high: Sequence[float], i: int, need: float, one: float) -> float:
    """Return the smallest t >= low that, with the most of what comes after it, fills up what is needed."""

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
