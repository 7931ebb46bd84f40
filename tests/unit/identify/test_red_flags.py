"""Each red flag, just inside and just outside."""

from collections.abc import Mapping

import pytest

from milium.adapters.packfiles import load_knowledge
from milium.domain.identify import Answers, Context, Identification
from milium.domain.person import Age, AgeRange
from milium.engine.identify import identify
from people import CHEEKS

FACTS = load_knowledge().identify
QUIET = dict(CHEEKS)
BABY = QUIET | {"age": "newborn_0_28d", "site": "nose", "duration": "days"}
Case = tuple[str, str | None, Mapping[str, str | None], tuple[str, ...]]


def ask(answers: Mapping[str, str | None], *flags: str, context: Context | None = None) -> Identification:
    given = {key: word for key, word in answers.items() if word is not None}
    return identify(Answers(given, flags), FACTS, context or Context())


def level(red_flag: str, found: Identification) -> str | None:
    return next((flag.urgency for flag in found.red_flags if flag.id == red_flag), None)


BLISTER: dict[str, str | None] = {"feel": "fluid_filled", "colour": "clear_bluish"}
SINGLE: dict[str, str | None] = {"count": "single"}
OLD: dict[str, str | None] = {"age": "adult_40_64y"}
LID: dict[str, str | None] = {"site": "around_eye"}
NO_AGE: dict[str, str | None] = {"age": None}
SCAB: dict[str, str | None] = {"count": "single", "bleed_crust": "repeated_or_scab"}
PATCH: dict[str, str | None] = {"grouping": "together_on_a_red_raised_patch", "redness": "mild"}
HOT = "spreading_hot_redness"

