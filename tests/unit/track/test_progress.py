"""What counts say: fixed looks, few bumps, adherence, clearing, coincidence."""

import random
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milium.adapters.packfiles import load_knowledge
from milium.domain.progress import Count
from milium.engine.track import (
    adherence_score,
    coincidences,
    count_interval,
    course_days,
    judge_progress,
    outcome,
    taken_of_planned,
)

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "bench"))
import progress as bench

FACTS = load_knowledge().track
START = date(2026, 1, 5)
END = START + timedelta(weeks=16)


def weekly(*counts: int, adherence: float | None = 1.0, every: int = 1) -> list[Count]:
    return [Count(START + timedelta(weeks=every * i), n, adherence) for i, n in enumerate(counts)]


STEADY = weekly(*[120, 121, 119, 120, 120, 122, 119, 121, 120, 120, 121, 119, 120, 121, 120, 120, 121])
FALLING = weekly(*[30, 28, 26, 25, 24, 22, 20, 19, 17, 16, 14, 13, 12, 11, 10, 9, 8])


def test_a_clear_fall_is_improving_and_a_clear_rise_is_worse() -> None:
    assert judge_progress(FALLING, FACTS, END).decision == "improving"
    rising = [replace(c, count=f.count) for c, f in zip(STEADY, reversed(FALLING), strict=True)]
    found = judge_progress(rising, FACTS, END)
    assert found.decision == "worse"
    assert found.worse_since is not None


def test_steady_counts_are_not_improving_only_when_the_plan_was_kept() -> None:
    assert judge_progress(STEADY, FACTS, END).decision == "not_improving"
    for share in (None, 0.5):
        loose = [replace(c, adherence=share) for c in STEADY]
        assert judge_progress(loose, FACTS, END).decision == "unclear"


def test_nothing_is_judged_before_the_first_look() -> None:
    found = judge_progress(FALLING, FACTS, START + timedelta(weeks=7))
    assert found.decision == "unclear"
    assert found.looks == ()


def test_a_look_reads_only_counts_up_to_its_week_and_the_last_one_closes_the_series() -> None:
    found = judge_progress(FALLING, FACTS, END)
    assert [look.week for look in found.looks] == [8, 12, 16]
    assert [look.counts for look in found.looks] == [9, 13, 17]


def test_an_improvement_that_came_back_is_not_told_any_more() -> None:
    back = [*FALLING[:13], *[replace(c, count=36) for c in FALLING[13:]]]
    assert judge_progress(back, FACTS, END).looks[1].decision == "improving"
    assert judge_progress(back, FACTS, END).decision == "unclear"


@pytest.mark.parametrize(
    "counts", [[5, 5, 4, 2, 1, 1, 1, 1, 1], [3, 2, 1, 0, 0, 1, 0, 0, 1], [1, 5, 5, 5, 5, 5, 5, 5, 5]]
)
def test_up_to_five_bumps_are_never_judged_by_the_slope(counts: list[int]) -> None:
    found = judge_progress(weekly(*counts, every=2), FACTS, END)
    assert found.few
    assert found.decision == "unclear"
    assert found.change is None


def test_two_counts_of_none_far_enough_apart_clear_also_few_bumps() -> None:
    assert judge_progress(weekly(3, 2, 0, 0, every=2), FACTS, END).cleared
    assert judge_progress(weekly(3, 2, 0, 0, every=2), FACTS, END).decision == "improving"
    assert not judge_progress(weekly(3, 2, 0, 0), FACTS, END).cleared
    assert judge_progress(weekly(3, 2, 0, 0, 0), FACTS, END).cleared
    assert not judge_progress(weekly(3, 2, 0, 0, 1, every=2), FACTS, END).cleared
    assert not judge_progress(weekly(0, 0, 0, every=2), FACTS, END).cleared


def test_one_count_and_no_count_are_unclear() -> None:
    assert judge_progress([], FACTS, END).decision == "unclear"
    assert judge_progress(weekly(9), FACTS, END).decision == "unclear"


def test_the_time_rule_stands_beside_the_counts() -> None:
    unclear, better = judge_progress([], FACTS, END), judge_progress(FALLING, FACTS, END)
    assert [outcome(unclear, days, FACTS) for days in (None, 83, 84, 167, 168)] == [
        "running", "running", "review", "review", "end",
    ]  # fmt: skip
    assert outcome(better, 200, FACTS) == "review"
    cleared = judge_progress(weekly(3, 0, 0, every=2), FACTS, END)
    assert outcome(cleared, 200, FACTS) == "maintenance"


def test_a_count_stands_for_a_few_more_or_fewer() -> None:
    assert count_interval(0, 0.15) == (0, 1)
    assert count_interval(20, 0.15) == (16, 24)


def test_half_of_the_adherence_score_is_new_after_its_half_life() -> None:
    half = START + timedelta(days=FACTS.adherence_half_life_days)
    assert adherence_score([(START, 1.0), (half, 0.0)], FACTS.adherence_half_life_days) == pytest.approx(0.5)
    assert adherence_score([(START, None)], 28) is None


