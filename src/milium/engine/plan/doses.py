"""One active on its ladder: how its rung rises, lasts and falls with the evenings that were done (SR-45, SR-46)."""

from milium.domain.safety import Ladder, Limits
from milium.engine.plan.decisions import Answer
from milium.engine.plan.state import Dose, Line, Rules

_GAP = ("under_14_days", "days_14_to_27", "from_28_days")


def new_dose(ladder: Ladder, limits: Limits) -> Dose:
    """Return an active that was never used: its start rung, and no evening of any number remembered."""
    return Dose(ladder.start, since=(limits.reentry_start_days,) * ladder.highest())


def aged_dose(dose: Dose, line: Line, limits: Limits) -> Dose:
    """Return the dose a day older; where no rule can tell a count from a higher one it stops."""
    off_days = max(0, dose.off_days - 1)
    if not dose.started:
        return dose if off_days == dose.off_days else dose._replace(off_days=off_days)
    return dose._replace(
        off_days=off_days,
        since=tuple([min(days + 1, limits.reentry_start_days) for days in dose.since]),
        since_change=min(dose.since_change + 1, line.days_at(dose.rung)),
        since_start=min(dose.since_start + 1, limits.second_active_days_slow),
    )


def used(aged: Dose, before: Dose, count: int, limits: Limits) -> tuple[Dose, bool]:
    """Return the dose after a use on the evening before, and whether that changed it (SR-45).

    Args:
        aged: The dose a day older.
        before: The dose of the day before.
        count: Uses in the 7 evenings that end with that evening.
        limits: The numbers of the rules.
    """
    rises = before.rising and count > before.rung
    rung = before.rung + 1 if rises else before.rung
    # After a gap the rung has to be lived again before it counts as lasting, the start rung too.
    back = before.started and before.since[0] >= limits.reentry_one_lower_days
    lived = count >= rung or (before.lived and not rises and not back)
    moved = not before.started or back or rises or (lived and not before.lived)
    new = aged._replace(
        rung=rung,
        lived=lived,
        since=_counted(aged.since, min(count, rung), rung, limits.reentry_start_days),
        since_start=aged.since_start if before.started else 1,
        since_change=1 if moved else aged.since_change,
    )
    return new, moved


def _counted(since: tuple[int, ...], count: int, rung: int, forgotten: int) -> tuple[int, ...]:
    """Return the days since the last evening of 1, 2, ... in 7 after one that made `count`; no more than the rung."""
    return tuple(1 if n <= count else (days if n <= rung else forgotten) for n, days in enumerate(since, 1))


def rested(aged: Dose, line: Line, rules: Rules) -> Dose:
    """Return the dose after an evening without it (SR-45).

    Its rung falls after a gap, as the table `gap` says, and to what was really done for weeks.
    """
    limits, start = rules.limits, line.ladder.start
    rung = aged.rung
    while rung > start and aged.since[rung - 1] >= limits.reentry_start_days:
        rung -= 1
    if aged.since[0] in {limits.reentry_one_lower_days, limits.reentry_start_days}:
        rung = min(rung, _fall(aged.rung, start, rules.tables.gap(_gap(aged, limits)).then[0]))
    return aged if rung == aged.rung else fallen(aged, rung, limits)


def _gap(dose: Dose, limits: Limits) -> str:
    return _GAP[(dose.since[0] >= limits.reentry_one_lower_days) + (dose.since[0] >= limits.reentry_start_days)]


def _fall(rung: int, start: int, word: str) -> int:
    """Return the rung after "keep", "lower" or "start"; never below the start rung, never higher."""
    if word == "keep":
        return rung
    return min(rung, start if word == "start" else max(start, rung - 1))


def fallen(dose: Dose, rung: int, limits: Limits) -> Dose:
    """Return the dose on a lower rung."""
    since = _counted(dose.since, 0, rung, limits.reentry_start_days)
    return dose._replace(rung=rung, since=since, since_change=0)


def forgotten_dose(line: Line, dose: Dose, limits: Limits) -> Dose:
    """Return the dose after the end of a course: everything starts anew."""
    new = new_dose(line.ladder, limits)
    return new._replace(off_days=dose.off_days, waits=dose.waits, was_off=dose.was_off)


def stepped_back(dose: Dose, start: int, answer: Answer, limits: Limits) -> Dose:
    """Return the dose after a counted score: the answer of the table `soreness` (SR-46)."""
    word, rest, waits, _ = answer.then
    lengths = {
        "none": 0,
        "short": limits.irritation_2_off_days,
        "first": limits.irritation_2_start_rung_off_days,
        "long": limits.irritation_3_off_days,
    }
    new = dose._replace(
        off_days=max(dose.off_days, lengths[rest]),
        waits=waits == "begin" or (dose.waits and waits != "end"),
        lived=dose.lived and word != "start",
    )
    rung = _fall(dose.rung, start, word)
    return new if rung == dose.rung else fallen(new, rung, limits)
