"""The twenty persons of the safety rules' walk-through, from a Monday on, sixteen weeks each."""

from typing import Any

import pytest

import people as p
from milium.domain.case import Dated
from milium.domain.label import Product
from milium.domain.person import Age, Medicine
from milium.domain.plan import Plan
from milium.engine.check import check
from milium.engine.plan import make_plan

WEEKS = 16


def plan_for(*actives: Product, spf: bool = True, assessed: Any = None, **keys: Any) -> Plan:
    """Plan for a person who owns a cleanser, a light cream, a sunscreen (unless not) and `actives`."""
    shelf = p.shelf(*actives, spf=spf)
    case, products, likely = p.person(*shelf, **keys), p.by_id(shelf), assessed or p.assessed()
    plan = make_plan(case, products, likely, p.safety(), WEEKS)
    assert check(plan.days, plan.decision, plan.options, case, products, likely, p.safety()) == ()
    return plan


def evenings(plan: Plan, first_week: int, last_week: int, product: str | None = None) -> list[int]:
    """Return how many evenings of each plan week hold `product` (any active when None)."""
    weeks = []
    for week in range(first_week, last_week + 1):
        days = plan.days[(week - 1) * 7 : week * 7]
        held = [s.product for d in days for s in d.pm if s.step in {"exfoliate", "retinoid", "treat"}]
        weeks.append(sum(product in {None, h} for h in held))
    return weeks


def held(plan: Plan, product: str) -> set[str]:
    """Return the rules that speak about a product."""
    return {h.reason for h in plan.holds if product in h.products}


def age(years: int) -> Age:
    return Age(years, "years")


def base_week_only(plan: Plan) -> bool:
    return evenings(plan, 1, WEEKS) == [0] * WEEKS


def test_01_oily_cheeks_start_with_glycolic_and_add_retinol_in_week_eleven() -> None:
    plan = plan_for(p.glycolic(), p.salicylic(), p.retinol(0.3))
    assert plan.decision == "regimen"
    assert evenings(plan, 1, 2) == [0, 0]
    assert evenings(plan, 3, 8, "glycolic") == [1, 1, 2, 2, 2, 2]
    assert evenings(plan, 9, 10, "glycolic") == [3, 3]
    assert evenings(plan, 1, 10, "retinol") == [0] * 10
    assert evenings(plan, 11, 11, "retinol") == [1]
    assert all(2 <= n <= 4 for n in evenings(plan, 13, 16, "glycolic"))
    # Never neighbours before course week 13: the retinol then comes every eighth evening.
    assert all(n <= 2 for n in evenings(plan, 13, 16, "retinol"))
    assert sum(evenings(plan, 13, 16, "retinol")) >= 4
    assert all(n <= 4 for n in evenings(plan, 13, 14))
    assert all(n <= 5 for n in evenings(plan, 15, 16))
    assert "SR-41" in held(plan, "salicylic")


def test_01_the_first_two_weeks_hold_the_spot_test_of_one_product() -> None:
    plan = plan_for(p.glycolic(), p.salicylic(), p.retinol(0.3))
    tests = [d.date for d in plan.days[:14] if any(s.step == "spot_test" for s in d.pm)]
    assert len(tests) == p.safety().limits.spot_test_nights
    assert "SR-15" in held(plan, "glycolic")


def test_02_under_the_eye_there_is_no_active_and_the_reason_is_told() -> None:
    plan = plan_for(p.glycolic(), profile={"age": age(35)}, answers={"site": "around_eye"})
    assert (plan.decision, base_week_only(plan)) == ("base", True)
    assert "SR-20" in held(plan, "glycolic")


def test_03_six_weeks_after_a_laser_nothing_while_the_answer_says_so() -> None:
    answers = {"age": "adult_40_64y", "site": "injured_or_treated_skin", "duration": "under_6_weeks"}
    laser = (Dated("laser", p.day(-42)),)
    plan = plan_for(p.retinol(), profile={"age": age(45)}, answers=answers, dated=laser)
    assert (plan.decision, base_week_only(plan)) == ("base", True)
    assert "SR-05" in held(plan, "retinol")


def test_04_a_teenager_waits_for_a_professional() -> None:
    keys: dict[str, Any] = {"answers": {"age": "teen_12_17y"}}
    plan = plan_for(p.adapalene(), profile={"age": age(15)}, **keys)
    assert (plan.decision, base_week_only(plan)) == ("base", True)
    agreed = plan_for(p.adapalene(), profile={"age": age(15), "confirmed": ("adapalene",)}, **keys)
    assert agreed.decision == "regimen"
    assert evenings(agreed, 3, 4) == [2, 2]
    assert evenings(agreed, 5, 6) == [3, 3]
    assert max(evenings(agreed, 7, 14)) == 4


