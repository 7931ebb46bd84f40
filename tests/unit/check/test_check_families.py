"""The checker's own reading of a label: which ingredient makes an X product (safety rules 0.3)."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import people
from milium.adapters.packfiles import load_knowledge
from milium.care.desk import Desk
from milium.domain.label import Ingredient, Product, Reading, ShelfItem
from milium.engine.check.families import Classed, _after, class_one, says_one_of, says_whole

FACTS = people.safety()


DESK = Desk(load_knowledge(), lambda: people.MONDAY)


def audited(item: ShelfItem) -> Product:
    """Return a product as the audit reads and classes it."""
    return DESK.classed(item)


def label(*names: str, **item: object) -> Product:
    """Make an unclassed product: nothing but a list of names."""
    ingredients = tuple(Ingredient(n, 0, 0) for n in names)
    keys = {"id": "p", "name": "Serum", "use": "leave_on", **item}
    return Product(ShelfItem(**keys), Reading("", has_list=True, ingredients=ingredients))  # type: ignore[arg-type]


def classed(*names: str, **item: object) -> Classed:
    return class_one(label(*names, **item), FACTS)


LAST = ("AQUA", "GLYCERIN", "SQUALANE", "CETYL ALCOHOL", "PARFUM")


@pytest.mark.parametrize(
    ("names", "item", "families"),
    [
        ((*LAST, "RETINYL PALMITATE"), {}, ("retinoid",)),
        ((*LAST, "RETINYL STEARATE"), {}, ("retinoid",)),
        ((*LAST, "RETINOL"), {"use": "rinse_off"}, ("retinoid",)),
        ((*LAST, "BAKUCHIOL", "BETA-CAROTENE", "ROSA CANINA FRUIT OIL"), {}, ()),
        ((*LAST, "GLYCOLIC ACID"), {}, ("aha",)),
        ((*LAST, "LACTIC ACID"), {}, ()),
        (("AQUA", "LACTIC ACID", "GLYCERIN"), {}, ("aha",)),
        ((*LAST, "LACTIC ACID"), {"strength_pct": {"LACTIC ACID": 2.0}}, ("aha",)),
        ((*LAST, "LACTIC ACID"), {"strength_pct": {"LACTIC ACID": 1.9}}, ()),
        ((*LAST, "LACTIC ACID"), {"name": "Gentle exfoliating lotion"}, ("aha",)),
        (("AQUA", "CITRIC ACID", "GLYCERIN"), {}, ()),
        ((*LAST, "CITRIC ACID"), {"strength_pct": {"CITRIC ACID": 3.0}}, ("aha",)),
        ((*LAST, "SODIUM LACTATE", "SODIUM CITRATE"), {"name": "Acid toner"}, ()),
        (("AQUA", "GLYCERIN", "SQUALANE", "GLUCONOLACTONE"), {}, ("pha",)),
        ((*LAST, "GLUCONOLACTONE"), {"name": "PHA toner"}, ("pha",)),
        ((*LAST, "GLUCONOLACTONE"), {"name": "Alpha phase toner"}, ()),
        ((*LAST, "SALICYLIC ACID"), {}, ("bha",)),
        ((*LAST, "SALICYLIC ACID"), {"strength_pct": {"SALICYLIC ACID": 0.49}}, ()),
        ((*LAST, "SALICYLIC ACID"), {"strength_pct": {"SALICYLIC ACID": 0.5}}, ("bha",)),
        ((*LAST, "SALIX ALBA BARK EXTRACT", "ETHYLHEXYL SALICYLATE"), {"name": "BHA fluid"}, ()),
        ((*LAST, "AZELAIC ACID"), {}, ("azelaic",)),
        ((*LAST, "POTASSIUM AZELOYL DIGLYCINATE"), {}, ()),
        ((*LAST, "BENZOYL PEROXIDE"), {"use": "rinse_off"}, ("benzoyl_peroxide",)),
        (("AQUA", "ASCORBIC ACID", "GLYCERIN"), {}, ("vitamin_c",)),
        (("AQUA", "ASCORBIC ACID", "GLYCERIN"), {"use": "rinse_off"}, ()),
        (("AQUA", "ASCORBIC ACID", "GLYCERIN"), {"use": None}, ("vitamin_c",)),
    ],
)
def test_an_ingredient_makes_a_family_as_the_table_says(
    names: tuple[str, ...], item: dict[str, object], families: tuple[str, ...]
) -> None:
    assert classed(*names, **item).families == families


def test_what_does_not_count_is_still_present() -> None:
    product = classed(*LAST, "CITRIC ACID", "SALICYLIC ACID", strength_pct={"SALICYLIC ACID": 0.2})
    assert product.families == ()
    assert product.present == ("aha", "bha")


def test_the_higher_of_two_statements_holds() -> None:
    made = people.product("p", "RETINOL", strength={"RETINOL": 0.2})
    assert class_one(made, FACTS).found[0].strength_pct == 0.2


def test_two_salts_of_one_active_are_added_up() -> None:
    strengths = {"SALICYLIC ACID": 1.5, "BETAINE SALICYLATE": 1.0}
    both = classed("AQUA", "SALICYLIC ACID", "BETAINE SALICYLATE", strength_pct=strengths)
    assert [f.strength_pct for f in both.found] == [2.5]


def test_a_strength_without_an_ingredient_counts_as_the_ingredient() -> None:
    assert classed("AQUA", "GLYCERIN", strength_pct={"RETINOL": 0.3}).families == ("retinoid",)


def test_a_misprint_that_may_be_an_active_counts_as_it() -> None:
    odd = Ingredient("RETIN0L", 0, 0, how="unknown", maybe="RETINOL")
    product = Product(ShelfItem("p", use="leave_on"), Reading("", has_list=True, ingredients=(odd,)))
    assert class_one(product, FACTS).families == ("retinoid",)


def test_a_product_without_a_list_cannot_be_read() -> None:
    product = Product(ShelfItem("p"), Reading("Best cream", has_list=False))
    assert not class_one(product, FACTS).readable


@given(st.permutations([*LAST, "GLYCOLIC ACID", "RETINYL PALMITATE", "AZELAIC ACID"]))
def test_the_place_on_the_list_never_hides_what_always_counts(names: list[str]) -> None:
    assert classed(*names).families == ("aha", "azelaic", "retinoid")


def test_words_are_found_whole() -> None:
    assert says_one_of("AHA 7 toner", ["aha"])
    assert not says_one_of("Phase one", ["pha"])
    assert says_one_of("Exfoliating gel", ["exfoliat"])
    assert says_whole("Peeling solution", ["peel"])
    assert says_whole("Skin-tag remover", ["skin tag"])
    assert not says_whole("Molecular serum", ["mole"])


def test_an_orange_peel_on_the_list_makes_no_peel() -> None:
    text = "Night cream. Aqua, Citrus Sinensis Peel Oil"
    start = text.index("Citrus")
    peel = Ingredient("CITRUS SINENSIS PEEL OIL", start, len(text))
    product = Product(
        ShelfItem("p", name="Night cream", use="leave_on"), Reading(text, has_list=True, ingredients=(peel,))
    )
    assert not says_whole(class_one(product, FACTS).words, FACTS.blocked.never_home_words)


LABELS = [
    "Aqua, Glycolic Acid, Glycerin, Sodium Hydroxide",
    "Aqua, Squalane, Retinol, Tocopherol",
    "Aqua, Glycerin, Cetyl Alcohol, Dimethicone, Citric Acid, Retinyl Palmitate, Parfum",
    "Aqua, Alcohol Denat., Salicylic Acid",
    "Aqua, Lactic Acid, Glycerin",
    "Aqua, Glycerin, Squalane, Cetyl Alcohol, Lactic Acid",
    "Aqua, Gluconolactone, Glycerin",
    "Aqua, Azelaic Acid, Dimethicone",
    "Aqua, Ascorbic Acid, Glycerin",
    "Aqua, Prunus Armeniaca Seed Powder, Glycerin",
    "Aqua, Bakuchiol, Squalane",
]


@pytest.mark.parametrize("use", ["leave_on", "rinse_off"])
@pytest.mark.parametrize("name", ["Serum", "Exfoliating toner", "Acid exfoliant"])
@pytest.mark.parametrize("text", LABELS)
def test_the_audit_and_the_checker_read_the_same_families(text: str, name: str, use: str) -> None:
    product = audited(ShelfItem("p", name=name, label=text, use=use))  # type: ignore[arg-type]
    assert class_one(product, FACTS).families == product.families
    assert set(product.present) <= set(class_one(product, FACTS).present)


def test_a_retinoid_of_no_table_counts_as_the_ester_of_no_name_and_a_known_one_as_itself() -> None:
    (found,) = classed(*LAST, "RETINYL STEARATE").counting()
    assert found.active.id.startswith("other")
    (known,) = classed(*LAST, "RETINYL PALMITATE").counting()
    assert "RETINYL PALMITATE" in known.active.inci


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 60))
def test_months_after_opening_end_on_the_same_day_of_a_month_or_on_its_last(opened: date, months: int) -> None:
    end = _after(opened, months)
    last = monthrange(end.year, end.month)[1]
    assert (end.year - opened.year) * 12 + end.month - opened.month == months
    assert end.day == min(opened.day, last)
