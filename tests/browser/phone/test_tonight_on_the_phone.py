"""Tonight never waits for Python: a page made and checked ahead, taps kept at once, and the base week in doubt."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.phone.conftest import NO_PYTHON, go, installed, move_to, notes, ready, seed, settled
from browser.phone.host import Host
from browser.rig import TODAY
from pages_app import acid_night
from pages_app import planned as person_with_a_plan

DAYS = 28


def days_ahead(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = notes(
        page,
        """const notes = log.base.transaction(['notes']).objectStore('notes');
        const all = notes.getAll(IDBKeyRange.bound('day:me:', 'day:me:9'));
        return new Promise((yes) => { all.onsuccess = () => { log.close(); yes(all.result); }; });""",
    )
    return found


def made_ahead(page: Page, count: int = 2) -> list[dict[str, Any]]:
    """Wait until so many evenings were made with all that was entered."""
    for _ in range(900):
        seq = notes(page, "return (await log.since(0, -1)).seq;")
        found = [day for day in days_ahead(page) if day["seq"] == seq]
        if len(found) >= count:
            return found
        page.wait_for_timeout(100)
    raise AssertionError("no evening was made ahead")


def events(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = notes(page, "return (await log.since(0, -1)).rows;")
    return found


@pytest.fixture
def planned(page: Page, host: Host) -> Page:
    """A phone with a plan that began today, with two evenings made ahead."""
    page.goto(f"{host.base}/#/tonight")
    seed(page, person_with_a_plan().events)
    installed(page)
    made_ahead(page)
    return page


def without_python(context: BrowserContext, host: Host, day: date = TODAY) -> Page:
    """Open the app anew on a device on which Python never starts."""
    page = context.new_page()
    page.add_init_script(NO_PYTHON)
    move_to(page, day)
    page.goto(f"{host.base}/")
    return page


def test_tonight_is_there_and_a_tick_is_kept_without_python(planned: Page, context: BrowserContext, host: Host) -> None:
    shown = planned.locator("main").inner_text()
    page = without_python(context, host)
    expect(page.locator("h1")).to_have_text("Tonight: test it first.")
    assert page.locator("main").inner_text() == shown
    page.locator("main > ol button.tick").first.click()
    expect(page.locator("main > ol .ticked")).to_have_count(1)
    kept = [row for row in events(page) if row["kind"] in {"tick", "shown"}]
    assert [row["kind"] for row in kept] == ["shown", "tick"]
    page.wait_for_timeout(400)  # a second tap right after the first would be a double tap
    page.locator("main > ol button.tick").first.click()
    expect(page.locator("main > ol .ticked")).to_have_count(0)
    page.locator("main > ol button.tick").nth(1).dblclick()
    expect(page.locator("main > ol .ticked")).to_have_count(1)
    settled(page, page.get_by_role("button", name="Done", exact=True).click)
    expect(page.locator("main > ol .ticked")).to_have_count(page.locator("main > ol > li").count())
    quick = page.locator("main").inner_text()
    page.close()
    planned.reload()
    ready(planned)
    go(planned, host, "/shelf")
    go(planned, host, "/tonight")
    assert planned.locator("main").inner_text() == quick, "Python sees the same evening"


def test_it_stings_works_without_python_and_tonight_is_gentle_at_once(
    planned: Page, context: BrowserContext, host: Host
) -> None:
    page = without_python(context, host)
    settled(page, page.get_by_role("link", name="It stings or is red").click)
    settled(page, page.get_by_role("button", name="Raw, swollen or very sore").click)
    expect(page.locator("main")).to_contain_text("all strong products stop")
    checked = [row for row in events(page) if row["kind"] == "check_in"]
    assert [row["body"]["irritation"] for row in checked] == [3]
    settled(page, lambda: page.goto(f"{host.base}/#/tonight"))
    expect(page.locator("h1")).to_have_text("Tonight: rest.")
    page.close()
    again = without_python(context, host)  # what was made before it stung is not shown any more
    expect(again.locator("h1")).to_have_text("Tonight: rest.")
    expect(again.get_by_role("status")).to_contain_text("We are checking your plan")


SPOILT = (
    "day.code = 'sha256-other'",
    "day.violations = 1",
    "day.rules = 0",
    "day.fault = true",
    "delete day.violations",
    "delete day.code",
    "day.epoch = 99",
)


def test_a_plan_that_did_not_pass_here_is_not_shown_but_the_base_week(
    planned: Page, context: BrowserContext, host: Host
) -> None:
    key = f"day:me:{TODAY.isoformat()}"
    good = notes(planned, "return log.note(values.key);", key=key)
    planned.close()
    for spoil in SPOILT:
        page = without_python(context, host)
        expect(page.locator("h1")).to_have_text("Tonight: test it first.")
        notes(page, f"const day = await log.note(values.key); {spoil}; await log.keep(values.key, day);", key=key)
        page.reload()
        expect(page.locator("h1")).to_have_text("Tonight: rest.")
        expect(page.locator("main")).not_to_contain_text("Mandelic")
        expect(page.get_by_role("status")).to_contain_text("We are checking your plan")
        notes(page, "await log.keep(values.key, values.good);", key=key, good=good)
        page.close()


def test_ticks_of_another_day_that_the_plan_has_not_seen_give_the_base_week(
    planned: Page, context: BrowserContext, host: Host
) -> None:
    page = without_python(context, host)
    page.locator("main > ol button.tick").first.click()
    expect(page.locator("main > ol .ticked")).to_have_count(1)
    page.close()
    tomorrow = without_python(context, host, TODAY + timedelta(days=1))
    expect(tomorrow.get_by_role("status")).to_contain_text("We are checking your plan")


def test_four_weeks_ahead_no_evening_goes_above_the_rung_of_today(page: Page, host: Host) -> None:
    somebody = acid_night()
    move_to(page, somebody.today)
    page.goto(f"{host.base}/#/tonight")
    seed(page, somebody.events)
    expect(page.locator("h1")).to_have_text("Tonight: acid.")
    found = {day["date"]: day for day in made_ahead(page, DAYS)}
    assert sorted(found) == [(somebody.today + timedelta(days=n)).isoformat() for n in range(DAYS)]
    assert all((day["violations"], day["fault"]) == (0, False) and day["rules"] > 50 for day in found.values())
    strong = ['<h1 class="acid">' in found[day]["gets"]["/tonight"] for day in sorted(found)]
    weeks = [sum(strong[at : at + 7]) for at in range(DAYS - 6)]
    assert weeks[0] >= 1, "tonight's own week has its acid night"
    assert max(weeks) <= weeks[0], "nobody who does not check in is stepped up"


def test_every_button_of_tonight_was_made_ahead(planned: Page) -> None:
    day = next(day for day in made_ahead(planned) if day["date"] == TODAY.isoformat())
    for html in (day["gets"]["/tonight"], day["all"], day["gets"]["/stings"]):
        assert html.count("<form") == len(re.findall('<form method="post" action="#/', html))
        for form in re.findall('<form method="post" action="#(/[^"]*)"', html):
            assert any(key.startswith(f"{form} ") for key in day["posts"]), form
    assert all(entry["location"] for entry in day["posts"].values())
