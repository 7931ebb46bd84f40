"""The door: what it opens, what it refuses, and what it says when knowledge is broken."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from milium import pages
from milium.adapters.packfiles import load_part
from milium.adapters.pagefiles import templates
from milium.care import Care
from milium.knowledge import Knowledge
from milium.pages.door import PAGES
from pages_app import App, request

whole_part = cache(load_part)


@pytest.mark.parametrize("path", ["/nothing", "/bump/", "/bump/a/b", "/static/x", "//", "/PLAN", "/plan/", ""])
def test_an_unknown_path_gets_a_calm_page(path: str) -> None:
    app = App().get(path)
    assert app.status == 404
    assert "Nothing you entered is lost" in app.says


@pytest.mark.parametrize("path", [p for p, (_, allowed) in PAGES.items() if allowed == "POST"])
def test_a_page_that_only_takes_forms_is_not_shown(path: str) -> None:
    reply = App().send("GET", path)
    assert (reply.status, reply.events) == (405, ())


@pytest.mark.parametrize("path", [p for p, (_, allowed) in PAGES.items() if allowed == "GET"])
def test_a_page_that_only_shows_takes_no_form(path: str) -> None:
    reply = App().send("POST", path, {"choice": "anything"})
    assert (reply.status, reply.events) == (405, ())


def test_looking_never_changes_anything() -> None:
    app = App().interview()
    before = len(app.events)
    for path, (_, allowed) in PAGES.items():
        if "GET" in allowed:
            app.get(path)
    assert len(app.events) == before


@pytest.mark.parametrize("broken", ["texts", "identify", "audit", "safety", "facts", "case"])
@pytest.mark.parametrize("path", ["/", "/bump", "/bump/age", "/bump/answer", "/product", "/shelf", "/plan", "/tonight"])
def test_with_a_broken_part_of_the_knowledge_every_screen_still_says_something_calm(broken: str, path: str) -> None:
    def load(part: str) -> Mapping[str, Any]:
        return {} if part == broken else whole_part(part)

    whole = App().interview().product("Aqua, Mandelic Acid", "Serum").post("/plan/start")
    knowledge = Knowledge(load, version="x", digest="y", reviewed=None)
    care = Care(knowledge, lambda: whole.today)
    app = App(whole.today, list(whole.events), care=care, look=pages.Look(templates(), knowledge))
    app.get(path)
    assert app.status in {200, 500}
    assert app.title
    if app.status == 500:
        assert "Nothing you entered is lost" in app.says
    assert "exfoliate" not in app.page or broken == "facts"


def test_who_has_not_signed_in_sees_no_words_explained_and_no_way_that_is_closed_to_them() -> None:
    app = App()
    assert app.care is not None
    assert app.look is not None
    reply = pages.trouble(request("GET", "/", app.today), app.care, (), app.look, key="signed_out", status=403)
    assert "Please sign in again." in reply.html
    assert "<details" not in reply.html
    assert "source-link" not in reply.html
