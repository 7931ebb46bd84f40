"""A month lived at the screens with a moved clock, and what a person may rely on at each evening of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from html import unescape
from typing import Any, cast

from playwright.sync_api import Page

from browser.person import Tap
from browser.rig import TODAY
from milium import wiring
from milium.care import Care
from milium.care.journal import case_data
from milium.care.people import ME
from milium.care.records import record_of
from milium.domain.events import SHOWN, Event
from milium.site.door import Remembering
from pages_app import App, planned, shelf

Kept = Callable[[], Sequence[Event]]
DAYS = 28
TICKS = ("tick", "untick")
STRONG = ("retinoid", "exfoliate", "treat")
FORMS = re.compile(r"<(style|script|template).*?</\1>", re.DOTALL)


def words_of(html: str) -> str:
    """Return what a page's content says, without a blank: browsers and tests break lines in other places."""
    inner = re.search(r"<main[^>]*>(.*)</main>", html, re.DOTALL)
    assert inner, html[:200]
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", FORMS.sub("", inner[1]))))


@cache
def care() -> Care:
    """Return care that makes the same plan only once: each is asked for several times an evening."""
    whole = wiring.care()
    return Remembering(whole.knowledge, date.today, whole.program, whole.code)


def alone(day: date, events: Sequence[Event]) -> App:
    """Return the pages over a log, without any shell."""
    return App(day, [*events], care=care())


