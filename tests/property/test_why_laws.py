"""Laws of "why not?": what no rule forbids passes the checker, and nothing that is planned is forbidden."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

import people as p
from milium.domain.label import Product
from milium.domain.plan import Day, Step
from milium.engine.check import check
from milium.engine.plan import Why, explain, make_plan
from plan_people import Person, any_person, healthy_person, live_a_week, settled_person

WEEKS, PERSONS, EVENINGS = 6, 60, 8
STEP_OF = {"retinoid": "retinoid", "azelaic": "treat", "benzoyl_peroxide": "treat", "vitamin_c": "treat"}


def person_of(seed: int) -> Person:
    """A person of any kind, who often wants most evenings off: there nothing but the wish speaks against a use."""
    rng = random.Random(seed)
    case, products, likely = (healthy_person, any_person, settled_person)[seed % 3](rng)
    for _ in range(rng.randint(0, 6)):
        case = live_a_week(rng, case, make_plan(case, products, likely, p.safety(), 4))
    if seed % 2:
        off = tuple(rng.sample(range(7), rng.randint(4, 7)))
        case = replace(case, wishes=replace(case.wishes, evenings_off=off))
    return case, products, likely


def told(person: Person, offset: int, ident: str) -> Why:
    case, products, likely = person
    return explain(case, products, likely, p.safety(), WEEKS, case.today + timedelta(days=offset), ident)


def with_product(day: Day, product: Product) -> Day:
    """Return the day with the product on its evening, all else equal; a rest is no rest then."""
    families = product.families
    name = next(
        (STEP_OF.get(f, "exfoliate") for f in families), "sunscreen" if "sunscreen" in product.roles else "moisturise"
    )
    pm = tuple(s for s in day.pm if not families or s.step != "rest")
    return replace(day, pm=(*pm, Step(name, product.item.id, families)))


def triples(seed: int) -> Iterator[tuple[int, str]]:
    person = person_of(seed)
    rng = random.Random(-seed)
    for ident in sorted(person[1]):
        for offset in rng.sample(range(WEEKS * 7), EVENINGS if person[1][ident].families else 2):
            yield offset, ident


@pytest.mark.slow
def test_what_no_rule_forbids_passes_the_checker_and_what_is_planned_is_forbidden_by_none() -> None:
    seen: Counter[str] = Counter()
    for seed in range(PERSONS):
        person = case, products, likely = person_of(seed)
        plan = make_plan(case, products, likely, p.safety(), WEEKS)
        for offset, ident in triples(seed):
            why, day = told(person, offset, ident), plan.days[offset]
            held = any(s.product == ident for s in day.pm)
            assert held == ("here" in why.notes), (seed, offset, ident)
            assert not (held and why.holds), (seed, offset, ident)
            assert why.holds or why.notes, (seed, offset, ident)
            seen["held" if held else "forbidden" if why.holds else "free"] += 1
            if held or why.holds:
                continue
            seen["free active"] += bool(products[ident].families)
            days = [*plan.days[:offset], with_product(day, products[ident]), *plan.days[offset + 1 :]]
            active = bool(products[ident].families) and plan.decision == "base"
            decision, options = ("regimen", ("plan", *plan.options)) if active else (plan.decision, plan.options)
            found = check(days, decision, options, case, products, likely, p.safety())
            assert found == (), (seed, offset, ident, found)
    assert seen["held"] > 50, seen
    assert seen["forbidden"] > 300, seen
    assert seen["free active"] > 30, seen
