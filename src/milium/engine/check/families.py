"""What a product is, read again from its ingredients and stated strengths (safety rules 0.3).

The checker believes neither a plan's `families` nor a product's: it classes each label itself.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from milium.domain.label import Ingredient, Product, ShelfItem
from milium.domain.safety import Active, SafetyFacts

WATER = ("AQUA", "WATER", "EAU")
LETTERS_OF_AN_ACRONYM = 3
MONTHS, DAYS_MONTHS_DIFFER = 12, 3

RETINOID = "retinoid"
# Words of INCI names that make any name a retinoid, also one that no table holds.
RETINOID_WORDS = ("RETINOL", "RETINAL", "RETINYL", "RETINOATE", "RETINOYL")
BHA = "bha"
ACIDS = ("aha", "bha", "pha")
AHA_PHA = ("aha", "pha")
AZELAIC = "azelaic"
BENZOYL_PEROXIDE = "benzoyl_peroxide"
SHARED_DAY_GROUPS = ((RETINOID,), AHA_PHA, (BHA,), (BENZOYL_PEROXIDE,))  # SR-40: one of these a day


@dataclass(frozen=True, slots=True)
class Found:
    """An active of a label: its stated strength (% w/w, summed over its names) or None, and whether it counts."""

    active: Active
    strength_pct: float | None
    counts: bool

    @property
    def family(self) -> str:
        """Return the family of the active."""
        return self.active.family


@dataclass(frozen=True, slots=True)
class Classed:
    """A shelf product as the checker sees it.

    Attributes:
        readable: False when no ingredient list was read and no strength was stated.
        names: Every INCI name of the label and of the stated strengths, and every active that an
            unread word may be a misprint of, sorted.
        found: Every active present, sorted by id.
        families: Families it counts for, sorted; with one of them it is an X product.
        present: Families of which any member is present at any place or strength, sorted.
        first: First name of the list, water left out; "" when there is none.
        words: Product name and label text outside the ingredients, lower case.
        scrub: True when it rubs: the audit, the name or a rinse-off label says so.
        good_until: Last day on which it is good, as far as the pack and the person say (M11).
    """

    item: ShelfItem
    readable: bool
    names: tuple[str, ...]
    found: tuple[Found, ...]
    families: tuple[str, ...]
    present: tuple[str, ...]
    first: str
    words: str
    scrub: bool
    spf: float | None
    broad_spectrum: bool | None
    good_until: date | None
    declared: Mapping[str, float]

    @property
    def id(self) -> str:
        """Return the shelf id."""
        return self.item.id

    @property
    def active(self) -> bool:
        """Tell whether it is an X product."""
        return bool(self.families)

    def has(self, *families: str) -> bool:
        """Tell whether it counts for one of `families`."""
        return any(f in self.families for f in families)

    def counting(self) -> tuple[Found, ...]:
        """Return the actives that make it an X product."""
        return tuple(f for f in self.found if f.counts)


def class_shelf(products: Collection[Product], facts: SafetyFacts) -> dict[str, Classed]:
    """Class products of a shelf by their id, in order of id."""
    by_name = _by_name(facts, {i.name for p in products for i in p.reading.ingredients})
    classed = [_class(p, by_name, facts) for p in sorted(products, key=lambda p: p.item.id)]
    return {c.id: c for c in classed}


def class_one(product: Product, facts: SafetyFacts) -> Classed:
    """Class one product."""
    return next(iter(class_shelf([product], facts).values()))


def _by_name(facts: SafetyFacts, names: Iterable[str]) -> dict[str, Active]:
    """Return every name that is an active; a retinoid of no table counts as the ester of no name."""
    known = {name: active for active in facts.actives for name in active.inci}
    other = next((a for a in facts.actives if a.family == RETINOID and a.id.startswith("other")), None)
    for name in names:
        if other and name not in known and name not in facts.never_actives and _is_retinoid(name):
            known[name] = other
    return known


def _is_retinoid(name: str) -> bool:
    return any(word.startswith(RETINOID_WORDS) for word in re.split(r"[^A-Z]+", name))


def says_one_of(text: str, words: Iterable[str]) -> bool:
    """Tell whether `text` holds one of `words` at the start of a word ("exfoliat" finds "exfoliating").

    A short acronym must stand alone, so that "pha" is not found in "phase".
    """
    low = text.lower().replace("-", " ")
    return any(re.search(_pattern(word.lower().replace("-", " ")), low) for word in words)


def says_whole(text: str, words: Iterable[str]) -> bool:
    """Tell whether `text` holds one of `words` whole, or its plural or -ing form ("mole", not "molecule")."""
    low = text.lower().replace("-", " ")
    return any(re.search(rf"(?<![a-z]){re.escape(w)}(s|ing|er)?(?![a-z])", low) for w in words)


def _pattern(word: str) -> str:
    tail = "(?![a-z])" if len(word) <= LETTERS_OF_AN_ACRONYM else ""
    return rf"(?<![a-z]){re.escape(word)}{tail}"


def _class(product: Product, by_name: Mapping[str, Active], facts: SafetyFacts) -> Classed:
    item, reading = product.item, product.reading
    declared = _declared(product)
    misprints = {i.maybe for i in reading.ingredients if i.maybe}
    names = tuple(sorted({i.name for i in reading.ingredients} | misprints | set(declared)))
    found = _found(product, names, declared, by_name, facts)
    in_list = _without_water(reading.ingredients, "list") or _without_water(reading.ingredients, "active")
    return Classed(
        item=item,
        readable=reading.has_list or bool(declared),
        names=names,
        found=found,
        families=tuple(sorted({f.family for f in found if f.counts})),
        present=tuple(sorted({f.family for f in found})),
        first=in_list[0] if in_list else "",
        words=f"{item.name}\n{_outside_ingredients(product)}".lower(),
        scrub=_is_scrub(product, names, facts),
        spf=item.spf if item.spf is not None else reading.spf,
        broad_spectrum=item.broad_spectrum if item.broad_spectrum is not None else reading.broad_spectrum,
        good_until=_good_until(product),
        declared=declared,
    )


def _good_until(product: Product) -> date | None:
    """Return the last day on which it is good: the maker's date, or the months after opening if they end sooner."""
    opened, stated = product.item.opened, (product.item.pao_months, product.reading.pao_months)
    counted = [_after(opened, months) for months in stated if opened is not None and months is not None]
    return min([*counted, *([product.item.use_by] if product.item.use_by else [])], default=None)


