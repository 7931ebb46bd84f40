"""Which products of the shelf may be placed, and why the others may not (safety rules 0.3-0.6)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from milium.domain.case import Case
from milium.domain.label import Product
from milium.domain.safety import Ladder, SafetyFacts
from milium.engine.plan.bars import Bar
from milium.engine.plan.situation import Situation, latest
from milium.engine.plan.strength import Dosed, dosed, skin_acid_pct, starts_strong, too_strong
from milium.engine.plan.use_by import is_past

X = ("aha", "azelaic", "benzoyl_peroxide", "bha", "pha", "retinoid", "vitamin_c")
ACIDS = ("aha", "bha", "pha")
SUN_SENSITISING = ("aha", "pha", "retinoid")
NOT_FACE = ("around_eye", "lips", "hair", "body")
NOT_FACE_ROLES = ("eye_cream", "make_up", "remover", "lip", "hair")
_NEVER_PLACED = ("benzoyl_peroxide", "vitamin_c")
_WATER = ("AQUA",)
_SALICYLATE, _SUNSCREEN = "salicylate", "sunscreen"
_MINUS = ("-", "–")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product that may be placed: its kind, its actives and its ladder.

    Attributes:
        kind: retinoid, acid or azelaic: at most one product of each in a plan.
        ladder: The person's ladder for it.
        half_pace: Above the start strength: every rung lasts `slow_start_rung_days` at least.
        sun: Holds AHA, PHA or retinoid, which need sunscreen and care with the sun.
        sun_agreed: A professional agreed to it beside a sun-sensitising medicine (SR-60).
    """

    product: Product
    kind: str
    actives: tuple[Dosed, ...]
    ladder: Ladder
    half_pace: bool
    sun: bool
    sun_agreed: bool

    @property
    def id(self) -> str:
        """Return the shelf id."""
        return self.product.item.id


def is_active(product: Product) -> bool:
    """Tell whether a product counts as an X product (0.3)."""
    return any(family in X for family in product.families)


def kind_of(families: tuple[str, ...]) -> str | None:
    """Return retinoid, acid or azelaic for families of exactly one such group, else None.

    AHA and PHA are one group, BHA another (SR-40).
    """
    groups = {"skin_acid" if f in {"aha", "pha"} else f for f in families if f in X}
    if len(groups) != 1:
        return None
    only = groups.pop()
    return {"skin_acid": "acid", "bha": "acid", "retinoid": "retinoid", "azelaic": "azelaic"}.get(only)


def is_prescription(product: Product, facts: SafetyFacts) -> bool:
    """Tell whether a product is prescription-only, or was prescribed (SR-55)."""
    if product.item.prescribed is not None:
        return True
    for found in product.actives:
        row = facts.active_of(found.name)
        if row is None:
            continue
        above = row.prescription_above_pct
        if row.prescription or (above is not None and (found.strength_pct or 0.0) > above):
            return True
    return False


def read_shelf(
    case: Case, products: Mapping[str, Product], s: Situation, facts: SafetyFacts
) -> tuple[dict[str, Candidate], tuple[Bar, ...]]:
    """Return the products that may be placed, and the bars of those that may not.

    Args:
        case: The case, for its spot tests.
        products: Every shelf item, read and classed.
        s: The person today.
        facts: The facts of the safety rules.
    """
    candidates: dict[str, Candidate] = {}
    bars: list[Bar] = []
    no_sun = not has_sunscreen(products, s, facts)
    past_only = no_sun and any(usable_sunscreen(products[i], s, facts, fresh=False) for i in sorted(products))
    for ident in sorted(products):
        product = products[ident]
        own = list(_bars(case, product, s, facts, no_sunscreen=no_sun))
        bars.extend(replace(bar, text="plan.sunscreen_past") if _waits_for_sun(bar, past_only) else bar for bar in own)
        if is_active(product) and not own:
            candidates[ident] = _candidate(product, s, facts)
    kinds = {c.kind for c in candidates.values()}
    for ident in sorted(candidates):
        candidate = candidates[ident]
        agreed = any(s.confirms(a.row.id, a.row.family) for a in candidate.actives)
        if candidate.kind == "azelaic" and len(kinds) > 1 and not agreed:
            bars.append(Bar("SR-41", (ident,), question="profile.confirmed", text="plan.azelaic_last"))
            del candidates[ident]
    return candidates, tuple(bars)


