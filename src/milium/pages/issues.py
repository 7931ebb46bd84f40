"""What could not be used, in plain words: no key and no word of the contract reaches a person."""

from collections.abc import Mapping, Sequence
from typing import Any

from milium.pages.visit import Visit

PERSON = "person."  # what an audit puts before the places of its person
AGE = "profile.age"
# Where an issue lies -> the page that mends it; the text is `ui.issue.<name>`.
PARTS: Mapping[str, tuple[str, str | None]] = {
    "profile": ("about", "/about/{key}"),
    "answers": ("bumps", "/bump"),
    "bump_sites": ("bumps", "/bump"),
    "shelf": ("shelf", "/shelf"),
    "strength_pct": ("shelf", "/shelf"),
    "log": ("log", None),
}


def plain_issues(visit: Visit, issues: Sequence[Mapping[str, Any]]) -> list[dict[str, str | None]]:
    """Return `says` and `link` of each issue, each sentence once."""
    told: dict[str, dict[str, str | None]] = {}
    for issue in issues:
        row = _plain(visit, str(issue["where"]).removeprefix(PERSON))
        told.setdefault(str(row["says"]), row)
    return list(told.values())


def _plain(visit: Visit, where: str) -> dict[str, str | None]:
    texts = visit.look.texts
    part, _, key = where.partition(".")
    if where == AGE:
        answer = _label(visit, "age", str(visit.me.answers.get("age")))
        return {"says": texts.get("ui.issue.age", answer=answer).says, "link": "/about/age"}
    name, link = PARTS.get(part.split("[")[0], ("other", None))
    known = key in visit.me.profile or part != "profile"
    return {"says": texts.get(f"ui.issue.{name}").says, "link": link.format(key=key) if link and known else None}


def _label(visit: Visit, question: str, word: str) -> str:
    """Return the plain label of an answer."""
    choices = visit.look.knowledge.identify.questions[question].answers
    return next((choice.says for choice in choices if choice.key == word), visit.look.texts.get("ui.not_sure").says)