def _after(opened: date, months: int) -> date:
    """Return the day some months after opening; a month too short for the day ends on its last."""
    month = opened.month + months
    year, month = opened.year + (month - 1) // MONTHS, (month - 1) % MONTHS + 1
    days_left = range(opened.day, opened.day - DAYS_MONTHS_DIFFER - 1, -1)
    for day in days_left:
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date.max


def _declared(product: Product) -> dict[str, float]:
    """Return the stated strength of each name; where two statements differ, the higher one."""
    declared = {name.upper(): pct for name, pct in product.item.strength_pct.items()}
    for ingredient in product.reading.ingredients:
        pct = ingredient.percent.declared
        if pct is not None:
            declared[ingredient.name] = max(pct, declared.get(ingredient.name, pct))
    return declared


def _found(
    product: Product,
    names: tuple[str, ...],
    declared: Mapping[str, float],
    by_name: Mapping[str, Active],
    facts: SafetyFacts,
) -> tuple[Found, ...]:
    by_active: dict[str, list[str]] = {}
    for name in names:
        if name in by_name:
            by_active.setdefault(by_name[name].id, []).append(name)
    early = _early_names(product, facts)
    word = says_one_of(product.item.name, facts.name_words)
    found = []
    for ident in sorted(by_active):
        own = by_active[ident]
        active = by_name[own[0]]
        stated = [declared[n] for n in own if n in declared]
        strength = sum(stated) if stated else None
        placed = word or (active.position_counts and any(n in early for n in own))
        found.append(Found(active, strength, _counts(active, strength, placed, product.item)))
    return tuple(found)


def _counts(active: Active, strength: float | None, placed: bool, item: ShelfItem) -> bool:
    """Tell whether an active makes its product an X product (0.3); `placed`: its name or place says so."""
    if active.counts == "never" or (active.leave_on_only and not item.leave_on):
        return False
    if active.counts == "always":
        return active.not_below_pct is None or strength is None or strength >= active.not_below_pct
    stated = active.declared_pct is not None and strength is not None and strength >= active.declared_pct
    return stated or placed


def _early_names(product: Product, facts: SafetyFacts) -> frozenset[str]:
    early: set[str] = set()
    for section in ("list", "active"):
        early.update(_without_water(product.reading.ingredients, section)[: facts.first_names])
    return frozenset(early)


def _without_water(ingredients: Iterable[Ingredient], section: str) -> list[str]:
    return [i.name for i in ingredients if i.section == section and not i.may_contain and i.name not in WATER]


def _outside_ingredients(product: Product) -> str:
    """Return the words of the label that are not ingredients (orange PEEL oil is no peel)."""
    text, out, at = product.reading.text, [], 0
    for ingredient in sorted(product.reading.ingredients, key=lambda i: i.start):
        out.append(text[at : ingredient.start])
        at = max(at, ingredient.end)
    return " ".join([*out, text[at:]])


def _is_scrub(product: Product, names: tuple[str, ...], facts: SafetyFacts) -> bool:
    grains = not product.item.leave_on and any(n in facts.scrubs for n in names)
    return grains or "scrub" in product.roles or says_one_of(product.item.name, ("scrub",))
