"""A bar: one rule that keeps something off, before it is put into words as a hold."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from milium.domain.findings import Hold
from milium.domain.identify import TRIAGE, Triage
from milium.domain.safety import SafetyFacts
from milium.domain.texts import Texts
from milium.errors import KnowledgeMissing


@dataclass(frozen=True, slots=True)
class Bar:
    """One rule that keeps products off.

    Attributes:
        rule: Id of the rule.
        products: Shelf ids it keeps off.
        until: First date on which it no longer holds; None when a question or an event ends it.
        question: Key of the answer that would end it.
        also: Further ids it stands on (a red flag, a second rule).
        text: Key of its own words in `packs/texts/plan.yaml`; the rule's own words without one.
        urgency: Care level, when the rule refers.
    """

    rule: str
    products: tuple[str, ...] = ()
    until: date | None = None
    question: str | None = None
    also: tuple[str, ...] = ()
    text: str | None = None
    urgency: Triage | None = None


def merge(bars: Iterable[Bar]) -> tuple[Bar, ...]:
    """Join bars that differ by their products only, keeping the first one's place."""
    found: dict[tuple[object, ...], Bar] = {}
    for bar in bars:
        key = (bar.rule, bar.until, bar.question, bar.also, bar.text)
        known = found.get(key)
        found[key] = replace(known, products=_union(known.products, bar.products)) if known else bar
    return tuple(found.values())


def most_urgent(bars: Iterable[Bar]) -> Triage | None:
    """Return the highest care level of the bars that refer, or None."""
    levels = [TRIAGE.index(b.urgency) for b in bars if b.urgency]
    return TRIAGE[max(levels)] if levels else None


def to_holds(bars: Iterable[Bar], facts: SafetyFacts, texts: Texts | None) -> tuple[Hold, ...]:
    """Put bars into words.

    Args:
        bars: In the order in which they should be read.
        facts: Hold the words of the rules.
        texts: Own words of some bars; the rule's words stand in when it is None or lacks the key.

    Raises:
        KnowledgeMissing: Neither knows any words for a bar.
    """
    return tuple(_hold(bar, facts, texts) for bar in merge(bars))


def _hold(bar: Bar, facts: SafetyFacts, texts: Texts | None) -> Hold:
    says, next_step = _words(bar, facts, texts)
    return Hold(
        reason=bar.rule,
        says=says,
        next_step=next_step,
        facts=(bar.rule, *bar.also),
        products=bar.products,
        until=bar.until,
        question=bar.question,
    )


def _words(bar: Bar, facts: SafetyFacts, texts: Texts | None) -> tuple[str, str]:
    if bar.text and texts is not None and f"{bar.text}.says" in texts:
        return texts.get(f"{bar.text}.says").says, texts.get(f"{bar.text}.next_step").says
    rule = facts.rules.get(bar.rule)
    if rule is None:
        raise KnowledgeMissing(
            f"there are no words for {bar.rule}.", where="packs/safety/rules.yaml", fix="Restore the rule."
        )
    return rule.tell, rule.next_step


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*first, *second}))
