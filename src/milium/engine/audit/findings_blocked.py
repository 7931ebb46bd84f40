"""Findings about what no plan of ours holds: steroids, bleaches, mercury, home remedies, scrubs."""

from collections.abc import Iterator
from itertools import islice

from milium.domain.label import Ingredient
from milium.domain.verdict import Finding
from milium.engine.audit.evidence import Seen
from milium.engine.audit.findings_actives import is_prescription
from milium.engine.audit.findings_health import is_medicine_of
from milium.engine.audit.marks import BLEACH, ESSENTIAL_OIL, MERCURY, REMEDY, STEROID, WATER
from milium.engine.audit.product_name import says
from milium.engine.audit.roles import scrub_grains
from milium.engine.audit.wording import find_word, fold

STEROID_KINDS = ("steroid_topical", "prescription_topical")


def blocked_findings(seen: Seen) -> Iterator[Finding]:
    """Yield what SR-71 and SR-72 find."""
    yield from _medicines_nobody_prescribed(seen)
    if seen.may_touch_face and "lip" not in seen.product.roles:
        yield from _remedies(seen)
        yield from _essential_oils(seen)
        yield from _scrub(seen)


def _medicines_nobody_prescribed(seen: Seen) -> Iterator[Finding]:
    """SR-71: topical steroid, hydroquinone and mercury, at any place."""
    if steroids := seen.label.everywhere(STEROID):
        yield seen.finding("blocked.steroid_known" if _known_to_prescriber(seen) else "blocked.steroid", steroids)
    if bleaches := seen.label.everywhere(BLEACH):
        yield seen.finding("blocked.bleach", bleaches)
    if mercury := seen.label.everywhere(MERCURY):
        yield seen.finding("blocked.mercury", mercury)


def _known_to_prescriber(seen: Seen) -> bool:
    medicines = seen.person.profile.medicines or ()
    return (
        is_prescription(seen.product, seen.safety)
        or is_medicine_of(seen.product, seen.person, seen.facts)
        or any(m.kind in STEROID_KINDS for m in medicines)
    )


def _remedies(seen: Seen) -> Iterator[Finding]:
    """SR-71: one of the home remedies is the first name (water left out) or in the product name."""
    blocked = seen.safety.blocked
    first = [i for i in _first(seen) if i.name in blocked.first] if seen.label.any & REMEDY else []
    if first:
        yield seen.finding("blocked.remedy", first)
    elif (name := seen.product.item.name) and (word := find_word(fold(name), tuple(map(fold, blocked.name_words)))):
        yield seen.finding("blocked.remedy", names=word)


def _first(seen: Seen) -> tuple[Ingredient, ...]:
    if seen.product.reading.alphabetical:
        return ()
    return tuple(islice((i for i, mark in zip(seen.listed, seen.label.marks, strict=True) if not mark & WATER), 1))


def _essential_oils(seen: Seen) -> Iterator[Finding]:
    oils = seen.label.those(ESSENTIAL_OIL)
    if not oils:
        return
    blocked, first = seen.safety.blocked, _first(seen)
    strong = [
        i for i in oils if (i in first and i.name not in blocked.first) or _declared(i) >= blocked.essential_oil_pct
    ]
    if strong:
        yield seen.finding("blocked.essential_oil", strong)
    if traces := [i for i in oils if i not in strong and i not in first]:
        yield seen.finding("trace.essential_oil", traces)


def _declared(one: Ingredient) -> float:
    return max(one.percent.declared or 0.0, one.percent.low)


def _scrub(seen: Seen) -> Iterator[Finding]:
    if "scrub" not in seen.product.roles:
        return
    grains = scrub_grains(seen.product.item, seen.label, seen.facts)
    if grains:
        yield seen.finding("scrub.grains", grains)
    else:
        word = says(seen.product.item.name, seen.facts).scrub_word
        yield seen.finding("scrub.grains", names=word or seen.product.item.name)
