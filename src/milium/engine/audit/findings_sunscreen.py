"""Findings about sunscreens, and the rule that the only one is never taken away (SR-66)."""

from collections.abc import Iterator, Sequence

from milium.domain.judging_facts import JudgingFacts
from milium.domain.label import Product
from milium.domain.safety import SafetyFacts
from milium.domain.verdict import Finding
from milium.engine.audit.evidence import Seen
from milium.engine.audit.findings_actives import RETINOID
from milium.engine.audit.findings_person import states
from milium.engine.audit.roles import place_of_use, spf_of

SUNSCREEN = "sunscreen"


def sunscreen_findings(seen: Seen) -> Iterator[Finding]:
    """Yield what is known about its SPF and UVA shield."""
    if SUNSCREEN not in seen.product.roles:
        return
    spf, least = spf_of(seen.product), seen.safety.limits.sunscreen_spf_at_least
    if spf is None:
        yield seen.finding("sunscreen.spf_unknown")
    elif spf < least:
        yield seen.finding("sunscreen.spf_low", spf=f"{spf:g}", limit=f"{least:g}")
    else:
        yield seen.finding("sunscreen.found", spf=f"{spf:g}")
    if broad_spectrum(seen.product) is None:
        yield seen.finding("sunscreen.uva_unknown")


def first_get_another(seen: Seen, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield "first get another one" when a sunscreen is to go and no other usable one is known.

    Args:
        seen: The product, the person, the shelf.
        findings: What was found so far.
    """
    words = {f.verdict for f in findings}
    if SUNSCREEN not in seen.product.roles or not words & {"swap", "stop"}:
        return
    if not only_sunscreen(seen.product, seen.shelf, seen.facts, seen.safety):
        return
    age = seen.person.age
    if age is not None and age.may_be_under_months(seen.safety.limits.months_sunscreen_from):
        yield seen.finding("sunscreen.shade_baby")
    elif "stop" in words or states(seen):
        yield seen.finding("sunscreen.first_get_shade")
    else:
        yield seen.finding("sunscreen.first_get")


def only_sunscreen(product: Product, shelf: Sequence[Product], facts: JudgingFacts, safety: SafetyFacts) -> bool:
    """Tell whether a product is a sunscreen that no other one of the shelf can take the place of (SR-66)."""
    if SUNSCREEN not in product.roles:
        return False
    others = (p for p in shelf if p.item.id != product.item.id)
    return not any(usable_sunscreen(p, facts, safety) for p in others)


def sunscreen_lacks(product: Product, facts: JudgingFacts, safety: SafetyFacts) -> tuple[str, ...]:
    """Return what keeps a sunscreen from being the one of a plan (SR-65); () when nothing does.

    Returns:
        Of spf_unknown, spf_low, uva_unknown, retinoid and elsewhere those that hold.
    """
    spf = spf_of(product)
    elsewhere = place_of_use(product.item, product.roles, facts) in facts.labels.body_places
    found = {
        "spf_unknown": spf is None,
        "spf_low": spf is not None and spf < safety.limits.sunscreen_spf_at_least,
        "uva_unknown": broad_spectrum(product) is not True,
        "retinoid": RETINOID in product.present,
        "elsewhere": elsewhere,
    }
    return tuple(word for word, holds in found.items() if holds)


def usable_sunscreen(product: Product, facts: JudgingFacts, safety: SafetyFacts) -> bool:
    """Tell whether it can be the sunscreen of a plan (SR-65): strong enough, broad, without a retinoid."""
    return SUNSCREEN in product.roles and not sunscreen_lacks(product, facts, safety)


def broad_spectrum(product: Product) -> bool | None:
    """Return whether it also shields from UVA, as said or as the label states; None = not known."""
    said = product.item.broad_spectrum
    return said if said is not None else product.reading.broad_spectrum
