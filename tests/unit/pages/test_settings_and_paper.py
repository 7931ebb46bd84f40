"""The settings screen, what a calendar is handed of somebody's plan, and the plan on paper."""

import re
from datetime import timedelta

import pytest

from milium.domain.events import REMINDED, SETTING
from milium.pages.calendar import Handed, handed
from milium.pages.logs import Logs
from milium.pages.visit import Visit
from pages_app import App, acid_night, planned, request, shelf

UID = re.compile(r"(pm|week|count|review)-\d{4}-\d\d-\d\d")


def handed_to(app: App, about: str = "me") -> Handed:
    """Hand the reminders to a calendar, as a shell does: the events are kept."""
    assert app.care is not None
    assert app.look is not None
    found = handed(
        Visit(request("POST", "/calendar", app.today, {"about": about}), app.care, tuple(app.events), app.look)
    )
    app.events += found.events
    return found


def test_settings_are_kept_as_events_and_shown_again() -> None:
    app = planned().post("/settings", evening="22:30", with_steps="yes", theme="dark")
    assert app.path == "/settings/saved"
    assert "Saved." in app.says
    assert "<option selected>22:30</option>" in app.page
    kept = [event.body for event in app.events if event.kind == SETTING]
    assert kept == [{"evening": "22:30", "with_steps": True, "theme": "dark"}]
    app.post("/settings", evening="22:30", theme="dark")
    assert [event.body for event in app.events if event.kind == SETTING][1:] == [{"with_steps": False}]
    app.post("/settings", evening="22:30", theme="dark")
    assert len([event for event in app.events if event.kind == SETTING]) == 2, "nothing changed, nothing is kept"


@pytest.mark.parametrize("form", [{}, {"evening": "03:00", "theme": "dark"}, {"evening": "21:00", "theme": "pink"}])
def test_what_is_not_in_the_lists_is_refused_and_nothing_is_kept(form: dict[str, str | list[str]]) -> None:
    app = planned().post("/settings", form)
    assert app.status == 400
    assert "Please pick a time and a colour from the lists." in app.says
    assert not [event for event in app.events if event.kind == SETTING]


def test_the_chosen_colours_are_on_every_page_and_those_of_the_device_on_none() -> None:
    app = planned()
    assert "data-theme" not in app.get("/tonight").page
    app.post("/settings", evening="21:00", theme="dark")
    for path in ("/", "/tonight", "/plan", "/sources", "/no/such"):
        assert '<html lang="en" dir="ltr" data-theme="dark">' in app.get(path).page
    app.post("/settings", evening="21:00", theme="system")
    assert "data-theme" not in app.get("/tonight").page


def test_settings_say_which_knowledge_and_which_code_plan() -> None:
    app = planned().get("/settings")
    assert app.care is not None
    pack = app.care.knowledge.pack()
    assert f"Knowledge {pack['version']} ({str(pack['hash'])[:8]})" in app.says
    assert app.care.code()[:12] in app.says
    assert "Not yet reviewed by a clinician." in app.says


def test_a_calendar_gets_what_the_plan_page_shows() -> None:
    app = acid_night().post("/settings", evening="21:00", with_steps="yes", theme="system")
    notes = {one.key: one.note for one in handed_to(app).reminders}
    nights = re.findall(r'<span class="what">(\w+)', app.get("/plan").page)
    said = [notes[f"pm-{(app.today + timedelta(days=n)).isoformat()}"] for n in range(14)]
    assert len(nights) == 14
    for shown, note in zip(nights, said, strict=True):
        assert note.startswith(f"Tonight: {shown.lower()}."), (shown, note)
    assert notes[f"pm-{app.today.isoformat()}"].startswith("Tonight: acid. Mandelic serum.")


def test_given_twice_nothing_is_new_and_no_event_is_kept() -> None:
    app = planned()
    first = handed_to(app)
    assert [event.kind for event in first.events] == [REMINDED]
    again = handed_to(app)
    assert (again.events, again.reminders, again.name) == ((), first.reminders, first.name)


def test_ids_stay_over_new_plans_and_a_version_rises_only_with_the_words() -> None:
    app = acid_night().post("/settings", evening="21:00", with_steps="yes", theme="system")
    before = {one.key: one for one in handed_to(app).reminders}
    app.post("/stings", choice="2")
    after = {one.key: one for one in handed_to(app).reminders}
    assert all(UID.fullmatch(key) for key in after)
    changed = {key for key in before if key in after and before[key].note != after[key].note}
    assert changed, "after red skin the acid rests"
    for key, one in after.items():
        if key in before and not one.gone:
            assert one.version == before[key].version + (key in changed)
    gone = {key for key, one in after.items() if one.gone}
    assert gone == {key for key in before if key.startswith("week")}, "the check-in is a week after this one"


def test_another_time_makes_every_reminder_newer_and_none_twice() -> None:
    app = planned()
    before = handed_to(app).reminders
    app.post("/settings", evening="22:00", theme="system")
    after = handed_to(app).reminders
    assert [one.key for one in after] == [one.key for one in before]
    assert {one.version for one in after} == {1}


def test_who_has_no_plan_gets_no_reminder_and_no_event() -> None:
    for app in (App(), App().interview()):
        found = handed_to(app)
        assert (list(found.reminders), found.events) == ([], ())


