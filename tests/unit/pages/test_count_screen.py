"""The count screen: a number goes in, one honest sentence comes out, and never more than counts can say."""

import re
from datetime import date, timedelta

import pytest

from pages_app import App, planned

START = date(2026, 11, 23)


def counted(numbers: list[int], every: int = 28) -> App:
    """Return a person whose plan began on 23 November and who counted so many bumps, every so many days."""
    app = planned(START)
    for n, number in enumerate(numbers):
        app.today = START + timedelta(days=every * n)
        app.post("/count", count=str(number), day=app.today.isoformat())
    return app


def counts(app: App) -> list[tuple[str, object]]:
    return [(e.local_date.isoformat(), e.body["count"]) for e in app.events if e.kind == "count"]


def test_before_a_bump_was_checked_there_is_nothing_to_count() -> None:
    assert App().get("/count").title == "No plan yet"


def test_before_the_first_count_the_screen_says_so_and_asks_for_one() -> None:
    app = planned().get("/count")
    assert "There is no count yet" in app.says
    assert "cheek, forehead or chin" in app.says
    assert "<svg viewBox" not in app.page.split("<main", 1)[1].replace('class="arrow"', "")


def test_a_few_bumps_get_beads_and_a_sentence_and_no_curve() -> None:
    app = counted([5, 4, 2]).get("/count")
    assert "3 of your 5 are gone. With so few, no one can say why." in app.says
    assert app.page.count('class="bead there"') == 2
    assert app.page.count('class="bead gone"') == 3
    assert 'class="chart"' not in app.page


def test_many_bumps_get_a_drawing_with_its_table_and_too_early_is_said() -> None:
    app = counted([24, 26, 21, 23], every=14).get("/count")
    assert "It cannot be told yet" in app.says
    assert app.page.count('<circle class="seed outlined"') == 4
    assert len(re.findall(r"<tr><th scope=\"row\">", app.page)) == 4
    assert "bead" not in app.page.split("<main", 1)[1]


def test_clearly_more_leads_back_to_the_questions_about_the_bumps() -> None:
    app = counted([7, 9, 14, 22, 30, 41, 48, 60, 66], every=14).get("/count")
    assert "clearly more than at the start" in app.says
    assert "Check the new bumps" in app.says


@pytest.mark.parametrize(("number", "day"), [("many", "2026-11-23"), ("-3", "2026-11-23"), ("501", "2026-11-23")])
def test_a_number_that_is_none_is_asked_again_and_nothing_is_kept(number: str, day: str) -> None:
    app = planned().post("/count", count=number, day=day)
    assert app.status == 400
    assert "Write the number of bumps, like 9. Up to 500 is read." in app.says
    assert counts(app) == []


@pytest.mark.parametrize("day", ["2026-11-24", "2020-01-01", "tomorrow", ""])
def test_a_day_to_come_or_long_gone_is_asked_again_and_nothing_is_kept(day: str) -> None:
    app = planned().post("/count", count="9", day=day)
    assert app.status == 400
    assert "Pick today or a day before it" in app.says
    assert counts(app) == []


def test_a_count_of_an_earlier_day_keeps_its_day_and_when_it_became_known() -> None:
    app = planned().post("/count", count="9", day="2026-11-20")
    assert counts(app) == [("2026-11-20", 9)]
    assert [e.body.get("known") for e in app.events if e.kind == "count"] == ["2026-11-23"]
    assert "20 November 2026" in app.says


def test_a_second_number_for_a_day_takes_the_place_of_the_first() -> None:
    app = planned().post("/count", count="9", day="2026-11-23").post("/count", count="8", day="2026-11-23")
    assert len(re.findall(r"<tr><th scope=\"row\">", app.page)) == 1
    assert "<td>8</td>" in app.page


def test_the_plan_names_the_day_of_the_next_count_as_the_count_screen_does() -> None:
    app = counted([12])
    assert "21 December 2026" in app.get("/plan").says
    assert "21 December 2026" in app.get("/count").says


def test_how_well_the_plan_was_kept_is_told_in_words_and_never_as_a_mark() -> None:
    app = counted([12])
    app.today += timedelta(days=7)
    app.post("/week", {"skin": "0", "new": ["nothing"], "nights": "less", "sun": "ok"}).get("/count")
    assert "You kept to part of the plan. That is fine" in app.says
    assert "%" not in app.page.split("<main", 1)[1].split("<footer", 1)[0]


def test_two_counts_of_none_end_the_plan_and_the_lowest_step_can_be_chosen() -> None:
    app = counted([4, 3, 0, 0], every=21).get("/plan")
    assert "You counted none, twice." in app.says
    app.post("/choose", choice="lowest")
    assert app.path == "/plan"
    assert [e.body for e in app.events if e.kind == "wishes"] == [{"maintenance": "lowest_rung"}]
    assert "You counted none, twice." not in app.says


def test_a_product_that_left_the_shelf_is_called_by_its_name() -> None:
    from milium.pages.count import _coincidence
    from milium.pages.messages import Request
    from milium.pages.visit import Visit

    app = planned()
    item = next(e.body["item"] for e in app.events if e.kind == "product_added")
    assert isinstance(item, dict)
    assert app.care is not None
    assert app.look is not None
    request = Request("GET", "/count", {}, app.today, app.events[-1].at, lambda: app.events[0].id)
    visit = Visit(request, app.care, app.events, app.look)
    row = {"what": f"removed {item['id']}", "date": "2026-11-23", "low": 0.5, "high": 0.9}
    assert _coincidence(visit, row)["what"] == f"removed {item['name']}"
