"""The journeys of the server edition, word for word, on the phone: one set of pages, two shells."""

import pytest
from playwright.sync_api import Page, expect

from browser.phone.conftest import PhoneAsServer
from browser.test_journeys import *  # noqa: F403

del test_the_other_screens_open  # noqa: F821  (it reads an HTTP status, and here is none)


@pytest.mark.parametrize("path", ["/sources", "/out", "/leave", "/visit", "/picked", "/stings", "/week", "/teen"])
def test_the_other_screens_open_on_the_phone(page: Page, server: PhoneAsServer, path: str) -> None:
    page.goto(server.base + path)
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator("h1").inner_text() != "There is no page here."
