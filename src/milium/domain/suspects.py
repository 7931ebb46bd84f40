"""Which of my creams? Products that may play a part, in the order in which they were begun."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from milium.domain.label import Ingredient, Product

Began = Literal["before", "unclear", "unknown", "after"]
# A product begun after the bumps never stands above one begun before; what is not known stands between.
BEGAN: tuple[Began, ...] = ("before", "unclear", "unknown", "after")
Why = Literal["film", "texture", "studies"]
Cleared = Literal["washed_off", "elsewhere", "light", "prescribed", "medicine", "tool", "no_list", "no_order"]
Basis = Literal["said", "name", "label"]


@dataclass(frozen=True, slots=True)
class Onset:
    """When the bumps came: the earliest and the latest date it may have been.

    Attributes:
        earliest: None = any time before `latest`.
        latest: The bumps were there on the day after at the latest.
        said: True when the person named the date itself.
    """

    earliest: date | None
    latest: date
    said: bool = False


@dataclass(frozen=True, slots=True)
class Texture:
    """Texture of a product.

    Attributes:
        word: gel, lotion, cream, balm or oil.
        basis: said (by the person), name (of the product) or label (its list): the last two are inferred.
    """

    word: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Suspect:
    """A product that may play a part, with what speaks for it.

    Attributes:
        began: Whether it was begun before the bumps came.
        why: film (a thick film former), texture (thick by its texture, no list to read) or
            studies (blocked pores in older lab tests).
        on: The ingredients it stands on, in label order.
        place: Where it is used; None = not known. `place_said` when the person told it.
        sites: Places with bumps that it reaches; () when one of the two is not known.
    """

    product: Product
    began: Began
    why: Why
    on: tuple[Ingredient, ...] = ()
    texture: Texture | None = None
    place: str | None = None
    place_said: bool = False
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoSuspect:
    """A product that is no suspect, or about which nothing can be told, and why."""

    product: Product
    reason: Cleared
    texture: Texture | None = None


def began(used_since: date | None, onset: Onset | None) -> Began:
    """Return whether a product was begun before the bumps came.

    >>> began(date(2026, 5, 1), Onset(date(2026, 7, 1), date(2026, 7, 31)))
    'before'
    >>> began(date(2026, 7, 15), Onset(date(2026, 7, 1), date(2026, 7, 31)))
    'unclear'
    """
    if used_since is None:
        return "unknown"
    if onset is None:
        return "unclear"
    if used_since > onset.latest:
        return "after"
    return "before" if onset.earliest is not None and used_since < onset.earliest else "unclear"
