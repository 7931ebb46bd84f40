"""Each finding, just inside and just outside."""

from datetime import date
from typing import Any

import pytest

from labels import facts, ids, judged, product, reading, safety, somebody
from milium.domain.label import Percent, Product, ShelfItem
from milium.domain.person import Medicine
from milium.domain.verdict import Person, Verdict
from milium.engine.audit import judge

PLAIN = ("AQUA", "GLYCERIN", "CETEARYL ALCOHOL", "PANTHENOL", "CARBOMER", "PHENOXYETHANOL")
LIGHT_SPF = ("AQUA", "OCTOCRYLENE", "ETHYLHEXYL TRIAZONE", "SILICA")


def see(names: Any, person: Person | None = None, *shelf: Product, **item: Any) -> Verdict:
    return judged(product(names, **item), person, *shelf)


def spf(ident: str = "spf", *names: str, **item: Any) -> Product:
    keys = {"id": ident, "spf": 50.0, "broad_spectrum": True, **item}
    return product([*LIGHT_SPF, *names], **keys)


# -- the label ---------------------------------------------------------------------------------


def test_nothing_against_it_is_keep() -> None:
    verdict = see(PLAIN)
    assert (verdict.word, verdict.findings) == ("keep", ())


def test_without_a_list_it_asks() -> None:
    verdict = see(reading())
    assert verdict.word == "ask"
    assert ids(verdict) == {"list.none"}


def test_a_few_unread_names_are_told_and_many_ask() -> None:
    few = see(reading(*PLAIN, "ZZYX", how={"ZZYX": ("unknown", None)}))
    assert (few.word, ids(few)) == ("keep", {"list.unread"})
    names = [f"ZZYX {i}" for i in "ABCDE"]
    many = see(reading(*PLAIN, *names, how=dict.fromkeys(names, ("unknown", None))))
    assert (many.word, ids(many)) == ("ask", {"list.mostly_unread"})


def test_an_unread_name_that_may_be_a_retinoid_asks() -> None:
    verdict = see(reading(*PLAIN, "RETINOID COMPLEX", how={"RETINOID COMPLEX": ("unknown", None)}))
    assert verdict.word == "ask"
    assert "list.lookalike" in ids(verdict)


def test_a_guessed_retinoid_asks_and_a_guessed_ph_adjuster_does_not() -> None:
    guess = see(reading(*PLAIN, "RETINOL", declared={"RETINOL": 0.2}, how={"RETINOL": ("spelling", "RETNOL")}))
    assert "list.guess" in ids(guess)
    assert guess.finding("list.guess").because == "On the label: retinol (printed: RETNOL), number 7 of 7."  # type: ignore[union-attr]
    acid = see(reading(*PLAIN, "CITRIC ACID", how={"CITRIC ACID": ("spelling", "CITRC ACID")}))
    assert ids(acid) == set()


def test_perfume_is_a_calm_note() -> None:
    verdict = see([*PLAIN, "PARFUM", "LINALOOL"])
    assert (verdict.word, ids(verdict)) == ("keep", {"fragrance.note"})
    assert "perfume and linalool" in verdict.findings[0].says


@pytest.mark.parametrize(
    "claim", ["Non-comedogenic.", "NONCOMEDOGENIC", "Nicht komedogen", "non comédogène", "No comedogénico"]
)
def test_the_claim_is_told_as_a_claim(claim: str) -> None:
    label = reading(*PLAIN)
    told = see(reading(*PLAIN, text=f"{label.text}. {claim}"))
    assert (told.word, ids(told)) == ("keep", {"claim.non_comedogenic"})
    assert "claim.non_comedogenic" in ids(see(PLAIN, name=f"{claim} gel"))


# -- film --------------------------------------------------------------------------------------

