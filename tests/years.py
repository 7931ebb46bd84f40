"""Twelve persons who live a year: a seeded generator of recorded cases, for the golden files of the replay."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from lives import ACTIVES, ANSWERS, CLEANSER, CREAM, MONDAY, PROFILE, SUNSCREEN, plain_case, product
from milium.adapters.packfiles import load_part
from milium.care import Care
from milium.care.journal import case_data
from milium.domain.events import Event
from milium.knowledge import Knowledge

Case = dict[str, Any]
Entry = dict[str, Any]
WEEKS = 52
PLANNED = 4  # weeks of each recorded plan: two are firm, and a shorter plan is quicker to make again
BY_ID = {p["id"]: p for p in ACTIVES}
CALM = {"irritation": 0, "spf": "ok", "adherence": "good", "bumps": "same", "skin_now": [], "flags": []}


def golden_care() -> Care:
    """Care over the installed packs under one lasting name, so that a change of words alone changes no golden file."""
    return Care(Knowledge(load_part, version="golden", digest="golden", reviewed=None), lambda: MONDAY, "golden")


def monday(week: int) -> date:
    """The first day of a week, the first week being 0."""
    return MONDAY + timedelta(weeks=week)


def stamp(week: int, day: int = 0) -> str:
    return (monday(week) + timedelta(days=day)).isoformat()


def changed(case: Case, day: str, **parts: Any) -> Case:
    """Change wishes or answers of a case, and let its log say what stood before."""
    was: dict[str, Any] = {}
    after = dict(case)
    for key, change in parts.items():
        was[key] = {k: case[key].get(k) for k in change}
        after[key] = {k: v for k, v in {**case[key], **change}.items() if v is not None}
    return logged(after, {"kind": "changed", "date": day, "was": was})


def logged(case: Case, *entries: Entry) -> Case:
    return {**case, "log": [*case["log"], *entries]}


Happens = Callable[[Case, str], Case]


def told(kind: str, **body: Any) -> Happens:
    """An entry of the log on the day of the week it happens in."""
    return lambda case, day: logged(case, {"kind": kind, "date": day, **body})


def dated(kind: str, week: int, **more: Any) -> Happens:
    """A dated event of a week, known from the day on which it is told."""
    return lambda case, day: {
        **case,
        "dated": [*case["dated"], {"kind": kind, "date": stamp(week), "known": day, **more}],
    }


@dataclass(frozen=True)
class Story:
    """A person, and what happens in which week.

    `check_ins` are the answers that are not calm, by week; in `away` weeks nothing is done, told or shown.
    """

    case: Case
    happens: dict[int, list[Happens]] = field(default_factory=dict)
    check_ins: dict[int, dict[str, Any]] = field(default_factory=dict)
    away: frozenset[int] = frozenset()
    faithful: float = 0.9


def person(name: str, *ids: str, answers: dict[str, Any] | None = None, **profile: Any) -> Case:
    return plain_case(
        id=name,
        profile={**PROFILE, **profile},
        answers=answers or dict(ANSWERS),
        shelf=[CLEANSER, CREAM, SUNSCREEN, *(BY_ID[i] for i in ids)],
    )


def young(name: str, **profile: Any) -> Case:
    answers = {k: v for k, v in ANSWERS.items() if k != "age"}
    return person(name, answers=answers, **profile)


def answered(**change: str) -> Happens:
    """A question about the bumps that is answered otherwise from now on."""
    return lambda case, day: changed(case, day, answers=change)


WHITE_DOTS = {
    **{key: ANSWERS[key] for key in ("count", "size", "colour", "opening", "redness", "symptom", "bleed_crust")},
    **{"site": "nose", "duration": "days", "change": "stable", "flags": []},
}
NEW_SUNSCREEN = {**product("spf2", "Milk SPF 30", SUNSCREEN["label"]), "spf": 30, "broad_spectrum": True}
ISOTRETINOIN = {"kind": "isotretinoin", "name": "isotretinoin", "started": stamp(26)}
STORIES: dict[str, Story] = {
    "newborn": Story(
        {**young("newborn", age={"days": 12}), "shelf": [], "answers": WHITE_DOTS},
        {
            2: [answered(duration="under_6_weeks")],
            5: [told("profile", set={"age": {"months": 1}})],
            8: [answered(duration="6w_6m")],
            13: [told("profile", set={"age": {"months": 3}})],
            16: [told("clinician", what="cleared", about="RF18")],
            26: [told("profile", set={"age": {"months": 6}}), answered(duration="6m_2y")],
            51: [told("profile", set={"age": {"years": 1}})],
        },
    ),
    "child": Story(young("child", age={"years": 8}), check_ins={9: {"bumps": "more"}}),
    "pregnancy-halfway": Story(
        person("pregnancy-halfway", "glycolic", "retinol"),
        {
            20: [told("profile", set={"pregnancy": "yes"})],
            40: [told("profile", set={"pregnancy": "no", "breastfeeding": True})],
        },
    ),
    "laser": Story(
        person("laser", "retinol"),
        {10: [dated("laser", 14, healed=stamp(15, 3))], 30: [dated("waxing", 28), dated("sunny_travel", 33)]},
    ),
    "phototype-six": Story(person("phototype-six", "mandelic", phototype=6), check_ins={20: {"irritation": 1}}),
    "flare": Story(
        person("flare", "retinol"),
        {31: [told("reaction", what="picked")]},
        {15: {"irritation": 3}, 16: {"irritation": 2}, 17: {"irritation": 1}, 30: {"irritation": 2, "spf": "poor"}},
    ),
    "missed-months": Story(
        person("missed-months", "glycolic"), away=frozenset({*range(12, 18), *range(30, 37)}), faithful=0.7
    ),
    "isotretinoin-halfway": Story(
        person("isotretinoin-halfway", "salicylic", "azelaic", confirmed=["azelaic acid"]),
        {
            26: [told("profile", set={"medicines": [ISOTRETINOIN]})],
            45: [told("profile", set={"medicines": [{**ISOTRETINOIN, "ended": stamp(45)}]})],
        },
    ),
    "two-actives": Story(
        person("two-actives", "glycolic", "retinol"),
        {n: [told("count", count=12 - n // 13, by="eye")] for n in range(0, WEEKS, 4)}
        | {30: [told("clinician", what="saw")]},
        faithful=1.0,
    ),
    "eye-cleared": Story(
        person("eye-cleared", "pha"),
        {
            11: [told("clinician", what="cleared", about="eye_red_or_painful")],
            24: [told("count", count=7, by="eye")],
            28: [told("count", count=0, by="eye")],
        },
        {8: {"flags": ["eye_red_or_painful"]}, 20: {"bumps": "fewer"}},
    ),
    "sunscreen-ran-out": Story(
        person("sunscreen-ran-out", "glycolic"),
        {
            18: [told("product_removed", product="spf")],
            22: [told("product_added", item=NEW_SUNSCREEN)],
            30: [lambda case, day: changed(case, day, wishes={"evenings_off": ["sat", "sun"], "steam": True})],
            44: [lambda case, day: changed(case, day, wishes={"choose": "watch", "steam": None})],
        },
    ),
}
NUMBERED = ("flare", "two-actives")  # the others do without the numbers of the pack, which are the same


def live(name: str, care: Care) -> Case:
    """Live the year of a story: each Monday what happens, the check-in, the plan, and then its seven evenings."""
    story, rng = STORIES[name], random.Random(name)
    case = {**story.case, "started": stamp(0)}
    for week in range(WEEKS):
        day = stamp(week)
        case = {**case, "today": day}
        for happens in story.happens.get(week, ()):
            case = happens(case, day)
        if week in story.away:
            continue
        if week:
            case = logged(case, {"kind": "check_in", "date": day, **CALM, **story.check_ins.get(week, {})})
        shown = care.record(case, weeks=PLANNED)
        if name not in NUMBERED:
            shown.pop("numbers", None)
        case = logged(case, shown)
        case = logged(case, *evenings_of(shown["plan"], rng, story.faithful))
    return {**case, "today": stamp(WEEKS)}


def evenings_of(plan: dict[str, Any], rng: random.Random, faithful: float) -> list[Entry]:
    """What was done of the strong steps of seven evenings; a test is passed on its last evening."""
    out: list[Entry] = []
    tested: dict[str, str] = {}
    for row in plan["days"][:7]:
        for step in row["pm"]:
            if step["step"] == "spot_test":
                tested[step["about"]] = row["date"]
            elif step["product"] and rng.random() < faithful:
                out.append({"kind": "tick", "date": row["date"], "slot": "pm", "product": step["product"]})
    tests = [{"kind": "spot_test", "date": day, "product": p, "result": "ok"} for p, day in tested.items()]
    return sorted([*out, *tests], key=lambda e: str(e["date"]))


# -- two devices --------------------------------------------------------------------------------


OFFLINE = range(20, 24)  # weeks in which the second device is on its own
Log = list[tuple[str, Event]]  # which devices hold it ("a", "b", "ab"), and the event


def two_devices(care: Care) -> Log:
    """A year on a phone and a tablet; for some weeks the tablet has no network, and both go on."""
    rng, log = random.Random("two devices"), Log()

    def add(on: str, day: date, kind: str, /, **body: Any) -> None:
        at = datetime(day.year, day.month, day.day, 20, tzinfo=UTC) + timedelta(seconds=len(log))
        log.append((on, Event(UUID(int=len(log) + 1), "me", at, day, kind, body)))

    add("ab", MONDAY, "answers", answers=dict(ANSWERS), bump_sites=["cheek_forehead_chin"])
    add("ab", MONDAY, "profile", set={k: v for k, v in PROFILE.items() if k != "past_dark_marks"})
    for item in (CLEANSER, CREAM, SUNSCREEN, BY_ID["glycolic"]):
        add("ab", MONDAY, "product_added", item=item)
    add("ab", MONDAY, "started")
    for week in range(WEEKS):
        _week_on_two_devices(week, care, rng, log, add)
    return log


def _week_on_two_devices(week: int, care: Care, rng: random.Random, log: Log, add: Callable[..., None]) -> None:
    """The phone asks and shows; either takes the ticks. Without a network each sees only its own."""
    today, apart = monday(week), week in OFFLINE
    if week == 3:
        add("ab", today, "profile", set={"past_dark_marks": False})
    if week == 12:
        add("ab", today, "dated", key="wax", kind="waxing", date=stamp(15))
    if week == 13:
        add("ab", today, "dated_removed", key="wax")
    if week == 33:
        add("ab", today, "wishes", evenings_off=["mon", "tue"])
    if week:
        add("a" if apart else "ab", today, "check_in", **{**CALM, "irritation": rng.choice([0, 0, 0, 1])})
    if week == 22:
        add("b", today, "check_in", **{**CALM, "irritation": 2})
    known = [event for on, event in log if not apart or "a" in on]
    shown = care.record(case_data(known, today), weeks=PLANNED)
    add("a" if apart else "ab", today, "shown", plan=shown["plan"])
    for entry in evenings_of(shown["plan"], rng, 0.9):
        day = date.fromisoformat(entry["date"])
        body = {k: v for k, v in entry.items() if k not in ("kind", "date")}
        on = rng.choice("ab") if apart else "ab"
        add(on, day, entry["kind"], **body)


def event_line(on: str, event: Event) -> str:
    row = {
        "on": on, "id": str(event.id), "at": event.at.isoformat(), "day": event.local_date.isoformat(),
        "kind": event.kind, "body": event.body,
    }  # fmt: skip
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def read_event(line: str) -> tuple[str, Event]:
    row = json.loads(line)
    at, day = datetime.fromisoformat(row["at"]), date.fromisoformat(row["day"])
    return row["on"], Event(UUID(row["id"]), "me", at, day, row["kind"], row["body"])


def compact(data: dict[str, Any], by_line: str) -> str:
    """One key a line, and one row a line of the long list `by_line`: small, and a diff can be read."""
    lines = []
    for key, value in data.items():
        if key == by_line:
            rows = ",\n".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in value)
            lines.append(f'"{key}":[\n{rows}\n]')
        else:
            lines.append(f'"{key}":{json.dumps(value, ensure_ascii=False, separators=(",", ":"))}')
    return "{" + ",\n".join(lines) + "}\n"
