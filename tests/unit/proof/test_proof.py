"""The proof: what it visits, what it finds, and that a seeded fault is caught where it is searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import people as p
from milium.engine.plan.controller import start_state, step
from milium.engine.plan.state import NONE, CheckIn, DayInput
from milium.proof.any_week import every_week
from milium.proof.dates import every_date
from milium.proof.faults import FAULTS, Fault
from milium.proof.inputs import Machine, Week
from milium.proof.loop import Loop
from milium.proof.machines import active, machines, twins
from milium.proof.monitor import _told_apart
from milium.proof.proving import is_caught, prove, search

FACTS = p.safety()
QUICK = ("spot test", "more bumps", "end of the course", "retinoid, mild")


@pytest.mark.parametrize("name", QUICK)
def test_a_small_machine_is_searched_to_its_end_and_nothing_is_found(name: str) -> None:
    found = search(name, FACTS)
    assert found.violation is None
    assert found.states > 1_000
    assert found.transitions > found.states


def test_every_week_that_the_planner_may_return_keeps_the_rules_about_nights() -> None:
    found = every_week(FACTS)
    assert found.violation is None
    assert all(found.held[rule] > 0 for rule in ("SR-43", "SR-44"))


def test_no_day_of_a_window_round_an_event_is_free_in_the_plan() -> None:
    found = every_date(FACTS)
    assert found.violation is None
    assert {"SR-50", "SR-51", "SR-52", "SR-53", "SR-63"} <= set(found.held)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.name)
def test_a_seeded_fault_is_caught_by_the_rule_it_breaks(fault: Fault) -> None:
    assert is_caught(fault, FACTS)


def test_there_are_thirty_seeded_faults_or_more_and_each_has_a_name_of_its_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 30
    assert {fault.machine for fault in FAULTS} <= {m.name for m in machines(FACTS)} | {"any week", "dates"}


def test_a_violation_comes_with_the_shortest_weeks_that_lead_there() -> None:
    fault = next(f for f in FAULTS if f.name == "the course never ends")
    assert fault.change is not None
    found = search(fault.machine, FACTS, fault.change(FACTS))
    assert found.violation is not None
    rules, weeks = found.violation
    assert "SR-81" in rules
    assert len(weeks) == FACTS.limits.course_at_most_days // FACTS.limits.week_days + 1


def test_a_search_leaves_nothing_behind_when_a_fault_was_patched_in() -> None:
    fault = next(f for f in FAULTS if f.patch is not None)
    assert fault.patch is not None
    module, name, _ = fault.patch
    good = getattr(module, name)
    assert is_caught(fault, FACTS)
    assert getattr(module, name) is good


def test_the_split_by_the_clock_of_the_course_changes_no_evening_before_its_end() -> None:
    """`course` machines follow the end of a course, the others do not: until then both allow the same."""
    machine = Machine("whole", (active(FACTS, "retinoid"),), (Week(),), course=True)
    whole, split = Loop(machine, FACTS), Loop(Machine("split", machine.actives, machine.weeks), FACTS)
    one, other = whole.days.start(), split.days.start()
    evenings = whole.idle
    for _ in range(FACTS.limits.course_at_most_days // 7):
        one, planned, _ = whole.live(one, evenings, 0)
        other, again, _ = split.live(other, evenings, 0)
        assert planned == again
        evenings = planned


@pytest.mark.parametrize("more", [NONE, 0])
def test_the_split_by_concern_is_just_answers_of_no_concern_move_nothing(more: int) -> None:
    """A good answer about sunscreen or bumps leaves the state as a machine without the question has it."""
    rules = Loop(Machine("one", (active(FACTS, "retinoid"),), (Week(),)), FACTS).days.rules
    today = DayInput((False,), (0,), False, (False,), (False,), (True,))  # noqa: FBT003
    plain, _, _ = step(start_state(rules), today._replace(heard=(CheckIn(0, 1, 1, 0, 0),)), rules)
    asked, _, _ = step(start_state(rules), today._replace(heard=(CheckIn(0, 1, 1, more, 0),)), rules)
    assert plain == asked


@pytest.mark.slow
def test_the_whole_proof_finds_nothing_and_every_rule_has_its_fault() -> None:
    answer = prove(FACTS)
    assert answer["violations"] == []
    assert answer["seeded_faults"]["missed"] == []
    assert answer["seeded_faults"]["total"] == len(FAULTS)
    assert answer["states"] == sum(m["states"] for m in answer["machines"]) > 300_000
    assert all(row["held"] > 0 for row in answer["rules"])
    searched = {m["name"] for m in answer["machines"]} | {twin for m in answer["machines"] for twin in m["also"]}
    assert {m.name for m in machines(FACTS)} < searched


@given(st.lists(st.sampled_from(["use", "rest", "red", "calm"]), min_size=1, max_size=60), st.integers(0, 83))
def test_for_how_long_an_active_is_in_use_is_not_asked_once_all_are(days: list[str], age: int) -> None:
    """The clock that the loops leave out (SR-42) changes nothing that the controller allows."""
    rules = Loop(Machine("one", (active(FACTS, "retinoid"),), (Week(),)), FACTS).days.rules
    state = start_state(rules)._replace(course=1)
    state = state._replace(doses=(state.doses[0]._replace(since_start=age),))
    other = state._replace(doses=(state.doses[0]._replace(since_start=FACTS.limits.second_active_days_slow),))
    for n, word in enumerate(days):
        heard = {"red": (CheckIn(2, 1, 1, 0, 0),), "calm": (CheckIn(0, 1, 1, 0, 0),)}.get(word, ())
        today = DayInput((word == "use",), (n % 2,), False, (False,), (False,), (True,), heard=heard)  # noqa: FBT003
        (state, caps, _), (other, same, _) = step(state, today, rules), step(other, today, rules)
        assert caps == same


@given(st.sampled_from(sorted(FACTS.ladders)), st.integers(1, 200), st.booleans())
def test_course_weeks_that_a_ladder_does_not_tell_apart_have_the_same_height(name: str, week: int, slow: bool) -> None:
    ladder = FACTS.ladders[name][slow]
    (told,) = _told_apart(ladder, (week,))
    assert told <= week
    assert ladder.top_in(told) == ladder.top_in(week)


def test_machines_that_differ_by_their_name_alone_are_searched_once() -> None:
    same = twins(machines(FACTS))
    assert same["bha_pha, slow"] == "aha, slow"
    assert "bha_pha" not in same, "their ladders differ"
    assert set(same.values()).isdisjoint(same)
