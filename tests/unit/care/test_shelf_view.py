"""The shelf as a whole, what one more would change, and two products side by side."""

import re
from typing import Any

import pytest

from milium import wiring
from milium.errors import BadInput
from shelves import case

Row = dict[str, Any]
NEW_SPF = {
    "name": "Fluid",
    "text": "Aqua, Octocrylene, Ethylhexyl Triazone, Silica",
    "spf": 50,
    "broad_spectrum": True,
}
ACID = {
    "id": "acid",
    "name": "Glycolic 7 %",
    "label": "Aqua, Glycolic Acid",
    "strength_pct": {"GLYCOLIC ACID": 7},
    "ph": 3.8,
}
SUN_20 = {"name": "Sun gel SPF 20", "label": "Aqua, Octocrylene, Ethylhexyl Triazone", "spf": 20}
RICH = {"name": "Rich cream", "label": "Aqua, Petrolatum, Glycerin", "where": "face"}
SCRUB = {"name": "Scrub wash", "use": "rinse_off", "label": "Aqua, Coco-Glucoside, Pumice"}
ACID_WASH = {"name": "Acid wash", "use": "rinse_off", "label": "Aqua, Coco-Glucoside, Glycolic Acid"}
STEROID = {"name": "Cream", "label": "Aqua, Glycerin, Squalane, Hydrocortisone"}
BODY = {"name": "Body cream", "label": "Aqua, Glycerin, Squalane", "where": "body"}


def shown(*items: Row, without: tuple[str, ...] = (), **keys: Any) -> Row:
    data = case(*items, **keys)
    data["shelf"] = [item for item in data["shelf"] if item["id"] not in without]
    return wiring.care().shelf_view(data)


def role(answer: Row, name: str) -> Row:
    return next(row for row in answer["roles"] if row["role"] == name)


def said(rows: list[Row]) -> str:
    return " ".join(row["says"] for row in rows)


def test_a_whole_shelf_says_who_fills_which_role() -> None:
    answer = shown()
    assert {row["role"]: row["filled_by"] for row in answer["roles"]} == {
        "cleanser": ["cleanser"],
        "moisturiser": ["cream"],
        "sunscreen": ["spf"],
    }
    assert "Your shelf has all it needs" in said(answer["says"])
    assert not [row for row in answer["roles"] if row["missing"]]


@pytest.mark.parametrize(
    ("gone", "name", "words"),
    [
        ("cleanser", "cleanser", "a mild wash that is rinsed off"),
        ("cream", "moisturiser", "a light lotion or gel cream"),
        ("spf", "sunscreen", "a broad-spectrum sunscreen, SPF 30 or more, that is light"),
    ],
)
def test_what_is_missing_is_described_by_its_properties(gone: str, name: str, words: str) -> None:
    missing = role(shown(without=(gone,)), name)["missing"]
    assert words in said(missing)
    assert all(row["facts"] for row in missing)


def test_what_is_missing_minds_the_person() -> None:
    keys: Row = {
        "profile": {"allergies": ["LANOLIN", "sunscreen"], "skin": "sensitive"},
        "answers": {"site": "around_eye"},
    }
    words = said(role(shown(without=("spf",), **keys), "sunscreen")["missing"])
    assert "does not sting" in words
    assert "Without lanolin: you told us of an allergy." in words
    assert "sensitive" in words


@pytest.mark.parametrize(
    ("item", "name", "reason"),
    [
        (SUN_20, "sunscreen", "not_usable_sunscreen"),
        (RICH, "moisturiser", "not_light"),
        (SCRUB, "cleanser", None),
        (BODY, "moisturiser", None),
        (ACID_WASH, "cleanser", None),
        (STEROID, "moisturiser", "not_now"),
        ({"name": "Cleansing brush"}, "cleanser", None),
        ({"name": "Lip cream", "label": "Aqua, Glycerin, Squalane"}, "moisturiser", None),
    ],
)
def test_what_does_not_fill_a_role_says_why_or_is_not_of_it(item: Row, name: str, reason: str | None) -> None:
    gone = {"sunscreen": "spf", "moisturiser": "cream", "cleanser": "cleanser"}[name]
    row = role(shown({"id": "x", **item}, without=(gone,)), name)
    assert row["filled_by"] == []
    assert [one["reason"] for one in row["not_yet"]] == ([reason] if reason else [])
    assert row["missing"]


