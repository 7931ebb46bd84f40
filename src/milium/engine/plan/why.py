"""Why not tonight: which rules, if any, keep a product off an evening of the plan."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from milium.domain.case import Case
from milium.domain.findings import Hold
from milium.domain.identify import Assessment
from milium.domain.label import Product
from milium.domain.safety import SafetyFacts
from milium.domain.texts import Texts
from milium.engine.plan.bars import Bar, to_holds
from milium.engine.plan.decision import Outcome, referral_bars
from milium.engine.plan.ground import Ground, read_ground
from milium.engine.plan.planner import outcome_of
from milium.engine.plan.schedule import Schedule
from milium.engine.plan.window_dp import FIRST, REST, broken


def why_not(  # noqa: PLR0917  (the order every caller knows)
    case: Case,
    products: Mapping[str, Product],
    assessment: Assessment,
    facts: SafetyFacts,
    weeks: int,
    day: date,
    product: str,
    *,
    texts: Texts | None = None,
) -> tuple[Hold, ...]:
    """Return the rules that keep `product` off the evening of `day`.

    Args:
        case: The case on its date.
        products: Products read and classed, by shelf id.
        assessment: What the bumps may be.
        facts: The facts of the safety rules.
        weeks: Length of the plan.
        day: A day of the plan.
        product: A shelf id.
        texts: As in `make_plan`.

    Returns:
        One hold per rule; () when the plan holds the product on that evening, or when no rule
        forbids it and the plan rests by wish or has it on a better evening.
    """
    ground = read_ground(case, products, assessment, facts)
    outcome = outcome_of(ground, weeks * facts.limits.week_days)
    bars = _bars(ground, outcome, day, product)
    return to_holds((replace(bar, products=(product,)) for bar in bars), facts, texts)


def lowered_by(  # noqa: PLR0917  (the order of `why_not`)
    case: Case,
    products: Mapping[str, Product],
    assessment: Assessment,
    facts: SafetyFacts,
    weeks: int,
    days: Sequence[date],
    product: str,
) -> tuple[str, ...]:
    """Return the ids of the rules that keep a product off some of `days`, the most frequent first.

    The other arguments are those of `why_not`; an evening of its own keeps off nothing.
    """
    ground = read_ground(case, products, assessment, facts)
    outcome = outcome_of(ground, weeks * facts.limits.week_days)
    found = Counter(bar.rule for day in days for bar in _bars(ground, outcome, day, product))
    return tuple(sorted(found, key=lambda rule: (-found[rule], rule)))


def _bars(ground: Ground, outcome: Outcome, day: date, ident: str) -> Iterator[Bar]:
    if ident in ground.actives:
        yield from (*referral_bars(ground), *ground.gates.watch, *ground.gates.base)
    yield from (bar for bar in (*ground.bars, *outcome.left) if ident in bar.products)
    number = next((i for i, c in enumerate(outcome.line) if c.id == ident), None)
    if outcome.schedule is not None and number is not None:
        yield from _evening_bars(outcome.schedule, number, (day - ground.case.today).days)


def _evening_bars(schedule: Schedule, number: int, offset: int) -> Iterator[Bar]:
    symbol, evening = FIRST + number, schedule.evenings[offset]
    if evening.symbol == symbol and evening.shown:
        return
    t = schedule.timeline
    spell = t.held_by(number, t.today + offset)
    if spell is not None:
        until = None if spell.logged else date.fromordinal(min(spell.last + 1, date.max.toordinal()))
        yield Bar(spell.rule, until=until, question=spell.question, text=spell.text)
        return
    reason = evening.caps.reasons[number]
    if evening.caps.uses[number] == 0:
        yield Bar(reason or "SR-45")
        return
    if evening.symbol != REST:
        yield Bar("SR-40")
    yield from (Bar(rule) for rule in _rules_broken(schedule, symbol, offset))


def _rules_broken(schedule: Schedule, symbol: int, offset: int) -> tuple[str, ...]:
    """Return the rules that a use on this evening would break, then or in the six evenings after it."""
    past, evenings = list(schedule.past), schedule.evenings
    symbols = [*past, *(e.symbol for e in evenings)]
    at = len(past) + offset
    found = list(_broken_at(schedule, symbols, at, symbol))
    changed = [*symbols[:at], symbol, *symbols[at + 1 :]]
    week = schedule.timeline.rules.limits.week_days
    for later in range(at + 1, min(at + week, len(symbols))):
        before = _broken_at(schedule, symbols, later, symbols[later])
        after = _broken_at(schedule, changed, later, symbols[later])
        found.extend(rule for rule in after if rule not in before)
    return tuple(dict.fromkeys(found))


def _broken_at(schedule: Schedule, symbols: list[int], at: int, symbol: int) -> tuple[str, ...]:
    offset = at - len(schedule.past)
    bounds, day = schedule.evenings[offset].bounds, schedule.timeline.today + offset
    known = symbol in {FIRST, FIRST + 1}
    return broken(schedule.timeline.window(day, symbols[:at]), symbol, bounds) if known else ()
