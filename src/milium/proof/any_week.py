"""Rules over windows of nights, for every week that the planner may return: any wishes, any dates.

The planner returns only evenings that `legal` allows, each after the six before it. So it is
enough to look at every window of six evenings, every evening after it, and all that a controller
may allow: where `legal` says yes, the checker's rules about nights must find nothing.
"""

from itertools import product

from milium.domain.safety import SafetyFacts
from milium.engine.plan import window_dp
from milium.engine.plan.window_dp import FIRST, SECOND, Bounds, window_of
from milium.proof.inputs import Machine
from milium.proof.loop import Found, Loop
from milium.proof.machines import active

SYMBOLS, BEFORE = range(SECOND + 1), 6


def every_week(facts: SafetyFacts, plan_facts: SafetyFacts | None = None) -> Found:
    """Try every evening after every window, for two actives of every pairing, slow persons and others."""
    held: dict[str, int] = {}
    states = transitions = 0
    for pair, slow in product((("retinoid", "aha"), ("aha", "retinoid"), ("azelaic", "aha")), (False, True)):
        machine = Machine("any week", tuple(active(facts, name) for name in pair), (), slow=slow)
        loop = Loop(machine, facts)
        limits = (plan_facts or facts).limits
        for course in _course_days(facts):
            week = course // facts.limits.week_days + 1
            apart = max(course - 1, 0) // limits.week_days + 1 <= limits.no_neighbours_until_week
            bounds = Bounds((7, 7), limits.load_cap(week, slow=slow), apart, _acids(machine), limits.acid_evenings_in_7)
            for evenings in product(SYMBOLS, repeat=BEFORE):
                states += 1
                window = window_of(evenings)
                for symbol in (FIRST, SECOND):
                    transitions += 1
                    if not window_dp.legal(window, symbol, bounds):
                        continue
                    broken, spoke = loop.monitor.nights((0, *evenings, symbol), course)
                    for rule in spoke:
                        held[rule] = held.get(rule, 0) + 1
                    if broken:
                        said = (f"evenings {evenings} then {symbol}, course day {course}",)
                        return Found(states, transitions, held, (tuple(sorted(broken)), said))
    return Found(states, transitions, held, None)


def _acids(machine: Machine) -> tuple[bool, bool]:
    first, second = machine.actives
    return first.acid, second.acid


def _course_days(facts: SafetyFacts) -> tuple[int, ...]:
    """Return the first and the last course day of every stretch in which the caps stay the same."""
    limits, days = facts.limits, facts.limits.week_days
    ends = {week for week, _ in (*limits.load_normal, *limits.load_slow) if week is not None}
    ends.add(limits.no_neighbours_until_week)
    return tuple(sorted({6, *(week * days + shift for week in ends for shift in (-1, 0, 1))}))
