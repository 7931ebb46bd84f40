"""One-step invariants of the decision tables, for every ladder height: z3 reads the same rows that Python follows."""

from typing import Any

import pytest
import z3  # type: ignore[import-untyped,unused-ignore]

import people as p
from milium.domain.decisions import DecisionTable
from milium.engine.plan.decisions import Follower

TABLES = p.safety().tables
NONE, RUNG, ONE_MORE = range(3)


def inputs_of(table: DecisionTable) -> dict[str, Any]:
    """One number per input: the place of its word."""
    return {name: z3.Int(name) for name in table.inputs}


def is_word(table: DecisionTable, inputs: dict[str, Any], name: str, word: str) -> Any:
    return inputs[name] == table.inputs[name].index(word)


def domain_of(table: DecisionTable, inputs: dict[str, Any]) -> Any:
    return z3.And(*(z3.And(x >= 0, x < len(table.inputs[name])) for name, x in inputs.items()))


def strictest(table: DecisionTable, inputs: dict[str, Any], output: str) -> Any:
    """What a table of policy `strictest` says, as a number: the least of all rows that count."""
    said = z3.IntVal(len(table.outputs[output]))
    for row in table.rows:
        counts = z3.And(*(is_word(table, inputs, name, word) for name, word in row.when.items()))
        rank = table.rank(output, row.then[output])
        said = z3.If(z3.And(counts, rank < said), rank, said)
    return said


def holds(claim: Any, *given: Any) -> bool:
    solver = z3.Solver()
    solver.add(*given, z3.Not(claim))
    return bool(solver.check() == z3.unsat)


EVENING = TABLES["evening"]
X = inputs_of(EVENING)
ALLOW = strictest(EVENING, X, "allow")
CLOSED = {
    "the end of the course": {"over": "yes"},
    "a hold": {"held": "yes"},
    "no spot test": {"started": "no", "tested": "no"},
    "a third active": {"started": "no", "beside": "yes", "crowded": "yes"},
    "a second active too soon": {"started": "no", "beside": "yes", "waited": "no"},
    "a second active without a calm pair": {"started": "no", "beside": "yes", "calm_pair": "no"},
    "a second active beside an unsettled rung": {"started": "no", "beside": "yes", "settled": "no"},
}
NO_RISE = ("calm_pair", "lived", "lasted", "undisturbed", "lately", "started")


@pytest.mark.parametrize("name", CLOSED)
def test_nothing_is_allowed_after(name: str) -> None:
    given = [is_word(EVENING, X, key, word) for key, word in CLOSED[name].items()]
    assert holds(ALLOW == NONE, domain_of(EVENING, X), *given)


@pytest.mark.parametrize("guard", NO_RISE)
def test_nothing_rises_without(guard: str) -> None:
    assert holds(ALLOW <= RUNG, domain_of(EVENING, X), is_word(EVENING, X, guard, "no"))


@pytest.mark.parametrize("guard", ["more_bumps", "top", "another_rises"])
def test_nothing_rises_with(guard: str) -> None:
    assert holds(ALLOW <= RUNG, domain_of(EVENING, X), is_word(EVENING, X, guard, "yes"))


def test_something_may_rise_when_every_guard_agrees() -> None:
    assert not holds(ALLOW <= RUNG, domain_of(EVENING, X))


def test_for_every_ladder_height_the_cap_is_at_most_one_above_the_rung_and_never_above_the_top() -> None:
    rung, top = z3.Ints("rung top")
    rises = z3.And(ALLOW == ONE_MORE, rung < top)
    wanted = z3.If(rises, rung + 1, rung)
    cap = z3.If(ALLOW == NONE, 0, z3.If(wanted < top, wanted, top))
    sane = (domain_of(EVENING, X), rung >= 1, top >= 1)
    assert holds(z3.And(cap <= rung + 1, cap <= top, cap >= 0), *sane)
    at_top = is_word(EVENING, X, "top", "yes")
    assert holds(z3.Implies(at_top, cap <= rung), *sane)


def test_a_score_never_raises_a_rung_and_raw_goes_to_the_start() -> None:
    rung, start = z3.Ints("rung start")
    table = TABLES["soreness"]
    for row in table.rows:
        lower = z3.If(rung - 1 > start, rung - 1, start)
        new = {"keep": rung, "lower": z3.If(lower < rung, lower, rung), "start": z3.If(start < rung, start, rung)}
        after = new[row.then["rung"]]
        assert holds(after <= rung, rung >= 1, start >= 1)
        if row.when.get("counts") == "raw":
            assert holds(after <= start, rung >= 1, start >= 1)


def test_z3_and_python_read_the_same_table() -> None:
    follow = Follower(EVENING)
    for words in (
        *(tuple("yes" if i == n else "no" for i in range(len(EVENING.inputs))) for n in range(len(EVENING.inputs))),
        tuple(
            "no" if name in {"over", "held", "crowded", "more_bumps", "top", "another_rises"} else "yes" for name in X
        ),
    ):
        solver = z3.Solver()
        solver.add(*(is_word(EVENING, X, name, word) for name, word in zip(X, words, strict=True)))
        assert solver.check() == z3.sat
        said = solver.model().eval(ALLOW, model_completion=True).as_long()
        assert EVENING.outputs["allow"][said] == follow(*words).then[0]
