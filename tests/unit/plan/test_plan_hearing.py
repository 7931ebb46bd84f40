"""A check-in is heard: what is calm, what is a pair, and how a run of answers grows and ends."""

import itertools

import pytest

import people as p
from milium.engine.plan.controller import _answers, start_state, step
from milium.engine.plan.hearing import calm_pair, hear, is_calm, not_sunny, touch
from milium.engine.plan.state import CALM, NONE, CheckIn, DayInput, Line, Rules, State, read_rules

FACTS = p.safety()
LIMITS = FACTS.limits
LINE = Line(FACTS.ladders["aha"][0], 0, True)  # noqa: FBT003


def rules(*, slow: bool = False) -> Rules:
    return read_rules([Line(FACTS.ladders["aha"][int(slow)], 0, True)], FACTS, slow=slow)  # noqa: FBT003


def fresh(**keys: object) -> State:
    return start_state(rules())._replace(**keys)  # type: ignore[arg-type]


def test_calm_is_only_what_is_answered_and_well() -> None:
    for answers in itertools.product((NONE, 0, 1, 2, 3), (NONE, 0, 1), (NONE, 0, 1), (NONE, 0, 1)):
        irritation, spf, adherence, flagged = answers
        good = irritation in {0, 1} and (spf, adherence, flagged) == (1, 1, 0)
        assert is_calm(CheckIn(irritation, spf, adherence, NONE, flagged), LIMITS) == good, answers


@pytest.mark.parametrize(("age", "pair"), [(0, True), (10, True), (11, False)])
def test_a_calm_pair_is_old_after_ten_days(age: int, pair: bool) -> None:
    assert LIMITS.calm_pair_latest_days == 10
    assert calm_pair(fresh(pair=True, heard=age), LIMITS) == pair
    assert not calm_pair(fresh(pair=False, heard=age), LIMITS)


@pytest.mark.parametrize(("apart", "pair"), [(5, False), (6, True), (7, True)])
def test_two_calm_check_ins_are_a_pair_when_six_days_lie_between(apart: int, pair: bool) -> None:
    first = hear(fresh(), CALM, rules())
    assert (first.heard, first.calm, first.pair) == (0, True, False)
    assert hear(first._replace(heard=apart), CALM, rules()).pair == pair


@pytest.mark.parametrize("sore", [CheckIn(2, 1, 1, 0, 0), CheckIn(0, 0, 1, 0, 0), CheckIn(0, 1, 1, 0, 1), CheckIn()])
def test_a_check_in_that_is_not_calm_makes_no_pair_and_takes_the_first_one_away(sore: CheckIn) -> None:
    before = hear(fresh(), CALM, rules())._replace(heard=7)
    after = hear(before, sore, rules())
    assert not after.pair
    assert not hear(after._replace(heard=7), CALM, rules()).pair


@pytest.mark.parametrize(
    ("heard", "days", "calm"), [(0, 0, True), (1, 0, False), (1, 1, True), (2, 1, False), (NONE, 1, False)]
)
def test_what_changed_takes_away_every_check_in_from_before(heard: int, days: int, calm: bool) -> None:
    after = touch(fresh(calm=True, pair=True, heard=heard, since_change=9), days)
    assert (after.calm, after.pair, after.since_change) == (calm, False, days)


def test_poor_sunscreen_counts_in_a_row_and_a_missing_answer_neither_adds_nor_ends() -> None:
    poor, missing, ok = CheckIn(0, 0), CheckIn(0, NONE), CheckIn(0, 1)
    state = hear(fresh(), poor, rules())
    assert not not_sunny(state, LIMITS)
    state = hear(state, missing, rules())
    assert (state.spf_poor, not_sunny(state, LIMITS)) == (1, False)
    state = hear(hear(state, poor, rules()), poor, rules())
    assert (state.spf_poor, not_sunny(state, LIMITS)) == (LIMITS.spf_poor_in_a_row, True)
    assert not not_sunny(hear(state, ok, rules()), LIMITS)


