"""Identify bumps from answers: likely, possible or cannot tell, and how soon someone should look."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from milium.care.answers import finish, knowledge_hold
from milium.care.assess import context_of
from milium.domain.identify import Identification
from milium.engine.identify import identify
from milium.errors import KnowledgeMissing

if TYPE_CHECKING:
    from milium.care.service import Care


def identified(care: "Care", data: Mapping[str, object]) -> dict[str, object]:
    """Answer for `{id?, answers: {...}}` or a whole case."""
    ident = data.get("id") if isinstance(data, Mapping) else None
    try:
        reading = care.read(data)
        context = context_of(reading.case, reading.case.today, care.knowledge.safety.persons)
        found = identify(reading.case.answers, care.knowledge.identify, context)
    except KnowledgeMissing as error:
        return _not_identified(care, error, ident)
    answer = identification_data(found)
    return finish(answer, care.knowledge, facts=found.facts, issues=reading.issues, ident=ident)


def _not_identified(care: "Care", error: KnowledgeMissing, ident: object) -> dict[str, object]:
    hold, issue = knowledge_hold(care.knowledge, error)
    answer: dict[str, object] = {
        "candidates": [],
        "sure": False,
        "red_flags": [],
        "triage": "pharmacist",
        "next_question": None,
        "holds": [hold.as_data()],
    }
    return finish(answer, care.knowledge, facts=hold.facts, issues=[issue], ident=ident)


def identification_data(found: Identification) -> dict[str, object]:
    """Return the contract's keys of an identification."""
    return {
        "candidates": [{"condition": name, "probability": round(p, 6)} for name, p in found.candidates],
        "sure": found.sure,
        "red_flags": [{"id": f.id, "urgency": f.urgency} for f in found.red_flags],
        "triage": found.triage,
        "next_question": found.next_question,
    }