def harm_bars(product: Product, s: Situation, facts: SafetyFacts) -> Iterator[Bar]:
    """Yield what bars a product from every step, active or not (SR-02, 07, 10-14, 71, 72)."""
    ident = product.item.id
    if _blocked(product, facts):
        yield Bar("SR-71", (ident,))
    if "scrub" in product.roles:
        yield Bar("SR-72", (ident,))
    if _never_at_home(product, facts):
        yield Bar("SR-07", (ident,))
    if allergic(product, s, facts):
        yield Bar("SR-14", (ident,))
    yield from _pregnancy_bars(product, s, facts)


def allergic(product: Product, s: Situation, facts: SafetyFacts) -> bool:
    """Tell whether a product holds something the person is allergic to (SR-14)."""
    names = {i.name for i in product.reading.ingredients}
    read_as = {i.read_as.upper() for i in product.reading.ingredients if i.read_as}
    for allergy in s.profile.allergies or ():
        word = allergy.strip()
        if word.lower() == _SALICYLATE:
            bark = any(n.startswith("SALIX") for n in names)
            if bark or names & set(facts.salicylate_allergy):
                return True
        elif word.lower() != _SUNSCREEN and word.upper() in names | read_as:
            return True
    return False


def has_sunscreen(products: Mapping[str, Product], s: Situation, facts: SafetyFacts) -> bool:
    """Tell whether a usable sunscreen is in the house (SR-65)."""
    return any(usable_sunscreen(products[i], s, facts) for i in sorted(products))


def _waits_for_sun(bar: Bar, past_only: bool) -> bool:
    return past_only and bar.rule == "SR-65"


def usable_sunscreen(product: Product, s: Situation, facts: SafetyFacts, *, fresh: bool = True) -> bool:
    """Tell whether a product is a sunscreen that this person can use every morning.

    One that is past its time is not counted on (M11), unless `fresh` is not asked for.
    """
    item = product.item
    spf = item.spf if item.spf is not None else product.reading.spf
    broad = item.broad_spectrum if item.broad_spectrum is not None else product.reading.broad_spectrum
    allergies = {a.strip().lower() for a in s.profile.allergies or ()}
    return (
        product.reading.has_list
        and not (fresh and is_past(product, s.today))
        and s.profile.sunscreen_ok is True
        and _SUNSCREEN not in allergies
        and spf is not None
        and spf >= facts.limits.sunscreen_spf_at_least
        and broad is True
        and item.leave_on
        and item.where not in NOT_FACE
        and not any(role in product.roles for role in ("lip", "hair"))
        and not is_active(product)
        and "retinoid" not in product.present
        and not is_prescription(product, facts)
        and not any(True for _ in harm_bars(product, s, facts))
    )


def _candidate(product: Product, s: Situation, facts: SafetyFacts) -> Candidate:
    actives = dosed(product, s, facts)
    kind = kind_of(product.families)
    names = {a.row.ladder for a in actives if a.row.ladder}
    # Two ladders in one product (AHA with PHA): the one that starts lower and goes less far.
    ladders = [facts.ladders[name][1 if s.slow else 0] for name in sorted(names)]
    ladder = min(ladders, key=lambda x: (x.start, x.top, -x.rung_days, -max(x.rung_days_at.values(), default=0)))
    return Candidate(
        product=product,
        kind=str(kind),
        actives=actives,
        ladder=ladder,
        half_pace=starts_strong(actives),
        sun=any(f in SUN_SENSITISING for f in product.families),
        sun_agreed=_agreed_for_sun(actives, s),
    )


def _bars(case: Case, product: Product, s: Situation, facts: SafetyFacts, *, no_sunscreen: bool) -> list[Bar]:
    ident = product.item.id
    harm = list(harm_bars(product, s, facts))
    if not is_active(product):
        traces = [Bar("SR-02", (ident,), text="plan.trace")] if s.child and not s.baby and product.present else []
        return harm + traces
    if is_prescription(product, facts):
        return harm or [Bar("SR-55", (ident,), text="plan.prescribed")]
    if s.child:
        return [*harm, Bar("SR-02", (ident,))]
    return harm or list(_use_bars(case, product, s, facts, no_sunscreen=no_sunscreen))


