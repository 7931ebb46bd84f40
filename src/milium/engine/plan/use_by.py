"""How long an opened product is good, and what is said about one that is past its time (M11)."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from milium.domain.findings import Hold
from milium.domain.label import Product
from milium.domain.plan import Day
from milium.domain.texts import Texts

FACT = "step.use-by"
_YEAR_MONTHS = 12


def good_until(product: Product) -> date | None:
    """Return the last day on which a product is good, or None when nobody says.

    The date of the maker, or the months after opening counted from the day it was opened;
    the earlier of the two. Without the months printed on it an opening date says nothing.
    """
    item, months = product.item, _months(product)
    ends = [] if item.use_by is None else [item.use_by]
    if item.opened is not None and months is not None:
        ends.append(_months_later(item.opened, months))
    return min(ends, default=None)


def is_past(product: Product, day: date) -> bool:
    """Tell whether a product is past its time on a day."""
    end = good_until(product)
    return end is not None and day > end


def use_by_holds(products: Sequence[Product], today: date, days: Sequence[Day], texts: Texts) -> Iterator[Hold]:
    """Yield a word for every product that is past its time, and for what the sunscreen leaves open.

    Args:
        products: The shelf.
        today: Date of the plan.
        days: The plan's days: a sunscreen of theirs whose time is not known, or ends in the firm
            days, is spoken of too.
        texts: The words.
    """
    firm = [day.date for day in days if day.firm]
    named = {step.product for day in days for step in day.am if step.step == "sunscreen"}
    for product in products:
        end = good_until(product)
        if end is not None and today > end:
            yield _hold(product, "past_sunscreen" if "sunscreen" in product.roles else "past", texts, end)
        elif product.item.id in named and firm and end is not None and end < firm[-1]:
            yield _hold(product, "soon", texts, end)
        elif product.item.id in named and end is None and product.item.opened is not None:
            yield _hold(product, "unknown", texts, question=f"shelf.{product.item.id}.pao_months")


def _hold(product: Product, key: str, texts: Texts, end: date | None = None, question: str | None = None) -> Hold:
    item = product.item
    by_pack = end is not None and end == item.use_by
    why = "" if end is None else ".pack" if by_pack else ".opened"
    says = texts.get(f"plan.use_by.{key}{why}.says", months=_months(product) or 0)
    following = texts.get(f"plan.use_by.{key}.next_step")
    return Hold(FACT, says.says, following.says, (FACT,), (item.id,), question=question)


def _months(product: Product) -> int | None:
    """Return the months after opening, the shorter of what was typed in and what the label says."""
    said = [m for m in (product.item.pao_months, product.reading.pao_months) if m is not None]
    return min(said, default=None)


def _months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, _YEAR_MONTHS)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
