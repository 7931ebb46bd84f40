"""Limits of the EU annexes for one name."""

import re
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
_OF_KIND = {"V": "preservative", "VI": "uv_filter"}  # what an annex says of names of another kind is not the whole
_ITEM = r"(?:\(?[a-h]\)\s*)?\d+(?:[.,]\d+)?\s*%\s*(?:\(\d{1,2}\))?[\s,;]*"
_PLAIN = re.compile(rf"\s*(?:{_ITEM})+")
_LETTER = re.compile(r"\(?\b([a-h])\)")


def bound_pct(limits: Iterable[Limit], kind: str | None = None) -> float | None:
    """Return the most that a product which keeps the annexes holds of this name, % w/w; None = they do not say.

    The highest of all kinds of product counts: it holds whatever the product is. An entry that
    leaves one of its products without a number, or speaks of something else than the name itself
    (an impurity, the acid of a salt, the mixture on the hair), bounds nothing, and then nothing does.

    Args:
        limits: All entries for the name.
        kind: Kind of the name in the table; the annex of preservatives bounds only a preservative,
            and that of UV filters only a UV filter. None = not looked at.
    """
    known = [limit for limit in limits if limit.annex != PROHIBITED]
    shares = [limit.most_pct for limit in known if limit.most_pct is not None and _binds(limit, kind)]
    return max(shares) if shares and len(shares) == len(known) else None


def _binds(limit: Limit, kind: str | None) -> bool:
    fits = kind is None or _OF_KIND.get(limit.annex, kind) == kind
    plain = not limit.says or _PLAIN.fullmatch(limit.says) is not None
    whole = set(_LETTER.findall(limit.says)) == set(_LETTER.findall(limit.products))
    return fits and plain and not limit.as_other and (whole or not limit.says)