HEAVY = ("AQUA", "PETROLATUM", "GLYCERIN", "CETEARYL ALCOHOL", "PANTHENOL", "CARBOMER")
FIFTH = ("AQUA", "GLYCERIN", "PANTHENOL", "CETEARYL ALCOHOL", "LANOLIN", "CARBOMER")
SIXTH = ("AQUA", "GLYCERIN", "PANTHENOL", "CETEARYL ALCOHOL", "CARBOMER", "LANOLIN")


def test_a_heavy_film_left_on_where_the_bumps_are_is_swap() -> None:
    verdict = see(HEAVY)
    assert verdict.word == "swap"
    assert ids(verdict) == {"film.heavy", "told.petrolatum"}
    film = verdict.findings[0]
    assert film.because == "On the label: petrolatum, number 2 of 6."
    assert film.spans == ((6, 16),)
    assert "weak" in film.unknown


def test_the_fifth_name_is_inside_and_the_sixth_outside() -> None:
    assert see(FIFTH).word == "swap"
    assert see(SIXTH).word == "keep"


@pytest.mark.parametrize(("percent", "word"), [
    (Percent(high=1.0), "keep"),
    (Percent(high=1.01), "swap"),
    (Percent(high=100.0), "keep"),
    (Percent(declared=1.0), "swap"),
    (Percent(declared=0.9, high=9.0), "keep"),
    (Percent(low=1.0, high=100.0), "swap"),
])  # fmt: skip
def test_further_back_the_share_decides(percent: Percent, word: str) -> None:
    from dataclasses import replace

    label = reading(*SIXTH)
    last = replace(label.ingredients[-1], percent=percent)
    assert see(replace(label, ingredients=(*label.ingredients[:-1], last))).word == word


def test_a_rinse_off_is_not_flagged_for_its_film() -> None:
    assert ids(see(HEAVY, use="rinse_off")) == set()


def test_a_cleansing_balm_that_nobody_called_left_on_is_not_flagged() -> None:
    verdict = see(HEAVY, use=None, name="Cleansing balm")
    assert verdict.word == "keep"
    assert any("washed off" in text for text in verdict.assumes)


@pytest.mark.parametrize(
    ("where", "sites", "ident"),
    [
        ("face", ("cheek_forehead_chin",), "film.heavy"),
        ("face", ("around_eye",), "film.heavy"),
        ("around_eye", ("around_eye",), "film.heavy"),
        ("around_eye", ("nose",), "film.elsewhere"),
        ("lips", ("cheek_forehead_chin",), "film.elsewhere"),
        ("body", ("body_or_limbs",), "film.heavy"),
        ("body", ("around_eye",), "film.elsewhere"),
        ("hair", ("cheek_forehead_chin",), "film.elsewhere"),
    ],
)
def test_the_film_matters_only_where_the_bumps_are(where: str, sites: tuple[str, ...], ident: str) -> None:
    verdict = see(HEAVY, somebody(sites=sites), where=where)
    assert ident in ids(verdict)
    assert verdict.word == ("swap" if ident == "film.heavy" else "keep")


def test_an_unknown_place_may_be_there_and_it_says_so() -> None:
    verdict = see(HEAVY, where=None)
    assert verdict.word == "swap"
    assert {"film.heavy", "film.where_unknown"} <= ids(verdict)


def test_unknown_bump_sites_are_said() -> None:
    assert {"film.heavy", "film.sites_unknown"} <= ids(see(HEAVY, somebody(sites=())))
    assert see(HEAVY, somebody(sites=()), where="lips").word == "keep"


def test_a_prescribed_ointment_stays() -> None:
    verdict = see(HEAVY, prescribed=0)
    assert verdict.word == "keep"
    assert "film.prescribed" in ids(verdict)


def test_an_alphabetical_list_does_not_show_how_much() -> None:
    verdict = see(reading("BEHENYL ALCOHOL", "LANOLIN", "SQUALANE", alphabetical=True))
    assert (verdict.word, ids(verdict)) == ("keep", {"list.alphabetical"})


