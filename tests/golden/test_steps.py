"""Day by day: what the planner's controller allows and how far the checker lets somebody climb, over random months.

Each walk follows its own caps most of the time, with weeks that are sore, poor, unheard or off, and gaps. A line gives
the rungs every fourth day and a checksum of every day. A change that is meant is written with `--update-golden`.
"""

import random
from collections.abc import Callable, Iterator
from zlib import crc32

import people as p
from milium.domain.safety import Ladder
from milium.engine.check.climb import Climb, ClimbDay, Climber, Pacing, second_faults
from milium.engine.check.diary import CheckIn as Told
from milium.engine.check.ears import Ears, a_day_later, hear
from milium.engine.plan.controller import is_sore, start_state, step
from milium.engine.plan.state import Caps, CheckIn, DayInput, Line, Rules, State, read_rules
from milium.engine.plan.window_dp import Bounds, Night, broken, legal, place, weights_for

FACTS = p.safety()
LIMITS = FACTS.limits
LADDERS = sorted(FACTS.ladders)
WALKS, DAYS = 60, 210
Golden = Callable[[str, str], None]


def test_what_the_controller_allows_over_random_months(golden: Golden) -> None:
    golden("steps/controller.txt", "".join(_controller(n) for n in range(WALKS)))


def test_how_far_the_checker_lets_somebody_climb(golden: Golden) -> None:
    golden("steps/climb.txt", "".join(_climb(n) for n in range(WALKS)))


def test_where_evenings_are_placed_under_random_bounds(golden: Golden) -> None:
    golden("steps/placed.txt", "".join(_placed(n) for n in range(WALKS)))


# -- the controller ---------------------------------------------------------------------------


def _controller(number: int) -> str:
    rng = random.Random(number)
    slow = number % 3 == 0
    names = rng.sample(LADDERS, 1 + number % 2)
    lines = [Line(FACTS.ladders[name][slow], rng.choice([0, 0, 28]), sun=rng.random() < 0.7) for name in names]
    rules = read_rules(lines, FACTS, slow=slow)
    marks, told = [], []
    for day, (state, caps, why) in enumerate(_walked(rules, rng)):
        told.append((state, caps, why, is_sore(state)))
        marks += ["".join(map(str, caps.uses))] if day % 4 == 0 else []
    return f"{number} {' '.join(names)}{' slow' if slow else ''}: {' '.join(marks)} {crc32(repr(told).encode()):08x}\n"


def _walked(rules: Rules, rng: random.Random) -> Iterator[tuple[State, Caps, tuple[str, ...]]]:
    """Use what is allowed, most of the time, from a random day on."""
    state, many = start_state(rules), len(rules.lines)
    done: list[tuple[bool, ...]] = [(False,) * many] * 7
    every, rough, gap = rng.choice([2, 3, 4, 7]), rng.choice([0.01, 0.05]), 0
    for day in range(DAYS):
        today = _day_input(rng, done, day, many, rough)
        state, caps, why = step(state, today, rules)
        yield state, caps, why
        gap = rng.choice([7, 13, 14, 15, 27, 28, 29]) if rng.random() < rough / 2 else gap - 1
        counts = [sum(d[i] for d in done[-6:]) for i in range(many)]
        uses = [gap <= 0 and counts[i] < caps.uses[i] and (day + i) % every < 2 for i in range(many)]
        first = next((i for i in rng.sample(range(many), many) if uses[i]), None)
        done.append(tuple(i == first or rng.random() < rough / 20 for i in range(many)))


def _day_input(rng: random.Random, done: list[tuple[bool, ...]], day: int, many: int, rough: float) -> DayInput:
    heard = tuple(_check_in(rng, rough) for _ in range(2 if rng.random() < rough else 1)) if day % 7 == 3 else ()
    late = day > DAYS * 2 // 3
    return DayInput(
        used=done[-1],
        week=tuple(sum(d[i] for d in done[-7:]) for i in range(many)),
        other_used=rng.random() < rough / 10,
        off=tuple(rng.random() < rough / 4 for _ in range(many)),
        restart=tuple(rng.random() < rough / 10 for _ in range(many)),
        ready=tuple(day > 3 + 9 * i for i in range(many)),
        others_since=rng.choice([-1] * 30 + [10, 55, 56, 90]),
        others_sun=rng.random() < rough,
        crowded=rng.random() < rough,
        heard=() if late or rng.random() < 0.1 else heard,
        assumed_age=day % 7 if late else -1,
        elapsed=int(day > 0),
        turned=rng.random() < rough / 5,
        ended=day > DAYS - 5,
        improving=rng.random() < rough,
    )


