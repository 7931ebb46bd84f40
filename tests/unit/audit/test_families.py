"""Which ingredient makes its product a product of a family: the table of safety rules 0.3."""

from dataclasses import replace

import pytest

from labels import facts, product, reading, safety
from milium.domain.label import ShelfItem
from milium.engine.audit import class_product

FILLER = ("AQUA", "GLYCERIN", "SQUALANE", "PANTHENOL", "CARBOMER")
ALWAYS = [(a.family, n) for a in safety().actives if a.counts == "always" for n in a.inci]
STRONG = [(a, n) for a in safety().actives if a.counts == "strong" for n in a.inci]
BHA = [n for a in safety().actives if a.family == "bha" for n in a.inci]
PH_ADJUSTERS = ("CITRIC ACID", "MALIC ACID", "TARTARIC ACID", "AMMONIUM LACTATE")


@pytest.mark.parametrize(("family", "name"), ALWAYS)
def test_it_counts_at_the_last_place_without_a_strength(family: str, name: str) -> None:
    assert product([*FILLER, name]).families == (family,)


@pytest.mark.parametrize(("family", "name"), ALWAYS)
def test_it_counts_in_what_is_washed_off(family: str, name: str) -> None:
    assert product([*FILLER, name], use="rinse_off").families == (family,)


def test_the_table_holds_every_name_of_the_rules() -> None:
    names = {n for _, n in ALWAYS} | {n for _, n in STRONG}
    for name in (
        *("GLYCOLIC ACID", "MANDELIC ACID", "HYDROXYCAPRYLIC ACID", "AMMONIUM GLYCOLATE", "SODIUM GLYCOLATE"),
        *("LACTIC ACID", "GLUCONOLACTONE", "LACTOBIONIC ACID", "MALTOBIONIC ACID", "ASCORBIC ACID", *PH_ADJUSTERS),
        *("SALICYLIC ACID", "SODIUM SALICYLATE", "BETAINE SALICYLATE", "CAPRYLOYL SALICYLIC ACID"),
        *("RETINOL", "RETINAL", "RETINYL PALMITATE", "ADAPALENE", "TRETINOIN", "TAZAROTENE", "TRIFAROTENE"),
        *("HYDROXYPINACOLONE RETINOATE", "BENZOYL PEROXIDE", "AZELAIC ACID"),
    ):
        assert name in names


@pytest.mark.parametrize(("active", "name"), STRONG, ids=[n for _, n in STRONG])
def test_a_declared_strength_makes_it_count_from_the_line_on(active, name) -> None:  # type: ignore[no-untyped-def]
    just, below = active.declared_pct, active.declared_pct - 0.1
    assert product(reading(*FILLER, name, declared={name: just})).families == (active.family,)
    assert product(reading(*FILLER, name, declared={name: below})).families == ()
    assert product([*FILLER, name], strength_pct={name: just}).families == (active.family,)
    assert product([*FILLER, name], strength_pct={name: below}).families == ()


@pytest.mark.parametrize(("active", "name"), STRONG, ids=[n for _, n in STRONG])
def test_the_first_three_places_after_water_count_but_for_ph_adjusters(active, name) -> None:  # type: ignore[no-untyped-def]
    third = product(["AQUA", "GLYCERIN", "SQUALANE", name])
    assert third.families == (() if name in PH_ADJUSTERS else (active.family,))
    fourth = product(["AQUA", "GLYCERIN", "SQUALANE", "PANTHENOL", name])
    assert fourth.families == ()
    assert fourth.present == (active.family,)


@pytest.mark.parametrize(("active", "name"), STRONG, ids=[n for _, n in STRONG])
@pytest.mark.parametrize(
    "title", ["Acid Toner", "AHA serum", "PHA liquid", "Gentle Peel", "Peeling gel", "EXFOLIATING lotion"]
)
def test_a_product_name_that_says_acid_makes_it_count(active, name, title: str) -> None:  # type: ignore[no-untyped-def]
    assert product([*FILLER, name], name=title).families == (active.family,)


@pytest.mark.parametrize("title", ["Alphabet cream", "Ahava cream", "Appealing lotion", "Rapha balm", "Placid gel"])
def test_a_word_that_only_holds_those_letters_does_not(title: str) -> None:
    assert product([*FILLER, "LACTIC ACID"], name=title).families == ()


@pytest.mark.parametrize("title", ["Fruchtsäure Serum", "Gel exfolianté", "Kwas serum", "Tónico ácido", "Gommage doux"])
def test_the_name_may_say_it_in_another_language(title: str) -> None:
    assert product([*FILLER, "LACTIC ACID"], name=title).families == ("aha",)


@pytest.mark.parametrize(
    "name",
    [
        *safety().never_actives,
        *("SALIX ALBA BARK EXTRACT", "SODIUM LACTATE", "ASCORBYL GLUCOSIDE", "TETRAHEXYLDECYL ASCORBATE"),
        *(
            "SODIUM ASCORBYL PHOSPHATE",
            "3-O-ETHYL ASCORBIC ACID",
            "VACCINIUM MYRTILLUS FRUIT EXTRACT",
            "HYALURONIC ACID",
        ),
    ],
)
def test_look_alikes_of_the_table_never_count(name: str) -> None:
    one = product(["AQUA", name, "GLYCERIN"], name="Acid peel", strength_pct={name: 10})
    assert one.families == ()
    assert one.present == ()


