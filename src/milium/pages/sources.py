"""Who says so: every rule and fact with its grade and sources, to be searched, and one fact a page."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from milium.domain.findings import Fact, Source
from milium.domain.texts import PLACEHOLDER
from milium.pages.messages import Reply
from milium.pages.visit import Visit

RULES = ("SR-", "RF")
MOST_SIGNS, MOST_SENTENCES = 80, 12


def sources(visit: Visit) -> Reply:
    """Show all facts, or those in which every word of the search stands."""
    asked = visit.request.one("q")[:MOST_SIGNS] if visit.is_post else ""
    known = visit.look.knowledge.sources
    found = [fact for fact in visit.look.facts.values() if matches(fact, known, asked.split())]
    rules = [fact for fact in found if fact.id.startswith(RULES)]
    others = [fact for fact in found if not fact.id.startswith(RULES)]
    return visit.page(
        "sources.html",
        asked=asked,
        most=MOST_SIGNS,
        count=len(found),
        rules=sorted(rules, key=_by_number),
        facts=others,
        sources=known,
        back="/sources" if asked else None,
    )


def matches(fact: Fact, sources: Mapping[str, Source], words: Iterable[str]) -> bool:
    """Tell whether every word stands in the id, the sentence or a source's title, whatever its capitals."""
    titles = [sources[id_].title for id_ in fact.sources if id_ in sources]
    text = " ".join((fact.id, fact.says, *titles)).casefold()
    return all(word.casefold() in text for word in words)


def source(visit: Visit) -> Reply:
    """Show one fact: what it says, how sure, who says so, and the sentences that stand on it."""
    fact = visit.look.facts.get(visit.rest)
    if fact is None:
        return visit.go("/sources")
    known = visit.look.knowledge.sources
    used = standing_on(visit, fact.id)
    return visit.page(
        "source.html",
        fact=fact,
        grades=tuple(grade for grade in fact.certainty.split("/") if f"ui.source.grade_{grade}" in visit.look.texts),
        sources=[known[id_] for id_ in fact.sources if id_ in known],
        compiled=visit.date(date.fromisoformat(fact.compiled), "ui.date.full") if fact.compiled else None,
        sentences=used[:MOST_SENTENCES],
        more=max(0, len(used) - MOST_SENTENCES),
        back="/sources",
    )


def standing_on(visit: Visit, id_: str) -> Sequence[Mapping[str, Any]]:
    """Return `{says, facts}` of the screens' sentences that stand on a fact; those with gaps to fill are left out."""
    rows = visit.look.texts.rows.values()
    found = {row.says: row.facts for row in rows if id_ in row.facts and not PLACEHOLDER.search(row.says)}
    return [{"says": says, "facts": facts} for says, facts in found.items()]


def _by_number(fact: Fact) -> tuple[str, int]:
    head = fact.id.rstrip("0123456789")
    return head, int(fact.id.removeprefix(head) or 0)
