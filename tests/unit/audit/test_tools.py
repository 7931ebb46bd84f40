"""Things without a label are told by name: brushes, gloves, blades, needles, rollers, in several languages."""

import pytest

from labels import ids, judged, product, reading, see
from milium.domain.label import Product

NO_LIST = reading()


def thing(name: str, **item: str) -> Product:
    return product(NO_LIST, name=name, **{"use": "leave_on", **item})


@pytest.mark.parametrize(
    ("name", "word", "ident"),
    [
        ("Facial cleansing brush", "swap", "tool.rough"),
        ("Gesichtsbürste", "swap", "tool.rough"),
        ("Brosse visage", "swap", "tool.rough"),
        ("Szczotka do twarzy", "swap", "tool.rough"),
        ("Konjac sponge", "swap", "tool.rough"),
        ("Loofah", "swap", "tool.rough"),
        ("Scrub glove", "swap", "tool.rough"),
        ("Peelinghandschuh", "swap", "tool.rough"),
        ("Gant exfoliant", "swap", "tool.rough"),
        ("Guante exfoliante", "swap", "tool.rough"),
        ("Szczoteczka do twarzy", "swap", "tool.rough"),
        ("Pumice stone", "swap", "tool.rough"),
        ("Bimsstein", "swap", "tool.rough"),
        ("Gant de toilette", "keep", "tool.plain"),
        ("Waschlappen", "keep", "tool.plain"),
        ("Razor", "keep", "tool.razor"),
        ("Rasierer", "keep", "tool.razor"),
        ("Rasoir de sûreté", "keep", "tool.razor"),
        ("Dermaplaning blade", "stop", "tool.blade"),
        ("Eyebrow razor", "stop", "tool.blade"),
        ("Derma roller 0.5 mm", "stop", "tool.never"),
        ("Microneedling pen", "stop", "tool.never"),
        ("Rouleau à aiguilles", "stop", "tool.never"),
        ("Comedone extractor", "stop", "tool.never"),
        ("Blackhead vacuum", "stop", "tool.never"),
        ("Plasma pen", "stop", "tool.never"),
        ("Face roller", "ask", "tool.roller"),
        ("Jade roller", "keep", "tool.plain"),
        ("Gua sha stone", "keep", "tool.plain"),
        ("Kabuki brush", "keep", "tool.plain"),
        ("Facial steamer", "keep", "tool.steam"),
    ],
)
def test_a_thing_is_known_by_its_name(name: str, word: str, ident: str) -> None:
    one = thing(name)
    assert one.roles == ("tool",)
    verdict = judged(one)
    assert (verdict.word, ids(verdict)) == (word, {ident})
    assert verdict.findings[0].do or verdict.findings[0].unknown


@pytest.mark.parametrize(
    "name",
    ["Brush cleanser", "Roll-on deodorant", "Eye roller serum", "Hairbrush", "Toothbrush", "Rollerball perfume oil"],
)
def test_what_only_sounds_like_one_is_none(name: str) -> None:
    assert "tool" not in thing(name).roles


def test_a_product_with_a_list_is_never_a_tool() -> None:
    assert "tool" not in product(["AQUA", "GLYCERIN"], name="Konjac sponge cleanser brush").roles


def test_with_strong_products_on_the_shelf_rough_things_are_to_be_put_aside() -> None:
    serum = product(["AQUA", "RETINOL"], id="serum", name="Serum")
    assert ids(judged(thing("Brush"), None, serum)) == {"tool.rough_now"}
    assert judged(thing("Razor"), None, serum).word == "stop"


def test_one_for_the_body_is_not_told_about_the_face() -> None:
    assert ids(judged(thing("Body brush", where="body"))) == set()


@pytest.mark.parametrize(
    ("claim", "ident"),
    [
        ("Hypoallergenic", "claim.hypoallergenic"),
        ("Dermatologically tested", "claim.tested"),
        ("Dermatologisch getestet", "claim.tested"),
        ("Clinically proven", "claim.tested"),
        ("100% natural", "claim.natural"),
        ("Clears milia", "claim.milia"),
        ("Won't clog pores", "claim.non_comedogenic"),
    ],
)
def test_what_a_pack_claims_is_told_as_a_claim_and_changes_nothing(claim: str, ident: str) -> None:
    label = reading("AQUA", "GLYCERIN", "CARBOMER")
    plain = see(label)
    told = see(label, name=f"Cream. {claim}")
    found = told.finding(ident)
    assert found is not None
    assert (told.word, found.verdict) == (plain.word, "keep")
    assert found.because.startswith("The pack says: ")
    assert "claim of the maker" in found.says
