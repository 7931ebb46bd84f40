"""Every screen in every state: it renders, is well made, and says nothing without its facts."""

import re
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from milium.pages.door import BELOW, PAGES
from pages_app import App, acid_night, planned, shelf


def nobody() -> App:
    return App()


def asked() -> App:
    return App().interview()


def at_the_eye() -> App:
    return App().interview(sites=["around_eye"])


def referred() -> App:
    return App().interview(count="single", age="adult_40_64y")


def leaving() -> App:
    return App().interview().post("/choose", choice="leave")


def teen() -> App:
    return (
        App().interview(age="teen_12_17y").profile(age="15").product("Aqua, Adapalene 0.1%", "Gel").post("/plan/start")
    )


def pregnant() -> App:
    return planned(pregnancy="yes")


def evening() -> App:
    return planned()


def sore() -> App:
    app = acid_night().post("/stings", choice="2")
    return app.post("/week", {"skin": "2", "new": ["sunburn", "more", "other"], "nights": "less", "sun": "poor"})


def bleeding() -> App:
    return planned().post("/week", {"skin": "0", "new": ["bleeds", "eyes", "pregnant"], "nights": "yes", "sun": "ok"})


def with_a_baby() -> App:
    app = App().post("/baby", choice="no").post("/baby/age", age="newborn_0_28d")
    return app.post("/baby/colour", colour="pearly_white").post("/baby/site", site="nose")


def baby_in_danger() -> App:
    return App().post("/baby", choice="yes")


def swollen() -> App:
    return planned().post("/help")


def picked() -> App:
    return planned().post("/picked")


def counted() -> App:
    app = planned()
    for number in (14, 12, 13, 9):
        app.post("/count", count=str(number), day=app.today.isoformat())
        app.today += timedelta(days=28)
    return app


def both_used() -> App:
    app = acid_night().product("Aqua, Squalane, Glycerin, Retinol", "Retinol serum")
    strong = next(item["id"] for item in shelf(app) if item["name"] == "Retinol serum")
    return app.post("/tonight/tick", choice="all", slot="pm").post("/used", product=strong)


STATES: list[Callable[[], App]] = [
    *(nobody, asked, at_the_eye, referred, leaving, teen, pregnant, evening, acid_night, sore, bleeding),
    *(with_a_baby, baby_in_danger, swollen, picked, counted, both_used),
]
PATHS = [
    *(path for path, (_, allowed) in PAGES.items() if "GET" in allowed),
    *("/bump/age", "/bump/site", "/bump/opening", "/bump/follow/fever", "/bump/nonsense", "/baby/colour"),
    *("/about/age", "/about/pregnancy", "/about/medicines", "/about/allergies", "/about/phototype", "/about/x"),
    *(
        "/evening/0",
        "/evening/3",
        "/shelf/none",
        "/else/baby",
        "/say/baby",
        "/say/bump",
        "/no/such/page",
        "/answers/eye",
        "/answers/none",
    ),
]
_APPS: dict[str, App] = {}


def app_in(state: Callable[[], App]) -> App:
    if state.__name__ not in _APPS:
        _APPS[state.__name__] = state()
    made = _APPS[state.__name__]
    return App(made.today, list(made.events), look=made.look, care=made.care)


class Tags(HTMLParser):
    """Collects what a page is made of."""

    VOID = frozenset({"meta", "link", "input", "br", "circle", "path", "rect", "ellipse"})

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.bare: list[str] = []
        self._traced = 0
        self._depths: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes the wrong element"


FULL = (nobody, referred, acid_night, with_a_baby)
CHANGING = (
    "/",
    "/bump",
    "/bump/answer",
    "/baby/answer",
    "/plan",
    "/tonight",
    "/shelf",
    "/week",
    "/week/done",
    "/count",
    "/used",
    "/evening/1",
    "/stings/done",
)
VISITS = [(state, path) for state in STATES for path in (PATHS if state in FULL else CHANGING)]


@pytest.mark.parametrize(("state", "path"), VISITS, ids=lambda v: v if isinstance(v, str) else v.__name__)
def test_every_screen_is_well_made_in_every_state(state: Callable[[], App], path: str) -> None:
    app = app_in(state).get(path)
    assert app.status in {200, 404}, app.says
    assert "could not be read" not in app.says
    tags = Tags()
    tags.feed(app.page)
    assert tags.open == []
    names = [tag for tag, _ in tags.tags]
    assert names.count("h1") == 1
    assert names.count("main") == 1
    assert "script" not in names
    assert "style" not in names
    ids = [attrs["id"] for _, attrs in tags.tags if "id" in attrs]
    assert len(ids) == len(set(ids)), "an id is there twice"
    for tag, attrs in tags.tags:
        assert "style" not in attrs
        assert not [name for name in attrs if name.startswith("on")], "an inline handler"
        for name in ("href", "src", "action"):
            assert not re.match(r"(?i)(https?:|//|data:|javascript:)", attrs.get(name) or ""), attrs
        if tag == "form" and attrs.get("method") == "post":
            assert (attrs.get("action") or "").startswith("/")
    _every_field_has_a_label(app.page, tags)


def _every_field_has_a_label(page: str, tags: Tags) -> None:
    named = {attrs.get("for") for tag, attrs in tags.tags if tag == "label"}
    for tag, attrs in tags.tags:
        if tag in {"input", "textarea"} and attrs.get("type") not in {"hidden", "checkbox", "radio"}:
            assert attrs.get("id") in named, attrs
    for box in re.findall(r"<input type=\"(?:checkbox|radio)\"", page):
        assert box  # each of them stands inside its label: checked by the pattern below
    boxes = len(re.findall(r"type=\"(?:checkbox|radio)\"", page))
    inside = len(re.findall(r"<label class=\"option[^\"]*\"><input type=\"(?:checkbox|radio)\"", page))
    assert boxes == inside


@pytest.mark.parametrize("state", FULL, ids=lambda s: s.__name__)
def test_every_form_carries_the_fields_that_a_shell_asks_for(state: Callable[[], App]) -> None:
    for path in PATHS:
        page = app_in(state).get(path).page
        forms = re.findall(r"<form method=\"post\".*?</form>", page, re.DOTALL)
        for form in forms:
            assert 'name="token" value="t"' in form, path
            assert 'name="once"' in form, path


def test_no_path_holds_a_word_that_tells_about_a_person() -> None:
    telling = re.compile(r"pregnan|yes|urgent|emergenc|level|result|flagged|swell|refer")
    assert not [path for path in (*PAGES, *BELOW) if telling.search(path)]


def test_every_sentence_that_stands_on_facts_carries_them() -> None:
    """Words of care, engine and packs reach a page only through say() and told(), which mark them."""
    app = app_in(evening).get("/plan")
    for hold in ("hold",):
        blocks = re.findall(rf"<li class=\"card {hold}\">.*?</li>", app.page, re.DOTALL)
        assert blocks
        for block in blocks:
            says = re.findall(r"<p[^>]*>", block)
            assert sum("data-facts" in p for p in says) >= 2