def test_who_leaves_them_gets_the_look_in_four_weeks() -> None:
    app = App().interview().post("/choose", choice="leave")
    assert [one.key for one in handed_to(app).reminders] == [f"count-{(app.today + timedelta(days=28)).isoformat()}"]


def test_the_look_of_who_leaves_them_stays_on_its_day_and_comes_again_when_it_was_missed() -> None:
    app = App().interview().post("/choose", choice="leave")
    day = app.today + timedelta(days=28)
    for passed, due in ((1, 0), (26, 0), (2, 28)):
        app.today += timedelta(days=passed)
        (one,) = [one for one in handed_to(app).reminders if not one.gone]
        assert (one.day, one.version) == (day + timedelta(days=due), 0)


def test_a_baby_has_one_look_in_four_weeks_and_a_calendar_of_its_own() -> None:
    app = App().post("/baby", choice="no").post("/baby/age", age="newborn_0_28d")
    app.post("/baby/colour", colour="pearly_white").post("/baby/site", site="nose").get("/baby/wait")
    assert "one look in four weeks" in app.says
    found = handed_to(app, "baby")
    assert [(one.key, one.title) for one in found.reminders] == [("look-2026-12-21", "Four-week look")]
    assert {event.case for event in found.events} == {"baby"}
    assert list(handed_to(app).reminders) == []
    app.today += timedelta(days=3)
    assert handed_to(app, "baby").events == (), "it stays on its day"


def test_a_calendar_is_offered_where_there_is_something_to_be_reminded_of() -> None:
    button = "Get the calendar file"
    assert button not in App().get("/settings").says
    assert button not in App().interview().get("/plan").says
    assert button in planned().get("/plan").says
    leaving = App().interview().post("/choose", choice="leave")
    for path in ("/leave", "/plan", "/settings"):
        assert button in leaving.get(path).says
        assert "one look in four weeks" in leaving.says


def test_a_calendar_that_is_given_out_makes_no_plan_anew() -> None:
    app = planned()
    assert app.care is not None
    assert app.look is not None
    logs = Logs(app.events)
    journal = Visit(request("GET", "/", app.today), app.care, logs, app.look).me
    assert journal.case_before_tonight
    journal.memory["plan"] = journal.memory_tonight["progress"] = {"kept": True}
    after = journal.extended(handed_to(app).events)
    assert after is not None
    assert after.memory is journal.memory
    assert after.memory_tonight is journal.memory_tonight


def test_each_person_has_a_calendar_of_their_own() -> None:
    app = planned()
    assert handed_to(app).reminders
    app.post("/people/add", name="Mia", colour="plum")
    assert app.care is not None
    assert app.look is not None
    asked = request("GET", "/", app.today, whose=app.whose)
    assert list(handed(Visit(asked, app.care, tuple(app.events), app.look)).reminders) == []


def test_paper_holds_two_weeks_dates_stop_rules_and_the_rules_that_were_checked() -> None:
    app = acid_night().get("/plan/print")
    assert app.path == "/plan/print"
    assert app.page.count('<th scope="row">') == 14
    assert "Sunday 29 November" in app.says
    for words in ("Next count", "Next check-in", "When to stop", "call your emergency number"):
        assert words in app.says
    assert len(set(re.findall(r'class="id">(SR-\d\d)<', app.page))) > 50
    assert "Checked against 60 safety rules. Nothing found." in app.says
    assert "Each rule on each of the 112 evenings from 29 November 2026 on." in app.says
    assert re.search(r"Knowledge [\d.]+ \([0-9a-f]{8}\) · Proof code [0-9a-f]{12}", app.says)
    assert "Tonight" not in re.sub("<nav.*?</nav>", "", app.page, flags=re.DOTALL), "paper outlives the day"


def test_the_plan_says_on_demand_which_rules_were_checked_on_which_evenings() -> None:
    app = acid_night().get("/plan")
    assert "Each rule on each of the 112 evenings from 29 November 2026 on." in app.says
    card = re.search(r'<details class="soft checked">(.*?)</details>', app.page, re.DOTALL)
    assert card
    assert len(set(re.findall(r"SR-\d\d", card[1]))) == 60


def test_paper_shortens_a_name_that_would_break_the_page() -> None:
    app = acid_night().product("Aqua, Salicylic Acid, Propanediol", "Liquid " + "x" * 150)
    long = next(item for item in shelf(app) if "x" in item["name"])
    assert len(long["name"]) > 100
    app.post(f"/shelf/{long['id']}", {"pct SALICYLIC ACID": "2", "ph": "3.6"})
    for item in shelf(app):
        if item["name"] == "Mandelic serum":
            app.post("/shelf/remove", product=item["id"])
    cells = re.findall(r'<span dir="auto">([^<]*)</span>', app.get("/plan/print").page)
    assert any("xxx" in cell and cell.endswith("…") for cell in cells)
    assert max(map(len, cells)) <= 44


def test_who_has_no_plan_or_needs_help_at_once_is_sent_to_the_plans_own_page() -> None:
    assert App().get("/plan/print").path == "/plan"
    assert planned().post("/help").get("/plan/print").path == "/plan"
