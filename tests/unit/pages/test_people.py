"""Several people on one device: nothing of one is ever shown or kept under the other."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from milium.care.journal import case_data
from milium.care.people import COLOURS, ME, MOST_PEOPLE, baby_of, people_of, tidy
from milium.domain.events import Event
from milium.pages.door import BELOW, PAGES
from pages_app import App, acid_night, planned, request, shelf

RESTS = ("age", "site", "opening", "colour", "fever", "pregnancy", "medicines", "none")
LABEL = "Aqua, Glycerin, Squalane"


def add(app: App, name: str, colour: str = "plum") -> str:
    """Add a person, be with them, and return their case."""
    app.post("/people/add", name=name, colour=colour)
    return next(one.case for one in people_of(app.events) if one.name == tidy(name))


def paths(app: App) -> Iterator[str]:
    yield from (path for path, (_, allowed) in PAGES.items() if "GET" in allowed)
    yield from (start + rest for start in BELOW for rest in (*RESTS, *(i["id"] for i in shelf(app))))


def crawl(app: App) -> str:
    """Return all that is shown to the person the device is with, but for the page that names everybody."""
    pages = []
    for path in paths(app):
        if path != "/people":
            pages.append(app.get(path).page)
    return "\n".join(pages)


def mother_and_child() -> tuple[App, str]:
    """Two people who both have much on the device; it is with the mother."""
    app = acid_night()
    app.post("/people/rename", person=ME, name="Ada Mother", colour="teal")
    child = add(app, "Mia Child")
    app.interview(count="single", age="adult_40_64y").profile(age="63", region="US")
    app.product(LABEL, "Balm of Mia")
    app.post("/baby", choice="no").post("/baby/age", age="newborn_0_28d")
    app.whose = ME
    return app, child


def test_nothing_of_one_person_is_shown_under_the_other() -> None:
    app, child = mother_and_child()
    of_the_mother = crawl(app)
    app.whose = child
    of_the_child = crawl(app)
    assert "Mandelic serum" in of_the_mother
    assert "Balm of Mia" in of_the_child
    mother_s = [
        r"Mandelic serum",
        r"Gel cleanser",
        r"Light fluid",
        r"Ada Mother",
        *(i["id"] for i in shelf_of(app, ME)),
    ]
    child_s = [r"Balm of Mia", r"Squalane", r"Mia Child", *(i["id"] for i in shelf_of(app, child))]
    assert not [word for word in mother_s if re.search(word, of_the_child)]
    assert not [word for word in child_s if re.search(word, of_the_mother)]


def shelf_of(app: App, case: str) -> list[dict[str, str]]:
    return shelf(App(app.today, [e for e in app.events if e.case == case], care=app.care, look=app.look))


def test_every_page_says_whose_it_is() -> None:
    app, child = mother_and_child()
    for whose, name in ((ME, "Ada Mother"), (child, "Mia Child")):
        app.whose = whose
        for path in paths(app):
            head = app.get(path).page.partition("</header>")[0]
            assert f"<bdi>{name}</bdi>" in head, path
            assert app.whose == whose


def test_a_form_writes_for_the_person_its_page_was_made_for_though_another_tab_has_switched() -> None:
    app, child = mother_and_child()
    before = case_data([e for e in app.events if e.case == child], app.today)
    page = app.get("/tonight").page
    whose = re.search(r'name="whose" value="([^"]*)"', page)
    assert whose is not None
    app.whose = child  # the other tab
    app.post("/tonight/tick", choice="all", slot="pm", whose=whose[1])
    assert {e.case for e in app.events if e.kind == "tick" and e.local_date == app.today} == {ME}
    assert case_data([e for e in app.events if e.case == child], app.today) == before
    assert (app.whose, app.title) == (ME, app.get("/tonight").title)


def test_a_form_made_for_somebody_who_is_gone_is_kept_for_nobody() -> None:
    app = planned()
    before = len(app.events)
    app.post("/tonight/tick", choice="all", slot="pm", whose="pgone")
    assert (app.status, len(app.events)) == (403, before)


def test_a_device_that_was_with_somebody_who_is_gone_is_with_the_first_person() -> None:
    app = planned()
    app.whose = "pgone"
    assert "Mandelic serum" in app.get("/shelf").says
    assert app.whose == ME


def test_whatever_is_entered_for_one_person_leaves_the_case_of_the_other_as_it_was() -> None:
    app = acid_night()
    before = case_data([e for e in app.events if e.case == ME], app.today)
    child = add(app, "Mia")
    app.interview().profile().product(LABEL, "Balm").post("/plan/start").post("/stings", choice="3")
    app.post("/picked").post("/help").post("/leave").post("/choose", choice="leave")
    app.post("/baby", choice="yes")
    app.post("/week", {"skin": "2", "new": ["bleeds"], "nights": "less", "sun": "poor"})
    assert case_data([e for e in app.events if e.case == ME], app.today) == before
    assert {e.case for e in app.events} == {ME, child, baby_of(child)}


def test_one_person_without_a_name_sees_no_name_on_any_page() -> None:
    app = planned()
    assert all('class="who"' not in app.get(path).page for path in ("/", "/tonight", "/people"))


def test_names_can_be_changed_and_a_form_sent_twice_adds_one_person() -> None:
    app = App()
    page = app.get("/people").page
    once = re.findall(r'name="once" value="([^"]*)"', page)[-1]
    for _ in range(2):
        app.post("/people/add", name="Mia", colour="plum", once=once)
    assert [(p.name, p.colour) for p in people_of(app.events)] == [("", "teal"), ("Mia", "plum")]
    app.post("/people/rename", person=ME, name="Ada", colour="amber")
    assert [(p.name, p.colour) for p in people_of(app.events)] == [("Ada", "amber"), ("Mia", "plum")]
    assert app.whose != ME
    app.post("/people/switch", person=ME)
    assert (app.whose, app.path) == (ME, "/")


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"name": "", "colour": "plum"}, "type a name"),
        ({"name": " \u200b\u202e\x07 ", "colour": "plum"}, "type a name"),
        ({"name": "Mia", "colour": "pink"}, "pick a colour"),
        ({"name": "ADA", "colour": "plum"}, "has this name"),
        ({"name": "\uff21\uff44\uff41", "colour": "plum"}, "has this name"),
    ],
)
def test_what_is_no_name_is_said_and_nothing_is_kept(form: dict[str, str | list[str]], says: str) -> None:
    app = App().post("/people/rename", person=ME, name="Ada", colour="teal")
    before = len(app.events)
    app.post("/people/add", form)
    assert (app.status, len(app.events)) == (400, before)
    assert says in app.says


def test_odd_names_are_shown_as_they_are_and_never_as_code() -> None:
    app = App()
    add(app, "<b>Mia</b> \u202eevil \u0645\u0631\u064a\u0645 \U0001f319")
    assert "&lt;b&gt;Mia&lt;/b&gt; evil \u0645\u0631\u064a\u0645 \U0001f319" in app.page
    assert "\u202e" not in app.page


def test_there_is_an_end_to_how_many_people_fit() -> None:
    app = App()
    for n in range(MOST_PEOPLE + 2):
        app.post("/people/add", name=f"P{n}", colour=COLOURS[n % len(COLOURS)])
    assert len(people_of(app.events)) == MOST_PEOPLE
    assert app.status == 400
    assert "no room" in app.says


def test_what_another_device_says_of_people_is_read_whatever_it_holds() -> None:
    at = request("GET", "/", date(2026, 11, 23)).now
    odd: list[dict[str, object]] = [{}, {"name": None}, {"name": ["x"], "colour": 7}, {"name": "x" * 10_000}]
    events = [
        Event(request("GET", "/", at.date()).new_id(), f"p{n}", at + timedelta(seconds=n), at.date(), "person", body)
        for n, body in enumerate(odd)
    ]
    found = people_of(events)
    assert len(found) == 5
    assert all(one.colour in COLOURS and (one.name or one.case == ME) and len(one.name) <= 40 for one in found)
    assert people_of(reversed(events)) == found
    assert json.dumps(found)
