"""The controller, step by step: what rises, what falls, and what a missing answer never does."""

from typing import Any

import pytest

import people as p
from milium.engine.plan.controller import course_week, start_state, step
from milium.engine.plan.doses import new_dose
from milium.engine.plan.hearing import calm_pair, is_calm, touch
from milium.engine.plan.state import CALM, CheckIn, DayInput, Dose, Line, Rules, State, read_rules
from milium.engine.plan.timeline import read_check_ins

LIMITS = p.safety().limits
RETINOL = p.safety().ladders["retinoid"]


def rules(*, slow: bool = False, half_pace: int = 0) -> Rules:
    return read_rules([Line(RETINOL[1 if slow else 0], half_pace, sun=True)], p.safety(), slow=slow)


def two_rules() -> Rules:
    lines = [Line(RETINOL[0], 0, sun=True), Line(p.safety().ladders["aha"][0], 0, sun=True)]
    return read_rules(lines, p.safety(), slow=False)


def seen(**keys: Any) -> DayInput:
    plain = DayInput(used=(False,), week=(0,), other_used=False, off=(False,), restart=(False,), ready=(True,))
    return plain._replace(**keys)


def in_use(rung: int = 2, **keys: Any) -> State:
    since = tuple(2 if n <= rung else LIMITS.reentry_start_days for n in range(1, RETINOL[0].highest() + 1))
    dose = Dose(rung, lived=True, since=since, since_start=40, since_change=28)
    state = State((dose,), course=40, long_course=40, since_any=2, since_change=28, heard=0, calm=True, pair=True)
    return state._replace(**keys)


def hear(state: State, check: CheckIn, **keys: Any) -> State:
    return step(state, seen(heard=(check,), **keys), rules())[0]


def test_a_new_person_starts_at_the_start_rung_and_nothing_is_started() -> None:
    _, caps, _ = step(start_state(rules()), seen(), rules())
    assert caps.uses == (RETINOL[0].start,)
    assert caps.started == (False,)


def test_without_a_spot_test_nothing_starts() -> None:
    _, caps, reasons = step(start_state(rules()), seen(ready=(False,)), rules())
    assert caps.uses == (0,)
    assert reasons[0] == "SR-15"


def test_a_calm_pair_gives_leave_for_one_use_more() -> None:
    state, caps, _ = step(in_use(), seen(), rules())
    assert caps.uses == (3,)
    assert state.doses[0].rung == 2


def test_leave_that_is_not_used_lapses_with_its_reasons() -> None:
    state, _, _ = step(in_use(), seen(), rules())
    _, caps, _ = step(state, seen(heard=(CheckIn(1, 0, 1, 0),)), rules())
    assert caps.uses == (2,)


def test_the_rung_rises_when_the_use_is_made() -> None:
    state, _, _ = step(in_use(), seen(), rules())
    state, caps, _ = step(state, seen(used=(True,), week=(3,)), rules())
    assert state.doses[0].rung == 3
    assert caps.uses == (3,)
    assert state.since_change <= 1


def test_more_uses_than_allowed_do_not_raise_the_rung() -> None:
    quiet = in_use(heard=11)
    state, _, _ = step(quiet, seen(), rules())
    state, _, _ = step(state, seen(used=(True,), week=(5,)), rules())
    assert state.doses[0].rung == 2


@pytest.mark.parametrize(
    "change",
    [
        {"heard": 11},
        {"pair": False},
        {"since_change": 6},
        {"more_bumps": 2},
    ],
    ids=["too old", "no calm pair", "something changed since", "more bumps twice"],
)
def test_nothing_rises_without_every_guard(change: dict[str, Any]) -> None:
    _, caps, _ = step(in_use(**change), seen(), rules())
    assert caps.uses == (2,)


def test_a_rung_that_was_never_really_used_does_not_rise() -> None:
    state = in_use()
    lazy = state._replace(doses=(state.doses[0]._replace(lived=False),))
    assert step(lazy, seen(), rules())[1].uses == (2,)


