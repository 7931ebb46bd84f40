"""The facts of the shelf as a whole: textures, what was there first, what a shelf needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from milium.domain.judging_facts import Names, Words


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TextureFacts:
    """How a name or a list shows the texture of a product.

    Attributes:
        words: Texture -> words of product names, looked at in this order.
        thick: Textures that count as a thick film where there is no list to read.
        gellants: Names that make water a gel.
        fats: Kinds of the ingredient table that make a cream of it.
        first: Fats are counted among the first so many names.
        cream_fats: So many fats, or one thick film former, make a cream; fewer make a lotion.
    """

    words: Mapping[str, Words]
    thick: tuple[str, ...]
    gellants: Names
    fats: tuple[str, ...]
    first: int
    cream_fats: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ShelfFacts:
    """Facts of the shelf; names and meanings as in `packs/audit/shelf.yaml`.

    Attributes:
        recount_days: Days from a change to the next count.
        onset_days: Answer about how long the bumps are there -> fewest and most days ago; the
            most may be missing.
        basics: Roles that every shelf needs, in the order of an evening and a morning.
        beside: Roles that take a product out of the basics, whatever else it is.
        texture: How textures are told.
    """

    recount_days: int
    onset_days: Mapping[str, tuple[int, ...]]
    basics: tuple[str, ...]
    beside: tuple[str, ...]
    texture: TextureFacts