@dataclass
class Month:
    """Somebody at one edition.

    Attributes:
        base: Where the edition is.
        kept: What it keeps, asked anew each time.
        move: Moves its clock.
        ahead: Gives the evening of a day that was made ahead, on an edition that does that.
        begun: The first day.
    """

    page: Page
    tap: Tap
    base: str
    kept: Kept
    move: Callable[[date], None]
    ahead: Callable[[date], dict[str, Any] | None]
    begun: date = TODAY
    day: date = TODAY
    last: date | None = None
    known: tuple[dict[str, Any], dict[str, Any]] | None = None
    done: set[date] = field(default_factory=set)
    strong: list[date] = field(default_factory=list)

    def wakes(self, n: int) -> None:
        """Move to the evening of day `n`."""
        self.day = self.begun + timedelta(days=n)
        self.move(self.day)

    def opens(self, path: str) -> str:
        """Open a screen; it says word for word what the pages say of the same log without any shell."""
        self.goes(path)
        shown = self.shown()
        told = alone(self.day, self.kept()).get(path)
        assert shown == words_of(told.page), f"{self.day} {path}"
        return told.says

    def goes(self, path: str) -> None:
        """Go to a screen; who is on it already stays."""
        if self.page.url != self.base + path or self.last != self.day:
            self.page.goto(self.base + path)
        self.last = self.day

    def shown(self) -> str:
        """Return what stands on the screen, folded parts too, without a blank."""
        return re.sub(r"\s+", "", self.page.locator("main").evaluate("(main) => main.textContent"))

    def evening(self) -> str:
        """Open Tonight, and see in it every strong step that tonight's checked plan holds; return what it says."""
        said = self.opens("/tonight")
        tonight: dict[str, Any] = self.plan()["days"][0]
        names = {str(i["id"]): str(i["name"]) for i in shelf(alone(self.day, self.kept()))}
        for step in (s for s in tonight["pm"] if s["step"] in STRONG):
            assert f"{names[step['product']]}, a" in said
            self.strong.append(self.day)
        return said

    def looks_ahead(self) -> None:
        """See that tomorrow, made ahead, passed every rule and is word for word what will be shown."""
        tomorrow = self.day + timedelta(days=1)
        made = self.ahead(tomorrow)
        if made is None:
            return
        assert (made["violations"], made["fault"]) == (0, False)
        assert made["rules"] > 50
        assert words_of(made["gets"]["/tonight"]) == words_of(alone(tomorrow, self.kept()).get("/tonight").page)

    def plan(self) -> dict[str, Any]:
        """Return today's plan, made of what is kept and passed by the checker."""
        case = self.case()
        if self.known is None or self.known[0] != case:
            plan = care().plan(case, today=self.day)
            found = care().check(plan, case, today=self.day)
            assert (found["violations"], plan["checked"]["violations"], "fault" in plan) == ([], [], False), self.day
            self.known = case, plan
        return self.known[1]

    def case(self) -> dict[str, Any]:
        """Return the case without today's ticks: they change nothing tonight."""
        return case_data([e for e in self.mine() if e.local_date < self.day or e.kind not in TICKS], self.day)

    def progress(self) -> dict[str, Any]:
        """Return what the counts and the ticks say."""
        shown = [{**e.body, "kind": SHOWN, "date": e.local_date.isoformat()} for e in self.mine() if e.kind == SHOWN]
        case = case_data(self.mine(), self.day)
        return care().progress({**case, "log": [*case["log"], *shown]}, today=self.day)

    def plans(self) -> list[Any]:
        """Return the days of the plans that were kept as shown."""
        return [cast("dict[str, Any]", e.body["plan"])["days"] for e in self.mine() if e.kind == SHOWN]

    def mine(self) -> list[Event]:
        return [event for event in self.kept() if event.case == ME]

    def does_it(self) -> None:
        """Tap Done, and see that it stands."""
        plan, before = self.plan(), self.plans()
        self.tap("Done")
        self.done.add(self.day)
        for kept in self.plans()[len(before) :]:
            assert kept == record_of(plan, self.case(), "")["days"], "what is kept as shown is what was checked"
        steps, ticked = self.page.locator("main > ol > li"), self.page.locator("main > ol > li.ticked")
        assert steps.count() == ticked.count() > 0
        assert self.shown() == words_of(alone(self.day, self.kept()).get("/tonight").page)

    def checks_in(self, skin: str = "Calm", new: str = "Nothing new") -> str:
        """Answer the weekly questions; the nights it counted are those that were done."""
        self.opens("/week")
        week = [self.day - timedelta(days=n) for n in range(1, 8)]
        before = [day for day in week if day >= self.begun]
        said = self.page.locator("main").inner_text()
        assert f"{len(self.done & set(before))} of {len(before)} nights" in said, said
        self.page.get_by_label(skin).check()
        self.page.get_by_label(new).check()
        self.page.get_by_role("group", name="nights").get_by_label("Yes", exact=True).check()
        self.page.get_by_role("group", name="sunscreen").get_by_label("Yes").check()
        self.tap("Save my week")
        assert self.shown() == words_of(alone(self.day, self.kept()).get("/week/done").page)
        return self.page.locator("main").inner_text()

    def counts(self, number: int) -> None:
        """Count, and see every count so far."""
        self.page.goto(f"{self.base}/count")
        self.page.get_by_label("How many do you see?").fill(str(number))
        self.tap("Save my count")
        entered = [e.body["count"] for e in self.mine() if e.kind == "count"]
        assert entered[-1] == number
        said = self.opens("/count")
        assert f"Your counts ({len(entered)})" in said
        assert self.page.locator(".counts tbody tr").count() == len(entered)

    def strong_in_a_week(self) -> int:
        """Return the most strong evenings of any seven so far."""
        return max((sum(0 <= (day - first).days < 7 for day in self.strong) for first in self.strong), default=0)


def who_uses_retinol() -> App:
    """Return somebody who has lived with a retinol plan for nine days; the first night on the face is over."""
    app = planned()
    mandelic = next(i["id"] for i in shelf(app) if i["name"] == "Mandelic serum")
    app.post("/shelf/remove", product=mandelic)
    app.product("Aqua, Squalane, Glycerin, Retinol, Tocopherol", "Retinol serum")
    retinol = next(i["id"] for i in shelf(app) if i["name"] == "Retinol serum")
    app.post(f"/shelf/{retinol}", {"pct RETINOL": "0.2"})
    for _ in range(9):
        if "The spot is calm" in app.get("/tonight").page:
            app.post("/spot", product=retinol, choice="ok")
        app.post("/tonight/tick", choice="all", slot="pm")
        app.today += timedelta(days=1)
    return app
