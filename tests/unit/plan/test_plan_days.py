"""The days: every step where it is allowed, in its order, and nothing else."""

import itertools
from dataclasses import replace
from typing import Any

import pytest

import people as p
from milium.adapters.packfiles import load_knowledge
from milium.domain.case import Dated
from milium.domain.label import Product
from milium.domain.person import Age, AgeRange
from milium.domain.plan import STEPS, Day, Plan
from milium.engine.check import check
from milium.engine.plan import base_plan, make_plan


def plan_of(*products: Product, weeks: int = 6, **keys: Any) -> Plan:
    case = p.person(*products, **keys)
    plan = make_plan(case, p.by_id(products), p.assessed(), p.safety(), weeks)
    assert check(plan.days, plan.decision, plan.options, case, p.by_id(products), p.assessed(), p.safety()) == ()
    return plan


def steps(day: Day, slot: str = "pm") -> list[str]:
    return [s.step for s in (day.am if slot == "am" else day.pm)]


def first_with(plan: Plan, step: str) -> Day:
    return next(d for d in plan.days if step in steps(d))


def test_every_morning_is_rinse_cream_sunscreen() -> None:
    for day in plan_of(*p.shelf(p.glycolic())).days:
        assert [(s.step, s.product) for s in day.am] == [
            ("cleanse", None),
            ("moisturise", "cream"),
            ("sunscreen", "spf"),
        ]


def test_an_acid_evening_is_cleanse_acid_wait_cream() -> None:
    day = first_with(plan_of(*p.shelf(p.glycolic())), "exfoliate")
    assert steps(day) == ["cleanse", "exfoliate", "moisturise"]
    acid = day.pm[1]
    assert (acid.product, acid.families) == ("glycolic", ("aha",))
    assert acid.minutes == p.safety().limits.acid_wait_minutes
    assert {"SR-20", "SR-16"} <= set(acid.reasons)


def test_a_retinoid_evening_waits_for_dry_skin() -> None:
    day = first_with(plan_of(*p.shelf(p.retinol())), "retinoid")
    assert steps(day) == ["cleanse", "retinoid", "moisturise"]
    assert day.pm[1].minutes == p.safety().limits.retinoid_wait_minutes


def test_azelaic_acid_is_a_treatment() -> None:
    assert first_with(plan_of(*p.shelf(p.azelaic())), "treat").pm[1].product == "azelaic"


def test_a_rest_evening_of_a_plan_says_rest() -> None:
    day = plan_of(*p.shelf(p.glycolic())).days[5]
    assert steps(day) == ["cleanse", "moisturise", "rest"]


def test_every_step_is_one_of_the_known_words() -> None:
    plan = plan_of(*p.shelf(p.glycolic(), p.retinol()), weeks=16, wishes={"steam": True})
    assert {s.step for d in plan.days for s in (*d.am, *d.pm)} <= set(STEPS)


@pytest.mark.parametrize(("lenses", "told"), [(True, True), (None, True), (False, False)])
def test_contact_lenses_are_mentioned_unless_there_are_none(lenses: bool | None, told: bool) -> None:
    plan = plan_of(*p.shelf(p.glycolic()), profile={"contact_lenses": lenses})
    assert ("SR-23" in first_with(plan, "exfoliate").pm[1].reasons) is told


def test_on_outdoor_days_sunscreen_is_put_on_again() -> None:
    plan = plan_of(*p.shelf(p.glycolic()), dated=(Dated("outdoor_day", p.day(3)),))
    assert [i for i, d in enumerate(plan.days) if "reapply" in steps(d, "am")] == [3]
    assert plan.days[3].am[-1].minutes == p.safety().limits.reapply_hours * 60


def test_a_spot_test_takes_three_nights_and_names_no_product_as_used() -> None:
    plan = plan_of(*p.shelf(p.glycolic()))
    tests = [(i, s) for i, d in enumerate(plan.days) for s in d.pm if s.step == "spot_test"]
    assert [i for i, _ in tests] == [0, 1, 2]
    assert {(s.product, s.zones) for _, s in tests} == {(None, ("ear",))}
    hold = next(h for h in plan.holds if h.reason == "SR-15")
    assert (hold.products, hold.until) == (("glycolic",), p.day(14))


def test_a_new_product_has_no_evening_before_day_fourteen() -> None:
    plan = plan_of(*p.shelf(p.glycolic()))
    assert next(i for i, d in enumerate(plan.days) if "exfoliate" in steps(d)) == 14