def test_nothing_rises_above_the_top_rung() -> None:
    top = RETINOL[0].top
    assert step(in_use(top), seen(), rules())[1].uses == (top,)


def test_the_third_rung_of_retinol_lasts_longer_than_the_others() -> None:
    days = RETINOL[0].days_at(3)
    state = in_use(3)
    early = state._replace(doses=(state.doses[0]._replace(since_change=days - 2),))
    assert step(early, seen(), rules())[1].uses == (3,)
    late = state._replace(doses=(state.doses[0]._replace(since_change=days - 1),))
    assert step(late, seen(), rules())[1].uses == (4,)


def test_above_the_start_strength_every_rung_lasts_twenty_eight_days() -> None:
    half = rules(half_pace=LIMITS.slow_start_rung_days)
    state = in_use()._replace(since_change=20)
    state = state._replace(doses=(state.doses[0]._replace(since_change=20),))
    assert step(state, seen(), rules())[1].uses == (3,)
    assert step(state, seen(), half)[1].uses == (2,)


@pytest.mark.parametrize("key", ["irritation", "spf_ok", "adherence_good"])
def test_a_missing_key_is_never_calm(key: str) -> None:
    assert is_calm(CALM, LIMITS)
    assert not is_calm(CALM._replace(**{key: -1}), LIMITS)


def test_a_flag_or_a_poor_answer_is_not_calm() -> None:
    for check in (CALM._replace(flagged=1), CALM._replace(spf_ok=0), CALM._replace(irritation=2)):
        assert not is_calm(check, LIMITS)
    assert is_calm(CALM._replace(irritation=1), LIMITS)


def test_a_score_of_two_rests_three_evenings_and_goes_one_rung_back() -> None:
    state = hear(in_use(3), CheckIn(2, 1, 1, 0))
    assert state.doses[0].rung == 2
    offs = []
    for _ in range(4):
        offs.append(step(state, seen(elapsed=0), rules())[1].uses[0] == 0)
        state, _, _ = step(state, seen(), rules())
    assert offs == [True, True, True, False]


def test_a_score_of_two_at_the_start_rung_waits_a_week_and_for_a_better_score() -> None:
    state = hear(in_use(1), CheckIn(2, 1, 1, 0))
    for _ in range(10):
        state, caps, _ = step(state, seen(), rules())
        assert caps.uses == (0,)
    assert step(state, seen(heard=(CheckIn(1, 1, 1, 0),)), rules())[1].uses == (1,)


def test_a_better_score_before_the_week_is_over_does_not_end_the_rest() -> None:
    state = hear(in_use(1), CheckIn(2, 1, 1, 0))
    state, caps, _ = step(state, seen(heard=(CheckIn(0, 1, 1, 0),)), rules())
    assert caps.uses == (0,)


def test_two_scores_of_two_running_count_as_three() -> None:
    state = hear(in_use(4), CheckIn(2, 1, 1, 0))
    state = hear(state, CheckIn(2, 1, 1, 0))
    assert state.needs_zero
    assert state.doses[0].rung == RETINOL[0].start


def test_a_missing_score_between_two_scores_of_two_does_not_break_the_run() -> None:
    state = hear(hear(in_use(4), CheckIn(2, 1, 1, 0)), CheckIn(-1, 1, 1, 0))
    assert hear(state, CheckIn(2, 1, 1, 0)).needs_zero


@pytest.mark.parametrize("score", [1, 2, 3, -1])
def test_only_a_logged_zero_ends_a_score_of_three(score: int) -> None:
    state = hear(in_use(3), CheckIn(3, 1, 1, 0))
    for _ in range(8):
        state, _, _ = step(state, seen(), rules())
    state, caps, _ = step(state, seen(heard=(CheckIn(score, 1, 1, 0),)), rules())
    assert caps.uses == (0,)


