"""The exact planner: against every possible plan of short stretches, and its preferences."""

import random
from itertools import product as every

import pytest

from milium.engine.plan.window_dp import (
    FIRST,
    OTHER,
    OTHER_ACID,
    REST,
    SECOND,
    Bounds,
    Night,
    broken,
    legal,
    place,
    weights_for,
    window_of,
)

EARLY = Bounds(caps=(2, 1), load=3, apart=True, acids=(True, False), acid_cap=3)
LATE = Bounds(caps=(3, 2), load=5, apart=False, acids=(True, False), acid_cap=3)
EMPTY = window_of([])


def cost_of(window: int, symbols: tuple[int, ...], nights: list[Night]) -> int | None:
    """Return the uses of a plan, None when it breaks a rule: the slow way."""
    uses = 0
    done: list[int] = []
    past = []
    for _ in range(6):
        window, digit = divmod(window, 5)
        past.append(digit)
    past.reverse()
    for symbol, night in zip(symbols, nights, strict=True):
        if not legal(window_of([*past, *done]), symbol, night.bounds):
            return None
        uses += symbol != REST
        done.append(symbol)
    return uses


@pytest.mark.parametrize("bounds", [EARLY, LATE, EARLY._replace(caps=(3, 0)), LATE._replace(load=3)])
@pytest.mark.parametrize("past", [[], [FIRST], [SECOND, REST], [OTHER_ACID], [FIRST, REST, OTHER, REST, FIRST, REST]])
def test_no_plan_of_nine_evenings_holds_more_uses(bounds: Bounds, past: list[int]) -> None:
    nights = [Night(bounds)] * 9
    window = window_of(past)
    found = place(window, nights, weights_for(9))
    assert found is not None
    costs = [cost_of(window, symbols, nights) for symbols in every((REST, FIRST, SECOND), repeat=9)]
    assert cost_of(window, tuple(found), nights) == max(c for c in costs if c is not None)


def unevenness(window: int, symbols: tuple[int, ...], nights: list[Night]) -> int:
    """Count by how much uses crowd: earlier than an even spread would have them, and long runs more."""
    done = [window // 5**i % 5 for i in reversed(range(6))]
    total = 0
    for symbol, night in zip(symbols, nights, strict=True):
        if symbol != REST:
            six = done[-6:][::-1]
            since = next((i + 1 for i, s in enumerate(six) if s != REST), 7)
            run = next((i for i, s in enumerate(six) if s == REST), 6)
            total += max(0, max(2, 7 // night.bounds.caps[symbol - 1]) - since) + max(0, run - 1)
        done.append(symbol)
    return total


@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_costs_is_kept_to_the_last_tie(seed: int) -> None:
    """Against every plan of seven evenings: missed, changes, wishes, second, uneven, then the earliest uses."""
    rng = random.Random(seed)
    weights = weights_for(7)
    nights, told = [], []
    for _ in range(7):
        bounds = rng.choice([EARLY, LATE, LATE._replace(load=3), EARLY._replace(caps=(1, 1))])
        changes, wishes = [rng.randint(0, 1) for _ in range(3)], [0, rng.randint(0, 3), rng.randint(0, 3)]
        told.append((changes, wishes))
        cost = [weights.change * c + weights.wish * w for c, w in zip(changes, wishes, strict=True)]
        nights.append(Night(bounds, (cost[0], cost[1], cost[2])))
    window = window_of(rng.choices([REST, REST, FIRST, SECOND, OTHER, OTHER_ACID], k=6))

    def rank(symbols: tuple[int, ...]) -> tuple[object, ...]:
        changes = sum(c[s] for (c, _), s in zip(told, symbols, strict=True))
        wishes = sum(w[s] for (_, w), s in zip(told, symbols, strict=True))
        order = [(FIRST, SECOND, REST).index(s) for s in symbols]
        uneven = unevenness(window, symbols, nights)
        return symbols.count(REST), changes, wishes, symbols.count(SECOND), uneven, order

    allowed = [s for s in every((REST, FIRST, SECOND), repeat=7) if cost_of(window, s, nights) is not None]
    assert tuple(place(window, nights, weights) or ()) == min(allowed, key=rank)


def test_two_active_evenings_never_touch_while_they_have_to_be_apart() -> None:
    assert not legal(window_of([FIRST]), SECOND, EARLY)
    assert legal(window_of([FIRST]), SECOND, LATE)


def test_acid_never_follows_acid_at_any_time() -> None:
    for last in (FIRST, OTHER_ACID):
        assert not legal(window_of([last]), FIRST, LATE)
    assert legal(window_of([OTHER]), FIRST, LATE)


def test_three_acid_evenings_in_seven_are_the_most() -> None:
    week = window_of([FIRST, REST, OTHER_ACID, REST, FIRST, REST])
    assert not legal(week, FIRST, LATE._replace(caps=(4, 2)))
    assert legal(window_of([REST, REST, OTHER_ACID, REST, FIRST, REST]), FIRST, LATE._replace(caps=(4, 2)))


def test_the_seventh_evening_back_no_longer_counts() -> None:
    assert not legal(window_of([REST, FIRST, REST, REST, FIRST, REST]), FIRST, EARLY)
    assert legal(window_of([FIRST, REST, REST, FIRST, REST, REST, REST]), FIRST, EARLY)


def test_every_rule_that_forbids_an_evening_is_named() -> None:
    assert broken(window_of([FIRST, REST, FIRST]), FIRST, EARLY) == ("SR-45", "SR-43", "SR-44")
    assert broken(EMPTY, FIRST, EARLY) == ()
    assert broken(window_of([FIRST]), REST, EARLY) == ()


def test_uses_are_spread_evenly_before_they_come_early() -> None:
    nights = [Night(EARLY._replace(caps=(2, 0)))] * 7
    assert place(EMPTY, nights, weights_for(7)) == [FIRST, REST, REST, FIRST, REST, REST, REST]


def test_among_equal_plans_the_earliest_uses_win() -> None:
    nights = [Night(EARLY._replace(caps=(1, 0)))] * 7
    assert place(EMPTY, nights, weights_for(7)) == [FIRST, *[REST] * 6]


def test_the_family_started_first_keeps_its_evenings() -> None:
    nights = [Night(LATE._replace(caps=(1, 1), load=1))] * 7
    assert place(EMPTY, nights, weights_for(7)) == [FIRST, *[REST] * 6]


def test_what_was_shown_stays_where_nothing_is_lost() -> None:
    weights = weights_for(7)
    shown = [3]
    nights = [
        Night(EARLY._replace(caps=(1, 0)), (weights.change, 0, 0) if i in shown else (0, weights.change, 0))
        for i in range(7)
    ]
    assert place(EMPTY, nights, weights) == [REST, REST, REST, FIRST, REST, REST, REST]


def test_a_wish_never_costs_an_application() -> None:
    weights = weights_for(14)
    nights = [Night(EARLY._replace(caps=(1, 0)), (0, weights.wish if i % 7 != 6 else 0, 0)) for i in range(14)]
    found = place(EMPTY, nights, weights)
    assert found is not None
    assert found.count(FIRST) == 2
    assert [i for i, s in enumerate(found) if s == FIRST] == [6, 13]


def test_a_forced_use_stands_and_one_that_cannot_stand_is_said() -> None:
    forced = Night(EARLY._replace(forced=SECOND))
    found = place(EMPTY, [Night(EARLY), forced, Night(EARLY)], weights_for(3))
    assert found == [REST, SECOND, REST]
    assert place(window_of([FIRST]), [forced], weights_for(1)) is None