def test_05_a_newborn_is_watched_and_gets_no_product() -> None:
    case, products = p.ben()
    plan = make_plan(case, products, p.assessed(("milia_neonatal", 0.95)), p.safety(), WEEKS)
    assert plan.decision == "watch"
    assert all(day.am == () == day.pm for day in plan.days)
    assert plan.options == ("watch", "see_clinician")


def test_06_pregnant_means_base_care_and_glycolic_only_when_confirmed() -> None:
    plan = plan_for(p.retinol(), p.glycolic(), profile={"age": age(31), "pregnancy": "yes"})
    assert (plan.decision, base_week_only(plan)) == ("base", True)
    assert "SR-10" in held(plan, "retinol")
    assert "SR-13" in held(plan, "glycolic")
    profile = {"age": age(31), "pregnancy": "yes", "confirmed": ("glycolic acid",)}
    agreed = plan_for(p.retinol(), p.glycolic(), profile=profile)
    assert agreed.decision == "regimen"
    assert evenings(agreed, 3, 8, "glycolic") == [1, 1, 2, 2, 2, 2]
    assert evenings(agreed, 1, WEEKS, "retinol") == [0] * WEEKS


def test_07_phototype_five_goes_slowly() -> None:
    plan = plan_for(p.mandelic(), profile={"age": age(29), "phototype": 5, "past_dark_marks": True})
    assert evenings(plan, 1, 6) == [0, 0, 1, 1, 1, 1]
    assert evenings(plan, 7, 14) == [2] * 8
    assert evenings(plan, 15, 16) == [3, 3]


def test_08_breastfeeding_keeps_the_acid_and_leaves_the_retinol() -> None:
    plan = plan_for(p.retinol(), p.lactic(), profile={"age": age(34), "breastfeeding": True})
    assert evenings(plan, 3, 8, "lactic") == [1, 1, 2, 2, 2, 2]
    assert evenings(plan, 9, 16, "lactic") == [3] * 8
    assert "SR-12" in held(plan, "retinol")


def test_09_a_single_bump_at_48_is_looked_at_first_and_then_the_plan_opens() -> None:
    answers = {"age": "adult_40_64y", "count": "single"}
    red_flag = p.assessed(flags=(("RF10", "routine clinician"),))
    plan = plan_for(p.retinol(), profile={"age": age(48)}, answers=answers, assessed=red_flag)
    assert (plan.decision, base_week_only(plan)) == ("refer", True)
    assert plan.urgency == "routine clinician"
    profile = {"age": age(48), "seen_by_clinician": p.day(-10)}
    seen = plan_for(p.retinol(), profile=profile, answers=answers, assessed=red_flag)
    assert seen.decision == "regimen"


def test_10_at_66_retinol_climbs_to_every_other_evening() -> None:
    profile = {"age": age(66), "pregnancy": None, "breastfeeding": None}
    plan = plan_for(p.retinol(), profile=profile, answers={"age": "older_65plus", "count": "2_5"})
    assert evenings(plan, 1, 8) == [0, 0, 1, 1, 2, 2, 3, 3]
    assert evenings(plan, 9, 10) == [3, 3]
    assert all(3 <= n <= 4 for n in evenings(plan, 11, 16))
    assert sum(evenings(plan, 13, 16)) >= 14


def test_11_on_doxycycline_only_salicylic_is_planned() -> None:
    medicine = (Medicine("photosensitising", "doxycycline"),)
    shelf = (p.glycolic(), p.retinol(), p.salicylic())
    plan = plan_for(*shelf, profile={"age": age(26), "medicines": medicine})
    assert evenings(plan, 3, 4, "salicylic") == [2, 2]
    assert evenings(plan, 5, 16, "salicylic") == [3] * 12
    assert evenings(plan, 1, 16) == evenings(plan, 1, 16, "salicylic")
    assert "SR-60" in held(plan, "glycolic") & held(plan, "retinol")


def test_11_seven_days_after_the_last_tablet_the_others_open() -> None:
    medicine = (Medicine("photosensitising", "doxycycline", None, p.day(20)),)
    plan = plan_for(p.glycolic(), profile={"medicines": medicine})
    first = next(i for i, d in enumerate(plan.days) if any(s.step == "exfoliate" for s in d.pm))
    assert first == 27


def test_12_two_months_after_isotretinoin_there_is_base_care_only() -> None:
    medicine = (Medicine("isotretinoin", "", None, p.day(-60)),)
    plan = plan_for(p.glycolic(), profile={"age": age(33), "medicines": medicine})
    assert (plan.decision, base_week_only(plan)) == ("base", True)
    hold = next(h for h in plan.holds if h.reason == "SR-54")
    assert hold.until == p.day(-60 + p.safety().limits.isotretinoin_after_days)


