"""Seven days of a machine under the shipped controller, as the planner's rounds see them.

Every day is worked out once per state, evenings before it and what it brings, and then remembered.
"""

from collections.abc import Sequence
from typing import NamedTuple

from milium.domain.safety import SafetyFacts
from milium.engine.plan import controller, window_dp
from milium.engine.plan.rounds import Evening, Point, plain_choice
from milium.engine.plan.state import Caps, DayInput, Line, Rules, State, read_rules
from milium.engine.plan.window_dp import FIRST, REST, SECOND, Bounds, Night, Weights, window_of
from milium.proof.inputs import Machine, Week

_REMEMBERED = 100_000  # days kept at a time; mostly the weeks of one state share them
_FREE = (0, 0, 0)
_LATER = ((-1, -2), (-3, -4))  # days after the first of a week: what is off, and whether a first use may fall on them

Evenings = tuple[int, ...]


class _Day(NamedTuple):
    """A day under the controller: what a plain run takes, and the evening with each symbol, None where barred."""

    plain: int
    evenings: tuple[Evening | None, ...]


class Days:
    """The days of one machine; `week` is the number of the week that they make up.

    Args:
        machine: Who it is about, and what a week may bring.
        facts: The facts of controller and planner.
    """

    def __init__(self, machine: Machine, facts: SafetyFacts) -> None:
        self.machine, self.limits = machine, facts.limits
        pace = self.limits.slow_start_rung_days if machine.half_pace else 0
        lines = [Line(facts.ladders[a.name][int(machine.slow)], pace, a.sun) for a in machine.actives]
        self.rules: Rules = read_rules(lines, facts, slow=machine.slow)
        self.week = 0
        self._acids = (*(active.acid for active in machine.actives), False)
        # Keys name a state by its identity: `_same` keeps one of equals, and keeps it alive.
        self._days: dict[tuple[int, Evenings, int], _Day] = {}
        self._same: dict[State, State] = {}
        self._placed: dict[tuple[int, tuple[Night, ...]], list[int] | None] = {}

    def start(self) -> State:
        """Return the state of a person who has used nothing."""
        return self._calm(controller.start_state(self.rules))

    def forget(self) -> None:
        """Let go of what was remembered, where it has become much."""
        if len(self._days) > _REMEMBERED:
            self._days.clear()
            self._same.clear()

    def run(self, point: Point, wanted: Sequence[int] | None) -> list[Evening]:
        """Go day by day to the end of the week, as `wanted` or, without it, as a plain run does."""
        out: list[Evening] = []
        state, evenings = point.state, point.symbols
        for i in range(self.limits.week_days - point.day):
            day = self._day(state, evenings, first=point.day + i == 0)
            found = day.evenings[day.plain if wanted is None else wanted[i]]
            if found is None:
                return out
            out.append(found)
            state, evenings = found.state, (*evenings[1:], found.symbol)
        return out

    def window(self, day: int, symbols: Sequence[int]) -> int:
        """Return the planner's window after these evenings."""
        del day
        return window_of(symbols)

    def costs(self, day: int, prices: Weights) -> tuple[int, int, int]:
        """Return the price of an evening: nobody wishes anything, and nothing was shown."""
        del day, prices
        return _FREE

    def place(self, window: int, nights: Sequence[Night], prices: Weights) -> list[int] | None:
        """Ask the planner, once for the same nights."""
        key = (window, tuple(nights))
        if key not in self._placed:
            self._placed[key] = window_dp.place(window, nights, prices)
        return self._placed[key]

    def _day(self, state: State, evenings: Evenings, *, first: bool) -> _Day:
        week = self.machine.weeks[self.week]
        key = (id(state), evenings, self.week if first else _LATER[week.off][week.tested])
        day = self._days.get(key)
        if day is None:
            self._same.setdefault(state, state)
            day = self._days[key] = self._worked_out(state, evenings, week, first=first)
        return day

    def _worked_out(self, state: State, evenings: Evenings, week: Week, *, first: bool) -> _Day:
        count = len(self.rules.lines)
        today = DayInput(
            used=tuple([evenings[-1] == FIRST + i for i in range(count)]),
            week=tuple([evenings.count(FIRST + i) for i in range(count)]),
            other_used=False,
            off=(week.off,) * count,
            restart=(False,) * count,
            ready=(week.tested,) * count,
            heard=week.heard() if first else (),
        )
        new, caps, _ = controller.step(state, today, self.rules)
        new = self._calm(new)
        new = self._same.setdefault(new, new)
        bounds, window = self._bounds(caps), window_of(evenings)
        fits = [symbol <= count and window_dp.legal(window, symbol, bounds) for symbol in (REST, FIRST, SECOND)]
        found = tuple(
            [
                Evening(s, shown=True, caps=caps, bounds=bounds, state=new) if fits[s] else None
                for s in (REST, FIRST, SECOND)
            ]
        )
        return _Day(plain_choice(window, caps, bounds), found)

    def _calm(self, state: State) -> State:
        """Return a state without clocks that nobody reads.

        The end of a course is followed by another machine. For how long an active has been in use
        is asked only before the first use of another (SR-42), and all start anew together.
        """
        if not self.machine.course and state.long_course > 1:
            state = state._replace(long_course=1)
        most = self.limits.second_active_days_slow
        if all(dose.started for dose in state.doses) and any(dose.since_start != most for dose in state.doses):
            return state._replace(doses=tuple([dose._replace(since_start=most) for dose in state.doses]))
        return state

    def _bounds(self, caps: Caps) -> Bounds:
        return Bounds(
            caps=(caps.uses[0], caps.uses[1] if len(caps.uses) > 1 else 0),
            load=caps.load,
            apart=caps.apart,
            acids=(self._acids[0], self._acids[1]),
            acid_cap=self.limits.acid_evenings_in_7,
        )
