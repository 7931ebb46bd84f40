"""From what is allowed to which evening: controller and planner run over the days of a plan.

The past stands, and so does today: what was ticked this evening, else what a plan made today
shows for it, as long as the rules allow it. How evenings are placed stands in `rounds`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from milium.engine.plan.controller import step
from milium.engine.plan.eligibility import Candidate
from milium.engine.plan.folding import fold_past
from milium.engine.plan.rounds import Evening, Point, best_evenings, plain_choice, uses
from milium.engine.plan.state import Caps, DayInput, State
from milium.engine.plan.timeline import Done, Timeline, day_input, past_input
from milium.engine.plan.wanted import Wanted
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
)

_WEEK_BACK = 6  # evenings a window of seven reaches back from tonight


@dataclass(frozen=True, slots=True)
class Schedule:
    """The evenings of a plan, from T on.

    Attributes:
        past: Symbols of the evenings before T.
        begun: The controller's state on the evening before T.
    """

    timeline: Timeline
    past: tuple[int, ...]
    evenings: tuple[Evening, ...]
    begun: State

    def uses(self) -> int:
        """Return how many evenings hold an active."""
        return uses(self.evenings)

    def product_on(self, offset: int) -> Candidate | None:
        """Return the product on the evening `offset` days after T, None on a rest evening."""
        evening = self.evenings[offset]
        if evening.symbol == REST or not evening.shown:
            return None
        return self.timeline.line[evening.symbol - FIRST]


class _Standing(NamedTuple):
    """Today's evening as it stands: ticked (`done`), or shown by a plan made today."""

    symbol: int
    done: bool


class Stop(NamedTuple):
    """An evening that may not be what was wanted: the window before it, and what is allowed."""

    offset: int
    symbol: int
    window: int
    caps: Caps
    bounds: Bounds


def make_schedule(t: Timeline, wanted: Wanted) -> Schedule:
    """Place the evenings of a plan for the days and products of `t`."""
    past = tuple(t.symbol_on(d) for d in range(t.today - _memory(t), t.today))
    begun = fold_past(t)
    found = best_evenings(_Days(t, wanted, _standing(t, wanted)), Point(t.today, begun, past))
    return Schedule(t, past, tuple(found), begun)


class _Days(NamedTuple):
    """The days of a plan: wishes and what was shown have their price, and today's evening may stand."""

    timeline: Timeline
    wanted: Wanted
    standing: _Standing | None

    def run(self, point: Point, wanted: Sequence[int] | None) -> list[Evening]:
        return _run(self.timeline, point, wanted, self.standing)[0]

    def window(self, day: int, symbols: Sequence[int]) -> int:
        return self.timeline.window(day, symbols)

    def costs(self, day: int, prices: Weights) -> tuple[int, int, int]:
        return _costs(self.timeline, day, self.wanted, prices)

    def place(self, window: int, nights: Sequence[Night], prices: Weights) -> list[int] | None:
        return place(window, nights, prices)


def stop_of(schedule: Schedule, symbols: Sequence[int]) -> Stop | None:
    """Let the controller go through other evenings of the same plan; return the first the rules forbid.

    Args:
        schedule: The plan.
        symbols: One symbol an evening, from T on.

    Returns:
        The evening, or None when no rule forbids any. Wishes and what was shown do not count here.
    """
    t = replace(schedule.timeline, rest_days=frozenset())
    standing = _standing(t, None)
    return _run(t, Point(t.today, schedule.begun, schedule.past), symbols, standing)[1]


def _standing(t: Timeline, wanted: Wanted | None) -> _Standing | None:
    """Return today's evening as it stands, None when it is free: ticks first, then what today's plan showed."""
    done = t.symbol_on(t.today)
    if done != REST:
        return _Standing(done, done=True)
    shown = wanted.shown_tonight(t.line, t.today) if wanted else None
    return None if shown is None else _Standing(shown, done=False)


