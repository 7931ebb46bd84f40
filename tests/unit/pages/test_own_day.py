"""A day of their own: to see someone or to have them taken out; Tonight, the plan and the calendar remind of it."""

from datetime import timedelta

import pytest

from milium.adapters import ical
from milium.domain.events import SETTING
from milium.pages.calendar import handed
from milium.pages.visit import Visit
from pages_app import App, planned, request, shelf

FAR = 800


def calendar(app: App) -> str:
    """Get the calendar file, as a shell gives it; what it was given is kept."""
    assert app.care is not None
    assert app.look is not None
    asked = request("POST", "/calendar", app.today, {"about": "me"})
    found = handed(Visit(asked, app.care, tuple(app.events), app.look))
    app.events += found.events
    return ical.written(found.reminders, found.title, found.name, asked.now, found.gone)


def entry(text: str, key: str) -> dict[str, str]:
    """Return the lines of one entry; {} when there is none."""
    for part in text.split("BEGIN:VEVENT\r\n")[1:]:
        lines = dict(line.split(":", 1) for line in part.replace("\r\n ", "").split("\r\n") if ":" in line)
        if lines["UID"].startswith(key):
            return lines
    return {}


def test_a_day_of_their_own_is_kept_moved_and_taken_away() -> None:
    app = planned()
    day = (app.today + timedelta(days=9)).isoformat()
    assert "We remind you on 2 December 2026." in app.post("/visit", day=day).says
    assert "A date of yours 2 December 2026" in app.get("/plan").says
    assert "A date of yours" in app.get("/plan/print").says
    app.post("/visit", day=(app.today + timedelta(days=10)).isoformat())
    assert "3 December 2026" in app.get("/visit").says
    assert "We remind you" not in app.post("/visit", choice="off").says
    assert "A date of yours" not in app.get("/plan").says
    assert [e.body["visit"] for e in app.events if e.kind == SETTING] == ["2026-12-02", "2026-12-03", None]


@pytest.mark.parametrize("day", ["", "soon", "2026-11-22", f"{2026 + 3}-01-01"])
def test_a_day_that_is_none_is_said_and_nothing_is_kept(day: str) -> None:
    app = planned()
    before = len(app.events)
    assert app.post("/visit", day=day).status == 400
    assert "Pick a day from today to 2 years ahead." in app.says
    assert len(app.events) == before


@pytest.mark.parametrize(
    ("path", "words"),
    [("/visit", "Today you wanted to see someone or book it."), ("/out", "Today they are taken out.")],
)
def test_tonight_and_the_first_screen_say_it_on_that_day_only(path: str, words: str) -> None:
    app = planned()
    day = app.today + timedelta(days=5)
    app.post(path, day=day.isoformat())
    for away in (-1, 0, 1):
        app.today = day + timedelta(days=away)
        assert (words in app.get("/tonight").says) == (away == 0)
        assert (words in app.get("/").says) == (away == 0)


def test_the_calendar_has_the_day_in_the_morning_and_follows_it_with_the_same_id() -> None:
    app = planned()
    day = app.today + timedelta(days=20)
    app.post("/out", day=day.isoformat())
    first = entry(calendar(app), f"visit-{day.isoformat()}")
    assert (first["DTSTART"], first["SEQUENCE"], first["SUMMARY"]) == ("20261213T080000", "0", "A date of yours")
    assert entry(calendar(app), f"visit-{day.isoformat()}")["UID"] == first["UID"]
    later = day + timedelta(days=2)
    app.post("/out", day=later.isoformat())
    moved = calendar(app)
    assert entry(moved, f"visit-{day.isoformat()}")["STATUS"] == "CANCELLED"
    assert entry(moved, f"visit-{later.isoformat()}")["STATUS"] == "CONFIRMED"
    app.post("/out", choice="off")
    assert entry(calendar(app), f"visit-{later.isoformat()}")["STATUS"] == "CANCELLED"
    assert "In your plan" not in app.get("/out").says


def test_who_has_no_plan_is_reminded_of_their_own_day_and_of_nothing_else() -> None:
    app = App().interview(bleed_crust="repeated_or_scab", count="single", change="fast_growth")
    assert app.title == "Please show this to a doctor."
    day = app.today + timedelta(days=3)
    app.post("/visit", day=day.isoformat())
    assert "It says nothing about why." in app.says
    text = calendar(app)
    assert text.count("BEGIN:VEVENT") == 1
    assert entry(text, f"visit-{day.isoformat()}")
    app.today = day
    assert "Today you wanted to see someone" in app.get("/").says
    app.today = day + timedelta(days=1)
    assert "Get the calendar file" not in app.get("/settings").says


def test_after_a_calm_spot_nobody_is_asked_to_test_it_again() -> None:
    app = planned()
    for night in range(3):
        app.today += timedelta(days=bool(night))
        assert "your first real night is Sunday 29 November or later" in app.get("/tonight").says
        app.post("/tonight/tick", choice="all", slot="pm")
    app.today += timedelta(days=1)
    product = next(i["id"] for i in shelf(app) if i["name"] == "Mandelic serum")
    app.post("/spot", product=product, choice="ok")
    for words in ("waits 3 days more", "waits 2 days more", "waits one day more"):
        assert f"The spot stayed calm. This one {words}, then it may come in." in app.get("/tonight").says
        assert "Test it behind the ear first" not in app.says
        app.today += timedelta(days=1)
    assert app.get("/tonight").title == "Tonight: acid."
