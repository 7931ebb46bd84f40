"""Identify bumps from answers: likely, possible or cannot tell, and how soon someone should look."""

from collections.abc import Mapping

from milium.care.answers import finish, knowledge_hold
from milium.care.assess import context_of
from milium.care.desk import Desk
from milium.domain.identify import Identification
from milium.engine.identify import identify
from milium.errors import KnowledgeMissing


def identified(desk: Desk, data: Mapping[str, object]) -> dict[str, object]:
    """Answer for `{id?, answers: {...}}` or a whole case."""
    ident = data.get("id") if isinstance(data, Mapping) else None
    try:
        reading = desk.read(data)
        context = context_of(reading.case, reading.case.today, desk.knowledge.safety.persons)
        found = identify(reading.case.answers, desk.knowledge.identify, context)
    except KnowledgeMissing as error:
        return not_identified(desk, error, ident)
    answer = identification_data(found)
    return finish(answer, desk.knowledge, facts=found.facts, issues=reading.issues, ident=ident)


def not_identified(desk: Desk, error: KnowledgeMissing, ident: object) -> dict[str, object]:
    """Return the answer while the knowledge that it needs is broken: nothing is named, and it says so."""
    hold, issue = knowledge_hold(desk.knowledge, error)
    answer: dict[str, object] = {
        "candidates": [],
        "sure": False,
        "red_flags": [],
        "triage": "pharmacist",
        "next_question": None,
        "holds": [hold.as_data()],
    }
    return finish(answer, desk.knowledge, facts=hold.facts, issues=[issue], ident=ident)


def identification_data(found: Identification) -> dict[str, object]:
    """Return the contract's keys of an identification."""
    return {
        "candidates": [{"condition": name, "probability": round(p, 6)} for name, p in found.candidates],
        "sure": found.sure,
        "red_flags": [{"id": f.id, "urgency": f.urgency} for f in found.red_flags],
        "triage": found.triage,
        "next_question": found.next_question,
    }