def _memory(t: Timeline) -> int:
    """Return how many evenings are carried along: those that a rule about 7 evenings looks back on."""
    return t.rules.limits.week_days


def _run(
    t: Timeline, point: Point, wanted: Sequence[int] | None, standing: _Standing | None
) -> tuple[list[Evening], Stop | None]:
    """Go day by day from `point`; stop before an evening that may not be what is `wanted`."""
    out: list[Evening] = []
    state, symbols = point.state, list(point.symbols)
    for day in range(point.day, t.end):
        state, caps, _ = step(state, _seen(t, day, symbols), t.rules)
        bounds = _bounds(t, day, caps)
        window = t.window(day, symbols)
        fixed = standing if day == t.today else None
        kept = fixed is not None and (fixed.done or _may(window, fixed.symbol, bounds))
        if fixed is not None and kept:
            symbol = fixed.symbol
        else:
            symbol = plain_choice(window, caps, bounds) if wanted is None else wanted[day - point.day]
        allowed = _may(window, symbol, bounds)
        if not allowed and not kept:
            return out, Stop(day - t.today, symbol, window, caps, bounds)
        out.append(Evening(symbol, allowed, caps, bounds, state, kept))
        symbols.append(symbol)
    return out, None


def _may(window: int, symbol: int, bounds: Bounds) -> bool:
    """Tell whether an evening may hold a symbol; what is not in the line may be on none."""
    return symbol in {REST, FIRST, SECOND} and legal(window, symbol, bounds)


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
    """Return the planner's bounds of a day: those of the rules, and none where the person wants to rest."""
    bounds = rule_bounds(t, day, caps)
    return bounds._replace(caps=(0, 0)) if day in t.rest_days else bounds


def rule_bounds(t: Timeline, day: int, caps: Caps) -> Bounds:
    """Return what the rules allow on a day: the controller's caps, narrowed by what may have been used."""
    uses, load, acid_cap = list(caps.uses), caps.load, t.rules.limits.acid_evenings_in_7
    if day <= t.today + _WEEK_BACK:
        uses = [cap - t.uncounted(i, day) for i, cap in enumerate(uses)]
        for one in t.assumed:
            most = t.assumed_before(one, day)
            uses = [cap - most if c.id == one.id else cap for c, cap in zip(t.line, uses, strict=True)]
            load -= most
            acid_cap -= most if one.id in t.acids else 0
    if day == t.today and closed_today(t, caps):
        uses = [0] * len(uses)
    acids = tuple(c.kind == "acid" for c in t.line)
    return Bounds(
        caps=(max(uses[0], 0), max(uses[1], 0) if len(uses) > 1 else 0),
        load=load,
        apart=caps.apart,
        acids=(acids[0], acids[1] if len(acids) > 1 else False),
        acid_cap=acid_cap,
    )


def closed_today(t: Timeline, caps: Caps) -> tuple[str, ...]:
    """Return the rules that keep tonight free of any active: this morning, steam, or what may have been used."""
    rules = []
    if t.history.mornings.get(t.today):
        rules.append("SR-40")
    if t.today in t.after_steam:
        rules.append("SR-34")
    unknown = [one.id for one in t.assumed if one.end >= t.today]
    if unknown and caps.apart:
        rules.append("SR-43")
    if any(ident in t.acids for ident in unknown):
        rules.append("SR-44")
    return tuple(rules)


def _costs(t: Timeline, day: int, wanted: Wanted, prices: Weights) -> tuple[int, int, int]:
    """Return what rest and each product cost on a day: changes against what was shown, then wishes.

    Changes count from tomorrow on: today stands, or is too near for a plan of another day to tell.
    """
    costs = [0, 0, 0]
    had = wanted.shown_on(t.line, day) if day > t.today else None
    if had is not None:
        costs = [0 if symbol == had else prices.change for symbol in (REST, FIRST, SECOND)]
    for i, c in enumerate(t.line):
        costs[FIRST + i] += prices.wish * len(wanted.unmet(c, day))
    return costs[0], costs[1], costs[2]
