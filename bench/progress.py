"""Print false alarms and power of the progress rule beside the plain last-4-against-first-4 rule.

Run: python bench/progress.py (standard library and the packs; seeded; under a minute)

Courses: 16 weeks, one count a week, 20 % of the weeks missing, each bump seen with a probability
drawn anew from Beta(17, 3) at every count, now and then a false bump; bumps go and come at a slow
rate ("stable": as many come as go). Adherence is good. A repeated look counts: what any of the
looks at weeks 8, 12 and 16 said.
"""

import math
import random
from collections.abc import Sequence
from datetime import date, timedelta

from milium.adapters.packfiles import load_knowledge
from milium.domain.progress import Count
from milium.engine.track import judge_progress

WEEKS = 16
MISSING = 0.2
SEEN = (17, 3)
FALSE_BUMPS = 0.1
TURNOVER = 0.03
START = date(2026, 1, 5)
BUMPS = (5, 12, 30)
COURSES = {"stable": 1.0, "halves": 0.5, "to a quarter": 0.25, "x1.6 worse": 1.6}
FEWER = 0.7
FOUR = 4
MOST_FALSE_IMPROVING, MOST_FALSE_NOT_IMPROVING = 0.05, 0.01


def course(rng: random.Random, bumps: int, factor: float) -> list[Count]:
    """Return the counts of one course whose expected number of bumps changes to `factor` times."""
    drift = math.log(factor) / WEEKS
    goes, comes = TURNOVER + max(-drift, 0.0), TURNOVER + max(drift, 0.0)
    there, counts = bumps, []
    for week in range(WEEKS + 1):
        if week:
            gone = sum(rng.random() < 1 - math.exp(-goes) for _ in range(there))
            there += _poisson(rng, comes * there if factor != 1 else comes * bumps) - gone
        sight = rng.betavariate(*SEEN)
        seen = sum(rng.random() < sight for _ in range(there)) + _poisson(rng, FALSE_BUMPS)
        if week == 0 or rng.random() >= MISSING:
            counts.append(Count(START + timedelta(weeks=week), seen, 1.0))
    return counts


def _poisson(rng: random.Random, mean: float) -> int:
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def ours(counts: Sequence[Count]) -> set[str]:
    """Return everything that any of the looks said."""
    end = START + timedelta(weeks=WEEKS)
    looks = judge_progress(counts, load_knowledge().track, end).looks
    return {str(look.decision) for look in looks if look.decision != "unclear"}


def plain(counts: Sequence[Count]) -> str:
    """Return what the plain rule says: the last four counts against the first four."""
    first, last = (sum(c.count for c in part) for part in (counts[:FOUR], counts[-FOUR:]))
    return "improving" if last < FEWER * first else ("worse" if FEWER * last > first else "not_improving")


def shares(bumps: int, factor: float, runs: int, seed: int = 7) -> dict[str, float]:
    """Return how often each rule says each word; "plain improving" and so on for the plain rule."""
    rng = random.Random(f"{seed} {bumps} {factor}")
    told: dict[str, float] = {}
    for _ in range(runs):
        counts = course(rng, bumps, factor)
        for word in [*ours(counts), f"plain {plain(counts)}"]:
            told[word] = told.get(word, 0.0) + 1 / runs
    return told


def main(runs: int = 1000) -> int:
    """Print the table and the limits; 1 when a limit is broken."""
    print(f"{runs} courses a row, seeded. Shares of courses in which a rule ever said the word.")
    print(
        f"{'bumps':>5} {'truth':<13} {'improving':>10} {'worse':>7} {'not impr.':>9}"
        f"   {'plain: impr.':>12} {'not impr.':>9}"
    )
    broken = False
    for bumps in BUMPS:
        for truth, factor in COURSES.items():
            s = shares(bumps, factor, runs)
            row = [
                s.get(w, 0.0) for w in ("improving", "worse", "not_improving", "plain improving", "plain not_improving")
            ]
            print(
                f"{bumps:>5} {truth:<13} {row[0]:>10.3f} {row[1]:>7.3f} {row[2]:>9.3f}   {row[3]:>12.3f} {row[4]:>9.3f}"
            )
            broken |= truth == "stable" and row[0] > MOST_FALSE_IMPROVING
            broken |= truth == "halves" and row[2] > MOST_FALSE_NOT_IMPROVING
    print(f"limits: stable improving <= {MOST_FALSE_IMPROVING}, halves not improving <= {MOST_FALSE_NOT_IMPROVING}")
    print("broken" if broken else "kept")
    return int(broken)


if __name__ == "__main__":
    raise SystemExit(main())
