"""The log of an app folds into a case that can be replayed: each past plan finds what it was made from."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from lives import ANSWERS, CLEANSER, CREAM, GLYCOLIC, MONDAY, PROFILE, SUNSCREEN
from milium.adapters.packfiles import load_knowledge
from milium.care import Care
from milium.care.journal import case_data
from milium.care.past import TICKS, Moment, case_then, fingerprint
from milium.care.told import case_to_replay
from milium.domain.events import Event
from pages_app import acid_night
from years import stamp

CARE = Care(load_knowledge(), lambda: MONDAY)


# What may be told on a day, and how.
HAPPENS: tuple[Callable[[random.Random, int], tuple[str, dict[str, Any]]], ...] = (
    lambda rng, day: ("answers", {"answers": {rng.choice(["size", "feel"]): rng.choice([None, "1_2"])}}),
    lambda rng, day: ("wishes", {rng.choice(["steam", "first"]): rng.choice([True, "acid", None])}),
    lambda rng, day: ("dated", {"key": rng.choice("ab"), "kind": "waxing", "date": stamp(rng.randrange(9))}),
    lambda rng, day: ("dated_removed", {"key": rng.choice("ab")}),
    lambda rng, day: ("profile", {"set": {rng.choice(["skin", "phototype"]): rng.choice([None, "dry", 2])}}),
    lambda rng, day: (rng.choice(["tick", "untick"]), {"slot": "pm", "product": "cream"}),
    lambda rng, day: ("product_added", {"item": {**GLYCOLIC, "ph": rng.choice([3.6, 3.9])}}),
    lambda rng, day: ("product_removed", {"product": "glycolic"}),
    lambda rng, day: ("started", {}),
    lambda rng, day: ("shown", {"plan": {"days": [{"date": stamp(0, day), "pm": []}]}}),
)


def random_log(seed: int) -> list[Event]:
    """Fifty days on which anything may be told, in any order; a plan is shown now and then."""
    rng, log = random.Random(seed), list[Event]()
    for day in range(50):
        for _ in range(rng.randrange(3)):
            kind, body = rng.choice(HAPPENS)(rng, day)
            at = datetime(2026, 3, 2, 20, tzinfo=UTC) + timedelta(days=day, seconds=len(log))
            log.append(Event(UUID(int=len(log) + 1), "me", at, MONDAY + timedelta(days=day), kind, body))
    return log


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_every_past_plan_finds_the_case_it_was_made_from(first: int) -> None:
    for seed in range(first, first + 20):
        log = random_log(seed)
        whole = case_to_replay(log, MONDAY + timedelta(days=60))
        places = [i for i, e in enumerate(whole["log"]) if e["kind"] == "shown"]
        shown = [n for n, e in enumerate(log) if e.kind == "shown"]
        for place, n in zip(places, shown, strict=True):
            day = log[n].local_date
            known = [e for e in log[:n] if not (e.kind in TICKS and e.local_date == day)]
            then = case_then(whole, Moment(day, place))
            assert fingerprint(then) == fingerprint(case_data(known, day)), (seed, day)


def test_the_case_to_replay_is_the_case_and_more_of_its_log() -> None:
    for seed in range(20):
        log = random_log(seed)
        case, more = case_data(log, MONDAY), case_to_replay(log, MONDAY)
        bare = [e for e in more["log"] if e["kind"] not in ("shown", "changed")]
        more_shown = next((e["plan"] for e in reversed(more["log"]) if e["kind"] == "shown"), None)
        assert {**more, "log": bare} == case
        assert case.get("shown") == more_shown


def test_what_was_entered_days_after_its_own_date_carries_the_day_it_became_known() -> None:
    at = datetime(2026, 3, 9, 8, tzinfo=UTC)
    late = Event(UUID(int=1), "me", at, MONDAY, "count", {"count": 3})
    after_midnight = Event(UUID(int=2), "me", at, date(2026, 3, 8), "count", {"count": 3})
    known = [e.get("known") for e in case_to_replay([late, after_midnight], MONDAY)["log"]]
    assert known == ["2026-03-09", None]


def test_the_app_records_what_it_shows_and_every_day_of_it_is_replayed_the_same() -> None:
    app = acid_night()
    answer = CARE.replay(case_to_replay([e for e in app.events if e.case == "me"], app.today), today=app.today)
    plans = [p for week in answer["weeks"] for p in week["plans"]]
    assert {p["result"] for p in plans} <= {"same", "derived"}
    assert sum(p["result"] == "same" for p in plans) > 3


def test_an_app_without_any_record_is_derived() -> None:
    rows = [("answers", {"answers": ANSWERS}), ("profile", {"set": PROFILE}), ("started", {})]
    rows += [("product_added", {"item": item}) for item in (CLEANSER, CREAM, SUNSCREEN, GLYCOLIC)]
    at = datetime(2026, 3, 2, 20, tzinfo=UTC)
    log = [Event(UUID(int=n + 1), "me", at, MONDAY, kind, body) for n, (kind, body) in enumerate(rows)]
    answer = CARE.replay(case_to_replay(log, MONDAY + timedelta(days=21)))
    assert answer["counts"] == {"same": 0, "differs": 0, "derived": 3}
