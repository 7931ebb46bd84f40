"""Findings about actives, the eye and prescriptions, just inside and just outside."""

from typing import Any

import pytest

from labels import PLAIN, ids, product, reading, see, somebody
from milium.domain.person import Medicine
from milium.domain.verdict import Person


@pytest.mark.parametrize("name", ["GLYCOLIC ACID", "RETINOL", "AZELAIC ACID", "BENZOYL PEROXIDE", "RETINYL PALMITATE"])
def test_a_strength_that_matters_and_is_not_stated_asks(name: str) -> None:
    verdict = see([*PLAIN, name])
    assert verdict.word == "ask"
    assert "strength.unknown" in ids(verdict)


def test_a_rinse_off_is_not_excused_from_its_unknown_strength() -> None:
    assert see([*PLAIN, "GLYCOLIC ACID"], use="rinse_off").word == "ask"


def test_a_little_citric_acid_asks_nothing() -> None:
    assert ids(see([*PLAIN, "CITRIC ACID"])) == set()


@pytest.mark.parametrize(("region", "ident"), [
    ("EU", "strength.bha_taken_as_cap"), ("UK", "strength.bha_taken_as_cap"), ("US", "strength.bha_taken_as_cap"),
    ("CA", "strength.bha_taken_as_cap"), (None, "strength.bha_taken_as_cap"), ("other", "strength.unknown"),
])  # fmt: skip
def test_salicylic_acid_is_taken_as_its_cap_where_the_law_sets_one(region: str | None, ident: str) -> None:
    assert ident in ids(see([*PLAIN, "SALICYLIC ACID"], somebody(region=region)))


@pytest.mark.parametrize(
    "person", [somebody(16, confirmed=("salicylic acid",)), somebody(pregnancy="yes"), somebody(breastfeeding=True)]
)
def test_but_not_for_the_young_and_the_pregnant(person: Person) -> None:
    assert "strength.unknown" in ids(see([*PLAIN, "SALICYLIC ACID"], person))


@pytest.mark.parametrize(
    ("strengths", "inside"),
    [
        ({"GLYCOLIC ACID": 10}, True),
        ({"GLYCOLIC ACID": 10.1}, False),
        ({"GLYCOLIC ACID": 5, "LACTOBIONIC ACID": 5}, True),
        ({"GLYCOLIC ACID": 6, "LACTOBIONIC ACID": 5}, False),
        ({"SALICYLIC ACID": 2}, True),
        ({"SALICYLIC ACID": 2.1}, False),
        ({"RETINOL": 0.3}, True),
        ({"RETINOL": 0.31}, False),
        ({"RETINOL": 0.1, "RETINYL PALMITATE": 0.36}, True),
        ({"RETINOL": 0.1, "RETINYL PALMITATE": 0.37}, False),
        ({"RETINAL": 0.1}, True),
        ({"RETINAL": 0.11}, False),
        ({"HYDROXYPINACOLONE RETINOATE": 0.2}, True),
        ({"HYDROXYPINACOLONE RETINOATE": 0.21}, False),
        ({"BENZOYL PEROXIDE": 5}, True),
        ({"BENZOYL PEROXIDE": 5.1}, False),
    ],
)
def test_the_cap_is_inside_and_above_it_is_stop(strengths: dict[str, float], inside: bool) -> None:
    verdict = see([*PLAIN, *strengths], strength_pct=strengths, ph=3.8)
    assert ("strength.above_cap" in ids(verdict)) is not inside
    assert verdict.word == ("keep" if inside else "stop")


def test_a_strong_acid_is_stopped_also_when_washed_off() -> None:
    assert see([*PLAIN, "GLYCOLIC ACID"], use="rinse_off", strength_pct={"GLYCOLIC ACID": 15}).word == "stop"
    assert see([*PLAIN, "BENZOYL PEROXIDE"], use="rinse_off", strength_pct={"BENZOYL PEROXIDE": 10}).word == "keep"


@pytest.mark.parametrize(("region", "word"), [("EU", "ask"), ("CA", "keep")])
def test_strong_azelaic_acid_is_a_medicine_and_not_stopped(region: str, word: str) -> None:
    verdict = see([*PLAIN, "AZELAIC ACID"], somebody(region=region), strength_pct={"AZELAIC ACID": 14})
    assert verdict.word == word
    assert ("strength.medicine" in ids(verdict)) is (word == "ask")