ADULTS: list[Case] = [
    ("RF1", None, {}, ("fever",)),
    ("RF1", "emergency", NO_AGE, ("fever_or_unwell_baby",)),
    ("RF1", None, {"age": "child_1_11y"}, ("fever",)),
    ("RF2", "emergency", NO_AGE, ("cold_sore_contact",)),
    ("RF2", None, {}, ("cold_sore_contact",)),
    ("RF2", None, BLISTER | {"redness": "marked"}, ()),
    ("RF3", "emergency", {}, (HOT, "fever")),
    ("RF3", "emergency", {}, (HOT, "vision_change")),
    ("RF3", "emergency", LID, (HOT, "eye_red_or_painful")),
    ("RF3", "emergency", {"site": None}, (HOT, "eye_red_or_painful")),
    ("RF3", None, {"site": "nose"}, (HOT, "eye_red_or_painful")),
    ("RF3", None, {}, (HOT,)),
    ("RF3", None, {}, ("fever",)),
    ("RF4", "urgent", {}, (HOT,)),
    ("RF4", "emergency", {}, (HOT, "transplant_or_immune_weak")),
    ("RF4", "emergency", {"age": "child_1_11y"}, (HOT,)),
    ("RF4", "urgent", {"age": "teen_12_17y"}, (HOT,)),
    ("RF4", None, {"redness": "marked"}, ()),
    ("RF5", "routine clinician", SCAB, ()),
    ("RF5", "routine clinician", SCAB | {"count": "2_5"}, ()),
    ("RF5", "routine clinician", SCAB | {"count": None}, ()),
    ("RF5", "routine clinician", SCAB | NO_AGE, ()),
    ("RF5", "urgent", SCAB | {"site": "nose"}, ()),
    ("RF5", "urgent", SCAB | {"site": "ear_or_behind"}, ()),
    ("RF5", "urgent", SCAB | {"site": "lips_mouth"}, ()),
    ("RF5", "urgent", SCAB | {"size": "over_5"}, ()),
    ("RF5", "urgent", SCAB | {"symptom": "pain_tender"}, ()),
    ("RF5", "urgent", SCAB, ("transplant_or_immune_weak",)),
    ("RF5", "routine clinician", SCAB | {"size": "3_5", "symptom": "itch", "site": "body_or_limbs"}, ()),
    ("RF5", None, SCAB | {"count": "6_20"}, ()),
    ("RF5", None, SCAB | {"bleed_crust": "once_after_knock"}, ()),
    ("RF5", None, SCAB | {"age": "child_1_11y"}, ()),
    ("RF5", "routine clinician", SCAB | {"age": "teen_12_17y"}, ()),
    ("RF6", "urgent", SINGLE | {"change": "fast_growth"}, ()),
    ("RF6", "urgent", SINGLE | {"change": "fast_growth"} | NO_AGE, ()),
    ("RF6", "routine clinician", SINGLE | {"change": "fast_growth", "age": "teen_12_17y"}, ()),
    ("RF6", "routine clinician", SINGLE | {"change": "fast_growth", "age": "child_1_11y"}, ()),
    ("RF6", None, SINGLE | {"change": "slow_growth"}, ()),
    ("RF6", None, {"count": "2_5", "change": "fast_growth"}, ()),
    ("RF7", "routine clinician", {"count": "2_5"}, ("visible_branching_vessels",)),
    ("RF7", "urgent", SINGLE | {"site": "nose"}, ("visible_branching_vessels",)),
    ("RF7", "routine clinician", SINGLE | {"colour": "pearly_see_through", "change": "slow_growth"}, ()),
    ("RF7", "urgent", SINGLE | {"colour": "pearly_see_through", "change": "fast_growth", "site": "lash_line"}, ()),
    ("RF7", None, SINGLE | {"colour": "pearly_see_through"}, ()),
    ("RF7", None, {"colour": "pearly_see_through", "change": "slow_growth"}, ()),
    ("RF7", None, {}, ("visible_branching_vessels",)),
    ("RF7", None, SINGLE | {"age": "teen_12_17y"}, ("visible_branching_vessels",)),
    ("RF8", "urgent", LID, ("lashes_lost",)),
    ("RF8", "urgent", {"site": None}, ("lashes_lost",)),
    ("RF8", None, {}, ("lashes_lost",)),
    ("RF8", "urgent", LID | OLD, ("came_back_same_place",)),
    ("RF8", "routine clinician", LID, ("came_back_same_place",)),
    ("RF8", None, OLD, ("came_back_same_place",)),
    ("RF8", "urgent", LID | OLD | SINGLE | {"redness": "mild", "duration": "6w_6m"}, ()),
    ("RF8", None, LID | SINGLE | {"redness": "mild", "duration": "6w_6m"}, ()),
    ("RF8", None, LID | OLD | SINGLE | {"redness": "mild", "duration": "under_6_weeks"}, ()),
    ("RF8", None, LID | OLD | SINGLE | {"duration": "6w_6m"}, ()),
    ("RF8", None, LID | OLD | {"redness": "mild", "count": "2_5"}, ()),
    ("RF9", "urgent", {}, ("darkly_pigmented_spot",)),
    ("RF9", None, {"colour": "brown_dark"}, ()),
    ("RF10", "routine clinician", SINGLE | OLD | {"duration": "over_2y"}, ()),
    ("RF10", "routine clinician", SINGLE | {"age": "older_65plus"}, ()),
    ("RF10", "routine clinician", SINGLE | NO_AGE, ()),
    ("RF10", None, SINGLE, ()),
    ("RF10", None, OLD | {"count": "2_5"}, ()),
    ("RF10", "routine clinician", {}, ("skin_cancer_before",)),
    ("RF10", "routine clinician", {}, ("transplant_or_immune_weak",)),
    ("RF10", "urgent", {"opening": "central_dent", "duration": "6w_6m"}, ("transplant_or_immune_weak",)),
    ("RF10", "urgent", {"size": "over_5", "duration": "days"}, ("transplant_or_immune_weak",)),
    ("RF10", "routine clinician", {"size": "over_5", "duration": "6m_2y"}, ("transplant_or_immune_weak",)),
    ("RF10", "routine clinician", {"size": "over_5", "duration": "days"}, ("skin_cancer_before",)),
    ("RF11", "routine clinician", {"site": "lash_line"}, ()),
    ("RF11", None, LID, ()),
    ("RF12", "urgent", LID, ("eye_red_or_painful",)),
    ("RF12", None, {}, ("eye_red_or_painful",)),
    ("RF12", "emergency", {}, ("vision_change",)),
    ("RF13", "routine clinician", {}, ("sparse_hair_or_skin_pits",)),
    ("RF13", "routine clinician", {"age": "teen_12_17y"}, ("relatives_with_same_or_skin_cancers",)),
    ("RF13", "routine clinician", {"age": "teen_12_17y", "feel": None}, ("relatives_with_same_or_skin_cancers",)),
    ("RF13", None, {}, ("relatives_with_same_or_skin_cancers",)),
    ("RF13", None, {"age": "teen_12_17y", "feel": "rough"}, ("relatives_with_same_or_skin_cancers",)),
    ("RF13", None, {"age": "teen_12_17y", "count": "2_5"}, ("relatives_with_same_or_skin_cancers",)),
    ("RF14", "routine clinician", {}, ("seizures_or_pale_patches",)),
    ("RF14", None, {"age": "child_1_11y", "colour": "pink_red"}, ()),
    ("RF15", "routine clinician", {}, ("skin_blisters_easily",)),
    ("RF15", None, {"trigger": "burn_blister_wound"}, ()),
    ("RF16", "routine clinician", {"change": "sudden_crop", "count": "over_20"}, ()),
    ("RF16", None, {"change": "sudden_crop"}, ()),
    ("RF16", None, {"change": "more_appearing", "count": "over_20"}, ()),
    ("RF16", "routine clinician", {}, ("cancer_medicine",)),
    ("RF16", "routine clinician", {"trigger": "new_medicine"}, ()),
    ("RF16", None, {"trigger": "steroid_or_heavy_cream"}, ()),
    ("RF17", "routine clinician", PATCH, ()),
    ("RF17", None, {"grouping": "clustered", "redness": "mild"}, ()),
    ("RF19", "routine clinician", LID | {"colour": "yellow", "feel": "soft"}, ()),
    ("RF19", None, {"site": "nose", "colour": "yellow", "feel": "soft"}, ()),
    ("RF19", None, LID | {"colour": "yellow_white", "feel": "soft"}, ()),
    ("RF19", None, LID | {"colour": "yellow", "feel": "firm"}, ()),
    ("RF21", "routine clinician", SINGLE | {"age": "child_1_11y", "size": "3_5"}, ()),
    ("RF21", "routine clinician", SINGLE | {"age": "child_1_11y", "site": "nose", "opening": "pore_or_dark_plug"}, ()),
    ("RF21", None, SINGLE | {"age": "child_1_11y"}, ()),
    ("RF21", None, SINGLE | {"age": "teen_12_17y", "size": "3_5"}, ()),
    ("RF21", None, SINGLE | {"age": "child_1_11y", "size": "3_5", "site": "body_or_limbs"}, ()),
    ("RF21", None, {"age": "child_1_11y", "size": "3_5", "count": "2_5"}, ()),
]
BABIES: list[Case] = [
    ("RF1", "emergency", {}, ("fever_or_unwell_baby",)),
    ("RF1", "emergency", {"age": "infant_1_12m"}, ("fever",)),
    ("RF1", None, {}, ()),
    ("RF2", "emergency", {}, ("cold_sore_contact",)),
    ("RF2", "emergency", {"bleed_crust": "repeated_or_scab"}, ()),
    ("RF2", None, {"bleed_crust": "once_after_knock"}, ()),
    ("RF2", "emergency", {"opening": "white_pus_tip", "grouping": "clustered"}, ()),
    ("RF2", None, {"opening": "white_pus_tip"}, ()),
    ("RF2", None, {"grouping": "clustered"}, ()),
    ("RF2", None, BLISTER, ()),
    ("RF2", "emergency", BLISTER | {"redness": "mild"}, ()),
    ("RF2", "emergency", BLISTER | {"redness": None}, ()),
    ("RF2", "emergency", BLISTER | {"grouping": "clustered"}, ()),
    ("RF2", "emergency", BLISTER | {"bleed_crust": "once_after_knock"}, ()),
    ("RF2", "emergency", {"feel": "fluid_filled", "redness": "marked"}, ()),
    ("RF2", "emergency", {"colour": "clear_bluish", "redness": "marked"}, ()),
    ("RF2", None, {"redness": "marked"}, ()),
    ("RF2", None, BLISTER | {"grouping": None}, ()),
    ("RF5", None, {"bleed_crust": "repeated_or_scab", "count": "single"}, ()),
    ("RF16", None, {"change": "sudden_crop", "count": "over_20"}, ()),
    ("RF6", "routine clinician", {"count": "single", "change": "fast_growth"}, ()),
]