@pytest.mark.parametrize(("tested", "first"), [(0, 3), (-3, 0), (-13, 0), (-14, 0), (-15, 14)])
def test_a_passed_spot_test_opens_the_days_three_to_fourteen_after_it(tested: int, first: int) -> None:
    plan = plan_of(*p.shelf(p.glycolic()), log=(p.spot_test(p.day(tested), "glycolic"),))
    assert next(i for i, d in enumerate(plan.days) if "exfoliate" in steps(d)) == first
    assert ("spot_test" in {s for d in plan.days for s in steps(d)}) is (first == 14)


def test_a_spot_test_waits_while_the_skin_is_sore() -> None:
    plan = plan_of(*p.shelf(p.glycolic()), profile={"skin_now": ("broken",)})
    assert all("spot_test" not in steps(d) for d in plan.days[:14])


@pytest.mark.parametrize(("score", "tests"), [(1, 3), (2, 0), (3, 0)])
def test_no_spot_test_stands_on_an_evening_that_a_sore_check_in_keeps_free(score: int, tests: int) -> None:
    plan = plan_of(*p.shelf(p.glycolic()), log=(p.check_in(p.day(0), score),))
    assert sum("spot_test" in steps(d) for d in plan.days[:14]) == tests


def test_a_spot_test_takes_the_last_nights_that_still_count_when_the_skin_is_held_before() -> None:
    dated = (Dated("microdermabrasion", p.day(5)),)
    plan = plan_of(*p.shelf(p.glycolic()), dated=dated)
    nights = [i for i, d in enumerate(plan.days) if "spot_test" in steps(d)]
    first = next(i for i, d in enumerate(plan.days) if "exfoliate" in steps(d))
    limits = p.safety().limits
    assert nights == [9, 10, 11]
    assert first == nights[-1] + limits.spot_test_to_days


# -- steam -------------------------------------------------------------------------------------


def steam(plan: Plan) -> list[int]:
    return [i for i, d in enumerate(plan.days) if "steam" in steps(d)]


def test_steam_is_never_planned_unless_asked_for() -> None:
    assert steam(plan_of(*p.shelf(p.glycolic()))) == []
    assert steam(plan_of(*p.shelf(p.glycolic()), wishes={"steam": True}))[:2] == [0, 7]


def test_every_steam_has_its_limits_and_the_words_about_burns_with_it() -> None:
    plan = plan_of(*p.shelf(p.glycolic()), wishes={"steam": True})
    found = [s for d in plan.days for s in d.pm if s.step == "steam"]
    assert found
    assert all({"SR-30", "SR-31", "SR-32", "SR-34", "SR-35"} == set(s.reasons) for s in found)
    assert {s.minutes for s in found} == {p.safety().limits.steam_minutes}
    burns = p.safety().rules["SR-35"]
    assert "20 minutes" in f"{burns.says} {burns.tell} {burns.next_step}"


def test_steam_keeps_a_day_from_every_active_and_a_week_from_itself() -> None:
    plan = plan_of(*p.shelf(p.glycolic(), p.retinol()), weeks=16, wishes={"steam": True})
    active = {i for i, d in enumerate(plan.days) if {"exfoliate", "retinoid"} & set(steps(d))}
    days = steam(plan)
    assert not {j for i in days for j in (i - 1, i, i + 1)} & active
    assert all(b - a >= 7 for a, b in itertools.pairwise(days))


@pytest.mark.parametrize(
    "profile",
    [
        {"age": Age(17, "years")},
        {"conditions": ("rosacea",)},
        {"conditions": ("visible_vessels",)},
        {"conditions": None},
        {"skin_now": ("peeling",)},
        {"pregnancy": "yes"},
        {"pregnancy": "unsure"},
    ],
)
def test_steam_is_held_for_those_it_could_harm_and_the_hold_is_told(profile: dict[str, Any]) -> None:
    plan = plan_of(*p.shelf(), profile=profile, wishes={"steam": True})
    assert steam(plan) == []
    assert {h.reason for h in plan.holds} & {"SR-31", "SR-33"}


def test_steam_stays_away_from_procedures() -> None:
    plan = plan_of(*p.shelf(), wishes={"steam": True}, dated=(Dated("laser", p.day(8)),))
    assert not set(steam(plan)) & set(range(7, 16))