def test_two_of_one_kind_are_told_once_for_the_shelf() -> None:
    items = [
        {"id": "a", "name": "Glycolic serum", "label": "Aqua, Glycolic Acid", "strength_pct": {"GLYCOLIC ACID": 7}},
        {"id": "b", "name": "BHA liquid", "label": "Aqua, Salicylic Acid", "strength_pct": {"SALICYLIC ACID": 2}},
        {"id": "c", "name": "Retinol serum", "label": "Aqua, Retinol", "strength_pct": {"RETINOL": 0.2}},
    ]
    doubles = shown(*items)["doubles"]
    assert [row["products"] for row in doubles] == [["a", "b"]]
    assert "alpha acids and salicylic acid" in doubles[0]["says"]
    assert doubles[0]["facts"] == ["SR-41"]


def test_a_sunscreen_that_goes_is_told_to_stay_until_another_is_there() -> None:
    label = "Aqua, Octocrylene, Homosalate, Retinyl Palmitate"
    item = {"id": "s", "name": "Sun SPF 50", "label": label, "spf": 50, "broad_spectrum": True}
    answer = shown(item, without=("spf",))
    assert "is your only sunscreen. Keep it" in said(answer["says"])


def test_for_a_baby_nothing_is_missing() -> None:
    answer = shown(profile={"age": {"days": 10}}, answers={"age": "newborn_0_28d"})
    assert (answer["roles"], answer["doubles"]) == ([], [])
    assert "A baby needs no product" in said(answer["says"])


def test_one_more_may_fill_what_is_missing_and_open_the_plan() -> None:
    data = case(ACID)
    data["shelf"] = [item for item in data["shelf"] if item["id"] != "spf"]
    answer = wiring.care().with_one_more(data, NEW_SPF)
    assert answer["fills"] == ["sunscreen"]
    assert (answer["plan"]["was"], answer["plan"]["is"], answer["plan"]["opens"]) == ("base", "regimen", True)
    assert "With it, strong products could be planned" in said(answer["says"])
    assert "It would fill what is missing: a sunscreen for the morning." in said(answer["says"])


def test_one_more_of_the_same_kind_is_told_with_its_name() -> None:
    data = case(ACID)
    answer = wiring.care().with_one_more(data, {"text": "Aqua, Salicylic Acid", "name": "BHA 2 %"})
    assert [row["families"] for row in answer["doubles"]] == [["aha", "bha"]]
    assert "You own one of the same kind already: Glycolic 7 %." in said(answer["says"])
    other = next(row for row in answer["changes"] if row["product"] == "acid")
    assert [f["id"] for f in other["new"]] == ["shelf.same_family"]


def test_one_more_thick_one_is_called_a_calmer_choice_away() -> None:
    answer = wiring.care().with_one_more(
        case(), {"text": "Aqua, Petrolatum, Glycerin", "name": "Rich", "where": "face"}
    )
    assert answer["added"]["verdict"] == "swap"
    assert "It is thick" in said(answer["says"])
    assert answer["shelf"]["products"][0]["product"] == "added"


def test_one_more_changes_nothing_of_the_case_itself() -> None:
    data = case()
    before = repr(data)
    wiring.care().with_one_more(data, NEW_SPF)
    assert repr(data) == before


def test_one_more_without_a_text_is_said() -> None:
    with pytest.raises(BadInput, match="expected the text of a label"):
        wiring.care().with_one_more(case(), {"name": "x"})
    answer = wiring.care().with_one_more(case(), {"text": "our most loved cream!"})
    assert "Without its list" in said(answer["says"])


