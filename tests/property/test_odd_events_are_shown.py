"""Whatever another program sends as an entry of a known kind, every screen still answers: bodies come unread."""

import os
import random
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from milium import wiring
from milium.care.carry import event_of, event_row
from milium.care.journal import case_data
from milium.care.sync import known_kinds
from milium.domain.events import Event
from milium.pages.calendar import Handed, handed
from milium.pages.visit import Visit
from pages_app import App, acid_night, request

ROUNDS = 400 if os.environ.get("MILIUM_TORTURE") else 12
KINDS = sorted(known_kinds(wiring.care().knowledge.vocabulary))
WILD: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**40, 1.5, "", "x", "\u202e", "9" * 400, "2026-13-40"),
    *([], ["a", 1, None, {}], {}, {"id": 7}, {"id": "p9"}, {"a": {"b": [1]}}),
)
KEYS = (
    *(
        "set",
        "item",
        "answers",
        "round",
        "plan",
        "numbers",
        "product",
        "slot",
        "step",
        "irritation",
        "flags",
        "skin_now",
    ),
    *("bump_sites", "name", "colour", "key", "kind", "date", "what", "about", "result", "count", "by", "was", "rules"),
    *("week", "before", "passed", "asked", "choose", "given", "evening", "with_steps", "theme", "feed"),
)
PATHS = (
    *("/", "/tonight", "/plan", "/shelf", "/week", "/week/done", "/count", "/people", "/about", "/bump/answer"),
    *("/baby/answer", "/stings/done", "/spot/done", "/settings", "/plan/print"),
)


def handed_to(app: App) -> Handed:
    """Return what a calendar is given of a log."""
    assert app.care is not None
    assert app.look is not None
    return handed(Visit(request("GET", "/", app.today), app.care, tuple(app.events), app.look))


def odd_event(rng: random.Random, base: App) -> Event:
    """Return an entry with a body that no screen of ours would write."""
    kind = rng.choice(KINDS)
    same = [event for event in base.events if event.kind == kind]
    body = dict(rng.choice(same).body) if same and rng.random() < 0.6 else {}
    for _ in range(rng.randint(1, 3)):
        body[rng.choice(list(body) if body and rng.random() < 0.7 else KEYS)] = rng.choice(WILD)
    at, day = base.events[-1].at + timedelta(seconds=rng.randint(-(10**6), 100)), rng.randint(-1, 20)
    ident, case = UUID(int=rng.getrandbits(128)), rng.choice(["me", "me", "baby", "p1"])
    return event_of(event_row(Event(ident, case, at, base.today - timedelta(days=day), kind, body)))


@pytest.mark.parametrize("number", range(ROUNDS))
def test_every_screen_answers_whatever_an_entry_holds(number: int) -> None:
    rng, base = random.Random(number), acid_night()
    for _ in range(3):
        odd = [odd_event(rng, base) for _ in range(rng.randint(1, 3))]
        app = App(base.today, [*base.events, *odd], care=base.care, look=base.look)
        for path in PATHS:
            assert app.send("GET", path).status < 500, (path, [(e.kind, e.body) for e in odd])
        assert handed_to(app).title, [(e.kind, e.body) for e in odd]


def test_an_entry_cannot_pass_itself_off_as_another_kind_or_day() -> None:
    app = acid_night()
    row = {**event_row(app.events[0]), "id": str(UUID(int=1)), "kind": "tick"}
    spoof = event_of({**row, "body": {"kind": "clinician", "date": "2020-01-01", "what": "cleared"}})
    (entry,) = case_data([spoof], app.today)["log"]
    assert (entry["kind"], entry["date"]) == ("tick", spoof.local_date.isoformat())
