"""Print how fast plans are made and how much of what the rules allow they use.

Run: python bench/plan.py (standard library and the packs; CP-SAT, of the dev extra, stands beside the
planner at the end: it comes last, so that it does not count as our memory)

"Allowed" is counted with the checker, which shares no code with the planner: evenings of our plan
plus every evening that could be added, one after the other, without the checker finding anything.
Times are processor time of one core; the first plan of a process also fills the planner's memory.
"""

import random
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import people as p
from milium.engine.check import check
from milium.engine.plan import make_plan
from milium.engine.plan import schedule as schedule_module
from milium.engine.plan.window_dp import Night, Weights, place
from plan_people import Person, any_person, healthy_person, live_a_week, settled_person

WEEKS = 16
PERSONS = 120
RIVAL, RIVAL_SECONDS = 20, 2.0
ACTIVE = {"exfoliate", "retinoid", "treat"}


def line(name: str, times: list[float], limit: str) -> None:
    times = sorted(times)
    p50, p99 = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.99))]
    print(f"{name:<44} p50 {p50:6.1f} ms  p99 {p99:6.1f} ms  n {len(times):5d}  (limit {limit})")


def persons() -> list[Person]:
    out = []
    for seed in range(PERSONS):
        rng = random.Random(seed)
        case, products, likely = (healthy_person, any_person, settled_person)[seed % 3](rng)
        for _ in range(rng.randint(0, 8)):
            case = live_a_week(rng, case, make_plan(case, products, likely, p.safety(), 4))
        out.append((case, products, likely))
    return out


def place_times(people: list[Person]) -> list[float]:
    """Return the times of the exact planner alone, in ms, for plans with an active."""
    times: list[float] = []

    def timed(*args: object) -> object:
        start = time.process_time()
        found = place(*args)  # type: ignore[arg-type]
        spent[-1] += (time.process_time() - start) * 1000
        return found

    spent: list[float] = [0.0]
    vars(schedule_module)["place"] = timed
    for case, products, likely in people:
        spent.append(0.0)
        make_plan(case, products, likely, p.safety(), WEEKS)
        if spent[-1]:
            times.append(spent[-1])
    vars(schedule_module)["place"] = place
    return times


def usefulness(people: list[Person]) -> None:
    """Add evenings greedily, earliest first, as long as the checker finds nothing."""
    had = more = 0
    for case, products, likely in people:
        plan = make_plan(case, products, likely, p.safety(), WEEKS)
        days = list(plan.days)
        steps = {s.product: s for d in days for s in d.pm if s.step in ACTIVE}
        had += sum(any(s.step in ACTIVE for s in d.pm) for d in days)
        for i, day in enumerate(days):
            if any(s.step in ACTIVE for s in day.pm):
                continue
            for step in steps.values():
                tried = [*days[:i], replace(day, pm=(*day.pm, step)), *days[i + 1 :]]
                if not check(tried, plan.decision, plan.options, case, products, likely, p.safety()):
                    days, more = tried, more + 1
                    break
    print(f"evenings with an active: {had} of {had + more} that the rules allow ({100 * had / (had + more):.1f} %)")


def replan_times(people: list[Person]) -> list[float]:
    """Return the times of planning again after one more check-in, with the plan in hand, in ms."""
    times = []
    for number, (case, products, likely) in enumerate(people):
        rng = random.Random(number)
        shown = {"days": [d.as_data() for d in make_plan(case, products, likely, p.safety(), WEEKS).days]}
        told = p.check_in(case.today, rng.choice([0, 0, 0, 1, 2, 3]))
        again = replace(case, log=(*case.log, told), shown=shown)
        start = time.process_time()
        make_plan(again, products, likely, p.safety(), WEEKS)
        times.append((time.process_time() - start) * 1000)
    return times


def beside_cpsat(people: list[Person]) -> None:
    """Print our planner and CP-SAT on the same evenings, both alone."""
    try:
        from oracle.cpsat import Evening, Price, solve
    except ImportError:
        print("CP-SAT: not installed (dev extra); nothing to compare with")
        return
    problems = problems_of(people)[:RIVAL]
    ours, theirs, proven = [], [], 0
    for window, nights, weights in problems:
        start = time.process_time()
        place(window, nights, weights)
        ours.append((time.process_time() - start) * 1000)
        past = [window // 5**i % 5 for i in reversed(range(6))]
        evenings = [Evening(*n.bounds[:6]) for n in nights]
        prices = [price_of(n.cost, weights) for n in nights]
        start = time.perf_counter()
        solved = solve(past, evenings, [Price(*x) for x in prices], effort=RIVAL_SECONDS * 10, seconds=RIVAL_SECONDS)
        theirs.append((time.perf_counter() - start) * 1000)
        proven += solved.proven
    line(f"the same {len(problems)} problems, our planner", ours, "p50 10, p99 50")
    line("the same problems, CP-SAT, one worker", theirs, f"stopped at {RIVAL_SECONDS} s")
    ratio = sum(theirs) / max(sum(ours), 0.001)
    print(f"CP-SAT proved {proven} of {len(problems)}; it took {ratio:.0f} times as long in all")


def problems_of(people: list[Person]) -> list[tuple[int, Sequence[Night], Weights]]:
    """Return the largest problem that the planner solves for each person."""
    found: list[tuple[int, Sequence[Night], Weights]] = []
    mine: list[tuple[int, Sequence[Night], Weights]] = []

    def caught(window: int, nights: Sequence[Night], weights: Weights) -> list[int] | None:
        mine.append((window, nights, weights))
        return place(window, nights, weights)

    vars(schedule_module)["place"] = caught
    for case, products, likely in people:
        mine.clear()
        make_plan(case, products, likely, p.safety(), WEEKS)
        if mine and not any(n.bounds.full for n in mine[-1][1]):
            found.append(max(mine, key=lambda problem: len(problem[1])))
    vars(schedule_module)["place"] = place
    return found


def price_of(cost: tuple[int, int, int], weights: Weights) -> list[tuple[int, int]]:
    return [(c // weights.change, c % weights.change // weights.wish) for c in cost]


def main() -> None:
    p.safety()
    case, products = p.ana(p.glycolic(), p.retinol())
    start = time.process_time()
    make_plan(case, products, p.assessed(), p.safety(), WEEKS)
    print(f"first plan of a process, two actives: {(time.process_time() - start) * 1000:.0f} ms")
    people = persons()
    line("exact planner alone, 16 weeks", place_times(people), "p50 10, p99 50")
    plan = []
    for case, products, likely in people:
        start = time.process_time()
        make_plan(case, products, likely, p.safety(), WEEKS)
        plan.append((time.process_time() - start) * 1000)
    line("make_plan, 16 weeks", plan, "p99 150")
    gated = []
    for case, products, likely in people:
        start = time.process_time()
        made = make_plan(case, products, likely, p.safety(), WEEKS)
        check(made.days, made.decision, made.options, case, products, likely, p.safety())
        gated.append((time.process_time() - start) * 1000)
    line("make_plan and check, 16 weeks", gated, "p99 150")
    line("plan again after a check-in, 16 weeks", replan_times(people), "p99 30")
    healthy = []
    for seed in range(25):
        rng = random.Random(1000 + seed)
        case, products, likely = healthy_person(rng)
        healthy.append((case, products, likely))
    usefulness(healthy)
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most (limit 80 MB)")
    beside_cpsat(people)


if __name__ == "__main__":
    main()