def test_two_side_by_side_are_facts_and_never_a_score() -> None:
    rich, light = {"name": "Rich", "text": "Aqua, Petrolatum, Parfum, Retinol"}, {"text": "Aqua, Glycerin, Carbomer"}
    answer = wiring.care().compare(rich, light, case())
    rows = {row["what"]: row["values"] for row in answer["rows"]}
    assert rows["film"] == ["heavy", "lighter"]
    assert rows["families"] == [["retinoid"], []]
    assert rows["strength_pct"] == [{"RETINOL": None}, {}]
    assert rows["perfume"] == [["PARFUM"], []]
    assert (answer["products"][0]["name"], answer["products"][1]["name"]) == ("Rich", "B")
    assert (answer["shared"], answer["products"][1]["only"]) == (["AQUA"], ["GLYCERIN", "CARBOMER"])
    assert "B leaves the lighter film." in said(answer["says"])
    assert not re.search(r"\d+ ?/ ?\d+|points? \d|score", said(answer["says"]))


def test_two_of_one_family_side_by_side_say_so() -> None:
    answer = wiring.care().compare({"text": "Aqua, Retinol"}, {"text": "Aqua, Retinal"})
    assert "Both hold retinol family" in said(answer["says"])


def test_without_a_list_the_film_is_not_known() -> None:
    answer = wiring.care().compare({"text": "no list"}, {"text": "Aqua, Petrolatum, Glycerin"})
    assert "we cannot tell the film" in said(answer["says"])
    assert {row["what"]: row["values"] for row in answer["rows"]}["film"] == [None, "heavy"]
    with pytest.raises(BadInput):
        wiring.care().compare({"name": "x"}, {"text": "Aqua"})


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (SUN_20, "Its SPF is 20. It should be 30 or more. We do not know whether it shields from UVA."),
        ({"name": "Sun gel", "label": "Aqua, Octocrylene, Ethylhexyl Triazone"}, "We do not know its SPF."),
        ({"name": "Sun gel SPF 50 PA+++", "label": "Aqua, Octocrylene, Homosalate, Retinol"}, "retinol family"),
    ],
)
def test_a_sunscreen_that_does_not_count_is_told_why(item: Row, words: str) -> None:
    (row,) = role(shown({"id": "sun", **item}, without=("spf",)), "sunscreen")["not_yet"]
    assert words in row["says"]
    assert "SR-65" in row["facts"]


@pytest.mark.parametrize("name", ["Broad Spectrum SPF 30 fluid", "Milk SPF50+ PA++++", "Gel LSF 50 UVA/UVB"])
def test_a_name_that_states_uva_counts_as_the_pack_does(name: str) -> None:
    item = {"id": "sun", "name": name, "label": "Aqua, Octocrylene, Ethylhexyl Triazone"}
    assert role(shown(item, without=("spf",)), "sunscreen")["filled_by"] == ["sun"]


@pytest.mark.parametrize(
    "plant", ["Arctostaphylos Uva Ursi Leaf Extract", "Estratto di uva", "Vitis Vinifera (Uva) Seed Oil"]
)
def test_a_grape_or_a_bearberry_is_no_uva_protection(plant: str) -> None:
    item = {"id": "sun", "name": "Crema uva SPF 50", "label": f"Aqua, Octocrylene, Ethylhexyl Triazone, {plant}"}
    assert "UVA" in role(shown(item, without=("spf",)), "sunscreen")["not_yet"][0]["says"]


def test_a_brush_names_the_strong_products_it_does_not_go_with() -> None:
    answer = wiring.care().audit({"text": "", "name": "Face brush", "person": case(ACID)})
    rough = next(f for f in answer["findings"] if f["id"] == "tool.rough_now")
    assert "Strong on your shelf: Glycolic 7 %." in rough["because"]
