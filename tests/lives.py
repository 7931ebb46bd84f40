"""Random persons, and what happens to them: a seeded generator of cases and of weeks lived through a plan."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from people import CHEEKS

MONDAY = date(2026, 3, 2)


def product(ident: str, name: str, label: str, *, use: str = "leave_on", **more: Any) -> dict[str, Any]:
    """A shelf item as a case file holds it; `strength` fills strength_pct."""
    strength = more.pop("strength", None)
    return {
        "id": ident,
        "name": name,
        "use": use,
        "label": label,
        **({"strength_pct": strength} if strength else {}),
        **more,
    }


FILTERS = "Aqua, Ethylhexyl Salicylate, Bis-Ethylhexyloxyphenol Methoxyphenyl Triazine, Silica"
CLEANSER = product("cleanser", "Gel cleanser", "Aqua, Glycerin, Coco-Glucoside, Sodium Chloride", use="rinse_off")
CREAM = product("cream", "Light cream", "Aqua, Glycerin, Squalane, Niacinamide, Carbomer")
SUNSCREEN = product("spf", "Fluid SPF 50", FILTERS, spf=50, broad_spectrum=True)
GLYCOLIC = product(
    "glycolic",
    "Glycolic toner",
    "Aqua, Glycolic Acid, Glycerin, Sodium Hydroxide",
    strength={"GLYCOLIC ACID": 7},
    ph=3.8,
)
ACTIVES: tuple[dict[str, Any], ...] = (
    GLYCOLIC,
    product("mandelic", "Mandelic serum", "Aqua, Mandelic Acid, Xanthan Gum", strength={"MANDELIC ACID": 8}, ph=3.8),
    product("lactic", "Lactic acid serum", "Aqua, Lactic Acid, Glycerin", strength={"LACTIC ACID": 8}, ph=3.9),
    product("pha", "PHA lotion", "Aqua, Gluconolactone, Glycerin", strength={"GLUCONOLACTONE": 6}),
    product("salicylic", "Salicylic liquid", "Aqua, Butylene Glycol, Salicylic Acid", strength={"SALICYLIC ACID": 2}),
    product("salicylic-no-number", "Clear gel", "Aqua, Alcohol Denat., Salicylic Acid"),
    product("retinol", "Retinol serum", "Aqua, Squalane, Retinol, Tocopherol", strength={"RETINOL": 0.2}),
    product("retinol-strong", "Retinol 0.3", "Aqua, Squalane, Retinol", strength={"RETINOL": 0.3}),
    product("retinol-too-strong", "Retinol 1", "Aqua, Squalane, Retinol", strength={"RETINOL": 1.0}),
    product("retinal", "Retinal serum", "Aqua, Squalane, Retinal", strength={"RETINAL": 0.05}),
    product("adapalene", "Adapalene gel", "Aqua, Carbomer, Adapalene", strength={"ADAPALENE": 0.1}),
    product("tretinoin", "Tretinoin cream", "Aqua, Isopropyl Myristate, Tretinoin", strength={"TRETINOIN": 0.025}),
    product("azelaic", "Azelaic cream", "Aqua, Azelaic Acid, Dimethicone", strength={"AZELAIC ACID": 10}),
    product("bpo", "Benzoyl peroxide gel", "Aqua, Benzoyl Peroxide, Carbomer", strength={"BENZOYL PEROXIDE": 2.5}),
    product("peel", "Glycolic peel", "Aqua, Glycolic Acid", strength={"GLYCOLIC ACID": 30}),
    product("acid-wash", "Salicylic wash", "Aqua, Sodium Laureth Sulfate, Salicylic Acid", use="rinse_off"),
    product("both", "Night duo", "Aqua, Glycolic Acid, Retinol", strength={"GLYCOLIC ACID": 5, "RETINOL": 0.1}),
    product("scrub", "Apricot scrub", "Aqua, Prunus Armeniaca Seed Powder, Glycerin", use="rinse_off"),
)
ANSWERS: dict[str, Any] = {**CHEEKS, "flags": []}
PROFILE: dict[str, Any] = {
    "age": {"years": 34}, "pregnancy": "no", "breastfeeding": False, "phototype": 2, "past_dark_marks": False,
    "conditions": [], "skin_now": [], "medicines": [], "allergies": [], "tools": [],
    "sunscreen_ok": True, "region": "EU",
}  # fmt: skip
DATED = (
    *("waxing", "threading", "peel", "microdermabrasion", "laser"),
    *("extraction", "sunny_travel", "outdoor_day", "sunburn", "sunbed"),
)
FLAGS = ("eye_red_or_painful", "darkly_pigmented_spot", "spreading_hot_redness", "pregnant", "came_back_same_place")
YEARS = (3, 11, 12, 15, 17, 18, 29, 41, 54, 56, 70)
MEDICINES: tuple[list[dict[str, Any]], ...] = (
    *([], [], []),
    [{"kind": "photosensitising", "name": "doxycycline"}],
    [{"kind": "isotretinoin", "ended": "2026-01-02"}],
    [{"kind": "prescription_topical"}],
)


def plain_case(**changes: Any) -> dict[str, Any]:
    """An adult with milia on the cheeks and nothing against a plan, who owns a glycolic toner."""
    case = {
        "id": "plain", "today": MONDAY.isoformat(), "profile": dict(PROFILE), "answers": dict(ANSWERS),
        "shelf": [CLEANSER, CREAM, SUNSCREEN, GLYCOLIC], "wishes": {}, "dated": [], "log": [],
    }  # fmt: skip
    return {**case, **changes}


def random_profile(rng: random.Random) -> dict[str, Any]:
    """Answers about a person of any kind."""
    return {
        "age": rng.choice([{"years": y} for y in YEARS] + [{"months": 4}, {"days": 9}]),
        "pregnancy": rng.choice(["no", "no", "no", "yes", "trying", "unsure"]),
        "breastfeeding": rng.random() < 0.15,
        "phototype": rng.choice([1, 3, 4, 6, "unknown"]),
        "past_dark_marks": rng.random() < 0.3,
        "conditions": rng.choice([[], [], ["eczema"], ["rosacea"], ["visible_vessels"]]),
        "skin_now": rng.choice([[], [], [], [], ["broken"], ["sunburn"]]),
        "medicines": rng.choice(MEDICINES),
        "allergies": rng.choice([[], [], [], ["salicylate"], ["sunscreen"], ["GLYCERIN"]]),
        "sunscreen_ok": rng.random() < 0.9,
        "region": rng.choice(["EU", "US", "UK", "CA", "other"]),
        "confirmed": rng.choice([[], [], ["adapalene"], ["salicylic acid", "azelaic acid"], ["glycolic acid"]]),
    }


def random_case(rng: random.Random, number: int) -> dict[str, Any]:
    """A person of any kind; about half have nothing against a plan."""
    profile, answers = dict(PROFILE), dict(ANSWERS)
    if rng.random() < 0.6:
        profile.update(random_profile(rng))
        answers.pop("age")
        answers["count"] = rng.choice(["single", "2_5", "6_20", "6_20"])
    if rng.random() < 0.2:
        profile.pop(rng.choice(sorted(profile)))
    shelf = [CLEANSER, CREAM, SUNSCREEN, *rng.sample(ACTIVES, rng.randint(0, 4))]
    if rng.random() < 0.1:
        shelf.remove(SUNSCREEN)
    if rng.random() < 0.2:
        chosen = rng.choice(shelf)
        shelf[shelf.index(chosen)] = {
            **chosen,
            "in_use": {
                "since": (MONDAY - timedelta(days=rng.randint(10, 120))).isoformat(),
                "evenings_per_week": rng.randint(1, 4),
            },
        }
    dated = [
        {"kind": rng.choice(DATED), "date": (MONDAY + timedelta(days=rng.randint(-25, 115))).isoformat()}
        for _ in range(rng.choice([0, 0, 1, 2]))
    ]
    wishes = {
        "steam": rng.random() < 0.2,
        "evenings_off": rng.sample(["mon", "wed", "sat"], rng.randint(0, 2)),
        "dates_off": [(MONDAY + timedelta(days=rng.randint(0, 100))).isoformat() for _ in range(rng.randint(0, 2))],
    }
    return plain_case(id=f"person-{number}", profile=profile, answers=answers, shelf=shelf, dated=dated, wishes=wishes)


def live_a_week(case: dict[str, Any], plan: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Follow a plan for seven days, not always faithfully, then answer (or miss) the check-in."""
    log = list(case["log"])
    for day in plan["days"][:7]:
        for slot in ("am", "pm"):
            done = [
                s["product"] for s in day[slot] if s["product"] and s["step"] != "spot_test" and rng.random() < 0.85
            ]
            log.extend({"kind": "tick", "date": day["date"], "slot": slot, "product": p} for p in done)
        tested = [s["about"] for s in day["pm"] if s["step"] == "spot_test"]
        if tested and rng.random() < 0.5:
            result = rng.choice(["ok", "ok", "ok", "reacted"])
            log.append({"kind": "spot_test", "date": day["date"], "product": tested[0], "result": result})
    today = date.fromisoformat(plan["today"]) + timedelta(days=7)
    log.extend(_week_end(today, rng))
    return {**case, "today": today.isoformat(), "log": log}


