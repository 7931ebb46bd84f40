"""The one door of the engine inside the browser: a command and JSON in, JSON out, in the command line's words."""

import json
import marshal
import zipimport
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from typing import Any
from uuid import uuid4

from milium.adapters import ical
from milium.adapters.clock import day_of
from milium.care import Care, sync
from milium.care.carry import event_row, read_file, written
from milium.care.journal import ordered
from milium.care.people import ME, people_of
from milium.domain.events import Event
from milium.errors import BadInput, MiliumError
from milium.knowledge import Knowledge
from milium.knowledge.languages import ENGLISH, Language, translation
from milium.pages import Look, Reply, Request
from milium.pages import open as open_page
from milium.pages.calendar import handed
from milium.pages.visit import Visit
from milium.site.boot import ARCHIVE
from milium.site.carried import Log, row_to_keep
from milium.site.drawn import Drawn
from milium.site.forecast import evening
from milium.site.screens import SCREENS, news

ROOT = "#"  # a screen's address stands behind the number sign: no host ever hears it
HASH_SHOWN = 16
MOST_PLANS = 8
CALENDAR_FILE = "evening-care.ics"
PARTS_KEPT = 3  # parts of the packs that were read last: facts are made of several of them, one after the other
Answer = dict[str, Any]


class Remembering(Care):
    """Care that makes the same plan only once: a tap asks for it several times, and here each takes its time."""

    @cached_property
    def _plans(self) -> dict[str, Answer]:
        return {}

    def plan(self, data: Mapping[str, object], *, today: date | None = None, weeks: int | None = None) -> Answer:
        """Make a plan, or return the one that was made of the very same case."""
        key = json.dumps([data, str(today), weeks], sort_keys=True, default=str)
        if key not in self._plans:
            if len(self._plans) >= MOST_PLANS:
                self._plans.clear()
            self._plans[key] = super().plan(data, today=today, weeks=weeks)
        return self._plans[key]


