"""Findings for the person: pregnancy, age, allergies, medicines, just inside and just outside."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from labels import HEAVY, PLAIN, ids, judged, reading, see, somebody, spf
from milium.domain.person import Medicine
from milium.domain.verdict import Person


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
    ("BENZOYL PEROXIDE", 5, {"breastfeeding": True}, "keep"),
    ("BENZOYL PEROXIDE", 5, {"pregnancy": "trying", "breastfeeding": True}, "ask"),
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


def test_nothing_is_exchanged_for_something_else_on_a_baby() -> None:
    verdict = see([*HEAVY, "GLYCOLIC ACID", "PARFUM"], somebody(months=8))
    assert ids(verdict) == {"baby.nothing"}


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


def on(day: date, *medicines: Medicine, **profile: Any) -> Person:
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
