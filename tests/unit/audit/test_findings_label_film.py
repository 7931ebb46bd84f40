"""Findings about the label itself and about thick films, just inside and just outside."""

from dataclasses import replace

import pytest

from labels import HEAVY, PLAIN, ids, product, reading, see, somebody
from milium.domain.label import Percent


def test_nothing_against_it_is_keep() -> None:
    verdict = see(PLAIN)
    assert (verdict.word, verdict.findings) == ("keep", ())


@pytest.mark.parametrize(
    ("names", "use", "heavy"), [(HEAVY, "leave_on", True), (HEAVY, "rinse_off", False), (PLAIN, "leave_on", False)]
)
def test_a_product_is_heavy_by_the_rule_of_the_finding(names: tuple[str, ...], use: str, heavy: bool) -> None:
    assert product(names, use=use).heavy is heavy
    assert ("film.heavy" in ids(see(names, use=use))) is heavy


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
    assert (verdict.word, ids(verdict)) == ("keep", {"fragrance.note", "fragrance.allergen"})
    assert ids(see([*PLAIN, "PARFUM"])) == {"fragrance.note"}
    assert "linalool" in verdict.findings[1].says


def test_named_perfume_substances_are_counted_and_named() -> None:
    found = see([*PLAIN, "LINALOOL", "LIMONENE", "CITRAL"]).finding("fragrance.allergen")
    assert found is not None
    assert "names 3 perfume substances" in found.says
    assert "linalool" in found.says


@pytest.mark.parametrize(
    "claim", ["Non-comedogenic.", "NONCOMEDOGENIC", "Nicht komedogen", "non comédogène", "No comedogénico"]
)
def test_the_claim_is_told_as_a_claim(claim: str) -> None:
    label = reading(*PLAIN)
    told = see(reading(*PLAIN, text=f"{label.text}. {claim}"))
    assert (told.word, ids(told)) == ("keep", {"claim.non_comedogenic"})
    assert "claim.non_comedogenic" in ids(see(PLAIN, name=f"{claim} gel"))


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
    (Percent(high=9.9), "keep"),
    (Percent(high=10.0), "swap"),
    (Percent(high=100.0), "keep"),
    (Percent(declared=1.0), "swap"),
    (Percent(declared=0.9, high=9.0), "keep"),
    (Percent(low=1.0, high=100.0), "swap"),
])  # fmt: skip
def test_further_back_the_share_decides(percent: Percent, word: str) -> None:
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
    assert (verdict.word, ids(verdict)) == ("keep", {"list.alphabetical", "told.lanolin"})


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
    verdict = see([*PLAIN[:4], "ALGAE EXTRACT"])
    assert (verdict.word, ids(verdict)) == ("keep", {"lists.name_it"})


@pytest.mark.parametrize(
    ("name", "ident", "words"),
    [
        ("PETROLATUM", "told.petrolatum", "Studies of blocked pores speak against that."),
        ("PARAFFINUM LIQUIDUM", "told.mineral_oil", "was judged not to block pores."),
        ("LANOLIN", "told.lanolin", "Lab studies do not agree with each other."),
    ],
)
def test_the_famous_ones_are_told_as_they_are_wherever_they_stand(name: str, ident: str, words: str) -> None:
    late = see([*PLAIN, name])
    found = late.finding(ident)
    assert found is not None
    assert (late.word, words in found.says) == ("keep", True)
    assert see([*PLAIN, name], use="rinse_off").finding(ident) is None
