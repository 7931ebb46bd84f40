"""Findings about time: was it there before the bumps? Told beside what speaks against a product."""

from collections.abc import Iterator, Sequence
from datetime import date

from milium.domain.suspects import Onset, began
from milium.domain.verdict import Finding
from milium.engine.audit.evidence import Seen, fill

ABOUT = ("film.heavy", "studies.trial")


def time_findings(seen: Seen, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield whether the product was there first, when a finding may speak of the bumps.

    Args:
        seen: The product and the person.
        findings: What was found so far.
    """
    told = {f.id for f in findings} & set(ABOUT)
    onset, since = seen.person.onset, seen.product.item.used_since
    if not told or onset is None:
        return
    ident = f"time.{began(since, onset)}"
    if since is None:
        yield seen.finding(ident)
        return
    yield seen.finding(ident, since=month(since, seen), came=came(onset, seen))


def came(onset: Onset, seen: Seen) -> str:
    """Return when the bumps came, in words: "July 2026", or "between May and July 2026"."""
    words = seen.facts.words
    if onset.earliest is None:
        return fill(words["came_before"], {"latest": month(onset.latest, seen)}, "words.came_before")
    first, last = month(onset.earliest, seen), month(onset.latest, seen)
    if first == last:
        return fill(words["came_in"], {"latest": last}, "words.came_in")
    return fill(words["came_between"], {"earliest": first, "latest": last}, "words.came_between")


def month(day: date, seen: Seen) -> str:
    """Return a date as people tell it: month and year."""
    values = {"month": seen.facts.words[f"month_{day.month}"], "year": str(day.year)}
    return fill(seen.facts.words["month_year"], values, "words.month_year")
