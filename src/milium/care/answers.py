"""What every answer carries: facts, the pack it stands on, issues; and the hold of broken knowledge."""

from collections.abc import Iterable

from milium.domain.findings import Hold, Issue
from milium.errors import KnowledgeMissing
from milium.knowledge import Knowledge

# Last words when even the texts of the pack are gone: they advise nothing.
_NO_TEXT = "A part of milium could not be read, so we say nothing that would stand on it."
_NO_TEXT_NEXT = "Install milium again, or run milium packs check."


def finish(
    answer: dict[str, object],
    knowledge: Knowledge,
    *,
    facts: Iterable[str],
    issues: Iterable[Issue] = (),
    ident: object = None,
) -> dict[str, object]:
    """Add to an answer what every answer carries.

    Args:
        answer: The answer's own keys.
        knowledge: The pack it stands on.
        facts: Ids of facts, in any order.
        issues: Problems of the input.
        ident: The input's own id, echoed when there is one.
    """
    head = {} if ident is None else {"id": ident}
    return {
        **head,
        **answer,
        "facts": sorted(set(facts)),
        "pack": knowledge.pack(),
        "issues": [issue.as_data() for issue in issues],
    }


def texted_hold(knowledge: Knowledge, reason: str, key: str, question: str | None = None) -> Hold:
    """Return a hold with the pack's words `key`.says and `key`.next_step."""
    try:
        says, following = knowledge.texts.get(f"{key}.says"), knowledge.texts.get(f"{key}.next_step")
    except KnowledgeMissing:
        return Hold(reason, _NO_TEXT, _NO_TEXT_NEXT, question=question)
    return Hold(reason, says.says, following.says, facts=says.facts, question=question)


def knowledge_hold(knowledge: Knowledge, error: KnowledgeMissing) -> tuple[Hold, Issue]:
    """Return the hold and the issue of a part of the knowledge that is broken."""
    issue = Issue(error.where, error.problem, error.fix)
    return texted_hold(knowledge, "knowledge", "knowledge", question=error.where), issue