def holds_steroid(product: Product, facts: SafetyFacts) -> bool:
    """Tell whether a product holds a steroid at any place (SR-71)."""
    return any(i.name in facts.blocked.steroids for i in product.reading.ingredients)


def _use_bars(case: Case, product: Product, s: Situation, facts: SafetyFacts, *, no_sunscreen: bool) -> Iterator[Bar]:
    item, ident = product.item, product.item.id
    if item.where in NOT_FACE or any(role in product.roles for role in NOT_FACE_ROLES):
        near_eye = item.where == "around_eye" or "eye_cream" in product.roles
        yield Bar("SR-20", (ident,), text=None if near_eye else "plan.not_for_face")
        return
    if not product.reading.has_list and not item.strength_pct:
        yield Bar("SR-48", (ident,), question=f"shelf.{ident}.label", text="plan.no_list")
        return
    if "sunscreen" in product.roles:
        yield Bar("SR-66" if "retinoid" in product.families else "SR-49", (ident,), text="plan.active_sunscreen")
        return
    kind = kind_of(product.families)
    if kind is None:
        alone = set(product.families) & set(X) <= set(_NEVER_PLACED)
        yield Bar("SR-40" if alone else "SR-41", (ident,), text="plan.no_reason" if alone else "plan.two_in_one")
        return
    if not item.leave_on:
        yield Bar("SR-41", (ident,), text="plan.rinse_off")
        return
    actives = dosed(product, s, facts)
    if any(a.row.ladder is None for a in actives) or not actives:
        yield Bar("SR-48", (ident,), text="plan.no_ladder")
        return
    yield from too_strong(product, actives, s, facts)
    yield from _person_bars(case, ident, actives, s, facts)
    if sun_medicine_for_good(s, facts) and not _agreed_for_sun(actives, s):
        yield Bar("SR-60", (ident,), question="profile.confirmed")
    if no_sunscreen and any(f in SUN_SENSITISING for f in product.families):
        yield Bar("SR-65", (ident,), question="shelf")


def _person_bars(case: Case, ident: str, actives: tuple[Dosed, ...], s: Situation, facts: SafetyFacts) -> Iterator[Bar]:
    if s.minor and not s.child:
        yield from _minor_bars(ident, actives, s, facts)
    elif any(a.row.free_in and s.region not in a.row.free_in and not _agreed(a, s) for a in actives):
        yield Bar("SR-55", (ident,), question="profile.confirmed", text="plan.ask_pharmacist")
    tests = tuple(e for e in case.entries("spot_test") if e.get("product") == ident)
    last = latest(tests, "result")
    if last and any(e.get("result") == "reacted" for e in tests if e.date == last.date):
        yield Bar("SR-15", (ident,), text="plan.reacted")


def sun_medicines(s: Situation, facts: SafetyFacts) -> tuple[tuple[int, int | None], ...]:
    """Return (first, last) ordinals of the days on which a medicine makes skin sun-sensitive (SR-60).

    The last day is None while no end is known; a missing start counts from the beginning of time.
    """
    persons, limits = facts.persons, facts.limits
    out = []
    for m in s.profile.medicines or ():
        name = m.name.lower()
        if m.kind != "photosensitising" and not any(word in name for word in persons.photosensitising_names):
            continue
        long = any(word in name for word in persons.photosensitising_long)
        after = limits.photosensitising_long_after_days if long else limits.photosensitising_after_days
        out.append((m.started.toordinal() if m.started else 1, m.ended.toordinal() + after - 1 if m.ended else None))
    return tuple(out)


def sun_medicine_for_good(s: Situation, facts: SafetyFacts) -> bool:
    """Tell whether a sun-sensitising medicine is taken with no end in sight."""
    return any(first <= s.today.toordinal() and last is None for first, last in sun_medicines(s, facts))


def _agreed_for_sun(actives: tuple[Dosed, ...], s: Situation) -> bool:
    """Tell whether SR-60 leaves a product alone: BHA and azelaic always, the others when confirmed."""
    return all(a.row.family not in SUN_SENSITISING or _agreed(a, s) for a in actives)


