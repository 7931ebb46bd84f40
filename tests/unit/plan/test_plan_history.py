"""What was done and what is in use, folded into a course, a rung and the days it has lasted."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import people as p
from milium.domain.case import Case, LogEntry
from milium.domain.label import Product
from milium.domain.plan import Day, Step
from milium.engine.plan import make_plan
from milium.engine.plan.choice import _recent
from milium.engine.plan.folding import earned_rung, fold_past
from milium.engine.plan.ground import read_ground
from milium.engine.plan.history import _course_start, read_history
from milium.engine.plan.moving import _most_in_a_week
from milium.engine.plan.state import Line
from milium.engine.plan.timeline import Done, _read_day, read_timeline

TODAY = p.MONDAY.toordinal()
FACTS = p.safety()
gaps = st.integers(1, 40)


@given(st.sets(st.integers(1, 120), max_size=25), st.integers(0, 60), gaps)
def test_a_course_begins_with_the_first_use_that_no_long_gap_follows(days: set[int], more: int, gap: int) -> None:
    today = max(days, default=0) + more
    later = {d: min((e for e in days if e > d), default=today) for d in days}
    ended = [d for d in sorted(days) if later[d] - d > gap]
    running = [d for d in sorted(days) if not ended or d > ended[-1]]
    assert _course_start(sorted(days), today, gap) == (running[0] if running else None)


def used(evenings: int, since: int, *, ticks: tuple[int, ...] = ()) -> tuple[Case, dict[str, Product]]:
    shelf = p.shelf(p.glycolic(in_use=p.in_use(p.day(since), evenings)))
    return p.person(*shelf, log=p.ticks("glycolic", *(p.day(d) for d in ticks))), p.by_id(shelf)


@pytest.mark.parametrize("evenings", range(1, 8))
def test_what_is_in_use_never_stands_for_more_evenings_than_its_pace_and_the_next_keeps_it(evenings: int) -> None:
    past = read_history(*used(evenings, -60), FACTS)
    days = [d for d in past.evenings if d > TODAY - 60]
    weeks = [sum(first <= d < first + 7 for d in days) for first in range(TODAY - 59, TODAY - 6)]
    assert max(weeks) == evenings
    assert min(past.evenings) == TODAY - 60
    assert max(days) == TODAY - -(-7 // evenings)


def test_ticks_take_over_from_what_is_in_use_on_their_first_day() -> None:
    past = read_history(*used(7, -30, ticks=(-10, -3)), FACTS)
    assert sorted(past.evenings)[-2:] == [TODAY - 10, TODAY - 3]
    assert past.in_use_to == {"glycolic": TODAY - 10}
    assert sorted(past.evenings)[:20] == list(range(TODAY - 30, TODAY - 10))
    assert past.first_use == {"glycolic": TODAY - 30}
    assert past.last_use == {"glycolic": TODAY - 3}


@pytest.mark.parametrize(("since", "evenings", "rung", "lasted"), [(-10, 1, 1, 9), (-20, 2, 2, 5), (-14, 2, 2, 0)])
def test_what_is_in_use_stands_on_the_rung_that_its_days_have_earned(
    since: int, evenings: int, rung: int, lasted: int
) -> None:
    case, products = used(evenings, since)
    ground = read_ground(case, products, p.assessed(), FACTS)
    dose = fold_past(read_timeline(ground, [ground.candidates["glycolic"]], 14)).doses[0]
    assert (dose.rung, dose.since_change) == (rung, lasted)


def test_a_rung_is_earned_by_its_days_and_never_above_the_pace_or_the_top() -> None:
    ladder, _ = FACTS.ladders["aha"]
    line = Line(ladder, 0, True)  # noqa: FBT003
    spent = 0
    for rung in range(ladder.start, ladder.top):
        here = line.days_at(rung)
        assert earned_rung(line, spent + here - 1, 7, most=7) == (rung, here - 1)
        spent += here
        assert earned_rung(line, spent, 7, most=7) == (rung + 1, 0)
        assert earned_rung(line, spent, 7, most=rung) == (rung, here)
    assert earned_rung(line, spent + 500, 7, most=7) == (ladder.top, 500)
    assert earned_rung(line, 500, 7, most=0)[0] == 1


def test_one_use_in_this_course_is_enough_to_go_on_before_anything_new_begins() -> None:
    shelf = p.shelf(p.glycolic(), p.retinol())
    keys: dict[str, Any] = {"log": p.ticks("glycolic", p.day(-5)), "wishes": {"first": "retinoid"}}
    case = p.person(*shelf, **keys)
    plan = make_plan(case, p.by_id(shelf), p.assessed(), FACTS, 16)
    actives = [s.product for d in plan.days for s in d.pm if s.product in {"glycolic", "retinol"}]
    assert actives[0] == "glycolic"
    assert "retinol" in actives


@pytest.mark.parametrize("first", range(8))
def test_the_pace_told_is_that_of_the_fullest_week_wherever_it_lies(first: int) -> None:
    full = {first, first + 3, first + 6}
    days = [Day(p.day(n), firm=True, pm=(Step("treat", "gel"),) if n in full else ()) for n in range(14)]
    assert _most_in_a_week(days, "gel", 7) == 3
    assert _most_in_a_week(days, "other", 7) == 0
    assert _most_in_a_week([], "gel", 7) == 0


@pytest.mark.parametrize(("ago", "goes_on"), [(26, True), (27, True), (28, False)])
def test_a_course_that_was_left_for_four_weeks_is_over(ago: int, goes_on: bool) -> None:
    shelf = p.shelf(p.glycolic(), p.retinol())
    case = p.person(*shelf, log=p.ticks("glycolic", p.MONDAY - timedelta(days=ago)))
    ground = read_ground(case, p.by_id(shelf), p.assessed(), FACTS)
    assert (ground.history.sure_course is not None) == goes_on


def test_an_acid_of_two_families_goes_up_by_the_slower_ladder() -> None:
    both = p.product("both", strength={"GLYCOLIC ACID": 4.0, "GLUCONOLACTONE": 4.0}, use="leave_on", ph=3.8)
    shelf = p.shelf(both)
    ground = read_ground(p.person(*shelf), p.by_id(shelf), p.assessed(), FACTS)
    (aha, _), (pha, _) = FACTS.ladders["aha"], FACTS.ladders["bha_pha"]
    assert (aha.start, pha.start) == (1, 2)
    assert ground.candidates["both"].ladder == aha


def test_a_gap_that_could_be_read_as_long_enough_makes_the_wait_for_a_second_active_longer() -> None:
    shelf = p.shelf(p.glycolic())
    log = p.ticks("glycolic", *(p.day(-d) for d in (60, 32, 20, 8)))
    past = read_history(p.person(*shelf, log=log), p.by_id(shelf), FACTS)
    assert FACTS.limits.course_gap_days == 60 - 32
    assert (past.linked, past.course, past.sure_course) == (TODAY - 60, TODAY - 60, TODAY - 32)
    assert past.linked_use == {"glycolic": TODAY - 32}


@pytest.mark.parametrize(("ago", "lately"), [(167, True), (168, False)])
def test_an_active_counts_as_lately_used_for_24_weeks(ago: int, lately: bool) -> None:
    shelf = p.shelf(p.glycolic())
    case = p.person(*shelf, log=p.ticks("glycolic", p.day(-ago)))
    assert _recent(read_ground(case, p.by_id(shelf), p.assessed(), FACTS)) == (["glycolic"] if lately else [])


@pytest.mark.parametrize("pace", [1, 3, 7])
def test_on_the_first_days_what_was_in_use_counts_as_often_as_its_pace_allows(pace: int) -> None:
    case, products = used(pace, -60)
    ground = read_ground(case, products, p.assessed(), FACTS)
    timeline = read_timeline(ground, [ground.candidates["glycolic"]], 28)
    (one,) = timeline.assumed
    assert (one.id, one.pace, one.end) == ("glycolic", pace, TODAY)
    most = [timeline.assumed_before(one, TODAY + day) for day in range(8)]
    assert most == [-(-pace * max(6 - day, 0) // 7) for day in range(8)]


def test_on_projected_days_a_calm_check_in_is_assumed_once_a_week_and_never_on_firm_days() -> None:
    case, products = used(1, -60)
    ground = read_ground(case, products, p.assessed(), FACTS)
    timeline = read_timeline(ground, [ground.candidates["glycolic"]], 42)
    days = [_read_day(timeline, TODAY + n, Done((False,), (0,))) for n in range(42)]
    assert [n for n, day in enumerate(days) if day.heard] == [14, 21, 28, 35]
    assert [n for n, day in enumerate(days) if day.assumed_age >= 0] == [14]


def test_a_check_in_of_the_day_of_the_hurt_does_not_end_the_days_off() -> None:
    shelf = p.shelf(p.glycolic())
    picked = p.reaction(p.day(-3), "picked")

    def last(*log: LogEntry) -> int:
        ground = read_ground(p.person(*shelf, log=log), p.by_id(shelf), p.assessed(), FACTS)
        return max(s.last for s in ground.spells if s.rule == "SR-05") - TODAY

    until = FACTS.limits.picked_days - 1 - 3
    assert last(picked) == last(picked, p.check_in(p.day(-3))) == FACTS.limits.firm_days - 1
    assert last(picked, p.check_in(p.day(-2))) == until
    assert last(p.check_in(p.day(-2), skin_now=("broken",)), p.check_in(p.day(-1))) == -2
