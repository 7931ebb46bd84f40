"""Which product fills which role, and what is there twice."""

from collections.abc import Mapping, Sequence

from milium.domain.audit_facts import AuditFacts
from milium.domain.label import Product
from milium.domain.safety import SafetyFacts
from milium.domain.shelf_view import Double, Filling, Fit
from milium.domain.verdict import Person, VerdictWord
from milium.engine.audit.evidence import Seen
from milium.engine.audit.findings_actives import ACID_FAMILIES, RETINOID
from milium.engine.audit.findings_sunscreen import usable_sunscreen
from milium.engine.audit.suspects import reaches

CLEANSER, MOISTURISER, SUNSCREEN = "cleanser", "moisturiser", "sunscreen"
KINDS = ((RETINOID,), ACID_FAMILIES, ("benzoyl_peroxide",), ("azelaic",), ("vitamin_c",))


def fillings(
    shelf: Sequence[Product],
    words: Mapping[str, VerdictWord],
    person: Person,
    facts: AuditFacts,
    safety: SafetyFacts,
) -> tuple[Filling, ...]:
    """Return how each product stands to each role it could fill.

    Args:
        shelf: Products, classed.
        words: Shelf id -> verdict word.
        person: Where the bumps are.
        facts: Facts of the audit: which roles every shelf needs.
        safety: Facts of the safety rules.

    Returns:
        By role in the order of the pack, then by shelf id; a product without that role is left out.
    """
    out = []
    for role in facts.shelf.basics:
        for product in sorted(shelf, key=lambda p: p.item.id):
            seen = Seen(product, person, facts.judging, safety)
            if _could(role, seen, facts):
                out.append(Filling(role, product, _fit(role, seen, words[product.item.id])))
    return tuple(out)


def doubles(shelf: Sequence[Product]) -> tuple[Double, ...]:
    """Return the products of one kind where there are several, in the order of the rule (SR-41)."""
    found = []
    for families in KINDS:
        same = tuple(sorted((p for p in shelf if set(p.families) & set(families)), key=lambda p: p.item.id))
        if len(same) > 1:
            found.append(Double(families, same))
    return tuple(found)


def _could(role: str, seen: Seen, facts: AuditFacts) -> bool:
    """Tell whether a product is of that role at all: for the face, plain, and used as the role asks."""
    product = seen.product
    roles = set(product.roles)
    if role not in roles or not seen.may_touch_face or product.item.prescribed is not None:
        return False
    if role == SUNSCREEN:
        return seen.stays_on
    cleans = role == CLEANSER
    beside = set(facts.shelf.beside) - ({"remover"} if cleans else set())
    plain = not product.families and not roles & beside
    return plain and (cleans is not seen.stays_on) and SUNSCREEN not in roles


def _fit(role: str, seen: Seen, word: VerdictWord) -> Fit:
    if word == "stop":
        return "not_now"
    if role == SUNSCREEN:
        return "fills" if usable_sunscreen(seen.product, seen.facts, seen.safety) else "not_usable_sunscreen"
    if role == MOISTURISER and seen.product.heavy and reaches(seen):
        return "not_light"
    return "ask_first" if word == "ask" else "fills"
