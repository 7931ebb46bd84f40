"""The planner's optimum against CP-SAT's: 200 random persons over 4 weeks, every cost counted from the plan."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

import people as p
from milium.domain.case import Case
from milium.domain.plan import Day
from milium.engine.check import check
from milium.engine.plan import make_plan, planner, schedule, window_dp
from milium.engine.plan.ground import read_ground
from milium.engine.plan.planner import outcome_of
from oracle.cpsat import Cost, Evening, Price, cost_of, solve
from plan_people import Person, any_person, healthy_person, live_a_week, settled_person, with_wishes

WEEKS, PERSONS = 4, 200
ACTIVE = ("exfoliate", "retinoid", "treat")

Place = Callable[[int, Sequence[window_dp.Night], window_dp.Weights], list[int] | None]


@dataclass
class Compared:
    """What was compared for one person: problems that CP-SAT solved, plans that differ, problems we solved."""

    problems: int = 0
    differences: int = 0
    own: int = 0


def person_of(seed: int) -> Person:
    """A random person who has lived some weeks with our plans, has wishes, and may hold a plan."""
    rng = random.Random(seed)
    makers = (settled_person, lambda r: any_person(r, healthy=0.8), settled_person, healthy_person)
    case, products, likely = makers[seed % 4](rng)
    case = with_wishes(rng, case)
    for _ in range(rng.randint(0, 9)):
        case = live_a_week(rng, case, make_plan(case, products, likely, p.safety(), 4))
    if rng.random() < 0.5:
        case = with_wishes(rng, case)  # a change of mind, so that the plan in hand costs something
    return case, products, likely


def past_of(window: int) -> list[int]:
    """Return the six evenings of the planner's window, oldest first."""
    return [window // 5**i % 5 for i in reversed(range(6))]


def shown_on(case: Case, day: date) -> str | None:
    """Return the active that was shown for an evening, "" for none, None when nothing was shown."""
    rows: list[Mapping[str, Any]] = (case.shown or {}).get("days", [])  # type: ignore[assignment]
    for row in rows:
        if row["date"] == day.isoformat():
            return next((s["product"] for s in row["pm"] if s["step"] in ACTIVE), "")
    return None


def price_of(case: Case, families: Mapping[str, Sequence[str]], line: Sequence[str], day: date) -> Price:
    """Count changes and wishes of an evening from the case itself; today's evening is no change."""
    told = []
    for ident in ("", *line):
        had = shown_on(case, day) if day > case.today else None
        told.append((int(had is not None and had != ident), unmet(case, families, ident, day)))
    while len(told) < 3:
        told.append((9, 9))  # there is no second product
    return Price(*told)


def unmet(case: Case, families: Mapping[str, Sequence[str]], ident: str, day: date) -> int:
    """Count the wishes that a product on an evening leaves unmet."""
    wishes = case.wishes
    if not ident:
        return 0
    liked: Sequence[int] = ()
    for key in (ident, *families[ident]):
        liked = liked or wishes.prefer.get(key, ())
    return (
        int(bool(liked) and day.weekday() not in liked)
        + int(day in wishes.night_shifts or day.weekday() in wishes.shift_weekdays)
        + int(day + timedelta(days=1) in wishes.before_events)
    )


def evening_of(bounds: window_dp.Bounds) -> Evening:
    """Return the bounds as the oracle reads them."""
    return Evening(bounds.caps, bounds.load, bounds.apart, bounds.acids, bounds.acid_cap, bounds.forced)


def oracle_for(person: Person, line: Sequence[str], compared: Compared) -> Place:
    """Return a planner that is CP-SAT and compares its every answer with ours."""
    case, products, _ = person
    families = {ident: products[ident].families for ident in line}
    end = case.today + timedelta(weeks=WEEKS)

    def place(window: int, nights: Sequence[window_dp.Night], weights: window_dp.Weights) -> list[int] | None:
        days = [end - timedelta(days=len(nights) - i) for i in range(len(nights))]
        prices = [price_of(case, families, line, day) for day in days]
        solved = solve(past_of(window), [evening_of(n.bounds) for n in nights], prices)
        ours = window_dp.place(window, nights, weights)
        if ours is None:
            assert solved.symbols == [], "the planner found no plan where there is one"
            return None
        assert solved.proven
        assert cost_of(ours, prices) == cost_of(solved.symbols, prices)
        compared.problems += 1
        compared.differences += ours != solved.symbols
        return solved.symbols

    return place


def counted(compared: Compared) -> Place:
    """Return our planner, its calls counted."""

    def place(window: int, nights: Sequence[window_dp.Night], weights: window_dp.Weights) -> list[int] | None:
        compared.own += 1
        return window_dp.place(window, nights, weights)

    return place


def cost_of_days(days: Sequence[Day], person: Person, line: Sequence[str]) -> Cost:
    """Count what a finished plan costs from its days alone."""
    case, products, _ = person
    families = {ident: products[ident].families for ident in line}
    had = [next((s.product or "" for s in d.pm if s.step in ACTIVE), "") for d in days]
    told = [
        price_of(case, families, line, d.date)[[*("", *line)].index(ident)] for d, ident in zip(days, had, strict=True)
    ]
    return Cost(
        missed=had.count(""),
        changes=sum(changes for changes, _ in told),
        wishes=sum(wishes for _, wishes in told),
        second=sum(len(line) > 1 and ident == line[1] for ident in had),
    )


def compare(seed: int, monkeypatch: pytest.MonkeyPatch) -> Compared | None:
    """Plan one person twice, with our planner and with CP-SAT in its place; None when no active may be placed."""
    person = person_of(seed)
    case, products, likely = person
    outcome = outcome_of(read_ground(case, products, likely, p.safety()), WEEKS * 7)
    if outcome.schedule is None:
        return None
    line, compared = [c.id for c in outcome.line], Compared()
    with monkeypatch.context() as patch:
        patch.setattr(schedule, "place", oracle_for(person, line, compared))
        patch.setattr(planner, "choose_line", lambda ground, wanted: (outcome.line, outcome.left))
        theirs = make_plan(case, products, likely, p.safety(), WEEKS)
    with monkeypatch.context() as patch:
        patch.setattr(schedule, "place", counted(compared))
        patch.setattr(planner, "choose_line", lambda ground, wanted: (outcome.line, outcome.left))
        ours = make_plan(case, products, likely, p.safety(), WEEKS)
    for plan in (ours, theirs):
        assert check(plan.days, plan.decision, plan.options, case, products, likely, p.safety()) == ()
    if compared.problems == compared.own == 1:  # one problem, one plan: its cost is that of the days
        assert cost_of_days(ours.days, person, line) == cost_of_days(theirs.days, person, line)
    return compared


@pytest.mark.slow
def test_two_hundred_random_persons_get_the_optimum_that_cp_sat_proves(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Compared] = []
    seed = 0
    while len(found) < PERSONS:
        compared = compare(seed, monkeypatch)
        found += [compared] if compared else []
        seed += 1
    assert seed < PERSONS * 3
    assert all(c.problems for c in found)
    assert sum(c.differences for c in found) > 0  # other plans of the same cost: CP-SAT is not our echo
