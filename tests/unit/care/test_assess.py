"""A red flag that was cleared opens again when it is ticked again (SR-04, SR-80)."""

from typing import Any

from lives import MONDAY, plain_case
from milium.adapters.packfiles import load_knowledge
from milium.care import Care

CARE = Care(load_knowledge(), lambda: MONDAY)


def check_in(day: str, *flags: str) -> dict[str, Any]:
    return {"kind": "check_in", "date": day, "irritation": 0, "skin_now": [], "flags": list(flags)}


def decision(*log: dict[str, Any], today: str = "2026-04-06", **changes: Any) -> object:
    return CARE.plan(plain_case(log=list(log), today=today, **changes), weeks=2)["decision"]


CLEARED = {"kind": "clinician", "date": "2026-03-16", "what": "cleared", "about": "RF9"}
DARK = "darkly_pigmented_spot"


def test_a_flag_of_a_check_in_stays_open_until_a_clinician_clears_it() -> None:
    assert decision(check_in("2026-03-09", DARK)) == "refer"
    assert decision(check_in("2026-03-09", DARK), CLEARED) != "refer"


def test_a_cleared_flag_opens_again_when_it_is_ticked_again() -> None:
    assert decision(check_in("2026-03-09", DARK), CLEARED, check_in("2026-03-30", DARK)) == "refer"


def test_a_flag_of_the_answers_that_was_cleared_is_not_opened_by_another_tick() -> None:
    answers = {**plain_case()["answers"], "flags": [DARK]}
    assert decision(answers=answers) == "refer"
    assert decision(CLEARED, answers=answers) != "refer"
    assert decision(CLEARED, check_in("2026-03-30", "down_syndrome"), answers=answers) != "refer"
    assert decision(CLEARED, check_in("2026-03-30", DARK), answers=answers) == "refer"


def test_a_clinician_who_looked_or_agreed_counts_from_that_day() -> None:
    single = {**plain_case()["answers"], "count": "single", "age": "adult_40_64y"}
    older = {**plain_case()["profile"], "age": {"years": 48}}
    assert decision(answers=single, profile=older) == "refer"
    saw = {"kind": "clinician", "date": "2026-03-20", "what": "saw"}
    assert decision(saw, answers=single, profile=older) != "refer"
    case = CARE.read(plain_case(log=[{**saw, "what": "confirmed", "about": "Adapalene"}], today="2026-04-06")).case
    assert case.profile_on(case.today).confirmed == ("adapalene",)
    assert case.profile_on(MONDAY).confirmed == ()