@pytest.mark.parametrize(
    ("name", "ident"),
    [("PETROLATUM", "told.petrolatum"), ("PARAFFINUM LIQUIDUM", "told.mineral_oil"), ("LANOLIN", "told.lanolin")],
)
def test_the_famous_three_are_told_as_they_are(name: str, ident: str) -> None:
    told = see(["AQUA", name]).finding(ident)
    assert told is not None
    assert told.says.startswith("Popular advice warns")
    assert told.unknown


def test_two_strong_ones_of_first_papers_are_worth_a_trial() -> None:
    two = [*PLAIN[:2], "ISOPROPYL MYRISTATE", "ETHYLHEXYL PALMITATE"]
    verdict = see(two)
    assert (verdict.word, "studies.trial" in ids(verdict)) == ("keep", True)
    assert "studies.trial" not in ids(see([*PLAIN[:2], "ISOPROPYL MYRISTATE"]))
    assert "studies.trial" not in ids(see(two, use="rinse_off"))
    late = [
        "AQUA",
        "GLYCERIN",
        "PANTHENOL",
        "CARBOMER",
        "UREA",
        "ISOPROPYL MYRISTATE",
        "BETAINE",
        "ETHYLHEXYL PALMITATE",
    ]
    assert "studies.trial" not in ids(see(late))


def test_what_only_lists_name_is_said_and_changes_nothing() -> None:
    verdict = see([*PLAIN, "ALGAE EXTRACT"])
    assert (verdict.word, ids(verdict)) == ("keep", {"lists.name_it"})


# -- strength and pH ---------------------------------------------------------------------------


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


# -- home treatments, groups, the eye ----------------------------------------------------------


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


# -- prescriptions and medicines ---------------------------------------------------------------


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


def test_a_named_medicine_is_never_stopped() -> None:
    person = somebody(medicines=(Medicine("steroid_topical", "Hydrocortisone"),))
    verdict = see([*PLAIN, "HYDROCORTISONE"], person, name="Hydrocortisone cream")
    assert verdict.word == "ask"
    assert {"medicine.itself", "blocked.steroid_known"} <= ids(verdict)


# -- pregnancy and age -------------------------------------------------------------------------


@pytest.mark.parametrize("use", ["leave_on", "rinse_off"])
@pytest.mark.parametrize("label", [
    [*PLAIN, "RETINOL"], [*PLAIN, "RETINYL PALMITATE"], reading(*PLAIN, may=["RETINYL PALMITATE"]),
])  # fmt: skip
@pytest.mark.parametrize(("state", "ident"), [
    ({"pregnancy": "yes"}, "pregnancy.retinoid"), ({"pregnancy": "unsure"}, "pregnancy.retinoid_unsure"),
    ({"pregnancy": "trying"}, "pregnancy.retinoid_trying"), ({"breastfeeding": True}, "breastfeeding.retinoid"),
])  # fmt: skip
def test_no_retinoid_of_any_kind_in_pregnancy(state: dict[str, Any], ident: str, label: Any, use: str) -> None:
    verdict = see(label, somebody(**state), use=use)
    assert (verdict.word, verdict.findings[0].id) == ("stop", ident)


def test_an_unread_name_that_may_be_one_asks_in_pregnancy() -> None:
    label = reading(*PLAIN, "RETINOID COMPLEX", how={"RETINOID COMPLEX": ("unknown", None)})
    assert "pregnancy.maybe_retinoid" in ids(see(label, somebody(pregnancy="yes")))


