"""Exact placement of evenings: a dynamic programme over the last six evenings (plan.md section 2).

Every rule it keeps looks at most seven evenings back (SR-40, 43, 44, 45); whatever has a longer
memory comes in as caps per evening. A window of six evenings is one small integer, base 5, the
last evening in its lowest digit.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

REST, FIRST, SECOND, OTHER, OTHER_ACID = range(5)
_BASE = 5
_PAST = 6  # evenings a window remembers: tonight is the seventh
_WISHES = 3  # wishes that one evening can leave unmet: its weekday, a night shift, the eve of an event
_BESIDE = 2  # every other evening: nearer than that is uneven whatever the pace
_SIZE = _BASE * _BASE * _BASE * _BASE * _BASE * _BASE


class Bounds(NamedTuple):
    """What the rules allow on one evening.

    Attributes:
        caps: Most uses of the first and of the second active in the 7 evenings that end here; 0 = not here.
        load: Most active evenings in these 7.
        apart: No active evening after another one.
        acids: Whether the first and the second active are acids.
        acid_cap: Most acid evenings in these 7 (SR-44).
        forced: The active that must stand here (a first use, or one that makes its rung rise), or None.
        full: The forced use has to be the last that its cap leaves room for, so that the rung rises.
    """

    caps: tuple[int, int]
    load: int
    apart: bool
    acids: tuple[bool, bool]
    acid_cap: int
    forced: int | None = None
    full: bool = False


class Night(NamedTuple):
    """One evening: its bounds, and what rest, the first and the second active cost here."""

    bounds: Bounds
    cost: tuple[int, int, int] = (0, 0, 0)


class Weights(NamedTuple):
    """What things cost; each is larger than all that come after it could add up to."""

    missed: int
    change: int
    wish: int
    second: int
    uneven: int


def window_of(evenings: Sequence[int]) -> int:
    """Return the window after `evenings` (symbols, oldest first; the last six count)."""
    window = 0
    for symbol in evenings[-_PAST:]:
        window = window * _BASE + symbol
    return window % _SIZE


def legal(window: int, symbol: int, bounds: Bounds) -> bool:
    """Tell whether `symbol` may follow `window` (SR-43, 44 and the rung of SR-45)."""
    if symbol == REST:
        return True
    digits, acids = _digits(window), bounds.acids
    if digits.count(symbol) >= bounds.caps[symbol - 1]:
        return False
    if _PAST - digits.count(REST) >= bounds.load or (bounds.apart and digits[0] != REST):
        return False
    if not acids[symbol - 1]:
        return True
    sour = _sour(acids)
    return digits[0] not in sour and sum(d in sour for d in digits) < bounds.acid_cap


def broken(window: int, symbol: int, bounds: Bounds) -> tuple[str, ...]:
    """Return the rules that forbid `symbol` after `window`; () when `legal`."""
    if symbol == REST:
        return ()
    digits, acids, rules = _digits(window), bounds.acids, []
    if digits.count(symbol) >= bounds.caps[symbol - 1]:
        rules.append("SR-45")
    if _PAST - digits.count(REST) >= bounds.load or (bounds.apart and digits[0] != REST):
        rules.append("SR-43")
    sour = _sour(acids)
    if acids[symbol - 1] and (digits[0] in sour or sum(d in sour for d in digits) >= bounds.acid_cap):
        rules.append("SR-44")
    return tuple(rules)


@lru_cache
def _sour(acids: tuple[bool, bool]) -> frozenset[int]:
    """Return the symbols that are acid evenings."""
    return frozenset({OTHER_ACID, *(i + 1 for i, acid in enumerate(acids) if acid)})


@lru_cache(maxsize=_SIZE)
def _digits(window: int) -> tuple[int, ...]:
    """Return the six evenings of a window, the latest first."""
    out = []
    for _ in range(_PAST):
        window, digit = divmod(window, _BASE)
        out.append(digit)
    return tuple(out)


_Moves = tuple[tuple[int, int, int], ...]  # (symbol, next window, unevenness), preferred first


@lru_cache(maxsize=1024)
def _table(bounds: Bounds) -> dict[int, _Moves]:  # noqa: ARG001  (the key of the memory)
    """Return the memory of moves under some bounds: a pure function's results, filled as needed."""
    return {}


def _moves(window: int, bounds: Bounds) -> _Moves:
    symbols = (FIRST, SECOND, REST) if bounds.forced is None else (bounds.forced,)
    if bounds.full and _room(window, bounds) > 1:
        return ()
    return tuple(
        (s, (window * _BASE + s) % _SIZE, 0 if s == REST else _uneven(window, s, bounds.caps))
        for s in symbols
        if legal(window, s, bounds)
    )


