"""Why not tonight: which rules, if any, keep a product off an evening of the plan."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from milium.domain.case import Case
from milium.domain.findings import Hold
from milium.domain.identify import Assessment
from milium.domain.label import Product
from milium.domain.safety import SafetyFacts
from milium.domain.texts import Texts
from milium.engine.plan.bars import Bar, to_holds
from milium.engine.plan.basecare import base_day, choose_base
from milium.engine.plan.decision import Outcome, kept_off, referral_bars
from milium.engine.plan.ground import Ground, read_ground
from milium.engine.plan.planner import outcome_of
from milium.engine.plan.schedule import Schedule, closed_today, rule_bounds, stop_of
from milium.engine.plan.steam import steam_days
from milium.engine.plan.wanted import Wanted
from milium.engine.plan.window_dp import FIRST, OTHER, OTHER_ACID, REST, SECOND, broken

HERE, NOT_NEEDED, OFF, SHOWN, BETTER = "here", "not_needed", "off", "shown", "better"


@dataclass(frozen=True, slots=True)
class Why:
    """What the plan says about one product on one evening.

    Attributes:
        holds: One hold per rule that keeps it off; () when no rule does.
        notes: What is no rule: `here` (the plan holds it), `off` (the person wants no active
            then), `shown` (tonight stays as today's plan showed it), `weekday`, `night_shift`,
            `before_event` (a wish speaks against it), `better` (no rule and no wish: the plan has
            it on other evenings), `not_needed` (other products do the steps).
    """

    holds: tuple[Hold, ...]
    notes: tuple[str, ...]


def explain(  # noqa: PLR0917  (the order every caller knows)
    case: Case,
    products: Mapping[str, Product],
    assessment: Assessment,
    facts: SafetyFacts,
    weeks: int,
    day: date,
    product: str,
    *,
    texts: Texts | None = None,
) -> Why:
    """Say which rules, and which wishes, keep `product` off the evening of `day`.

    Args:
        case: The case on its date.
        products: Products read and classed, by shelf id.
        assessment: What the bumps may be.
        facts: The facts of the safety rules.
        weeks: Length of the plan.
        day: A day of the plan.
        product: A shelf id.
        texts: As in `make_plan`.

    Source: every rule of the plan; what has no rule here passes the checker too (a law of the tests).
    """
    ground = read_ground(case, products, assessment, facts)
    outcome = outcome_of(ground, weeks * facts.limits.week_days)
    bars = list(_bars(ground, outcome, day, product))
    holds = to_holds((replace(bar, products=(product,)) for bar in bars), facts, texts)
    return Why(holds, tuple(_notes(ground, outcome, day, product, forbidden=bool(holds))))


def lowered_by(  # noqa: PLR0917  (the order of `explain`)
    case: Case,
    products: Mapping[str, Product],
    assessment: Assessment,
    facts: SafetyFacts,
    weeks: int,
    days: Sequence[date],
    product: str,
) -> tuple[str, ...]:
    """Return the ids of the rules that keep a product off some of `days`, the most frequent first.

    The other arguments are those of `explain`; an evening of its own keeps off nothing.
    """
    ground = read_ground(case, products, assessment, facts)
    outcome = outcome_of(ground, weeks * facts.limits.week_days)
    found = Counter(bar.rule for day in days for bar in _bars(ground, outcome, day, product))
    return tuple(sorted(found, key=lambda rule: (-found[rule], rule)))


def _bars(ground: Ground, outcome: Outcome, day: date, ident: str) -> Iterator[Bar]:
    for bar in (*referral_bars(ground), *ground.gates.watch, *ground.gates.base):
        if ident in (bar.products or kept_off(ground, bar)) or ident in ground.actives:
            yield bar
    yield from (bar for bar in (*ground.bars, *outcome.left) if ident in bar.products)
    number = _number(outcome, ident)
    if outcome.schedule is not None and number is not None:
        yield from _evening_bars(ground, outcome.schedule, number, (day - ground.case.today).days)


def _number(outcome: Outcome, ident: str) -> int | None:
    return next((i for i, c in enumerate(outcome.line) if c.id == ident), None)


def _notes(ground: Ground, outcome: Outcome, day: date, ident: str, *, forbidden: bool) -> Iterator[str]:
    number, schedule = _number(outcome, ident), outcome.schedule
    if number is None or schedule is None:
        steps = base_day(ground, choose_base(ground), day, firm=True).pm
        if any(step.product == ident for step in steps):
            yield HERE
        elif not forbidden:
            yield NOT_NEEDED
        return
    evening, t = schedule.evenings[(day - ground.case.today).days], schedule.timeline
    if evening.symbol == FIRST + number and evening.shown:
        yield HERE
        return
    found = [OFF] if day.toordinal() in t.rest_days else []
    if evening.kept and evening.symbol == REST:
        found.append(SHOWN)
    found.extend(Wanted(ground.case.wishes, {}).unmet(t.line[number], day.toordinal()))
    yield from found or ([] if forbidden else [BETTER])


def _evening_bars(ground: Ground, schedule: Schedule, number: int, offset: int) -> Iterator[Bar]:
    symbol, evening, t = FIRST + number, schedule.evenings[offset], schedule.timeline
    if evening.symbol == symbol and evening.shown:
        return
    spell = t.held_by(number, t.today + offset)
    if spell is not None:
        until = None if spell.logged else date.fromordinal(min(spell.last + 1, date.max.toordinal()))
        yield Bar(spell.rule, until=until, question=spell.question, text=spell.text)
        return
    reason = evening.caps.reasons[number]
    if evening.caps.uses[number] == 0:
        yield Bar(reason or "SR-45")
        return
    rules = [*_beside(schedule, symbol, offset), *_near_steam(ground, schedule, offset)]
    closed = closed_today(t, evening.caps) if offset == 0 else ()
    yield from (Bar(rule) for rule in dict.fromkeys([*rules, *closed, *_forbidden(schedule, symbol, offset)]))


def _beside(schedule: Schedule, symbol: int, offset: int) -> Iterator[str]:
    """Yield the rule that the evening's own active sets: no second one, and nothing twice a day."""
    had = schedule.evenings[offset].symbol
    if had == symbol:
        yield "SR-47"
    elif had != REST:
        yield "SR-40"


def _near_steam(ground: Ground, schedule: Schedule, offset: int) -> Iterator[str]:
    """Yield the rule of steam when the plan has it on this evening, the one before or the one after."""
    apart = ground.facts.limits.steam_apart_days
    if any(abs(d - offset) <= apart for d in steam_days(ground, schedule, len(schedule.evenings))):
        yield "SR-34"


def _forbidden(schedule: Schedule, symbol: int, offset: int) -> Iterator[str]:
    """Yield the rules that a use on this evening would break, then or on a later evening of the plan.

    First what the seven evenings round it say; then the controller goes through all evenings once
    more with the use among them, so that what a use moves (a rung, a wait) is seen too.
    """
    symbols = [e.symbol for e in schedule.evenings]
    if offset == 0 and symbols[0] in {OTHER, OTHER_ACID}:
        return  # tonight is ticked already; `_beside` has said so
    changed = [*symbols[:offset], symbol, *symbols[offset + 1 :]]
    closed = offset == 0 and closed_today(schedule.timeline, schedule.evenings[0].caps)
    week = schedule.timeline.rules.limits.week_days
    for at in range(offset + int(bool(closed)), min(offset + week, len(symbols))):
        before = _broken_at(schedule, symbols, at) if at > offset else ()
        yield from (rule for rule in _broken_at(schedule, changed, at) if rule not in before)
    stop = stop_of(schedule, changed)
    if stop is not None and not (stop.offset == 0 and closed):
        reason = stop.caps.reasons[stop.symbol - FIRST]
        yield from broken(stop.window, stop.symbol, stop.bounds) or (reason or "SR-45",)


def _broken_at(schedule: Schedule, symbols: Sequence[int], at: int) -> tuple[str, ...]:
    """Return the rules that the evening `at` of these breaks, by what the plan's own evenings allow."""
    if symbols[at] not in {FIRST, SECOND}:
        return ()
    t, evening = schedule.timeline, schedule.evenings[at]
    bounds = rule_bounds(t, t.today + at, evening.caps)
    return broken(t.window(t.today + at, [*schedule.past, *symbols[:at]]), symbols[at], bounds)
