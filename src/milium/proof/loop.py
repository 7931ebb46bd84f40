"""The closed loop: shipped controller and planner against the shipped checker, week by week, until nothing new comes.

One row is worked out per controller state and week, one per checker state and week; both are then
joined, so that every pair of states is visited with every week.
"""

import gc
from typing import Generic, NamedTuple, TypeVar

from milium.domain.safety import SafetyFacts
from milium.engine.plan import controller, window_dp
from milium.engine.plan.state import Caps, DayInput, Line, Rules, State, read_rules
from milium.engine.plan.window_dp import FIRST, REST, SECOND, Bounds, Night, weights_for, window_of
from milium.proof.inputs import Machine, Week
from milium.proof.monitor import Monitor, Watch

Evenings = tuple[int, ...]
T = TypeVar("T")
NOWHERE = -1
_BITS = 32  # room for a number in a pair of numbers
_REMEMBERED = 20_000  # single days kept at a time; only the same state's weeks share them


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


class _Numbers(Generic[T]):
    """Each thing met, with a number of its own."""

    def __init__(self) -> None:
        self.known: list[T] = []
        self._places: dict[T, int] = {}

    def number(self, thing: T) -> int:
        """Return the number of a thing, a new one when it was never met."""
        place = self._places.get(thing)
        if place is None:
            place = self._places[thing] = len(self.known)
            self.known.append(thing)
        return place