def _room(window: int, bounds: Bounds) -> int:
    """Return how many more uses of the forced active its cap leaves in the seven evenings that end tonight."""
    return 0 if bounds.forced is None else bounds.caps[bounds.forced - 1] - _digits(window).count(bounds.forced)


def _uneven(window: int, symbol: int, caps: tuple[int, int]) -> int:
    """Return by how many evenings a use comes earlier than an even spread would have it; runs weigh more."""
    even = max(_BESIDE, (_PAST + 1) // max(caps[symbol - 1], 1))
    digits = _digits(window)
    since = next((i + 1 for i, d in enumerate(digits) if d != REST), _PAST + 1)
    run = next((i for i, d in enumerate(digits) if d == REST), _PAST)
    return max(0, even - since) + max(0, run - 1)


def place(window: int, nights: Sequence[Night], weights: Weights) -> list[int] | None:
    """Return the cheapest symbols for `nights`, or None when a forced use cannot be placed.

    The order of costs is: missed applications, then changes against what was shown, then wishes
    that are not met, then evenings of the one started second (the family started first keeps its
    own), then an uneven spread. Among equal plans the one with the earliest uses is taken; on one
    evening the first symbol goes first, and which product has it is fixed by its start and its
    shelf id (`choice`). Evenings that stand already (the past, and today's when it was ticked or
    shown) are not among `nights`.

    Args:
        window: The six evenings before the first night, from `window_of`.
        nights: One entry an evening.
        weights: What is weighed, from `weights_for`.
    """
    layers = _reachable(window, nights)
    if layers is None:
        return None
    left: list[dict[int, int]] = [dict.fromkeys(layers[-1], 0)]  # what the evenings from here on cost, by window
    for night, windows in zip(reversed(nights), reversed(layers[:-1]), strict=True):
        left.append(_cheapest(night, windows, left[-1], weights))
    left.reverse()
    if window not in left[0]:
        return None
    out = []
    for night, cost, after in zip(nights, left[:-1], left[1:], strict=True):
        symbol, window = _first_of(night, window, cost[window], after, weights)
        out.append(symbol)
    return out


def _prices(night: Night, weights: Weights) -> tuple[int, int, int]:
    return night.cost[0] + weights.missed, night.cost[1], night.cost[2] + weights.second


def _cheapest(night: Night, windows: Sequence[int], after: Mapping[int, int], weights: Weights) -> dict[int, int]:
    """Return what this evening and all after it cost at least, for every window that can still be completed."""
    table, price, uneven, far = _table(night.bounds), _prices(night, weights), weights.uneven, _far(weights)
    out = {}
    for window in windows:
        least = far
        for symbol, nxt, skew in table[window]:
            cost = after.get(nxt, far) + price[symbol] + uneven * skew
            if cost < least:  # noqa: PLR1730  (a call to min would be made half a million times)
                least = cost
        if least < far:
            out[window] = least
    return out


def _first_of(night: Night, window: int, cost: int, after: Mapping[int, int], weights: Weights) -> tuple[int, int]:
    """Return the first symbol that costs no more than the cheapest, and the window after it."""
    price = _prices(night, weights)
    return next(
        (symbol, nxt)
        for symbol, nxt, skew in _table(night.bounds)[window]
        if nxt in after and after[nxt] + price[symbol] + weights.uneven * skew == cost
    )


def _far(weights: Weights) -> int:
    """Return more than any plan costs: every evening missed and moved."""
    return weights.missed * weights.missed


def _reachable(window: int, nights: Sequence[Night]) -> list[list[int]] | None:
    """Return the windows that can be reached before each evening and after the last, None where none is left."""
    layers, settled = [[window]], False
    for i, night in enumerate(nights):
        same = i > 0 and night.bounds == nights[i - 1].bounds
        if same and settled:
            layers.append(layers[-1])
            continue
        found = _next_windows(layers[-1], night.bounds)
        if not found:
            return None
        settled = same and found.keys() == set(layers[-1])  # so it stays while the bounds do
        layers.append(layers[-1] if settled else list(found))
    return layers


def _next_windows(windows: Sequence[int], bounds: Bounds) -> dict[int, None]:
    table = _table(bounds)
    found: dict[int, None] = {}
    for window in windows:
        moves = table.get(window)
        if moves is None:
            moves = table[window] = _moves(window, bounds)
        for _, nxt, _ in moves:
            found[nxt] = None
    return found


def weights_for(nights: int) -> Weights:
    """Return the weights for a plan of `nights` evenings."""
    uneven = 1
    second = uneven * (_PAST + _PAST) * (nights + 1)
    wish = second * (nights + 1)
    change = wish * (_WISHES * nights + 1)
    return Weights(change * (nights + 1), change, wish, second, uneven)
