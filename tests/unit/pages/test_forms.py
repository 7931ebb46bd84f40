"""A form that is sent twice adds nothing the second time; one that says something new always does."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milium.domain.events import Event
from milium.pages.journal import Journal, new_events
from milium.pages.messages import Request, clean
from pages_app import App, planned

DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 20, tzinfo=UTC)
ONCE = "6f0d5a38-8d9b-4f0e-9d5b-0d7a2b6f1c11"


def request(once: str = ONCE, at: datetime = AT) -> Request:
    return Request("POST", "/", {"once": [once]}, DAY, at, uuid4)


def journal(*events: Event) -> Journal:
    return Journal(events, "me", DAY)


def test_two_taps_on_one_form_make_the_same_event() -> None:
    entry = ("profile", {"set": {"pregnancy": "no"}})
    first = new_events(request(), journal(), [entry])
    second = new_events(request(), journal(*first), [entry])
    assert [e.id for e in second] == [e.id for e in first]


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=6))
def test_the_last_answer_of_one_open_page_is_the_one_that_holds(words: list[str]) -> None:
    events: dict[UUID, Event] = {}
    for word in words:
        for event in new_events(request(), journal(*events.values()), [("profile", {"set": {"skin": word}})]):
            events.setdefault(event.id, event)
    assert journal(*events.values()).profile["skin"] == words[-1]


def test_events_of_one_form_keep_their_order_also_when_the_clock_goes_back() -> None:
    later = Event(uuid4(), "me", AT.replace(hour=23), DAY, "started", {})
    made = new_events(request(), journal(later), [("tick", {"n": n}) for n in range(12)])
    assert [e.body["n"] for e in journal(later, *reversed(made)).events[1:]] == list(range(12))


@pytest.mark.parametrize("once", ["", "nonsense", "../../etc"])
def test_a_form_without_its_number_is_still_kept(once: str) -> None:
    assert len(new_events(request(once), journal(), [("tick", {})])) == 1


@given(st.text())
def test_cleaned_text_can_be_kept_by_every_store(text: str) -> None:
    assert "\0" not in clean(text + "\0\ud800")
    clean(text + "\ud800").encode("utf-8")


def test_an_ordinary_text_is_cleaned_into_itself() -> None:
    assert clean("Crème 🌙 كريم") == "Crème 🌙 كريم"


def test_sending_the_shelf_form_twice_puts_the_product_there_once() -> None:
    app = App()
    for _ in range(2):
        app.product("Aqua, Glycerin, Lanolin", "Cream", once=ONCE)
    assert len([e for e in app.events if e.kind == "product_added"]) == 1


def test_a_tick_and_its_untick_leave_nothing_done() -> None:
    app = planned()
    row = "moisturise:"
    app.post("/tonight/tick", row=row, slot="pm", choice="tick")
    app.post("/tonight/tick", row=row, slot="pm", choice="untick")
    assert 'class="step ticked"' not in app.page
    assert [e.kind for e in app.events[-2:]] == ["tick", "untick"]


def test_a_tick_of_something_that_is_not_tonight_is_not_kept() -> None:
    app = planned()
    before = len(app.events)
    app.post("/tonight/tick", row="retinoid:p1", slot="pm", choice="tick")
    app.post("/tonight/tick", row="moisturise:", slot="midnight", choice="nonsense")
    assert len(app.events) == before


def test_a_night_of_spot_testing_is_never_ticked_as_a_use_of_the_product() -> None:
    app = planned()
    app.post("/tonight/tick", choice="all", slot="pm")
    ticks = [e.body for e in app.events if e.kind == "tick"]
    assert {"slot": "pm", "step": "spot_test"} in ticks


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/choose", {"choice": "fly"}),
        ("/stings", {"choice": "9"}),
        ("/spot", {"product": "nothing", "choice": "ok"}),
        ("/shelf/remove", {"product": "nothing"}),
        ("/teen", {"agreed": "tretinoin"}),
        ("/week", {"skin": "0"}),
        ("/about/pregnancy", {"choice": "maybe"}),
        ("/about/age", {"years": "34.5"}),
        ("/about/age", {"years": "999"}),
        ("/about/phototype", {"choice": "7"}),
        ("/shelf/add", {"label": "", "where": "face", "use": "leave_on"}),
        ("/bump/follow/nonsense", {"choice": "yes"}),
        ("/looked", {"choice": "other"}),
    ],
)
def test_a_form_that_says_nothing_usable_keeps_nothing(path: str, form: dict[str, str | list[str]]) -> None:
    app = planned()
    before = len(app.events)
    app.post(path, form)
    assert len(app.events) == before
    assert app.status in {200, 400}