@pytest.mark.parametrize(("red_flag", "expected", "change", "flags"), ADULTS)
def test_a_red_flag_fires_inside_and_stays_silent_outside(
    red_flag: str, expected: str | None, change: Mapping[str, str | None], flags: tuple[str, ...]
) -> None:
    assert level(red_flag, ask({**QUIET, **change}, *flags)) == expected


@pytest.mark.parametrize(("red_flag", "expected", "change", "flags"), BABIES)
def test_a_red_flag_of_babies_fires_inside_and_stays_silent_outside(
    red_flag: str, expected: str | None, change: Mapping[str, str | None], flags: tuple[str, ...]
) -> None:
    assert level(red_flag, ask({**BABY, **change}, *flags)) == expected


def test_nothing_fires_for_quiet_answers() -> None:
    assert ask(QUIET).red_flags == ()
    assert ask(QUIET).triage == "self-care"
    assert ask(BABY).red_flags == ()


def test_every_red_flag_of_the_pack_is_tried_on_both_sides() -> None:
    tried = {(red_flag, expected is not None) for red_flag, expected, _, _ in (*ADULTS, *BABIES)}
    by_rule_of_the_engine = {"RF20"}
    by_context = {"RF18"}
    for rule in FACTS.red_flags:
        if rule.id not in by_rule_of_the_engine | by_context:
            assert {(rule.id, True), (rule.id, False)} <= tried, rule.id