class Engine:
    """What the worker holds: knowledge, texts, and the log as far as it was told of it.

    Args:
        read: Gives the bytes of a file of the program by its path ("packs/meta.json", "templates.bin").
    """

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self.log = Log()
        self._today: date | None = None
        self._about, self._own = json.loads(read("packs/meta.json")), json.loads(read("about.json"))

        def part(name: str) -> Answer:
            found: Answer = json.loads(read(f"packs/{name}.json"))
            return found

        self._part, self._english = part, lru_cache(maxsize=PARTS_KEPT)(part)
        self._templates = Drawn(marshal.loads(read("templates.bin")))  # noqa: S302  (our own build's)
        self.speak(None)

    def speak(self, words: Mapping[str, Any] | None) -> Answer:
        """Speak another language from now on: its compiled words; None for English."""
        knowledge = Knowledge(
            self._part if words else self._english,  # words are put into what was read for them alone
            version=self._about["version"],
            digest=self._about["hash"][:HASH_SHOWN],
            reviewed=self._about["reviewed"],
            translation=translation(words) if words else None,
        )
        self.care = Remembering(knowledge, self._day, self._own["milium"], lambda: self._own["code"])
        spoken = (ENGLISH, *(Language(*row) for row in self._about["languages"]))
        self.look = Look(self._templates, knowledge, spoken)
        return {"language": knowledge.language.code}

    def _day(self) -> date:
        """Return the date of the page that asks: there is no clock in here."""
        if self._today is None:
            raise BadInput("no date was given.", where="today", fix="Send today with the question.")
        return self._today

    def open(self, asked: Mapping[str, Any]) -> Answer:
        """Show one screen; the events of the answer must be kept before it is shown."""
        reply = self._give(self.request(asked), self.log.events(), asked.get("device") or {})
        return {
            "status": reply.status,
            "html": reply.html,
            "location": reply.location,
            "events": [row_to_keep(event) for event in reply.events],
            "language": reply.language,
            "whose": reply.whose,
        }

    def _give(self, request: Request, events: Sequence[Event], device: Mapping[str, Any]) -> Reply:
        own = SCREENS.get(request.path) if request.method == "GET" else None
        if own is None:
            return open_page(request, self.care, events, self.look)
        known = {**device, "count": len(events)}
        return own(Visit(request, self.care, events, self.look), known)

    def foresee(self, asked: Mapping[str, Any]) -> Answer | None:
        """Return one evening made ahead: `{now}` is a moment of it; None when no plan has begun."""
        request = self.request({"method": "GET", "path": "/tonight", **asked})

        def give(one: Request, events: Sequence[Event]) -> Reply:
            return self._give(one, events, {})

        return evening(request, self.log.events(), self.care, self.look, give)

    def export(self, asked: Mapping[str, Any]) -> Answer:
        """Return everything that is kept, as one file: `{now}` -> `{name, text}`."""
        request = self.request({"method": "GET", "path": "/", **asked})
        text = "".join(written(ordered(self.log.events()), request.now))
        return {"name": f"milium-{request.today.isoformat()}.json", "text": text}

    def calendar(self, asked: Mapping[str, Any]) -> Answer:
        """Return the reminders as a calendar file: `{now, form}` -> `{name, text, events}`; the events come first."""
        request = self.request({"method": "GET", "path": "/", **asked})
        found = handed(Visit(request, self.care, self.log.events(), self.look))
        text = ical.written(found.reminders, found.title, found.name, request.now, found.gone)
        return {"name": CALENDAR_FILE, "text": text, "events": [row_to_keep(event) for event in found.events]}

    def read(self, asked: Mapping[str, Any]) -> Answer:
        """Return the events of a file that milium wrote, here or elsewhere: `{text}` -> `{events}`."""
        return {"events": [event_row(event) for event in read_file(asked["text"])]}

    def advice(self, _asked: object) -> Answer:
        """Return the key of everything that advice ever changed."""
        return {"keys": news(self.look.texts)}

    def request(self, asked: Mapping[str, Any]) -> Request:
        """Return the request that the page sent: `{method, path, form: {name: [values]}, now, whose?}`.

        `now` has its zone; `whose` is the case of the person the device is with.
        """
        now = datetime.fromisoformat(asked["now"])
        self._today = day_of(now)
        return Request(
            method=asked["method"],
            path=asked["path"],
            form=asked.get("form") or {},
            today=self._today,
            now=now,
            new_id=uuid4,
            root=ROOT,
            whose=asked.get("whose") or ME,
        )

    def person(self, asked: Mapping[str, Any]) -> Answer:
        """Return who a device is with: `{whose}` -> `{case, name, colour, many}`; the first person if they are gone."""
        everybody = people_of(self.log.events())
        one = next((one for one in everybody if one.case == asked.get("whose")), everybody[0])
        many = len(everybody) > 1 or bool(everybody[0].name)
        return {**one._asdict(), "name": one.name or self.look.texts.get("ui.people.me").says, "many": many}

    def learn(self, told: Mapping[str, Any]) -> Answer:
        """Take in what was kept since the last time: `{events: [...], from: 0}`; `from` 0 starts anew."""
        return {"known": self.log.learn(told["events"], anew=told.get("anew") is True)}

    def question(self, told: Mapping[str, Any]) -> Answer:
        """Return what to send to a computer that is kept in step: `{link}` -> the question (docs/sync.md)."""
        link = sync.link_of(told["link"])
        known = tuple(ident for ident in link.waiting if ident in self.log.by_id)
        return sync.ask(replace(link, waiting=known), self.log.by_id)

    def answered(self, told: Mapping[str, Any]) -> Answer:
        """Return what its answer changes: `{link, answer}` -> `{link, events, goes_on}`, to be kept all or none."""
        before = sync.link_of(told["link"])
        link, events = sync.take(before, told["answer"])
        more = sync.goes_on(link, before, told["answer"])
        return {"link": sync.link_row(link), "events": [row_to_keep(event) for event in events], "goes_on": more}

    def ask(self, asked: Mapping[str, Any]) -> Answer:
        """Ask care, as the command line does: `{verb, data, today?, weeks?}`."""
        verb, data = asked["verb"], asked["data"]
        today = date.fromisoformat(asked["today"]) if asked.get("today") else None
        self._today = today or self._today
        if verb in {"identify", "audit"}:
            found: Answer = getattr(self.care, verb)(data)
            return found
        if verb == "plan":
            return self.care.plan(data, today=today, weeks=asked.get("weeks"))
        if verb == "check":
            return self.care.check(asked["plan"], data, today=today)
        if verb == "progress":
            return self.care.progress(data, today=today)
        raise BadInput(f'"{verb}" is nothing that can be asked here.', where="verb", fix="Ask identify, audit or plan.")


@cache
def engine() -> Engine:
    """Return the engine of this worker."""
    return Engine(zipimport.zipimporter(ARCHIVE).get_data)


def answer(command: str, text: str) -> str:
    """Answer a command of the page.

    Args:
        command: `open`, `learn`, `ask`, ...: a method of `Engine`.
        text: What it takes, as JSON.

    Returns:
        `{"answer": ...}` or `{"error": {code, problem, where, fix}}`, as JSON.
    """
    try:
        found = getattr(engine(), command)(json.loads(text))
    except MiliumError as error:
        told = {"code": error.code, "problem": error.problem, "where": error.where, "fix": error.fix}
        return json.dumps({"error": told}, ensure_ascii=False)
    return json.dumps({"answer": found}, ensure_ascii=False)
