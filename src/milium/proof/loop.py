"""The closed loop: the shipped controller and planner against the shipped checker, week by week, until nothing new comes.

One row is worked out per controller state and week, one per checker state and week; both are then
joined, so that every pair of states is visited with every week.
"""

from typing import NamedTuple

from milium.domain.safety import SafetyFacts
from milium.engine.plan import controller, window_dp
from milium.engine.plan.state import Caps, DayInput, Line, Rules, State, read_rules
from milium.engine.plan.window_dp import FIRST, REST, SECOND, Bounds, Night, weights_for, window_of
from milium.proof.inputs import Machine, Week
from milium.proof.monitor import Monitor, Watch

Evenings = tuple[int, ...]


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
        states: dict[tuple[State, Evenings], int] = {}
        watches: dict[Watch, int] = {}
        kept: list[tuple[State, Evenings]] = []
        seen: list[Watch] = []
        plans: dict[tuple[int, int], tuple[int, Evenings, Evenings]] = {}
        verdicts: dict[tuple[int, int, Evenings, Evenings], tuple[int, frozenset[str]]] = {}
        held: dict[str, int] = {}

        def number(state: State, evenings: Evenings) -> int:
            key = (self._calm(state), evenings)
            if key not in states:
                states[key] = len(kept)
                kept.append(key)
            return states[key]

        def watched(watch: Watch) -> int:
            if watch not in watches:
                watches[watch] = len(seen)
                seen.append(watch)
            return watches[watch]

        start = (number(controller.start_state(self.rules), (REST,) * self.days), watched(self.monitor.start()))
        came: dict[tuple[int, int], tuple[tuple[int, int], int] | None] = {start: None}
        layer, transitions = [start], 0
        while layer:
            new: list[tuple[int, int]] = []
            for pair in layer:
                at, watch = pair
                for n, week in enumerate(self.machine.weeks):
                    row = plans.get((at, n))
                    if row is None:
                        state, planned, done = self._week(*kept[at], week)
                        row = plans[at, n] = (number(state, done), planned, done)
                    key = (watch, n, row[1], row[2])
                    verdict = verdicts.get(key)
                    if verdict is None:
                        after, broken, spoke = self._judge(seen[watch], row[1], row[2], week)
                        for rule in spoke:
                            held[rule] = held.get(rule, 0) + 1
                        verdict = verdicts[key] = (watched(after), broken)
                    transitions += 1
                    if verdict[1]:
                        weeks = (*self._path(came, pair), week.words())
                        return Found(len(came), transitions, held, (tuple(sorted(verdict[1])), weeks))
                    nxt = (row[0], verdict[0])
                    if nxt not in came:
                        came[nxt] = (pair, n)
                        new.append(nxt)
            layer = new
        return Found(len(came), transitions, held, None)

    def _path(self, came: dict[tuple[int, int], tuple[tuple[int, int], int] | None], pair: tuple[int, int]) -> list[str]:
        weeks: list[str] = []
        before = came[pair]
        while before is not None:
            weeks.append(self.machine.weeks[before[1]].words())
            before = came[before[0]]
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
