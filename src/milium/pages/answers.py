"""Answers: the questions people bring, each on a page of its own, with who says so and how well it is known."""

from collections.abc import Iterable, Mapping
from itertools import count, takewhile
from typing import Any

from milium.domain.findings import Fact
from milium.pages.messages import Reply
from milium.pages.visit import Visit

# Question -> what one can do now, as (text of the button, path); the order is that of the list.
NEXT: Mapping[str, tuple[tuple[str, str], ...]] = {
    "which": (("ui.first.bump", "/bump"),),
    "fast": (("ui.out.title", "/out"), ("ui.first.bump", "/bump")),
    "self": (("ui.tonight.picked", "/picked"),),
    "creams": (("ui.first.product", "/product"), ("ui.answers.which", "/which")),
    "eye": (("ui.answers.eye_cream", "/product/eye"), ("ui.out.title", "/out")),
    "long": (("ui.first.bump", "/bump"),),
    "back": (("ui.answers.which", "/which"),),
    "cost": (("ui.out.title", "/out"),),
    "mark": (("ui.out.title", "/out"),),
    "bad": (("ui.first.bump", "/bump"),),
    "baby": (("ui.first.baby", "/baby"),),
    "purge": (("ui.first.bump", "/bump"),),
    "together": (("ui.answers.plan", "/plan"),),
    "mother": (("ui.first.product", "/product"),),
    "who": (("ui.out.title", "/out"),),
    "kitchen": (("ui.first.product", "/product"),),
    "cover": (("ui.first.product", "/product"),),
}
WEAKEST_FIRST = ("J", "D", "C", "B", "A")


def answers(visit: Visit) -> Reply:
    """Show every question, or the answer to one."""
    if not visit.rest:
        return visit.page("answers.html", questions=tuple(NEXT), back="/")
    if visit.rest not in NEXT:
        return visit.go("/answers")
    keys = sentences(visit, visit.rest)
    stands = stands_on(visit, keys)
    return visit.page(
        "answer_one.html",
        key=visit.rest,
        keys=keys,
        stands=stands,
        sure=weakest(row["fact"] for row in stands),
        following=NEXT[visit.rest],
        back="/answers",
    )


def sentences(visit: Visit, question: str) -> list[str]:
    """Return the keys of the sentences of an answer, in order."""
    return list(takewhile(lambda key: key in visit.look.texts, (f"answers.{question}.a{n}" for n in count(1))))


def stands_on(visit: Visit, keys: Iterable[str]) -> list[dict[str, Any]]:
    """Return `{fact, titles}` of everything the sentences stand on, each once, in the order they come up."""
    ids = dict.fromkeys(fact for key in keys for fact in visit.look.texts.get(key).facts)
    known, sources = visit.look.facts, visit.look.knowledge.sources
    rows = [known[id_] for id_ in ids if id_ in known]
    return [{"fact": fact, "titles": [sources[s].title for s in fact.sources if s in sources]} for fact in rows]


def weakest(facts: Iterable[Fact]) -> str | None:
    """Return the weakest grade among facts ("C/J" counts as J), or None when there are none."""
    grades = {grade for fact in facts for grade in fact.certainty.split("/")}
    return next((grade for grade in WEAKEST_FIRST if grade in grades), None)