def test_a_zero_after_a_week_opens_the_start_rung_again() -> None:
    state = hear(in_use(3), CheckIn(3, 1, 1, 0))
    for _ in range(6):
        state, caps, _ = step(state, seen(), rules())
        assert caps.uses == (0,)
    _, caps, _ = step(state, seen(heard=(CheckIn(0, 1, 1, 0),)), rules())
    assert caps.uses == (RETINOL[0].start,)


def test_slow_persons_step_back_at_one_twice_running() -> None:
    slow = rules(slow=True)
    state = step(in_use(3), seen(heard=(CheckIn(1, 1, 1, 0),)), slow)[0]
    for _ in range(6):
        state = step(state, seen(), slow)[0]
    state, caps, _ = step(state, seen(heard=(CheckIn(1, 1, 1, 0),)), slow)
    assert caps.uses == (0,)
    assert state.doses[0].rung == 2
    quick = step(in_use(3), seen(heard=(CheckIn(1, 1, 1, 0),)), rules())[0]
    assert quick.doses[0].rung == 3


@pytest.mark.parametrize("gap", [14, 20])
def test_after_a_gap_the_start_rung_has_to_be_lived_again_before_it_counts(gap: int) -> None:
    pha = read_rules([Line(p.safety().ladders["bha_pha"][0], 0, sun=True)], p.safety(), slow=False)
    state = in_use(pha.lines[0].ladder.start)
    for _ in range(gap):
        state = step(state, seen(), pha)[0]
    once = step(state, seen(used=(True,), week=(1,)), pha)[0].doses[0]
    assert (once.rung, once.lived, once.since_change) == (2, False, 1)


def test_a_check_in_without_an_answer_about_flags_is_not_calm() -> None:
    told = read_check_ins((p.check_in(p.day(0), flags=None), p.check_in(p.day(7))))
    assert [is_calm(told[p.day(d).toordinal()][0], LIMITS) for d in (0, 7)] == [False, True]


def test_two_check_ins_of_one_day_count_by_their_worst_answers() -> None:
    told = read_check_ins((p.check_in(p.day(0), 2, spf="poor"), p.check_in(p.day(0), 0, spf="poor")))
    first, second = told[p.day(0).toordinal()]
    assert (first.irritation, first.spf_ok, second.irritation, second.spf_ok) == (2, 0, -1, 0)


def test_the_same_check_in_twice_changes_nothing() -> None:
    for check in (CheckIn(2, 1, 1, 0), CheckIn(3, 0, 1, 1), CheckIn(0, 1, 1, 0), CheckIn()):
        once, caps, _ = step(in_use(3), seen(heard=(check,)), rules())
        twice, again, _ = step(once, seen(heard=(check,), elapsed=0), rules())
        assert (once, caps) == (twice, again)


def test_a_gap_of_fourteen_days_lowers_the_rung_and_of_twenty_eight_starts_anew() -> None:
    state = in_use(4, heard=-1, calm=False, pair=False)
    rungs = []
    for _ in range(30):
        state, caps, _ = step(state, seen(other_used=True), rules())
        rungs.append(caps.uses[0])
    assert rungs[:11] == [4] * 11
    assert rungs[11:25] == [3] * 14
    assert rungs[25:] == [1] * 5


def test_a_gap_of_twenty_eight_days_without_any_active_ends_the_course() -> None:
    state = in_use(4, heard=-1, calm=False, pair=False)
    for _ in range(26):
        state, caps, _ = step(state, seen(), rules())
    assert course_week(state, LIMITS) == 1
    assert caps.started == (False,)


def test_what_was_done_less_often_for_weeks_is_the_new_rung() -> None:
    state, caps = in_use(4, heard=-1, calm=False, pair=False), None
    for day in range(28):
        state, caps, _ = step(state, seen(used=(day % 4 == 0,), week=(2,)), rules())
    assert caps is not None
    assert caps.uses == (2,)


def test_two_poor_sunscreen_answers_running_hold_it_until_one_says_ok() -> None:
    state = hear(hear(in_use(), CheckIn(0, 0, 1, 0)), CheckIn(0, -1, 1, 0))
    assert step(state, seen(elapsed=0), rules())[1].uses == (2,)
    state = hear(state, CheckIn(0, 0, 1, 0))
    assert step(state, seen(elapsed=0), rules())[1].uses == (0,)
    state = hear(state, CheckIn(0, 1, 1, 0))
    assert step(state, seen(elapsed=0), rules())[1].uses[0] > 0


