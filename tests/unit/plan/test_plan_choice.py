"""Which product is offered first, and what the log says about bumps and days outdoors."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import people as p
from milium.domain.case import Case, Dated
from milium.domain.findings import Hold
from milium.domain.identify import Assessment
from milium.domain.label import Product
from milium.domain.person import Medicine
from milium.domain.progress import Progress
from milium.engine.check import check
from milium.engine.plan import explain, make_plan
from milium.engine.plan.basecare import is_outdoors
from milium.engine.plan.choice import choose_line
from milium.engine.plan.ground import Ground, read_ground
from milium.engine.plan.timeline import Done, _read_day, read_timeline
from milium.engine.plan.use_by import _months_later
from milium.engine.plan.wanted import Wanted

FACTS = p.safety()


def ground_of(*actives: Product, **keys: Any) -> Ground:
    shelf = p.shelf(*actives)
    return read_ground(p.person(*shelf, **keys), p.by_id(shelf), p.assessed(), FACTS)


def chosen(*actives: Product, **keys: Any) -> list[str]:
    ground = ground_of(*actives, **keys)
    return [c.id for c in choose_line(ground, Wanted(ground.case.wishes, {}))[0]]


RETINOIDS = (p.retinol(), p.acid("retinal", "RETINAL", 0.05))


def test_of_two_alike_the_smaller_id_is_taken() -> None:
    assert chosen(*RETINOIDS) == chosen(*reversed(RETINOIDS)) == ["retinal"]


def test_of_two_alike_the_one_that_passed_its_spot_test_is_taken() -> None:
    assert chosen(*RETINOIDS, log=(p.spot_test(p.day(-4), "retinol"),)) == ["retinol"]
    assert chosen(*RETINOIDS, log=(p.spot_test(p.day(-4), "retinol", "reacted"),)) == ["retinal"]


def test_of_two_alike_the_one_used_before_is_taken() -> None:
    assert chosen(*RETINOIDS, log=p.ticks("retinol", p.day(-100))) == ["retinol"]


def test_what_is_asked_for_by_name_is_taken_before_what_is_known() -> None:
    log = (p.spot_test(p.day(-4), "retinol"),)
    assert chosen(*RETINOIDS, log=log, wishes={"prefer": {"retinal": (0,)}}) == ["retinal"]


def test_an_acid_that_a_medicine_holds_today_stands_back_behind_one_that_it_does_not() -> None:
    medicines = (Medicine("photosensitising", "doxycycline", None, p.day(-2)),)
    acids = (p.glycolic(), p.salicylic())
    assert chosen(*acids)[0] == "glycolic"
    assert chosen(*acids, profile={"medicines": medicines})[0] == "salicylic"


@pytest.mark.parametrize("kind", ["outdoor_day", "sunny_travel"])
def test_every_day_outdoors_has_sunscreen_once_more(kind: str) -> None:
    def outdoors(until: int | None) -> list[int]:
        end = None if until is None else p.day(until)
        ground = ground_of(dated=(Dated(kind, p.day(3), until=end),))
        return [n for n in range(10) if is_outdoors(ground, p.day(n))]

    assert outdoors(None) == [3]
    assert outdoors(5) == [3, 4, 5]
    assert not is_outdoors(ground_of(dated=(Dated("waxing", p.day(3)),)), p.day(3))


def bumps(case: Case) -> dict[int, list[int]]:
    shelf = p.shelf(p.glycolic())
    ground = read_ground(case, p.by_id(shelf), p.assessed(), FACTS)
    checks = read_timeline(ground, [ground.candidates["glycolic"]], 14).checks
    return {day - p.MONDAY.toordinal(): [c.more_bumps for c in told] for day, told in checks.items()}


def test_counts_that_grew_speak_louder_than_a_later_word_that_all_is_the_same() -> None:
    log = (p.check_in(p.day(-20)), p.check_in(p.day(-10)), p.check_in(p.day(-3)))
    plain = p.person(*p.shelf(p.glycolic()), log=log)
    assert bumps(plain) == {-20: [0], -10: [0], -3: [0]}
    worse = Progress(decision="worse", worse_since=p.MONDAY - timedelta(days=10))
    counted = p.person(*p.shelf(p.glycolic()), log=log, progress=worse)
    assert bumps(counted) == {-20: [0], -10: [1, 1, 1], -3: [1]}
    assert FACTS.limits.more_bumps_in_a_row == 2


def test_the_checker_too_hears_counts_that_grew() -> None:
    """A plan that rises as if nobody had counted is found, and so is no plan that was made with the counts (SR-82)."""
    used = p.glycolic(in_use=p.in_use(p.day(-60), 1))
    log = tuple(p.check_in(p.day(-d)) for d in (22, 15, 8, 1))
    shelf = p.shelf(used)
    plain = p.person(*shelf, log=log)
    worse = replace(plain, progress=Progress(decision="worse", worse_since=p.MONDAY - timedelta(days=10)))

    def found(made_for: Case) -> set[str]:
        plan = make_plan(made_for, p.by_id(shelf), p.assessed(), FACTS, 4)
        broken = check(plan.days, plan.decision, plan.options, worse, p.by_id(shelf), p.assessed(), FACTS)
        return {v.rule for v in broken}

    assert "SR-82" in found(plain)
    assert found(worse) == set()


def test_of_several_check_ins_on_one_day_the_worst_of_each_answer_counts() -> None:
    told = (
        p.check_in(p.day(-3), 0, spf="poor", bumps="same"),
        p.check_in(p.day(-3), 2, adherence="poor", bumps="larger"),
    )
    ground = ground_of(p.glycolic(), log=told)
    (heard,) = read_timeline(ground, [ground.candidates["glycolic"]], 14).checks.values()
    assert max(c.irritation for c in heard) == 2
    assert 0 not in {c.irritation for c in heard}
    assert {c.spf_ok for c in heard} == {c.adherence_good for c in heard} == {0, -1}
    assert {c.more_bumps for c in heard} == {1, -1}


def test_a_plan_for_an_empty_shelf_has_gentle_care_and_nothing_strong() -> None:
    plan = make_plan(p.person(), {}, p.assessed(), FACTS, 2)
    assert not [s for d in plan.days for s in d.pm if s.families]


def holds(*actives: Product, **keys: Any) -> dict[str, Hold]:
    shelf = p.shelf(*actives)
    plan = make_plan(p.person(*shelf, **keys), p.by_id(shelf), p.assessed(), FACTS, 16)
    return {hold.reason: hold for hold in plan.holds}


def lived(*scores: int) -> dict[str, Any]:
    """Three evenings a week of retinol for eight weeks, and the scores of the last check-ins."""
    used = p.ticks("retinol", *(p.day(-d) for week in range(8) for d in (7 * week + 1, 7 * week + 3, 7 * week + 5)))
    calm = [p.check_in(p.day(-7 * week)) for week in range(2, 9)]
    last = [
        p.check_in(p.day(-7 * week), score) for week, score in zip(reversed(range(len(scores))), scores, strict=True)
    ]
    return {"log": (*used, *[c for c in calm if c.date < last[0].date], *last)}


def test_after_red_skin_the_hold_says_until_when() -> None:
    hold = holds(p.retinol(), **lived(2))["SR-46"]
    assert (hold.until, hold.question) == (p.day(FACTS.limits.irritation_2_off_days), None)


def test_after_raw_skin_the_hold_asks_for_the_next_score() -> None:
    hold = holds(p.retinol(), **lived(3))["SR-46"]
    assert (hold.until, hold.question) == (None, "check_in.irritation")


def test_what_is_for_something_else_and_what_holds_two_in_one_are_told_apart() -> None:
    bpo = p.acid("bpo", "BENZOYL PEROXIDE", 2.5)
    both = p.product("both", strength={"GLYCOLIC ACID": 5.0, "RETINOL": 0.1}, use="leave_on", ph=3.8)
    found = holds(bpo, both)
    assert found["SR-40"].products == ("bpo",)
    assert found["SR-41"].products == ("both",)
    assert found["SR-40"].says != found["SR-41"].says


@pytest.mark.parametrize(("ended", "refers"), [(None, True), (0, True), (5, True), (-1, False)])
@pytest.mark.parametrize(("kind", "rule"), [("steroid_topical", "SR-56"), ("isotretinoin", "SR-54")])
def test_a_medicine_that_is_still_used_refers(kind: str, rule: str, ended: int | None, refers: bool) -> None:
    medicine = Medicine(kind, "", None, None if ended is None else p.day(ended))
    shelf = p.shelf(p.glycolic())
    plan = make_plan(p.person(*shelf, profile={"medicines": (medicine,)}), p.by_id(shelf), p.assessed(), FACTS, 2)
    told = [h for h in plan.holds if h.reason == rule]
    assert bool(told) == (refers or kind == "isotretinoin")
    assert (plan.decision == "refer") == (refers or kind == "steroid_topical")  # SR-83 asks about any steroid, ever


def test_who_is_referred_hears_nothing_of_one_acid_too_many() -> None:
    found = holds(p.glycolic(), p.mandelic(), profile={"medicines": (Medicine("steroid_topical"),)})
    assert "SR-56" in found
    assert "SR-41" not in found
    assert "SR-41" in holds(p.glycolic(), p.mandelic())


def steamed(*evenings: int) -> dict[str, Any]:
    """The plan in hand: steam on these evenings."""
    days = [{"date": p.day(n).isoformat(), "pm": [{"step": "steam", "product": None}]} for n in evenings]
    return {"shown": {"days": days}}


def test_after_steam_last_night_tonight_rests_and_why_says_so() -> None:
    shelf = p.shelf(p.glycolic())
    log = (*p.ticks("glycolic", *(p.day(-d) for d in (28, 21, 14, 7))), p.check_in(p.day(-1)))

    def tonight(**keys: Any) -> tuple[bool, list[str], list[str]]:
        case = p.person(*shelf, log=log, **keys)
        plan = make_plan(case, p.by_id(shelf), p.assessed(), FACTS, 4)
        why = [
            [h.reason for h in explain(case, p.by_id(shelf), p.assessed(), FACTS, 4, p.day(n), "glycolic").holds]
            for n in (0, 1)
        ]
        return any(s.product == "glycolic" for s in plan.days[0].pm), why[0], why[1]

    assert tonight()[:2] == (True, [])
    assert tonight(**steamed(-2))[:2] == (True, [])
    planned, why, tomorrow = tonight(**steamed(-1))
    assert (planned, why[0]) == (False, "SR-34")
    assert "SR-34" not in tomorrow


def test_a_flag_of_the_first_answers_and_one_that_came_later_are_told_apart() -> None:
    shelf = p.shelf(p.glycolic())

    def rules(likely: Assessment) -> set[str]:
        plan = make_plan(p.person(*shelf), p.by_id(shelf), likely, FACTS, 2)
        assert plan.decision == "refer"
        return {h.reason for h in plan.holds if h.reason in {"SR-04", "SR-80"}}

    assert rules(p.assessed(flags=(("RF9", "urgent"),))) == {"SR-04"}
    assert rules(p.assessed(seen=(("RF9", "urgent", p.day(-3)),))) == {"SR-80"}


def test_what_comes_back_after_a_cleared_flag_starts_low_from_the_day_after_its_last_day_off() -> None:
    shelf = p.shelf(p.glycolic())
    log = (*p.ticks("glycolic", *(p.day(-d) for d in (60, 53, 46))), p.cleared(p.day(-5), "RF9"))
    likely = p.assessed(seen=(("RF9", "urgent", p.day(-20)),))
    ground = read_ground(p.person(*shelf, log=log), p.by_id(shelf), likely, FACTS)
    timeline = read_timeline(ground, [ground.candidates["glycolic"]], 14)
    spell = next(s for s in timeline.spells if s.restart)
    assert (spell.first, spell.last) == (p.day(-20).toordinal(), p.day(-6).toordinal())
    restarts = [n for n in range(-30, 3) if _read_day(timeline, p.day(n).toordinal(), Done((False,), (0,))).restart[0]]
    assert restarts == list(range(-20, -4))


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 60))
def test_planner_and_calendar_agree_on_months_after_opening(opened: date, months: int) -> None:
    end = _months_later(opened, months)
    assert (end.year - opened.year) * 12 + end.month - opened.month == months
    assert end.day == min(opened.day, monthrange(end.year, end.month)[1])