def test_more_bumps_count_in_a_row_too() -> None:
    more, same = CheckIn(0, 1, 1, 1, 0), CheckIn(0, 1, 1, 0, 0)
    state = fresh()
    for _ in range(4):
        state = hear(state, more, rules())
    assert state.more_bumps == LIMITS.more_bumps_in_a_row == 2
    assert hear(state, CheckIn(0, 1, 1, NONE, 0), rules()).more_bumps == 2
    assert hear(state, same, rules()).more_bumps == 0


@pytest.mark.parametrize(("slow", "after"), [(True, "wait"), (False, "go on")])
def test_mild_soreness_twice_six_days_apart_stops_slow_persons_alone(slow: bool, after: str) -> None:
    mild, r = CheckIn(1, 1, 1, 0, 0), rules(slow=slow)
    state = start_state(r)
    state = state._replace(doses=tuple(d._replace(since_start=30, rung=2) for d in state.doses))
    once = hear(state, mild, r)
    assert (once.sore_since, once.doses[0].rung, once.doses[0].off_days) == (0, 2, 0)
    soon = hear(once._replace(sore_since=LIMITS.slow_repeat_apart_days - 1, heard=5), mild, r)
    assert soon.doses[0].off_days == 0
    twice = hear(once._replace(sore_since=LIMITS.slow_repeat_apart_days, heard=6), mild, r)
    assert (twice.doses[0].off_days > 0) == (after == "wait")
    assert hear(twice, CheckIn(0, 1, 1, 0, 0), r).sore_since == NONE
    assert hear(once._replace(sore_since=3), CheckIn(NONE, 1, 1, 0, 0), r).sore_since == 3


def two_started(**keys: object) -> State:
    r = read_rules([LINE, LINE], FACTS, slow=False)
    doses = tuple(d._replace(since_start=start) for d, start in zip(start_state(r).doses, (70, NONE), strict=True))
    return start_state(r)._replace(doses=doses, **keys)  # type: ignore[arg-type]


@pytest.mark.parametrize(("others_since", "waited"), [(NONE, True), (70, True), (10, False), (55, False), (56, True)])
def test_a_second_active_waits_for_the_youngest_of_the_others(others_since: int, waited: bool) -> None:
    r = read_rules([LINE, LINE], FACTS, slow=False)
    day = DayInput((False, False), (0, 0), False, (False,) * 2, (False,) * 2, (True,) * 2, others_since)  # noqa: FBT003
    answers = _answers(two_started(), day, r, 1, top=9, held=False, given=False)
    assert answers[list(FACTS.tables["evening"].inputs).index("waited")] is waited


def test_a_hold_that_begins_today_is_a_change_of_today() -> None:
    r = rules()
    quiet = DayInput((False,), (0,), False, (False,), (False,), (True,))  # noqa: FBT003
    state = start_state(r)._replace(since_change=9, heard=3, calm=True, pair=True)
    assert step(state, quiet, r)[0].since_change == 10
    turned = step(state, quiet._replace(turned=True), r)[0]
    assert (turned.since_change, turned.calm, turned.pair) == (0, False, False)
    heard = step(state, quiet._replace(turned=True, heard=(CALM,)), r)[0]
    assert (heard.since_change, heard.calm, heard.pair) == (0, True, False)


def test_the_same_day_again_changes_nothing() -> None:
    r = rules()
    day = DayInput((True,), (1,), False, (False,), (False,), (True,), heard=(CheckIn(2, 1, 1, 0, 0),))  # noqa: FBT003
    once, caps, rules_told = step(start_state(r), day, r)
    assert step(once, day._replace(elapsed=0), r) == (once, caps, rules_told)


def test_when_one_begins_and_another_falls_back_the_younger_change_counts() -> None:
    r = read_rules([LINE, LINE], FACTS, slow=False)
    gap = FACTS.limits.reentry_one_lower_days
    first, second = start_state(r).doses
    since = tuple(gap - 1 for _ in second.since)
    second = second._replace(rung=2, lived=True, since=since, since_start=40, since_change=30)
    state = start_state(r)._replace(doses=(first, second), course=40, long_course=40, since_any=5, since_change=30)
    day = DayInput((True, False), (1, 0), False, (False,) * 2, (False,) * 2, (True,) * 2)  # noqa: FBT003
    after = step(state, day, r)[0]
    assert (after.doses[0].since_change, after.doses[1].rung, after.doses[1].since_change) == (1, 1, 0)
    assert after.since_change == 0
