"""Make a plan: person and shelf in, dated days with reasons out. Pure and deterministic."""

from collections.abc import Mapping

from milium.domain.case import Case
from milium.domain.findings import Hold
from milium.domain.identify import Assessment
from milium.domain.label import Product
from milium.domain.plan import Day, Plan
from milium.domain.safety import SafetyFacts
from milium.domain.texts import Texts
from milium.engine.plan.bars import most_urgent, to_holds
from milium.engine.plan.basecare import choose_base
from milium.engine.plan.choice import choose_line
from milium.engine.plan.days import build_days
from milium.engine.plan.decision import Outcome, all_bars, decide, options, overdue, referral_bars
from milium.engine.plan.ground import Ground, read_ground
from milium.engine.plan.inhand import shown_actives
from milium.engine.plan.leftovers import leftover_bars
from milium.engine.plan.schedule import make_schedule
from milium.engine.plan.timeline import read_timeline
from milium.engine.plan.use_by import use_by_holds
from milium.engine.plan.wanted import Wanted


def make_plan(
    case: Case,
    products: Mapping[str, Product],
    assessment: Assessment,
    facts: SafetyFacts,
    weeks: int,
    *,
    texts: Texts | None = None,
) -> Plan:
    """Make the plan of a case: two firm weeks and a projection.

    Args:
        case: The case on its date; its log holds nothing dated later.
        products: Every product of the shelf, read and classed, by shelf id. Products that are no
            longer on the shelf may be among them: they explain old ticks and are never placed.
        assessment: What the bumps may be, with every red flag and its first date.
        facts: The facts of the safety rules.
        weeks: Length in weeks, 1 or more.
        texts: Words of the holds that have their own; the words of the rules stand in without it.

    Returns:
        The plan. It holds base care on every day; where nothing speaks against it, evenings with
        one active. The gate (the checker) is care's.

    Raises:
        KnowledgeMissing: A rule that holds something has no words.

    Source: safety rules, section 0 and SR-01 to SR-87.
    """
    ground = read_ground(case, products, assessment, facts)
    nights = weeks * facts.limits.week_days
    return _plan(ground, outcome_of(ground, nights), nights, texts)


def base_plan(
    case: Case,
    products: Mapping[str, Product],
    assessment: Assessment,
    facts: SafetyFacts,
    weeks: int,
    *,
    texts: Texts | None = None,
) -> Plan:
    """Make the base week of a case, repeated: cleanse, moisturise, sunscreen, and no active.

    It breaks no rule for anybody; care shows it when a plan does not pass the checker. The
    arguments are those of `make_plan`.
    """
    ground = read_ground(case, products, assessment, facts)
    outcome = Outcome(decide(ground, places_actives=False), (), (), None)
    nights = weeks * facts.limits.week_days
    base = choose_base(ground)
    days = build_days(ground, base, None, nights, with_steam=False)
    return _finish(ground, outcome, days, texts)


def outcome_of(ground: Ground, nights: int) -> Outcome:
    """Return the decision and the evenings of a plan of `nights` evenings."""
    wanted = Wanted(ground.case.wishes, shown_actives(ground.case.shown))
    closed = ground.gates.refer or ground.gates.base or overdue(ground)
    line, left = choose_line(ground, wanted) if ground.candidates and not closed else ((), ())
    if ground.gates.watch or not line:
        return Outcome(decide(ground, places_actives=False), line, left, None)
    schedule = make_schedule(read_timeline(ground, line, nights), wanted)
    found = decide(ground, places_actives=schedule.uses() > 0)
    return Outcome(found, line, left, schedule)


def _plan(ground: Ground, outcome: Outcome, nights: int, texts: Texts | None) -> Plan:
    base = choose_base(ground)
    schedule = outcome.schedule if outcome.decision == "regimen" else None
    return _finish(ground, outcome, build_days(ground, base, schedule, nights), texts)


def _finish(ground: Ground, outcome: Outcome, days: tuple[Day, ...], texts: Texts | None) -> Plan:
    bars = all_bars(ground, outcome)
    if texts is not None:  # what no rule holds has words in the texts only
        bars = (*bars, *leftover_bars(ground, days, bars))
    holds = to_holds(bars, ground.facts, texts)
    if texts is not None:
        holds = (*holds, *use_by_holds(tuple(ground.products.values()), ground.case.today, days, texts))
    return Plan(
        decision=outcome.decision,
        options=options(ground, outcome),
        holds=holds,
        days=days,
        facts=_facts(days, holds),
        urgency=most_urgent(referral_bars(ground)),
    )


def _facts(days: tuple[Day, ...], holds: tuple[Hold, ...]) -> tuple[str, ...]:
    steps = (step for day in days for step in (*day.am, *day.pm))
    found = {reason for step in steps for reason in step.reasons} | {f for hold in holds for f in hold.facts}
    return tuple(sorted(found | {"SR-85"}))
