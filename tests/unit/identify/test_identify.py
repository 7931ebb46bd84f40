"""What an identification says: candidates, sureness, levels, ages."""

import math
from collections.abc import Mapping

import pytest

from milium.adapters.packfiles import load_knowledge
from milium.domain.identify import Answers, Context, Identification
from milium.domain.person import Age, AgeRange
from milium.engine.identify import identify
from people import CHEEKS

FACTS = load_knowledge().identify


def ask(given: Mapping[str, str], flags: tuple[str, ...] | None = (), context: Context | None = None) -> Identification:
    return identify(Answers(given, flags), FACTS, context or Context())


def test_textbook_milia_are_named_and_left_alone() -> None:
    found = ask(CHEEKS)
    assert found.candidates[0][0] == "milia_primary"
    assert found.sure
    assert found.triage == "self-care"
    assert found.next_question is None
    assert found.facts[0] == "condition.milia_primary"


def test_without_any_answer_the_candidates_are_the_mean_of_the_bands() -> None:
    found = ask({}, None)
    mean = {
        name: math.fsum(FACTS.priors[band][i] for band in FACTS.priors) / len(FACTS.priors)
        for i, name in enumerate(FACTS.profiled)
    }
    for name, share in found.candidates:
        assert share == pytest.approx(mean[name], abs=5e-5)


def test_with_only_the_age_the_candidates_are_the_priors_of_the_band() -> None:
    found = dict(ask({"age": "adult_18_39y"}).candidates)
    assert found["milia_primary"] == pytest.approx(0.36, abs=5e-5)
    assert found["closed_comedone"] == pytest.approx(0.26, abs=5e-5)
    assert found["milia_eruptive"] > 0, "not named by the band: it shares the other 2.2 %"
    named = [n for n in found if n not in {"milia_primary", "closed_comedone"}]
    assert math.fsum(found[n] for n in named) == pytest.approx(0.38, abs=1e-4)


def test_one_answer_weighs_by_its_tempered_likelihood() -> None:
    before, after = (
        dict(ask({"age": "adult_18_39y"}).candidates),
        dict(ask({"age": "adult_18_39y", "feel": "soft"}).candidates),
    )
    odds = (after["closed_comedone"] / after["milia_primary"]) / (before["closed_comedone"] / before["milia_primary"])
    assert odds == pytest.approx((26.0 / 0.5) ** 0.7, rel=1e-3)


def test_a_flag_multiplies_the_odds_untempered() -> None:
    plain, flagged = (
        dict(ask({"age": "child_1_11y"}).candidates),
        dict(ask({"age": "child_1_11y"}, ("down_syndrome",)).candidates),
    )
    odds = (flagged["calcinosis_milia_like"] / flagged["molluscum"]) / (
        plain["calcinosis_milia_like"] / plain["molluscum"]
    )
    assert odds == pytest.approx(100, rel=1e-2)


def test_a_ratio_of_adults_does_not_touch_children() -> None:
    child = {"age": "child_1_11y"}
    plain, weak = dict(ask(child).candidates), dict(ask(child, ("transplant_or_immune_weak",)).candidates)
    assert weak["molluscum"] <= plain["molluscum"]
    adult = {"age": "adult_18_39y"}
    plain, weak = dict(ask(adult).candidates), dict(ask(adult, ("transplant_or_immune_weak",)).candidates)
    assert weak["molluscum"] > 5 * plain["molluscum"]


def test_no_probability_is_shown_above_the_cap() -> None:
    assert ask(CHEEKS).candidates[0][1] == 0.95


CANCERS = ("bcc", "sebaceous_carcinoma", "fast_growing_skin_cancer")


@pytest.mark.parametrize(
    ("change", "floor"),
    [
        ({"age": "adult_40_64y", "count": "single"}, 0.005),
        ({"age": "older_65plus", "count": "single", "site": "around_eye"}, 0.02),
        ({"age": "older_65plus", "count": "single", "site": "lash_line"}, 0.02),
    ],
)
def test_a_single_bump_from_forty_on_keeps_a_share_for_cancer(change: Mapping[str, str], floor: float) -> None:
    assert ask({**CHEEKS, **change}).probability(*CANCERS) >= floor
    assert "identify.floor" in ask({**CHEEKS, **change}).facts


def test_many_bumps_or_youth_keep_no_such_share() -> None:
    assert ask({**CHEEKS, "age": "adult_40_64y"}).probability(*CANCERS) < 0.005
    assert ask({**CHEEKS, "count": "single"}).probability(*CANCERS) < 0.005


def test_below_sixty_percent_nothing_is_sure_and_the_most_careful_possible_level_holds() -> None:
    found = ask({"age": "older_65plus", "site": "nose"}, ())
    assert not found.sure
    assert found.candidates[0][1] < 0.6
    possible = [name for name, share in found.candidates if share >= 0.1]
    assert possible == ["sebaceous_hyperplasia", "bcc", "milia_primary"]
    assert found.triage == "urgent", "a basal cell cancer on the nose, the most careful of the three"
    assert "RF20" in found.facts


def test_newborn_dots_stay_self_care_when_only_harmless_things_are_possible() -> None:
    dots = {
        **CHEEKS,
        "age": "newborn_0_28d",
        "site": "nose",
        "duration": "days",
        "colour": "yellow_white",
        "feel": "firm",
    }
    found = ask({**dots, "count": "over_20", "size": "under_1"})
    assert {name for name, share in found.candidates if share >= 0.1} == {
        "milia_neonatal",
        "neonatal_sebaceous_hyperplasia",
    }
    assert found.triage == "self-care"


