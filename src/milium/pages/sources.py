"""Who says so: every rule and fact with its grade and sources."""

from milium.domain.findings import Fact
from milium.pages.messages import Reply
from milium.pages.visit import Visit


def sources(visit: Visit) -> Reply:
    """Show all facts; those of this page's anchors included."""
    knowledge, facts = visit.look.knowledge, visit.look.facts
    rules = [fact for key, fact in facts.items() if key.startswith(("SR-", "RF"))]
    others = [fact for key, fact in facts.items() if not key.startswith(("SR-", "RF"))]
    return visit.page(
        "sources.html", rules=sorted(rules, key=_by_number), facts=others, sources=knowledge.sources, back=None
    )


def _by_number(fact: Fact) -> tuple[str, int]:
    head = fact.id.rstrip("0123456789")
    return head, int(fact.id.removeprefix(head) or 0)
