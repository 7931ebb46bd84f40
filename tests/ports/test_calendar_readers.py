"""The calendar is read alike by three readers that are not ours, across the nights on which the clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from calendars import Row, by_ical_js, by_recurring_ical_events, by_vobject
from lives import plain_case
from milium import wiring
from milium.adapters import ical
from milium.care.reminders import Manner, versioned
from milium.domain.reminders import Reminder, reminder_of

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
NAME = "6f6f6f6f"
# The clock goes forward on 8 March 2026 in New York, on 29 March in London; back on 5 April in Sydney.
ZONES = ("Europe/London", "America/New_York", "Australia/Sydney")


def case() -> dict[str, object]:
    item = {"kind": "product_added", "date": "2026-03-02", "item": {"id": "x", "label": "Aqua"}}
    return plain_case(today="2026-03-20", started="2026-03-02", log=[item])


def reminders(at: time = time(21, 30)) -> list[Reminder]:
    answer = wiring.care().calendar(case(), manner=Manner(at, with_steps=True))
    return [reminder_of(row) for row in answer["reminders"]]


def text(made: list[Reminder]) -> str:
    return ical.written(made, "Evening care; mine, née \\ 夜 🌙", NAME, NOW, "No longer planned")


def expected(made: list[Reminder]) -> list[Row]:
    return sorted(
        Row(
            f"{one.key}-{NAME}",
            one.starts.isoformat(),
            "" if one.gone else (one.starts + timedelta(minutes=one.minutes)).isoformat(),
            "No longer planned" if one.gone else one.title,
            "" if one.gone else one.note,
            one.version,
            "CANCELLED" if one.gone else "CONFIRMED",
        )
        for one in made
    )


def test_two_readers_see_every_evening_at_half_past_nine_across_summer_time() -> None:
    made = reminders()
    assert {one.day for one in made} >= {date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30)}
    assert by_vobject(text(made)) == expected(made)
    assert by_recurring_ical_events(text(made), date(2026, 3, 1), date(2026, 12, 1)) == expected(made)


@pytest.mark.slow
@pytest.mark.parametrize("zone", ZONES)
def test_the_third_reader_sees_the_same_wherever_it_is(zone: str) -> None:
    made = reminders()
    assert by_ical_js(text(made), zone) == expected(made) == by_vobject(text(made))


@pytest.mark.slow
def test_all_three_see_what_fell_away_as_cancelled_and_what_moved_as_newer() -> None:
    before = reminders()
    again = [one for one in reminders(time(22)) if not one.key.startswith("week")]
    given = ical.given_in(text(before), NAME, "here")
    made = versioned(again, given, date(2026, 3, 20))
    assert {one.version for one in made} == {1}
    assert any(one.gone for one in made)
    rows = expected(made)
    assert by_vobject(text(made)) == rows
    assert by_ical_js(text(made)) == rows
    assert by_recurring_ical_events(text(made), date(2026, 3, 1), date(2026, 12, 1)) == rows
