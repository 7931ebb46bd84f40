"""What a calendar is given: firm evenings, check-ins, counts and the review; calm words; never a forecast."""

import re
from datetime import date, time, timedelta
from typing import Any

import pytest

from lives import ANSWERS, MONDAY, PROFILE, plain_case
from milium import wiring
from milium.care.reminders import Manner, name_of
from milium.care.settings import EVENINGS, USUAL, Settings, changes, settings_of, time_of

CALM = re.compile(r"milia|bump|acid|retin|skin|face|spot|pimple|serum|toner", re.IGNORECASE)


def calendar(today: date = MONDAY, *, with_steps: bool = False, **more: Any) -> list[dict[str, Any]]:
    case = plain_case(today=today.isoformat(), **more)
    found: list[dict[str, Any]] = wiring.care().calendar(case, manner=Manner(USUAL, with_steps))["reminders"]
    return found


def keys(rows: list[dict[str, Any]], slot: str) -> list[str]:
    return [row["key"].partition("-")[2] for row in rows if row["key"].startswith(slot)]


def days(first: date, *numbers: int) -> list[str]:
    return [(first + timedelta(days=n)).isoformat() for n in numbers]


def test_every_firm_evening_is_there_and_none_after_the_two_weeks() -> None:
    case = plain_case(started=MONDAY.isoformat())
    firm = [day["date"] for day in wiring.care().plan(case)["days"] if day["firm"]]
    assert keys(calendar(started=MONDAY.isoformat()), "pm") == firm == days(MONDAY, *range(14))


def test_titles_and_notes_tell_nobody_what_it_is_about() -> None:
    for row in calendar(started=(MONDAY - timedelta(days=90)).isoformat()):
        assert not CALM.search(row["title"] + row["note"]), row


def test_with_steps_an_evening_says_what_to_do_and_that_the_app_knows_better() -> None:
    notes = {row["note"] for row in calendar(with_steps=True) if row["key"].startswith("pm")}
    assert "Tonight: rest. The plan may have changed since. Open milium first." in notes
    assert any(note.startswith("Tonight: test it first. Glycolic toner.") for note in notes)
    assert all(row["title"] == "Evening care" for row in calendar(with_steps=True) if row["key"].startswith("pm"))


def test_check_ins_come_weekly_within_the_firm_days() -> None:
    assert keys(calendar(started=MONDAY.isoformat()), "week") == days(MONDAY, 7)
    checked = {"kind": "check_in", "date": (MONDAY - timedelta(days=3)).isoformat(), "irritation": 0}
    assert keys(calendar(started="2026-02-02", log=[checked]), "week") == days(MONDAY, 4, 11)


def test_a_check_in_that_was_missed_is_not_asked_for_day_by_day() -> None:
    started = (MONDAY - timedelta(days=9)).isoformat()
    assert keys(calendar(started=started), "week") == days(MONDAY, 5, 12)


def test_without_a_beginning_there_is_no_weekly_check_in() -> None:
    assert keys(calendar(), "week") == []


def test_the_next_count_is_there_and_one_that_was_missed_comes_up_with_the_next() -> None:
    counted = {"kind": "count", "date": MONDAY.isoformat(), "count": 9, "by": "eye"}
    assert keys(calendar(log=[counted]), "count") == days(MONDAY, 28)
    late = MONDAY + timedelta(days=30)
    assert keys(calendar(late, log=[counted]), "count") == days(MONDAY, 56)


def test_who_never_counted_is_reminded_tonight_and_four_weeks_later() -> None:
    assert keys(calendar(started=MONDAY.isoformat()), "count") == days(MONDAY, 0, 28)
    later = calendar(MONDAY + timedelta(days=3), started=MONDAY.isoformat())
    assert keys(later, "count") == days(MONDAY, 28)


def test_who_leaves_them_gets_the_look_in_four_weeks_and_no_evening() -> None:
    rows = calendar(wishes={"choose": "watch"}, started=MONDAY.isoformat())
    assert {row["key"].partition("-")[0] for row in rows} == {"count"}
    assert keys(rows, "count") == days(MONDAY, 28)


def test_the_review_stands_twelve_weeks_after_the_first_use() -> None:
    used = [
        {"kind": "tick", "date": day, "slot": "pm", "product": "glycolic"}
        for day in ("2026-01-05", "2026-01-26", "2026-02-16")
    ]
    rows = calendar(started="2026-01-05", log=used)
    assert keys(rows, "review") == ["2026-03-30"]


def test_who_needs_help_at_once_is_reminded_of_nothing() -> None:
    swollen = {"kind": "reaction", "date": MONDAY.isoformat(), "what": "swelling"}
    case = plain_case(log=[swollen])
    plan = wiring.care().plan(case)
    assert (plan["decision"], plan["urgency"]) == ("refer", "emergency")
    assert wiring.care().calendar(case)["reminders"] == []


def test_a_child_has_no_evening() -> None:
    baby = {**PROFILE, "age": {"months": 2}}
    rows = calendar(profile=baby, answers={**ANSWERS, "age": "infant_1_12m"})
    assert keys(rows, "pm") == []


def test_the_answer_carries_facts_pack_and_issues_as_every_answer() -> None:
    answer = wiring.care().calendar({**plain_case(), "colour": "red"})
    assert answer["facts"]
    assert answer["pack"]["hash"]
    assert [issue["where"] for issue in answer["issues"]] == ["colour"]
    assert "fault" not in answer


def test_the_name_of_a_case_is_the_same_each_time_and_another_for_another() -> None:
    assert name_of("ana") == name_of("ana") != name_of("ben")


def test_settings_take_the_latest_of_each_and_nothing_odd() -> None:
    assert settings_of(()) == Settings()
    assert time_of("21:00") == USUAL
    assert [time_of(text) for text in ("21:05", "00:30", "", None)] == [None] * 4
    assert all(at < time(23, 59) for at in EVENINGS), "after midnight a calendar has another date than the person"


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        ({"evening": "21:00", "with_steps": False, "theme": "system"}, set()),
        ({"evening": "22:00", "with_steps": False, "theme": "dark"}, {"evening", "theme"}),
    ],
)
def test_only_what_changed_is_kept(body: dict[str, object], changed: set[str]) -> None:
    assert set(changes(Settings(), body)) == changed
