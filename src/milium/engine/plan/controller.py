"""The controller: what is allowed on a day, from the day before and what the person told us.

`step` is pure and total and works on small integers; what follows from what stands in the decision
tables of the pack. Rules only tighten; the one row that lets anything rise, with every guard beside
it, is the first of the table `evening`. Missing answers never count as calm, and the same check-in
twice changes nothing (`elapsed` 0). Source: safety rules 0.1, 0.5, SR-40 to 48, 63, 70, 81, 82.
"""

from milium.domain.safety import Limits
from milium.engine.plan.doses import aged_dose, fallen, forgotten_dose, new_dose, rested, used
from milium.engine.plan.hearing import calm_pair, hear, not_sunny, touch
from milium.engine.plan.state import NONE, Caps, DayInput, Dose, Rules, State

_WORD = ("no", "yes")


def start_state(rules: Rules) -> State:
    """Return the state of a person who has used nothing yet."""
    return State(tuple(new_dose(line.ladder, rules.limits) for line in rules.lines))


def step(state: State, today: DayInput, rules: Rules) -> tuple[State, Caps, tuple[str, ...]]:
    """Go one day on.

    Args:
        state: As `step` or `start_state` returned it.
        today: What happened since, and what today's dated rules say.
        rules: Ladders, limits and decision tables.

    Returns:
        The new state, what the evening may hold, and the rules that tightened it, each once, the
        most limiting of every active first.
    """
    poor = not_sunny(state, rules.limits)
    if today.elapsed:
        state = _pass(state, today, rules)
        if today.assumed_age >= 0:
            fresh = today.assumed_age <= state.since_change
            state = state._replace(heard=today.assumed_age, calm=fresh, pair=False)
        for check_in in today.heard:
            state = hear(state, check_in, rules)
    if today.turned or (today.others_sun and poor != not_sunny(state, rules.limits)):
        state = touch(state, 0)
    state = _hold(state, today, rules)
    state, caps = _evening(state, today, rules)
    return state, caps, tuple(dict.fromkeys(rule for mine in caps.rules for rule in mine))


# -- time passes ------------------------------------------------------------------------------


def _pass(state: State, today: DayInput, rules: Rules) -> State:
    """Let a day pass: ages grow, uses count, a gap lowers the rung or ends the course."""
    limits = rules.limits
    doses: list[Dose] = []
    changes: list[int] = []
    for i, (line, dose) in enumerate(zip(rules.lines, state.doses, strict=True)):
        aged = aged_dose(dose, line, limits)
        new, moved = aged, False
        if today.used[i]:
            new, moved = used(aged, dose, today.week[i], limits)
        elif dose.started:
            new = rested(aged, line, rules)
            moved = new is not aged
        if moved:
            changes.append(new.since_change)
        doses.append(new)
    any_use = today.other_used or any(today.used)
    since_any = 1 if any_use else min(state.since_any + 1, limits.course_gap_days + 1)
    course = _course(state.course, rules.clock_days, any_use=any_use)
    long_course = _course(state.long_course, limits.course_at_most_days, any_use=any_use)
    if since_any >= limits.course_gap_days:
        course = NONE
        doses = [forgotten_dose(line, dose, limits) for line, dose in zip(rules.lines, doses, strict=True)]
    if since_any > limits.course_gap_days and long_course < limits.course_at_most_days:
        long_course = NONE  # a course that has run its full time does not begin again within a plan
    state = state._replace(
        doses=tuple(doses),
        course=course,
        long_course=long_course,
        since_any=since_any,
        since_change=min(state.since_change + 1, rules.settled_days),
        heard=NONE if state.heard == NONE else min(state.heard + 1, limits.calm_pair_latest_days + 1),
        sore_since=NONE if state.sore_since == NONE else min(state.sore_since + 1, limits.slow_repeat_apart_days),
    )
    return touch(state, min(changes)) if changes else state


def _course(days: int, most: int, *, any_use: bool) -> int:
    """Return the days since the first use of a course one day later."""
    if days == NONE:
        return 1 if any_use else NONE
    return min(days + 1, most)


# -- holds, and what is allowed tonight --------------------------------------------------------


