"""Read answers from plain data: what is unknown becomes an issue and counts as not given."""

import difflib
from collections.abc import Iterable, Mapping

from milium.domain.findings import Issue
from milium.domain.identify import Answers
from milium.domain.identify_facts import FLAGS, IdentifyFacts

NOT_SURE = "not_sure"
NONE = "none"
TOLERATED = frozenset({"id", "sex"})
SHORT = 40


def read_answers(data: Mapping[str, object], facts: IdentifyFacts) -> tuple[Answers, list[Issue]]:
    """Read the answers of the interview.

    Args:
        data: Question key -> answer word; `flags` holds a list. null and "not_sure" = not answered.
            `sex` and `id` are ignored.
        facts: The questions and their words.

    Returns:
        The answers in the order of the interview, and an issue for every key or word that is not
        known, with the nearest one that is. Such an answer counts as not given; a flag that cannot
        be read leaves the list of flags incomplete ("not_sure" among them), never empty.
    """
    issues: list[Issue] = []
    for key in data:
        if key not in facts.questions and key not in TOLERATED:
            allowed = facts.questions
            issues.append(Issue(f"answers.{key}", "is not a question we ask.", _nearest(str(key), allowed)))
    given = {}
    for key in facts.questions:
        value = data.get(key)
        if key == FLAGS or value is None or value == NOT_SURE:
            continue
        if isinstance(value, str) and value in facts.answers_of(key):
            given[key] = value
        else:
            issues.append(_unknown(f"answers.{key}", value, facts.answers_of(key)))
    return Answers(given, _flags(data.get(FLAGS), facts, issues)), issues


def _flags(value: object, facts: IdentifyFacts, issues: list[Issue]) -> tuple[str, ...] | None:
    if value is None or value == NOT_SURE:
        return None
    if value == NONE:
        return ()
    if not isinstance(value, list | tuple):
        issues.append(_unknown("answers.flags", value, facts.flags, "Write a list, [] for none. "))
        return None
    allowed = facts.answers_of(FLAGS)
    wrong = [word for word in value if word not in (*allowed, NOT_SURE)]
    issues.extend(_unknown("answers.flags", word, allowed) for word in wrong)
    ticked = tuple(flag for flag in facts.flags if flag in value)
    if NONE in value and ticked:
        issues.append(Issue("answers.flags", f'says "none" and also {", ".join(ticked)}.', "The ticked ones count."))
    if not wrong and NOT_SURE not in value:
        return ticked
    return (*ticked, NOT_SURE) if ticked else None


def _unknown(where: str, value: object, allowed: Iterable[str], hint: str = "") -> Issue:
    said = repr(value)
    said = said if len(said) <= SHORT else said[: SHORT - 3] + "..."
    near = _nearest(value if isinstance(value, str) else "", allowed)
    return Issue(where, f"{said} is not an answer we know; it counts as not given.", hint + near)


def _nearest(word: str, allowed: Iterable[str]) -> str:
    words = list(allowed)
    close = difflib.get_close_matches(word.lower().replace(" ", "_").replace("-", "_"), words, n=1, cutoff=0.5)
    return f"Did you mean {close[0]}?" if close else f"Allowed: {', '.join(words)}."
