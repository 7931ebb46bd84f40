"""Steam: never unless asked for, never for those it could harm, never near an active (SR-30 to SR-35)."""

from collections.abc import Iterator

from milium.engine.plan.bars import Bar
from milium.engine.plan.ground import Ground
from milium.engine.plan.inhand import shown_steam
from milium.engine.plan.schedule import Schedule

_FEVER = ("fever", "fever_or_unwell_baby")


def steam_bars(ground: Ground) -> tuple[Bar, ...]:
    """Return what keeps steam away from a person who asked for it; () when nothing does, or nobody asked."""
    if not ground.case.wishes.steam:
        return ()
    return tuple(_bars(ground))


def _bars(ground: Ground) -> Iterator[Bar]:
    s, persons = ground.situation, ground.facts.persons
    if s.age is None or s.minor:
        yield Bar("SR-31", question=None if s.age else "profile.age")
    conditions = s.profile.conditions
    if conditions is None or any(c in persons.no_steam_conditions for c in conditions):
        yield Bar("SR-33", question="profile.conditions" if conditions is None else None)
    if s.skin_now is None or s.skin_now:
        yield Bar("SR-33", question="profile.skin_now")
    if s.pregnancy in {"yes", "unsure"} or "pregnancy" in s.asks:
        yield Bar("SR-33", question="profile.pregnancy")
    if s.flags is None or any(f in _FEVER for f in s.flags):
        yield Bar("SR-33", question="answers.flags")


def steam_days(ground: Ground, schedule: Schedule | None, nights: int) -> frozenset[int]:
    """Return the offsets of the evenings with steam: at most one in any 7 days, a day from every active.

    The last day of the plan holds none, because the day after it is not known yet.
    """
    closed = ground.gates.refer or ground.gates.watch
    if not ground.case.wishes.steam or closed or any(True for _ in _bars(ground)):
        return frozenset()
    limits, today = ground.facts.limits, ground.case.today.toordinal()
    taken = _active_days(ground, schedule)
    spells = [s for s in ground.spells if s.of == "steam"]
    apart = limits.steam_apart_days
    last = max((d for d in shown_steam(ground.case.shown) if d < today), default=None)
    out = []
    for offset in range(nights - apart):
        day = today + offset
        if any(d in taken for d in range(day - apart, day + apart + 1)):
            continue
        if any(s.first <= day <= s.last for s in spells):
            continue
        if last is None or day - last >= limits.week_days:
            out.append(offset)
            last = day
    return frozenset(out)


def _active_days(ground: Ground, schedule: Schedule | None) -> frozenset[int]:
    today = ground.case.today.toordinal()
    done = {*ground.history.evenings, *ground.history.mornings}
    if schedule is None:
        return frozenset(done)
    planned = {today + i for i in range(len(schedule.evenings)) if schedule.product_on(i)}
    return frozenset(done | planned)
