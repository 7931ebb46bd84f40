"""Many persons, each in a few lines: what they get, what the checker says of other plans, and why not.

The persons are random but always the same, most with months of a record that follows no plan. A change that is meant
is written with `pytest tests/golden/test_many_persons.py --update-golden`; read the diff, person by person.
"""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

import lives
from milium.adapters.packfiles import load_knowledge
from milium.care import Care
from wild import wild_case

CARE = Care(load_knowledge(), lambda: lives.MONDAY)
WEEKS = 16
# fmt: off
WITH_A_PLAN = (  # those of the first two hundred who get a plan with an active
    1006, 1007, 1008, 1009, 1011, 1014, 1023, 1024, 1026, 1030, 1031, 1032, 1036, 1038, 1041, 1044, 1045, 1047, 1050,
    1052, 1054, 1056, 1057, 1059, 1061, 1062, 1064, 1070, 1074, 1077, 1081, 1084, 1087, 1097, 1100, 1103, 1104, 1106,
    1107, 1108, 1110, 1111, 1112, 1116, 1117, 1118, 1119, 1122, 1126, 1131, 1133, 1140, 1141, 1144, 1146, 1153, 1154,
    1162, 1164, 1167, 1171, 1172, 1176, 1179, 1180, 1182, 1184, 1185, 1189, 1190, 1191, 1193, 1194, 1197, 1198,
)
# fmt: on
WITHOUT = (1000, 1001, 1002, 1003, 1004, 1005, 1010, 1012, 1013, 1015, 1016, 1017, 1018, 1019, 1020, 1021, 1022, 1025)
WILD_WEEKS = 6
PARTS = 8  # so that a run that stops at the first failure stops soon
Golden = Callable[[str, str], None]


@pytest.mark.parametrize("part", range(PARTS))
def test_what_many_persons_get(part: int, golden: Golden) -> None:
    golden(f"many/plans-{part}.txt", "".join(_told(number) for number in (*WITHOUT, *WITH_A_PLAN)[part::PARTS]))


def test_what_the_checker_says_of_many_wild_plans(golden: Golden) -> None:
    golden("many/findings.txt", "".join(_found(number) for number in range(1000, 1120)))


def test_why_not_tonight_for_many_persons(golden: Golden) -> None:
    golden("many/why.txt", "".join(_why_not(number) for number in WITH_A_PLAN[::3]))


def _told(number: int) -> str:
    """A person's plan: holds, what becomes of products in use, and one sign per evening."""
    shown = CARE.plan(wild_case(number), weeks=WEEKS)
    lines = [f"{number} {shown['today']} {shown['decision']} {shown['urgency'] or ''}".rstrip()]
    for hold in shown["holds"]:
        until = f" until {hold['until']}" if hold["until"] else ""
        asks = f" asks {hold['question']}" if hold["question"] else ""
        lines.append(f"  {hold['reason']} {' '.join(hold['products'])}{until}{asks}: {hold['says']}")
    lines += [f"  {m['product']} {m['what']} {m['was']} -> {m['evenings_per_week']}" for m in shown["moving_over"]]
    lines += _evenings(shown["days"]), _mornings(shown["days"][0]), _pm(shown["days"][-1]), _extras(shown["days"])
    return "\n".join(lines) + "\n"


def _evenings(days: list[dict[str, Any]]) -> str:
    """Seven signs a week: the first letters of the product with an active, t a spot test, s steam, a dot for rest."""
    signs = [_sign(day["pm"]) for day in days]
    return "  " + " ".join("".join(signs[i : i + 7]) for i in range(0, len(signs), 7))


def _sign(steps: list[dict[str, Any]]) -> str:
    actives = [s["product"] for s in steps if s["families"]]
    if actives:
        return "+".join(a[0] + a[-1] for a in actives)
    kinds = {s["step"] for s in steps}
    return "t" if "spot_test" in kinds else "s" if "steam" in kinds else "."


