"""The rungs below the exact look-up: gaps, short names, broken words, lost commas, damaged headings."""

from functools import cache

import pytest

from label_scores import shipped_names
from milium.domain.name_facts import NameFacts
from milium.domain.near import NearWords
from milium.engine.audit.decode import decode
from milium.engine.audit.gaps import fill, fill_anywhere
from milium.engine.audit.headings import NearPhrases, damaged_headings, damaged_may_contain
from milium.engine.audit.names import resolve
from milium.engine.audit.read import read_text


@cache
def facts() -> NameFacts:
    return shipped_names()


def shown(printed: str) -> str:
    return " | ".join(x.name for x in resolve(printed, facts()))


def read(text: str) -> str:
    found = read_text(text, facts()).ingredients
    return " | ".join(("+" if x.may_contain else "") + x.name for x in found)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("PAN   NOL", "PANTHENOL"),
        ("Stearalko   m Hectorite", "STEARALKONIUM HECTORITE"),
        ("C   aryl Alcohol", "CETEARYL ALCOHOL"),
        ("Phenoxyetha", "PHENOXYETHANOL"),
        ("Sodium Hyaluron", "SODIUM HYALURONATE"),
        ("Huile d'am   e douce", "PRUNUS AMYGDALUS DULCIS OIL"),
        ("Para   num Liquidum", "PARAFFINUM LIQUIDUM"),
        ("AQVA", "AQUA"),
        ("WATR", "AQUA"),
        ("Benzoato dc sodio", "SODIUM BENZOATE"),
        ("Glyccryl Stcarate", "GLYCERYL STEARATE"),
        ("8utylene Glycol", "BUTYLENE GLYCOL"),
        ("Poloxamère 188", "POLOXAMER 188"),
    ],
)
def test_a_damaged_name_is_read_as_the_only_one_it_can_be(printed: str, meant: str) -> None:
    assert shown(printed) == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Glyceri Niacinamide", "GLYCERIN | NIACINAMIDE"),
        ("AQ   Glycerin", "AQUA | GLYCERIN"),
        ("Caprylyl Glycol odium Dehydroacetate", "CAPRYLYL GLYCOL | SODIUM DEHYDROACETATE"),
        ("Trehalo   ethyl Trimethicone", "TREHALOSE | METHYL TRIMETHICONE"),
        ("Cetearyl Alcoh   Aloe Barbadensis Leaf Juice", "CETEARYL ALCOHOL | ALOE BARBADENSIS LEAF JUICE"),
    ],
)
def test_names_that_lost_their_comma_and_letters_are_told_apart(printed: str, meant: str) -> None:
    assert shown(printed) == meant


@pytest.mark.parametrize(
    "printed",
    [
        "PEG-3 Stearate",
        "Tripotassium Phosphate",
        "Sodium Oleyl Sulfate",
        "Glyceryl Isostearate",
        "Vitis Vinifera Vine Extract",
        "Sodium oride",
        "Methoxydiglycol",
    ],
)
def test_another_substance_is_never_taken_for_a_misprint(printed: str) -> None:
    assert shown(printed) == printed.upper()


def test_a_flagged_active_behind_damage_asks() -> None:
    for printed in ("Gly   ic Acid", "Sali   lic Acid", "Ret   yl Palmitate"):
        (found,) = resolve(printed, facts())
        assert found.how == "unknown"
        assert facts().guarded(found.maybe or "")


def test_a_gap_that_two_names_fit_stays_open_and_a_digit_is_never_made_up() -> None:
    names = facts()
    assert fill("SODIUM", "ORIDE", 4, names).name is None
    assert fill("PEG", "STEARATE", 3, names).name is None
    assert fill("PANT", "OL", 3, names).name == "PANTHENOL"
    assert fill_anywhere("ETHYLHEXYLGLYCERN", "ETHYLHEXYLGLYCERN", names).name == "ETHYLHEXYLGLYCERIN"
    assert fill_anywhere("ETHYLPALMITATE", "ETHYL PALMITATE", names).name is None


def test_near_words_finds_every_word_within_its_edits() -> None:
    words = NearWords(["GLYCERIN", "GLYCINE", "PANTHENOL"])
    assert "GLYCERIN" in set(words.candidates("GLYCEIN", 1))
    assert "PANTHENOL" in set(words.candidates("PNTHENO", 2))
    assert not set(words.candidates("XYZ", 1))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("lngredlents: Aqua, Glycerin, Talc", "AQUA | GLYCERIN | TALC"),
        ("INGR-\nEDIENTES: AQUA, MICA, SILICA", "AQUA | MICA | SILICA"),
        ("Gara pakai: oleskan pada wajah.\nKompos1si: Aqua, Glycerin, Talc", "AQUA | GLYCERIN | TALC"),
        ("Ingredients: Mica, Talc. May co   in: CI 77491", "MICA | TALC | +CI 77491"),
        ("Ingredienti: Mica, Talc. Può c   enere (+/-): CI 77491", "MICA | TALC | +CI 77491"),
        ("Acfive ingredient\nAdapalene 0.1%\nInactive ingredients\nwater, carbomer", "ADAPALENE | AQUA | CARBOMER"),
    ],
)
def test_a_damaged_heading_still_heads(text: str, meant: str) -> None:
    assert read(text) == meant


def test_a_word_near_two_kinds_of_headings_heads_nothing() -> None:
    phrases = NearPhrases({"INGREDIENTS": "list", "INGREDIENTZ": "prose"})
    assert phrases.kind("INGREDIENTX") is None
    assert NearPhrases({"INGREDIENTS": "list"}).kind("RETINOL") is None
    assert list(damaged_headings("RETINOL: GOOD", phrases, phrases)) == []
    assert damaged_may_contain("NO COLON HERE", 0, 13, phrases) is None


def test_a_word_broken_at_the_end_of_a_line_is_one_and_its_place_stays() -> None:
    text = "Aqua, Cetearyl Alco-\nhol, Talc"
    assert decode(text).text == "Aqua, Cetearyl Alcohol, Talc"
    found = read_text(text, facts()).ingredients[1]
    assert found.name == "CETEARYL ALCOHOL"
    assert text[found.start : found.end] == "Cetearyl Alco-\nhol"


def test_a_list_whose_lines_break_within_names_is_read_without_a_heading() -> None:
    assert read("Aqua, Butylene\nGlycol, Cetearyl\nAlcohol, Xanthan\nGum") == (
        "AQUA | BUTYLENE GLYCOL | CETEARYL ALCOHOL | XANTHAN GUM"
    )


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Ringelblumenextrakt", "CALENDULA OFFICINALIS FLOWER EXTRACT"),
        ("Brennnesselextrakt", "URTICA DIOICA EXTRACT"),
        ("Himbeersamenöl", "RUBUS IDAEUS SEED OIL"),
        ("Ekstrakt z pokrzywy", "URTICA DIOICA EXTRACT"),
        ("extracto de manzanilla", "CHAMOMILLA RECUTITA EXTRACT"),
        ("minyak kelapa", "COCOS NUCIFERA OIL"),
        ("グリセリン", "GLYCERIN"),
        ("정제수", "AQUA"),
    ],
)
def test_names_of_other_languages_are_read(printed: str, meant: str) -> None:
    assert shown(printed) == meant
