"""Fold the past into the controller's state, from a checkpoint where nothing before it has changed.

A checkpoint is a state with everything that it was folded from. It is used where all of that is
still the same, and only then: another pack, another product, an entry that came late or was taken
back, and the past is folded from its start. So a checkpoint can never say anything else than a
whole fold; it spares the years before it.
"""

from typing import NamedTuple

from milium.domain.safety import Ladder
from milium.engine.plan.controller import start_state, step
from milium.engine.plan.hearing import touch
from milium.engine.plan.state import Line, State
from milium.engine.plan.timeline import Timeline, past_input

KEPT = "controller"  # place of the checkpoints in the memory of a log
EVERY_DAYS = 28  # a checkpoint stands one to two times as many days back: what comes late lies mostly behind it
MOST_KEPT = 4  # lines of products: today's, and those that a choice or a wish was weighed with


class _Past(NamedTuple):
    """The past folded up to a day, that day not among it.

    Attributes:
        state: The controller's state.
        ends: Number of a product of the line -> the last day of its pace, where it is not yet settled.
        held_to: Number of such a product -> last day on which it was held.
    """

    day: int
    state: State
    ends: dict[int, int]
    held_to: dict[int, int]


class _Checkpoint(NamedTuple):
    """A folded past, and all that it was folded from."""

    made_from: tuple[object, ...]
    past: _Past


def fold_past(t: Timeline) -> State:
    """Return the controller's state on the evening before T: everything logged, folded day by day."""
    past = _folded(t, _checkpoint(t), t.today)
    state = past.state
    for i in past.ends:
        state = _settle(t, state, t.today, i, past.held_to[i])
    return state


def _start(t: Timeline) -> _Past:
    ends = {i: t.history.in_use_to[c.id] for i, c in enumerate(t.line) if c.id in t.history.in_use_to}
    return _Past(t.begin, start_state(t.rules), ends, dict.fromkeys(ends, 0))


def _folded(t: Timeline, past: _Past, to: int) -> _Past:
    """Return the past folded further, up to a day."""
    state, ends, held_to = past.state, {**past.ends}, {**past.held_to}
    for day in range(past.day, to):
        for i in [i for i in ends if ends[i] <= day]:
            if state.doses[i].since_start < 0 and day <= ends[i] + 1:
                continue  # its only known evening is the last one: the step of the day after starts it
            state = _settle(t, state, day, i, held_to[i])
            del ends[i]
        state, _, _ = step(state, past_input(t, day), t.rules)
        held_to.update((i, day) for i in ends if state.doses[i].was_off)
    return _Past(max(past.day, to), state, ends, held_to)


def _checkpoint(t: Timeline) -> _Past:
    """Return the past as it was folded before, where it holds; else fold it, and keep it for the next time."""
    day = (t.today // EVERY_DAYS - 1) * EVERY_DAYS
    if t.memory is None or day <= t.begin:
        return _start(t)
    kept: list[_Checkpoint] = t.memory.get(KEPT, [])
    found = next((one for one in kept if one.past.day <= day and one.made_from == _made_from(t, one.past.day)), None)
    if found is None or found.past.day < day:
        found = _Checkpoint(_made_from(t, day), _folded(t, found.past if found else _start(t), day))
    t.memory[KEPT] = [found, *(one for one in kept if one is not found)][:MOST_KEPT]
    return found.past


def _made_from(t: Timeline, to: int) -> tuple[object, ...]:
    """Return everything that the fold of the days before `to` reads; what is later has no part in it."""
    history, ids = t.history, [c.id for c in t.line]
    uses = [{d: used for d, used in of.items() if d < to} for of in (history.evenings, history.mornings)]
    return (
        t.line,
        (t.rules.lines, t.rules.limits, t.rules.slow, t.rules.clock_days, t.rules.settled_days),
        tuple(follower.table for follower in t.rules.tables),
        t.begin,
        tuple(spell for spell in t.spells if spell.first <= to),
        {d: told for d, told in t.checks.items() if d < to},
        uses,
        history.course,
        [(i in history.first_use, history.in_use_to.get(i), t.tested.get(i)) for i in ids],
        {i: d for i, d in history.linked_use.items() if d < to},
        [i for i in t.others if history.linked_use[i] < to],
        t.assumed,
        t.others_sun,
        min(t.crowded_to, to),
        {d for d in t.turns if d < to},
        None if t.course_end is None else min(t.course_end, to),
        t.improving,
    )


def _settle(t: Timeline, state: State, day: int, number: int, held_to: int) -> State:
    """Put what was in use before on the rung that its time and its pace have earned since the last hold (M3)."""
    candidate, doses = t.line[number], list(state.doses)
    use = candidate.product.item.in_use
    if use is None or doses[number].since_start < 0:
        return state
    since = use.since.toordinal()
    ends = [x.last + 1 for x in t.spells if x.holds(candidate) and x.first < day and x.last >= since]
    days = max(day - max([since, held_to + 1, *ends]), 0)
    rung, lasted = earned_rung(t.rules.lines[number], days, t.rules.limits.week_days, most=use.evenings_per_week)
    lasted = max(lasted - 1, 0)  # as of the evening before: the step of `day` adds its own
    dose, forgotten = doses[number], t.rules.limits.reentry_start_days
    counts = tuple(dose.since[0] if n <= rung else forgotten for n in range(1, len(dose.since) + 1))
    lasted = min(lasted, t.rules.lines[number].days_at(rung))
    doses[number] = dose._replace(rung=rung, lived=True, since=counts, since_change=lasted)
    state = state._replace(doses=tuple(doses))
    return touch(state, lasted) if lasted < state.since_change else state


def earned_rung(line: Line, days: int, week_days: int, *, most: int) -> tuple[int, int]:
    """Return the highest rung up to `most` that `days` of use could have earned, and for how long it has lasted."""
    ladder: Ladder = line.ladder
    rung, spent = min(ladder.start, max(most, 1)), 0
    while rung < min(most, ladder.top_in(days // week_days + 1)) and spent + line.days_at(rung) <= days:
        spent += line.days_at(rung)
        rung += 1
    return rung, max(days - spent, 0)
