"""Evenings made ahead are those that the pages show when the day comes and nothing was entered until then."""

import re
from datetime import date, datetime, timedelta
from uuid import uuid4

from milium import pages
from milium.site.forecast import Rows, evening
from pages_app import ZONE, App, acid_night, planned

ONCE = re.compile(r'name="once" value="[^"]*"')


def request(day: date, path: str = "/tonight") -> pages.Request:
    return pages.Request("GET", path, {}, day, datetime(day.year, day.month, day.day, 20, tzinfo=ZONE), uuid4, root="#")


def ahead(app: App, day: date) -> Rows:
    care, look = app.care, app.look
    assert care is not None
    assert look is not None
    found = evening(request(day), app.events, care, look, lambda asked, events: pages.open(asked, care, events, look))
    assert found is not None
    return found


def test_an_evening_ahead_is_the_page_of_that_day() -> None:
    app = acid_night()
    assert app.care is not None
    assert app.look is not None
    for n in (1, 5, 13, 20, 27):
        day = app.today + timedelta(days=n)
        page = pages.open(request(day), app.care, tuple(app.events), app.look).html
        assert ONCE.sub("", ahead(app, day)["gets"]["/tonight"]) == ONCE.sub("", page)


def test_every_evening_says_how_the_gate_judged_it() -> None:
    found = ahead(planned(), date(2026, 11, 23))
    assert (found["violations"], found["fault"]) == (0, False)
    assert found["rules"] > 50


def test_a_button_keeps_ahead_what_it_keeps_when_it_is_tapped() -> None:
    app = planned()
    found = ahead(app, app.today)
    key = '/tonight/tick [["choice","all"],["slot","pm"],["whose","me"]]'
    before = len(app.events)
    app.post("/tonight/tick", choice="all", slot="pm")
    tapped = [[event.kind, event.body] for event in app.events[before:]]
    assert [kind for kind, _ in found["posts"][key]["entries"]] == [kind for kind, _ in tapped]
    assert [body for kind, body in found["posts"][key]["entries"] if kind == "tick"] == [
        b for k, b in tapped if k == "tick"
    ]


def test_it_stings_leads_ahead_to_a_gentle_evening() -> None:
    app = acid_night()
    found = ahead(app, app.today)
    for level in (1, 2, 3):
        kept = found["posts"][f'/stings [["choice","{level}"],["whose","me"]]']
        assert kept["location"] == "/stings/done"
        assert [kind for kind, _ in kept["entries"]] == ["check_in"]
        assert "acid" not in re.findall("<h1[^>]*>(.*?)</h1>", kept["tonight"])[0]


def test_without_a_plan_there_is_no_evening() -> None:
    app = App()
    assert app.care is not None
    assert app.look is not None
    assert evening(request(app.today), (), app.care, app.look, lambda asked, events: pages.Reply()) is None
