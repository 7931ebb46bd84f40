"""Reading a case: every problem is named with where and fix, and nothing is replaced by a default."""

from datetime import date
from typing import Any

import pytest

from lives import plain_case
from milium.adapters.packfiles import load_knowledge
from milium.care.cases import CaseReading, read_case
from milium.errors import BadInput

CLOCK = date(2026, 3, 2)


def read(**changes: Any) -> CaseReading:
    knowledge = load_knowledge()
    return read_case(plain_case(**changes), knowledge.vocabulary, knowledge.identify, today=None, clock_today=CLOCK)


def profile(**changes: Any) -> dict[str, Any]:
    return {**plain_case()["profile"], **changes}


def test_a_complete_case_reads_without_an_issue() -> None:
    found = read()
    assert found.issues == ()
    assert found.case.age is not None
    assert found.case.age.low_months == 34 * 12
    assert [item.id for item in found.case.shelf] == ["cleanser", "cream", "glycolic", "spf"]


@pytest.mark.parametrize(
    ("changes", "where", "fix"),
    [
        ({"shelff": []}, "shelff", "shelf"),
        ({"profile": profile(pregnant="no")}, "profile.pregnant", "pregnancy"),
        ({"profile": profile(pregnancy="maybe")}, "profile.pregnancy", "unsure"),
        ({"profile": profile(age={"years": 200})}, "profile.age.years", "130"),
        ({"profile": profile(skin_now=["sunburnt"])}, "profile.skin_now", "sunburn"),
        ({"profile": profile(medicines=[{"kind": "isotretinoine"}])}, "profile.medicines[0].kind", "isotretinoin"),
        ({"dated": [{"kind": "waxing", "date": "2026-02-30"}]}, "dated[0].date", "2026-03-16"),
        ({"dated": [{"kind": "waxing"}]}, "dated[0].date", "2026-03-16"),
        ({"log": [{"kind": "checkin", "date": "2026-03-01"}]}, "log[0].kind", "check_in"),
        ({"log": [{"kind": "check_in", "date": "2026-03-01", "irritation": 7}]}, "log[0].irritation", "0 to 3"),
        ({"answers": {**plain_case()["answers"], "colour": "perly_white"}}, "answers.colour", "pearly_white"),
        ({"answers": {**plain_case()["answers"], "flags": ["lashes_lst"]}}, "answers.flags", "lashes_lost"),
    ],
)  # fmt: skip
def test_what_a_safety_rule_may_read_blocks_until_it_is_mended(changes: dict[str, Any], where: str, fix: str) -> None:
    found = read(**changes)
    assert any(where in i.where and fix in i.fix for i in found.blocking), found.issues


def test_one_unknown_word_makes_the_whole_list_unasked() -> None:
    assert read(profile=profile(skin_now=["broken", "sunburnt"])).case.profile.skin_now is None
    assert read(profile=profile(medicines=[{"kind": "isotretinoine"}])).case.profile.medicines is None


def test_an_unknown_kind_of_procedure_is_taken_as_the_strictest() -> None:
    found = read(dated=[{"kind": "dermabrasion", "date": "2026-04-01"}])
    assert found.case.dated[0].kind == "unnamed"
    assert "dated[0].kind" in found.issues[0].where
    assert found.blocking == ()


def test_a_strength_we_cannot_read_may_be_anything() -> None:
    toner = {**plain_case()["shelf"][3], "strength_pct": {"GLYCOLIC ACID": "10 %%"}}
    found = read(shelf=[toner])
    assert found.case.shelf[0].strength_pct == {"GLYCOLIC ACID": 100.0}
    assert "10 %%" in found.issues[0].problem


def test_a_comma_is_a_decimal_point() -> None:
    toner = {**plain_case()["shelf"][3], "ph": "3,8"}
    assert read(shelf=[toner]).case.shelf[0].ph == 3.8


def test_two_products_of_one_id_are_both_kept_and_named() -> None:
    found = read(shelf=[plain_case()["shelf"][0]] * 2)
    assert [i.id for i in found.case.shelf] == ["cleanser", "cleanser-2"]
    assert found.blocking


def test_what_is_dated_after_today_is_left_out_and_reported() -> None:
    found = read(log=[{"kind": "check_in", "date": "2026-03-09", "irritation": 0}])
    assert found.case.log == ()
    assert "after today" in found.issues[0].problem
    assert found.blocking == ()


def test_a_flag_of_the_answers_tightens_the_profile() -> None:
    answers = {**plain_case()["answers"], "flags": ["pregnant"]}
    found = read(answers=answers)
    assert found.case.profile.pregnancy == "yes"
    assert "more careful" in found.issues[0].fix


def test_a_flag_of_a_check_in_changes_the_profile_from_its_day_on() -> None:
    case = read(today="2026-03-20", log=[{"kind": "check_in", "date": "2026-03-09", "flags": ["pregnant"]}]).case
    assert case.profile_on(date(2026, 3, 8)).pregnancy == "no"
    assert case.profile_on(date(2026, 3, 9)).pregnancy == "yes"


def test_ages_that_disagree_leave_both_possible() -> None:
    found = read(profile=profile(age={"years": 11}))
    age = found.case.age
    assert age is not None
    assert age.may_be_under_years(12)
    assert age.may_be_at_least_years(39)
    assert any(i.where == "profile.age" for i in found.issues)


def test_true_and_false_are_taken_for_yes_and_no() -> None:
    assert read(profile=profile(pregnancy=True)).case.profile.pregnancy == "yes"
    assert read(profile=profile(breastfeeding="yes")).case.profile.breastfeeding is True


def test_a_case_that_is_no_mapping_or_has_an_impossible_date_is_refused() -> None:
    knowledge = load_knowledge()
    with pytest.raises(BadInput, match="keys and values"):
        read_case(["no"], knowledge.vocabulary, knowledge.identify, today=None, clock_today=CLOCK)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="2026-13-01"):
        read(today="2026-13-01")
