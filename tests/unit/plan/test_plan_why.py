"""Why not tonight: the rules that keep a product off an evening, and none that does not."""

from datetime import date
from typing import Any

import pytest

import people as p
from milium.domain.case import Dated
from milium.domain.label import Product
from milium.engine.plan import explain, make_plan

WEEKS = 16


def rules(shelf: tuple[Product, ...], on: date, product: str, **keys: Any) -> list[str]:
    case = p.person(*shelf, **keys)
    holds = explain(case, p.by_id(shelf), p.assessed(), p.safety(), WEEKS, on, product).holds
    assert all(h.says and h.next_step and h.products == (product,) for h in holds)
    return [h.reason for h in holds]


def test_a_planned_evening_has_no_rule_against_it() -> None:
    shelf = p.shelf(p.glycolic())
    assert rules(shelf, p.day(14), "glycolic") == []


def test_before_the_spot_test_the_rule_is_named() -> None:
    assert rules(p.shelf(p.glycolic()), p.day(5), "glycolic") == ["SR-15"]


def test_the_evening_after_an_acid_evening_breaks_three_rules() -> None:
    found = rules(p.shelf(p.glycolic()), p.day(15), "glycolic")
    assert {"SR-43", "SR-44", "SR-45"} == set(found)


def test_the_evening_before_an_acid_evening_is_barred_by_the_next_one() -> None:
    found = rules(p.shelf(p.glycolic()), p.day(27), "glycolic")
    assert "SR-43" in found


def test_a_window_is_named_with_its_end() -> None:
    shelf = p.shelf(p.retinol())
    case = p.person(*shelf, dated=(Dated("waxing", p.day(40)),))
    (hold,) = explain(case, p.by_id(shelf), p.assessed(), p.safety(), WEEKS, p.day(35), "retinol").holds
    assert (hold.reason, hold.until) == ("SR-50", p.day(42))


def test_the_second_active_waits_for_its_time() -> None:
    shelf = p.shelf(p.glycolic(), p.retinol())
    assert rules(shelf, p.day(20), "glycolic") == ["SR-42"]


def test_two_actives_never_share_an_evening() -> None:
    shelf = p.shelf(p.glycolic(), p.retinol())
    case = p.person(*shelf)
    plan = make_plan(case, p.by_id(shelf), p.assessed(), p.safety(), WEEKS)
    evening = next(d.date for d in reversed(plan.days) if any(s.product == "retinol" for s in d.pm))
    assert "SR-40" in rules(shelf, evening, "glycolic")


@pytest.mark.parametrize(
    ("product", "rule", "keys"),
    [
        (p.glycolic(30, ph=3.0), "SR-07", {}),
        (p.retinol(), "SR-10", {"profile": {"pregnancy": "yes"}}),
        (p.glycolic(), "SR-20", {"answers": {"site": "around_eye"}}),
        (p.glycolic(), "SR-85", {"wishes": {"choose": "watch"}}),
    ],
)
def test_what_closes_the_product_or_the_plan_is_named(product: Product, rule: str, keys: dict[str, Any]) -> None:
    assert rule in rules(p.shelf(product), p.day(20), product.item.id, **keys)


def test_a_base_product_has_no_rule_against_it() -> None:
    assert rules(p.shelf(p.glycolic()), p.day(3), "cream") == []


def test_every_evening_without_the_product_has_a_reason_or_a_better_evening() -> None:
    shelf = p.shelf(p.glycolic())
    case = p.person(*shelf)
    plan = make_plan(case, p.by_id(shelf), p.assessed(), p.safety(), WEEKS)
    unexplained = [
        d.date
        for d in plan.days
        if not any(s.product == "glycolic" for s in d.pm) and not rules(shelf, d.date, "glycolic")
    ]
    assert unexplained == []
