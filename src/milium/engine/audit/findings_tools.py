"""Findings about things without a label: brushes, gloves, blades, needles, rollers."""

from collections.abc import Iterator

from milium.domain.verdict import Finding
from milium.engine.audit.evidence import Seen
from milium.engine.audit.roles import tool_of


def tool_findings(seen: Seen) -> Iterator[Finding]:
    """Yield what a thing without a label means for the face (SR-07, SR-72)."""
    tool = tool_of(seen.product.item, seen.product.reading, seen.facts)
    if tool is None or not seen.may_touch_face:
        return
    labels = seen.facts.labels
    ident = labels.tools[tool]
    strong = [p.item.name or p.item.id for p in seen.shelf if p.families]
    if ident in labels.tools_with_actives and strong:
        ident = labels.tools_with_actives[ident]
    yield seen.finding(ident, names=seen.facts.words[f"tool_{tool}"], strong=seen.join(strong))
