"""The placing of evenings once more, as a constraint model from the words of the rules (CP-SAT).

It shares no code with the planner: it reads the bounds of an evening (what the controller allows)
and writes SR-40, 43, 44, 45 and the first use of SR-15 and SR-42 as constraints over seven evenings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ortools.sat.python import cp_model

# As a past evening is written: nothing, the first or second product, another active, another acid.
NOTHING, OTHER, OTHER_ACID = 0, 3, 4
WEEK = 7
DETERMINISTIC_SECONDS = 60.0


class Evening(NamedTuple):
    """What may stand on one evening; caps, load and acid_cap count the seven evenings that end with it."""

    caps: tuple[int, int]
    load: int
    apart: bool
    acids: tuple[bool, bool]
    acid_cap: int
    forced: int | None


class Price(NamedTuple):
    """What an evening counts: (changes, wishes not met) for nothing, the first and the second product."""

    nothing: tuple[int, int]
    first: tuple[int, int]
    second: tuple[int, int]


class Cost(NamedTuple):
    """What a plan costs, compared from left to right."""

    missed: int
    changes: int
    wishes: int
    second: int


@dataclass(frozen=True)
class Solved:
    """The evenings that CP-SAT chose, its bound on the cost, and whether it is proven."""

    symbols: list[int]
    proven: bool
    seconds: float


def cost_of(symbols: Sequence[int], prices: Sequence[Price]) -> Cost:
    """Count what a plan costs, plainly."""
    told = [price[symbol] for symbol, price in zip(symbols, prices, strict=True)]
    return Cost(
        missed=sum(s == NOTHING for s in symbols),
        changes=sum(changes for changes, _ in told),
        wishes=sum(wishes for _, wishes in told),
        second=sum(s == 2 for s in symbols),
    )


def solve(
    past: Sequence[int],
    evenings: Sequence[Evening],
    prices: Sequence[Price],
    *,
    effort: float = DETERMINISTIC_SECONDS,
    seconds: float | None = None,
) -> Solved:
    """Place the evenings at the least cost.

    Args:
        past: The six evenings before, oldest first.
        evenings: What may stand on each.
        prices: What each costs, same length.
        effort: Deterministic time limit.
        seconds: Wall time limit, for benches only: it makes the answer depend on the machine.
    """
    model = cp_model.CpModel()
    uses = [[model.new_bool_var(f"{i}.{k}") for k in (1, 2)] for i in range(len(evenings))]
    for i, evening in enumerate(evenings):
        _rules(model, past, uses, i, evening)
    model.minimize(_objective(uses, prices))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = effort
    if seconds is not None:
        solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solved([], proven=False, seconds=solver.wall_time)
    symbols = [next((k + 1 for k in (0, 1) if solver.value(two[k])), NOTHING) for two in uses]
    return Solved(symbols, status == cp_model.OPTIMAL, solver.wall_time)


def _rules(
    model: cp_model.CpModel,
    past: Sequence[int],
    uses: Sequence[Sequence[cp_model.IntVar]],
    i: int,
    evening: Evening,
) -> None:
    """Add what the rules ask of evening `i`: each holds where something is used on it."""
    model.add_at_most_one(uses[i])  # SR-40, SR-41: one active an evening
    if evening.forced is not None:  # a first use on the first evening that may have it
        model.add(uses[i][evening.forced - 1] == 1)
    before = range(i - WEEK + 1, i + 1)
    sour = [k + 1 for k in (0, 1) if evening.acids[k]]
    for k in (0, 1):
        here = uses[i][k]
        own = sum(_used(past, uses, d, [k + 1]) for d in before)
        model.add(own <= evening.caps[k]).only_enforce_if(here)  # SR-45: the rung
        every = sum(_used(past, uses, d, [1, 2, OTHER, OTHER_ACID]) for d in before)
        model.add(every <= evening.load).only_enforce_if(here)  # SR-43: the week's load
        if evening.apart:  # SR-43: no two in a row in the first weeks
            model.add(_used(past, uses, i - 1, [1, 2, OTHER, OTHER_ACID]) == 0).only_enforce_if(here)
        if evening.acids[k]:  # SR-44: acid evenings in seven, and never two in a row
            acid = sum(_used(past, uses, d, [*sour, OTHER_ACID]) for d in before)
            model.add(acid <= evening.acid_cap).only_enforce_if(here)
            model.add(_used(past, uses, i - 1, [*sour, OTHER_ACID]) == 0).only_enforce_if(here)


def _used(
    past: Sequence[int], uses: Sequence[Sequence[cp_model.IntVar]], day: int, kinds: Sequence[int]
) -> cp_model.LinearExprT:
    """Return whether an evening, past or planned, holds one of these."""
    if day < 0:
        return int(past[day] in kinds) if -day <= len(past) else 0
    return sum(uses[day][k - 1] for k in kinds if k in {1, 2})


def _objective(uses: Sequence[Sequence[cp_model.IntVar]], prices: Sequence[Price]) -> cp_model.LinearExprT:
    """Return missed, changes, wishes and second uses as one number, each step above all that follow."""
    n = len(prices)
    most = [
        n,
        sum(max(p[s][0] for s in (0, 1, 2)) for p in prices),
        sum(max(p[s][1] for s in (0, 1, 2)) for p in prices),
    ]
    wish = n + 1
    change = wish * (most[2] + 1)
    missed = change * (most[1] + 1)
    terms: list[cp_model.LinearExprT] = []
    for (first, second), price in zip(uses, prices, strict=True):
        rest = 1 - first - second
        for symbol, used in ((0, rest), (1, first), (2, second)):
            each = change * price[symbol][0] + wish * price[symbol][1]
            terms.append((each + (missed if symbol == 0 else 1 if symbol == 2 else 0)) * used)
    return sum(terms)
