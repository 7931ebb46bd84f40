"""What is eaten or swallowed is no skin product: it is asked about, and nothing is said of its films."""

from dataclasses import replace

import pytest

from labels import HEAVY, PLAIN, ids, reading, see

SWALLOWED = (
    "Ingredients: wheat flour, sugar, palm oil, cocoa mass, salt. May contain nuts.",
    "Each film-coated tablet contains ibuprofen 400 mg. Excipients: talc, magnesium stearate.",
    "Zutaten: Palmöl, Zucker, Kakaomasse, Magermilchpulver. Nährwerte: 540 kcal.",
    "Ingrédients : huile de palme, sucre, pâte de cacao. Valeurs nutritionnelles pour 100 g",
)
FOR_THE_SKIN = (
    "Ingredients: Aqua, Triticum Vulgare (Wheat) Flour, Glycerin, Goat Milk Powder, Honey, Cocoa Seed Butter",
    "Retinol capsules for the night: Squalane, Retinol, Tocopherol",
    "Charcoal tablet soap: Sodium Palmate, Aqua, Glycerin",
)


@pytest.mark.parametrize("text", SWALLOWED)
def test_food_and_tablets_are_asked_about(text: str) -> None:
    verdict = see(replace(reading(*HEAVY), text=text))
    assert (verdict.word, verdict.findings[0].id) == ("ask", "list.swallowed")
    assert not {"film.heavy", "told.petrolatum"} & ids(verdict)


@pytest.mark.parametrize("text", FOR_THE_SKIN)
def test_a_skin_product_with_such_words_is_not(text: str) -> None:
    assert "list.swallowed" not in ids(see(replace(reading(*PLAIN), text=text)))


def test_what_stops_or_asks_still_does() -> None:
    verdict = see(replace(reading(*PLAIN, "TRETINOIN"), text="Each tablet contains tretinoin 10 mg"))
    assert verdict.word in {"ask", "stop"}
    assert {"list.swallowed"} < ids(verdict)
