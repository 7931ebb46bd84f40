"""What a check-in does to the controller's state: calm pairs, soreness, runs of answers (0.5, SR-46, 63, 70, 82)."""

from milium.domain.safety import Limits
from milium.engine.plan.doses import stepped_back
from milium.engine.plan.state import NONE, CheckIn, Rules, State

_IRRITATION = ("calm", "mild", "red", "raw")
_WORD = ("no", "yes")


def is_calm(check: CheckIn, limits: Limits) -> bool:
    """Tell whether a check-in is calm (0.5): every key is there and none speaks against it."""
    mild = 0 <= check.irritation <= limits.calm_irritation
    return mild and check.spf_ok == 1 and check.adherence_good == 1 and check.flagged == 0


def calm_pair(state: State, limits: Limits) -> bool:
    """Tell whether the two latest check-ins are a calm pair since anything changed (0.5)."""
    return state.pair and state.heard <= limits.calm_pair_latest_days


def not_sunny(state: State, limits: Limits) -> bool:
    """Tell whether sunscreen was poor too often running for what needs it (SR-63)."""
    return state.spf_poor >= limits.spf_poor_in_a_row


def touch(state: State, days: int) -> State:
    """Note that something changed `days` ago (0 or 1): check-ins from before that are no pair any more."""
    fresh = state.calm and 0 <= state.heard <= days
    return state._replace(since_change=days, calm=fresh, pair=False)


def hear(state: State, check: CheckIn, rules: Rules) -> State:
    """Take in one check-in of today."""
    limits = rules.limits
    calm = is_calm(check, limits)
    state = state._replace(
        heard=0,
        calm=calm,
        pair=calm and state.calm and state.heard >= limits.calm_pair_apart_days,
        spf_poor=_run(state.spf_poor, check.spf_ok, bad=0, longest=limits.spf_poor_in_a_row),
        more_bumps=_run(state.more_bumps, check.more_bumps, bad=1, longest=limits.more_bumps_in_a_row),
    )
    return _feel(state, check.irritation, rules)


def _run(length: int, answer: int, *, bad: int, longest: int) -> int:
    """Return the length of a run of bad answers; a missing answer neither ends nor adds to it."""
    if answer == NONE:
        return length
    return min(length + 1, longest) if answer == bad else 0


def _feel(state: State, irritation: int, rules: Rules) -> State:
    """Count the irritation, and let every active rest or step back as the tables say (SR-46, SR-70)."""
    limits = rules.limits
    if irritation != NONE:
        again = irritation >= limits.slow_repeat_irritation
        state = state._replace(sore_since=max(state.sore_since, 0) if again else NONE)
    run = rules.slow and state.sore_since >= limits.slow_repeat_apart_days
    said = "missing" if irritation == NONE else _IRRITATION[min(irritation, len(_IRRITATION) - 1)]
    counts = rules.tables.score(said, _WORD[state.sore], _WORD[run]).then[0]
    doses, moved, needs_zero = [], False, state.needs_zero
    for line, dose in zip(rules.lines, state.doses, strict=True):
        at_start = not dose.started or dose.rung <= line.ladder.start
        answer = rules.tables.soreness(counts, _WORD[at_start])
        new, zero = stepped_back(dose, line.ladder.start, answer, limits), answer.then[-1]
        needs_zero = zero == "begin" or (needs_zero and zero != "end")
        moved = moved or new.rung != dose.rung
        doses.append(new)
    sore = state.sore if counts == "unknown" else counts in {"red", "raw"}
    state = state._replace(doses=tuple(doses), sore=sore, needs_zero=needs_zero)
    return touch(state, 0) if moved else state