@pytest.mark.parametrize("name", BHA)
def test_a_declared_trace_of_salicylic_acid_preserves(name: str) -> None:
    below = product(reading(*FILLER, name, declared={name: 0.49}))
    assert (below.families, below.present) == ((), ("bha",))
    assert product(reading(*FILLER, name, declared={name: 0.5})).families == ("bha",)
    assert product([*FILLER, name]).families == ("bha",)


def test_vitamin_c_counts_only_where_it_stays_on() -> None:
    for use, families in (("leave_on", ("vitamin_c",)), ("rinse_off", ()), (None, ("vitamin_c",))):
        assert product(["AQUA", "ASCORBIC ACID"], use=use, strength_pct={"ASCORBIC ACID": 5}).families == families


def test_may_contain_makes_no_family_but_is_present() -> None:
    one = product(reading("MICA", "TALC", may=["RETINYL PALMITATE"]))
    assert (one.families, one.present) == ((), ("retinoid",))


def test_an_active_of_drug_facts_counts_whatever_its_row_says() -> None:
    assert product(reading(*FILLER, active=["LACTIC ACID"])).families == ("aha",)
    assert product(reading(*FILLER, active=["SALICYLIC ACID"], declared={"SALICYLIC ACID": 2.0})).families == ("bha",)


def test_places_say_nothing_in_an_alphabetical_list() -> None:
    assert product(reading("AQUA", "LACTIC ACID", alphabetical=True)).families == ()


def test_a_strength_key_may_be_written_as_people_write_it() -> None:
    for key in ("lactic acid", "LACTIC ACID", "Lactic Acid", "aha"):
        one = product([*FILLER, "LACTIC ACID"], strength_pct={key: 8})
        assert [(a.name, a.strength_pct) for a in one.actives] == [("LACTIC ACID", 8)]


def test_a_strength_on_a_name_the_list_lacks_still_counts() -> None:
    one = product(FILLER, strength_pct={"RETINOL": 0.3})
    assert one.families == ("retinoid",)
    assert one.actives[0].strength_pct == 0.3


def test_the_higher_of_two_stated_strengths_holds() -> None:
    one = product(reading(*FILLER, "GLYCOLIC ACID", declared={"GLYCOLIC ACID": 7}), strength_pct={"GLYCOLIC ACID": 12})
    assert one.actives[0].strength_pct == 12


@pytest.mark.parametrize(
    ("name", "strength"),
    [
        ("Glycolic Acid 7% Toning Solution", 7),
        ("7 % Glycolic toner", 7),
        ("Toner Glycolic 7,5 %", 7.5),
        ("AHA 8% serum", 8),
        ("Glycolic toner", None),
        ("Niacinamide 10 % toner", None),
    ],
)
def test_the_product_name_may_state_the_strength(name: str, strength: float | None) -> None:
    one = product([*FILLER, "GLYCOLIC ACID"], name=name)
    assert [a.strength_pct for a in one.actives] == [strength]


def test_without_a_list_the_name_of_the_product_counts() -> None:
    one = product(reading(), name="Retinol 0.5% serum")
    assert one.families == ("retinoid",)
    assert one.actives[0].strength_pct == 0.5
    assert product(reading(), name="Retinol free cream").present == ()


@pytest.mark.parametrize(
    "printed", ["RETINOI", "RETlNOL".upper(), "GLYCOLLC ACID", "SALICILIC ACID", "AZELAIC ACD", "RET1NOL"]
)
def test_an_unread_name_a_letter_off_counts_as_the_active(printed: str) -> None:
    one = product(reading(*FILLER, printed, how={printed: ("unknown", None)}))
    assert len(one.families) == 1


@pytest.mark.parametrize("printed", ["RETINOID COMPLEX", "PURE VITAMIN A", "ALPHA HYDROXY BLEND"])
def test_an_unread_name_with_such_a_word_is_present(printed: str) -> None:
    one = product(reading(*FILLER, printed, how={printed: ("unknown", None)}))
    assert one.families == ()
    assert len(one.present) == 1


@pytest.mark.parametrize("printed", ["RETINOL ALTERNATIVE BAKUCHIOL", "GLYCOL STEARATE", "ACID FREE", "MALEIC ACID"])
def test_other_unread_names_stay_what_they_are(printed: str) -> None:
    assert product(reading(*FILLER, printed, how={printed: ("unknown", None)})).present == ()


def test_a_misprint_of_a_harmless_name_stays_harmless() -> None:
    label = reading(*FILLER, "SODIUM GLUCONATE", how={"SODIUM GLUCONATE": ("spelling", "SODIUM GLUCONATTE")})
    assert product(label).present == ()


def test_a_word_read_as_something_harmless_still_shows_what_it_looks_like() -> None:
    label = reading(*FILLER, "RESINOL", how={"RESINOL": ("spelling", "RETINCL")})
    assert product(label).present == ("retinoid",)


def test_a_retinyl_ester_nobody_listed_is_a_retinoid() -> None:
    assert product([*FILLER, "RETINYL STEARATE"]).families == ("retinoid",)


def test_classing_does_not_depend_on_the_order_of_strength_keys() -> None:
    label = reading(*FILLER, "GLYCOLIC ACID", "SALICYLIC ACID")
    one = ShelfItem("p", strength_pct={"GLYCOLIC ACID": 5, "SALICYLIC ACID": 1})
    other = replace(one, strength_pct={"SALICYLIC ACID": 1, "GLYCOLIC ACID": 5})
    assert (
        class_product(one, label, facts(), safety()).actives == class_product(other, label, facts(), safety()).actives
    )