def test_13_prescribed_tretinoin_is_left_as_it_is_and_nothing_is_added() -> None:
    medicine = (Medicine("prescription_topical", "tretinoin"),)
    shelf = (p.glycolic(), p.acid("tretinoin", "TRETINOIN", 0.05))
    plan = plan_for(*shelf, profile={"age": age(41), "medicines": medicine})
    assert (plan.decision, base_week_only(plan)) == ("base", True)
    assert "SR-55" in held(plan, "tretinoin") & held(plan, "glycolic")


def test_14_without_a_sunscreen_they_bear_only_salicylic_is_planned() -> None:
    plan = plan_for(p.glycolic(), p.salicylic(), profile={"age": age(24), "allergies": ("sunscreen",)})
    assert evenings(plan, 3, 4, "salicylic") == [2, 2]
    assert evenings(plan, 5, 16, "salicylic") == [3] * 12
    assert "SR-65" in held(plan, "glycolic")
    mornings = [s for d in plan.days for s in d.am if s.step == "sunscreen"]
    assert len(mornings) == len(plan.days)
    assert {s.product for s in mornings} == {None}


def test_15_calm_rosacea_goes_slowly_with_retinol_and_with_azelaic_when_confirmed() -> None:
    profile: dict[str, Any] = {"age": age(38), "conditions": ("rosacea",)}
    plan = plan_for(p.azelaic(), p.retinol(), profile=profile)
    assert evenings(plan, 3, 6, "retinol") == [1] * 4
    assert evenings(plan, 7, 8, "retinol") == [2, 2]
    assert evenings(plan, 13, 16, "retinol") == [3] * 4
    assert "SR-41" in held(plan, "azelaic")
    agreed = plan_for(p.azelaic(), p.retinol(), profile={**profile, "confirmed": ("azelaic acid",)})
    assert evenings(agreed, 3, 6, "azelaic") == [1] * 4
    assert evenings(agreed, 1, 14, "retinol") == [0] * 14


def test_16_a_wax_pauses_retinol_and_the_rung_stays_the_same_after() -> None:
    plan = plan_for(p.retinol(), profile={"age": age(30)}, dated=(Dated("waxing", p.day(40)),))
    assert evenings(plan, 3, 5) == [1, 1, 2]
    off = [d for d in plan.days if p.day(33) <= d.date <= p.day(41)]
    assert not any(s.families for d in off for s in d.pm)
    assert evenings(plan, 7, 8) == [2, 2]
    assert evenings(plan, 9, 12) == [3] * 4
    assert next(h for h in plan.holds if h.reason == "SR-50").until == p.day(42)


def test_17_after_a_score_of_three_the_firm_weeks_are_empty_and_the_start_rung_returns() -> None:
    used = p.ticks("retinol", *(p.day(-d) for d in (40, 33, 26, 23, 19, 16, 12, 9, 5, 2)))
    calm = tuple(p.check_in(p.day(-7 * week)) for week in range(1, 6))
    plan = plan_for(p.retinol(), profile={"age": age(52)}, log=(*used, *calm, p.check_in(p.day(0), 3)))
    assert plan.decision == "regimen"
    assert evenings(plan, 1, 2) == [0, 0]
    assert evenings(plan, 3, 8) == [1, 1, 2, 2, 2, 2] or evenings(plan, 3, 6) == [1, 1, 2, 2]
    assert "SR-46" in held(plan, "retinol")


def test_18_a_strong_peel_and_a_scrub_are_both_stopped() -> None:
    scrub = p.product("scrub", "PRUNUS ARMENIACA SEED POWDER", roles=("scrub",), use="rinse_off")
    plan = plan_for(p.glycolic(30, ph=3.0), scrub, profile={"age": age(22)})
    assert (plan.decision, base_week_only(plan)) == ("base", True)
    assert held(plan, "glycolic") == {"SR-07"}
    assert held(plan, "scrub") == {"SR-72"}


def test_19_without_a_sunscreen_on_the_shelf_the_plan_waits_for_one() -> None:
    plan = plan_for(p.mandelic(10, ph=3.6), spf=False, profile={"age": age(37)})
    assert (plan.decision, base_week_only(plan)) == ("base", True)
    assert held(plan, "mandelic") == {"SR-65"}


def test_20_a_sudden_crop_of_dozens_is_referred() -> None:
    answers = {"age": "adult_40_64y", "change": "sudden_crop", "count": "over_20"}
    plan = plan_for(p.retinol(), profile={"age": age(60)}, answers=answers)
    assert (plan.decision, base_week_only(plan)) == ("refer", True)


@pytest.mark.parametrize("weeks", [1, 2, 3, 16, 52])
def test_a_plan_has_every_day_once_and_firm_days_are_the_first_two_weeks(weeks: int) -> None:
    case, products = p.ana()
    plan = make_plan(case, products, p.assessed(), p.safety(), weeks)
    assert [d.date for d in plan.days] == [p.day(i) for i in range(weeks * 7)]
    assert [d.firm for d in plan.days] == [i < p.safety().limits.firm_days for i in range(weeks * 7)]
