"""A mother and her child on one phone: each has a log of their own, and every page says whose it is."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.phone.conftest import go, move_to, notes, ready, seed, settled
from browser.phone.host import Host
from browser.phone.test_tonight_on_the_phone import without_python
from browser.rig import TODAY
from milium.care.carry import read_file
from milium.domain.events import Event
from pages_app import acid_night, planned

THAT_DAY = acid_night().today
Tap = Callable[[str], None]
ROWS = "return (await log.since(0, -1)).rows;"


def rows(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = notes(page, ROWS)
    return found


def added(page: Page, host: Host, tap: Tap, name: str, colour: str) -> str:
    """Add a person by the form, and return their case."""
    page.goto(f"{host.base}/#/people")
    page.locator("#name-new").fill(name)
    page.locator("section.card").last.get_by_text(colour, exact=True).click()
    tap("Add")
    return str(next(row["case"] for row in rows(page) if row["body"].get("name") == name))


def switched(page: Page, host: Host, words: str) -> None:
    page.goto(f"{host.base}/#/people")
    settled(page, page.get_by_role("button", name=words, exact=True).click)


def of(case: str, events: list[Event]) -> list[Event]:
    """Give a log to somebody else."""
    return [replace(event, id=uuid5(UUID(int=7), f"{case} {event.id}"), case=case) for event in events]


def made_ahead(page: Page, case: str) -> None:
    """Wait until the evening was made with all that was entered."""
    key = f"day:{case}:{THAT_DAY.isoformat()}"
    for _ in range(300):
        made = notes(page, "return [(await log.note(values.key))?.seq, (await log.since(0, -1)).seq];", key=key)
        if made[0] == made[1]:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"no evening was made ahead for {case}")


def test_a_mother_and_her_child_are_never_mixed(page: Page, host: Host, tap: Tap, context: BrowserContext) -> None:
    tap("Check a bump")
    tap("None of these")
    tap("18 to 39 years")
    mothers = len(rows(page))
    child = added(page, host, tap, "Mia", "Plum")
    expect(page.locator(".who bdi")).to_have_text("Mia")
    expect(page.locator(".who .dot")).to_have_class("dot plum")
    tap("Check a bump")
    tap("None of these")
    expect(page.locator("[aria-pressed=true]")).to_have_count(0)  # the mother's answer is not hers
    tap("Up to 4 weeks")
    assert {row["case"] for row in rows(page)[mothers:]} == {child}
    switched(page, host, "Go to my pages")
    expect(page.locator(".who bdi")).to_have_text("Me")
    page.goto(f"{host.base}/#/bump/age")
    expect(page.locator("[aria-pressed=true]")).to_have_text("18 to 39 years")
    other = context.new_page()  # another tab goes to the child: a form that stands here stays the mother's
    move_to(other, TODAY)
    other.goto(f"{host.base}/#/people")
    ready(other)
    settled(other, other.get_by_role("button", name="Go to Mia").click)
    settled(page, page.get_by_role("button", name="40 to 64 years").click)
    assert rows(page)[-1]["case"] == "me"


def test_the_person_chosen_is_still_chosen_after_a_restart(page: Page, host: Host, tap: Tap) -> None:
    added(page, host, tap, "Mia", "Amber")
    page.goto(f"{host.base}/")
    ready(page)
    go(page, host, "/people")
    expect(page.locator(".who bdi")).to_have_text("Mia")
    expect(page.get_by_role("heading", name="Mia (shown now)")).to_be_visible()


@pytest.fixture
def family(page: Page, host: Host, tap: Tap) -> str:
    """Two people with plans on one phone, evenings of both made ahead; it is with the second. Gives her case."""
    move_to(page, THAT_DAY)
    page.goto(f"{host.base}/#/tonight")
    seed(page, planned().events)
    made_ahead(page, "me")
    case = added(page, host, tap, "Mia", "Plum")
    seed(page, of(case, acid_night().events))
    page.goto(f"{host.base}/#/tonight")
    made_ahead(page, case)
    return case


def test_tonight_without_python_is_that_of_the_person_chosen(
    family: str, page: Page, host: Host, context: BrowserContext
) -> None:
    page.goto(f"{host.base}/#/tonight")
    hers = page.locator("h1").inner_text()
    quick = without_python(context, host, THAT_DAY)
    expect(quick.locator(".who bdi")).to_have_text("Mia")
    expect(quick.locator("h1")).to_have_text(hers)
    first = quick.locator("main > ol > li").first
    expect(first).not_to_have_class("step ticked")
    first.locator("button.tick").click()
    expect(first).to_have_class("step ticked")
    assert [row["case"] for row in rows(quick) if row["kind"] == "tick"][-1] == family
    quick.close()
    switched(page, host, "Go to my pages")
    page.goto(f"{host.base}/#/tonight")
    mine = page.locator("h1").inner_text()
    assert mine != hers, "the two evenings are told apart by their titles"
    made_ahead(page, "me")
    quick = without_python(context, host, THAT_DAY)
    expect(quick.locator(".who bdi")).to_have_text("Me")
    expect(quick.locator("h1")).to_have_text(mine)
    expect(quick.locator("main > ol .ticked")).to_have_count(0)
    notes(quick, "const day = await log.note(values.key); day.code = 'other'; await log.keep(values.key, day);",
          key=f"day:me:{THAT_DAY.isoformat()}")  # fmt: skip
    quick.reload()
    expect(quick.get_by_role("status")).to_contain_text("We are checking your plan")
    expect(quick.locator(".who bdi")).to_have_text("Me")


def test_a_copy_holds_everybody_and_erasing_leaves_nobody(
    family: str, page: Page, host: Host, tap: Tap, tmp_path: Path
) -> None:
    page.goto(f"{host.base}/#/data")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a copy").click()
    file = tmp_path / "copy.json"
    download.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert {event.case for event in read_file(text)} == {"me", family}
    assert len(json.loads(text)["events"]) == len(rows(page))
    page.goto(f"{host.base}/#/data/erase")
    page.get_by_role("button", name="Yes, erase it").click()
    expect(page.locator("h1")).to_have_text("Everything is erased.")
    page.goto(f"{host.base}/")
    ready(page)
    assert rows(page) == []
    page.goto(f"{host.base}/#/data")
    page.get_by_label("The file").set_input_files(file)
    tap("Add what is in it")
    go(page, host, "/people")
    expect(page.get_by_role("heading", name="Mia")).to_be_visible()
