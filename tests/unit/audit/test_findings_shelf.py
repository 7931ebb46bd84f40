"""Findings about what no plan holds, sunscreens, the shelf, and nobody in particular."""

import pytest

from labels import HEAVY, LIGHT_SPF, PLAIN, facts, ids, judged, product, reading, safety, see, somebody, spf
from milium.domain.label import Product, ShelfItem
from milium.domain.verdict import Person
from milium.engine.audit import judge


@pytest.mark.parametrize("name", safety().blocked.steroids)
def test_a_steroid_at_any_place_is_stopped(name: str) -> None:
    verdict = see([*PLAIN, name])
    assert (verdict.word, "blocked.steroid" in ids(verdict)) == ("stop", True)
    assert "call before you change" in verdict.findings[0].do


@pytest.mark.parametrize(("name", "ident"), [
    ("HYDROQUINONE", "blocked.bleach"), ("MERCURIC CHLORIDE", "blocked.mercury"),
    ("AMMONIATED MERCURY", "blocked.mercury"),
])  # fmt: skip
def test_bleaches_and_mercury(name: str, ident: str) -> None:
    verdict = see([*PLAIN, name])
    assert (verdict.word, ident in ids(verdict)) == ("stop", True)


@pytest.mark.parametrize("name", safety().blocked.first)
def test_a_home_remedy_as_first_name_is_stopped(name: str) -> None:
    assert "blocked.remedy" in ids(see(["AQUA", name, "GLYCERIN"]))
    assert "blocked.remedy" not in ids(see(["AQUA", "GLYCERIN", name]))
    assert "blocked.remedy" not in ids(see([name, "CERA ALBA"], where="lips"))


@pytest.mark.parametrize("name", safety().blocked.name_words)
def test_a_home_remedy_in_the_product_name_is_stopped(name: str) -> None:
    assert see(PLAIN, name=f"Pure {name}").word == "stop"


def test_essential_oils_first_or_strong_are_stopped_and_traces_told() -> None:
    oil = "LAVANDULA ANGUSTIFOLIA OIL"
    assert "blocked.essential_oil" in ids(see(["AQUA", oil]))
    assert see(reading(*PLAIN, oil, declared={oil: 1})).word == "stop"
    trace = see(reading(*PLAIN, oil, declared={oil: 0.9}))
    assert (trace.word, "trace.essential_oil" in ids(trace)) == ("keep", True)
    assert "trace.essential_oil" in ids(see([*PLAIN, oil]))


def test_a_scrub_for_the_face_is_stopped_and_one_for_the_body_is_not() -> None:
    names = ["AQUA", "GLYCERIN", "JUGLANS REGIA SHELL POWDER"]
    assert see(names, use="rinse_off").word == "stop"
    assert see(names, use="rinse_off", where="body").word == "keep"
    assert see(PLAIN, use="rinse_off", name="Face scrub").word == "stop"


def test_a_good_sunscreen_is_kept_and_its_spf_is_told() -> None:
    verdict = judged(spf())
    assert (verdict.word, ids(verdict)) == ("keep", {"sunscreen.found"})


def test_what_a_sunscreen_does_not_say_is_told() -> None:
    assert ids(see(LIGHT_SPF)) == {"sunscreen.spf_unknown", "sunscreen.uva_unknown"}
    assert "sunscreen.spf_low" in ids(judged(spf(spf=29.0)))
    assert "sunscreen.spf_low" not in ids(judged(spf(spf=30.0)))


def test_a_retinoid_in_a_sunscreen_is_swapped_and_first_another_is_got() -> None:
    one = spf("spf", "RETINYL PALMITATE")
    verdict = judged(one)
    assert (verdict.word, {"retinoid.in_sunscreen", "sunscreen.first_get"} <= ids(verdict)) == ("swap", True)
    assert verdict.findings[1].id == "sunscreen.first_get"
    assert "sunscreen.first_get" not in ids(judged(one, None, one, spf("other")))


@pytest.mark.parametrize(
    "other", [spf("b", spf=20.0), spf("b", broad_spectrum=None), spf("b", "RETINOL"), product(PLAIN, id="b")]
)
def test_only_a_usable_sunscreen_can_take_its_place(other: Product) -> None:
    one = spf("spf", "PETROLATUM")
    assert "sunscreen.first_get" in ids(judged(spf("spf", "RETINYL PALMITATE"), None, one, other))


def test_the_only_sunscreen_of_a_pregnant_person_comes_with_shade() -> None:
    verdict = judged(spf("spf", "RETINYL PALMITATE"), somebody(pregnancy="yes"))
    assert verdict.word == "stop"
    assert [f.id for f in verdict.findings[:2]] == ["pregnancy.retinoid", "sunscreen.first_get_shade"]


def test_two_of_a_kind_on_the_shelf_are_told() -> None:
    retinol = product([*PLAIN, "RETINOL"], id="a", name="Retinol A", strength_pct={"RETINOL": 0.2})
    other = product([*PLAIN, "RETINAL"], id="b", name="Retinal B", strength_pct={"RETINAL": 0.05})
    acid = product([*PLAIN, "GLYCOLIC ACID"], id="c", strength_pct={"GLYCOLIC ACID": 5})
    verdict = judged(retinol, None, retinol, other, acid)
    told = verdict.finding("shelf.same_family")
    assert told is not None
    assert "Retinal B" in told.says
    assert verdict.word == "keep"
    assert "shelf.same_family" not in ids(judged(retinol, None, retinol, acid))
    wash = product([*PLAIN, "SALICYLIC ACID"], id="d", use="rinse_off")
    assert "shelf.same_family" in ids(judged(acid, None, wash))


def test_without_a_person_it_says_whom_it_took() -> None:
    verdict = judge(product([*PLAIN, "RETINOL"], strength_pct={"RETINOL": 0.2}), None, facts(), safety())
    assert verdict.word == "keep"
    assert "pregnancy.note" in ids(verdict)
    assert any("adult" in text for text in verdict.assumes)
    assert judge(product(HEAVY), None, facts(), safety()).word == "swap"


def test_an_assumed_person_keeps_what_was_told() -> None:
    pregnant = Person(somebody(pregnancy="yes").profile, assumed=True)
    assert judge(product([*PLAIN, "RETINOL"]), pregnant, facts(), safety()).word == "stop"


def test_the_most_careful_word_wins_and_stands_first() -> None:
    verdict = see([*HEAVY, "RETINOL"], somebody(pregnancy="yes"))
    assert {f.verdict for f in verdict.findings} >= {"stop", "ask", "swap"}
    assert (verdict.word, verdict.findings[0].verdict) == ("stop", "stop")
    assert see([*HEAVY, "RETINOL"]).word == "ask"


def test_a_product_without_anything_is_told_calmly() -> None:
    empty = product(reading(), use=None)
    assert judge(empty, None, facts(), safety()).word == "ask"
    assert ShelfItem("x").leave_on


def test_the_data_form_holds_the_contract() -> None:
    data = see(HEAVY).as_data()
    assert data["verdict"] == "swap"
    first = data["findings"][0]  # type: ignore[index]
    assert {"id", "says", "facts", "do", "because", "unknown", "spans"} <= set(first)
    assert first["spans"] == [[6, 16]]


def test_first_get_is_told_also_while_something_is_still_asked() -> None:
    verdict = judged(spf("spf", "RETINYL PALMITATE"), somebody(pregnancy=None))
    assert (verdict.word, "sunscreen.first_get" in ids(verdict)) == ("ask", True)
