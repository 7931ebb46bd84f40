"""What the plan comes to: refer, watch, regimen or base, and what is asked for."""

from typing import Any

import pytest

import people as p
from milium.domain.identify import Triage
from milium.domain.person import Age, AgeRange, Medicine
from milium.domain.plan import Plan
from milium.engine.check import check
from milium.engine.plan import base_plan, make_plan


def plan_of(*actives: Any, assessed: Any = None, **keys: Any) -> Plan:
    shelf = p.shelf(*(actives or (p.glycolic(),)))
    case, likely = p.person(*shelf, **keys), assessed or p.assessed()
    plan = make_plan(case, p.by_id(shelf), likely, p.safety(), 4)
    base = base_plan(case, p.by_id(shelf), likely, p.safety(), 4)
    for x in (plan, base):
        assert check(x.days, x.decision, x.options, case, p.by_id(shelf), likely, p.safety()) == ()
    return plan


def rules(plan: Plan) -> set[str]:
    return {h.reason for h in plan.holds}


def questions(plan: Plan) -> set[str | None]:
    return {h.question for h in plan.holds}


def has_active(plan: Plan) -> bool:
    return any(s.step in {"exfoliate", "retinoid", "treat"} for d in plan.days for s in d.pm)


@pytest.mark.parametrize(
    "key", ["age", "pregnancy", "breastfeeding", "skin_now", "medicines", "allergies", "sunscreen_ok"]
)
def test_a_missing_answer_of_the_profile_means_base_care_and_is_named(key: str) -> None:
    keys: dict[str, Any] = {"age": None} if key == "age" else {}
    plan = plan_of(profile={key: None}, **keys)
    assert (plan.decision, has_active(plan)) == ("base", False)
    assert f"profile.{key}" in questions(plan)


@pytest.mark.parametrize("key", ["site", "count"])
def test_a_missing_answer_about_the_bumps_means_base_care_and_is_named(key: str) -> None:
    plan = plan_of(answers={key: None})
    assert (plan.decision, has_active(plan)) == ("base", False)
    assert f"answers.{key}" in questions(plan)


def test_flags_that_were_not_asked_mean_base_care() -> None:
    plan = plan_of(flags=None)
    assert plan.decision == "base"
    assert "answers.flags" in questions(plan)


def test_pregnancy_is_asked_from_12_to_55_only() -> None:
    unasked: dict[str, Any] = {"pregnancy": None, "breastfeeding": None}
    assert plan_of(profile={"age": Age(55, "years"), **unasked}).decision == "base"
    assert plan_of(profile={"age": Age(56, "years"), **unasked}).decision == "regimen"


def test_missing_conditions_phototype_or_region_do_not_stop_a_plan() -> None:
    plan = plan_of(profile={"conditions": None, "phototype": None, "region": None, "past_dark_marks": None})
    assert plan.decision == "regimen"


@pytest.mark.parametrize(
    ("urgency", "decision"),
    [("self-care", "regimen"), ("pharmacist", "regimen"), ("routine clinician", "refer"), ("emergency", "refer")],
)
def test_a_red_flag_that_sends_to_a_clinician_refers(urgency: Triage, decision: str) -> None:
    plan = plan_of(assessed=p.assessed(flags=(("RF9", urgency),)))
    assert plan.decision == decision
    if decision == "refer":
        assert plan.urgency == urgency
        assert not has_active(plan)


def test_not_sure_and_the_eye_offer_do_not_refer() -> None:
    both = p.assessed(flags=(("RF11", "routine clinician"), ("RF20", "routine clinician")))
    assert plan_of(assessed=both).decision == "regimen"


def test_the_lash_line_is_referred_also_when_it_is_one_of_several_places() -> None:
    plan = plan_of(bump_sites=("cheek_forehead_chin", "lash_line"))
    assert plan.decision == "refer"
    assert "SR-21" in rules(plan)


def test_cheeks_and_eyes_together_get_actives_on_the_cheeks_only() -> None:
    plan = plan_of(bump_sites=("cheek_forehead_chin", "around_eye"))
    assert plan.decision == "regimen"
    zones = {z for d in plan.days for s in d.pm if s.step == "exfoliate" for z in s.zones}
    assert zones == {"cheek_forehead_chin"}


@pytest.mark.parametrize(("years", "decision"), [(39, "regimen"), (40, "refer")])
def test_a_single_bump_is_referred_from_forty_on(years: int, decision: str) -> None:
    assert plan_of(profile={"age": Age(years, "years")}, answers={"count": "single"}).decision == decision


@pytest.mark.parametrize(("days", "decision"), [(0, "regimen"), (183, "regimen"), (184, "refer"), (-1, "refer")])
def test_a_look_by_a_clinician_opens_the_plan_for_half_a_year(days: int, decision: str) -> None:
    profile = {"age": Age(48, "years"), "seen_by_clinician": p.day(-days)}
    assert plan_of(profile=profile, answers={"count": "single"}).decision == decision


def test_a_flag_after_the_look_closes_the_plan_again() -> None:
    profile = {"age": Age(48, "years"), "seen_by_clinician": p.day(-20)}
    log = (p.check_in(p.day(-7), 0, flags=("came_back_same_place",)),)
    assert plan_of(profile=profile, answers={"count": "single"}, log=log).decision == "refer"


