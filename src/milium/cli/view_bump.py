"""`milium identify` for people."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from milium.cli.words import Words, wrapped
from milium.errors import KnowledgeMissing

if TYPE_CHECKING:
    from milium.domain.identify_facts import IdentifyFacts

SHOWN = 4


def bump(answer: Mapping[str, Any], _about: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Yield what the bumps may be, who should look, why, and what would help to know."""
    yield from held(answer)
    try:
        facts = words.knowledge.identify
    except KnowledgeMissing:  # then the answer is a hold, told above
        return
    level = facts.levels[answer["triage"]]
    soon = f"{level.says} {level.same_day if _same_day(answer, facts) else level.how_soon}"
    if answer["red_flags"]:
        yield from wrapped(soon)
        yield from _flags(answer, facts)
    else:
        yield from _candidates(answer, facts, words)
        yield ""
        yield from wrapped(soon)
    question = facts.questions.get(str(answer["next_question"]))
    if question:
        yield from wrapped(words.here("next_question", question=question.ask))
        yield from wrapped(f"answers.{question.key}: {', '.join(question.words)}", "  ", "    ")
    if "changes" in answer:
        yield from _explained(answer, facts, words)


def _explained(answer: Mapping[str, Any], facts: "IdentifyFacts", words: Words) -> Iterator[str]:
    """Yield what would change our mind, and the one question that splits each look-alike."""
    yield ""
    if not answer["changes"]:
        yield from wrapped(words.say("mind.none"))
    else:
        yield words.say("ui.mind.title", count=len(answer["changes"]))
    for row in answer["changes"]:
        level = "same_day" if row["same_day"] else row["triage"].replace(" ", "_")
        said = words.say(f"ui.mind.{row['question']}.{row['answer']}")
        yield from wrapped(f"{said} {words.say(f'mind.{level}')}. [{', '.join(row['facts'][:SHOWN])}]", "  - ")
    if answer["lookalikes"]:
        yield ""
        yield words.say("ui.mind.splits")
    for one in answer["lookalikes"]:
        told = [(facts.conditions[row["condition"]].name, row["answer"]) for row in one["answers"]]
        asked = f"ui.ask.{one['question']}"
        sides = "; ".join(f"{name}: {words.say(f'{asked}.{word}')}" for name, word in told)
        yield from wrapped(f"{words.say(f'{asked}.title')} {sides} [{one['pair']}]", "  - ")


def held(answer: Mapping[str, Any]) -> Iterator[str]:
    """Yield the holds of an answer that stopped because part of the knowledge is missing."""
    for hold in answer.get("holds", ()):
        yield from wrapped(f"{hold['says']} {hold['next_step']}")


def _candidates(answer: Mapping[str, Any], facts: "IdentifyFacts", words: Words) -> Iterator[str]:
    rows = [c for c in answer["candidates"] if c["probability"] >= facts.weighing.possible][:SHOWN]
    rows = rows or answer["candidates"][:1]
    if answer["sure"]:
        condition = facts.conditions[rows.pop(0)["condition"]]
        milia = condition.id.startswith("milia")
        yield words.say("likely.these_look" if milia else "other.look_like")
        yield from wrapped(f"{condition.name}. {condition.looks} {condition.course}")
    else:
        yield words.say("cannot_tell.title")
    if rows:
        yield words.here("could_also" if answer["sure"] else "could_be")
    for row in rows:
        condition = facts.conditions[row["condition"]]
        yield from wrapped(f"{condition.name}. {condition.looks}", "  - ")


def _flags(answer: Mapping[str, Any], facts: "IdentifyFacts") -> Iterator[str]:
    for flag in answer["red_flags"]:
        rule = facts.red_flag(flag["id"])
        if rule:
            yield from wrapped(f"{rule.tell} {rule.next_step} [{rule.id}]", "  - ")


def _same_day(answer: Mapping[str, Any], facts: "IdentifyFacts") -> bool:
    rules = [facts.red_flag(flag["id"]) for flag in answer["red_flags"] if flag["urgency"] == answer["triage"]]
    return bool(facts.levels[answer["triage"]].same_day) and any(rule and rule.same_day for rule in rules)
