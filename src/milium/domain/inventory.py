"""Limits of the EU annexes for one name."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """One entry of an annex of Regulation (EC) 1223/2009.

    Attributes:
        annex: II (prohibited), III (restricted), IV (colourants), V (preservatives), VI (UV filters).
        ref: Reference number in the annex ("29", "12a").
        most_pct: The highest share it states for any kind of product, % w/w; None = it states none.
        as_other: It is stated as something else ("as acid"), so it does not bound this name itself.
        says: The limit as the annex words it.
        products: The kinds of product as the annex words them.
    """

    annex: str
    ref: str
    most_pct: float | None = None
    as_other: bool = False
    says: str = ""
    products: str = ""


PROHIBITED = "II"


def bound_pct(limits: Iterable[Limit]) -> float | None:
    """Return the most that a product which keeps the annexes holds of this name, % w/w; None = they do not say.

    The highest of all kinds of product counts: it holds whatever the product is.
    """
    known = list(limits)
    shares = [limit.most_pct for limit in known if limit.most_pct is not None and not limit.as_other]
    open_end = any(limit.most_pct is None or limit.as_other for limit in known if limit.annex != PROHIBITED)
    return None if open_end else max(shares, default=None)
