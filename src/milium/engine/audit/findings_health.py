"""Findings about allergies, medicines and skin that is sore now."""

from collections.abc import Iterator, Sequence

from milium.domain.judging_facts import JudgingFacts
from milium.domain.label import Ingredient, Product
from milium.domain.person import Medicine
from milium.domain.verdict import Finding, Person
from milium.engine.audit.allergies import is_understood, match, means
from milium.engine.audit.evidence import Seen
from milium.engine.audit.findings_actives import counting, is_prescription
from milium.engine.audit.findings_label import unread_values
from milium.engine.audit.findings_person import is_confirmed
from milium.engine.audit.wording import begins, find_word, fold

SALICYLATE, SUNSCREEN = "salicylate", "sunscreen"
DRUGS = ("drug", "retinoid")  # kinds of the ingredient table that a medicine may be named after
SUN_FAMILIES = ("aha", "pha", "retinoid")  # SR-60


def health_findings(seen: Seen) -> Iterator[Finding]:
    """Yield what allergies, medicines and sore skin mean for this product."""
    yield from _allergies(seen)
    yield from _medicines(seen)
    if seen.person.profile.skin_now and counting(seen):
        yield seen.about("skin.now", counting(seen))


def is_medicine_of(product: Product, person: Person, facts: JudgingFacts) -> bool:
    """Tell whether the product is one of the medicines the person named (SR-56)."""
    return any(_speaks_of(medicine, product, facts) for medicine in person.profile.medicines or ())


def _speaks_of(medicine: Medicine, product: Product, facts: JudgingFacts) -> bool:
    """Tell whether a medicine's name speaks of this product, by its name or by an active in it."""
    told = [w for w in fold(medicine.name).split() if w.isalpha() and w not in facts.labels.plain_medicine_words]
    if not told:
        return False
    drugs = (i.name for i in product.reading.ingredients if i.section == "active" or facts.kind_of(i.name) in DRUGS)
    return any(find_word(fold(name), (told[0],)) for name in (product.item.name, *drugs))


def _allergies(seen: Seen) -> Iterator[Finding]:
    allergies = seen.person.profile.allergies or ()
    if not allergies:
        return
    words = {fold(a) for a in allergies} | {means(a, seen.facts) for a in allergies}
    if SALICYLATE in words:
        yield from _salicylate(seen)
    if SUNSCREEN in words and "sunscreen" in seen.product.roles:
        yield seen.finding("allergy.sunscreen")
    yield from _names(seen, [a for a in allergies if fold(a) not in seen.facts.labels.no_names])
    unread = [i for i in seen.product.reading.ingredients if i.how == "unknown"]
    if unread and words - {""} != {SUNSCREEN}:
        yield seen.finding("allergy.unread", unread, **unread_values(seen))
    strange = [a for a in allergies if not is_understood(a, seen.facts)]
    if strange and seen.product.reading.has_list and not _any_match(strange, seen):
        yield seen.finding("allergy.not_known", names=seen.join(a.lower() for a in strange))


def _any_match(allergies: Sequence[str], seen: Seen) -> bool:
    everything = seen.product.reading.ingredients
    return any(match(allergy, i.name, seen.facts) for allergy in allergies for i in everything)


def _salicylate(seen: Seen) -> Iterator[Finding]:
    """SR-14: no salicylate used as an acid, no willow, at any place, left on or washed off."""
    labels, safety = seen.facts.labels, seen.safety
    everything = seen.product.reading.ingredients
    never = [i for i in everything if i.name in safety.salicylate_allergy or begins(i.name, labels.willow)]
    named = [a for a in seen.product.actives if a.family == "bha"]
    if never or named:
        known = [a for a in named if not seen.where(a)]
        yield seen.finding("allergy.salicylate", never) if never else seen.about("allergy.salicylate", known or named)
    ask = [i for i in everything if i not in never and _is_salicylic(i, seen)]
    if ask:
        yield seen.finding("allergy.salicylate_ask", ask)


def _is_salicylic(one: Ingredient, seen: Seen) -> bool:
    by_list = one.name in seen.safety.salicylate_allergy_ask
    return by_list or seen.facts.labels.salicyl in one.name or "WILLOW" in (one.read_as or one.name)


def _names(seen: Seen, allergies: Sequence[str]) -> Iterator[Finding]:
    """Yield what is one of the allergies, and what may be; each name once, at its surest."""
    same, kin = [], []
    for one in seen.product.reading.ingredients:
        found = {_matched(one, allergy, seen) for allergy in allergies}
        if "same" in found:
            same.append(one)
        elif "kin" in found:
            kin.append(one)
    if same:
        yield seen.finding("allergy.name", same)
    if kin:
        yield seen.finding("allergy.kin", kin)


def _matched(one: Ingredient, allergy: str, seen: Seen) -> str | None:
    printed = (one.read_as or "").upper()
    return "same" if printed and printed == " ".join(allergy.upper().split()) else match(allergy, one.name, seen.facts)


def _medicines(seen: Seen) -> Iterator[Finding]:
    if is_medicine_of(seen.product, seen.person, seen.facts):
        yield seen.finding("medicine.itself")
    found = counting(seen)
    medicines = [m for m in seen.person.profile.medicines or () if not _speaks_of(m, seen.product, seen.facts)]
    if not found or not medicines:
        return
    yield from _sun(seen, medicines)
    for medicine in medicines:
        name = medicine.name or medicine.kind.replace("_", " ")
        if medicine.kind == "isotretinoin" and not _over(medicine, seen.safety.limits.isotretinoin_after_days, seen):
            yield seen.about("medicine.isotretinoin", found)
        elif medicine.kind == "prescription_topical" and not is_prescription(seen.product, seen.safety):
            if not _over(medicine, seen.safety.limits.prescription_after_days, seen):
                yield seen.about("medicine.prescription", found)
        elif medicine.kind in seen.facts.labels.sensitive_kinds and not _over(medicine, 1, seen):
            yield seen.about("medicine.clinician", found, medicine=name)


def _sun(seen: Seen, medicines: list[Medicine]) -> Iterator[Finding]:
    """SR-60: no alpha or polyhydroxy acid and no retinoid unless the prescriber agrees."""
    found = [a for a in counting(seen) if a.family in SUN_FAMILIES and not is_confirmed(a, seen)]
    raising = [m for m in medicines if _raises_sun(m, seen)]
    if found and raising:
        names = seen.join(m.name or m.kind.replace("_", " ") for m in raising)
        yield seen.about("medicine.photosensitising", found, medicine=names)


def _raises_sun(medicine: Medicine, seen: Seen) -> bool:
    persons, limits = seen.safety.persons, seen.safety.limits
    name = fold(medicine.name)
    listed = medicine.kind == "photosensitising" or any(fold(n) in name for n in persons.photosensitising_names if name)
    long = any(fold(n) in name for n in persons.photosensitising_long)
    days = limits.photosensitising_long_after_days if long else limits.photosensitising_after_days
    return listed and not _over(medicine, days, seen)


def _over(medicine: Medicine, days: int, seen: Seen) -> bool:
    """Tell whether it is over for so many days; without today's date nothing is over."""
    return seen.person.today is not None and medicine.ended_at_least(days, seen.person.today)