@pytest.mark.parametrize(("name", "pct", "state", "word"), [
    ("GLYCOLIC ACID", 7, {"pregnancy": "yes"}, "ask"),
    ("GLYCOLIC ACID", 7, {"pregnancy": "yes", "confirmed": ("glycolic acid",)}, "keep"),
    ("GLYCOLIC ACID", 7, {"pregnancy": "trying"}, "keep"),
    ("MANDELIC ACID", 7, {"pregnancy": "yes"}, "stop"),
    ("MANDELIC ACID", 7, {"pregnancy": "yes", "confirmed": ("aha",)}, "stop"),
    ("LACTOBIONIC ACID", 7, {"pregnancy": "unsure"}, "stop"),
    ("MANDELIC ACID", 7, {"breastfeeding": True}, "keep"),
    ("SALICYLIC ACID", 2, {"pregnancy": "trying"}, "ask"),
    ("SALICYLIC ACID", 2, {"breastfeeding": True}, "ask"),
    ("SALICYLIC ACID", 2, {"breastfeeding": True, "confirmed": ("bha",)}, "keep"),
    ("AZELAIC ACID", 10, {"pregnancy": "yes"}, "ask"),
    ("AZELAIC ACID", 10, {"breastfeeding": True}, "keep"),
    ("BENZOYL PEROXIDE", 5, {"pregnancy": "trying"}, "ask"),
    ("ASCORBIC ACID", 10, {"pregnancy": "yes"}, "ask"),
    ("ASCORBIC ACID", 10, {"breastfeeding": True}, "keep"),
    ("CITRIC ACID", None, {"pregnancy": "yes"}, "keep"),
])  # fmt: skip
def test_the_table_of_pregnancy(name: str, pct: float | None, state: dict[str, Any], word: str) -> None:
    strengths = {} if pct is None else {name: pct}
    assert see([*PLAIN, name], somebody(**state), strength_pct=strengths, ph=3.8).word == word


def test_pregnancy_is_asked_only_when_it_matters() -> None:
    unasked = somebody(pregnancy=None)
    assert see([*PLAIN, "RETINOL"], unasked, strength_pct={"RETINOL": 0.2}).word == "ask"
    assert "pregnancy.not_asked" in ids(see([*PLAIN, "SALICYLIC ACID"], unasked))
    assert see(PLAIN, unasked).word == "keep"
    assert "pregnancy.not_asked" not in ids(see([*PLAIN, "RETINOL"], somebody(70, pregnancy=None)))
    assert "pregnancy.not_asked" in ids(see([*PLAIN, "RETINOL"], somebody(55, pregnancy=None)))
    assert "pregnancy.not_asked" not in ids(see([*PLAIN, "RETINOL"], somebody(56, pregnancy=None)))


@pytest.mark.parametrize(("months", "word", "ident"), [
    (11, "stop", "baby.nothing"), (0, "stop", "baby.nothing"), (12, "keep", None),
])  # fmt: skip
def test_nothing_for_a_baby(months: int, word: str, ident: str | None) -> None:
    verdict = see(PLAIN, somebody(months=months))
    assert verdict.word == word
    assert ids(verdict) == ({ident} if ident else set())


@pytest.mark.parametrize(("months", "word", "ident"), [
    (5, "stop", "baby.sunscreen_early"), (6, "keep", "baby.sunscreen"), (11, "keep", "baby.sunscreen"),
])  # fmt: skip
def test_a_sunscreen_for_a_baby(months: int, word: str, ident: str) -> None:
    verdict = judged(spf(), somebody(months=months))
    assert (verdict.word, ident in ids(verdict)) == (word, True)
    assert ("sunscreen.shade_baby" in ids(verdict)) is (word == "stop")


def test_a_sunscreen_with_a_retinoid_is_nothing_for_a_baby() -> None:
    assert "baby.nothing" in ids(judged(spf("spf", "RETINYL PALMITATE"), somebody(months=8)))


@pytest.mark.parametrize(("years", "word"), [(11, "stop"), (12, "ask")])
def test_no_active_under_twelve(years: int, word: str) -> None:
    assert see([*PLAIN, "SALICYLIC ACID"], somebody(years), strength_pct={"SALICYLIC ACID": 2}).word == word


def test_a_trace_asks_under_twelve_and_a_ph_adjuster_does_not() -> None:
    assert ids(see([*PLAIN, "LACTIC ACID"], somebody(8))) == {"child.active_small"}
    assert ids(see([*PLAIN, "CITRIC ACID"], somebody(8))) == set()


