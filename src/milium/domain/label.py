"""A label as read: ingredients with their place in the text, and what they make of the product."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Use = Literal["leave_on", "rinse_off"]
How = Literal["exact", "skeleton", "bracket", "slash", "segment", "spelling", "form", "unknown"]


class Percent(NamedTuple):
    """Share of the product by mass, % w/w.

    Attributes:
        declared: What the pack states, as one number (the top of a range), or None.
        low: Lower bound that follows from order and statements, 0-100.
        high: Upper bound, 0-100.
    """

    declared: float | None = None
    low: float = 0.0
    high: float = 100.0


class Ingredient(NamedTuple):
    """One name of the list, in label order.

    Attributes:
        name: Canonical INCI name, upper case, EU form (AQUA, PARFUM, CI 77491); for a word we
            do not know, the word as printed in upper case.
        start, end: Code points of the text as given (half open).
        how: The way it was recognised; "form" = classed by the form of its name, "unknown".
        read_as: The printed word when it differs by more than spelling of spaces, else None.
        may_contain: True for entries of a "may contain" section.
        percent: Declared and possible share.
        section: "list", "active" (drug facts or declared ahead of the list), "may_contain".
        maybe: With how = "unknown": a flagged active this may be a misprint of. Never taken as
            read; the person is asked.
    """

    name: str
    start: int
    end: int
    how: How = "exact"
    read_as: str | None = None
    may_contain: bool = False
    percent: Percent = Percent()
    section: Literal["list", "active", "may_contain"] = "list"
    maybe: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A label text, read: pure fact, no judgement.

    Attributes:
        text: The text as given.
        has_list: False when the text holds no ingredient list; then `ingredients` is empty.
        ingredients: In label order; actives declared ahead of the list come first.
        spf: Sun protection factor stated in the text, or None.
        broad_spectrum: True when the text states broad spectrum / UVA, None when it does not say.
        alphabetical: True when the list is in alphabetical order, so that order says nothing.
        pao_months: Months it keeps once opened, as the text states them ("12M"), or None.
        eu_limits: Shares are bounded by EU limits, too: the label is one for the EU, taken as lawful.
    """

    text: str
    has_list: bool
    ingredients: tuple[Ingredient, ...] = ()
    spf: float | None = None
    broad_spectrum: bool | None = None
    alphabetical: bool = False
    pao_months: int | None = None
    eu_limits: bool = False

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the names we could neither find nor class, in label order."""
        return tuple([i.name for i in self.ingredients if i.how == "unknown"])


@dataclass(frozen=True, slots=True)
class InUse:
    """An active the person already tolerates."""

    since: date
    evenings_per_week: int


@dataclass(frozen=True, slots=True)
class ShelfItem:
    """A product as the person entered it. None = not said.

    Attributes:
        id: Shelf id, unique on the shelf.
        use: leave_on or rinse_off; missing is read as leave_on (safety_rules 0.2).
        where: face, around_eye, lips, hair, body; None = not said.
        strength_pct: INCI name (upper case) -> % w/w stated on the pack; a range counts with its top.
        prescribed: Evenings a week a prescriber set; 0 when prescribed without a number.
        pao_months: Months it keeps once opened, as printed beside the open jar ("12M").
        use_by: Last day on which the maker says it is good.
        gtin: Barcode, 14 digits; only with a right check digit.
    """

    id: str
    name: str = ""
    label: str = ""
    use: Use | None = None
    where: str | None = None
    texture: str | None = None
    strength_pct: Mapping[str, float] = field(default_factory=dict)
    ph: float | None = None
    spf: float | None = None
    broad_spectrum: bool | None = None
    opened: date | None = None
    used_since: date | None = None
    in_use: InUse | None = None
    prescribed: int | None = None
    pao_months: int | None = None
    use_by: date | None = None
    gtin: str | None = None

    @property
    def leave_on(self) -> bool:
        """Return True unless the product is washed off."""
        return self.use != "rinse_off"


@dataclass(frozen=True, slots=True)
class ActiveFound:
    """An active ingredient found in a product.

    Attributes:
        family: retinoid aha pha bha benzoyl_peroxide azelaic vitamin_c.
        name: Canonical INCI name.
        strength_pct: Stated % w/w, or None when not stated.
        counts: True when it makes the product a product of that family (safety_rules 0.3).
    """

    family: str
    name: str
    strength_pct: float | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Product:
    """A shelf item with its label read and classed by `engine.audit`.

    Attributes:
        families: Families the product counts for (safety_rules 0.3), sorted.
        present: Families of which any member is present, at any place or strength, sorted.
        roles: cleanser exfoliant retinoid moisturiser sunscreen treatment scrub oil eye_cream
            make_up remover lip hair tool, in that order.
        heavy: It stays on the skin and its film is heavy; such a product is no light cream.
    """

    item: ShelfItem
    reading: Reading
    actives: tuple[ActiveFound, ...] = ()
    families: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    heavy: bool = False
