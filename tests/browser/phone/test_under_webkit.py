"""The phone edition in WebKitGTK, the engine of the browsers on iPhones: same bytes, and a first answer offline."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.phone import answers
from browser.phone.host import Host, hosted
from browser.phone.webkit import PACKAGES, WebKit, missing, webkit

KINDS = {"vignettes": answers.vignettes, "labels": answers.labels, "plans": answers.plans}
KEPT = """
  const found = document.documentElement;
  for (let n = 0; found.dataset.offline !== 'ready' && n < 1200; n++) await new Promise((go) => setTimeout(go, 50));
  return found.dataset.offline;
"""
ASK = "const engine = await import('./engine.js'); return engine.ask('raw', given[0]);"
SHOWS = """
  for (let n = 0; n < 600; n++) {
    if (document.querySelector('main').innerText.includes(given[0])) return true;
    await new Promise((go) => setTimeout(go, 50));
  }
  return document.querySelector('main').innerText;
"""
FILL = """
  const form = document.querySelector('main form textarea').closest('form');
  form.querySelector('textarea').value = given[0];
  for (const [name, value] of Object.entries(given[1])) {
    form.querySelector(`input[name="${name}"][value="${value}"]`).checked = true;
  }
  form.requestSubmit();
"""


@pytest.fixture(scope="module")
def host(edition: Path) -> Iterator[Host]:
    """A web space that holds the edition."""
    with hosted(edition) as found:
        yield found


@pytest.fixture(scope="module")
def browser(host: Host) -> Iterator[WebKit]:
    """WebKit with the app open and everything of it kept."""
    if absent := missing():
        pytest.skip(f"{', '.join(absent)} absent: {PACKAGES}, or THE PHONE EDITION IS UNTESTED IN WEBKIT")
    with webkit() as found:
        found.goto(f"{host.base}/")
        assert found.run(KEPT) == "ready", "not everything of the app was kept"
        yield found


@pytest.mark.parametrize("kind", KINDS)
def test_webkit_gives_the_same_bytes(kind: str, browser: WebKit) -> None:
    questions = KINDS[kind]()
    for at in range(0, len(questions), 20):
        part = questions[at : at + 20]
        rows = [list(answers.told(question)) for question in part]
        assert browser.run(ASK, rows) == [answers.answered(question) for question in part]


def test_a_label_is_judged_offline(browser: WebKit, host: Host) -> None:
    host.forget()
    browser.goto(f"{host.base}/#/product")
    assert browser.run(SHOWS, "ingredients") is True
    browser.run(FILL, "Aqua, Petrolatum, Lanolin, Retinol", {"where": "face", "use": "leave_on"})
    assert browser.run(SHOWS, "could you be pregnant?") is True
    browser.run("document.querySelector('main form button').click();")
    assert browser.run(SHOWS, "Petrolatum") is True
    assert host.asked == []
