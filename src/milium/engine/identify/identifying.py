"""Say what the bumps may be, how soon someone should look, and what to ask next."""

from milium.domain.identify import Answers, Context, Identification, RedFlag, Triage
from milium.domain.identify_facts import IdentifyFacts
from milium.engine.identify.asking import next_question
from milium.engine.identify.beliefs import bounded, floors_held, posterior, ranked
from milium.engine.identify.care_levels import (
    RANK,
    contradictions,
    doubted,
    highest,
    level_by_beliefs,
    red_flags,
)
from milium.engine.identify.open_questions import raising
from milium.engine.identify.patterns import View
from milium.engine.identify.persons import Seen, see

NOT_SURE = ("RF20", "identify.sure")
ALWAYS = ("identify.likelihoods",)
OPEN = "identify.open-question"
NO_CONTEXT = Context()


def identify(answers: Answers, facts: IdentifyFacts, context: Context = NO_CONTEXT) -> Identification:
    """Identify the bumps from the answers given so far.

    Pure and total: any answers that `read_answers` gives have a result. Missing answers are no
    evidence. Red flags may only raise the care level, and while an open question could still raise
    it, it is at least that of a pharmacist. Answer and profile that disagree about the age: the
    profile's candidates, the most careful level of both.

    Args:
        answers: Answers so far.
        facts: The pack.
        context: What the profile adds.

    Returns:
        Every profiled condition with its probability (sum exactly 1), the red flags, the level,
        the next question. An infection (RF3, RF4) stands first with the pack's share and is never "sure".
    """
    seen = see(answers, facts, context)
    view = seen.views[0]
    beliefs = posterior(view, seen.own, facts)
    shown = bounded(beliefs, view, facts)
    views = (*seen.views, *doubted(seen.views, facts))
    flags = red_flags(views, facts)
    closed, triage, holding = _triage(seen, views, flags, facts)
    first = _put_first(flags, facts)
    candidates = ranked(shown, first, facts)
    doubtful = not seen.agree or any(contradictions(one, facts) for one in seen.views)
    sure = first is None and not doubtful and candidates[0][1] >= facts.weighing.sure
    held_open = RANK[closed] < RANK[triage]
    return Identification(
        candidates=candidates,
        sure=sure,
        red_flags=flags,
        triage=triage,
        next_question=next_question(view, beliefs, triage, facts, holding=holding),
        facts=_facts(candidates, flags, seen, facts, sure=sure, held_open=held_open),
    )


def triage_of(answers: Answers, facts: IdentifyFacts, context: Context = NO_CONTEXT) -> Triage:
    """Return only the care level of `identify`, for trying many answers."""
    seen = see(answers, facts, context)
    views = (*seen.views, *doubted(seen.views, facts))
    return _triage(seen, views, red_flags(views, facts), facts)[1]


def _triage(
    seen: Seen, views: tuple[View, ...], flags: tuple[RedFlag, ...], facts: IdentifyFacts
) -> tuple[Triage, Triage, frozenset[str]]:
    """Return the level by what was said, the level that holds, and the open questions that hold it up."""
    level = highest(flag.urgency for flag in flags)
    for view in views:
        level = highest((level, level_by_beliefs(view, facts, level)))
    if RANK[level] >= RANK[facts.while_open]:
        return level, level, frozenset()
    holding = raising(seen.views, facts)
    ticked = any(flag in facts.read_flags for view in seen.views for flag in view.flags)
    return level, facts.while_open if holding or ticked else level, holding


def _put_first(flags: tuple[RedFlag, ...], facts: IdentifyFacts) -> str | None:
    fired = {flag.id for flag in flags}
    return next((c.id for c in facts.conditions.values() if not fired.isdisjoint(c.first_when)), None)


def _facts(
    candidates: tuple[tuple[str, float], ...],
    flags: tuple[RedFlag, ...],
    seen: Seen,
    facts: IdentifyFacts,
    *,
    sure: bool,
    held_open: bool,
) -> tuple[str, ...]:
    """Return the ids of what the answer stands on, most telling first."""
    view = seen.views[0]
    near = [name for i, (name, share) in enumerate(candidates) if i == 0 or share >= facts.weighing.possible]
    ids = [
        *(flag.id for flag in flags),
        *(f"condition.{name}" for name in near),
        *(() if sure else NOT_SURE),
        *contradictions(view, facts),
        *((OPEN,) if held_open else ()),
        *floors_held(view, facts),
        *ALWAYS,
    ]
    return tuple(dict.fromkeys(ids))