@pytest.mark.parametrize(("name", "pct", "years", "confirmed", "word"), [
    ("SALICYLIC ACID", 2, 17, ("salicylic acid",), "keep"),
    ("SALICYLIC ACID", 2, 17, (), "ask"),
    ("AZELAIC ACID", 10, 17, ("azelaic acid",), "keep"),
    ("ADAPALENE", 0.1, 15, ("adapalene",), "keep"),
    ("GLYCOLIC ACID", 5, 17, ("glycolic acid",), "stop"),
    ("RETINOL", 0.1, 17, ("retinol",), "stop"),
    ("GLYCOLIC ACID", 5, 18, (), "keep"),
])  # fmt: skip
def test_teens_need_someone_to_agree(name: str, pct: float, years: int, confirmed: tuple[str, ...], word: str) -> None:
    assert see([*PLAIN, name], somebody(years, confirmed=confirmed), strength_pct={name: pct}).word == word


def test_an_unknown_age_asks_only_for_actives() -> None:
    nobody = Person(bump_sites=("nose",))
    assert "age.not_asked" in ids(see([*PLAIN, "GLYCOLIC ACID"], nobody, strength_pct={"GLYCOLIC ACID": 5}))
    assert see(PLAIN, nobody).word == "keep"


# -- allergies and sore skin -------------------------------------------------------------------

SALICYLATE = somebody(allergies=("salicylate",))


@pytest.mark.parametrize(
    "name",
    [
        "SALICYLIC ACID",
        "CAPRYLOYL SALICYLIC ACID",
        "SALIX ALBA BARK EXTRACT",
        "SALIX PURPUREA BARK EXTRACT",
        "BETAINE SALICYLATE",
    ],
)
@pytest.mark.parametrize("use", ["leave_on", "rinse_off"])
def test_no_salicylate_at_any_place_with_that_allergy(name: str, use: str) -> None:
    assert see([*PLAIN, name], SALICYLATE, use=use).word == "stop"
    assert see(reading(*PLAIN, may=[name]), SALICYLATE, use=use).word == "stop"
    assert "allergy.salicylate" not in ids(see([*PLAIN, name], use=use))


@pytest.mark.parametrize("name", ["ETHYLHEXYL SALICYLATE", "HOMOSALATE", "BENZYL SALICYLATE"])
def test_relatives_of_salicylates_ask(name: str) -> None:
    assert (see([*PLAIN, name], SALICYLATE).word, see([*PLAIN, name]).word) == ("ask", "keep")


def test_a_salicylate_without_a_list_is_known_by_its_name() -> None:
    assert see(reading(), SALICYLATE, name="Salicylic acid 2 %").word == "stop"


@pytest.mark.parametrize("allergy", ["PARAFFINUM LIQUIDUM", "mineral oil", "Mineral  Oil"])
def test_an_allergy_holds_for_every_name_of_the_same_thing(allergy: str) -> None:
    assert see([*PLAIN, "PARAFFINUM LIQUIDUM"], somebody(allergies=(allergy,)), use="rinse_off").word == "stop"


def test_a_relative_of_an_allergen_asks_and_others_do_not() -> None:
    lanolin = somebody(allergies=("LANOLIN",))
    assert see([*PLAIN, "ACETYLATED LANOLIN ALCOHOL"], lanolin, use="rinse_off").word == "ask"
    assert see([*PLAIN, "ALLANTOIN"], lanolin).word == "keep"


def test_with_an_allergy_unread_names_ask() -> None:
    label = reading(*PLAIN, "ZZYX", how={"ZZYX": ("unknown", None)})
    assert see(label, somebody(allergies=("LANOLIN",))).word == "ask"
    assert see(label).word == "keep"


def test_a_sunscreen_asks_when_sunscreens_do_not_agree() -> None:
    person = somebody(allergies=("sunscreen",))
    assert "allergy.sunscreen" in ids(judged(spf(), person))
    assert see(PLAIN, person).word == "keep"


