"""Findings about actives: strength, pH, home peels, the eye, prescriptions, doubles on the shelf."""

from collections.abc import Iterator, Sequence

from milium.domain.label import ActiveFound, Product
from milium.domain.safety import Active, SafetyFacts
from milium.domain.verdict import Finding
from milium.engine.audit.classing import only_other_acids
from milium.engine.audit.evidence import Seen
from milium.engine.audit.marks import active_of
from milium.engine.audit.product_name import says
from milium.engine.audit.roles import is_tool
from milium.engine.audit.strengths import by_cap, stated_sum, total
from milium.engine.audit.wording import find_word, fold

RETINOID = "retinoid"
SUM_FAMILIES = ("aha", "pha")
ACID_FAMILIES = ("aha", "pha", "bha")
# SR-40: never two of these groups in one evening; a product that joins two is never placed.
GROUPS = (("retinoid",), ("aha", "pha"), ("bha",), ("benzoyl_peroxide",), ("azelaic",))
NEAR_EYE = "around_eye"
EYE_SITES = ("around_eye", "lash_line")
HAIR = "hair"


def active_findings(seen: Seen) -> Iterator[Finding]:
    """Yield what the actives of a product mean for any person."""
    yield from _home_treatment(seen)
    if not seen.product.families:  # none counts
        yield from _prescription(seen)
        yield from _in_sunscreen(seen)
        return
    yield from _strengths(seen)
    yield from _ph(seen)
    yield from _stated(seen)
    yield from _prescription(seen)
    yield from _eye(seen)
    yield from _evening(seen)
    yield from _kinds(seen)
    yield from _in_sunscreen(seen)
    yield from _shelf(seen)


def counting(seen: Seen) -> tuple[ActiveFound, ...]:
    """Return the actives that count, but what only sets the pH of a "hyaluronic acid serum".

    By the letter of safety rules 0.3 such a name makes its citric acid count, and `families` says
    so; a person is not warned of it.
    """
    if not seen.product.families:
        return ()
    if "counting" not in seen.known:
        named = only_other_acids(seen.product.item.name, seen.facts, seen.safety)
        seen.known["counting"] = tuple(
            a
            for a in seen.product.actives
            if a.counts and not (named and a.strength_pct is None and _sets_ph(a, seen.safety))
        )
    return seen.known["counting"]


def weighty(seen: Seen) -> tuple[ActiveFound, ...]:
    """Return the actives whose mere presence matters (SR-01, 02, 10-14).

    All but a little citric, malic or tartaric acid, which sets the pH of half of all cosmetics.
    """
    if not seen.product.actives:
        return ()
    telling = counting(seen)
    return tuple(a for a in seen.product.actives if a in telling or not _sets_ph(a, seen.safety))


def is_prescription(product: Product, safety: SafetyFacts) -> bool:
    """Tell whether it is a prescription product (SR-55): said to be, or by what it holds."""
    return product.item.prescribed is not None or bool(prescription_actives(product, safety))


def prescription_actives(product: Product, safety: SafetyFacts) -> tuple[ActiveFound, ...]:
    """Return the actives that make a product a prescription medicine."""
    return tuple(a for a in product.actives if _needs_prescription(a, safety.active_of(a.name)))


def _needs_prescription(one: ActiveFound, active: Active | None) -> bool:
    if active is None:
        return False
    above = active.prescription_above_pct
    return active.prescription or (above is not None and one.strength_pct is not None and one.strength_pct > above)


def _sets_ph(one: ActiveFound, safety: SafetyFacts) -> bool:
    active = safety.active_of(one.name)
    return active is not None and active.counts == "strong" and not active.position_counts


def _home_treatment(seen: Seen) -> Iterator[Finding]:
    """SR-07: sold as a peel, or to remove moles, warts or skin tags; things have findings of their own."""
    if is_tool(seen.product):
        return
    labels, name = seen.facts.labels, seen.product.item.name
    word = find_word(fold(name), labels.home_words + seen.safety.blocked.never_home_words) if name else None
    phrase = find_word(fold(_prose(seen)), labels.home_phrases) if not word and seen.says_phrases else None
    if word or phrase:
        yield seen.finding("home.peel", names=word or phrase or "")


def _prose(seen: Seen) -> str:
    """Return the label text without the names of the list ("citrus peel oil" is no peel)."""
    text, begin, parts = seen.product.reading.text, 0, []
    for one in sorted(seen.product.reading.ingredients, key=lambda i: i.start):
        if one.how != "unknown" and one.start >= begin:
            parts.append(text[begin : one.start])
            begin = one.end
    return " . ".join([*parts, text[begin:]])


def _strengths(seen: Seen) -> Iterator[Finding]:
    product = seen.product
    plain = [a for a in product.actives if a.counts and not _needs_prescription(a, seen.safety.active_of(a.name))]
    if not plain:
        return
    for members, cap in by_cap(plain, seen.safety, seen.region):
        factors = {i: a.equivalent for a in seen.safety.actives for i in a.inci}
        known = stated_sum(members, factors)
        if known > cap and _cap_holds(seen, members):
            medicine = _actives_of(seen, members) <= set(seen.facts.labels.medicine_above_cap)
            ident = "strength.medicine" if medicine else "strength.above_cap"
            yield seen.about(ident, members, strength=f"{known:g}", cap=f"{cap:g}")
        elif total(members) is None and not _goes_anyway(seen, members):
            yield _unknown(seen, [a for a in members if a.strength_pct is None], cap)