@pytest.mark.parametrize(("pct", "ph", "ident"), [
    (8, None, None), (8.1, None, "ph.unknown"), (10, 3.5, None), (5, 3.4, "ph.low"), (10, None, "ph.unknown"),
])  # fmt: skip
def test_the_ph_of_acids(pct: float, ph: float | None, ident: str | None) -> None:
    verdict = see([*PLAIN, "GLYCOLIC ACID"], strength_pct={"GLYCOLIC ACID": pct}, ph=ph)
    assert ids(verdict) & {"ph.unknown", "ph.low"} == ({ident} if ident else set())
    assert verdict.word == {None: "keep", "ph.unknown": "ask", "ph.low": "stop"}[ident]


def test_the_strength_that_is_stated_is_told() -> None:
    told = see([*PLAIN, "RETINOL"], strength_pct={"RETINOL": 0.2}).finding("active.stated")
    assert told is not None
    assert told.says == "It holds retinol 0.2 %."


@pytest.mark.parametrize(
    "name", ["AHA peel", "Peeling Solution", "Wart remover", "Mole cream", "Skin tag serum", "Warzen-Ex"]
)
def test_home_peels_and_removers_are_stopped(name: str) -> None:
    assert see(PLAIN, name=name).word == "stop"


@pytest.mark.parametrize("name", ["Molecular cream", "Wartime soap bar", "Appealing gel"])
def test_words_that_only_hold_those_letters_are_not(name: str) -> None:
    assert "home.peel" not in ids(see(PLAIN, name=name))


def test_the_text_of_the_label_may_say_it_too_but_its_names_and_warnings_do_not() -> None:
    label = reading(*PLAIN, "CITRUS AURANTIUM DULCIS PEEL EXTRACT")
    assert "home.peel" not in ids(see(label))
    assert "home.peel" not in ids(
        see(reading(*PLAIN, text=f"{label.text} Do not use on moles or warts. Peeling may occur."))
    )
    assert "home.peel" in ids(see(reading(*PLAIN, text=f"{label.text}. A chemical peel for home.")))


def test_two_groups_in_one_product_are_told() -> None:
    strengths = {"GLYCOLIC ACID": 5, "SALICYLIC ACID": 1}
    verdict = see([*PLAIN, *strengths], strength_pct=strengths)
    assert (verdict.word, "active.two_groups" in ids(verdict)) == ("keep", True)
    same = {"GLYCOLIC ACID": 4, "LACTOBIONIC ACID": 4}
    assert "active.two_groups" not in ids(see([*PLAIN, *same], strength_pct=same))


def test_an_active_close_to_the_eye_is_swapped() -> None:
    retinol: Any = {"strength_pct": {"RETINOL": 0.2}}
    assert see([*PLAIN, "RETINOL"], where="around_eye", **retinol).word == "swap"
    assert "eye.active" in ids(see([*PLAIN, "RETINOL"], where=None, name="Eye cream", **retinol))
    assert "eye.active" not in ids(see([*PLAIN, "RETINOL"], where="face", **retinol))
    assert "eye.active" not in ids(see([*PLAIN, "RETINOL"], where="around_eye", use="rinse_off", **retinol))
    near = see([*PLAIN, "RETINOL"], somebody(sites=("around_eye",)), **retinol)
    assert (near.word, "eye.keep_off" in ids(near)) == ("keep", True)


def test_a_prescription_medicine_asks_whose_it_is_and_is_never_stopped() -> None:
    verdict = see([*PLAIN, "TRETINOIN"])
    assert verdict.word == "ask"
    assert "prescription.whose" in ids(verdict)
    assert see([*PLAIN, "TRETINOIN"], prescribed=7).word == "keep"


@pytest.mark.parametrize("person", [somebody(5), somebody(15), somebody(months=8), somebody(skin_now=("sunburn",)),
                                    somebody(medicines=(Medicine("isotretinoin"),)), somebody(breastfeeding=True),
                                    somebody(allergies=("GLYCERIN",))])  # fmt: skip
