"""What the phone's shell owes to people: strict policy, no network, no host hears anything, nothing half-loaded."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import CHROMIUM, FLAGS
from browser.person import interview, own_shelf
from browser.phone.conftest import go, installed, move_to, ready, settled
from browser.phone.host import Host, hosted
from browser.rig import PHONE, TODAY
from milium.site import policy

Tap = Callable[[str], None]


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
    assert re.findall(r"'unsafe[^']*'|'wasm[^']*'", policy.WORKER) == ["'wasm-unsafe-eval'"]
    assert "require-trusted-types-for 'script'" in policy.PAGE


TRIES = {
    "fetch": "fetch('BASE/x').then(() => 'sent', () => 'refused')",
    "image": "new Promise((yes) => { const i = new Image(); i.onerror = () => yes('refused'); i.src = 'BASE/y'; })",
    "eval": "new Promise((yes) => setTimeout(() => { try { eval('1'); yes('ran'); } catch { yes('refused'); } }, 20))",
    "markup": "Promise.resolve().then(() => { document.body.innerHTML = '<p>'; }).then(() => 'set', () => 'refused')",
    "worker": "Promise.resolve().then(() => new Worker('worker.js')).then(() => 'set', () => 'refused')",
}
IN_WORKER = ("fetch", "eval")


def test_neither_page_nor_worker_can_run_text_or_reach_another_host(chromium: Browser, host: Host) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(host.base)
    ready(page)
    with hosted(host.folder) as other:
        for name, code in TRIES.items():
            assert page.evaluate(f"() => {code.replace('BASE', other.base)}") == "refused", name
        # Python reaches what the worker reaches: the worker's own policy must hold there.
        for name in IN_WORKER:
            assert page.workers[0].evaluate(f"() => {TRIES[name].replace('BASE', other.base)}") == "refused", name
        assert other.asked == [], "another host heard something"
    context.close()


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
    edition: Path, tmp_path: Path, playwright_start: Callable[[Path], BrowserContext]
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
        expect(page.get_by_role("alert")).to_contain_text("could not start", timeout=20_000)
        assert page.evaluate("caches.match('py/stdlib.zip').then((found) => found === undefined)")
        host.broken.clear()
        with page.expect_navigation():
            page.get_by_role("button", name="Try again").click()
        ready(page)
        settled(page, page.get_by_role("link", name="Check a bump").click)
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