def _cap_holds(seen: Seen, members: Sequence[ActiveFound]) -> bool:
    """Tell whether the cap of leave-on products is asked of this one.

    Strong alpha and polyhydroxy acids are nothing for home however they are used (SR-07).
    """
    return seen.product.item.leave_on or members[0].family in SUM_FAMILIES


def _actives_of(seen: Seen, members: Sequence[ActiveFound]) -> set[str]:
    found = (active_of(a.name, seen.facts, seen.safety) for a in members)
    return {active.id if active else "" for active in found}


def _goes_anyway(seen: Seen, members: Sequence[ActiveFound]) -> bool:
    # It is swapped for one without (see below): its strength would change nothing.
    return members[0].family == RETINOID and "sunscreen" in seen.product.roles


def _unknown(seen: Seen, members: Sequence[ActiveFound], cap: float) -> Finding:
    adjusters = all(_sets_ph(a, seen.safety) for a in members)
    if adjusters and only_other_acids(seen.product.item.name, seen.facts, seen.safety):
        return seen.about("strength.ph_adjuster", members)
    active = seen.safety.active_of(members[0].name)
    taken = active is not None and active.unknown_strength == "region_cap" and seen.region in active.region_cap_in
    if taken and not _strict_about_bha(seen):
        return seen.about("strength.bha_taken_as_cap", members, cap=f"{cap:g}")
    return seen.about("strength.unknown", members)


def _strict_about_bha(seen: Seen) -> bool:
    """0.4: under 18, in pregnancy and while breastfeeding an unstated strength is not taken as the cap."""
    profile, age = seen.person.profile, seen.person.age
    young = age is not None and age.may_be_under_years(seen.safety.limits.years_confirm_under)
    return young or profile.pregnancy in ("yes", "unsure") or profile.breastfeeding is True


def _ph(seen: Seen) -> Iterator[Finding]:
    acids = [a for a in counting(seen) if a.family in SUM_FAMILIES]
    if not acids or not seen.product.item.leave_on:
        return
    limits, ph = seen.safety.limits, seen.product.item.ph
    known = stated_sum(acids, {})
    if ph is not None and ph < limits.aha_pha_ph_at_least:
        yield seen.finding("ph.low", ph=f"{ph:g}", limit=f"{limits.aha_pha_ph_at_least:g}")
    elif ph is None and limits.aha_pha_unknown_ph_at_most_pct < known <= limits.aha_pha_sum_at_most_pct:
        yield seen.about("ph.unknown", acids, strength=f"{known:g}")


def _stated(seen: Seen) -> Iterator[Finding]:
    stated = [a for a in counting(seen) if a.strength_pct is not None]
    if stated:
        yield seen.about("active.stated", stated)


def _prescription(seen: Seen) -> Iterator[Finding]:
    if seen.product.item.prescribed is not None:
        yield seen.finding("prescription.as_prescribed")
        return
    if not seen.product.actives:
        return
    if found := prescription_actives(seen.product, seen.safety):
        yield seen.about("prescription.whose", found)
    for one in counting(seen):
        active = seen.safety.active_of(one.name)
        confined = active is not None and active.free_in and seen.region not in active.free_in
        if active and confined and one not in found and active.id not in seen.person.profile.confirmed:
            yield seen.about("active.confirm", [one])


def _eye(seen: Seen) -> Iterator[Finding]:
    """SR-20: nothing active inside the bone round the eye."""
    found = counting(seen)
    if not found or not seen.product.item.leave_on or not seen.may_touch_face:
        return
    if seen.place == NEAR_EYE:
        yield seen.about("eye.active", found)
    elif set(seen.person.bump_sites) & set(EYE_SITES):
        yield seen.about("eye.keep_off", found)


def _evening(seen: Seen) -> Iterator[Finding]:
    """SR-49: retinoids and acids that stay on belong to the evening; a name may say that it is for the day."""
    found = [a for a in counting(seen) if a.family in (RETINOID, *ACID_FAMILIES)]
    if not found or not seen.stays_on or "sunscreen" in seen.product.roles:
        return
    if says(seen.product.item.name, seen.facts).is_for_the_day:
        yield seen.about("evening.day_name", found)


def _kinds(seen: Seen) -> Iterator[Finding]:
    families = sorted({a.family for a in counting(seen)})
    groups = [group for group in GROUPS if len(families) > 1 and set(group) & set(families)]
    if len(groups) > 1:
        kinds = (a for a in counting(seen) if any(a.family in g for g in groups))
        yield seen.about("active.two_groups", kinds, families=seen.join(_plain(f, seen) for f in families))


def _in_sunscreen(seen: Seen) -> Iterator[Finding]:
    if "sunscreen" in seen.product.roles and RETINOID in seen.product.present:
        retinoids = [a for a in seen.product.actives if a.family == RETINOID]
        yield seen.about("retinoid.in_sunscreen", retinoids)


def _plain(family: str, seen: Seen) -> str:
    return seen.facts.words.get(f"family_{family}", family)


def _shelf(seen: Seen) -> Iterator[Finding]:
    """SR-41: one retinoid product and one acid product at a time."""
    for group in ((RETINOID,), ACID_FAMILIES) if seen.shelf else ():
        mine = [a for a in counting(seen) if a.family in group]
        other = [p.item for p in seen.shelf if p.item.id != seen.product.item.id and set(group) & set(p.families)]
        if mine and other:
            yield seen.about("shelf.same_family", mine, other=seen.join(item.name or item.id for item in other))
