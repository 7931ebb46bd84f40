"""A person at the screens, without any shell: sends forms, follows redirects, keeps the events."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from html import unescape
from uuid import uuid4

from milium import pages, wiring
from milium.adapters.pagefiles import templates
from milium.care import Care
from milium.domain.events import Event
from people import CHEEKS

ZONE = timezone(timedelta(hours=1))
MOST_REDIRECTS = 5
CALM_ANSWERS = {key: answer for key, answer in CHEEKS.items() if key != "site"}  # the place is ticked, not tapped
CALM_PROFILE = {
    "pregnancy": "no",
    "breastfeeding": "no",
    "sunscreen_ok": "yes",
    "phototype": "2",
    "past_dark_marks": "no",
    "contact_lenses": "no",
    "region": "EU",
}


def look() -> pages.Look:
    return pages.Look(templates(), wiring.care().knowledge)


def request(
    method: str, path: str, today: date, form: dict[str, str | list[str]] | None = None, whose: str = "me"
) -> pages.Request:
    fields = {name: value if isinstance(value, list) else [value] for name, value in (form or {}).items()}
    now = datetime(today.year, today.month, today.day, 20, tzinfo=ZONE)
    return pages.Request(method, path, fields, today, now, uuid4, {"token": "t"}, whose=whose)


@dataclass
class App:
    """One device on one day, with one person; `path`, `page` and `status` are those of the last screen."""

    today: date = date(2026, 11, 23)
    events: list[Event] = field(default_factory=list)
    path: str = "/"
    page: str = ""
    status: int = 0
    care: Care | None = None
    look: pages.Look | None = None
    whose: str = "me"

    def __post_init__(self) -> None:
        self.care = self.care or wiring.care()
        self.look = self.look or look()

    def send(self, method: str, path: str, form: dict[str, str | list[str]] | None = None) -> pages.Reply:
        assert self.care is not None
        assert self.look is not None
        reply = pages.open(
            request(method, path, self.today, form, self.whose), self.care, tuple(self.events), self.look
        )
        self.events += reply.events
        self.whose = reply.whose or self.whose
        return reply

    def get(self, path: str) -> "App":
        return self._follow(path, self.send("GET", path))

    def post(self, path: str, form: dict[str, str | list[str]] | None = None, **fields: str) -> "App":
        return self._follow(path, self.send("POST", path, {**(form or {}), **fields}))

    def _follow(self, path: str, reply: pages.Reply) -> "App":
        for _ in range(MOST_REDIRECTS):
            if reply.location is None:
                self.path, self.page, self.status = path, reply.html, reply.status
                return self
            path = reply.location
            reply = self.send("GET", path)
        raise AssertionError(f"{path} goes round in circles")

    @property
    def title(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.page, re.DOTALL)
        return unescape(re.sub("<[^>]*>", "", found[1])).strip() if found else ""

    @property
    def says(self) -> str:
        return unescape(re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", self.page)))

    def interview(self, sites: list[str] | None = None, first: str = "none", **other: str) -> "App":
        """Answer the bump questions up to the answer."""
        answers = {**CALM_ANSWERS, **other}
        self.post("/bump").post("/bump/flags", choice=first)
        for _ in range(20):
            screen = self.path.rsplit("/", 1)[-1]
            if screen == "answer":
                return self
            if screen == "site":
                chosen = sites or ["cheek_forehead_chin"]
                self.post(self.path, {"site": list(chosen), "most": chosen[0]})
            elif screen == "about":
                self.post(self.path, choice="none")
            else:
                self.post(self.path, {screen: answers[screen]})
        raise AssertionError(f"no answer after 20 screens: {self.path}")

    def profile(self, **other: str) -> "App":
        """Answer the questions about the person."""
        answers = {**CALM_PROFILE, **other}
        self.get("/about")
        while self.path.startswith("/about/"):
            key = self.path.rsplit("/", 1)[-1]
            if key == "age":
                self.post(self.path, years=answers.get("age", "34"))
            else:
                self.post(self.path, choice=answers.get(key, "none"))
        return self

    def product(self, label: str, name: str = "", where: str = "face", use: str = "leave_on", **more: str) -> "App":
        """Check a product and put it on the shelf."""
        form: dict[str, str | list[str]] = {"label": label, "name": name, "where": where, "use": use, **more}
        return self.post("/product", form).post("/shelf/add", form)


def planned(today: date = date(2026, 11, 23), **about: str) -> App:
    """Return a person with likely milia on the cheeks, three products, and a plan that began today."""
    app = App(today).interview().profile(**about)
    app.product("Aqua, Glycerin, Coco-Glucoside, Betaine, Xanthan Gum, Citric Acid", "Gel cleanser", use="rinse_off")
    app.product("Aqua, Mandelic Acid, Propanediol, Sodium Hydroxide", "Mandelic serum")
    app.product("Aqua, Ethylhexyl Salicylate, Octocrylene, Glycerin, Silica", "Light fluid")
    for item in shelf(app):
        app.post(f"/shelf/{item['id']}", {"pct MANDELIC ACID": "8", "ph": "3.8", "spf": "50", "broad_spectrum": "yes"})
    return app.post("/plan/start")


def shelf(app: App) -> list[dict[str, str]]:
    from milium.care.journal import shelf_items

    return [dict(item) for item in shelf_items(app.events)]


def acid_night() -> App:
    """Return that person on the first night with an acid, some days later."""
    made = _acid_night()
    return replace(made, events=list(made.events))


@cache
def _acid_night() -> App:
    app = planned()
    begun = app.today
    for day in range(4):
        app.today = begun + timedelta(days=day)
        app.post("/tonight/tick", choice="all", slot="pm")
    product = next(i["id"] for i in shelf(app) if i["name"] == "Mandelic serum")
    app.post("/spot", product=product, choice="ok")
    for day in range(4, 21):
        app.today = begun + timedelta(days=day)
        if day % 7 == 0:
            app.post("/week", {"skin": "0", "new": ["nothing"], "nights": "more", "sun": "ok"})
        if app.get("/tonight").title == "Tonight: acid.":
            return app
    raise AssertionError("no acid night in three weeks")
