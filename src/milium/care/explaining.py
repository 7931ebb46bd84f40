"""Explain an identification: which single answers would raise the level, and what looks alike."""

from collections.abc import Mapping

from milium.care.answers import finish
from milium.care.assess import context_of
from milium.care.desk import Desk
from milium.care.identifying import identification_data, not_identified
from milium.domain.identify_facts import IdentifyFacts
from milium.engine.identify import Change, Split, identify, lookalikes, split, what_would_change
from milium.errors import KnowledgeMissing

MUST_ASK = "must ask"  # a weight of the pack's pairs: one side is dangerous
RARE = "medium"  # ... and: few people have the other side at all


def explained(desk: Desk, data: Mapping[str, object]) -> dict[str, object]:
    """Answer for `{id?, answers: {...}}` or a whole case: the identification, `changes` and `lookalikes`."""
    ident = data.get("id") if isinstance(data, Mapping) else None
    try:
        reading = desk.read(data)
        case, facts = reading.case, desk.knowledge.identify
        context = context_of(case, case.today, desk.knowledge.safety.persons)
        found = identify(case.answers, facts, context)
        changes = what_would_change(case.answers, facts, context)
    except KnowledgeMissing as error:
        return {**not_identified(desk, error, ident), "changes": [], "lookalikes": []}
    splits = splits_of(found.candidates, facts)
    answer = {
        **identification_data(found),
        "changes": [_change_data(change, facts) for change in changes],
        "lookalikes": [_split_data(one) for one in splits],
    }
    stands = (*found.facts, *(id_ for change in changes for id_ in change.facts), *(one.pair.id for one in splits))
    return finish(answer, desk.knowledge, facts=stands, issues=reading.issues, ident=ident)


def splits_of(candidates: tuple[tuple[str, float], ...], facts: IdentifyFacts) -> list[Split]:
    """Return the look-alikes of the likeliest condition, the likelier first; rare ones (weight "medium") last."""
    first, share = candidates[0][0], dict(candidates)
    found = [one for pair in lookalikes(first, facts) if (one := split(pair, first, facts))]
    return sorted(found, key=lambda one: (one.pair.weight == RARE, -share.get(one.answers[1][0], 0.0)))


def _change_data(change: Change, facts: IdentifyFacts) -> dict[str, object]:
    rules = [facts.red_flag(flag) for flag in change.facts]
    return {
        "question": change.question,
        "answer": change.answer,
        "triage": change.triage,
        "same_day": change.triage == "urgent" and any(rule is not None and rule.same_day for rule in rules),
        "facts": list(change.facts),
    }


def _split_data(one: Split) -> dict[str, object]:
    return {
        "pair": one.pair.id,
        "must_ask": one.pair.weight == MUST_ASK,
        "question": one.question,
        "answers": [{"condition": name, "answer": word} for name, word in one.answers],
    }