def _mornings(day: dict[str, Any]) -> str:
    return "  am " + _steps(day["am"])


def _pm(day: dict[str, Any]) -> str:
    return "  pm " + _steps(day["pm"])


def _steps(steps: list[dict[str, Any]]) -> str:
    return ", ".join(f"{s['step']} {s['product'] or '-'} {s['minutes']} ({' '.join(s['reasons'])})" for s in steps)


def _extras(days: list[dict[str, Any]]) -> str:
    """Each sort of step with how often it comes: a change in any evening shows."""
    counts: dict[str, int] = {}
    for day in days:
        for slot in ("am", "pm"):
            for step in day[slot]:
                key = f"{step['step']}/{'|'.join(step['reasons'])}/{step['minutes']}/{'|'.join(step['zones'])}"
                counts[key] = counts.get(key, 0) + 1
    return "  " + " ".join(f"{key}:{count}" for key, count in sorted(counts.items()))


def _found(number: int) -> str:
    """What the checker says of a plan that somebody wrote without looking: each rule with its days."""
    case = wild_case(number)
    plan = _any_plan(case, random.Random(number))
    rules: dict[str, list[str]] = {}
    for found in CARE.check(plan, case)["violations"]:
        day = (date.fromisoformat(found["date"]) - date.fromisoformat(case["today"])).days
        rules.setdefault(found["rule"], []).append(f"{day}{found['slot'] or ''}")
    told = "".join(f"  {rule}: {' '.join(days)}\n" for rule, days in rules.items())
    return f"{number} {case['today']} {plan['decision']}\n{told}"


def _any_plan(case: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Six weeks with one or two of the products on some evenings, and rarely anything else."""
    own = [item["id"] for item in case["shelf"] if item["id"] not in {"cleanser", "cream", "spf"}]
    few = rng.sample(own, min(len(own), rng.choice([1, 1, 2])))
    often, today = rng.choice([0.1, 0.2, 0.35]), date.fromisoformat(case["today"])
    days = []
    for n in range(7 * WILD_WEEKS):
        am = [_step("cleanse", None)]
        if rng.random() < 0.97:
            am.append(_step("sunscreen", "spf"))
        pm = list(_wild_steps(rng, few, own, often))
        days.append({"date": (today + timedelta(days=n)).isoformat(), "firm": n < 14, "am": am, "pm": pm})
    decision = rng.choice(["regimen"] * 6 + ["base", "watch", "refer"])
    return {"decision": decision, "options": ["plan", "watch", "see_clinician"], "days": days}


def _wild_steps(rng: random.Random, few: list[str], own: list[str], often: float) -> Iterator[dict[str, Any]]:
    yield _step("cleanse", "cleanser")
    if few and rng.random() < often:
        yield _step("treat", rng.choice(few))
    if own and rng.random() < 0.02:
        yield _step("treat", rng.choice(own))
    if rng.random() < 0.02:
        yield _step("steam", None)
    yield _step("moisturise", "cream")


def _step(step: str, product: str | None) -> dict[str, Any]:
    return {"step": step, "product": product, "families": [], "zones": ["face"], "minutes": 0, "reasons": []}


def _why_not(number: int) -> str:
    """Which rules and wishes keep each product off two evenings of the plan."""
    case = wild_case(number)
    today, rng = date.fromisoformat(case["today"]), random.Random(number)
    lines = []
    for item in case["shelf"][3:]:
        for day in (rng.randint(0, 13), rng.randint(14, 100)):
            shown = CARE.why(case, today + timedelta(days=day), item["id"], weeks=WEEKS)
            rules = " ".join(f"{h['reason']}{'/' + h['until'] if h['until'] else ''}" for h in shown["rules"])
            lines.append(f"  {item['id']} day {day}: {rules} | {', '.join(n['id'] for n in shown['notes'])}".rstrip())
    return "\n".join([str(number), *lines]) + "\n"