class _Book:
    """What a search has met so far: states, weeks, and the rows worked out."""

    def __init__(self) -> None:
        self.states: _Numbers[tuple[State, Evenings]] = _Numbers()
        self.watches: _Numbers[Watch] = _Numbers()
        self.plans: _Numbers[tuple[Evenings, Evenings]] = _Numbers()
        self.rows: dict[int, tuple[int, int]] = {}
        self.verdicts: dict[int, tuple[int, frozenset[str]]] = {}
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
        self.machine, self.facts = machine, plan_facts or facts
        self.days = facts.limits.week_days
        pace = facts.limits.slow_start_rung_days if machine.half_pace else 0
        lines = [
            Line(self.facts.ladders[active.name][int(machine.slow)], pace, active.sun) for active in machine.actives
        ]
        self.rules: Rules = read_rules(lines, self.facts, slow=machine.slow)
        self.monitor = Monitor(machine, facts)
        self._stepped: dict[tuple[State, Evenings, tuple[object, ...]], tuple[State, Caps]] = {}
        self._placed: dict[tuple[int, tuple[Bounds, ...]], list[int] | None] = {}

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
        start = book.pair(
            book.states.number((self._calm(controller.start_state(self.rules)), (REST,) * self.days)),
            book.watches.number(self.monitor.start()),
        )
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

    def _row(self, book: "_Book", at: int, n: int) -> tuple[int, int]:
        """Return the controller's row: the number of the next state, and of the week as planned and done."""
        key = at * len(self.machine.weeks) + n
        row = book.rows.get(key)
        if row is None:
            if len(self._stepped) > _REMEMBERED:
                self._stepped.clear()
            state, planned, done = self._week(*book.states.known[at], self.machine.weeks[n])
            row = book.rows[key] = (book.states.number((state, done)), book.plans.number((planned, done)))
        return row

    def _verdict(self, book: "_Book", watch: int, plan: int, n: int) -> tuple[int, frozenset[str]]:
        """Return the checker's row: the number of its next state, and the rules that the planned week breaks."""
        key = (watch * len(self.machine.weeks) + n) << _BITS | plan
        verdict = book.verdicts.get(key)
        if verdict is None:
            planned, done = book.plans.known[plan]
            after, broken, spoke = self._judge(book.watches.known[watch], planned, done, self.machine.weeks[n])
            for rule in spoke:
                book.held[rule] = book.held.get(rule, 0) + 1
            verdict = book.verdicts[key] = (book.watches.number(after), broken)
        return verdict

    def _path(self, came: dict[int, int], pair: int) -> list[str]:
        weeks: list[str] = []
        while came[pair] != NOWHERE:
            pair, n = divmod(came[pair], len(self.machine.weeks))
            weeks.append(self.machine.weeks[n].words())
        return weeks[::-1]

    def _calm(self, state: State) -> State:
        """Return a state without the clock of the end of a course, where another machine follows that."""
        return state if self.machine.course else state._replace(long_course=min(state.long_course, 1))

    # -- controller and planner -----------------------------------------------------------------

    def _week(self, state: State, evenings: Evenings, week: Week) -> tuple[State, Evenings, Evenings]:
        """Plan seven evenings with the shipped parts, live them, and return state, plan and what was done."""
        planned, after = self._plan(state, evenings, week)
        if week.followed:
            return after, planned, planned
        for i in range(self.days):
            state, _ = self._step(state, evenings, week, first=i == 0)
            evenings = (*evenings[1:], REST)
        return state, planned, evenings

    def _plan(self, state: State, evenings: Evenings, week: Week) -> tuple[Evenings, State]:
        """Place the evenings as `schedule` does: the caps of a plain run, the exact planner, round by round."""
        done: list[int] = []
        while len(done) < self.days:
            plain = self._run(state, evenings, week, [], self.days - len(done), first=not done)
            nights = tuple(self._pinned(bounds, caps, symbol) for symbol, caps, bounds, _ in plain)
            placed = self._place(window_of(evenings), nights)
            wanted = [symbol for symbol, _, _, _ in plain] if placed is None else placed
            lived = self._run(state, evenings, week, wanted, len(wanted), first=not done)
            if not lived:
                lived = plain
            done.extend(symbol for symbol, _, _, _ in lived)
            state = lived[-1][3]
            evenings = (*evenings, *(symbol for symbol, _, _, _ in lived))[-self.days :]
        return tuple(done), state

    def _run(
        self, state: State, evenings: Evenings, week: Week, wanted: list[int], count: int, *, first: bool
    ) -> list[tuple[int, Caps, Bounds, State]]:
        """Go day by day; without `wanted` take what is allowed, else stop where it is not."""
        out: list[tuple[int, Caps, Bounds, State]] = []
        for i in range(count):
            state, caps = self._step(state, evenings, week, first=first and i == 0)
            bounds, window = self._bounds(caps), window_of(evenings)
            if wanted:
                symbol = wanted[i]
                if not window_dp.legal(window, symbol, bounds):
                    return out
            else:
                fits = [s for s in (FIRST, SECOND) if s <= len(caps.uses) and window_dp.legal(window, s, bounds)]
                fresh = [s for s in fits if not caps.started[s - FIRST]]
                symbol = (fresh or fits or [REST])[0]
            out.append((symbol, caps, bounds, state))
            evenings = (*evenings[1:], symbol)
        return out

    def _step(self, state: State, evenings: Evenings, week: Week, *, first: bool) -> tuple[State, Caps]:
        key = (state, evenings, (week.off, week.tested, week.heard() if first else ()))
        found = self._stepped.get(key)
        if found is None:
            actives = range(len(self.rules.lines))
            today = DayInput(
                used=tuple([evenings[-1] == FIRST + i for i in actives]),
                week=tuple([evenings.count(FIRST + i) for i in actives]),
                other_used=False,
                off=(week.off,) * len(self.rules.lines),
                restart=(False,) * len(self.rules.lines),
                ready=(week.tested,) * len(self.rules.lines),
                heard=week.heard() if first else (),
            )
            new, caps, _ = controller.step(state, today, self.rules)
            found = self._stepped[key] = (self._calm(new), caps)
        return found

    def _bounds(self, caps: Caps) -> Bounds:
        acids = [active.acid for active in self.machine.actives]
        return Bounds(
            caps=(caps.uses[0], caps.uses[1] if len(caps.uses) > 1 else 0),
            load=caps.load,
            apart=caps.apart,
            acids=(acids[0], acids[1] if len(acids) > 1 else False),
            acid_cap=self.facts.limits.acid_evenings_in_7,
        )

    def _pinned(self, bounds: Bounds, caps: Caps, symbol: int) -> Bounds:
        """Pin first uses to the day of the plain run, as the planner does."""
        uses, forced = list(bounds.caps), None
        for i, started in enumerate(caps.started):
            if not started and symbol == FIRST + i:
                forced = FIRST + i
            elif not started:
                uses[i] = 0
        return bounds._replace(caps=(uses[0], uses[1]), forced=forced)

    def _place(self, window: int, nights: tuple[Bounds, ...]) -> list[int] | None:
        key = (window, nights)
        if key not in self._placed:
            self._placed[key] = window_dp.place(window, [Night(b) for b in nights], weights_for(len(nights)))
        return self._placed[key]

    # -- checker --------------------------------------------------------------------------------

    def _judge(
        self, watch: Watch, planned: Evenings, done: Evenings, week: Week
    ) -> tuple[Watch, frozenset[str], frozenset[str]]:
        """Judge the planned week, then remember what was done."""
        after, broken, spoke = self._watch(watch, planned, week)
        if done != planned:
            after = self._watch(watch, done, week)[0]
        return after, broken, spoke

    def _watch(self, watch: Watch, evenings: Evenings, week: Week) -> tuple[Watch, frozenset[str], frozenset[str]]:
        broken: frozenset[str] = frozenset()
        spoke: frozenset[str] = frozenset()
        for i, symbol in enumerate(evenings):
            watch, new, said = self.monitor.day(watch, symbol, week, first=i == 0)
            if new:
                broken |= new
            spoke |= said
        return watch, broken, spoke
