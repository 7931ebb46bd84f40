"""Laws of the planner over random persons: what must hold for everybody, whatever they answered."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import people as p
from milium.domain.case import Case, Dated
from milium.domain.plan import Plan
from milium.engine.check import check
from milium.engine.plan import base_plan, make_plan
from plan_people import Person, any_person, healthy_person, live_a_week

WEEKS = 8
ACTIVE = {"exfoliate", "retinoid", "treat"}
seeds = st.integers(0, 10**6)


def plan_of(person: Person, weeks: int = WEEKS) -> Plan:
    case, products, likely = person
    return make_plan(case, products, likely, p.safety(), weeks)


def found(person: Person, plan: Plan) -> tuple[object, ...]:
    case, products, likely = person
    return check(plan.days, plan.decision, plan.options, case, products, likely, p.safety())


def actives(plan: Plan) -> list[tuple[int, str | None]]:
    return [(i, s.product) for i, d in enumerate(plan.days) for s in d.pm if s.step in ACTIVE]


def lived(seed: int, weeks: int, *, healthy: bool = False) -> Person:
    """A person who has lived some weeks with our plans."""
    rng = random.Random(seed)
    case, products, likely = healthy_person(rng) if healthy else any_person(rng)
    for _ in range(weeks):
        case = live_a_week(rng, case, make_plan(case, products, likely, p.safety(), 4))
    return case, products, likely


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(0, 5))
def test_no_plan_breaks_a_rule_and_neither_does_the_base_week(seed: int, weeks: int) -> None:
    person = lived(seed, weeks)
    case, products, likely = person
    assert found(person, plan_of(person)) == ()
    assert found(person, base_plan(case, products, likely, p.safety(), WEEKS)) == ()


@settings(max_examples=40, deadline=None)
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_the_shelf_never_matters(seed: int, rng: random.Random) -> None:
    case, products, likely = lived(seed, 1)
    items, keys = list(case.shelf), list(products)
    rng.shuffle(items)
    rng.shuffle(keys)
    other = (replace(case, shelf=tuple(items)), {k: products[k] for k in keys}, likely)
    assert plan_of((case, products, likely)) == plan_of(other)


@settings(max_examples=40, deadline=None)
@given(seeds, st.integers(1, 6), st.integers(0, 3), st.integers(0, 3))
def test_more_irritation_never_means_more_evenings_next_week(seed: int, weeks: int, score: int, extra: int) -> None:
    case, products, likely = lived(seed, weeks, healthy=True)
    log = tuple(e for e in case.log if not (e.kind == "check_in" and e.date == case.today))

    def next_week(irritation: int) -> int:
        told = replace(case, log=(*log, p.check_in(case.today, irritation)))
        return sum(i < 7 for i, _ in actives(plan_of((told, products, likely), 2)))

    assert next_week(min(3, score + extra)) <= next_week(score)


@settings(max_examples=30, deadline=None)
@given(seeds, st.sampled_from([{"phototype": 5}, {"past_dark_marks": True}, {"conditions": ("eczema",)}]))
def test_a_slow_person_never_gets_more_than_the_same_person_not_slow(seed: int, change: dict[str, object]) -> None:
    case, products, likely = healthy_person(random.Random(seed))
    quick = replace(case, profile=replace(case.profile, phototype=2))
    slow = replace(quick, profile=replace(quick.profile, **change))  # type: ignore[arg-type]
    assert len(actives(plan_of((slow, products, likely), 16))) <= len(actives(plan_of((quick, products, likely), 16)))


@settings(max_examples=40, deadline=None)
@given(seeds, st.sampled_from(sorted(p.safety().windows)), st.integers(-10, 50))
def test_a_dated_event_never_adds_an_active_in_its_window(seed: int, kind: str, offset: int) -> None:
    case, products, likely = lived(seed, 2, healthy=True)
    on = case.today + timedelta(days=offset)
    busy: Case = replace(case, dated=(Dated(kind, on),))
    plan = plan_of((busy, products, likely))
    for window in p.safety().windows[kind]:
        if window.of == "x":
            off = range(offset + window.first, offset + window.last + 1)
            assert not [i for i, _ in actives(plan) if i in off]


@settings(max_examples=30, deadline=None)
@given(seeds, st.integers(1, 13))
def test_planning_again_in_the_middle_with_everything_done_keeps_every_rule(seed: int, days: int) -> None:
    rng = random.Random(seed)
    case, products, likely = healthy_person(rng)
    case = replace(case, log=tuple(p.spot_test(case.today - timedelta(days=3), i) for i in sorted(products)))
    plan = make_plan(case, products, likely, p.safety(), 4)
    done = tuple(
        p.tick(d.date, s.product, slot)
        for d in plan.days[:days]
        for slot, steps in (("am", d.am), ("pm", d.pm))
        for s in steps
        if s.product
    )
    later = replace(case, today=case.today + timedelta(days=days), log=(*case.log, *done))
    person = (later, products, likely)
    again = plan_of(person)
    assert found(person, again) == ()
    used = [e for e in done if e.get("product") not in {"cleanser", "cream", "spf"}]
    if used:
        assert used[-1].date not in {d.date for d in again.days if any(s.step in ACTIVE for s in d.pm)}


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_a_second_call_gives_the_same_plan(seed: int) -> None:
    person = lived(seed, 1)
    assert plan_of(person) == plan_of(person)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_every_active_of_the_shelf_is_planned_or_its_hold_is_told(seed: int) -> None:
    person = any_person(random.Random(seed))
    plan = plan_of(person, 16)
    planned = {s.product for d in plan.days for s in d.pm}
    told = {i for h in plan.holds for i in h.products}
    owned = {i for i, product in person[1].items() if product.families}
    assert owned <= planned | told


@pytest.mark.slow
def test_three_hundred_persons_live_sixteen_weeks_and_no_plan_breaks_a_rule() -> None:
    for seed in range(300):
        rng = random.Random(seed)
        case, products, likely = any_person(rng)
        for week in range(16):
            plan = make_plan(case, products, likely, p.safety(), 16)
            assert found((case, products, likely), plan) == (), (seed, week)
            case = live_a_week(rng, case, plan)
