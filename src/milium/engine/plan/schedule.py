"""From what is allowed to which evening: controller and planner run over the days of a plan.

The controller's caps depend on what is used, the planner needs caps ahead. So a plain evening by
evening run (always valid) gives the caps of every day; the exact planner places the evenings under
them; the controller then goes through the result. Where a cap comes out lower than assumed, the
days before are kept and the rest is planned again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from milium.engine.plan.controller import step
from milium.engine.plan.eligibility import Candidate
from milium.engine.plan.state import Caps, DayInput, State
from milium.engine.plan.timeline import Done, Timeline, day_input, fold_past, past_input
from milium.engine.plan.window_dp import (
    FIRST,
    OTHER,
    OTHER_ACID,
    REST,
    SECOND,
    Bounds,
    Night,
    Weights,
    legal,
    place,
    weights_for,
)

_ROUNDS = 12  # more than the rung changes a plan can hold; then the plain run, always valid, stands
_WEEK_BACK = 6  # evenings a window of seven reaches back from tonight


class Evening(NamedTuple):
    """One evening as it came out.

    Attributes:
        symbol: REST, or FIRST / SECOND for the products of the line, or another one that was ticked.
        shown: False when today's ticked product breaks a rule and so is not shown as a step.
        caps: What the controller allowed.
        bounds: What the planner was given: caps, wishes and today's morning taken in.
        state: The controller's state on this day.
    """

    symbol: int
    shown: bool
    caps: Caps
    bounds: Bounds
    state: State


@dataclass(frozen=True, slots=True)
class Schedule:
    """The evenings of a plan, from T on; `past` holds the symbols of the evenings before."""

    timeline: Timeline
    past: tuple[int, ...]
    evenings: tuple[Evening, ...]

    def uses(self) -> int:
        """Return how many evenings hold an active."""
        return sum(e.symbol != REST and e.shown for e in self.evenings)

    def product_on(self, offset: int) -> Candidate | None:
        """Return the product on the evening `offset` days after T, None on a rest evening."""
        evening = self.evenings[offset]
        if evening.symbol == REST or not evening.shown:
            return None
        return self.timeline.line[evening.symbol - FIRST]

    def window_before(self, offset: int) -> int:
        """Return the planner's window before the evening `offset` days after T."""
        t = self.timeline
        return t.window(t.today + offset, [*self.past, *(e.symbol for e in self.evenings[:offset])])


class _Point(NamedTuple):
    """A day from which the run goes on: the state before it and what was used until then."""

    day: int
    state: State
    symbols: tuple[int, ...]


class Wanted(NamedTuple):
    """What the person would like, and the plan in hand.

    Attributes:
        prefer: Family or shelf id -> weekdays (0 = Monday) on which it is liked.
        shown: Ordinal -> shelf ids on the evening of the plan that the person has in hand.
    """

    prefer: Mapping[str, Sequence[int]]
    shown: Mapping[int, Sequence[str]]


_Choose = Callable[[int, int, Caps, Bounds], int]


def make_schedule(t: Timeline, wanted: Wanted) -> Schedule:
    """Place the evenings of a plan for the days and products of `t`."""
    past = tuple(t.symbol_on(d) for d in range(t.today - _memory(t), t.today))
    point = _Point(t.today, fold_past(t), past)
    done: list[Evening] = []
    for _ in range(_ROUNDS):
        plain = _run(t, point, _plain)
        planned = _planned(t, point, plain, wanted)
        kept = plain if planned is None else _run(t, point, _as_planned(point.day, planned))
        done.extend(kept)
        if len(kept) == len(plain):
            return Schedule(t, past, tuple(done))
        point = _Point(
            point.day + len(kept),
            kept[-1].state if kept else point.state,
            (*point.symbols, *(e.symbol for e in kept))[-_memory(t) :],
        )
    return Schedule(t, past, (*done, *_run(t, point, _plain)))


def _memory(t: Timeline) -> int:
    """Return how many evenings are carried along: those that a rule about 7 evenings looks back on."""
    return t.rules.limits.week_days


def _run(t: Timeline, point: _Point, choose: _Choose) -> list[Evening]:
    """Go day by day from `point`; stop before an evening that may not be what `choose` wants."""
    out: list[Evening] = []
    state, symbols = point.state, list(point.symbols)
    today = _done_today(t)
    for day in range(point.day, t.end):
        state, caps, _ = step(state, _seen(t, day, symbols), t.rules)
        bounds = _bounds(t, day, caps)
        window = t.window(day, symbols)
        fixed = today if day == t.today else None
        symbol = choose(day, window, caps, bounds) if fixed is None else fixed
        allowed = symbol in {REST, FIRST, SECOND} and legal(window, symbol, bounds)
        if not allowed and fixed is None:
            return out
        out.append(Evening(symbol, allowed, caps, bounds, state))
        symbols.append(symbol)
    return out


