"""What the phone's shell owes to people: strict policy, no network, no host hears anything, nothing half-loaded."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import CHROMIUM, FLAGS
from browser.person import interview, own_shelf
from browser.phone.conftest import go, move_to, ready, settled
from browser.phone.host import Host, hosted
from browser.rig import PHONE, TODAY
from milium.site import policy

Tap = Callable[[str], None]


def installed(page: Page) -> None:
    """Wait until everything lies in the cache."""
    ready(page)
    wanted = "fetch('files.json').then((found) => found.json()).then((list) => Object.keys(list.files).length)"
    count = page.evaluate(wanted)
    for _ in range(400):
        if page.evaluate("caches.keys().then((k) => caches.open(k[0])).then((c) => c.keys()).then((k) => k.length)") >= count:
            return
        page.wait_for_timeout(25)
    raise AssertionError("not everything came into the cache")


def test_every_answer_carries_the_strict_policy(page: Page, host: Host) -> None:
    installed(page)
    for name in ("", "index.html", "worker.js", "app.js", "py/pyodide.asm.wasm", "milium.css", "no/such/file"):
        found = page.evaluate(
            "(name) => fetch(name).then((r) => ({ status: r.status, headers: Object.fromEntries(r.headers) }))", name
        )
        assert found["status"] == (404 if "such" in name else 200), name
        wanted = policy.WORKER if name == "worker.js" else policy.PAGE
        assert found["headers"]["content-security-policy"] == wanted, name
        assert found["headers"]["x-content-type-options"] == "nosniff"
    assert "unsafe" not in policy.PAGE
    assert re.findall(r"'unsafe\S*|'wasm\S*", policy.WORKER) == ["'wasm-unsafe-eval'"]
    assert "require-trusted-types-for 'script'" in policy.PAGE


def test_neither_page_nor_worker_can_run_text_or_reach_another_host(page: Page, host: Host, edition: Path) -> None:
    ready(page)
    refused = "(make) => { try { return String(eval(make)); } catch (error) { return error.name; } }"
    with hosted(edition) as other:
        tries = {
            "fetch": f"fetch('{other.base}/x').then(() => 'sent', (e) => e.name)",
            "beacon": f"Promise.resolve(navigator.sendBeacon('{other.base}/y'))",
            "image": f"new Promise((y) => {{ const i = new Image(); i.onerror = () => y('no'); i.onload = () => y('sent'); i.src = '{other.base}/mark.svg'; }})",
            "html": "Promise.resolve().then(() => { document.body.innerHTML = '<p>'; return 'set'; }).catch((e) => e.name)",
            "worker": "Promise.resolve().then(() => { new Worker('worker.js'); return 'set'; }).catch((e) => e.name)",
        }
        found = {name: page.evaluate(f"() => {code}") for name, code in tries.items()}
        assert found["fetch"] == "TypeError"
        assert found["image"] == "no"
        assert (found["html"], found["worker"]) == ("TypeError", "TypeError")
        worker = page.workers[0]
        assert worker.evaluate(f"() => fetch('{other.base}/z').then(() => 'sent', (e) => e.name)") == "TypeError"
        assert other.asked == [], "another host heard something"
    assert refused
    page.context.unroute_all()
    page.goto("about:blank")


def test_nothing_is_asked_of_any_host_after_the_first_visit(page: Page, tap: Tap, host: Host) -> None:
    installed(page)
    host.forget()
    page.goto(f"{host.base}/")
    interview(page, tap)
    own_shelf(page, tap, f"{host.base}/#")
    for path in ("/plan", "/shelf", "/sources", "/no/such/page"):
        go(page, host, path)
    assert set(host.asked) <= {"/sw.js"}, "only the browser's own look for a new version may be there"


def test_it_opens_with_the_server_gone_and_the_browser_restarted(
    edition: Path, tmp_path: Path, playwright_start: Any
) -> None:
    profile = tmp_path / "profile"
    with hosted(edition) as host:
        port = int(host.base.rpartition(":")[2])
        context = playwright_start(profile)
        page = context.new_page()
        move_to(page, TODAY)
        page.goto(host.base)
        installed(page)
        settled(page, page.get_by_role("link", name="Check a bump").click)
        settled(page, page.get_by_role("button", name="None of these").click)
        settled(page, page.get_by_role("button", name="18 to 39 years").click)
        context.close()
    context = playwright_start(profile)
    page = context.new_page()
    move_to(page, TODAY)
    settled(page, lambda: page.goto(f"http://127.0.0.1:{port}/#/bump/age"))
    expect(page.locator("[aria-pressed=true]")).to_have_text("18 to 39 years")
    context.close()


@pytest.fixture
def playwright_start(chromium: Browser) -> Callable[[Path], BrowserContext]:
    """Start a browser with a profile that outlives it."""

    def start(profile: Path) -> BrowserContext:
        return chromium.browser_type.launch_persistent_context(
            str(profile), executable_path=CHROMIUM, args=FLAGS, viewport=PHONE, reduced_motion="reduce"
        )

    return start


def test_a_file_that_came_wrong_is_never_used(chromium: Browser, edition: Path) -> None:
    with hosted(edition) as host:
        host.broken.add("stdlib.zip")
        context = chromium.new_context(viewport=PHONE)
        page = context.new_page()
        page.goto(host.base)
        expect(page.get_by_role("alert")).to_be_visible(timeout=20_000)
        assert page.evaluate("caches.match('py/stdlib.zip').then((found) => found === undefined)")
        host.broken.clear()
        settled(page, lambda: page.goto(f"{host.base}/#/bump"))
        context.close()


def test_it_can_be_installed(page: Page, host: Host) -> None:
    installed(page)
    devtools = page.context.new_cdp_session(page)
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"] == f"{host.base}/manifest.webmanifest"
    found = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A private window (every test has its own) is never installable; that is no fault of the edition.
    assert [e["errorId"] for e in found if e["errorId"] != "in-incognito"] == []
