"""Evenings that were planned and evenings that were done, from the plans that were shown and the ticks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from milium.care.past import day_of, rows_of
from milium.care.records import Use, kept
from milium.domain.case import Case

_NOT_USES = ("spot_test", "steam")  # strong steps that use no active on the face


def taken_by_evening(data: Mapping[str, Any], case: Case) -> dict[date, bool]:
    """Return evening before today on which an active was planned -> whether it was done.

    An evening was planned as the last plan says that was shown on it or before it: where a hold or
    a skip took its active away, nothing was planned, so a pause counts neither for nor against.

    Args:
        data: The case as plain data; its log may hold `shown` entries (`milium replay` reads them too).
        case: The same case.
    """
    planned: dict[date, tuple[Use, ...]] = {}
    for row in rows_of(data, "log"):
        day, plan = day_of(row), row.get("plan") if isinstance(row, Mapping) else None
        if day is None or row.get("kind") != "shown" or not isinstance(plan, Mapping):
            continue
        evenings = {on: uses for text, uses in kept(plan).evenings.items() if (on := _date(text)) and on >= day}
        planned |= {on: uses for on, uses in evenings.items() if on < case.today}
    done = {(t.date, t.get("product")) for t in case.ticks()}
    out: dict[date, bool] = {}
    for on in sorted(planned):
        products = [product for step, product in planned[on] if step not in _NOT_USES and product]
        if products:
            out[on] = all((on, product) in done for product in products)
    return out


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