def _hold(state: State, today: DayInput, rules: Rules) -> State:
    """Mark what is held today and what comes back: both stop the clock of its rung."""
    doses, moved = [], False
    poor = not_sunny(state, rules.limits)
    for i, (line, dose) in enumerate(zip(rules.lines, state.doses, strict=True)):
        new = dose
        if today.restart[i] and dose.started:
            new, moved = fallen(dose, line.ladder.start, rules.limits)._replace(lived=False), True
        off = held_by(state, dose, rules, dated=today.off[i], poor_sunscreen=poor and line.sun) != ()
        if new.was_off != off:
            # What comes back has to be used as often as before again, before its rung counts as lasting.
            new = new._replace(was_off=off, lived=False, since_change=0)
            moved = moved or state.course >= 0
        doses.append(new)
    if doses == list(state.doses):
        return state
    state = state._replace(doses=tuple(doses))
    return touch(state, 0) if moved else state


def held_by(state: State, dose: Dose, rules: Rules, *, dated: bool, poor_sunscreen: bool) -> tuple[str, ...]:
    """Return the rules that keep an active off today, () when none does."""
    sore = state.needs_zero or dose.waits or dose.off_days > 0
    answer = rules.tables.hold(_WORD[dated], _WORD[sore], _WORD[poor_sunscreen])
    return answer.rules if answer.then[0] == "off" else ()


def is_sore(state: State) -> bool:
    """Tell whether a sore check-in still keeps actives off (SR-46)."""
    return state.needs_zero or any(dose.waits or dose.off_days > 0 for dose in state.doses)


def course_week(state: State, limits: Limits) -> int:
    """Return the course week of today, 1 before the first use (safety rules 0.1); it stops where no rule counts on."""
    return max(state.course, 0) // limits.week_days + 1


def _apart(state: State, limits: Limits) -> bool:
    """Tell whether tonight may not follow an active evening: the week of that evening counts (SR-43)."""
    return max(state.course - 1, 0) // limits.week_days + 1 <= limits.no_neighbours_until_week


def _evening(state: State, today: DayInput, rules: Rules) -> tuple[State, Caps]:
    """Ask the table what every active may do tonight; at most one of them is given one use more."""
    limits, week = rules.limits, course_week(state, rules.limits)
    poor = not_sunny(state, limits)
    uses, told, doses, given = [], [], [], False
    for i, (line, dose) in enumerate(zip(rules.lines, state.doses, strict=True)):
        held = held_by(state, dose, rules, dated=today.off[i], poor_sunscreen=poor and line.sun)
        top = line.ladder.top_in(week)
        answers = _answers(state, today, rules, i, top=top, held=bool(held), given=given)
        allow, why = rules.tables.evening.yes_no(*answers)
        rises = allow[0] == "one_more" and dose.rung < top
        given = given or rises
        uses.append(0 if allow[0] == "none" else min(dose.rung + rises, top))
        told.append(held if held and not answers[0] else why)
        doses.append(dose if dose.rising == rises else dose._replace(rising=rises))
    caps = Caps(
        tuple(uses),
        limits.load_cap(week, slow=rules.slow),
        _apart(state, limits),
        tuple([dose.started for dose in doses]),
        tuple(told),
    )
    return state._replace(doses=tuple(doses)), caps


def _answers(
    state: State, today: DayInput, rules: Rules, number: int, *, top: int, held: bool, given: bool
) -> tuple[bool, ...]:
    """Return the answers to the questions of the table `evening`, in its order."""
    limits, line, dose = rules.limits, rules.lines[number], state.doses[number]
    starts = [d.since_start for i, d in enumerate(state.doses) if i != number and d.started]
    crowded = bool(starts) and today.crowded
    if today.others_since >= 0:
        starts.append(today.others_since)
    wait = limits.second_active_days_slow if rules.slow else limits.second_active_days
    return (
        not today.improving and (today.ended or state.long_course >= limits.course_at_most_days),
        held,
        dose.started,
        today.ready[number],
        bool(starts),
        crowded,
        min(starts, default=wait) >= wait,
        state.since_change >= limits.second_active_rung_stable_days,
        calm_pair(state, limits),
        state.more_bumps >= limits.more_bumps_in_a_row,
        dose.lived,
        dose.since_change >= line.days_at(dose.rung),
        state.since_change >= line.pause_days(),
        dose.started and dose.since[0] < limits.reentry_one_lower_days,
        dose.rung >= top,
        given,
    )