def test_a_hold_or_a_skip_never_lowers_adherence() -> None:
    told = [(START + timedelta(weeks=w), 1.0) for w in range(4)]
    paused = [*told, *((START + timedelta(weeks=w), None) for w in range(4, 9))]
    assert adherence_score(paused, 28) == adherence_score(told, 28) == 1.0
    evenings = [START + timedelta(days=d) for d in range(4)]
    assert taken_of_planned(evenings, evenings[:2], excused=evenings[2:]) == 1.0
    assert taken_of_planned(evenings, evenings[:2]) == 0.5
    assert taken_of_planned([], evenings) is None


def test_a_step_in_the_level_is_found_and_called_a_coincidence() -> None:
    counts = weekly(90, 93, 87, 90, 93, 90, 45, 45, 42, 45, 48, 45, 45)
    (found,) = coincidences(counts, [(START + timedelta(days=36), "added serum")], FACTS)
    assert found.level.high < 1
    assert found.as_data()["called"] == "coincidence"


def test_a_second_change_nearby_or_too_few_counts_say_nothing() -> None:
    counts, day = weekly(*[30] * 13), START + timedelta(days=36)
    assert coincidences(counts, [(day, "a")], FACTS)
    assert coincidences(counts, [(day, "a"), (day + timedelta(days=30), "b")], FACTS) == ()
    assert coincidences(counts, [(START + timedelta(days=20), "a")], FACTS) == ()


def test_more_changes_looked_at_widen_the_interval() -> None:
    counts, day = weekly(*[30, 28, 31, 29, 30, 33, 30, 28, 31, 30, 29, 30, 31]), START + timedelta(days=36)
    (alone,) = coincidences(counts, [(day, "a")], FACTS)
    (one_of_two,) = coincidences(counts, [(day, "a"), (day + timedelta(days=400), "b")], FACTS)
    assert one_of_two.level.high > alone.level.high


@pytest.mark.parametrize("bumps", bench.BUMPS)
def test_false_alarms_stay_below_their_limits(bumps: int) -> None:
    assert bench.shares(bumps, 1.0, 150).get("improving", 0.0) <= bench.MOST_FALSE_IMPROVING
    assert bench.shares(bumps, 0.5, 150).get("not_improving", 0.0) <= bench.MOST_FALSE_NOT_IMPROVING


def test_thirty_bumps_that_halve_are_mostly_seen() -> None:
    assert bench.shares(30, 0.5, 100).get("improving", 0.0) > 0.6


courses = st.lists(st.integers(0, 60), min_size=1, max_size=17)


@settings(max_examples=60, deadline=None)
@given(courses, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(counts: list[int], rng: random.Random) -> None:
    rows = weekly(*counts)
    mixed = list(rows)
    rng.shuffle(mixed)
    assert judge_progress(mixed, FACTS, END) == judge_progress(rows, FACTS, END)


@settings(max_examples=60, deadline=None)
@given(courses)
def test_missing_adherence_never_gives_not_improving(counts: list[int]) -> None:
    assert judge_progress(weekly(*counts, adherence=None), FACTS, END).decision != "not_improving"


@settings(max_examples=60, deadline=None)
@given(courses, st.integers(1, 60))
def test_fewer_in_the_last_count_never_turns_improving_into_worse(counts: list[int], fewer: int) -> None:
    rows = weekly(*counts)
    lower = [*rows[:-1], replace(rows[-1], count=max(0, rows[-1].count - fewer))]
    if judge_progress(rows, FACTS, END).decision == "improving":
        assert judge_progress(lower, FACTS, END).decision != "worse"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(6, 60), min_size=6, max_size=17), st.integers(2, 5))
def test_twice_as_many_bumps_throughout_change_by_the_same_factor(counts: list[int], times: int) -> None:
    one = judge_progress(weekly(*counts), FACTS, END).change
    more = judge_progress(weekly(*[n * times for n in counts]), FACTS, END).change
    assert one is not None
    assert more is not None
    assert more.factor == pytest.approx(one.factor, rel=1e-6)


@settings(max_examples=60, deadline=None)
@given(courses)
def test_what_lies_in_the_future_is_not_read(counts: list[int]) -> None:
    rows, today = weekly(*counts), START + timedelta(weeks=8)
    known = [c for c in rows if c.date <= today]
    assert judge_progress(rows, FACTS, today) == judge_progress(known, FACTS, today)


def day(number: int) -> date:
    return date(2026, 1, 1) + timedelta(days=number)


@pytest.mark.parametrize(
    ("uses", "today", "days"),
    [
        ([], 40, None),
        ([0, 10], 20, 20),
        ([0, 10], 37, 37),  # 27 days without any: the course goes on
        ([0, 10], 38, None),  # 28 days: it is over
        ([0, 10, 38], 45, 7),  # and the next use begins another one
        ([*range(0, 141, 7)], 200, 200),  # 24 weeks were full before the gap was: the end stays the end
        ([*range(0, 133, 7)], 200, None),
    ],
)
def test_four_weeks_without_any_end_a_course_that_has_not_run_its_full_time(
    uses: list[int], today: int, days: int | None
) -> None:
    assert course_days([day(n) for n in uses], day(today), 28, FACTS) == days
