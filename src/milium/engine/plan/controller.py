"""The controller: what is allowed on a day, from the day before and what the person told us.

`step` is pure and total and works on small integers. Rules only tighten; stepping up happens in
`_step_up` alone, with every guard listed. Missing answers never count as calm, and the same
check-in twice changes nothing (`elapsed` 0). Source: safety rules 0.1, 0.5, SR-40 to 48, 63, 70,
81, 82.
"""

from milium.domain.safety import Limits
from milium.engine.plan.state import NONE, Caps, CheckIn, DayInput, Dose, Line, Rules, Seen, State

_RED, _RAW = 2, 3  # the check-in's scale: 1 dry, 2 red or flaky, 3 raw


def start_state(rules: Rules) -> State:
    """Return the state of a person who has used nothing yet."""
    return State(tuple(Dose(line.ladder.start) for line in rules.lines))


def step(state: State, today: DayInput, rules: Rules) -> tuple[State, Caps, tuple[str, ...]]:
    """Go one day on.

    Args:
        state: As `step` or `start_state` returned it.
        today: What happened since, and what today's dated rules say.
        rules: Ladders and limits.

    Returns:
        The new state, what the evening may hold, and the rules that tightened it, each once.
    """
    poor = _no_sun(state, rules.limits)
    if today.elapsed:
        state = _pass(state, today, rules)
        if today.assumed_age >= 0:
            state = state._replace(latest=Seen(today.assumed_age, calm=True))
        for check_in in today.heard:
            state = _hear(state, check_in, rules)
    if today.turned or (today.others_sun and poor != _no_sun(state, rules.limits)):
        state = state._replace(since_change=0)
    state, barred = _hold(state, today, rules)
    state = _step_up(state, rules)
    caps = _caps(state, today, rules, barred)
    return state, caps, tuple(dict.fromkeys(r for r in caps.reasons if r))


# -- time passes ------------------------------------------------------------------------------


def _pass(state: State, today: DayInput, rules: Rules) -> State:
    """Let the days pass: ages grow, uses count, a gap lowers the rung or ends the course."""
    days, limits = today.elapsed, rules.limits
    changed = False
    doses = []
    for i, (line, dose) in enumerate(zip(rules.lines, state.doses, strict=True)):
        if today.used[i]:
            new, moved = _use(_aged(dose, days), dose, today.week[i], days, limits)
        else:
            new, moved = _rest(line, _aged(dose, days), dose, today.peak[i], limits)
        doses.append(new)
        changed = changed or moved
    any_use = today.other_used or any(today.used)
    since_any = days if any_use else state.since_any + days
    course, long_course = state.course, state.long_course
    course = course + days if course >= 0 else (days if any_use else NONE)
    long_course = long_course + days if long_course >= 0 else (days if any_use else NONE)
    if since_any >= limits.course_gap_days:
        course = NONE
        doses = [_forget(line, dose) for line, dose in zip(rules.lines, doses, strict=True)]
    if since_any > limits.course_gap_days and long_course < limits.course_at_most_days:
        long_course = NONE  # a course that has run its full time does not begin again within a plan
    return State(
        tuple(doses),
        course,
        long_course,
        since_any,
        _changed(state, doses, days) if changed else state.since_change + days,
        state.latest and state.latest._replace(age=state.latest.age + days),
        state.before and state.before._replace(age=state.before.age + days),
        state.score,
        state.sore_since + days if state.sore_since >= 0 else NONE,
        state.needs_zero,
        state.spf_poor,
        state.more_bumps,
    )


def _changed(state: State, doses: list[Dose], days: int) -> int:
    """Return the days since the youngest change of any rung."""
    return min([state.since_change + days, *(d.since_change for d in doses if d.since_start >= 0)])


def _aged(dose: Dose, days: int) -> Dose:
    """Return the dose some days older."""
    started = dose.since_start >= 0
    return dose._replace(
        off_days=max(0, dose.off_days - days),
        since_change=dose.since_change + days,
        since_start=dose.since_start + days if started else NONE,
        since_use=dose.since_use + days if started else 0,
    )


def _rest(line: Line, aged: Dose, before: Dose, peak: int, limits: Limits) -> tuple[Dose, bool]:
    """Return the dose after an evening without it, and whether its rung fell (SR-45).

    It falls by one after a gap of 14 days, to the start after 28, and to what was done when that
    was less for weeks.
    """
    if before.since_start < 0:
        return aged, False
    start = line.ladder.start
    rung = min(before.rung, max(start, peak))
    if before.since_use < limits.reentry_start_days <= aged.since_use:
        rung = min(start, before.rung)
    elif before.since_use < limits.reentry_one_lower_days <= aged.since_use:
        rung = min(rung, max(start, before.rung - 1))
    if rung == before.rung:
        return aged, False
    return aged._replace(rung=rung, high=min(before.high, rung), since_change=0), True


