"""Kits, shades, bars, runs of worn names and masses of medicines: each rule by itself, with what must not happen."""

from functools import cache

import pytest

from label_scores import shipped_names
from milium.domain.name_facts import NameFacts
from milium.engine.audit.decode import decode
from milium.engine.audit.read import read_text


@cache
def facts() -> NameFacts:
    return shipped_names()


def read(text: str) -> list[str]:
    return [x.name for x in read_text(text, facts()).ingredients]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Aqua, Cety| Alcohol, Parfum", "Aqua, Cetyl Alcohol, Parfum"),
        ("Aqua, A|cohol, Parfum", "Aqua, Alcohol, Parfum"),
        ("Aqua, |sopropyl Myristate, Parfum", "Aqua, lsopropyl Myristate, Parfum"),
        ("Aqua | Glycerin | Parfum", "Aqua | Glycerin | Parfum"),
        ("Aqua|Glycerin|Parfum", "Aqua|Glycerin|Parfum"),
        ("Aqua|Glycerin|CI 77491, CI 77492", "Aqua|Glycerin|CI 77491, CI 77492"),
    ],
)
def test_a_bar_is_a_letter_only_where_it_parts_no_names(printed: str, meant: str) -> None:
    assert decode(printed).text == meant


def test_places_stay_true_where_a_bar_was_a_letter() -> None:
    text = "Ingredients: Aqua, Cety| Alcohol, Phenoxyethanol"
    found = read_text(text, facts()).ingredients
    assert [text[x.start : x.end] for x in found] == ["Aqua", "Cety| Alcohol", "Phenoxyethanol"]


def test_places_stay_true_in_a_run_of_worn_names() -> None:
    text = "INGREDIENTS AQUA GLYCERlN STEARlC AClD PETROLATUM CETEARYL ALC0HOL DIMETHlCONE PHENOXYETHAN0L PARFUM"
    found = read_text(text, facts()).ingredients
    printed = [text[x.start : x.end] for x in found]
    assert printed[1:4] == ["GLYCERlN", "STEARlC AClD", "PETROLATUM"]
    assert [x.name for x in found][4:] == ["CETEARYL ALCOHOL", "DIMETHICONE", "PHENOXYETHANOL", "PARFUM"]


def test_a_worn_active_in_a_run_is_asked_about_not_taken() -> None:
    text = "INGREDIENTS AQUA GLYCERIN RETIMOL PETROLATUM CETEARYL ALCOHOL DIMETHICONE PHENOXYETHANOL PARFUM"
    found = read_text(text, facts()).ingredients
    assert "RETINOL" not in [x.name for x in found if x.how != "unknown"]
    assert "RETINOL" in [x.maybe for x in found]


def test_may_contain_ends_where_the_next_shade_begins() -> None:
    text = "ROSE: Talc, Mica. May contain: CI 77891. PLUM: Talc, Kaolin, Silica, Tocopherol. May contain: CI 77499."
    may = [x.name for x in read_text(text, facts()).ingredients if x.may_contain]
    assert may == ["TITANIUM DIOXIDE", "CI 77499"]


def test_colours_with_a_head_still_belong_to_may_contain() -> None:
    text = (
        "Ingredients: Talc, Mica, Silica. May contain: CI 77891. Iron oxides: CI 77491, CI 77492, CI 77499, CI 77007."
    )
    assert sum(x.may_contain for x in read_text(text, facts()).ingredients) == len(
        ["CI 77891", "CI 77491", "CI 77492", "CI 77499", "CI 77007"]
    )


def test_directions_in_steps_are_no_list() -> None:
    text = "Step 1: Apply, massage, and rinse.\nStep 2, in the evening: pat dry, then wait.\nBuy now."
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Each gram contains: Adapalene 1 mg, Benzoyl peroxide 25 mg. Excipients: water, glycerol", [0.1, 2.5]),
        ("Wirkstoff: 1 g Creme enthält 10 mg Hydrocortison. Hilfsstoffe: Wasser, Vaselin", [1.0]),
        ("Cada 100 g contiene: óxido de zinc 15 g. Excipientes: vaselina, lanolina", [15.0]),
        ("Zinc oxide 15 g, Lanolin 5 g, White petrolatum 80 g", []),
    ],
)
def test_a_mass_is_a_share_only_beside_the_mass_of_the_whole(text: str, shares: list[float]) -> None:
    found = [x.percent.declared for x in read_text(text, facts()).ingredients if x.percent.declared is not None]
    assert found == shares


@pytest.mark.parametrize(
    ("printed", "share"),
    [("Urea l0%", 10.0), ("Urea 1O %", 10.0), ("Panthenol 1,000 ppm", 0.1), ("Panthenol 500ppm", 0.05)],
)
def test_a_worn_or_long_number_is_the_share_it_was(printed: str, share: float) -> None:
    found = read_text(f"Ingredients: Aqua, {printed}, Glycerin, Parfum", facts()).ingredients
    assert found[1].percent.declared == share


def test_drug_facts_are_actives_where_their_heading_is_worn_away() -> None:
    text = (
        "Homosalate 9% ...... Sunscreen\nOctisalate 5% ...... Sunscreen\nInactive ingredients: Water, Silica, Glycerin"
    )
    sections = [x.section for x in read_text(text, facts()).ingredients]
    assert sections == ["active", "active", "list", "list", "list"]


@pytest.mark.parametrize("sign", [" / ", " | ", " - ", " • "])
def test_many_names_between_the_same_signs_are_a_list(sign: str) -> None:
    names = ["Aqua", "Glycerin", "Cetyl Alcohol", "Caprylic/Capric Triglyceride", "Dimethicone", "Carbomer", "Parfum"]
    assert read(f"Ingredients: {sign.join(names)}") == [n.upper() for n in names]


def test_one_substance_in_three_languages_is_no_list_of_slashes() -> None:
    assert read("Ingredients: Aqua / Water / Eau") == ["AQUA"]


@pytest.mark.parametrize("last", ["CI 77491", "Red 40", "PEG-100 Stearate", "Polyquaternium-10"])
@pytest.mark.parametrize("print_of_pack", [". Made in Poland", " Made in Poland.", ". Wyprodukowano w Polsce."])
def test_the_number_of_the_last_name_is_not_taken_for_print_of_the_pack(last: str, print_of_pack: str) -> None:
    alone = read(f"Aqua, Glycerin, Cetyl Alcohol, {last}")
    assert read(f"Aqua, Glycerin, Cetyl Alcohol, {last}{print_of_pack}") == alone


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Olea europaea Fruchtöl", "OLEA EUROPAEA FRUIT OIL"),
        ("Helianthus annuus Samenöl", "HELIANTHUS ANNUUS SEED OIL"),
        ("Calendula officinalis Blütenextrakt", "CALENDULA OFFICINALIS FLOWER EXTRACT"),
        ("Citrus limon Schalenöl", "CITRUS LIMON PEEL OIL"),
    ],
)
def test_a_plant_with_its_part_in_german_is_read(printed: str, meant: str) -> None:
    assert read(f"Aqua, {printed}, Glycerin, Cetyl Alcohol")[1] == meant
