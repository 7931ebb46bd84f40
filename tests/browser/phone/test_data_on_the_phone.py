"""The person's own data: a copy out, a copy in, everything gone; and an update that touches none of it."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.phone.conftest import installed, move_to, notes, ready, seed, settled
from browser.phone.host import Host, hosted
from browser.rig import PHONE, TODAY
from milium.care.carry import read_file, written
from pages_app import planned

Tap = Callable[[str], None]
COUNT = "return (await log.since(0, -1)).rows.length;"


def saved(page: Page, host: Host, tmp_path: Path) -> Path:
    page.goto(f"{host.base}/#/data")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a copy").click()
    found = tmp_path / download.value.suggested_filename
    download.value.save_as(found)
    return found


def test_a_copy_holds_everything_and_brings_it_back_on_another_device(
    page: Page, host: Host, tmp_path: Path, tap: Tap
) -> None:
    somebody = planned()
    seed(page, somebody.events)
    file = saved(page, host, tmp_path)
    assert file.name == "milium-2026-11-23.json"
    assert {e.id: e for e in read_file(file.read_text(encoding="utf-8"))} == {e.id: e for e in somebody.events}
    expect(page.locator("main")).to_contain_text("Last copy: 23 November 2026.")
    page.goto(f"{host.base}/#/data/erase")
    page.get_by_role("button", name="Yes, erase it").click()
    expect(page.locator("h1")).to_have_text("Everything is erased.")
    page.goto(f"{host.base}/")
    ready(page)
    page.goto(f"{host.base}/#/data")
    expect(page.locator("main")).to_contain_text("Entries so far: 0.")
    page.get_by_label("The file").set_input_files(file)
    tap("Add what is in it")
    expect(page.get_by_role("status")).to_contain_text(f"New entries: {len(somebody.events)}.")
    page.get_by_label("The file").set_input_files(file)
    tap("Add what is in it")
    expect(page.get_by_role("status")).to_contain_text("New entries: 0.")
    page.goto(f"{host.base}/#/tonight")
    expect(page.locator("h1")).to_have_text("Tonight: test it first.")


def test_a_copy_of_another_device_is_put_to_what_is_here(page: Page, host: Host, tap: Tap) -> None:
    one = planned()
    half = len(one.events) // 2
    seed(page, one.events[:half])
    page.goto(f"{host.base}/#/data")
    text = "".join(written(one.events[half - 3 :], one.events[-1].at))
    page.get_by_label("The file").set_input_files(
        {"name": "other.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    tap("Add what is in it")
    expect(page.get_by_role("status")).to_contain_text(f"New entries: {len(one.events) - half}.")
    assert notes(page, COUNT) == len(one.events)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "hello",
        '{"milium": "log", "schema": 1, "events": [{"id": 1}]}',
        '{"milium": "log", "schema": 9, "events": []}',
    ],
)
def test_a_wrong_file_is_refused_in_words_and_nothing_is_added(page: Page, host: Host, tap: Tap, text: str) -> None:
    ready(page)
    page.goto(f"{host.base}/#/data")
    page.get_by_label("The file").set_input_files({"name": "x.json", "mimeType": "text/plain", "buffer": text.encode()})
    tap("Add what is in it")
    expect(page.get_by_role("alert")).to_contain_text("nothing was added")
    assert notes(page, COUNT) == 0


def test_after_erasing_nothing_is_left_in_the_browser(page: Page, host: Host) -> None:
    seed(page, planned().events)
    installed(page)
    page.goto(f"{host.base}/#/data/erase")
    page.get_by_role("button", name="Yes, erase it").click()
    expect(page.locator("h1")).to_have_text("Everything is erased.")
    left = """async () => [(await indexedDB.databases()).length, (await caches.keys()).length, localStorage.length,
      sessionStorage.length, (await navigator.serviceWorker.getRegistrations()).length, document.cookie.length]"""
    assert page.evaluate(left) == [0, 0, 0, 0, 0, 0]


def test_an_old_copy_is_kindly_spoken_of_and_can_be_put_off(page: Page, host: Host) -> None:
    seed(page, planned().events)
    notes(page, "await log.keep('begun', true); await log.keep('exported', '2026-10-27');")
    reminder = page.locator("[data-notice=copy]")
    page.reload()
    ready(page)
    expect(reminder).to_have_count(0)  # 27 days
    move_to(page, TODAY + timedelta(days=1))
    page.reload()
    expect(reminder).to_contain_text("It has been a while since you saved a copy.")
    reminder.get_by_role("button", name="Later").click()
    expect(reminder).to_have_count(0)
    page.reload()
    ready(page)
    page.wait_for_timeout(300)
    expect(reminder).to_have_count(0)


def test_an_update_says_what_advice_changed_and_touches_no_entry(
    context: BrowserContext, edition: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "web"
    shutil.copytree(edition, folder)
    with hosted(folder) as host:
        page = context.new_page()
        page.set_viewport_size(PHONE)
        page.goto(host.base)
        seed_events = planned().events
        ready(page)
        installed(page)
        settled(page, lambda: page.goto(f"{host.base}/#/new"))
        settled(page, lambda: page.goto(f"{host.base}/#/bump"))
        seed(page, seed_events)
        release(folder)
        host.broken.add("milium.css")  # the update comes only in part
        page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
        page.wait_for_timeout(1500)
        expect(page.locator("[data-notice=update]")).to_have_count(0)
        assert page.evaluate("fetch('index.html').then((r) => r.text())").count("a later version") == 0
        host.broken.clear()
        page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
        page.get_by_role("button", name="Use it now").click()
        expect(page.locator("[data-notice=updated]")).to_be_visible()
        assert page.evaluate("fetch('index.html').then((r) => r.text())").count("a later version") == 1
        assert notes(page, COUNT) == len(seed_events)
        settled(page, page.get_by_role("button", name="See what changed").click)
        expect(page.locator("h1")).to_have_text("What changed")


def release(folder: Path) -> None:
    """Make a later version of an edition: another page, another style, another program."""
    for name, more in (("index.html", "<!-- a later version -->"), ("milium.css", "/* later */")):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    path = folder / "code.js"
    path.write_text(path.read_text(encoding="utf-8").replace("sha256-", "sha256-later-"), encoding="utf-8")
    stamp(folder)


def stamp(folder: Path) -> None:
    """Write the hashes of a changed edition into its service worker, as the build does."""
    from milium.site import build

    script = folder / "sw.js"
    text = script.read_text(encoding="utf-8")
    head, _, rest = text.partition("const BUILD = ")
    told, end = json.JSONDecoder().raw_decode(rest)
    for name in told["files"]:
        told["files"][name]["hash"] = build.file_hash(folder / name)
    told["version"] += "-later"
    script.write_text(f"{head}const BUILD = {json.dumps(told)}{rest[end:]}", encoding="utf-8")