def _use(aged: Dose, before: Dose, count: int, days: int, limits: Limits) -> tuple[Dose, bool]:
    """Return the dose after a use on the evening before, and whether it is a new start or a rung up."""
    first = before.since_start < 0
    rung = before.rung + 1 if before.rising and count > before.rung else before.rung
    back = before.since_use >= limits.reentry_one_lower_days
    # After a gap the rung has to be lived again before it counts as lasting, the start rung too.
    high = max(0 if back else before.high, min(count, rung))
    moved = first or back or high > before.high
    return aged._replace(
        rung=rung,
        high=high,
        since_start=days if first else aged.since_start,
        since_use=days,
        since_change=days if moved else aged.since_change,
    ), moved


def _forget(line: Line, dose: Dose) -> Dose:
    """Return the dose after the end of a course: everything starts anew."""
    return Dose(line.ladder.start, off_days=dose.off_days, waits=dose.waits, was_off=dose.was_off)


# -- a check-in -------------------------------------------------------------------------------


def is_calm(check: CheckIn, limits: Limits) -> bool:
    """Tell whether a check-in is calm (0.5): every key is there and none speaks against it."""
    mild = 0 <= check.irritation <= limits.calm_irritation
    return mild and check.spf_ok == 1 and check.adherence_good == 1 and check.flagged == 0


def _hear(state: State, check: CheckIn, rules: Rules) -> State:
    """Take in a check-in: holds, steps back, runs of answers (SR-46, 63, 70, 82)."""
    state = state._replace(
        latest=Seen(0, is_calm(check, rules.limits)),
        before=state.latest,
        spf_poor=_run(state.spf_poor, check.spf_ok, bad=0, longest=rules.limits.spf_poor_in_a_row),
        more_bumps=_run(state.more_bumps, check.more_bumps, bad=1, longest=rules.limits.more_bumps_in_a_row),
    )
    if check.irritation == NONE:
        return state
    sore_since = max(state.sore_since, 0) if check.irritation >= rules.limits.slow_repeat_irritation else NONE
    state = state._replace(sore_since=sore_since)
    if check.irritation <= rules.limits.calm_irritation:
        state = state._replace(doses=tuple(d._replace(waits=False) for d in state.doses))
    if check.irritation == 0:
        state = state._replace(needs_zero=False)
    score = _score(state, check.irritation, rules)
    return _step_back(state._replace(score=score), score, rules)


def _run(length: int, answer: int, *, bad: int, longest: int) -> int:
    """Return the length of a run of bad answers; a missing answer neither ends nor adds to it."""
    if answer == NONE:
        return length
    return min(length + 1, longest) if answer == bad else 0


def _score(state: State, irritation: int, rules: Rules) -> int:
    """Return the irritation as it counts: slow persons twice 1 as 2, anybody twice 2 as 3."""
    limits, score = rules.limits, irritation
    if rules.slow and state.sore_since >= limits.slow_repeat_apart_days:
        score = max(score, _RED)
    return _RAW if score == _RED and state.score == _RED else score


def _step_back(state: State, score: int, rules: Rules) -> State:
    """Lower the rungs after a sore check-in: one below, or the start (SR-46)."""
    if score < _RED:
        return state
    limits, doses, moved = rules.limits, [], False
    for line, dose in zip(rules.lines, state.doses, strict=True):
        start = line.ladder.start
        at_start = dose.since_start < 0 or dose.rung <= start
        if score == _RAW:
            new = dose._replace(rung=start, high=0, off_days=max(dose.off_days, limits.irritation_3_off_days))
        elif at_start:
            off_days = max(dose.off_days, limits.irritation_2_start_rung_off_days)
            new = dose._replace(rung=min(dose.rung, start), high=0, waits=True, off_days=off_days)
        else:
            new = dose._replace(rung=dose.rung - 1, off_days=max(dose.off_days, limits.irritation_2_off_days))
        changed = new.rung != dose.rung
        doses.append(new._replace(high=min(dose.high, new.rung), since_change=0) if changed else new)
        moved = moved or changed
    return state._replace(
        doses=tuple(doses),
        needs_zero=state.needs_zero or score == _RAW,
        since_change=0 if moved else state.since_change,
    )


# -- holds, the one step up, and what is allowed -----------------------------------------------


def _hold(state: State, today: DayInput, rules: Rules) -> tuple[State, tuple[str, ...]]:
    """Mark what is held today and what comes back; return the rule that holds each active, or ""."""
    barred, doses, moved = [], [], False
    for line, dose, off, restart in zip(rules.lines, state.doses, today.off, today.restart, strict=True):
        rule = _held_by(state, line, dose, off=off, rules=rules)
        new = dose
        if restart and dose.since_start >= 0:
            new, moved = _restart(new, line.ladder.start), True
        if new.was_off != bool(rule):
            # What comes back has to be used as often as before again, before its rung counts as lasting.
            new = new._replace(was_off=bool(rule), high=0, since_change=0)
            moved = moved or state.course >= 0
        barred.append(rule)
        doses.append(new)
    if doses == list(state.doses):
        return state, tuple(barred)
    return state._replace(doses=tuple(doses), since_change=0 if moved else state.since_change), tuple(barred)