def test_the_base_plan_holds_no_steam_and_no_active() -> None:
    case, products = p.ana(wishes={"steam": True})
    plan = base_plan(case, products, p.assessed(), p.safety(), 4)
    assert {s for d in plan.days for s in (*steps(d, "am"), *steps(d))} == {"cleanse", "moisturise", "sunscreen"}


# -- base care ---------------------------------------------------------------------------------


def test_without_products_the_steps_stay_and_name_none() -> None:
    plan = plan_of(p.product("a", "GLYCERIN", roles=("make_up",)))
    assert {s.product for d in plan.days for s in (*d.am, *d.pm)} == {None}


def test_the_lighter_cream_for_the_face_is_chosen() -> None:
    creams = (
        p.product("balm", "LANOLIN", roles=("moisturiser",), texture="balm", where="face"),
        p.product("gel", "GLYCERIN", roles=("moisturiser",), texture="gel", where="face"),
        p.product("eyes", "GLYCERIN", roles=("moisturiser",), texture="gel", where="around_eye"),
    )
    assert plan_of(*creams).days[0].pm[-1].product == "gel"


@pytest.mark.parametrize("texture", ["gel", "cream", None])
def test_a_heavy_film_is_not_the_light_cream_while_anything_lighter_is_there(texture: str | None) -> None:
    rich = replace(p.product("rich", "PETROLATUM", roles=("moisturiser",), texture=texture, where="face"), heavy=True)
    assert plan_of(rich, p.cream()).days[0].pm[-1].product == "cream"


def test_with_nothing_but_a_heavy_film_the_cream_is_one_to_buy_and_a_hold_says_why() -> None:
    rich = replace(p.product("rich", "PETROLATUM", roles=("moisturiser",), where="face"), heavy=True)
    shelf = (rich, p.cleanser(), p.sunscreen())
    plan = make_plan(p.person(*shelf), p.by_id(shelf), p.assessed(), p.safety(), 2, texts=load_knowledge().texts)
    assert {s.product for d in plan.days for s in (*d.am, *d.pm) if s.step == "moisturise"} == {None}
    assert any(h.products == ("rich",) and "thick" in h.says and "light" in h.next_step for h in plan.holds)


def test_a_cleanser_with_acid_is_never_the_cleanser_of_a_plan() -> None:
    wash = p.product("wash", strength={"SALICYLIC ACID": 1.0}, roles=("cleanser",), use="rinse_off")
    assert plan_of(wash, p.cream()).days[0].pm[0].product is None


def test_in_pregnancy_no_base_product_holds_a_retinoid() -> None:
    lotion = p.product("lotion", "RETINYL PALMITATE", roles=("moisturiser",))
    plan = plan_of(lotion, p.cleanser(), profile={"pregnancy": "yes"})
    assert "lotion" not in {s.product for d in plan.days for s in (*d.am, *d.pm)}


def test_a_child_gets_base_care_without_even_traces_of_an_active() -> None:
    trace = p.product("trace", "GLYCERIN", "CITRIC ACID", roles=("moisturiser",), counts=False)
    plan = plan_of(trace, p.cleanser(), p.sunscreen(), profile={"age": Age(6, "years")})
    assert {s.product for d in plan.days for s in (*d.am, *d.pm)} == {None, "cleanser", "spf"}


@pytest.mark.parametrize(("months", "outdoors"), [(3, []), (5, []), (6, [4]), (11, [4])])
def test_babies_get_nothing_but_sunscreen_outdoors_from_six_months_on(months: int, outdoors: list[int]) -> None:
    plan = plan_of(
        *p.shelf(),
        profile={"age": Age(months, "months"), "pregnancy": None, "breastfeeding": None},
        age=AgeRange(months, months),
        dated=(Dated("outdoor_day", p.day(4)),),
    )
    assert plan.decision == "watch"
    assert [i for i, d in enumerate(plan.days) if d.am] == outdoors
    assert all(d.pm == () for d in plan.days)


# -- wishes and what was shown ------------------------------------------------------------------


def evenings(plan: Plan) -> list[int]:
    return [i for i, d in enumerate(plan.days) if {"exfoliate", "retinoid", "treat"} & set(steps(d))]


def test_an_evening_off_is_an_evening_off() -> None:
    plan = plan_of(*p.shelf(p.retinol()), weeks=16, wishes={"evenings_off": (0, 5), "dates_off": (p.day(31),)})
    assert evenings(plan)
    assert not [i for i in evenings(plan) if i % 7 in {0, 5} or i == 31]