def test_sore_skin_pauses_actives_only() -> None:
    sore = somebody(skin_now=("sunburn",))
    assert see([*PLAIN, "GLYCOLIC ACID"], sore, strength_pct={"GLYCOLIC ACID": 5}).word == "stop"
    assert see(PLAIN, sore).word == "keep"


# -- medicines that matter ---------------------------------------------------------------------


def on(day: date, *medicines: Medicine, **profile: Any) -> Person:
    from dataclasses import replace

    return replace(somebody(medicines=medicines, **profile), today=day)


TODAY = date(2026, 3, 16)


@pytest.mark.parametrize(("medicine", "name", "asks"), [
    (Medicine("photosensitising"), "GLYCOLIC ACID", True),
    (Medicine("other", "Doxycycline 100 mg"), "GLYCOLIC ACID", True),
    (Medicine("other", "Doxycycline"), "LACTOBIONIC ACID", True),
    (Medicine("other", "Doxycycline"), "RETINOL", True),
    (Medicine("other", "Doxycycline"), "AZELAIC ACID", False),
    (Medicine("other", "Doxycycline"), "SALICYLIC ACID", False),
    (Medicine("other", "Ibuprofen"), "GLYCOLIC ACID", False),
    (Medicine("other", "Doxycycline", ended=date(2026, 3, 9)), "GLYCOLIC ACID", False),
    (Medicine("other", "Doxycycline", ended=date(2026, 3, 10)), "GLYCOLIC ACID", True),
    (Medicine("other", "Amiodarone", ended=date(2026, 3, 1)), "GLYCOLIC ACID", True),
])  # fmt: skip
def test_medicines_that_make_skin_burn(medicine: Medicine, name: str, asks: bool) -> None:
    strengths = {"GLYCOLIC ACID": 5, "LACTOBIONIC ACID": 5, "RETINOL": 0.2, "AZELAIC ACID": 10, "SALICYLIC ACID": 2}
    verdict = see([*PLAIN, name], on(TODAY, medicine), strength_pct={name: strengths[name]})
    assert ("medicine.photosensitising" in ids(verdict)) is asks
    assert verdict.word == ("ask" if asks else "keep")


def test_the_prescriber_may_agree() -> None:
    person = on(TODAY, Medicine("photosensitising"), confirmed=("glycolic acid",))
    assert see([*PLAIN, "GLYCOLIC ACID"], person, strength_pct={"GLYCOLIC ACID": 5}).word == "keep"


@pytest.mark.parametrize(("ended", "word"), [(None, "stop"), (date(2025, 9, 15), "stop"), (date(2025, 9, 14), "keep")])
def test_isotretinoin_within_half_a_year(ended: date | None, word: str) -> None:
    person = on(TODAY, Medicine("isotretinoin", ended=ended))
    assert see([*PLAIN, "AZELAIC ACID"], person, strength_pct={"AZELAIC ACID": 10}).word == word


@pytest.mark.parametrize(("kind", "ident"), [
    ("prescription_topical", "medicine.prescription"), ("steroid_topical", "medicine.clinician"),
    ("targeted_cancer", "medicine.clinician"), ("ciclosporin", "medicine.clinician"),
])  # fmt: skip
def test_medicines_where_a_clinician_decides(kind: str, ident: str) -> None:
    verdict = see([*PLAIN, "AZELAIC ACID"], on(TODAY, Medicine(kind)), strength_pct={"AZELAIC ACID": 10})
    assert (verdict.word, ident in ids(verdict)) == ("ask", True)
    assert see(PLAIN, on(TODAY, Medicine(kind))).word == "keep"


# -- what no plan holds ------------------------------------------------------------------------


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


# -- sunscreens and the shelf ------------------------------------------------------------------


def test_a_good_sunscreen_is_kept_without_a_word() -> None:
    verdict = judged(spf())
    assert (verdict.word, ids(verdict)) == ("keep", set())


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


# -- nobody named ------------------------------------------------------------------------------


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
