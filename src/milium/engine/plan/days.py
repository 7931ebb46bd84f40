"""The days of a plan with actives: steps in their order, spot tests first, steam only when asked for."""

from datetime import date

from milium.domain.plan import Day, Step
from milium.engine.plan.basecare import BaseCare, base_day, evening_after_actives, evening_before_actives, morning
from milium.engine.plan.controller import is_sore
from milium.engine.plan.eligibility import Candidate
from milium.engine.plan.ground import Ground
from milium.engine.plan.schedule import Schedule
from milium.engine.plan.steam import steam_days

_STEP_OF = {"acid": "exfoliate", "retinoid": "retinoid", "azelaic": "treat"}

_FACTS_OF = {
    "acid": ("step.exfoliate", "order.evening_acid"),
    "retinoid": ("step.retinoid", "order.evening_retinoid"),
    "azelaic": ("mix.azelaic",),
}


def build_days(
    ground: Ground, base: BaseCare, schedule: Schedule | None, nights: int, *, with_steam: bool = True
) -> tuple[Day, ...]:
    """Build every day of the plan.

    Args:
        ground: Person, shelf and past.
        base: The base products.
        schedule: The evenings with actives, or None for a plan without any.
        nights: Length of the plan.
        with_steam: False leaves steam out though it was asked for.
    """
    today = ground.case.today.toordinal()
    tests = spot_test_days(ground, schedule)
    steam = steam_days(ground, schedule, nights) if with_steam else frozenset()
    out = []
    for offset in range(nights):
        day = date.fromordinal(today + offset)
        firm = offset < ground.facts.limits.firm_days
        product = schedule.product_on(offset) if schedule else None
        if schedule is None and offset not in steam:
            out.append(base_day(ground, base, day, firm=firm))
            continue
        pm = [*evening_before_actives(ground, base)]
        if offset in steam:
            pm.append(steam_step(ground))
        pm.extend(active_steps(ground, product) if product else ())
        pm.extend(evening_after_actives(ground, base))
        if schedule is not None and product is None:
            pm.append(Step("rest", reasons=("SR-43", "order.rest_evening")))
        if offset in tests:
            pm.append(spot_test_step(tests[offset]))
        out.append(Day(day, firm, morning(ground, base, day), tuple(pm)))
    return tuple(out)


def active_steps(ground: Ground, c: Candidate) -> tuple[Step, ...]:
    """Return the step of an active: where it goes, how long to wait, and the rules that speak on it."""
    limits, s = ground.facts.limits, ground.situation
    minutes = limits.retinoid_wait_minutes if c.kind == "retinoid" else limits.acid_wait_minutes
    zones = tuple(z for z in ground.facts.persons.sites_for_actives if z in s.sites)
    reasons = [*_FACTS_OF[c.kind], "SR-45", "SR-20", "SR-16", "SR-47"]
    if s.profile.contact_lenses is not False:
        reasons.append("SR-23")
    if s.pregnancy in {"yes", "unsure"}:
        reasons.append("SR-13")
    if s.breastfeeding:
        reasons.append("SR-12")
    if c.sun:
        reasons.append("SR-61")
    return (Step(_STEP_OF[c.kind], c.id, c.product.families, zones, minutes, tuple(reasons)),)


def spot_test_step(ident: str) -> Step:
    """Return the step of a spot test behind the ear (SR-15).

    It has no product: a step with an active is a use of it on the face, whatever the step is
    called (safety rules 0.2). Which product is tested stands in `about`.
    """
    return Step("spot_test", None, zones=("ear",), reasons=("SR-15",), about=ident)


def steam_step(ground: Ground) -> Step:
    """Return the step of steam, with the burn text always at hand (SR-35)."""
    reasons = ("SR-30", "SR-31", "SR-32", "SR-34", "SR-35")
    return Step("steam", minutes=ground.facts.limits.steam_minutes, reasons=reasons)


def first_uses(schedule: Schedule) -> dict[str, int]:
    """Return the offset of the first planned use of every product."""
    out: dict[str, int] = {}
    for offset in range(len(schedule.evenings)):
        product = schedule.product_on(offset)
        if product is not None:
            out.setdefault(product.id, offset)
    return out


def untested(ground: Ground, schedule: Schedule) -> dict[str, int]:
    """Return the products that need a spot test before their first planned use, with its offset."""
    t = schedule.timeline
    found = {}
    for ident, offset in first_uses(schedule).items():
        if ident in ground.history.first_use:
            continue
        limits, day = ground.facts.limits, t.today + offset
        tests = t.tested.get(ident, ())
        if not any(limits.spot_test_to_days <= day - x <= limits.spot_test_from_days for x in tests):
            found[ident] = offset
    return found


def spot_test_days(ground: Ground, schedule: Schedule | None) -> dict[int, str]:
    """Return offset -> product of the evenings of spot tests.

    The three nights begin as early as a test counts for the first use, on skin that nothing is
    wrong with; two products are never tested on the same evenings.
    """
    out: dict[int, str] = {}
    if schedule is None:
        return out
    limits = ground.facts.limits
    for ident, offset in sorted(untested(ground, schedule).items(), key=lambda x: (x[1], x[0])):
        earliest = max(0, offset - limits.spot_test_from_days)
        latest = offset - limits.spot_test_to_days - limits.spot_test_nights + 1
        for first in range(earliest, latest + 1):
            nights = range(first, first + limits.spot_test_nights)
            if not any(n in out or _skin_held(ground, schedule, n) for n in nights):
                out.update(dict.fromkeys(nights, ident))
                break
    return out


def _skin_held(ground: Ground, schedule: Schedule, offset: int) -> bool:
    """Tell whether the skin itself is held on a day, dated or after soreness, so that a test would say nothing."""
    day = schedule.timeline.today + offset
    return is_sore(schedule.evenings[offset].state) or any(
        s.of == "x" and s.first <= day <= s.last for s in ground.spells
    )
