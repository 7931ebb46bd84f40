"""Twelve recorded years are replayed: the same plan every week, and what a tighter pack would change, and why.

After a change of the planner that is meant: `pytest tests/golden/test_replays.py --update-golden` lives
the twelve years anew and writes them with their answers; read the diff before committing.
"""

import json
import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lives import MONDAY
from milium.adapters.packfiles import load_part
from milium.care import Care
from milium.care.told import case_to_replay
from milium.cli.views import show
from milium.cli.words import pack_words
from milium.knowledge import Knowledge
from years import (
    STORIES,
    WEEKS,
    compact,
    event_line,
    golden_care,
    live,
    monday,
    read_event,
    stamp,
    two_devices,
)

REPLAYS = Path(__file__).parent / "replay"
NAMES = [*STORIES, "two-devices"]
MOST_BYTES = 150_000
TODAY = monday(WEEKS)
CARE = golden_care()
# Who has nothing that a slower ladder could change.
NO_LADDER = {"newborn", "child"}


@pytest.fixture(scope="module", autouse=True)
def renewed(request: pytest.FixtureRequest) -> None:
    """With --update-golden the years are lived anew before anything is compared."""
    if request.config.getoption("--update-golden"):
        REPLAYS.mkdir(exist_ok=True)
        for name in STORIES:
            (REPLAYS / f"{name}.json").write_text(compact(live(name, CARE), "log"), encoding="utf-8")
        lines = [event_line(on, event) for on, event in two_devices(CARE)]
        (REPLAYS / "two-devices.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def two_logs() -> tuple[list[Any], list[Any]]:
    rows = [read_event(line) for line in (REPLAYS / "two-devices.jsonl").read_text(encoding="utf-8").splitlines()]
    return [e for on, e in rows if "a" in on], [e for on, e in rows if "b" in on]


@cache
def recorded(name: str) -> dict[str, Any]:
    """The case of a recorded year."""
    if name == "two-devices":
        first, second = two_logs()
        return case_to_replay([*first, *second], TODAY)
    data: dict[str, Any] = json.loads((REPLAYS / f"{name}.json").read_text(encoding="utf-8"))
    return data


@cache
def replayed(name: str) -> dict[str, Any]:
    return CARE.replay(recorded(name))


def plans(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [plan for week in answer["weeks"] for plan in week["plans"]]


def with_slower_ladders() -> Care:
    """Care with a pack in which every rung lasts six weeks."""

    def load(part: str) -> Mapping[str, Any]:
        files = json.loads(json.dumps(load_part(part)))
        if part == "safety":
            for ladder in files["safety/ladders.yaml"].values():
                for one in (ladder, ladder["slow"]):
                    one["rung_days"] = 42
                    one["rung_days_at"] = {}
        return dict(files)

    return Care(Knowledge(load, version="tighter", digest="tighter", reviewed=None), lambda: MONDAY, "golden")


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_year_is_read_without_any_issue_and_is_small(name: str) -> None:
    assert CARE.read(recorded(name), TODAY).issues == ()
    file = REPLAYS / f"{name}.json{'l' if name == 'two-devices' else ''}"
    assert file.stat().st_size < MOST_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_every_past_week_gives_the_same_answer(name: str, golden: Any) -> None:
    answer = {k: v for k, v in replayed(name).items() if k != "pack"}
    golden(f"replay/{name}.answer.json", compact(answer, "weeks"))


@pytest.mark.parametrize("name", list(STORIES))
def test_with_the_same_pack_every_recorded_week_is_the_same(name: str) -> None:
    answer = replayed(name)
    assert answer["faults"] == []
    assert [p for p in plans(answer) if p["result"] == "differs"] == []
    assert answer["counts"]["derived"] == len(STORIES[name].away)
    assert sum(answer["counts"].values()) == WEEKS
    assert all(p["since"] == [] for p in plans(answer) if p["result"] == "same"), "made from other entries than then"


def test_weeks_planned_without_the_other_devices_entries_say_that_these_came_later() -> None:
    answer = replayed("two-devices")
    assert answer["faults"] == []
    apart = [p for p in plans(answer) if p["result"] == "differs" or p["since"]]
    assert any(p["result"] == "differs" for p in apart), "what the second device told changes nothing: a weak test"
    assert all({"what": "told", "parts": ["log"]} in (p.get("because") or p["since"]) for p in apart)
    assert all(stamp(20) <= p["date"] <= stamp(24) for p in apart)


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n in NAMES if n not in NO_LADDER])
def test_a_tighter_pack_is_named_with_the_weeks_it_would_change_and_why(name: str) -> None:
    answer = with_slower_ladders().replay(recorded(name))
    assert answer["faults"] == []
    other = [p for p in plans(answer) if p["result"] == "differs"]
    assert other, "slower ladders change no week of this year"
    for plan in other:
        assert {"what": "pack", "was": "golden", "is": "tighter"} in plan["because"]
        if any(d["what"] in ("removed", "moved") for d in plan["differences"]):
            assert any("rule" in row for row in plan["because"]), plan
    numbers = [row["id"] for pack in answer["packs"] for row in pack["numbers"]]
    assert all(number.startswith("ladders.") for number in numbers)
    assert bool(numbers) == any("numbers" in row for row in recorded(name)["log"])


@pytest.mark.parametrize("name", ["flare", "laser", "missed-months"])
def test_the_terminal_tells_a_year_and_what_a_tighter_pack_would_change(name: str, golden: Any) -> None:
    case = recorded(name)
    tighter = with_slower_ladders().replay(case, today=monday(WEEKS // 2))
    words = pack_words()
    lines = [*show("replay", replayed(name), {"case": case}, words), "", "With slower ladders", ""]
    golden(f"replay/{name}.txt", "\n".join([*lines, *show("replay", tighter, {"case": case}, words)]) + "\n")


@pytest.mark.parametrize("name", ["flare", "sunscreen-ran-out", "laser"])
def test_a_log_cut_in_the_middle_gives_the_same_first_half(name: str) -> None:
    case, half = recorded(name), WEEKS // 2
    cut = {**case, "log": [e for e in case["log"] if e["date"] < stamp(half) or e["kind"] == "changed"]}
    assert CARE.replay(cut, today=monday(half))["weeks"] == replayed(name)["weeks"][:half]


def test_two_devices_merged_in_any_order_give_the_same_answer() -> None:
    first, second = two_logs()
    for seed, events in enumerate(([*first, *second], [*second, *first], [*second, *first, *first])):
        random.Random(seed).shuffle(events)
        assert case_to_replay(events, TODAY) == recorded("two-devices")
    assert CARE.replay(case_to_replay([*second, *first], TODAY)) == replayed("two-devices")


def test_an_answer_changed_by_hand_in_a_record_is_a_fault_and_said_as_one() -> None:
    case = json.loads(json.dumps(recorded("flare")))
    place, shown = next((i, e) for i, e in enumerate(case["log"]) if e["kind"] == "shown" and e["date"] == stamp(6))
    shown["plan"]["decision"] = "watch"
    answer = CARE.replay(case, today=monday(8))
    assert answer["faults"] == [stamp(6)]
    assert case["log"][place]["plan"]["decision"] == "watch"
    assert {"what": "fault"} in answer["weeks"][6]["plans"][0]["because"]