def test_milk_spots_are_looked_at_when_the_profile_says_three_months() -> None:
    infant = BABY | {"age": "infant_1_12m", "duration": "6w_6m"}
    assert level("RF18", ask(infant, context=Context(age=Age(3, "months").as_range()))) == "routine clinician"
    assert level("RF18", ask(infant, context=Context(age=Age(2, "months").as_range()))) is None
    assert level("RF18", ask(infant)) is None
    assert level("RF18", ask(infant, context=Context(age=AgeRange(1, 12)))) is None, "that says no more than the answer"
    fresh = infant | {"duration": "under_6_weeks"}
    assert level("RF18", ask(fresh, context=Context(age=Age(4, "months").as_range()))) is None


@pytest.mark.parametrize("kind", ["targeted_cancer", "ciclosporin", "isotretinoin", "steroid_topical"])
def test_a_medicine_of_the_profile_fires_like_an_answer(kind: str) -> None:
    assert level("RF16", ask(QUIET, context=Context(medicines=(kind,)))) == "routine clinician"
    assert level("RF16", ask(QUIET, context=Context(medicines=("photosensitising", "other")))) is None


def test_weak_immunity_and_fever_of_the_profile_count_like_flags() -> None:
    assert level("RF10", ask(QUIET, context=Context(immune_weak=True))) == "routine clinician"
    assert level("RF4", ask(QUIET, HOT, context=Context(immune_weak=True))) == "emergency"
    assert level("RF3", ask(QUIET, HOT, context=Context(fever=True))) == "emergency"
    assert level("RF1", ask(BABY, context=Context(fever=True))) == "emergency"


def test_red_flags_stand_most_urgent_first() -> None:
    found = ask(QUIET | {"count": "single", "age": "older_65plus"}, "vision_change", "darkly_pigmented_spot")
    assert [(flag.id, flag.urgency) for flag in found.red_flags] == [
        ("RF12", "emergency"),
        ("RF9", "urgent"),
        ("RF10", "routine clinician"),
    ]
    assert found.triage == "emergency"


def test_an_infection_stands_first_and_is_never_sure() -> None:
    found = ask(QUIET, HOT)
    name, share = found.candidates[0]
    assert (name, round(share, 3)) == ("infected_lesion_or_cellulitis", 0.5)
    assert not found.sure
    assert sum(p for _, p in found.candidates) == pytest.approx(1, abs=1e-12)
    assert "infected_lesion_or_cellulitis" not in dict(ask(QUIET).candidates)


def test_not_sure_is_never_listed_as_a_red_flag() -> None:
    nothing = identify(Answers({}, None), FACTS)
    assert not nothing.sure
    assert "RF20" in nothing.facts
    assert nothing.red_flags == ()
