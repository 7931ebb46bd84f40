"""What people write about their allergies is understood: groups, plants, other languages, and what we do not know."""

from typing import Any

import pytest

from milium import wiring
from shelves import case

Row = dict[str, Any]


def audit(allergy: str, label: str) -> Row:
    profile = {"age": {"years": 30}, "pregnancy": "no", "breastfeeding": False, "allergies": [allergy]}
    person = {"profile": profile, "answers": {"site": "nose", "flags": []}}
    return wiring.care().audit({"text": label, "where": "face", "use": "leave_on", "person": person})


def found(allergy: str, label: str) -> set[str]:
    return {f["id"] for f in audit(allergy, label)["findings"] if f["id"].startswith("allergy")}


@pytest.mark.parametrize(
    "allergy",
    ["salicylate", "Salicylates", "aspirin", "Aspirine", "acetylsalicylic acid", "ASA", "allergic to aspirin"],
)
@pytest.mark.parametrize("label", ["Aqua, Salicylic Acid, Glycerin", "Aqua, Salix Alba Bark Extract"])
def test_an_aspirin_allergy_is_a_salicylate_allergy(allergy: str, label: str) -> None:
    answer = audit(allergy, label)
    assert (answer["verdict"], answer["findings"][0]["id"]) == ("stop", "allergy.salicylate")


@pytest.mark.parametrize(
    ("allergy", "label"),
    [
        ("parabens", "Aqua, Methylparaben"),
        ("Parabene", "Aqua, Propylparaben"),
        ("wool alcohols", "Aqua, Lanolin Alcohol"),
        ("Duftstoffe", "Aqua, Linalool"),
        ("fragrance", "Aqua, Parfum"),
        ("essential oils", "Aqua, Lavandula Angustifolia Oil"),
        ("MI", "Aqua, Methylisothiazolinone"),
        ("isothiazolinones", "Aqua, Methylchloroisothiazolinone"),
        ("formaldehyde releasers", "Aqua, DMDM Hydantoin"),
        ("sulfates", "Aqua, Sodium Laureth Sulfate"),
        ("silicones", "Aqua, Dimethicone"),
        ("propolis", "Aqua, Propolis Extract"),
        ("peanuts", "Aqua, Arachis Hypogaea Oil"),
        ("coconut", "Aqua, Cocos Nucifera Oil"),
        ("oxybenzone", "Aqua, Benzophenone-3"),
        ("Vitamin A", "Aqua, Retinyl Palmitate"),
        ("LIMONENE", "Aqua, Limonene"),
    ],
)
def test_what_surely_is_it_is_stopped(allergy: str, label: str) -> None:
    assert (audit(allergy, label)["verdict"], found(allergy, label)) == ("stop", {"allergy.name"})
    assert found(allergy, "Aqua, Glycerin, Carbomer") == set()


@pytest.mark.parametrize(
    ("allergy", "label"),
    [
        ("nuts", "Aqua, Prunus Amygdalus Dulcis Oil"),
        ("almond", "Aqua, Prunus Amygdalus Dulcis Oil"),
        ("soy", "Aqua, Glycine Soja Oil"),
        ("Kamille", "Aqua, Chamomilla Recutita Flower Extract"),
        ("kiwi", "Aqua, Actinidia Chinensis Fruit Extract"),
        ("coconut", "Aqua, Cocamidopropyl Betaine"),
        ("ragweed", "Aqua, Calendula Officinalis Flower Extract"),
        ("gluten", "Aqua, Avena Sativa Kernel Extract"),
    ],
)
def test_what_may_be_it_is_asked(allergy: str, label: str) -> None:
    assert "allergy.kin" in found(allergy, label)
    assert audit(allergy, label)["verdict"] in {"ask", "stop"}
    assert found(allergy, "Aqua, Glycerin, Carbomer") == set()


def test_an_allergy_we_do_not_understand_is_asked_and_never_passed_over() -> None:
    answer = audit("zorblax", "Aqua, Glycerin")
    assert (answer["verdict"], found("zorblax", "Aqua, Glycerin")) == ("ask", {"allergy.not_known"})


@pytest.mark.parametrize("allergy", ["pollen", "cats", "penicillin", "nickel", "dust mites"])
def test_what_no_label_holds_asks_nothing(allergy: str) -> None:
    assert found(allergy, "Aqua, Glycerin") == set()


@pytest.mark.parametrize("allergy", ["aspirin", "salicylate"])
def test_a_plan_understands_the_same_words(allergy: str) -> None:
    bha = {"id": "bha", "label": "Aqua, Salicylic Acid", "strength_pct": {"SALICYLIC ACID": 2}}
    plan = wiring.care().plan(case(bha, profile={"allergies": [allergy]}))
    assert plan["decision"] == "base"
    assert [h["reason"] for h in plan["holds"] if "bha" in h["products"]] == ["SR-14"]


def test_a_cream_with_a_paraben_is_not_the_cream_of_a_plan_for_who_reacts_to_parabens() -> None:
    cream = {"id": "a", "name": "A cream", "label": "Aqua, Glycerin, Squalane, Methylparaben", "where": "face"}
    plain, told = (
        wiring.care().plan(case(cream, profile={"allergies": words})) for words in ([], ["allergic to parabens"])
    )

    def used(plan: Row) -> set[object]:
        return {step["product"] for day in plan["days"] for slot in ("am", "pm") for step in day[slot]}

    assert "a" in used(plain)
    assert "a" not in used(told)


def test_an_allergy_told_later_counts_from_its_day() -> None:
    bha = {"id": "bha", "label": "Aqua, Salicylic Acid", "strength_pct": {"SALICYLIC ACID": 2}}
    log = [{"kind": "profile", "date": "2026-03-10", "set": {"allergies": ["aspirin"]}}]
    plan = wiring.care().plan(case(bha, log=log))
    assert "SR-14" in [h["reason"] for h in plan["holds"] if "bha" in h["products"]]