def test_a_prescribed_product_is_never_told_to_stop(person: Person) -> None:
    verdict = see([*PLAIN, "TRETINOIN"], person, prescribed=3)
    assert verdict.word == "ask"
    assert all(f.verdict != "stop" for f in verdict.findings)
    assert any("prescribed it" in f.do for f in verdict.findings)


def test_pregnancy_wins_over_the_prescription() -> None:
    verdict = see([*PLAIN, "TRETINOIN"], somebody(pregnancy="yes"), prescribed=3)
    assert verdict.word == "stop"
    assert verdict.findings[0].id == "pregnancy.retinoid_prescribed"
    assert "call the prescriber today" in verdict.findings[0].do


@pytest.mark.parametrize(("pct", "region", "confirmed", "ident"), [
    (0.1, "US", (), None), (0.1, "EU", (), "active.confirm"), (0.1, "EU", ("adapalene",), None),
    (0.3, "US", (), "prescription.whose"),
])  # fmt: skip
def test_adapalene(pct: float, region: str, confirmed: tuple[str, ...], ident: str | None) -> None:
    verdict = see([*PLAIN, "ADAPALENE"], somebody(region=region, confirmed=confirmed), strength_pct={"ADAPALENE": pct})
    assert ids(verdict) & {"active.confirm", "prescription.whose"} == ({ident} if ident else set())
    assert verdict.word == ("ask" if ident else "keep")


@pytest.mark.parametrize(
    ("medicine", "is_it"),
    [("Tretinoin 0.05 % cream", True), ("Differin", False), ("Night cream", False), ("tretinoin", True), ("", False)],
)
def test_a_medicine_is_known_by_its_active(medicine: str, is_it: bool) -> None:
    person = somebody(medicines=(Medicine("prescription_topical", medicine),))
    verdict = see([*PLAIN, "TRETINOIN"], person, name="My night cream")
    assert ("medicine.itself" in ids(verdict)) is is_it


def test_a_named_medicine_is_never_stopped() -> None:
    person = somebody(medicines=(Medicine("steroid_topical", "Hydrocortisone"),))
    verdict = see([*PLAIN, "HYDROCORTISONE"], person, name="Hydrocortisone cream")
    assert verdict.word == "ask"
    assert {"medicine.itself", "blocked.steroid_known"} <= ids(verdict)


def test_nobody_is_asked_how_much_citric_acid_is_in_a_hyaluronic_serum() -> None:
    serum = see([*PLAIN, "CITRIC ACID"], name="Hyaluronic Acid 2 % serum")
    assert (serum.word, "strength.ph_adjuster" in ids(serum)) == ("keep", True)
    assert product([*PLAIN, "CITRIC ACID"], name="Hyaluronic Acid 2 % serum").families == ("aha",)
    assert see([*PLAIN, "CITRIC ACID"], name="Citric acid and hyaluronic acid serum").word == "ask"
    assert see([*PLAIN, "LACTIC ACID"], name="Hyaluronic acid serum").word == "ask"
    assert see([*PLAIN, "CITRIC ACID"], somebody(pregnancy="yes"), name="Hyaluronic acid serum").word == "keep"
    assert see([*PLAIN, "CITRIC ACID"], somebody(9), name="Hyaluronic acid serum").word == "keep"


@pytest.mark.parametrize(
    ("name", "active", "told"),
    [
        ("Retinol day cream", "RETINOL", True),
        ("Crème de jour", "RETINAL", True),
        ("Tagescreme", "GLYCOLIC ACID", True),
        ("Day and night cream", "RETINOL", False),
        ("Everyday serum", "RETINOL", False),
        ("Day cream", "NIACINAMIDE", False),
    ],
)
def test_what_belongs_to_the_evening_is_said_of_a_day_cream(name: str, active: str, told: bool) -> None:
    verdict = see(reading(*PLAIN, active, declared={active: 0.2}), name=name)
    assert ("evening.day_name" in ids(verdict)) is told
    finding = verdict.finding("evening.day_name")
    assert finding is None or (finding.verdict, finding.facts) == ("swap", ("SR-49",))


def test_a_wash_for_the_morning_may_hold_an_acid() -> None:
    assert "evening.day_name" not in ids(see([*PLAIN, "GLYCOLIC ACID"], name="Morning wash", use="rinse_off"))
