"""Which of my creams? Put what may play a part in the order in which it was begun.

No study links any cosmetic to milia, so nothing here says what made them. It says what is worth
changing first: left on where the bumps are, thick or named by older studies, and there before them.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from milium.domain.audit_facts import AuditFacts
from milium.domain.label import Ingredient, Product
from milium.domain.safety import SafetyFacts
from milium.domain.suspects import BEGAN, Cleared, NoSuspect, Onset, Suspect, Why, began
from milium.domain.verdict import Person
from milium.engine.audit.evidence import Seen
from milium.engine.audit.findings_actives import is_prescription
from milium.engine.audit.findings_film import heavy_films, strong_in_studies
from milium.engine.audit.findings_health import is_medicine_of
from milium.engine.audit.marks import HEAVY
from milium.engine.audit.roles import is_tool
from milium.engine.audit.textures import texture_of


def suspects(
    shelf: Iterable[Product], person: Person, onset: Onset | None, facts: AuditFacts, safety: SafetyFacts
) -> tuple[tuple[Suspect, ...], tuple[NoSuspect, ...]]:
    """Return the suspects in time order, and every other product with its reason.

    Args:
        shelf: What the person owns, classed.
        person: Where the bumps are, which medicines are taken.
        onset: When the bumps came; None = not told.
        facts: Facts of the audit.
        safety: Facts of the safety rules.

    Returns:
        Suspects begun before the bumps (the earliest first), those that may be, those without a
        date, and last those begun after; equal ones by shelf id. The others sorted by shelf id.
    """
    found: list[Suspect] = []
    others: list[NoSuspect] = []
    for product in shelf:
        seen = Seen(product, person, facts.judging, safety)
        one = _look(seen, onset, facts)
        if isinstance(one, Suspect):
            found.append(one)
        else:
            others.append(one)
    return tuple(sorted(found, key=_in_time)), tuple(sorted(others, key=lambda o: o.product.item.id))


def _in_time(one: Suspect) -> tuple[int, date, str]:
    item = one.product.item
    return BEGAN.index(one.began), item.used_since or date.max, item.id


def _look(seen: Seen, onset: Onset | None, facts: AuditFacts) -> Suspect | NoSuspect:
    product = seen.product
    texture = texture_of(product, facts.judging, facts.shelf.texture)
    reason = _cleared(seen)
    if reason is None:
        why, on = _why(seen, texture.word if texture else None, facts.shelf.texture.thick)
        if why is not None:
            place = seen.place
            reach = facts.judging.labels.reach.get(place or "", ())
            sites = tuple(site for site in seen.person.bump_sites if site in reach)
            start = began(product.item.used_since, onset)
            return Suspect(product, start, why, tuple(on), texture, place, product.item.where is not None, sites)
        reason = _no_film(seen)
    return NoSuspect(product, reason, texture)


def _cleared(seen: Seen) -> Cleared | None:
    """Return why a product is no suspect whatever is in it, or None."""
    product = seen.product
    if is_tool(product):
        return "tool"
    if not seen.stays_on:
        return "washed_off"
    if is_medicine_of(product, seen.person, seen.facts):
        return "medicine"
    if is_prescription(product, seen.safety):
        return "prescribed"
    return "elsewhere" if not reaches(seen) else None


def reaches(seen: Seen) -> bool:
    """Tell whether the product may touch a place with bumps; what is not known may."""
    sites = seen.person.bump_sites
    reach = seen.facts.labels.reach.get(seen.place or "")
    if reach is None:
        return True
    return bool(set(reach) & set(sites)) if sites else seen.may_touch_face


def _why(seen: Seen, texture: str | None, thick: Sequence[str]) -> tuple[Why | None, Sequence[Ingredient]]:
    reading = seen.product.reading
    if heavy := heavy_films(seen.label, seen.facts):
        return "film", heavy
    if studied := strong_in_studies(seen):
        return "studies", studied
    if not reading.has_list and texture in thick:
        return "texture", ()
    return None, ()


def _no_film(seen: Seen) -> Cleared:
    reading = seen.product.reading
    if not reading.has_list:
        return "no_list"
    hidden = reading.alphabetical and bool(seen.label.any & HEAVY)
    return "no_order" if hidden else "light"