@pytest.mark.parametrize(
    "profile",
    [
        {"conditions": ("immune_weak",)},
        {"medicines": (Medicine("isotretinoin"),)},
        {"medicines": (Medicine("steroid_topical"),)},
        {"medicines": (Medicine("targeted_cancer"),)},
        {"medicines": (Medicine("ciclosporin"),)},
        {"skin_now": ("infection",)},
    ],
)
def test_what_the_profile_refers(profile: dict[str, Any]) -> None:
    plan = plan_of(profile=profile)
    assert (plan.decision, has_active(plan)) == ("refer", False)


@pytest.mark.parametrize(
    "flag",
    [
        "transplant_or_immune_weak",
        "skin_cancer_before",
        "eye_red_or_painful",
        "cancer_medicine",
        "skin_blisters_easily",
    ],
)
def test_what_the_flags_refer(flag: str) -> None:
    assert plan_of(flags=(flag,)).decision == "refer"


@pytest.mark.parametrize(("share", "decision"), [(0.19, "regimen"), (0.20, "refer")])
def test_suspected_special_milia_are_referred(share: float, decision: str) -> None:
    likely = p.assessed(("milia_primary", 1 - share), ("milia_eruptive", share))
    assert plan_of(assessed=likely).decision == decision


@pytest.mark.parametrize(("share", "decision"), [(0.59, "base"), (0.60, "regimen")])
def test_what_is_not_probably_a_milium_gets_no_active(share: float, decision: str) -> None:
    likely = p.assessed(("milia_primary", share - 0.2), ("closed_comedone", 0.2), ("syringoma", 1 - share))
    plan = plan_of(assessed=likely)
    assert plan.decision == decision
    assert ("SR-84" in rules(plan)) is (decision == "base")


@pytest.mark.parametrize(("days", "decision"), [(182, "base"), (183, "regimen")])
def test_isotretinoin_holds_for_half_a_year_after_its_end(days: int, decision: str) -> None:
    medicine = (Medicine("isotretinoin", "", None, p.day(-days)),)
    assert plan_of(profile={"medicines": medicine}).decision == decision


@pytest.mark.parametrize(("days", "decision"), [(13, "base"), (14, "regimen")])
def test_a_prescribed_cream_holds_for_two_weeks_after_its_end(days: int, decision: str) -> None:
    medicine = (Medicine("prescription_topical", "", None, p.day(-days)),)
    assert plan_of(profile={"medicines": medicine}).decision == decision


def test_a_prescription_product_on_the_shelf_counts_as_prescribed() -> None:
    plan = plan_of(p.glycolic(), p.acid("tretinoin", "TRETINOIN", 0.05))
    assert plan.decision == "base"
    assert "SR-55" in rules(plan)


def test_pregnancy_wins_over_a_prescription() -> None:
    plan = plan_of(p.acid("tretinoin", "TRETINOIN", 0.05), profile={"pregnancy": "yes"})
    assert "SR-10" in {h.reason for h in plan.holds if "tretinoin" in h.products}


def test_a_wish_to_wait_is_an_equal_choice_and_the_plan_stays_open() -> None:
    plan = plan_of(wishes={"choose": "watch"})
    assert (plan.decision, has_active(plan)) == ("watch", False)
    assert plan.options == ("plan", "watch", "see_clinician")


@pytest.mark.parametrize("age", [Age(11, "years"), Age(14, "months"), Age(8, "months")])
def test_children_under_twelve_are_watched_without_the_option_of_a_plan(age: Age) -> None:
    plan = plan_of(profile={"age": age})
    assert plan.decision == "watch"
    assert plan.options == ("watch", "see_clinician")


def test_when_two_ages_are_possible_the_stricter_one_holds() -> None:
    assert plan_of(age=AgeRange(140, 300)).decision == "watch"
    wide = plan_of(age=AgeRange(400, 500), answers={"count": "single"})
    assert wide.decision == "refer"


def test_watching_and_a_clinician_are_open_to_everybody() -> None:
    for keys in ({}, {"profile": {"pregnancy": "yes"}}, {"answers": {"count": "over_20", "change": "sudden_crop"}}):
        assert {"watch", "see_clinician"} <= set(plan_of(**keys).options)


def test_twenty_four_weeks_without_improvement_end_in_a_calm_referral() -> None:
    used = p.ticks("glycolic", *(p.day(-d) for d in range(4, 170, 4)))
    checks = tuple(p.check_in(p.day(-7 * week)) for week in range(1, 25))
    plan = plan_of(log=(*used, *checks))
    assert (plan.decision, plan.urgency) == ("refer", "routine clinician")
    assert "SR-81" in rules(plan)


def test_a_shelf_without_actives_is_base_care_with_nothing_held() -> None:
    shelf = p.shelf()
    plan = make_plan(p.person(*shelf), p.by_id(shelf), p.assessed(), p.safety(), 2)
    assert (plan.decision, plan.holds) == ("base", ())


def test_a_feverish_baby_comes_before_everything() -> None:
    case, products = p.ben(flags=("fever_or_unwell_baby",))
    plan = make_plan(case, products, p.assessed(), p.safety(), 2)
    assert (plan.decision, plan.urgency, plan.holds[0].reason) == ("refer", "emergency", "SR-87")
