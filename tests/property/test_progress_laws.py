"""Planner and checker read the same progress: what one makes of it the other finds clean."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

import people
from milium.domain.case import Case
from milium.domain.plan import Plan
from milium.domain.progress import Progress
from milium.engine.check import check
from milium.engine.plan import make_plan
from plan_people import Person, healthy_person, live_a_week

KINDS = ("improving", "worse", "cleared", "lowest")


def with_progress(case: Case, kind: str, rng: random.Random) -> Case:
    if kind == "improving":
        return replace(case, progress=Progress("improving"))
    if kind == "worse":
        since = case.today - timedelta(days=rng.randint(0, 60))
        return replace(case, progress=Progress("worse", worse_since=since))
    wish = "lowest_rung" if kind == "lowest" else None
    cleared = replace(case, progress=Progress("improving", cleared=True))
    return replace(cleared, wishes=replace(case.wishes, maintenance=wish))


def lived(rng: random.Random) -> Person:
    case, products, likely = healthy_person(rng)
    for _ in range(rng.choice((0, 2, 6))):
        case = live_a_week(rng, case, make_plan(case, products, likely, people.safety(), 4))
    return case, products, likely


@pytest.mark.parametrize("kind", KINDS)
def test_the_checker_finds_nothing_in_a_plan_made_with_progress(kind: str) -> None:
    uses = 0
    for seed in range(10):
        rng = random.Random(f"{kind} {seed}")
        case, products, likely = lived(rng)
        case = with_progress(case, kind, rng)
        plan = make_plan(case, products, likely, people.safety(), 30)
        assert not check(plan.days, plan.decision, plan.options, case, products, likely, people.safety())
        uses += sum(s.step in {"exfoliate", "retinoid", "treat"} for d in plan.days for s in d.pm)
    assert (uses == 0) == (kind == "cleared")


def test_improving_counts_carry_a_course_past_its_end_and_nothing_else_does() -> None:
    most, longer = people.safety().limits.course_at_most_days, 0
    for seed in range(5):
        rng = random.Random(seed)
        case, products, likely = healthy_person(rng)
        plain = span(make_plan(case, products, likely, people.safety(), 40))
        assert plain < most
        longer += span(make_plan(with_progress(case, "improving", rng), products, likely, people.safety(), 40)) >= most
    assert longer


def span(plan: Plan) -> int:
    """Return the days from the first to the last evening with an active."""
    used = [d.date for d in plan.days for s in d.pm if s.step in {"exfoliate", "retinoid", "treat"}]
    return (max(used) - min(used)).days if used else 0
