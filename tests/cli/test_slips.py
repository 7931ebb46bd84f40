"""What cannot be true in a case, through the library and the command: a hold or an issue with where and fix."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import milium
from milium.adapters.clock import SystemClock
from milium.adapters.packfiles import PACKS, open_knowledge
from milium.care import Care
from shelves import PLAIN, active, case

ROOT = Path(__file__).resolve().parents[2]
RETINOL = {"id": "retinol", "name": "Night serum", "label": "Aqua, Squalane, Retinol", "strength_pct": {"RETINOL": 0.2}}
CALM = {"irritation": 0, "spf": "ok", "adherence": "good", "bumps": "same", "skin_now": [], "flags": []}
ISOTRETINOIN = {"kind": "isotretinoin", "name": "capsules", "started": "2026-03-01", "ended": "2025-01-01"}


def check_in(day: str, **other: Any) -> dict[str, Any]:
    return {"kind": "check_in", "date": day, **CALM, **other}


def tick(day: str, product: str = "retinol") -> dict[str, Any]:
    return {"kind": "tick", "date": day, "slot": "pm", "product": product}


def dated(kind: str, day: str, **other: Any) -> dict[str, Any]:
    return case(RETINOL, dated=[{"kind": kind, "date": day, **other}])


def shelf(*items: Mapping[str, Any]) -> dict[str, Any]:
    return case(*items)


# What is wrong -> the case, where it is said, whether strong products wait until it is mended.
SLIPS: dict[str, tuple[dict[str, Any], str, bool]] = {
    "a dated kind nobody knows": (dated("botox", "2026-03-20"), "dated[0].kind", False),
    "a dated entry without a date": (case(RETINOL, dated=[{"kind": "waxing"}]), "dated[0].date", True),
    "a date that no calendar has": (dated("waxing", "2026-02-30"), "dated[0].date", True),
    "a trip that ends before it begins": (
        dated("sunny_travel", "2026-03-20", until="2026-03-10"),
        "dated[0].until",
        True,
    ),
    "healed before it happened": (dated("laser", "2026-03-10", healed="2026-03-01"), "dated[0].healed", True),
    "back before it happened": (
        dated("peel", "2026-03-10", clinic_says={"back_on": "2026-03-01"}),
        "dated[0].clinic_says.back_on",
        True,
    ),
    "a medicine that ended before it began": (
        case(RETINOL, profile={"medicines": [ISOTRETINOIN]}),
        "profile.medicines[0].ended",
        True,
    ),
    "a log out of order": (case(RETINOL, log=[check_in("2026-03-09"), check_in("2026-03-01")]), "log[1].date", False),
    "a check-in twice": (case(RETINOL, log=[check_in("2026-03-09")] * 2), "log[1]", False),
    "an entry of the future": (case(RETINOL, log=[check_in("2026-05-01")]), "log[0]", False),
    "an impossible date in the log": (case(RETINOL, log=[tick("2026-13-01")]), "log[0].date", True),
    "a tick of something never on the shelf": (
        case(RETINOL, log=[tick("2026-03-10", "ghost")]),
        "log[0].product",
        False,
    ),
    "one id twice": (shelf(RETINOL, {**RETINOL, "name": "Other"}), "shelf[4].id", True),
    "one product under two ids": (shelf(RETINOL, {**RETINOL, "id": "second"}), "shelf.second", False),
    "a strength in words": (
        shelf({**RETINOL, "strength_pct": {"RETINOL": "high"}}),
        "shelf[3].strength_pct.RETINOL",
        True,
    ),
    "an irritation in words": (
        case(RETINOL, log=[check_in("2026-03-09", irritation="a lot")]),
        "log[0].irritation",
        True,
    ),
    "an age in words": (case(RETINOL, profile={"age": {"years": "old"}}), "profile.age.years", True),
    "in use from next month on": (
        shelf(active("retinol", "Retinol", 0.2, 3, "2026-04-20")),
        "shelf.retinol.in_use.since",
        False,
    ),
    "opened tomorrow": (shelf({**RETINOL, "opened": "2026-03-17"}), "shelf.retinol.opened", False),
    "seen by a clinician next year": (
        case(RETINOL, profile={"seen_by_clinician": "2027-01-01"}),
        "profile.seen_by_clinician",
        False,
    ),
    "begun after today": (case(RETINOL, started="2026-05-01"), "started", False),
}


def has_active(found: Mapping[str, Any], *, firm: bool = False) -> bool:
    days = [day for day in found["days"] if day["firm"] or not firm]
    return any(step["families"] for day in days for step in (*day["am"], *day["pm"]))


def by_command(data: Mapping[str, Any], *, at: Path = ROOT / "src") -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "milium", "plan", "-", "--json"],
        input=json.dumps(data),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(at)},
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def said(found: Mapping[str, Any], where: str, *, waits: bool) -> None:
    issue = next(issue for issue in found["issues"] if issue["where"] == where)
    assert issue["problem"]
    assert issue["fix"]
    assert "fault" not in found, found.get("fault")
    assert found["checked"]["violations"] == []
    if waits:
        assert not has_active(found)
        assert found["holds"]


@pytest.mark.parametrize("slip", SLIPS)
def test_the_library_says_where_it_is_and_what_to_do(slip: str) -> None:
    data, where, waits = SLIPS[slip]
    said(milium.plan(data), where, waits=waits)


@pytest.mark.parametrize("slip", SLIPS)
def test_the_command_says_the_same(slip: str) -> None:
    data, where, waits = SLIPS[slip]
    found = by_command(data)
    said(found, where, waits=waits)
    assert found == json.loads(json.dumps(milium.plan(data)))


@pytest.mark.parametrize("slip", SLIPS)
def test_no_slip_opens_an_evening_that_the_mended_case_has_not(slip: str) -> None:
    """The plan of the case with the slip is checked against the same case: nothing in it breaks a rule."""
    data, _, _ = SLIPS[slip]
    assert milium.check(milium.plan(data), data)["violations"] == []


def test_a_trip_with_its_dates_the_wrong_way_round_still_keeps_acids_off() -> None:
    glycolic = {"id": "acid", "label": "Aqua, Glycolic Acid", "strength_pct": {"GLYCOLIC ACID": 7}, "ph": 3.8}
    trip = [{"kind": "sunny_travel", "date": "2026-04-10", "until": "2026-04-01"}]
    assert not has_active(milium.plan(case(glycolic, dated=trip)))


@pytest.mark.parametrize(
    "entry",
    [
        check_in("2026-03-09"),
        check_in("2026-03-09", irritation=2),
        check_in("2026-03-09", bumps="more", spf="poor"),
        tick("2026-03-10"),
        {"kind": "spot_test", "date": "2026-03-08", "product": "retinol", "result": "ok"},
        {"kind": "reaction", "date": "2026-03-10", "what": "picked"},
        {"kind": "count", "date": "2026-03-10", "count": 9, "by": "eye"},
        {"kind": "clinician", "date": "2026-03-10", "what": "saw"},
    ],
    ids=lambda entry: f"{entry['kind']}-{entry['date']}",
)
def test_the_same_entry_twice_changes_nothing(entry: dict[str, Any]) -> None:
    start = [tick("2026-02-20"), check_in("2026-03-01"), {**entry}]
    once, twice = milium.plan(case(RETINOL, log=start)), milium.plan(case(RETINOL, log=[*start, {**entry}]))
    for key in ("days", "decision", "holds", "options"):
        assert once[key] == twice[key], key


def test_the_order_in_which_entries_are_written_changes_nothing() -> None:
    rows = [tick("2026-02-20"), check_in("2026-03-01"), tick("2026-03-05"), check_in("2026-03-09", irritation=2)]
    one, two = milium.plan(case(RETINOL, log=rows)), milium.plan(case(RETINOL, log=rows[::-1]))
    assert one["days"] == two["days"]
    assert one["holds"] == two["holds"]


def test_a_long_gap_in_the_log_is_said_and_closes_the_firm_days() -> None:
    days = [f"2026-02-{day:02}" for day in range(1, 28, 4)] + ["2026-03-03", "2026-03-10"]
    found = milium.plan(case(RETINOL, log=[check_in("2026-01-20"), *(tick(day) for day in days)]))
    assert not has_active(found, firm=True)
    assert any("not heard from you" in hold["says"] for hold in found["holds"])


def test_ticks_after_a_gap_begin_anew_and_never_higher() -> None:
    before = [tick(f"2025-11-{day:02}") for day in range(1, 29, 3)]
    again = [*before, tick("2026-03-12"), check_in("2026-03-13")]
    found = milium.plan(case(RETINOL, log=again))
    evenings = [any(step["product"] == "retinol" for step in day["pm"]) for day in found["days"][:14]]
    assert max(sum(evenings[i : i + 7]) for i in range(8)) <= 1


def test_two_products_that_are_one_count_as_two_and_the_person_is_asked() -> None:
    found = milium.plan(shelf(RETINOL, {**RETINOL, "id": "second"}))
    used = {step["product"] for day in found["days"] for step in day["pm"] if step["families"]}
    assert len(used) == 1
    assert any(hold["reason"] == "SR-41" for hold in found["holds"])
    issue = next(issue for issue in found["issues"] if issue["where"] == "shelf.second")
    assert "same ingredients" in issue["problem"]


@pytest.mark.parametrize("label", ["Aqua, Squalane, Retinol", "Aqua, Squalane, Retinal", "Aqua, Glycolic Acid"])
def test_an_active_without_its_percent_is_asked_about_and_never_planned(label: str) -> None:
    found = milium.plan(shelf({"id": "night", "name": "Night", "label": label}))
    assert not has_active(found)
    hold = next(hold for hold in found["holds"] if hold["products"] == ["night"])
    assert (hold["reason"], hold["question"]) == ("SR-48", "shelf.night.strength_pct")


def test_a_product_known_by_its_name_alone_is_never_planned() -> None:
    found = milium.plan(shelf({"id": "night", "name": "Retinol 0.3%"}))
    assert not has_active(found)
    assert "fault" not in found
    assert next(hold for hold in found["holds"] if "night" in hold["products"])["question"] == "shelf.night.label"


LADDERS = (PACKS / "safety" / "ladders.yaml").read_text(encoding="utf-8")
WITHOUT = {
    "no file": None,
    "no ladder of retinoids": "".join(
        line for line in LADDERS.splitlines(keepends=True) if not line.startswith("retinoid:")
    ),
    "a ladder without its top": LADDERS.replace(" top: 4,", "", 1),
}


def broken_packs(packs: Path, text: str | None) -> None:
    file = packs / "safety" / "ladders.yaml"
    file.unlink() if text is None else file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("how", WITHOUT)
def test_a_pack_without_a_ladder_plans_nothing_and_says_so(how: str, tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(PACKS, packs, ignore=shutil.ignore_patterns("_compiled"))
    broken_packs(packs, WITHOUT[how])
    found = Care(open_knowledge(packs), SystemClock().today).plan(case(RETINOL))
    assert not has_active(found)
    assert [hold["reason"] for hold in found["holds"]] == ["knowledge"]
    assert found["issues"][0]["where"].startswith(("safety/ladders.yaml", "safety/actives.yaml retinol.ladder"))
    assert found["issues"][0]["fix"]


def test_the_command_without_a_ladder_plans_nothing_and_says_so(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src" / "milium", tmp_path / "milium", ignore=shutil.ignore_patterns("__pycache__"))
    broken_packs(tmp_path / "milium" / "packs", WITHOUT["no ladder of retinoids"])
    found = by_command(case(RETINOL), at=tmp_path)
    assert not has_active(found)
    assert found["issues"][0]["where"].startswith(("safety/ladders.yaml", "safety/actives.yaml retinol.ladder"))


def test_the_plain_case_of_these_tests_has_a_plan() -> None:
    found = milium.plan(case(RETINOL))
    assert found["issues"] == []
    assert has_active(found)
    assert [item["id"] for item in PLAIN] == ["cleanser", "cream", "spf"]