def live_calmly(case: dict[str, Any], plan: dict[str, Any]) -> dict[str, Any]:
    """Do every step of seven days, pass every spot test, and report a calm week."""
    log = list(case["log"])
    for day in plan["days"][:7]:
        for slot in ("am", "pm"):
            done = [s["product"] for s in day[slot] if s["product"]]
            log.extend({"kind": "tick", "date": day["date"], "slot": slot, "product": p} for p in done)
            tested = {s["about"] for s in day[slot] if s["step"] == "spot_test"}
            log.extend({"kind": "spot_test", "date": day["date"], "product": p, "result": "ok"} for p in sorted(tested))
    today = (date.fromisoformat(plan["today"]) + timedelta(days=7)).isoformat()
    calm = {"irritation": 0, "spf": "ok", "adherence": "good", "bumps": "same", "skin_now": [], "flags": []}
    return {**case, "today": today, "log": [*log, {"kind": "check_in", "date": today, **calm}]}


def _week_end(today: date, rng: random.Random) -> list[dict[str, Any]]:
    dice, stamp = rng.random(), today.isoformat()
    if dice < 0.15:
        return []
    check_in: dict[str, Any] = {
        "kind": "check_in",
        "date": stamp,
        "irritation": rng.choice([0, 0, 0, 0, 1, 1, 2, 3]),
        "spf": rng.choice(["ok", "ok", "ok", "poor"]),
        "adherence": rng.choice(["good", "good", "poor"]),
        "bumps": rng.choice(["same", "same", "fewer", "more"]),
        "skin_now": [],
        "flags": [],
    }
    for key in ("irritation", "spf", "adherence", "bumps", "skin_now"):
        if rng.random() < 0.06:
            check_in.pop(key)
    if rng.random() < 0.03:
        check_in["flags"] = [rng.choice(FLAGS)]
    if rng.random() < 0.03:
        check_in["skin_now"] = [rng.choice(["broken", "peeling", "infection", "sunburn"])]
    extra: list[dict[str, Any]] = []
    if rng.random() < 0.02:
        extra.append({"kind": "profile", "date": stamp, "set": {"pregnancy": rng.choice(["yes", "unsure"])}})
    if rng.random() < 0.02:
        extra.append({"kind": "reaction", "date": stamp, "what": rng.choice(["swelling", "picked", "burn"])})
    if rng.random() < 0.02:
        extra.append(
            {"kind": "clinician", "date": stamp, "what": "cleared", "about": rng.choice(["RF9", "RF12", "RF4"])}
        )
    return [check_in, *extra]


def sixteen_weeks(
    case: dict[str, Any], rng: random.Random, plan_of: Callable[[dict[str, Any]], dict[str, Any]]
) -> list[dict[str, Any]]:
    """Live sixteen weeks through `plan_of`, the shipped loop; return every plan that was shown."""
    shown = []
    for _ in range(16):
        plan = plan_of(case)
        shown.append(plan)
        case = live_a_week(case, plan, rng)
    return shown
