"""Read a hand-written plan (YAML that a clinician can write) and put it before the checker.

Days count from the first day of the plan, a Monday: 0 is today, -7 a week ago. A date anywhere
in a person's data may be written as "T-7" or "T+40". Evenings are a list of days or a sentence:
"weeks 3-4: mon; weeks 5-8: mon thu; weeks 9-16: mon wed fri".
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import people
from milium.adapters.packfiles import read_yaml
from milium.domain.case import Case, Dated, LogEntry
from milium.domain.identify import Assessment
from milium.domain.label import InUse, Product, Reading
from milium.domain.person import Age, AgeRange, Medicine
from milium.domain.plan import Day, Step, Violation
from milium.domain.progress import Progress
from milium.engine.check import check

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HERE = Path(__file__).resolve().parent
FIRM_DAYS = 14
MERGED = ("profile", "answers", "wishes", "shelf_changes", "evenings", "mornings")


@cache
def shelf_of_all() -> Mapping[str, Mapping[str, Any]]:
    """Return every product that a hand-written plan may name."""
    return read_yaml((HERE / "cases" / "shelf.yaml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def dated_value(value: Any) -> Any:
    """Turn "T-7" into the date a week before today, wherever it stands."""
    if isinstance(value, str) and (m := re.fullmatch(r"T(?:([+-])(\d+))?", value)):
        days = int(m[2] or 0)
        return people.MONDAY + timedelta(days=-days if m[1] == "-" else days)
    if isinstance(value, Mapping):
        return {k: dated_value(v) for k, v in value.items()}
    if isinstance(value, list):
        return tuple(dated_value(v) for v in value)
    return value


def days_of(said: str | list[int]) -> list[int]:
    """Return the days of a schedule."""
    if isinstance(said, list):
        return said
    out = []
    for part in said.split(";"):
        m = re.fullmatch(r"\s*weeks? (\d+)(?:-(\d+))?: ([a-z ]+?)\s*", part)
        assert m, f"{part!r} is no schedule; write 'weeks 3-4: mon thu'"
        first, last = int(m[1]), int(m[2] or m[1])
        out += [7 * (week - 1) + WEEKDAYS.index(d) for week in range(first, last + 1) for d in m[3].split()]
    return sorted(out)


def merged(one: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plan with some keys changed; parts of the person are merged, null takes a key out."""
    out = {k: v for k, v in one.items() if k not in ("bad", "inside", "name", "rule")}
    for key, value in change.items():
        out[key] = {**out.get(key, {}), **value} if key in MERGED else value
    return out


def product_of(ident: str, changes: Mapping[str, Any]) -> Product:
    """Return a product of the shelf file, with changes of its keys."""
    data = dict(dated_value({**shelf_of_all()[ident], **changes}))
    if isinstance(data.get("in_use"), Mapping):
        data["in_use"] = InUse(**data["in_use"])
    names = [n.strip().upper() for n in data.pop("label").split(",")]
    strength = {k.upper(): float(v) for k, v in (data.pop("strength_pct", None) or {}).items()}
    return people.product(ident, *(n for n in names if n != "AQUA"), strength=strength, **data)


def person_of(plan: Mapping[str, Any]) -> tuple[Case, dict[str, Product]]:
    """Return the case of a hand-written plan: Ana, changed as it says."""
    changes = plan.get("shelf_changes", {})
    products = tuple(product_of(i, changes.get(i, {})) for i in plan.get("shelf", ()))
    unread = Reading(text="a torn label", has_list=False)
    products = tuple(replace(p, reading=unread) if p.item.id in plan.get("unread", ()) else p for p in products)
    profile = dict(dated_value(plan.get("profile", {})))
    age: AgeRange | None = people.HEALTHY.age.as_range() if people.HEALTHY.age else None
    if "age" in profile:
        given = profile["age"]
        profile["age"] = Age(*reversed(next(iter(given.items())))) if given else None
        age = profile["age"].as_range() if profile["age"] else None
    if "medicines" in profile and profile["medicines"] is not None:
        profile["medicines"] = tuple(Medicine(**m) for m in profile["medicines"])
    flags = plan.get("flags", [])
    case = people.person(
        *products,
        profile=profile,
        answers=plan.get("answers", {}),
        flags=None if flags is None else tuple(flags),
        wishes=dated_value(plan.get("wishes", {})),
        log=tuple(_log(plan)),
        age=age,
        bump_sites=tuple(plan.get("bump_sites", ())),
        dated=tuple(_dated(d) for d in plan.get("dated", ())),
        started=dated_value(plan.get("started")),
    )
    if "progress" in plan:
        case = replace(case, progress=Progress(**dated_value(plan["progress"])))
    return case, people.by_id(products)


def _dated(data: Mapping[str, Any]) -> Dated:
    row = {**dated_value(data)}
    row["date"] = people.day(row.pop("day"))
    return Dated(**row)


def _log(plan: Mapping[str, Any]) -> list[LogEntry]:
    out = []
    for row in plan.get("log", ()):
        body = {**dated_value(row)}
        kind, on = body.pop("kind"), people.day(body.pop("day"))
        out.append(people.check_in(on, **body) if kind == "check_in" else LogEntry(kind, on, body))
    for ident, days in plan.get("ticks", {}).items():
        out += people.ticks(ident, *(people.day(d) for d in days))
    return out


def assessment_of(plan: Mapping[str, Any]) -> Assessment:
    """Return what the bumps are said to be: milia, unless the plan says otherwise."""
    seen = tuple((i, u, people.day(d)) for i, u, d in plan.get("flag_seen", ()))
    flags = tuple((i, u) for i, u in plan.get("red_flags", ()))
    return people.assessed(*(tuple(c) for c in plan.get("candidates", ())), flags=flags, seen=seen)


def days_planned(plan: Mapping[str, Any], start: date = people.MONDAY) -> list[Day]:
    """Return the dated days: base care, and what the plan adds on evenings and mornings."""
    shelf = plan.get("shelf", ())
    spf = "spf" if "spf" in shelf else None
    spf = plan.get("sunscreen", spf)
    out = []
    for n in range(7 * plan.get("weeks", 16)):
        am = [Step("cleanse"), Step("moisturise"), Step("sunscreen", spf)]
        pm = [Step("cleanse"), Step("moisturise")]
        if plan.get("base_care") == "none":
            am, pm = [], []
        if n in plan.get("bare_mornings", ()):
            am = [s for s in am if s.step != "sunscreen"]
        for slot, key in ((pm, "evenings"), (am, "mornings")):
            for ident, said in (plan.get(key) or {}).items():
                slot.extend([Step(_step_name(ident), ident)] * days_of(said).count(n))
        for day, where, *step in plan.get("steps", ()):
            if day == n:
                (am if where == "am" else pm).append(Step(*step[:2], **(step[2] if len(step) > 2 else {})))
        out.append(Day(start + timedelta(days=n), n < FIRM_DAYS, tuple(am), tuple(pm)))
    return out


def _step_name(ident: str) -> str:
    families = product_of(ident, {}).families
    if "retinoid" in families:
        return "retinoid"
    return "exfoliate" if {"aha", "pha", "bha"} & set(families) else "treat"


def checked(plan: Mapping[str, Any]) -> tuple[Violation, ...]:
    """Put a hand-written plan before the checker."""
    case, products = person_of(plan)
    days = days_planned(plan)
    options = plan.get("options", ["watch", "see_clinician", "plan"])
    days = [days[i] for i in plan.get("only_days", range(len(days)))]
    return check(days, plan["decision"], options, case, products, assessment_of(plan), people.safety())
