"""Reminders, settings and the plan on paper on the phone: the same pages, a file for its own calendar, nothing sent."""

from pathlib import Path

import icalendar
from playwright.sync_api import Page, expect

from browser.axe import broken_rules
from browser.phone.conftest import notes, ready, seed
from browser.phone.host import Host
from browser.phone.test_screens_of_the_phone import WIDTHS
from browser.rig import PHONE
from browser.test_settings_and_paper import pages_of
from milium import wiring
from milium.adapters import ical
from milium.domain.events import REMINDED, SETTING
from milium.pages.calendar import handed
from milium.pages.visit import Visit
from pages_app import App, acid_night, look, planned, request

KINDS = "return (await log.since(0, -1)).rows.map((row) => row.kind);"


def calendar(page: Page, host: Host, folder: Path, path: str = "/plan") -> str:
    page.goto(f"{host.base}/#{path}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Get the calendar file").click()
    assert download.value.suggested_filename == "evening-care.ics"
    file = folder / "evenings.ics"
    download.value.save_as(file)
    return file.read_bytes().decode("utf-8")


def entries(text: str) -> dict[str, tuple[int, str, str]]:
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    rows = ((str(one["UID"])[:-33], one) for one in found)
    return {key: (int(str(one["SEQUENCE"])), str(one["STATUS"]), str(one["SUMMARY"])) for key, one in rows}


def on_the_server(somebody: App) -> str:
    care = wiring.care()
    found = handed(Visit(request("GET", "/", somebody.today), care, tuple(somebody.events), look()))
    now = request("GET", "/", somebody.today).now
    return ical.written(found.reminders, found.title, found.name, now, found.gone)


def test_the_file_holds_what_the_servers_file_holds_and_asks_nobody(page: Page, host: Host, tmp_path: Path) -> None:
    somebody = planned()
    seed(page, somebody.events)
    host.forget()
    text = calendar(page, host, tmp_path)
    assert entries(text) == entries(on_the_server(somebody))
    assert len(entries(text)) == 17
    assert [asked for asked in host.asked if "sw.js" not in asked] == []
    assert notes(page, KINDS).count(REMINDED) == 1
    assert entries(calendar(page, host, tmp_path)) == entries(text)
    assert notes(page, KINDS).count(REMINDED) == 1, "given again, nothing is new"


def test_settings_are_kept_on_the_phone_and_the_next_file_follows(page: Page, host: Host, tmp_path: Path) -> None:
    seed(page, planned().events)
    first = calendar(page, host, tmp_path)
    page.goto(f"{host.base}/#/settings")
    assert page.get_by_text("A calendar that keeps itself up to date").count() == 0, "nothing here can be reached"
    page.get_by_label("Remind me at").select_option("22:30")
    page.get_by_label("Dark").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert notes(page, KINDS).count(SETTING) == 1
    again = calendar(page, host, tmp_path, "/settings")
    assert set(entries(again)) == set(entries(first))
    assert {version for version, _, _ in entries(again).values()} == {1}
    assert "T223000" in again
    page.reload()
    ready(page)
    page.goto(f"{host.base}/#/tonight")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark", "and after the app was closed"


def test_the_screens_have_no_violation_and_are_never_wider_than_the_window(page: Page, host: Host) -> None:
    seed(page, acid_night().events)
    for path in ("/settings", "/plan/print"):
        page.goto(f"{host.base}/#{path}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert broken_rules(page) == [], (path, scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": PHONE["height"]})
            image = page.screenshot(full_page=True)
            assert int.from_bytes(image[16:20], "big") == width, (path, width)


def test_the_plan_on_paper_is_one_page_on_the_phone_too(page: Page, host: Host) -> None:
    somebody = acid_night()
    page.clock.set_fixed_time(f"{somebody.today.isoformat()}T20:00:00")
    seed(page, somebody.events)
    page.goto(f"{host.base}/#/plan/print")
    expect(page.locator(".nights-table tbody tr")).to_have_count(14)
    assert len(pages_of(page.pdf(prefer_css_page_size=True))) == 1
