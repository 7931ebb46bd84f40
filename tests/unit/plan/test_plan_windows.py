"""Dated events and the log: the last day off, and the first day on again."""

from typing import Any

import pytest

import people as p
from milium.domain.case import Dated, LogEntry
from milium.domain.label import Product
from milium.domain.plan import Plan
from milium.engine.check import check
from milium.engine.plan import make_plan

RUNNING = tuple(p.check_in(p.day(-7 * week)) for week in range(1, 7))


def running(product: Product, *more: LogEntry, every: int = 3, **keys: Any) -> Plan:
    """Plan for somebody who has used a product for six weeks, calm all the time."""
    shelf = p.shelf(product)
    used = p.ticks(product.item.id, *(p.day(-d) for d in range(every, 43, every)))
    case = p.person(*shelf, log=(*used, *RUNNING, *more), **keys)
    plan = make_plan(case, p.by_id(shelf), p.assessed(), p.safety(), 8)
    assert check(plan.days, plan.decision, plan.options, case, p.by_id(shelf), p.assessed(), p.safety()) == ()
    return plan


def active_days(plan: Plan) -> list[int]:
    steps = {"exfoliate", "retinoid", "treat"}
    return [i for i, d in enumerate(plan.days) if any(s.step in steps for s in d.pm)]


def longest_pause(plan: Plan, around: int) -> tuple[int, int]:
    """Return the last active day before and the first after `around`."""
    days = active_days(plan)
    return max(d for d in days if d < around), min(d for d in days if d >= around)


WINDOWS = [
    ("waxing", p.retinol(), -7, 1),
    ("waxing", p.glycolic(), -3, 1),
    ("threading", p.salicylic(), -3, 1),
    ("depilatory", p.azelaic(), -3, 1),
    ("microdermabrasion", p.retinol(), -3, 3),
    ("extraction", p.glycolic(), -7, 13),
    ("electrodesiccation", p.retinol(), -7, 13),
    ("laser", p.salicylic(), -7, 20),
    ("cryotherapy", p.retinol(), -7, 20),
    ("unnamed", p.retinol(), -7, 20),
    ("sunburn", p.retinol(), 0, 6),
    ("sunny_travel", p.glycolic(), -7, 13),
    ("sunny_travel", p.retinol(), 0, 13),
    ("peel", p.glycolic(), -3, 6),
    ("peel", p.retinol(), -7, 6),
]


@pytest.mark.parametrize(("kind", "product", "first", "last"), WINDOWS)
def test_an_event_keeps_an_active_off_from_its_first_to_its_last_day(
    kind: str, product: Product, first: int, last: int
) -> None:
    on = 25
    plan = running(product, dated=(Dated(kind, p.day(on)),))
    days = active_days(plan)
    assert not [d for d in days if on + first <= d <= on + last]
    assert any(on + first - 3 <= d < on + first for d in days)
    assert any(on + last < d <= on + last + 3 for d in days)


@pytest.mark.parametrize("kind", ["sunny_travel", "outdoor_day", "illness"])
def test_salicylic_goes_on_through_trips_and_days_outdoors(kind: str) -> None:
    plan = running(p.salicylic(), dated=(Dated(kind, p.day(20)),))
    assert any(18 <= d <= 24 for d in active_days(plan))


def test_a_trip_with_an_end_holds_until_its_end() -> None:
    trip = Dated("sunny_travel", p.day(20), until=p.day(23))
    assert longest_pause(running(p.glycolic(), dated=(trip,)), 14)[1] == 24


def test_retinoid_stays_on_a_trip_only_when_it_is_wanted() -> None:
    trip = (Dated("sunny_travel", p.day(20), until=p.day(26)),)
    assert not [d for d in active_days(running(p.retinol(), dated=trip)) if 20 <= d <= 26]
    wanted = running(p.retinol(), dated=trip, wishes={"first": "retinoid"})
    assert [d for d in active_days(wanted) if 20 <= d <= 26]


def test_slow_persons_leave_the_retinoid_two_weeks_before_a_peel() -> None:
    plan = running(p.retinol(), every=7, dated=(Dated("peel", p.day(30)),), profile={"phototype": 5})
    assert not [d for d in active_days(plan) if 16 <= d <= 36]


def test_a_peel_lately_needs_a_calm_check_in_from_day_five_on() -> None:
    peel = (Dated("peel", p.day(-8)),)
    quiet = running(p.glycolic(), dated=peel)
    assert [d for d in active_days(quiet) if d < 14] == []
    told = running(p.glycolic(), p.check_in(p.day(0)), dated=peel)
    assert [d for d in active_days(told) if d < 14]
    sore = running(p.glycolic(), p.check_in(p.day(0), 2), dated=peel)
    assert [d for d in active_days(sore) if d < 3] == []


