"""Which products may be placed: just inside and just outside of every limit."""

from typing import Any

import pytest

import people as p
from milium.domain.label import Product
from milium.domain.person import Age
from milium.engine.plan.eligibility import allergic, kind_of, read_shelf
from milium.engine.plan.situation import read_situation


def rules_for(product: Product, *, spf: bool = True, log: tuple[Any, ...] = (), **profile: Any) -> set[str]:
    """Return the rules that keep `product` out of a plan; empty when it may be placed."""
    shelf = p.shelf(product, spf=spf)
    case = p.person(*shelf, profile=profile, log=log)
    candidates, bars = read_shelf(case, p.by_id(shelf), read_situation(case, p.safety()), p.safety())
    rules = {bar.rule for bar in bars if product.item.id in bar.products}
    assert (product.item.id in candidates) is not bool(rules)
    return rules


INSIDE = [
    p.glycolic(10, ph=3.5),
    p.glycolic(8, ph=None),
    p.salicylic(2),
    p.salicylic(None),
    p.retinol(0.3),
    p.acid("palmitate", "RETINYL PALMITATE", 0.5),
    p.acid("retinal", "RETINAL", 0.1),
    p.acid("hpr", "HYDROXYPINACOLONE RETINOATE", 0.2),
    p.azelaic(10),
    p.product("two", strength={"GLYCOLIC ACID": 6.0, "GLUCONOLACTONE": 4.0}, ph=3.6),
]
OUTSIDE = [
    (p.glycolic(10.1, ph=3.5), "SR-07"),
    (p.glycolic(8, ph=3.4), "SR-48"),
    (p.glycolic(8.1, ph=None), "SR-48"),
    (p.glycolic(None), "SR-48"),
    (p.salicylic(2.1), "SR-48"),
    (p.retinol(0.31), "SR-48"),
    (p.retinol(None), "SR-48"),
    (p.acid("palmitate", "RETINYL PALMITATE", 0.6), "SR-48"),
    (p.acid("retinal", "RETINAL", 0.11), "SR-48"),
    (p.acid("hpr", "HYDROXYPINACOLONE RETINOATE", 0.21), "SR-48"),
    (p.acid("hpr", "HYDROXYPINACOLONE RETINOATE", None), "SR-48"),
    (p.azelaic(10.1), "SR-48"),
    (p.azelaic(None), "SR-48"),
    (p.adapalene(0.3), "SR-55"),
    (p.acid("tretinoin", "TRETINOIN", 0.01), "SR-55"),
    (p.acid("bpo", "BENZOYL PEROXIDE", 2.5), "SR-40"),
    (p.acid("vitamin-c", "ASCORBIC ACID", 10), "SR-40"),
    (p.product("both", strength={"GLYCOLIC ACID": 5.0, "RETINOL": 0.1}, ph=3.8), "SR-41"),
    (p.product("both", strength={"GLYCOLIC ACID": 5.0, "SALICYLIC ACID": 1.0}, ph=3.8), "SR-41"),
    (p.product("two", strength={"GLYCOLIC ACID": 6.0, "GLUCONOLACTONE": 4.1}, ph=3.6), "SR-07"),
    (p.glycolic(use="rinse_off"), "SR-41"),
    (p.glycolic(where="around_eye"), "SR-20"),
    (p.glycolic(where="body"), "SR-20"),
    (p.acid("spf-a", "RETINYL PALMITATE", 0.1, roles=("sunscreen",), spf=50.0, broad_spectrum=True), "SR-66"),
    (p.retinol(prescribed=3), "SR-55"),
]


@pytest.mark.parametrize("product", INSIDE, ids=lambda x: f"{x.item.id} {dict(x.item.strength_pct)} {x.item.ph}")
def test_a_product_just_inside_the_limits_may_be_placed(product: Product) -> None:
    assert rules_for(product) == set()


@pytest.mark.parametrize(("product", "rule"), OUTSIDE, ids=lambda x: x if isinstance(x, str) else x.item.id)
def test_a_product_just_outside_is_kept_off_by_its_rule(product: Product, rule: str) -> None:
    assert rule in rules_for(product)


@pytest.mark.parametrize("region", ["EU", "UK", "US", "CA"])
def test_salicylic_without_a_number_is_taken_as_the_legal_cap(region: str) -> None:
    assert rules_for(p.salicylic(None), region=region) == set()


def test_salicylic_without_a_number_is_not_placed_elsewhere_nor_for_the_young() -> None:
    assert rules_for(p.salicylic(None), region="other") == {"SR-48"}
    teen: dict[str, Any] = {"age": Age(17, "years"), "confirmed": ("salicylic acid",)}
    assert "SR-03" in rules_for(p.salicylic(None), **teen)
    assert rules_for(p.salicylic(2), **teen) == set()


