"""From what is allowed to which evening: controller and planner run over the days of a plan.

The controller's caps depend on what is used, the planner needs caps ahead. So a plain evening by
evening run (always valid) gives the caps of every day; the exact planner places the evenings under
them; the controller then goes through the result. Where a cap comes out lower than assumed, the
days before are kept and the rest is planned again.

The past stands, and so does today: what was ticked this evening, else what a plan made today
shows for it, as long as the rules allow it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from milium.engine.plan.controller import step
from milium.engine.plan.eligibility import Candidate
from milium.engine.plan.state import Caps, DayInput, State
from milium.engine.plan.timeline import Done, Timeline, day_input, fold_past, past_input
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
        kept: Today's evening as it was ticked or shown, so that nothing was chosen.
    """

    symbol: int
    shown: bool
    caps: Caps
    bounds: Bounds
    state: State
    kept: bool = False


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
        return _uses(self.evenings)

    def product_on(self, offset: int) -> Candidate | None:
        """Return the product on the evening `offset` days after T, None on a rest evening."""
        evening = self.evenings[offset]
        if evening.symbol == REST or not evening.shown:
            return None
        return self.timeline.line[evening.symbol - FIRST]


class _Point(NamedTuple):
    """A day from which the run goes on: the state before it and what was used until then."""

    day: int
    state: State
    symbols: tuple[int, ...]


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


_Choose = Callable[[int, int, Caps, Bounds], int]


def make_schedule(t: Timeline, wanted: Wanted) -> Schedule:
    """Place the evenings of a plan for the days and products of `t`."""
    past = tuple(t.symbol_on(d) for d in range(t.today - _memory(t), t.today))
    begun, standing = fold_past(t), _standing(t, wanted)
    point = _Point(t.today, begun, past)
    plain, _ = _run(t, point, _plain, standing)
    found = _placed(t, point, wanted, standing, plain, rises=False)
    if _uses(found) < _uses(plain):  # a rung rose later than it could: hold its evenings, then look which is better
        others = (_placed(t, point, wanted, standing, plain, rises=True), plain)
        found = min((found, *others), key=lambda evenings: _cost(t, evenings, wanted))
    return Schedule(t, past, tuple(found), begun)


def _placed(
    t: Timeline,
    point: _Point,
    wanted: Wanted,
    standing: _Standing | None,
    plain: list[Evening],
    *,
    rises: bool,
) -> list[Evening]:
    """Return the evenings as the exact planner places them, round by round under the controller.

    Args:
        t: The days.
        point: The day before the first.
        wanted: Wishes and what was shown.
        standing: Today's evening as it stands.
        plain: The plain run from `point`.
        rises: Whether uses that make a rung rise stay on the evenings of the plain run.
    """
    done: list[Evening] = []
    for _ in range(_ROUNDS):
        planned = _planned(t, point, plain, wanted, rises=rises)
        kept = plain if planned is None else _run(t, point, _as_planned(point.day, planned), standing)[0]
        done.extend(kept)
        if len(kept) == len(plain):
            return done
        point = _Point(
            point.day + len(kept),
            kept[-1].state if kept else point.state,
            (*point.symbols, *(e.symbol for e in kept))[-_memory(t) :],
        )
        plain, _ = _run(t, point, _plain, standing)
    return [*done, *plain]


def _uses(evenings: Sequence[Evening]) -> int:
    return sum(e.symbol != REST and e.shown for e in evenings)


def _cost(t: Timeline, evenings: Sequence[Evening], wanted: Wanted) -> tuple[int, int]:
    """Return what evenings cost: missed applications, then changes, wishes and the second one's evenings."""
    prices = weights_for(len(evenings))
    cost = sum(_costs(t, t.today + i, wanted, prices)[e.symbol] for i, e in enumerate(evenings) if e.symbol <= SECOND)
    return -_uses(evenings), cost + prices.second * sum(e.symbol == SECOND for e in evenings)


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
    return _run(t, _Point(t.today, schedule.begun, schedule.past), _as_planned(t.today, symbols), standing)[1]


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


def _run(t: Timeline, point: _Point, choose: _Choose, standing: _Standing | None) -> tuple[list[Evening], Stop | None]:
    """Go day by day from `point`; stop before an evening that may not be what `choose` wants."""
    out: list[Evening] = []
    state, symbols = point.state, list(point.symbols)
    for day in range(point.day, t.end):
        state, caps, _ = step(state, _seen(t, day, symbols), t.rules)
        bounds = _bounds(t, day, caps)
        window = t.window(day, symbols)
        fixed = standing if day == t.today else None
        kept = fixed is not None and (fixed.done or _may(window, fixed.symbol, bounds))
        symbol = fixed.symbol if fixed is not None and kept else choose(day, window, caps, bounds)
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


def _planned(t: Timeline, point: _Point, plain: Sequence[Evening], wanted: Wanted, *, rises: bool) -> list[int] | None:
    """Let the exact planner place the evenings under the caps of the plain run."""
    prices = weights_for(len(plain))
    frozen = plain[0].kept
    nights = [
        Night(_pinned(e, plain[i + 1 : i + 2] if rises else ()), _costs(t, point.day + i, wanted, prices))
        for i, e in enumerate(plain)
        if not (frozen and i == 0)
    ]
    before = [*point.symbols, *((plain[0].symbol,) if frozen else ())]
    found = place(t.window(point.day + int(frozen), before), nights, prices)
    if found is None:
        return None
    return [plain[0].symbol, *found] if frozen else found


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
    uses, forced = list(bounds.caps), bounds.forced
    for i, started in enumerate(caps.started):
        if not started and evening.symbol == FIRST + i:
            forced = FIRST + i
        elif not started:
            uses[i] = 0
    return bounds._replace(caps=(uses[0], uses[1]), forced=forced)


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
