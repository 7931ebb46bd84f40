"""Random persons built by hand, and weeks lived through a plan: for the planner's laws and its bench."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import people as p
from milium.domain.case import Case, Dated, LogEntry
from milium.domain.identify import Assessment
from milium.domain.label import Product
from milium.domain.person import Age, Medicine
from milium.domain.plan import Plan

Person = tuple[Case, dict[str, Product], Assessment]

MAKERS: tuple[Callable[..., Product], ...] = (
    p.glycolic,
    p.mandelic,
    p.lactic,
    p.salicylic,
    p.retinol,
    p.adapalene,
    p.azelaic,
    lambda **k: p.retinol(0.3, **k),
    lambda **k: p.acid("retinal", "RETINAL", 0.05, **k),
    lambda **k: p.glycolic(30, ph=3.0, **k),
    lambda **k: p.acid("pha", "GLUCONOLACTONE", 6, ph=3.8, **k),
    lambda **k: p.acid("tretinoin", "TRETINOIN", 0.025, **k),
    lambda **k: p.acid("bpo", "BENZOYL PEROXIDE", 2.5, **k),
    lambda **k: p.acid("vitamin-c", "ASCORBIC ACID", 10, **k),
    lambda **k: p.product("wash", strength={"SALICYLIC ACID": 1.0}, roles=("cleanser",), use="rinse_off", **k),
    lambda **k: p.glycolic(None, **k),
    lambda **k: p.mandelic(9, ph=None, **k),
    lambda **k: p.product("scrub", "PUMICE", roles=("scrub",), use="rinse_off", **k),
)


def healthy_person(rng: random.Random) -> Person:
    """Make an adult with nothing against a plan and one or two products that may be placed."""
    makers = rng.sample(MAKERS[:5], rng.randint(1, 2))
    shelf = p.shelf(*(make() for make in makers))
    phototype = rng.choice([1, 2, 3, 5])
    today = p.day(rng.randint(0, 6))
    return p.person(*shelf, today=today, profile={"phototype": phototype}), p.by_id(shelf), p.assessed()


def settled_person(rng: random.Random) -> Person:
    """Make an adult who has used an acid and a retinoid for months, so that both want their evenings."""
    today = p.day(rng.randint(0, 6))

    def since() -> dict[str, Any]:
        return {"in_use": p.in_use(today - timedelta(days=rng.randint(60, 150)), rng.randint(1, 3))}

    acid, retinoid = rng.choice(MAKERS[:4]), rng.choice([p.retinol, p.adapalene])
    shelf = p.shelf(acid(**since()), retinoid(**since()))
    calm = tuple(p.check_in(today - timedelta(days=days)) for days in (8, 1))
    profile = {"phototype": rng.choice([1, 2, 5]), "confirmed": ("adapalene",)}
    return p.person(*shelf, today=today, profile=profile, log=calm), p.by_id(shelf), p.assessed()


def any_person(rng: random.Random, *, healthy: float = 0.5) -> Person:
    """Make a person of any kind; about `healthy` of them have an ordinary profile."""
    today = p.day(rng.randint(0, 6))
    profile: dict[str, Any] = {}
    answers: dict[str, str | None] = {}
    if rng.random() > healthy:
        profile, answers = _profile(rng, today), _answers(rng)
    flags: tuple[str, ...] | None = ()
    if rng.random() < 0.1:
        flags = rng.choice([None, ("eye_red_or_painful",), ("pregnant",), ("transplant_or_immune_weak",)])
    shelf = p.shelf(*_actives(rng, today), spf=rng.random() > 0.08)
    case = p.person(
        *shelf,
        today=today,
        profile=profile,
        answers=answers,
        flags=flags,
        wishes=_wishes(rng, today),
        dated=_dated(rng, today),
    )
    likely = p.assessed() if rng.random() < 0.92 else p.assessed(("milia_primary", 0.3), ("syringoma", 0.7))
    return case, p.by_id(shelf), likely


def live_a_week(rng: random.Random, case: Case, plan: Plan) -> Case:
    """Follow a plan for seven days, not always faithfully, then answer (or miss) the check-in."""
    log = list(case.log)
    keeps_to_it = 0.95 if rng.random() < 0.6 else 0.5
    for day in plan.days[:7]:
        log.extend(_what_was_done(rng, case, day.date, plan, keeps_to_it))
    today = case.today + timedelta(days=7)
    for hold in plan.holds:
        if hold.reason == "SR-15" and hold.question == "spot_test" and rng.random() < 0.7:
            result = rng.choice(["ok"] * 9 + ["reacted"])
            log.extend(p.spot_test(today - timedelta(days=rng.randint(0, 2)), i, result) for i in hold.products)
    log.extend(_week_end(rng, today, log))
    kept = tuple(sorted((e for e in log if e.date <= today), key=lambda e: e.date))
    shown = {"days": [d.as_data() for d in plan.days]} if rng.random() < 0.8 else None
    return replace(case, today=today, log=kept, shown=shown)


def with_wishes(rng: random.Random, case: Case) -> Case:
    """Give somebody weekdays they like, evenings off, night shifts and events."""
    likes: list[dict[str, tuple[int, ...]]] = [
        {},
        {"retinoid": (0, 3)},
        {"aha": (2,)},
        {i.id: (1, 4) for i in case.shelf},
    ]
    prefer = rng.choice(likes)
    off = tuple(rng.sample(range(7), rng.choice([0, 0, 1, 3])))
    soft = soft_wishes(rng, case.today)
    return replace(case, wishes=replace(case.wishes, prefer=prefer, evenings_off=off, **soft))


def _profile(rng: random.Random, today: date) -> dict[str, Any]:
    years = [Age(y, "years") for y in (3, 11, 12, 15, 17, 18, 29, 41, 54, 56, 70)]
    profile: dict[str, Any] = {
        "age": rng.choice([*years, Age(4, "months"), Age(8, "months"), Age(9, "days")]),
        "pregnancy": rng.choice(["no", "no", "no", "yes", "trying", "unsure"]),
        "breastfeeding": rng.random() < 0.15,
        "phototype": rng.choice([1, 3, 4, 6, "unknown", None]),
        "past_dark_marks": rng.choice([True, False, False, None]),
        "conditions": rng.choice([(), (), ("eczema",), ("rosacea",), ("visible_vessels",), None]),
        "skin_now": rng.choice([(), (), (), (), ("broken",), ("sunburn",), ("infection",)]),
        "medicines": rng.choice([(), (), (), (), *_medicines(rng, today)]),
        "allergies": rng.choice([(), (), (), (), ("salicylate",), ("sunscreen",), ("GLYCERIN",)]),
        "sunscreen_ok": rng.random() < 0.9,
        "region": rng.choice(["EU", "US", "UK", "CA", "other", None]),
        "confirmed": rng.choice([(), ("adapalene",), ("salicylic acid", "azelaic acid"), ("glycolic acid",), ("bha",)]),
        "guardian_agrees": rng.choice([None, None, True, False]),
        "seen_by_clinician": rng.choice([None, None, today - timedelta(days=rng.randint(0, 250))]),
    }
    if rng.random() < 0.2:
        key = rng.choice(sorted(profile))
        profile[key] = () if key == "confirmed" else None
    return profile


def _medicines(rng: random.Random, today: date) -> list[tuple[Medicine, ...]]:
    ended = rng.choice([None, today - timedelta(days=3), today + timedelta(days=20)])
    return [
        (Medicine("photosensitising", "doxycycline", None, ended),),
        (Medicine("isotretinoin", "", None, today - timedelta(days=rng.randint(50, 200))),),
        (Medicine("prescription_topical", "", None, rng.choice([None, today - timedelta(days=13)])),),
        (Medicine("steroid_topical"),),
        (Medicine("other", "amiodarone", None, today - timedelta(days=100)),),
    ]


def _answers(rng: random.Random) -> dict[str, str | None]:
    sites = ["cheek_forehead_chin"] * 4 + ["nose", "around_eye", "lash_line", "injured_or_treated_skin", "lips_mouth"]
    answers: dict[str, str | None] = {
        "count": rng.choice(["single", "2_5", "6_20", "over_20"]),
        "site": rng.choice(sites),
    }
    if rng.random() < 0.1:
        answers[rng.choice(["count", "site", "duration"])] = None
    return answers


def _actives(rng: random.Random, today: date) -> list[Product]:
    found: dict[str, Product] = {}
    for make in rng.sample(MAKERS, rng.randint(0, 4)):
        keys: dict[str, Any] = {}
        if rng.random() < 0.15:
            keys["in_use"] = p.in_use(today - timedelta(days=rng.randint(1, 190)), rng.randint(1, 7))
        product = make(**keys)
        found.setdefault(product.item.id, product)
    return list(found.values())


def _dated(rng: random.Random, today: date) -> tuple[Dated, ...]:
    kinds = sorted(p.safety().windows)
    count = rng.choice([0, 0, 0, 1, 2])
    return tuple(Dated(rng.choice(kinds), today + timedelta(days=rng.randint(-30, 115))) for _ in range(count))


def _wishes(rng: random.Random, today: date) -> dict[str, Any]:
    return {
        "steam": rng.random() < 0.3,
        "evenings_off": tuple(rng.sample(range(7), rng.choice([0, 0, 1, 2]))),
        "dates_off": tuple(today + timedelta(days=rng.randint(0, 60)) for _ in range(rng.choice([0, 0, 2]))),
        "first": rng.choice([None, None, "acid", "retinoid"]),
        "prefer": rng.choice([{}, {}, {"retinoid": (0, 3)}, {"aha": (2,)}]),
        "choose": rng.choice([None] * 9 + ["watch"]),
        **soft_wishes(rng, today),
    }


def soft_wishes(rng: random.Random, today: date) -> dict[str, Any]:
    """Make night shifts and events: wishes that no rule and no application gives way to."""
    return {
        "night_shifts": tuple(today + timedelta(days=rng.randint(0, 40)) for _ in range(rng.choice([0, 0, 3]))),
        "shift_weekdays": tuple(rng.sample(range(7), rng.choice([0, 0, 0, 1]))),
        "before_events": tuple(today + timedelta(days=rng.randint(0, 60)) for _ in range(rng.choice([0, 0, 2]))),
    }


def _what_was_done(rng: random.Random, case: Case, day: date, plan: Plan, faithful: float) -> list[LogEntry]:
    planned = next(d for d in plan.days if d.date == day)
    out = [
        p.tick(day, step.product, slot)
        for slot, steps in (("am", planned.am), ("pm", planned.pm))
        for step in steps
        if step.product and rng.random() < faithful
    ]
    own = [item.id for item in case.shelf if item.id not in {"cleanser", "cream", "spf"}]
    if own and rng.random() < 0.01:
        out.append(p.tick(day, rng.choice(own), rng.choice(["am", "pm", "pm"])))
    if rng.random() < 0.01:
        out.append(p.reaction(day, rng.choice(["picked", "picked", "burn", "swelling"])))
    return out


def _week_end(rng: random.Random, today: date, log: list[LogEntry]) -> list[LogEntry]:
    out = []
    if rng.random() < 0.88:
        keys: dict[str, Any] = {
            "spf": rng.choice(["ok"] * 8 + ["poor", None]),
            "adherence": rng.choice(["good"] * 8 + ["poor", None]),
            "bumps": rng.choice(["same"] * 6 + ["more", "larger", None]),
            "skin_now": rng.choice([()] * 12 + [None, ("broken",)]),
            "flags": rng.choice([()] * 30 + [("eye_red_or_painful",)]),
        }
        out.append(p.check_in(today, rng.choice([0] * 8 + [1, 1, 1, 2, 2, 3, None]), **keys))
    if any(e.get("flags") for e in log) and rng.random() < 0.3:
        out.append(p.cleared(today, "RF12"))
    return out
