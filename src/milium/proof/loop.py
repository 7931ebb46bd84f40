"""The closed loop: shipped controller and planner against the shipped checker, week by week, until nothing new comes.

One row is worked out per controller state and week, one per checker state and week; both are then
joined, so that every pair of states is visited with every week.
"""

import gc
from typing import NamedTuple

from milium.domain.safety import SafetyFacts
from milium.engine.plan.rounds import Point, best_evenings
from milium.engine.plan.state import State
from milium.engine.plan.window_dp import REST
from milium.proof.days import Days, Evenings
from milium.proof.inputs import Machine
from milium.proof.monitor import NONE, Monitor, Rules, Watch
from milium.proof.numbers import Numbers

NOWHERE = -1
_BITS = 32  # room for a number in a pair of numbers


class Found(NamedTuple):
    """What a search came to.

    Attributes:
        states, transitions: Pairs of states visited, and weeks tried on them.
        held: Rule -> how often it had something to say, over distinct checker rows.
        violation: The broken rules, and the shortest sequence of weeks that leads there; None = none.
    """

    states: int
    transitions: int
    held: dict[str, int]
    violation: tuple[tuple[str, ...], tuple[str, ...]] | None


class _Book:
    """What a search has met so far: states, weeks, and the rows worked out."""

    def __init__(self) -> None:
        self.states: Numbers[tuple[State, Evenings]] = Numbers()
        self.watches: Numbers[Watch] = Numbers()
        self.plans: Numbers[tuple[Evenings, Evenings]] = Numbers()
        self.rows: dict[int, tuple[int, int]] = {}
        self.verdicts: dict[int, tuple[int, Rules]] = {}
        self.held: dict[str, int] = {}

    @staticmethod
    def pair(state: int, watch: int) -> int:
        """Return one number for two."""
        return state << _BITS | watch

    @staticmethod
    def parts(pair: int) -> tuple[int, int]:
        """Return the two numbers of a pair."""
        return pair >> _BITS, pair & (1 << _BITS) - 1


class Loop:
    """One machine, made ready to be searched.

    Args:
        machine: Who it is about, and what a week may bring.
        facts: The facts of the checker.
        plan_facts: Those of controller and planner, when a fault is seeded.
    """

    def __init__(self, machine: Machine, facts: SafetyFacts, plan_facts: SafetyFacts | None = None) -> None:
        self.machine = machine
        self.idle = (REST,) * facts.limits.week_days
        self.days, self.monitor = Days(machine, plan_facts or facts), Monitor(machine, facts)

    def search(self) -> Found:
        """Visit every reachable pair of states; stop at the first violation."""
        collecting = gc.isenabled()
        gc.disable()  # millions of plain tuples and no cycles: looking for them would take longer than the search
        try:
            return self._search()
        finally:
            if collecting:
                gc.enable()

    def _search(self) -> Found:
        book = _Book()
        start = book.pair(book.states.number((self.days.start(), self.idle)), book.watches.number(self.monitor.start()))
        came, layer, transitions = {start: NOWHERE}, [start], 0
        weeks = self.machine.weeks
        while layer:
            new: list[int] = []
            for pair in layer:
                at, watch = book.parts(pair)
                for n in range(len(weeks)):
                    after, plan = self._row(book, at, n)
                    watched, broken = self._verdict(book, watch, plan, n)
                    transitions += 1
                    if broken:
                        path = (*self._path(came, pair), weeks[n].words())
                        return Found(len(came), transitions, book.held, (tuple(sorted(broken)), path))
                    reached = book.pair(after, watched)
                    if reached not in came:
                        came[reached] = pair * len(weeks) + n
                        new.append(reached)
            layer = new
        return Found(len(came), transitions, book.held, None)

    def _row(self, book: _Book, at: int, n: int) -> tuple[int, int]:
        """Return the controller's row: the number of the next state, and of the week as planned and done."""
        key = at * len(self.machine.weeks) + n
        row = book.rows.get(key)
        if row is None:
            self.days.forget()
            state, planned, done = self.live(*book.states.known[at], n)
            row = book.rows[key] = (book.states.number((state, done)), book.plans.number((planned, done)))
        return row

    def live(self, state: State, evenings: Evenings, n: int) -> tuple[State, Evenings, Evenings]:
        """Plan seven evenings with the shipped parts, live them, and return state, plan and what was done."""
        self.days.week = n
        point = Point(0, state, evenings)
        found = best_evenings(self.days, point)
        planned = done = tuple([evening.symbol for evening in found])
        if not self.machine.weeks[n].followed:
            done, found = self.idle, self.days.run(point, self.idle)
        return found[-1].state, planned, done

    def _verdict(self, book: _Book, watch: int, plan: int, n: int) -> tuple[int, Rules]:
        """Return the checker's row: the number of its next state, and the rules that the planned week breaks."""
        key = (watch * len(self.machine.weeks) + n) << _BITS | plan
        verdict = book.verdicts.get(key)
        if verdict is None:
            planned, done = book.plans.known[plan]
            memory = book.watches.known[watch]
            after, broken, spoke = self.monitor.week(memory, planned, n)
            if done != planned:  # the plan is judged, and what was done is remembered
                after, _, _ = self.monitor.week(memory, done, n)
            for rule in spoke:
                book.held[rule] = book.held.get(rule, 0) + 1
            verdict = book.verdicts[key] = (book.watches.number(after), broken or NONE)
        return verdict

    def _path(self, came: dict[int, int], pair: int) -> list[str]:
        weeks: list[str] = []
        while came[pair] != NOWHERE:
            pair, n = divmod(came[pair], len(self.machine.weeks))
            weeks.append(self.machine.weeks[n].words())
        return weeks[::-1]
