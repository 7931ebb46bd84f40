"""A month with milium, evening by evening: what a person should see is there, and nothing else happens."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.months import DAYS, Month, who_uses_retinol
from browser.person import Tap, plan_begins
from browser.rig import TODAY, Server
from milium.care.carry import read_file, written

MISSED = {4, 11, 18}
STINGS, PICKS, LEAVES, COPIES = 9, 17, 19, 22
CALM_AGAIN = 3  # nights off after "red, flaky or stinging"
ASKS_FOR_A_DATE, MOVES_IT = 10, 12
TAKEN_OUT, TAKEN_OUT_AT_LAST = 24, 26
PREGNANT = 14
ASKS_TO_BE_REMINDED, REMINDED = 5, 15
LOOKS_AHEAD = 2  # of a week: nothing is entered before the next evening


@pytest.fixture
def month(page: Page, tap: Tap, server: Server) -> Month:
    return Month(page, tap, server.base, server.kept, server.move_to, server.ahead)


def test_a_month_with_a_plan_a_sting_a_pick_a_date_and_a_change_of_mind(month: Month, tmp_path: Path) -> None:
    plan_begins(month.page, month.tap, month.base)
    for n in range(DAYS + 1):
        month.wakes(n)
        if n and n % 7 == 0:
            month.checks_in()
            month.counts(14 - n // 7)
            month.opens("/plan")
        said = month.evening()
        assert ("Today you wanted to see someone" in said) == (n == REMINDED)
        assert ("Today they are taken out." in said) == (n == TAKEN_OUT_AT_LAST)
        if n in MISSED:
            continue
        happens(n, month, tmp_path)
        month.goes("/tonight")
        month.does_it()
        if n % 7 == LOOKS_AHEAD:
            month.looks_ahead()
    asked = [e.body for e in month.mine() if e.kind == "check_in" and "spf" in e.body]
    assert len(asked) == DAYS // 7
    assert len(month.done) == DAYS + 1 - len(MISSED)
    calm = {month.begun + timedelta(days=STINGS + n) for n in range(1, CALM_AGAIN + 1)}
    assert month.strong, "there were strong evenings"
    assert not calm & set(month.strong), "after a sting the skin has its nights off"
    kept_to = month.progress()["adherence"]
    assert kept_to["taken"] == len(set(month.strong) & month.done)
    assert month.strong_in_a_week() <= 1, "a first month stays on its lowest rung"


def happens(n: int, month: Month, tmp_path: Path) -> None:
    """What happens on some days besides the evening's steps."""
    page, tap = month.page, month.tap
    if page.get_by_role("button", name="The spot is calm").count():
        tap("The spot is calm")
    if n == STINGS:
        tap("It stings or is red")
        tap("Red, flaky or stinging")
        assert "3 nights off" in page.locator("main").inner_text()
        assert "Tonight: rest." in month.opens("/tonight")
    if n == PICKS:
        tap("I picked one")
        tap("Done")
        assert page.url.endswith("/tonight")
        assert "Tonight: rest." in month.opens("/tonight")
    if n in {ASKS_FOR_A_DATE, MOVES_IT}:
        day = month.begun + timedelta(days=TAKEN_OUT if n == ASKS_FOR_A_DATE else TAKEN_OUT_AT_LAST)
        page.goto(f"{month.base}/out")
        page.get_by_label("The day they are taken out").fill(day.isoformat())
        tap("Put it in my plan" if n == ASKS_FOR_A_DATE else "Move it to this day")
        assert f"In your plan: {day.day} December 2026" in month.opens("/out")
    if n == ASKS_TO_BE_REMINDED:
        page.goto(f"{month.base}/visit")
        page.get_by_label("The day", exact=True).fill((month.begun + timedelta(days=REMINDED)).isoformat())
        tap("Remind me")
        assert "We remind you on 8 December 2026." in month.opens("/visit")
    if n == LEAVES:
        page.goto(f"{month.base}/plan")
        tap("Leave them instead")
        assert "You leave them." in month.opens("/plan")
        tap("I want a gentle plan")
        assert "Your next two weeks" in month.opens("/plan")
    if n == COPIES:
        a_copy_out_and_in(month, tmp_path)


def a_copy_out_and_in(month: Month, tmp_path: Path) -> None:
    """Save a copy: it holds everything; brought back, it adds nothing."""
    page = month.page
    page.goto(f"{month.base}/data")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a copy").click()
    file = tmp_path / "copy.json"
    download.value.save_as(file)
    assert {e.id for e in read_file(file.read_bytes())} == {e.id for e in month.kept()}
    page.goto(f"{month.base}/data")
    page.get_by_label("The file").set_input_files(file)
    month.tap("Add what is in it")
    assert "New entries: 0." in page.locator("main").inner_text()


def test_a_month_in_which_a_pregnancy_begins(month: Month) -> None:
    somebody = who_uses_retinol()
    month.begun = somebody.today
    month.wakes(0)
    month.page.goto(f"{month.base}/data")
    text = "".join(written(somebody.events, somebody.events[-1].at)).encode()
    month.page.get_by_label("The file").set_input_files(
        {"name": "milium.json", "mimeType": "application/json", "buffer": text}
    )
    month.tap("Add what is in it")
    month.done = {TODAY + timedelta(days=n) for n in range(9)}
    for n in range(DAYS):
        month.wakes(n)
        if n == PREGNANT:
            says_so(month)
        month.evening()
        if n >= PREGNANT:
            assert "Retinol serum, a" not in month.page.locator("main").inner_text()
        month.does_it()
    before = [day for day in month.strong if day < month.begun + timedelta(days=PREGNANT)]
    assert before
    assert month.strong == before, "from that day on no retinol of any kind"
    assert "Next" in month.opens("/count") or "count" in month.opens("/count")


def says_so(month: Month) -> None:
    """Say it at the weekly questions, and then for sure; the plan says what changed."""
    page, tap = month.page, month.tap
    page.goto(f"{month.base}/week")
    page.get_by_label("Calm").check()
    page.get_by_label("I am or may be pregnant").check()
    page.get_by_role("group", name="nights").get_by_label("Yes", exact=True).check()
    page.get_by_role("group", name="sunscreen").get_by_label("Yes").check()
    tap("Save my week")
    assert "We took retinol out of your plan" in page.locator("main").inner_text()
    page.goto(f"{month.base}/about/pregnancy")
    tap("I am pregnant")
    assert "Retinol serum" in month.opens("/plan"), "the plan says that it waits"