def test_azelaic_cap_is_the_one_of_the_region() -> None:
    assert rules_for(p.azelaic(14), region="CA") == set()
    assert rules_for(p.azelaic(14), region="US") == {"SR-48"}


def test_adapalene_is_free_for_adults_in_the_us_and_needs_agreement_elsewhere() -> None:
    assert rules_for(p.adapalene(), region="US") == set()
    assert rules_for(p.adapalene(), region="EU") == {"SR-55"}
    assert rules_for(p.adapalene(), region="EU", confirmed=("adapalene",)) == set()


@pytest.mark.parametrize(
    ("product", "confirmed", "guardian", "allowed"),
    [
        (p.adapalene(), ("adapalene",), None, True),
        (p.adapalene(), ("adapalene",), True, True),
        (p.adapalene(), ("adapalene",), False, False),
        (p.adapalene(), (), True, False),
        (p.azelaic(10), ("azelaic acid",), None, True),
        (p.salicylic(2), ("salicylic acid",), None, True),
        (p.glycolic(), ("glycolic acid",), None, False),
        (p.retinol(), ("retinoid", "retinol"), None, False),
    ],
)
def test_from_12_to_17_only_three_actives_and_only_when_agreed(
    product: Product, confirmed: tuple[str, ...], guardian: bool | None, allowed: bool
) -> None:
    rules = rules_for(product, age=Age(12, "years"), confirmed=confirmed, guardian_agrees=guardian)
    assert (rules == set()) is allowed


def test_under_twelve_nothing_is_placed_and_on_the_birthday_it_may_be() -> None:
    confirmed = ("adapalene",)
    assert "SR-02" in rules_for(p.adapalene(), age=Age(11, "years"), confirmed=confirmed)
    assert rules_for(p.adapalene(), age=Age(12, "years"), confirmed=confirmed) == set()


@pytest.mark.parametrize(
    ("product", "profile", "rule"),
    [
        (p.retinol(), {"pregnancy": "yes"}, "SR-10"),
        (p.retinol(), {"pregnancy": "trying"}, "SR-11"),
        (p.retinol(), {"pregnancy": "unsure"}, "SR-11"),
        (p.retinol(), {"breastfeeding": True}, "SR-12"),
        (p.retinol(), {"pregnancy": "yes", "confirmed": ("retinoid",)}, "SR-10"),
        (p.mandelic(), {"pregnancy": "yes", "confirmed": ("mandelic acid", "aha")}, "SR-13"),
        (p.glycolic(), {"pregnancy": "unsure"}, "SR-13"),
        (p.salicylic(), {"pregnancy": "trying"}, "SR-13"),
        (p.salicylic(), {"breastfeeding": True}, "SR-13"),
        (p.azelaic(), {"pregnancy": "yes"}, "SR-13"),
    ],
)
def test_pregnancy_and_breastfeeding_bar_what_the_table_says(
    product: Product, profile: dict[str, Any], rule: str
) -> None:
    assert rule in rules_for(product, **profile)


@pytest.mark.parametrize(
    ("product", "profile"),
    [
        (p.glycolic(), {"pregnancy": "trying"}),
        (p.glycolic(), {"pregnancy": "yes", "confirmed": ("glycolic acid",)}),
        (p.mandelic(), {"breastfeeding": True}),
        (p.azelaic(), {"breastfeeding": True}),
        (p.salicylic(), {"pregnancy": "yes", "confirmed": ("bha",)}),
        (p.retinol(), {"pregnancy": "no"}),
    ],
)
def test_pregnancy_and_breastfeeding_leave_what_the_table_leaves(product: Product, profile: dict[str, Any]) -> None:
    assert rules_for(product, **profile) == set()


def test_a_salicylate_allergy_bars_willow_bark_too_and_leaves_uv_filters() -> None:
    bark = p.product("bark", "GLYCERIN", "SALIX ALBA BARK EXTRACT", strength={"GLYCOLIC ACID": 5.0}, ph=3.8)
    for product in (p.salicylic(), p.salicylic(0.4), bark):
        shelf = p.shelf(product)
        case = p.person(*shelf, profile={"allergies": ("salicylate",)})
        assert allergic(product, read_situation(case, p.safety()), p.safety())
    filters = p.product("f", "ETHYLHEXYL SALICYLATE", "HOMOSALATE", strength={"GLYCOLIC ACID": 5.0}, ph=3.8)
    assert rules_for(filters, allergies=("salicylate",)) == set()


