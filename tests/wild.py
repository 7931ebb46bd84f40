"""Histories that no plan of ours would make: too often, laid aside, tested late, answered by halves or twice."""

import random
from datetime import date, timedelta
from typing import Any

from lives import ACTIVES, ANSWERS, CLEANSER, CREAM, DATED, FLAGS, MONDAY, PROFILE, SUNSCREEN, random_case

KNOWN_ACTIVES = ACTIVES[:14]  # those that people own; peels and scrubs are never planned anyway

Entry = dict[str, Any]


def wild_case(number: int) -> dict[str, Any]:
    """A person with months of record that follows no plan."""
    rng = random.Random(number)
    case = random_case(rng, number)
    today = MONDAY + timedelta(days=rng.randint(0, 6))
    if rng.random() < 0.7:
        _nothing_against_a_plan(case, rng)
    bought_later: list[Entry] = []
    if rng.random() < 0.2 and len(case["shelf"]) > 1:
        case["shelf"], bought_later = _bought_later(case["shelf"], today, rng)
    owned = [*case["shelf"], *(e["item"] for e in bought_later)]
    log = [*bought_later]
    for item in owned:
        if item["id"] not in {"cleanser", "cream", "spf"}:
            log += [*_ticks(item["id"], today, rng), *_spot_tests(item["id"], today, rng)]
    if rng.random() < 0.5:
        days = range(0, rng.randint(1, 60), 3)
        log += [_entry("tick", today, -ago, slot="am", product="cleanser") for ago in days]
    log += [*_check_ins(today, rng), *_accidents(today, rng)]
    dated = [
        {"kind": rng.choice(DATED), "date": (today + timedelta(days=rng.randint(-40, 110))).isoformat()}
        for _ in range(rng.choice([0, 0, 1, 2, 3]))
    ]
    return {**case, "today": today.isoformat(), "log": sorted(log, key=lambda e: str(e["date"])), "dated": dated}


def _entry(kind: str, today: date, offset: float, **body: Any) -> Entry:
    return {"kind": kind, "date": (today + timedelta(days=int(offset))).isoformat(), **body}


def _nothing_against_a_plan(case: dict[str, Any], rng: random.Random) -> None:
    phototype = rng.choice([1, 2, 3, 5])
    confirmed = rng.choice([[], ["adapalene"], ["azelaic acid"]])
    case["profile"] = {**PROFILE, "phototype": phototype, "confirmed": confirmed, "region": rng.choice(["EU", "US"])}
    case["answers"] = dict(ANSWERS)
    if rng.random() < 0.2:
        ended = (MONDAY + timedelta(days=rng.randint(-20, 60))).isoformat()
        case["profile"]["medicines"] = [{"kind": "photosensitising", "name": "doxycycline", "ended": ended}]
    case["shelf"] = [CLEANSER, CREAM, SUNSCREEN, *rng.sample(KNOWN_ACTIVES, rng.randint(1, 3))]
    if rng.random() < 0.3:
        number = rng.randrange(3, len(case["shelf"]))
        case["shelf"][number] = _in_use(case["shelf"][number], rng)


def _in_use(item: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    since = (MONDAY - timedelta(days=rng.randint(3, 170))).isoformat()
    return {**item, "in_use": {"since": since, "evenings_per_week": rng.randint(1, 6)}}


def _bought_later(
    shelf: list[dict[str, Any]], today: date, rng: random.Random
) -> tuple[list[dict[str, Any]], list[Entry]]:
    """Take the last product off the shelf and let it come in by the log, perhaps in use already."""
    item = _in_use(shelf[-1], rng) if rng.random() < 0.5 else shelf[-1]
    return shelf[:-1], [_entry("product_added", today, -rng.randint(0, 60), item=item)]


def _ticks(ident: str, today: date, rng: random.Random) -> list[Entry]:
    """Evenings at any pace, with gaps, or none at all."""
    if rng.random() < 0.4:
        return []
    out, day, every = [], -float(rng.randint(5, 150)), rng.choice([7, 7, 4, 3.5, 3, 2.5, 2])
    while day <= 0:
        if rng.random() < 0.85:
            out.append(_entry("tick", today, day, slot="pm", product=ident))
        usual = every * rng.choice([1, 1, 1, 1, 0.7, 2, 5])
        day += usual if rng.random() < 0.9 else rng.randint(8, 30)
    return out


def _spot_tests(ident: str, today: date, rng: random.Random) -> list[Entry]:
    return [
        _entry("spot_test", today, -ago, product=ident, result=rng.choice(["ok"] * 6 + ["reacted"]))
        for ago in (3, 10, 17)
        if rng.random() < 0.3
    ]


def _check_ins(today: date, rng: random.Random) -> list[Entry]:
    """Check-ins weekly or not, whole or not, now and then two on one day."""
    out, day = [], -rng.randint(0, 160)
    while day <= 0:
        one = _entry(
            *("check_in", today, day),
            irritation=rng.choice([0] * 10 + [1] * 4 + [2, 2, 3]),
            spf=rng.choice(["ok"] * 9 + ["poor"] * 2),
            adherence=rng.choice(["good"] * 8 + ["poor"]),
            bumps=rng.choice(["same"] * 6 + ["fewer", "more", "more"]),
            skin_now=[rng.choice(["broken", "peeling"])] if rng.random() < 0.05 else [],
            flags=[rng.choice(FLAGS)] if rng.random() < 0.05 else [],
        )
        if rng.random() < 0.1:
            one.pop(rng.choice(["irritation", "spf", "adherence", "bumps", "flags", "skin_now"]))
        out.append(one)
        day += rng.choice([7, 7, 7, 7, 6, 5, 8, 14, 25, 0])
    return out


def _accidents(today: date, rng: random.Random) -> list[Entry]:
    out = []
    if rng.random() < 0.3:
        out.append(_entry("reaction", today, -rng.randint(0, 30), what=rng.choice(["picked", "picked", "burn"])))
    if rng.random() < 0.3:
        about = rng.choice(["eye_red_or_painful", "RF12", "RF9", "SR-22", "RF16"])
        out.append(_entry("clinician", today, -rng.randint(0, 30), what=rng.choice(["cleared", "saw"]), about=about))
    return out
