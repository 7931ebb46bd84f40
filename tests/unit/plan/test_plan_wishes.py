"""Wishes: they move evenings, they never cost one, and the rules never bend to them."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import people as p
from milium.domain.case import Case
from milium.domain.label import Product
from milium.domain.plan import Plan
from milium.engine.plan import make_plan
from plan_people import healthy_person, settled_person

ACTIVE = {"exfoliate", "retinoid", "treat"}


def plan_of(case: Case, products: dict[str, Product], weeks: int = 6) -> Plan:
    return make_plan(case, products, p.assessed(), p.safety(), weeks)


def uses(plan: Plan) -> dict[date, str]:
    return {d.date: str(s.product) for d in plan.days for s in d.pm if s.step in ACTIVE}


def ana_in_use(**keys: Any) -> tuple[Case, dict[str, Product]]:
    return p.ana(p.glycolic(), log=(p.spot_test(p.day(-3), "glycolic"),), **keys)


def test_a_night_shift_moves_the_evening_and_costs_none() -> None:
    plain = uses(plan_of(*ana_in_use()))
    third = sorted(plain)[2]
    moved = uses(plan_of(*ana_in_use(wishes={"night_shifts": (third,)})))
    assert third not in moved
    assert len(moved) == len(plain)


def test_a_weekday_of_night_shifts_is_left_where_it_can_be() -> None:
    plain = uses(plan_of(*ana_in_use()))
    weekday = sorted(plain)[-1].weekday()
    moved = uses(plan_of(*ana_in_use(wishes={"shift_weekdays": (weekday,)})))
    assert sum(d.weekday() == weekday for d in moved) < sum(d.weekday() == weekday for d in plain)
    assert len(moved) == len(plain)


def test_the_evening_before_an_event_rests_and_the_event_itself_may_not() -> None:
    plain = uses(plan_of(*ana_in_use()))
    eve = sorted(plain)[1]
    moved = uses(plan_of(*ana_in_use(wishes={"before_events": (date.fromordinal(eve.toordinal() + 1),)})))
    assert eve not in moved
    assert len(moved) == len(plain)


def test_a_preferred_product_is_the_one_of_its_kind() -> None:
    shelf = (p.glycolic(), p.mandelic(), p.lactic())
    for ident in ("glycolic", "mandelic", "lactic"):
        assert set(uses(plan_of(*p.ana(*shelf, wishes={"prefer": {ident: ()}}))).values()) == {ident}


def test_a_product_by_name_comes_before_its_family() -> None:
    wishes = {"prefer": {"aha": (), "salicylic": ()}}
    assert set(uses(plan_of(*p.ana(p.glycolic(), p.salicylic(), wishes=wishes))).values()) == {"salicylic"}


def test_what_runs_goes_on_whatever_is_preferred() -> None:
    log = (p.spot_test(p.day(-20), "glycolic"), *p.ticks("glycolic", p.day(-14), p.day(-7)))
    case, products = p.ana(p.glycolic(), p.mandelic(), log=log, wishes={"prefer": {"mandelic": ()}})
    assert set(uses(plan_of(case, products)).values()) == {"glycolic"}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.permutations(range(6)))
def test_the_order_of_a_shelf_with_two_of_a_kind_never_matters(seed: int, order: list[int]) -> None:
    rng = random.Random(seed)
    actives = (p.glycolic(), p.mandelic(), p.salicylic(), p.retinol(), p.retinol(0.25, name="b"), p.lactic())
    chosen = {a.item.id: a for a in rng.sample(actives, 4)}
    shelf = p.shelf(*chosen.values())
    case = p.person(*shelf)
    mixed = [shelf[i] for i in order if i < len(shelf)] + list(shelf[6:])
    other = replace(case, shelf=tuple(x.item for x in mixed))
    assert plan_of(case, p.by_id(shelf)) == plan_of(other, p.by_id(tuple(mixed)))


@pytest.mark.parametrize("seed", range(12))
def test_tonight_stays_as_todays_plan_showed_it_and_an_old_plan_does_not_fix_it(seed: int) -> None:
    case, products, likely = (healthy_person, settled_person)[seed % 2](random.Random(seed))
    plan = make_plan(case, products, likely, p.safety(), 4)
    rested = [{**d.as_data(), "pm": []} for d in plan.days]
    again = make_plan(replace(case, shown={"days": rested}), products, likely, p.safety(), 4)
    assert not any(s.step in ACTIVE for s in again.days[0].pm)
    old = [{"date": p.day(-30).isoformat(), "pm": []}, *rested]
    later = make_plan(replace(case, shown={"days": old}), products, likely, p.safety(), 4)
    assert len(uses(later)) == len(uses(plan))


def test_todays_ticked_evening_stands_and_the_plan_goes_on_from_it() -> None:
    case, products = p.ana(p.glycolic(), log=(p.spot_test(p.day(-3), "glycolic"), p.tick(p.day(0), "glycolic")))
    shown = {"days": [{"date": p.day(0).isoformat(), "pm": []}]}
    for one in (case, replace(case, shown=shown)):
        assert min(uses(plan_of(one, products))) == p.day(0)