def test_poor_sunscreen_answers_leave_salicylic_and_azelaic_alone() -> None:
    line = read_rules([Line(RETINOL[0], 0, sun=False)], p.safety(), slow=False)
    state = in_use()
    for _ in range(2):
        state, caps, _ = step(state, seen(heard=(CheckIn(0, 0, 1, 0),)), line)
    assert caps.uses[0] > 0


def test_the_end_of_a_hold_starts_the_clock_of_the_rung_anew() -> None:
    state, caps, _ = step(in_use(), seen(off=(True,)), rules())
    assert caps.uses == (0,)
    state, caps, _ = step(state, seen(), rules())
    assert caps.uses == (2,)
    assert state.since_change == 0


def test_what_comes_back_after_a_red_flag_does_so_at_its_start_rung() -> None:
    state, _, _ = step(in_use(4), seen(off=(True,), restart=(True,)), rules())
    _, caps, _ = step(state, seen(), rules())
    assert caps.uses == (RETINOL[0].start,)


def test_a_second_active_waits_fifty_six_days_a_calm_pair_and_a_stable_rung() -> None:
    two = two_rules()
    today = DayInput(
        used=(False, False),
        week=(0, 0),
        other_used=False,
        off=(False, False),
        restart=(False, False),
        ready=(True, True),
    )
    first = Dose(2, lived=True, since=(1, 1, 28, 28), since_start=LIMITS.second_active_days - 1, since_change=20)
    acid = new_dose(p.safety().ladders["aha"][0], LIMITS)
    state = State((first, acid), 55, 55, 1, 20, heard=0, calm=True, pair=True)
    assert step(state, today, two)[1].uses[1] == 1
    for early in (
        state._replace(doses=(first._replace(since_start=LIMITS.second_active_days - 2), acid)),
        state._replace(since_change=LIMITS.second_active_rung_stable_days - 2),
        state._replace(pair=False),
    ):
        assert step(early, today, two)[1].uses[1] == 0


def test_an_active_of_the_house_that_is_not_planned_counts_as_the_first() -> None:
    started = seen(others_since=LIMITS.second_active_days - 1)
    assert step(start_state(rules()), started, rules())[2][0] == "SR-42"


def test_after_twenty_four_weeks_nothing_is_allowed_any_more() -> None:
    last = in_use(long_course=LIMITS.course_at_most_days - 2)
    state, caps, _ = step(last, seen(), rules())
    assert caps.uses[0] > 0
    state, caps, _ = step(state, seen(), rules())
    assert (caps.uses, caps.reasons) == ((0,), ("SR-81",))
    for _ in range(60):
        state, caps, _ = step(state, seen(), rules())
    assert caps.uses == (0,)


def test_a_calm_pair_needs_both_check_ins_since_the_last_change() -> None:
    assert calm_pair(in_use(), LIMITS)
    assert not calm_pair(touch(in_use(), 0), LIMITS)
    assert touch(in_use(), 0).calm
    assert not touch(in_use(heard=1), 0).calm


def test_two_calm_check_ins_are_a_pair_only_when_they_are_far_enough_apart() -> None:
    for days, pair in ((5, False), (6, True)):
        state = hear(in_use(calm=False, pair=False), CALM)
        for _ in range(days - 1):
            state, _, _ = step(state, seen(), rules())
        assert calm_pair(hear(state, CALM), LIMITS) is pair


def test_the_first_evening_of_course_week_thirteen_may_not_follow_one_of_week_twelve() -> None:
    weeks = LIMITS.no_neighbours_until_week * LIMITS.week_days
    assert step(in_use(course=weeks - 1), seen(), rules())[1].apart
    assert not step(in_use(course=weeks), seen(), rules())[1].apart
