"""Round by round: the exact planner places evenings under the caps of a plain run, until the controller agrees.

The controller's caps depend on what is used, the planner needs caps ahead. So a plain evening by
evening run (always valid) gives the caps of every day; the exact planner places the evenings under
them; the controller then goes through the result. Where a cap comes out lower than assumed, the
days before are kept and the rest is planned again. Plans of persons and the proof both come here.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from milium.engine.plan.state import Caps, State
from milium.engine.plan.window_dp import FIRST, REST, SECOND, Bounds, Night, Weights, legal, weights_for

_ROUNDS = 12  # more than the rung changes a plan can hold; then the plain run, always valid, stands


class Evening(NamedTuple):
    """One evening as it came out.

    Attributes:
        symbol: REST, or FIRST / SECOND for the products of the line, or another one that was ticked.
        shown: False when today's ticked product breaks a rule and so is not shown as a step.
        caps: What the controller allowed.
        bounds: What the planner was given: caps, wishes and today's morning taken in.
        state: The controller's state on this day.
        kept: Today's evening as it was ticked or shown, so that nothing was chosen.
    """

    symbol: int
    shown: bool
    caps: Caps
    bounds: Bounds
    state: State
    kept: bool = False


class Point(NamedTuple):
    """A day from which the run goes on: the state before it and what was used until then."""

    day: int
    state: State
    symbols: tuple[int, ...]


class Ground(Protocol):
    """The days to be planned, as the rounds see them."""

    def run(self, point: Point, wanted: Sequence[int] | None) -> list[Evening]:
        """Go day by day: as `wanted`, up to the first evening that may not be; without it by `plain_choice`."""

    def window(self, day: int, symbols: Sequence[int]) -> int:
        """Return the planner's window before `day`, after these evenings."""

    def costs(self, day: int, prices: Weights) -> tuple[int, int, int]:
        """Return what rest and each product cost on a day."""

    def place(self, window: int, nights: Sequence[Night], prices: Weights) -> list[int] | None:
        """Return the cheapest evenings, as `window_dp.place` does."""


def best_evenings(ground: Ground, point: Point) -> list[Evening]:
    """Return the evenings from `point` on as the exact planner places them.

    Where a rung rose later than it could, its evenings are held, and the better one is taken.
    """
    plain = ground.run(point, None)
    found = _placed(ground, point, plain, rises=False)
    if uses(found) < uses(plain):
        others = (_placed(ground, point, plain, rises=True), plain)
        found = min((found, *others), key=lambda evenings: _cost(ground, point.day, evenings))
    return found


def uses(evenings: Sequence[Evening]) -> int:
    """Return how many evenings hold an active."""
    return sum(e.symbol != REST and e.shown for e in evenings)


def plain_choice(window: int, caps: Caps, bounds: Bounds) -> int:
    """Choose without looking ahead: a first use first, then the one started first."""
    fits = [s for s in (FIRST, SECOND) if s - FIRST < len(caps.uses) and legal(window, s, bounds)]
    new = [s for s in fits if not caps.started[s - FIRST]]
    return (new or fits or [REST])[0]


def _placed(ground: Ground, point: Point, plain: list[Evening], *, rises: bool) -> list[Evening]:
    """Place the evenings round by round.

    Args:
        ground: The days.
        point: The day before the first.
        plain: The plain run from `point`.
        rises: Whether uses that make a rung rise stay on the evenings of the plain run.
    """
    done: list[Evening] = []
    for _ in range(_ROUNDS):
        planned = _planned(ground, point, plain, rises=rises)
        kept = plain if planned is None else ground.run(point, planned)
        done.extend(kept)
        if len(kept) == len(plain):
            return done
        symbols = (*point.symbols, *(e.symbol for e in kept))[-len(point.symbols) :]
        point = Point(point.day + len(kept), kept[-1].state if kept else point.state, symbols)
        plain = ground.run(point, None)
    return [*done, *plain]


def _planned(ground: Ground, point: Point, plain: Sequence[Evening], *, rises: bool) -> list[int] | None:
    """Let the exact planner place the evenings under the caps of the plain run."""
    prices = weights_for(len(plain))
    frozen = int(plain[0].kept)
    nights = [
        Night(_pinned(e, plain[i + 1 : i + 2] if rises else ()), ground.costs(point.day + i, prices))
        for i, e in enumerate(plain[frozen:], frozen)
    ]
    stands = [e.symbol for e in plain[:frozen]]
    found = ground.place(ground.window(point.day + frozen, [*point.symbols, *stands]), nights, prices)
    return None if found is None else [*stands, *found]


def _pinned(evening: Evening, following: Sequence[Evening]) -> Bounds:
    """Return the bounds with first uses, and rises, pinned to the day on which the plain run could have them.

    Args:
        evening: An evening of the plain run.
        following: The one after it, when rises are pinned too.
    """
    caps, bounds = evening.caps, evening.bounds
    for after in following:
        for i, (dose, then) in enumerate(zip(evening.state.doses, after.state.doses, strict=True)):
            if then.rung > dose.rung and evening.symbol == FIRST + i and caps.started[i]:
                bounds = bounds._replace(forced=FIRST + i, full=True)
    if all(caps.started):
        return bounds
    most, forced = list(bounds.caps), bounds.forced
    for i, started in enumerate(caps.started):
        if not started and evening.symbol == FIRST + i:
            forced = FIRST + i
        elif not started:
            most[i] = 0
    return bounds._replace(caps=(most[0], most[1]), forced=forced)


def _cost(ground: Ground, first: int, evenings: Sequence[Evening]) -> tuple[int, int]:
    """Return what evenings cost: missed applications, then changes, wishes and the second one's evenings."""
    prices = weights_for(len(evenings))
    cost = sum(ground.costs(first + i, prices)[e.symbol] for i, e in enumerate(evenings) if e.symbol <= SECOND)
    return -uses(evenings), cost + prices.second * sum(e.symbol == SECOND for e in evenings)
