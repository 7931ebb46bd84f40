"""`milium identify` for people."""

from collections.abc import Iterator, Mapping
from typing import Any

from milium.cli.words import Words, wrapped

SHOWN = 3


def bump(answer: Mapping[str, Any], _about: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Yield what the bumps may be, who should look, why, and what would help to know."""
    yield from held(answer)
    names = [words.say(f"looks.{c['condition']}") for c in answer["candidates"][:SHOWN]]
    if answer["red_flags"]:
        yield from _flags(answer, words)
    elif answer["sure"] and names:
        yield from wrapped(_looks(answer, words, names[0]))
        names = names[1:]
    else:
        yield words.say("cannot_tell.title")
    if names and not answer["red_flags"]:
        yield words.here("could_also" if answer["sure"] else "could_be")
        for name in names:
            yield from wrapped(name, "  - ")
    yield ""
    triage = answer["triage"].replace("-", "_").replace(" ", "_")
    yield from wrapped(f"{words.here('soon')} {words.here(f'triage_{triage}')}")
    if answer.get("next_question"):
        question = words.say(f"ui.ask.{answer['next_question']}.title")
        yield from wrapped(words.here("next_question", question=question))


def held(answer: Mapping[str, Any]) -> Iterator[str]:
    """Yield the holds of an answer that stopped because part of the knowledge is missing."""
    for hold in answer.get("holds", ()):
        yield from wrapped(f"{hold['says']} {hold['next_step']}")


def _looks(answer: Mapping[str, Any], words: Words, name: str) -> str:
    first = str(answer["candidates"][0]["condition"])
    if first == "milia_neonatal":
        return words.say("newborn.these_look")
    if first.startswith("milia"):
        return f"{words.say('likely.these_look')} {words.say('likely.what')}"
    return f"{words.say('other.look_like')} {name}"


def _flags(answer: Mapping[str, Any], words: Words) -> Iterator[str]:
    yield words.say("ui.see.title" if answer["triage"] != "emergency" else "ui.now.title")
    for flag in answer["red_flags"]:
        yield from wrapped(f"{words.say('ui.see.why')}: {words.say('why.' + flag['id'])} ({flag['id']})", "  - ")
    yield from wrapped(words.say("now.call" if answer["triage"] == "emergency" else "see.may_be"))
