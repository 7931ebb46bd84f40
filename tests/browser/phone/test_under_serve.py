"""`milium serve` shows the phone edition under /phone/, with the same strict headers, to whoever is not signed in."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.conftest import _wait_for
from browser.phone.conftest import installed, ready, settled
from browser.rig import PHONE
from milium.site import policy


def started(data: Path, phone: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "milium", "serve", "--port", "0", "--data", str(data), "--phone", str(phone)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MILIUM_", "DJANGO_"))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, env=environment) as process:
        assert process.stdout is not None
        line = process.stdout.readline().decode().strip()
        base = line.partition("/in/")[0]
        _wait_for(int(base.rpartition(":")[2]))
        try:
            yield base
        finally:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def base(tmp_path: Path, edition: Path) -> Iterator[str]:
    yield from started(tmp_path / "data", edition)


def test_the_phone_edition_works_under_serve(base: str, chromium: Browser) -> None:
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    first = page.goto(f"{base}/phone/")
    assert first is not None
    assert first.headers["content-security-policy"] == policy.PAGE
    ready(page)
    installed(page)
    settled(page, page.get_by_role("link", name="Check a bump").click)
    settled(page, page.get_by_role("button", name="None of these").click)
    expect(page.locator("h1")).to_have_text("How old is the person with the bumps?")
    assert page.evaluate("fetch('worker.js').then((r) => r.headers.get('content-security-policy'))") == policy.WORKER
    context.close()


@pytest.mark.parametrize("path", ["/phone/../pyproject.toml", "/phone/%2e%2e/files.json", "/phone/no.js", "/phone/py"])
def test_nothing_beside_the_edition_is_given(base: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as found:
        urllib.request.urlopen(base + path)
    assert found.value.code in {403, 404}


def test_without_a_built_edition_the_page_says_how_to_build_it(tmp_path: Path) -> None:
    for base in started(tmp_path / "data", tmp_path / "nothing"):
        with pytest.raises(urllib.error.HTTPError) as found:
            urllib.request.urlopen(f"{base}/phone/")
        assert found.value.code == 404
        assert "Run make site" in found.value.read().decode()