def _seen(t: Timeline, day: int, symbols: Sequence[int]) -> DayInput:
    """Return the controller's view of a day, from the log up to today and from the plan after it."""
    if day <= t.today:
        return past_input(t, day)
    own, week = tuple(FIRST + i for i in range(len(t.line))), t.rules.limits.week_days
    done = Done(
        tuple(symbols[-1] == symbol for symbol in own),
        tuple(symbols[-week:].count(symbol) for symbol in own),
    )
    seen = day_input(t, day, done)
    if day == t.today + 1:
        others = symbols[-1] in {OTHER, OTHER_ACID} or bool(t.history.mornings.get(t.today))
        return seen._replace(other_used=others)
    return seen


def _bounds(t: Timeline, day: int, caps: Caps) -> Bounds:
    """Return the planner's bounds of a day: the controller's caps, narrowed by wishes and today's morning."""
    uses, load, acid_cap = list(caps.uses), caps.load, t.rules.limits.acid_evenings_in_7
    if day <= t.today + _WEEK_BACK:
        uses = [cap - t.uncounted(i, day) for i, cap in enumerate(uses)]
        for one in t.assumed:
            most = t.assumed_before(one, day)
            uses = [cap - most if c.id == one.id else cap for c, cap in zip(t.line, uses, strict=True)]
            load -= most
            acid_cap -= most if one.id in t.acids else 0
    if day in t.rest_days or (day == t.today and (_busy_today(t) or _may_follow_use(t, caps))):
        uses = [0] * len(uses)
    acids = tuple(c.kind == "acid" for c in t.line)
    return Bounds(
        caps=(max(uses[0], 0), max(uses[1], 0) if len(uses) > 1 else 0),
        load=load,
        apart=caps.apart,
        acids=(acids[0], acids[1] if len(acids) > 1 else False),
        acid_cap=acid_cap,
    )


def _may_follow_use(t: Timeline, caps: Caps) -> bool:
    """Tell whether last night may have held something in use, so that tonight has to rest."""
    unknown = [one.id for one in t.assumed if one.end >= t.today]
    return bool(unknown) and (caps.apart or any(ident in t.acids for ident in unknown))


def _busy_today(t: Timeline) -> bool:
    """Tell whether this morning already held an active (SR-40, SR-47)."""
    return bool(t.history.mornings.get(t.today))


def _done_today(t: Timeline) -> int | None:
    """Return what was already ticked this evening, None when the evening is free."""
    symbol = t.symbol_on(t.today)
    return None if symbol == REST else symbol


def _plain(day: int, window: int, caps: Caps, bounds: Bounds) -> int:
    """Choose without looking ahead: a first use first, then the one started first."""
    del day
    fits = [s for s in (FIRST, SECOND) if s - FIRST < len(caps.uses) and legal(window, s, bounds)]
    new = [s for s in fits if not caps.started[s - FIRST]]
    return (new or fits or [REST])[0]


def _as_planned(first: int, symbols: Sequence[int]) -> _Choose:
    def choose(day: int, window: int, caps: Caps, bounds: Bounds) -> int:
        del window, caps, bounds
        return symbols[day - first]

    return choose


def _planned(t: Timeline, point: _Point, plain: Sequence[Evening], wanted: Wanted) -> list[int] | None:
    """Let the exact planner place the evenings under the caps of the plain run."""
    prices = weights_for(len(plain))
    frozen = point.day == t.today and _done_today(t) is not None
    nights = [
        Night(_fixed_starts(e), _costs(t, point.day + i, wanted, prices))
        for i, e in enumerate(plain)
        if not (frozen and i == 0)
    ]
    before = [*point.symbols, *((plain[0].symbol,) if frozen else ())]
    found = place(t.window(point.day + int(frozen), before), nights, prices)
    if found is None:
        return None
    return [plain[0].symbol, *found] if frozen else found


def _fixed_starts(evening: Evening) -> Bounds:
    """Return the bounds with first uses pinned to the day on which the plain run could have them."""
    caps, bounds = evening.caps, evening.bounds
    uses, forced = list(bounds.caps), None
    for i, started in enumerate(caps.started):
        if not started and evening.symbol == FIRST + i:
            forced = FIRST + i
        elif not started:
            uses[i] = 0
    return bounds._replace(caps=(uses[0], uses[1]), forced=forced)


def _costs(t: Timeline, day: int, wanted: Wanted, prices: Weights) -> tuple[int, int, int]:
    """Return what rest and each product cost on a day: changes against what was shown, then wishes."""
    costs = [0, 0, 0]
    if day in wanted.shown:
        had = next((FIRST + i for i, c in enumerate(t.line) if c.id in wanted.shown[day]), REST)
        costs = [0 if symbol == had else prices.change for symbol in (REST, FIRST, SECOND)]
    for i, c in enumerate(t.line):
        liked = next((wanted.prefer[key] for key in (c.id, *c.product.families) if key in wanted.prefer), ())
        if liked and (day - 1) % t.rules.limits.week_days not in liked:
            costs[FIRST + i] += prices.wish
    return costs[0], costs[1], costs[2]
