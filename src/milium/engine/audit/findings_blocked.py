"""Findings about what no plan of ours holds: steroids, bleaches, mercury, home remedies, scrubs."""

from collections.abc import Iterator, Sequence

from milium.domain.label import Ingredient
from milium.domain.verdict import Finding
from milium.engine.audit.evidence import Seen
from milium.engine.audit.findings_actives import is_prescription, on_list
from milium.engine.audit.findings_health import is_medicine_of
from milium.engine.audit.roles import scrub_grains
from milium.engine.audit.wording import begins, find_word, fold

STEROID_KINDS = ("steroid_topical", "prescription_topical")
ESSENTIAL_OIL = "essential_oil"


def blocked_findings(seen: Seen) -> Iterator[Finding]:
    """Yield what SR-71 and SR-72 find."""
    yield from _medicines_nobody_prescribed(seen)
    if seen.may_touch_face and "lip" not in seen.product.roles:
        yield from _remedies(seen)
        yield from _essential_oils(seen)
        yield from _scrub(seen)


def _medicines_nobody_prescribed(seen: Seen) -> Iterator[Finding]:
    """SR-71: topical steroid, hydroquinone and mercury, at any place."""
    labels, blocked = seen.facts.labels, seen.safety.blocked
    everything = seen.product.reading.ingredients
    steroids = [i for i in everything if i.name in blocked.steroids or seen.facts.is_tagged(i.name, "steroid")]
    if steroids:
        yield seen.finding("blocked.steroid_known" if _known_to_prescriber(seen) else "blocked.steroid", steroids)
    if bleaches := on_list(seen, labels.bleaches):
        yield seen.finding("blocked.bleach", bleaches)
    if mercury := [i for i in everything if begins(i.name, labels.mercury) or _is_mercury(i, blocked.any_place, seen)]:
        yield seen.finding("blocked.mercury", mercury)


def _is_mercury(one: Ingredient, any_place: Sequence[str], seen: Seen) -> bool:
    return one.name in any_place and any(part in one.name for part in seen.facts.labels.mercury)


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
    word = find_word(fold(seen.product.item.name), tuple(fold(w) for w in blocked.name_words))
    first = [i for i in _first(seen) if i.name in blocked.first]
    if first:
        yield seen.finding("blocked.remedy", first)
    elif word:
        yield seen.finding("blocked.remedy", names=word)


def _first(seen: Seen) -> tuple[Ingredient, ...]:
    if seen.product.reading.alphabetical:
        return ()
    return tuple(i for i in seen.listed if i.name not in seen.facts.roles.water)[:1]


def _essential_oils(seen: Seen) -> Iterator[Finding]:
    blocked, first = seen.safety.blocked, _first(seen)
    oils = [i for i in seen.listed if seen.facts.is_tagged(i.name, ESSENTIAL_OIL)]
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
    grains = scrub_grains(seen.product.item, seen.product.reading, seen.facts)
    if grains:
        yield seen.finding("scrub.grains", grains)
    else:
        word = find_word(fold(seen.product.item.name), seen.facts.roles.words["scrub"])
        yield seen.finding("scrub.grains", names=word or seen.product.item.name)
