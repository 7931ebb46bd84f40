"""Findings about sunscreens, and the rule that the only one is never taken away (SR-66)."""

from collections.abc import Iterator, Sequence

from milium.domain.label import Product
from milium.domain.verdict import Finding
from milium.engine.audit.evidence import Seen
from milium.engine.audit.findings_actives import RETINOID
from milium.engine.audit.findings_person import states
from milium.engine.audit.roles import spf_of

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
    if _broad_spectrum(seen.product) is None:
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
    others = (p for p in seen.shelf if p.item.id != seen.product.item.id)
    if any(_usable(p, seen) for p in others):
        return
    age = seen.person.age
    if age is not None and age.may_be_under_months(seen.safety.limits.months_sunscreen_from):
        yield seen.finding("sunscreen.shade_baby")
    elif "stop" in words or states(seen):
        yield seen.finding("sunscreen.first_get_shade")
    else:
        yield seen.finding("sunscreen.first_get")


def _usable(product: Product, seen: Seen) -> bool:
    """Tell whether another product can take its place (SR-65)."""
    spf = spf_of(product)
    strong = spf is not None and spf >= seen.safety.limits.sunscreen_spf_at_least
    plain = SUNSCREEN in product.roles and RETINOID not in product.present
    return plain and strong and _broad_spectrum(product) is True


def _broad_spectrum(product: Product) -> bool | None:
    said = product.item.broad_spectrum
    return said if said is not None else product.reading.broad_spectrum