def test_a_named_allergy_bars_every_product_with_that_name() -> None:
    lotion = p.product("a", "PANTHENOL", strength={"GLYCOLIC ACID": 5.0}, ph=3.8)
    assert rules_for(lotion, allergies=("Panthenol",)) == {"SR-14"}
    assert rules_for(p.glycolic(), allergies=("Panthenol",)) == set()


@pytest.mark.parametrize(
    ("name", "barred"),
    [
        ("Glycolic peel", True),
        ("Peeling lotion", True),
        ("Mole remover", True),
        ("Molecule serum", False),
        ("Skin tag liquid", True),
        ("Wart drops", True),
        ("Toner", False),
    ],
)
def test_what_is_sold_as_a_peel_or_remover_is_never_placed(name: str, barred: bool) -> None:
    assert ("SR-07" in rules_for(p.glycolic(name=name))) is barred


def test_orange_peel_oil_among_the_ingredients_makes_no_peel() -> None:
    lotion = p.product("a", "CITRUS AURANTIUM DULCIS PEEL OIL", strength={"GLYCOLIC ACID": 5.0}, ph=3.8)
    assert rules_for(lotion) == set()


@pytest.mark.parametrize(
    ("product", "barred"),
    [
        (p.product("castor", "RICINUS COMMUNIS SEED OIL", strength={"GLYCOLIC ACID": 5.0}, ph=3.8), True),
        (p.product("trace", "GLYCERIN", "RICINUS COMMUNIS SEED OIL", strength={"GLYCOLIC ACID": 5.0}, ph=3.8), False),
        (p.product("steroid", "GLYCERIN", "HYDROCORTISONE", strength={"GLYCOLIC ACID": 5.0}, ph=3.8), True),
        (p.glycolic(name="Tea tree oil and acid"), True),
    ],
)
def test_home_remedies_and_hidden_medicines_are_never_placed(product: Product, barred: bool) -> None:
    assert ("SR-71" in rules_for(product)) is barred


def test_without_a_usable_sunscreen_acids_of_fruit_and_retinoids_wait() -> None:
    for product in (p.glycolic(), p.retinol()):
        assert rules_for(product, spf=False) == {"SR-65"}
        assert rules_for(product, sunscreen_ok=False) == {"SR-65"}
        assert rules_for(product, allergies=("sunscreen",)) == {"SR-65"}
    for product in (p.salicylic(), p.azelaic()):
        assert rules_for(product, spf=False) == set()


@pytest.mark.parametrize("change", [{"spf": 29.0}, {"spf": None}, {"broad_spectrum": None}, {"use": "rinse_off"}])
def test_a_sunscreen_that_is_too_weak_or_unknown_is_none(change: dict[str, Any]) -> None:
    shelf = (p.cleanser(), p.sunscreen(**change), p.glycolic())
    case = p.person(*shelf)
    candidates, _ = read_shelf(case, p.by_id(shelf), read_situation(case, p.safety()), p.safety())
    assert candidates == {}


def test_a_reaction_in_the_latest_spot_test_bars_the_product() -> None:
    assert rules_for(p.glycolic(), log=(p.spot_test(p.day(-3), "glycolic", "reacted"),)) == {"SR-15"}
    later = (p.spot_test(p.day(-9), "glycolic", "reacted"), p.spot_test(p.day(-3), "glycolic"))
    assert rules_for(p.glycolic(), log=later) == set()


def test_azelaic_comes_last_unless_it_is_agreed_to() -> None:
    def candidates(**profile: Any) -> list[str]:
        shelf = p.shelf(p.azelaic(), p.retinol())
        case = p.person(*shelf, profile=profile)
        return sorted(read_shelf(case, p.by_id(shelf), read_situation(case, p.safety()), p.safety())[0])

    assert candidates() == ["retinol"]
    assert candidates(confirmed=("azelaic acid",)) == ["azelaic", "retinol"]
    assert candidates(pregnancy="trying") == ["azelaic"]


@pytest.mark.parametrize(
    ("families", "kind"),
    [
        (("retinoid",), "retinoid"),
        (("aha",), "acid"),
        (("aha", "pha"), "acid"),
        (("bha",), "acid"),
        (("azelaic",), "azelaic"),
        (("aha", "bha"), None),
        (("azelaic", "retinoid"), None),
        (("retinoid", "vitamin_c"), None),
        (("benzoyl_peroxide",), None),
        ((), None),
    ],
)
def test_a_product_is_of_one_kind_or_of_none(families: tuple[str, ...], kind: str | None) -> None:
    assert kind_of(families) == kind