def test_a_later_healing_date_moves_the_end_and_an_earlier_one_does_not() -> None:
    late = Dated("extraction", p.day(20), healed=p.day(32))
    early = Dated("extraction", p.day(20), healed=p.day(22))
    assert longest_pause(running(p.glycolic(), dated=(late,)), 20)[1] >= 39
    assert longest_pause(running(p.glycolic(), dated=(early,)), 20)[1] >= 34


def test_the_clinic_wins_when_it_is_stricter_and_not_when_it_is_milder() -> None:
    strict = Dated("extraction", p.day(25), off_before_days=10, back_on=p.day(45))
    days = active_days(running(p.glycolic(), dated=(strict,)))
    assert not [d for d in days if 15 <= d < 45]
    mild = Dated("extraction", p.day(25), off_before_days=1, back_on=p.day(26))
    days = active_days(running(p.glycolic(), dated=(mild,)))
    assert not [d for d in days if 18 <= d <= 38]


def test_sore_skin_holds_the_firm_days_and_ends_with_an_empty_answer() -> None:
    sore = running(p.glycolic(), p.check_in(p.day(-1), 0, skin_now=("broken",)))
    assert min(active_days(sore)) >= 14
    healed = running(p.glycolic(), p.check_in(p.day(-5), 0, skin_now=("broken",)), p.check_in(p.day(0), 0, skin_now=()))
    assert min(active_days(healed)) < 7


def test_skin_that_is_not_well_in_the_profile_holds_the_firm_days() -> None:
    plan = running(p.glycolic(), profile={"skin_now": ("sunburn",)})
    assert min(active_days(plan)) == 14


def test_infected_skin_is_referred() -> None:
    plan = running(p.glycolic(), profile={"skin_now": ("infection",)})
    assert (plan.decision, active_days(plan)) == ("refer", [])


def test_a_picked_bump_holds_a_week_and_until_the_skin_is_whole() -> None:
    picked = p.reaction(p.day(-3), "picked")
    assert min(active_days(running(p.glycolic(), picked))) == 14
    whole = running(p.glycolic(), picked, p.check_in(p.day(0)))
    assert min(active_days(whole)) == 4


def test_without_a_check_in_for_four_weeks_the_firm_days_rest() -> None:
    shelf = p.shelf(p.retinol())
    used = p.ticks("retinol", *(p.day(-d) for d in range(3, 40, 4)))
    for silent, rests in ((29, True), (10, False)):
        case = p.person(*shelf, log=(*used, p.check_in(p.day(-silent))))
        plan = make_plan(case, p.by_id(shelf), p.assessed(), p.safety(), 4)
        assert (min(active_days(plan)) >= 14) is rests


def test_swelling_after_a_product_ends_every_active_and_is_an_emergency() -> None:
    plan = running(p.glycolic(), p.reaction(p.day(-1), "swelling"))
    assert (plan.decision, plan.urgency, active_days(plan)) == ("refer", "emergency", [])
    assert plan.holds[0].reason == "SR-16"


def test_a_sore_eye_stops_everything_until_somebody_cleared_it() -> None:
    sore = p.check_in(p.day(-2), 0, flags=("eye_red_or_painful",))
    assert running(p.glycolic(), sore).decision == "refer"
    again = running(p.glycolic(), sore, p.cleared(p.day(-1), "eye_red_or_painful"))
    assert again.decision == "regimen"
    first_week = [d for d in active_days(again) if d < 14]
    assert len(first_week) <= 2


def test_a_red_flag_of_a_check_in_is_open_until_it_is_cleared() -> None:
    shelf = p.shelf(p.glycolic())
    flag = p.assessed(seen=(("RF9", "urgent", p.day(-3)),))
    log = (p.check_in(p.day(-3), 0, flags=("darkly_pigmented_spot",)),)
    case = p.person(*shelf, log=log)
    plan = make_plan(case, p.by_id(shelf), flag, p.safety(), 4)
    assert (plan.decision, plan.urgency) == ("refer", "urgent")
    closed = p.person(*shelf, log=(*log, p.cleared(p.day(-1), "RF9")))
    assert make_plan(closed, p.by_id(shelf), flag, p.safety(), 4).decision == "regimen"


def test_what_was_ticked_tonight_stays_and_nothing_is_added_to_it() -> None:
    plan = running(p.glycolic(), p.tick(p.day(0), "glycolic"), every=4)
    assert active_days(plan)[0] == 0
    assert 1 not in active_days(plan)


def test_an_active_of_this_morning_leaves_tonight_free() -> None:
    plan = running(p.glycolic(), p.tick(p.day(0), "glycolic", "am"), every=4)
    assert 0 not in active_days(plan)
