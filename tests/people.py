"""The same five people in every test, and makers of cases and products without a label reader.

`Ana` is an adult with milia on the cheeks, `Ben` a newborn, `Caro` is pregnant, `Dev` has
phototype 6 and bumps near the eye, `Eli` comes after laser. Everything is built by hand, so that
planner and checker can be tested without reading a label.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from milium.adapters.packfiles import load_knowledge
from milium.domain.case import Case, LogEntry, Wishes
from milium.domain.identify import Answers, Assessment, FlagSeen, Identification, RedFlag, Triage
from milium.domain.label import ActiveFound, Ingredient, InUse, Product, Reading, ShelfItem
from milium.domain.person import Age, AgeRange, Profile
from milium.domain.safety import SafetyFacts

MONDAY = date(2026, 3, 2)

MILIA = (("milia_primary", 0.86), ("closed_comedone", 0.06), ("syringoma", 0.04), ("bcc", 0.04))

CHEEKS: Mapping[str, str] = {
    "age": "adult_18_39y",
    "site": "cheek_forehead_chin",
    "count": "6_20",
    "size": "1_2",
    "colour": "pearly_white",
    "opening": "none_seen",
    "feel": "hard_bead",
    "redness": "none",
    "symptom": "none",
    "bleed_crust": "never",
    "duration": "6m_2y",
    "change": "stable",
    "trigger": "none_known",
    "grouping": "scattered",
}

HEALTHY = Profile(
    age=Age(28, "years"),
    pregnancy="no",
    breastfeeding=False,
    phototype=2,
    past_dark_marks=False,
    conditions=(),
    skin="oily",
    skin_now=(),
    medicines=(),
    allergies=(),
    sunscreen_ok=True,
    contact_lenses=False,
    tools=(),
    region="EU",
)


def safety() -> SafetyFacts:
    """Return the facts of the safety rules, as shipped."""
    return load_knowledge().safety


def day(offset: int) -> date:
    """Return the date `offset` days after the Monday on which every test starts."""
    return MONDAY + timedelta(days=offset)


# -- products ---------------------------------------------------------------------------------


def product(
    ident: str,
    *names: str,
    strength: Mapping[str, float] | None = None,
    roles: tuple[str, ...] = (),
    counts: bool | None = None,
    **item: Any,
) -> Product:
    """Make a product from ingredient names, as if its label had been read and classed.

    Args:
        ident: Shelf id, also its name unless `name` is given.
        names: INCI names in label order; AQUA is put in front.
        strength: INCI name -> % w/w on the pack.
        roles: Roles; of an active by its family when empty.
        counts: Whether its actives make families; by the tables "always" and the strength when None.
        item: Further keys of the shelf item (use, where, ph, spf, in_use, ...).
    """
    strength = dict(strength or {})
    listed = tuple(dict.fromkeys(("AQUA", *names, *strength)))
    label = ", ".join(n.title() for n in listed)
    ingredients, at = [], 0
    for name in listed:
        ingredients.append(Ingredient(name, at, at + len(name)))
        at += len(name) + 2
    shelf_item = ShelfItem(**{"id": ident, "name": ident, "label": label, "strength_pct": strength, **item})
    actives = tuple(_active(name, strength.get(name), counts) for name in listed if safety().active_of(name))
    families = tuple(sorted({a.family for a in actives if a.counts}))
    return Product(
        item=shelf_item,
        reading=Reading(text=label, has_list=True, ingredients=tuple(ingredients)),
        actives=actives,
        families=families,
        present=tuple(sorted({a.family for a in actives})),
        roles=roles or _roles(families),
    )


def _active(name: str, strength: float | None, counts: bool | None) -> ActiveFound:
    row = safety().active_of(name)
    assert row is not None
    strong = row.counts == "always" or (strength or 0) >= (row.declared_pct or 0)
    if strength is not None and row.not_below_pct is not None and strength < row.not_below_pct:
        strong = False
    return ActiveFound(row.family, name, strength, strong if counts is None else counts)


def _roles(families: tuple[str, ...]) -> tuple[str, ...]:
    if "retinoid" in families:
        return ("retinoid",)
    if {"aha", "pha", "bha"} & set(families):
        return ("exfoliant",)
    return ("treatment",) if families else ()


def cleanser(**item: Any) -> Product:
    """A mild cleanser."""
    return product("cleanser", "GLYCERIN", "COCO-GLUCOSIDE", roles=("cleanser",), use="rinse_off", **item)


def cream(**item: Any) -> Product:
    """A light moisturiser."""
    return product("cream", "GLYCERIN", "SQUALANE", roles=("moisturiser",), use="leave_on", **item)


def sunscreen(**item: Any) -> Product:
    """A sunscreen SPF 50, broad spectrum."""
    keys = {"use": "leave_on", "spf": 50.0, "broad_spectrum": True, **item}
    return product("spf", "SILICA", roles=("sunscreen",), **keys)


def glycolic(pct: float | None = 7, ph: float | None = 3.8, **item: Any) -> Product:
    """Glycolic toner, 7 % at pH 3.8 unless said."""
    return acid("glycolic", "GLYCOLIC ACID", pct, ph=ph, **item)


def mandelic(pct: float | None = 8, ph: float | None = 3.8, **item: Any) -> Product:
    """Mandelic serum."""
    return acid("mandelic", "MANDELIC ACID", pct, ph=ph, **item)


def lactic(pct: float | None = 8, ph: float | None = 3.8, **item: Any) -> Product:
    """Lactic serum."""
    return acid("lactic", "LACTIC ACID", pct, ph=ph, counts=True, **item)


def salicylic(pct: float | None = 2, **item: Any) -> Product:
    """Salicylic liquid."""
    return acid("salicylic", "SALICYLIC ACID", pct, **item)


def retinol(pct: float | None = 0.2, **item: Any) -> Product:
    """Retinol serum."""
    return acid("retinol", "RETINOL", pct, **item)


def adapalene(pct: float | None = 0.1, **item: Any) -> Product:
    """Adapalene gel."""
    return acid("adapalene", "ADAPALENE", pct, **item)


def azelaic(pct: float | None = 10, **item: Any) -> Product:
    """Azelaic cream."""
    return acid("azelaic", "AZELAIC ACID", pct, **item)


def acid(ident: str, inci: str, pct: float | None, counts: bool | None = None, **item: Any) -> Product:
    """A leave-on product with one active."""
    strength = {} if pct is None else {inci: float(pct)}
    keys = {"use": "leave_on", **item}
    return product(ident, inci, strength=strength, counts=counts, **keys)


def in_use(since: date, evenings: int) -> InUse:
    """Say that an active is already tolerated."""
    return InUse(since, evenings)


def shelf(*actives: Product, spf: bool = True) -> tuple[Product, ...]:
    """A cleanser, a light cream, a sunscreen (unless not), and `actives`."""
    return (cleanser(), cream(), *((sunscreen(),) if spf else ()), *actives)


# -- cases ------------------------------------------------------------------------------------


def person(
    *products: Product,
    today: date = MONDAY,
    profile: Mapping[str, Any] | None = None,
    answers: Mapping[str, str | None] | None = None,
    flags: tuple[str, ...] | None = (),
    wishes: Mapping[str, Any] | None = None,
    log: tuple[LogEntry, ...] = (),
    **keys: Any,
) -> Case:
    """Make a case: a healthy adult of 28 with milia on the cheeks, changed as given.

    Args:
        products: The shelf.
        today: T.
        profile: Changes of the profile.
        answers: Changes of the answers; None takes one out.
        flags: Ticked flags; None = not asked.
        wishes: Keys of `Wishes`.
        log: Log entries, put in date order.
        keys: Further keys of `Case` (bump_sites, dated, shown, started, age).
    """
    own = replace(HEALTHY, **(profile or {}))
    given = {k: v for k, v in {**CHEEKS, **(answers or {})}.items() if v is not None}
    case = Case(
        id="test",
        today=today,
        started=None,
        profile=own,
        answers=Answers(given, flags),
        shelf=tuple(p.item for p in products),
        wishes=Wishes(**(wishes or {})),
        log=tuple(sorted(log, key=lambda e: e.date)),
        age=own.age.as_range() if own.age else None,
    )
    return replace(case, **keys)


def by_id(products: tuple[Product, ...]) -> dict[str, Product]:
    """Return the shelf as the planner and the checker read it."""
    return {p.item.id: p for p in products}


def assessed(
    *candidates: tuple[str, float],
    flags: tuple[tuple[str, Triage], ...] = (),
    seen: tuple[tuple[str, Triage, date], ...] = (),
) -> Assessment:
    """Make an assessment: probably milia unless `candidates` are given, with red flags if any."""
    now = tuple(RedFlag(i, u, (i,)) for i, u in flags)
    first = tuple(FlagSeen(f, date.min) for f in now)
    later = tuple(FlagSeen(RedFlag(i, u, (i,)), on) for i, u, on in seen)
    found = Identification(
        candidates=candidates or MILIA,
        sure=True,
        red_flags=now,
        triage=now[0].urgency if now else "self-care",
        next_question=None,
    )
    return Assessment(found, (*first, *later))


# -- log --------------------------------------------------------------------------------------


def check_in(on: date, irritation: int | None = 0, **keys: Any) -> LogEntry:
    """A check-in, calm unless said; a key given as None is missing."""
    body = {
        "irritation": irritation,
        "spf": "ok",
        "adherence": "good",
        "bumps": "same",
        "skin_now": (),
        "flags": (),
        **keys,
    }
    return LogEntry("check_in", on, {k: v for k, v in body.items() if v is not None})


def tick(on: date, ident: str, slot: str = "pm") -> LogEntry:
    """Something that was done."""
    return LogEntry("tick", on, {"slot": slot, "product": ident})


def spot_test(on: date, ident: str, result: str = "ok") -> LogEntry:
    """A spot test that was logged."""
    return LogEntry("spot_test", on, {"product": ident, "result": result})


def reaction(on: date, what: str) -> LogEntry:
    """A reaction or mishap that was logged."""
    return LogEntry("reaction", on, {"what": what})


def cleared(on: date, about: str) -> LogEntry:
    """A clinician cleared a flag."""
    return LogEntry("clinician", on, {"what": "cleared", "about": about})


def ticks(ident: str, *days: date) -> tuple[LogEntry, ...]:
    """The same product ticked on several evenings."""
    return tuple(tick(d, ident) for d in days)


# -- the five ---------------------------------------------------------------------------------


def ana(*actives: Product, **keys: Any) -> tuple[Case, dict[str, Product]]:
    """Ana: 28, milia on the cheeks, nothing against a plan."""
    products = shelf(*(actives or (glycolic(),)))
    return person(*products, **keys), by_id(products)


def ben(**keys: Any) -> tuple[Case, dict[str, Product]]:
    """Ben: 9 days old, white dots on the nose, nothing on his shelf."""
    baby = {"age": Age(9, "days"), "pregnancy": None, "breastfeeding": None}
    answers = {"age": "newborn_0_28d", "site": "nose", "duration": "days"}
    return person(profile=baby, answers=answers, age=AgeRange(0, 0), **keys), {}


def caro(*actives: Product, **keys: Any) -> tuple[Case, dict[str, Product]]:
    """Caro: 31, pregnant, milia on the cheeks."""
    products = shelf(*(actives or (retinol(), glycolic())))
    profile = {"age": Age(31, "years"), "pregnancy": "yes", **keys.pop("profile", {})}
    return person(*products, profile=profile, **keys), by_id(products)


def dev(*actives: Product, **keys: Any) -> tuple[Case, dict[str, Product]]:
    """Dev: 35, phototype 6, milia under the eye."""
    products = shelf(*(actives or (mandelic(),)))
    profile = {"age": Age(35, "years"), "phototype": 6, "past_dark_marks": True, **keys.pop("profile", {})}
    return person(*products, profile=profile, answers={"site": "around_eye"}, **keys), by_id(products)


def eli(*actives: Product, **keys: Any) -> tuple[Case, dict[str, Product]]:
    """Eli: 45, beads on the cheek six weeks after a laser."""
    products = shelf(*(actives or (retinol(),)))
    profile = {"age": Age(45, "years"), **keys.pop("profile", {})}
    answers = {"age": "adult_40_64y", "site": "injured_or_treated_skin", "duration": "under_6_weeks"}
    return person(*products, profile=profile, answers=answers, **keys), by_id(products)
