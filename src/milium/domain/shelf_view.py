"""The shelf as a whole: which product fills which role, and why another one does not."""

from dataclasses import dataclass
from typing import Literal

from milium.domain.label import Product

Fit = Literal["fills", "not_usable_sunscreen", "not_light", "not_now", "ask_first"]


@dataclass(frozen=True, slots=True)
class Filling:
    """How a product stands to a role that every shelf needs.

    Attributes:
        role: cleanser, moisturiser or sunscreen.
        fit: fills, or why it does not (yet).
    """

    role: str
    product: Product
    fit: Fit


@dataclass(frozen=True, slots=True)
class Double:
    """Products of one kind, of which only one may be used at a time (SR-41).

    Attributes:
        families: The families that count as one kind, in the order of the rule.
        products: Two or more, sorted by shelf id.
    """

    families: tuple[str, ...]
    products: tuple[Product, ...]
