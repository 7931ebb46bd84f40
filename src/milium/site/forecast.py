"""Evenings made ahead: what Tonight will show, and what its buttons will keep, if nothing is entered until then.

So the phone shows a checked plan at once, and a tap is kept at once, before Python has started. Nothing
is decided there: every page and every entry was made here, by the same pages, behind the same gate.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

from milium.care import Care
from milium.domain.events import SCHEMA, Event
from milium.pages import Look, Reply, Request
from milium.pages.visit import Visit

Rows = dict[str, Any]
Open = Callable[[Request, Sequence[Event]], Reply]
TONIGHT, TICK = "/tonight", "/tonight/tick"
GIVEN = ("/stings", "/picked", "/tonight/skip")  # what else can be opened at once
ONCE = "once"
FORM = re.compile(r'<form method="post" action="#(/[^"]*)"[^>]*>(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
BUTTON = re.compile(r'<button[^>]* name="([^"]*)" value="([^"]*)"')


def evening(asked: Request, events: Sequence[Event], care: Care, look: Look, give: Open) -> Rows | None:
    """Return one evening made ahead, or None when no plan has begun.

    Args:
        asked: A request of that date.
        events: The log as it is today.
        care: The use cases.
        look: Templates and texts.
        give: Opens a page over a log.

    Returns:
        `date`, `whose`, `rules` and `violations` (as the gate counted them), `fault`, `gets` (path -> page;
        Tonight with nothing ticked), `all` (Tonight with everything ticked), `ticks` (what is ticked on that
        date so far), `posts` (what is sent -> the entries it keeps and where it leads).
    """
    visit = Visit(asked, care, events, look)
    if not visit.me.started or not visit.me.answers:
        return None
    plan = visit.plan
    ticked = [e for e in visit.me.events if e.kind in {"tick", "untick"} and e.local_date == asked.today]
    maker = _Maker(asked, [e for e in events if e not in ticked], give)  # ticks are put on top, each by itself
    first = maker.page(TONIGHT)
    posts: Rows = {}
    for html in (first, *(maker.page(path) for path in GIVEN)):
        posts |= {key: maker.sent(path, form) for path, form, key in buttons(html)}
    ticks = [event for kept in posts.values() for event in kept.pop("events") if event.kind == "tick"]
    done = maker.page(TONIGHT, _unlike(ticks))
    for path, form, key in buttons(done):
        if key not in posts:
            posts[key] = maker.sent(path, form, _unlike(ticks))
            posts[key].pop("events")
    return {
        "date": asked.today.isoformat(),
        "whose": visit.whose,
        "schema": SCHEMA,
        "rules": len(plan["checked"]["rules"]),
        "violations": len(plan["checked"]["violations"]),
        "fault": any(hold["reason"] == "gate" for hold in plan["holds"]),
        "gets": {TONIGHT: first, **{path: maker.page(path) for path in GIVEN}},
        "all": done,
        "ticks": [[event.kind, event.body] for event in ticked],
        "posts": posts,
    }


def buttons(html: str) -> Iterator[tuple[str, dict[str, list[str]], str]]:
    """Yield every button of every form of a page: where it goes, what it sends, and the key of both."""
    for form in FORM.finditer(html):
        path, inner = form.groups()
        hidden = [(unescape(n), unescape(v)) for n, v in HIDDEN.findall(inner) if n != ONCE]
        for name, value in BUTTON.findall(inner):
            sent = sorted([*hidden, (unescape(name), unescape(value))])
            key = json.dumps(sent, ensure_ascii=False, separators=(",", ":"))
            yield path, {name: [value] for name, value in sent}, f"{path} {key}"


class _Maker:
    """Opens pages of one evening over the log as it is, and over what a tap would add."""

    def __init__(self, asked: Request, events: Sequence[Event], give: Open) -> None:
        self._asked, self._events, self._give = asked, tuple(events), give

    def page(self, path: str, more: Sequence[Event] = ()) -> str:
        request = replace(self._asked, method="GET", path=path, form={})
        return self._give(request, (*self._events, *more)).html

    def sent(self, path: str, form: Mapping[str, Sequence[str]], before: Sequence[Event] = ()) -> Rows:
        """Return what a form keeps and where it leads."""
        request = replace(self._asked, method="POST", path=path, form=form)
        reply = self._give(request, (*self._events, *before))
        kept: Rows = {
            "entries": [[event.kind, event.body] for event in reply.events],
            "location": reply.location,
            "html": reply.html or None,
            "events": reply.events,
        }
        if path != TICK and reply.location:
            kept["html"] = self.page(reply.location, (*before, *reply.events))
            kept["tonight"] = self.page(TONIGHT, (*before, *reply.events))
        return kept


def _unlike(events: Sequence[Event]) -> list[Event]:
    """Return the events without those that say the same."""
    return list({(event.kind, repr(event.body)): event for event in events}.values())