def _restart(dose: Dose, start: int) -> Dose:
    return dose._replace(rung=start, high=0, since_change=0)


def _held_by(state: State, line: Line, dose: Dose, *, off: bool, rules: Rules) -> str:
    if off:
        return "dated"
    if state.needs_zero or _is_sore(dose):
        return "SR-46"
    if line.sun and _no_sun(state, rules.limits):
        return "SR-63"
    return ""


def is_sore(state: State) -> bool:
    """Tell whether a sore check-in still keeps actives off (SR-46)."""
    return state.needs_zero or any(_is_sore(dose) for dose in state.doses)


def _is_sore(dose: Dose) -> bool:
    return dose.waits or dose.off_days > 0


def _no_sun(state: State, limits: Limits) -> bool:
    """Tell whether sunscreen was poor too often running for what needs it (SR-63)."""
    return state.spf_poor >= limits.spf_poor_in_a_row


def course_week(state: State, limits: Limits) -> int:
    """Return the course week of today, 1 before the first use (safety rules 0.1)."""
    return max(state.course, 0) // limits.week_days + 1


def _apart(state: State, limits: Limits) -> bool:
    """Tell whether tonight may not follow an active evening: the week of that evening counts (SR-43)."""
    return course_week(state._replace(course=state.course - 1), limits) <= limits.no_neighbours_until_week


def calm_pair(state: State, limits: Limits) -> bool:
    """Tell whether the two latest check-ins are a calm pair since anything changed (0.5)."""
    latest, before = state.latest, state.before
    if latest is None or before is None or not (latest.calm and before.calm):
        return False
    apart = before.age - latest.age >= limits.calm_pair_apart_days
    return apart and latest.age <= limits.calm_pair_latest_days and before.age <= state.since_change


def _step_up(state: State, rules: Rules) -> State:
    """Give leave for one use more to at most one active: the only place where anything rises.

    Every guard is here (SR-42, 45, 82): two calm check-ins since anything changed, no news of more
    bumps, the rung has lasted, nothing changed or was held lately, it is in use and not held.
    """
    limits = rules.limits
    calm = state.more_bumps < limits.more_bumps_in_a_row and calm_pair(state, limits)
    week = course_week(state, limits)
    doses, given = [], False
    for line, dose in zip(rules.lines, state.doses, strict=True):
        rises = (
            calm
            and not given
            and dose.since_start >= 0
            and not dose.was_off
            and dose.high >= dose.rung
            and dose.rung < line.ladder.top_in(week)
            and dose.since_change >= line.days_at(dose.rung)
            and state.since_change >= max(line.ladder.rung_days, line.half_pace_days)
            and dose.since_use < limits.reentry_one_lower_days
        )
        given = given or rises
        doses.append(dose if dose.rising == rises else dose._replace(rising=rises))
    return state._replace(doses=tuple(doses))


def _caps(state: State, today: DayInput, rules: Rules, barred: tuple[str, ...]) -> Caps:
    limits, week = rules.limits, course_week(state, rules.limits)
    uses, reasons = [], []
    ended = not today.improving and (today.ended or state.long_course >= limits.course_at_most_days)
    for i, (line, dose) in enumerate(zip(rules.lines, state.doses, strict=True)):
        if ended or barred[i]:
            cap, reason = 0, "SR-81" if ended else barred[i]
        elif dose.since_start < 0:
            reason = _not_yet(state, today, rules, i)
            cap = 0 if reason else dose.rung
        else:
            cap, reason = min(dose.rung + dose.rising, line.ladder.top_in(week)), "SR-45"
        uses.append(cap)
        reasons.append(reason)
    return Caps(
        tuple(uses),
        limits.load_cap(week, slow=rules.slow),
        _apart(state, limits),
        tuple(d.since_start >= 0 for d in state.doses),
        tuple(reasons),
    )


def _not_yet(state: State, today: DayInput, rules: Rules, number: int) -> str:
    """Return the rule that keeps an active from its first use today, or "" (SR-15, SR-42)."""
    limits = rules.limits
    if not today.ready[number]:
        return "SR-15"
    starts = [d.since_start for i, d in enumerate(state.doses) if i != number and d.since_start >= 0]
    if starts and today.crowded:
        return "SR-42"
    if today.others_since >= 0:
        starts.append(today.others_since)
    if not starts:
        return ""
    wait = limits.second_active_days_slow if rules.slow else limits.second_active_days
    stable = state.since_change >= limits.second_active_rung_stable_days
    waited = min(starts) >= wait and stable and calm_pair(state, limits)
    return "" if waited and state.more_bumps < limits.more_bumps_in_a_row else "SR-42"