def test_liked_weekdays_are_taken_where_nothing_is_lost() -> None:
    liked = plan_of(*p.shelf(p.retinol()), weeks=8, wishes={"prefer": {"retinoid": (1, 4)}})
    plain = plan_of(*p.shelf(p.retinol()), weeks=8)
    assert len(evenings(liked)) >= len(evenings(plain)) - 1
    fifth_and_sixth_week = [i % 7 for i in evenings(liked) if 28 <= i < 42]
    assert set(fifth_and_sixth_week) <= {1, 4}


def test_the_plan_in_hand_is_changed_as_little_as_possible() -> None:
    shelf = p.shelf(p.retinol())
    first = plan_of(*shelf, wishes={"prefer": {"retinoid": (2,)}})
    shown = {"days": [d.as_data() for d in first.days]}
    again = plan_of(*shelf, shown=shown)
    assert evenings(again) == evenings(first)


def test_what_cannot_be_read_of_the_plan_in_hand_is_left_out() -> None:
    shelf = p.shelf(p.retinol())
    good = [d.as_data() for d in plan_of(*shelf, wishes={"prefer": {"retinoid": (2,)}}).days]
    broken = ["a word", {"date": "soon", "pm": []}, {"date": good[3]["date"], "pm": 7}]
    assert evenings(plan_of(*shelf, shown={"days": [*broken, *good]})) == evenings(
        plan_of(*shelf, shown={"days": good})
    )


def test_the_same_case_gives_the_same_plan() -> None:
    shelf = p.shelf(p.retinol(), p.glycolic())
    assert plan_of(*shelf) == plan_of(*shelf)


# -- already in use -----------------------------------------------------------------------------


def test_what_is_in_use_is_not_put_back_to_zero_and_needs_no_spot_test() -> None:
    used = p.retinol(in_use=p.in_use(p.day(-90), 3))
    plan = plan_of(*p.shelf(used), weeks=4)
    firm = [i for i in evenings(plan) if i < 14]
    assert len(firm) >= 4
    assert "spot_test" not in {s for d in plan.days for s in steps(d)}


def test_what_is_used_too_often_comes_down_to_what_its_time_has_earned() -> None:
    used = p.retinol(in_use=p.in_use(p.day(-20), 6))
    plan = plan_of(*p.shelf(used), weeks=2)
    days = evenings(plan)
    assert days
    assert max(sum(a <= d < a + 7 for d in days) for a in days) <= 2


def test_two_acids_in_use_leave_one_on_the_shelf() -> None:
    acids = (p.glycolic(in_use=p.in_use(p.day(-60), 2)), p.salicylic(in_use=p.in_use(p.day(-60), 2)))
    plan = plan_of(*p.shelf(*acids), weeks=4)
    assert len({s.product for d in plan.days for s in d.pm if s.step == "exfoliate"}) == 1
    assert "SR-41" in {h.reason for h in plan.holds}


@pytest.mark.parametrize(
    ("skin", "sites", "phototype", "chosen"),
    [
        ("oily", "cheek_forehead_chin", 2, "glycolic"),
        ("oily", "nose", 2, "salicylic"),
        ("dry", "cheek_forehead_chin", 2, "mandelic"),
        ("oily", "cheek_forehead_chin", 5, "mandelic"),
    ],
)
def test_the_acid_is_chosen_by_skin_place_and_shelf(skin: str, sites: str, phototype: int, chosen: str) -> None:
    shelf = p.shelf(p.glycolic(), p.mandelic(), p.salicylic())
    plan = plan_of(*shelf, profile={"skin": skin, "phototype": phototype}, answers={"site": sites})
    assert {s.product for d in plan.days for s in d.pm if s.step == "exfoliate"} == {chosen}


@pytest.mark.parametrize(("wish", "first"), [("acid", "glycolic"), ("retinoid", "retinol"), (None, "retinol")])
def test_wishes_decide_what_starts_else_what_leaves_more_evenings(wish: str | None, first: str) -> None:
    plan = plan_of(*p.shelf(p.glycolic(), p.retinol()), wishes={"first": wish})
    named = [s.product for d in plan.days for s in d.pm if s.step in {"exfoliate", "retinoid"}]
    assert named[0] == first
