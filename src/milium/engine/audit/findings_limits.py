"""Findings about the EU annexes, where the person imported them: what is above a limit, what is not allowed."""

from collections.abc import Iterator

from milium.domain.inventory import PROHIBITED, bound_pct
from milium.domain.label import Ingredient
from milium.domain.verdict import Finding
from milium.engine.audit.evidence import Seen
from milium.engine.audit.marks import LIMITED

EU_RULES = ("EU", "UK")


def limit_findings(seen: Seen) -> Iterator[Finding]:
    """Yield what the imported annexes say; nothing without an import, and nothing where other rules hold."""
    limits = seen.facts.eu_limits
    if not limits or seen.region not in EU_RULES:
        return
    limited = seen.label.those(LIMITED)
    for one in limited:
        most = bound_pct(limits.get(one.name, ()), seen.facts.kind_of(one.name))
        declared = one.percent.declared
        if most is not None and declared is not None and declared > most:
            yield seen.finding("limit.over", [one], strength=f"{declared:g}", cap=f"{most:g}")
    if forbidden := [i for i in limited if _is_forbidden(i, seen)]:
        yield seen.finding("limit.forbidden", forbidden)


def _is_forbidden(one: Ingredient, seen: Seen) -> bool:
    """Tell whether only the list of what is not allowed holds a name.

    The names of our own table are left out: where petrolatum stands in that list, only badly
    refined petrolatum is meant, and what matters there has findings of its own.
    """
    entries = seen.facts.eu_limits.get(one.name, ())
    return bool(entries) and all(e.annex == PROHIBITED for e in entries) and one.name not in seen.facts.substances
