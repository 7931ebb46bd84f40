"""Findings about allergies, medicines and skin that is sore now."""

from collections.abc import Iterator

from milium.domain.judging_facts import JudgingFacts
from milium.domain.label import Ingredient, Product
from milium.domain.person import Medicine
from milium.domain.verdict import Finding, Person
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
    return any(_names(medicine, product, facts) for medicine in person.profile.medicines or ())


def _names(medicine: Medicine, product: Product, facts: JudgingFacts) -> bool:
    """Tell whether a medicine's name speaks of this product, by its name or by an active in it."""
    told = [w for w in fold(medicine.name).split() if w.isalpha() and w not in facts.labels.plain_medicine_words]
    if not told:
        return False
    drugs = (i.name for i in product.reading.ingredients if i.section == "active" or facts.kind_of(i.name) in DRUGS)
    return any(find_word(fold(name), (told[0],)) for name in (product.item.name, *drugs))


def _allergies(seen: Seen) -> Iterator[Finding]:
    allergies = seen.person.profile.allergies or ()
    words = {fold(a) for a in allergies}
    if SALICYLATE in words:
        yield from _salicylate(seen)
    if SUNSCREEN in words and "sunscreen" in seen.product.roles:
        yield seen.finding("allergy.sunscreen")
    for allergy in allergies:
        if fold(allergy) not in seen.facts.labels.no_names:
            yield from _name(seen, allergy)
    unread = [i for i in seen.product.reading.ingredients if i.how == "unknown"]
    if allergies and unread and words != {SUNSCREEN}:
        yield seen.finding("allergy.unread", unread, **unread_values(seen))


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


def _name(seen: Seen, allergy: str) -> Iterator[Finding]:
    upper = " ".join(allergy.upper().split())
    name = seen.facts.aliases.get(upper, upper)
    everything = seen.product.reading.ingredients
    same = [i for i in everything if i.name in (name, upper) or (i.read_as or "").upper() == upper]
    if same:
        yield seen.finding("allergy.name", same)
    word = (fold(name), fold(upper), f"*{fold(upper)}")
    kin = [i for i in everything if i not in same and find_word(fold(i.name), word)]
    if kin:
        yield seen.finding("allergy.kin", kin)


def _medicines(seen: Seen) -> Iterator[Finding]:
    if is_medicine_of(seen.product, seen.person, seen.facts):
        yield seen.finding("medicine.itself")
    found = counting(seen)
    medicines = [m for m in seen.person.profile.medicines or () if not _names(m, seen.product, seen.facts)]
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