@pytest.mark.parametrize(
    ("change", "flags", "level"),
    [
        ({"site": "body_or_limbs"}, (), "pharmacist"),
        ({"site": "around_eye"}, (), "routine clinician"),
        ({"site": "lash_line"}, (), "routine clinician"),
        ({"site": "body_or_limbs"}, ("transplant_or_immune_weak",), "routine clinician"),
    ],
)
def test_molluscum_near_the_eye_or_in_weak_immunity_goes_to_a_clinician(
    change: Mapping[str, str], flags: tuple[str, ...], level: str
) -> None:
    molluscum = {
        **CHEEKS,
        "age": "child_1_11y",
        "colour": "skin_coloured",
        "opening": "central_dent",
        "feel": "firm",
        "duration": "6m_2y",
        "size": "3_5",
        "change": "more_appearing",
        "trigger": "contact_shaving_scratch",
        "grouping": "clustered",
    }
    found = ask({**molluscum, **change}, flags)
    assert found.candidates[0][0] == "molluscum"
    assert found.triage == level


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({}, "pharmacist"),
        ({"count": "single"}, "routine clinician"),
        ({"duration": "6w_6m"}, "routine clinician"),
        ({"change": "slow_growth"}, "routine clinician"),
    ],
)
def test_an_enlarged_oil_gland_that_is_single_new_or_growing_goes_to_a_clinician(
    change: Mapping[str, str], level: str
) -> None:
    gland = {
        **CHEEKS,
        "colour": "yellow",
        "opening": "central_dent",
        "feel": "soft",
        "size": "3_5",
        "duration": "over_2y",
    }
    found = ask({**gland, "age": "adult_40_64y", **change})
    assert found.candidates[0][0] == "sebaceous_hyperplasia"
    assert found.triage == level


def test_what_is_seen_on_wish_is_self_care() -> None:
    lids = {**CHEEKS, "site": "around_eye", "colour": "skin_coloured", "feel": "firm", "duration": "over_2y"}
    found = ask({**lids, "grouping": "symmetric_both_sides"})
    assert found.candidates[0][0] == "syringoma"
    assert FACTS.conditions["syringoma"].on_wish
    assert found.triage == "self-care"


def test_the_profile_gives_the_age_when_the_answer_is_missing() -> None:
    given = {key: word for key, word in CHEEKS.items() if key != "age"}
    age = Context(age=Age(34, "years").as_range())
    assert ask(given, (), age) == ask(CHEEKS)
    days = Context(age=Age(12, "days").as_range())
    assert ask(given, (), days).candidates[0][0] == "milia_neonatal"


def test_when_answer_and_profile_disagree_the_more_careful_level_holds() -> None:
    single = {**CHEEKS, "count": "single"}
    assert ask(single).triage == "self-care"
    found = ask(single, (), Context(age=Age(52, "years").as_range()))
    assert found.triage == "routine clinician"
    assert [flag.id for flag in found.red_flags] == ["RF10"]
    assert not found.sure
    other = ask({**single, "age": "adult_40_64y"}, (), Context(age=Age(30, "years").as_range()))
    assert other.triage == "routine clinician"


def test_candidates_follow_the_profile_when_the_ages_disagree() -> None:
    found = ask({"age": "older_65plus"}, (), Context(age=Age(5, "days").as_range()))
    assert found.candidates[0][0] == "milia_neonatal"


def test_an_age_range_that_somebody_widened_is_read_carefully() -> None:
    single = {**CHEEKS, "count": "single"}
    for wide in (AgeRange(216, 700), AgeRange(0, 700)):
        found = ask(single, (), Context(age=wide))
        assert not found.sure
        assert found.triage == "routine clinician"


def test_an_age_range_that_repeats_the_answer_says_nothing_new() -> None:
    assert ask(CHEEKS, (), Context(age=AgeRange(216, 479))) == ask(CHEEKS)


def test_a_baby_of_29_days_is_an_infant_without_an_argument() -> None:
    infant = {**CHEEKS, "age": "infant_1_12m", "site": "nose"}
    assert ask(infant, (), Context(age=Age(29, "days").as_range())).candidates == ask(infant).candidates


def test_contradicting_answers_are_not_sure_and_never_lower_the_level() -> None:
    found = ask({**CHEEKS, "age": "adult_40_64y", "count": "single", "grouping": "clustered"})
    assert not found.sure
    assert "contradiction.single-arranged" in found.facts
    assert found.triage == "routine clinician"
    toddler = ask({**CHEEKS, "age": "child_1_11y"}, ("fever_or_unwell_baby",))
    assert toddler.triage == "emergency", "the age is what the flag contradicts, so it may not lower the level"


def test_unanswered_flags_never_lead_to_self_care_alone() -> None:
    assert ask(CHEEKS, None).triage == "pharmacist"
    assert ask(CHEEKS, ("pregnant", "not_sure")).triage == "pharmacist"
    assert ask(CHEEKS, ("pregnant",)).triage == "self-care"
    assert "identify.open-question" in ask(CHEEKS, None).facts


def test_a_ticked_sign_that_fires_nothing_is_still_shown_to_a_pharmacist() -> None:
    found = ask(CHEEKS, ("came_back_same_place",))
    assert found.red_flags == ()
    assert found.triage == "pharmacist"