def _minor_bars(ident: str, actives: tuple[Dosed, ...], s: Situation, facts: SafetyFacts) -> Iterator[Bar]:
    limits = facts.limits
    caps = {
        "adapalene": limits.minor_adapalene_at_most_pct,
        "salicylic acid": limits.minor_bha_at_most_pct,
        "azelaic acid": limits.minor_azelaic_at_most_pct,
    }
    for a in actives:
        cap = caps.get(a.row.id) if a.row.id in facts.persons.minor_actives else None
        if cap is None or a.found.strength_pct is None or a.found.strength_pct > cap:
            yield Bar("SR-03", (ident,), text="plan.minor_never")
        elif a.row.id not in s.profile.confirmed or s.profile.guardian_agrees is False:
            yield Bar("SR-03", (ident,), question="profile.confirmed")


def _agreed(a: Dosed, s: Situation) -> bool:
    return s.confirms(a.row.id, a.row.family)


def _pregnancy_bars(product: Product, s: Situation, facts: SafetyFacts) -> Iterator[Bar]:
    """Yield the bars of SR-10 to SR-13; the mere presence of an ingredient counts (0.3)."""
    pregnancy = s.pregnancy if s.pregnancy in _COLUMN_QUESTION else None
    for column in (*((pregnancy,) if pregnancy else ()), *(("breastfeeding",) if s.breastfeeding else ())):
        for found in product.actives:
            row = facts.active_of(found.name)
            if row is None:
                continue
            rule = _pregnancy_rule(found.family, column)
            text = None if is_active(product) else "plan.trace"
            word = pregnancy_word(row.id, row.family, column, facts)
            if word == "never":
                yield Bar(rule, (product.item.id,), question=_COLUMN_QUESTION[column], text=text)
            elif word == "confirmed" and not s.confirms(row.id, row.family):
                yield Bar(rule, (product.item.id,), question="profile.confirmed", text=text)


_COLUMN_QUESTION = {
    "yes": "profile.pregnancy",
    "unsure": "profile.pregnancy",
    "trying": "profile.pregnancy",
    "breastfeeding": "profile.breastfeeding",
}


def pregnancy_word(active: str, family: str, column: str, facts: SafetyFacts) -> str:
    """Return never, confirmed or free for an active in one column of table 0.6; unknown is never."""
    table = facts.persons.pregnancy
    row = table.get(active) or table.get(family) or {}
    return row.get(column, "never")


def _pregnancy_rule(family: str, column: str) -> str:
    if family != "retinoid":
        return "SR-13"
    return {"yes": "SR-10", "breastfeeding": "SR-12"}.get(column, "SR-11")


def _blocked(product: Product, facts: SafetyFacts) -> bool:
    """Tell whether SR-71 keeps a product out of every step."""
    blocked = facts.blocked
    names = [i.name for i in product.reading.ingredients if not i.may_contain and i.name not in _WATER]
    name = product.item.name.lower()
    if names and names[0] in blocked.first:
        return True
    if any(_says(name, word) for word in blocked.name_words):
        return True
    if any(n in blocked.any_place for n in names):
        return True
    stated = product.item.strength_pct
    return any(stated.get(n, 0.0) >= blocked.essential_oil_pct for n in names if n in blocked.first)


def _never_at_home(product: Product, facts: SafetyFacts) -> bool:
    """Tell whether name or label say peel, mole, wart or skin-tag removal, or the acid is too strong."""
    text = f"{product.item.name}\n{_beside_the_list(product)}".lower()
    if any(_says(text, word) for word in facts.blocked.never_home_words):
        return True
    return skin_acid_pct(product) > facts.limits.aha_pha_sum_at_most_pct


def _says(text: str, word: str) -> bool:
    """Tell whether `text` holds `word` as a word ("peels" and "peeling" too, "molecule" not)."""
    return re.search(rf"\b{re.escape(word)}(?:s|ing|er)?\b", text) is not None


def _beside_the_list(product: Product) -> str:
    """Return the label without the words read as ingredients ("orange peel oil" is no peel)."""
    text = list(product.item.label or product.reading.text)
    for i in product.reading.ingredients:
        if product.item.label in {"", product.reading.text}:
            text[i.start : i.end] = " " * (i.end - i.start)
    return "".join(text)