def _check_in(rng: random.Random, rough: float) -> CheckIn:
    if rng.random() > 5 * rough:
        return CheckIn(0, 1, 1, 0, 0)
    answers = ([0, 1, 1, 2, 2, 3, -1], [1, 1, 0, -1], [1, 1, 0, -1], [0, 1, 1, -1], [0] * 8 + [1, -1])
    return CheckIn(*(rng.choice(a) for a in answers))


# -- the climb --------------------------------------------------------------------------------


def _climb(number: int) -> str:
    rng = random.Random(number)
    slow, name = number % 3 == 0, LADDERS[number % len(LADDERS)]
    ladder: Ladder = FACTS.ladders[name][slow]
    climber = Climber(Pacing(ladder, rng.choice([None, None, 28])), LIMITS)
    climb, ears, marks, told = climber.start(), Ears(), [], []
    every, rough, gap = rng.choice([2, 3, 4, 7]), rng.choice([0.01, 0.05]), rng.randint(0, 9)
    pace = rng.choice([0, 0, 0, 2, 4])
    for day in range(DAYS):
        today, ears, full = _climb_day(rng, climb, ears, day, slow=slow, rough=rough)
        gap = rng.choice([7, 13, 14, 15, 27, 28, 29]) if rng.random() < rough / 2 else gap - 1
        used = gap <= 0 and not climb.held and not full and day % every < 2
        before, today = climb, today._replace(used=used or rng.random() < rough, pace=pace if day < 40 else 0)
        climb = climber.live(climb, ears, today)
        calm = rng.random() < 0.5
        faults = second_faults(day // 2, climb.changed, calm=calm, limits=LIMITS, slow=slow)
        told.append(
            (climb, ears, climb.held, climber.count(climb, today), climber.changed_today(before, climb), faults)
        )
        marks += [str(climb.rung)] if day % 4 == 0 else []
    return f"{number} {name}{' slow' if slow else ''}: {''.join(marks)} {crc32(repr(told).encode()):08x}\n"


def _climb_day(
    rng: random.Random, climb: Climb, ears: Ears, day: int, *, slow: bool, rough: float
) -> tuple[ClimbDay, Ears, bool]:
    """A day of a person, what was heard until then, and whether the rung has room for one use more."""
    ears, heard, score, late = a_day_later(ears, LIMITS), None, None, day > DAYS * 2 // 3
    if day % 7 == 3 and rng.random() < 0.9:
        check = _told(rng, day, rough)
        ears, heard = hear(ears, check, LIMITS, slow=slow)
        score = check.irritation
    full = climb.uses.bit_count() >= climb.rung + int(climb.ready > 0)
    keys = {key: rng.random() < rough / n for key, n in (("off", 4), ("reset", 10), ("frozen", 3))}
    return ClimbDay(heard=heard, score=score, week=day // 7 + 1, assumed=late and day % 7 == 3, **keys), ears, full


def _told(rng: random.Random, day: int, rough: float) -> Told:
    one = _check_in(rng, rough)
    words = {1: "ok", 0: "poor", -1: None}
    good = {1: "good", 0: "poor", -1: None}[one.adherence_good]
    score = None if one.irritation < 0 else one.irritation
    flags = ("pregnant",) if one.flagged == 1 else ()
    return Told(day, score, words[one.spf_ok], good, "same", (), flags, one.flagged >= 0)


# -- the evenings -----------------------------------------------------------------------------


def _placed(number: int) -> str:
    """Place two weeks under bounds that change now and then, and say which rules forbid what after them."""
    rng = random.Random(number)
    prices, bounds, nights = weights_for(14), _bounds(rng), []
    for _ in range(14):
        bounds = _bounds(rng) if rng.random() < 0.15 else bounds
        wish, change = rng.choice([0, 0, prices.wish]), rng.choice([0, 0, 0, prices.change])
        nights.append(Night(bounds, (0, wish, change)))
    window = rng.randrange(5**6) if number % 2 else 0
    found = place(window, nights, prices)
    told = [(w, s, legal(w, s, b), broken(w, s, b)) for w, s, b in _asked(rng)]
    signs = "-" if found is None else "".join(map(str, found))
    return f"{number} {window}: {signs} {crc32(repr(told).encode()):08x}\n"


def _bounds(rng: random.Random) -> Bounds:
    caps, acids = (rng.randint(0, 4), rng.randint(0, 4)), (rng.random() < 0.5, rng.random() < 0.5)
    forced = rng.choice([None] * 40 + [1, 2])
    full = forced is not None and rng.random() < 0.5
    return Bounds(caps, rng.randint(1, 5), rng.random() < 0.4, acids, rng.choice([2, 3]), forced, full)


def _asked(rng: random.Random) -> Iterator[tuple[int, int, Bounds]]:
    for _ in range(20):
        yield rng.randrange(5**6), rng.choice([0, 1, 2]), _bounds(rng)
