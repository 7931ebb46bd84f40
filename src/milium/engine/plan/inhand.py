"""The plan that the person has in hand, so that a new one changes as little as possible."""

from collections.abc import Mapping
from datetime import date

ACTIVE_STEPS = ("exfoliate", "retinoid", "treat")
Steps = tuple[tuple[str, str | None], ...]


def shown_steam(shown: Mapping[str, object] | None) -> tuple[int, ...]:
    """Return the ordinals of the steam steps of the plan that the person has in hand."""
    return tuple(day for day, steps in shown_steps(shown) for step, _ in steps if step == "steam")


def shown_steps(shown: Mapping[str, object] | None) -> tuple[tuple[int, Steps], ...]:
    """Return (ordinal, ((step, product), ...)) of the evenings of the plan in hand; what can't be read is left out."""
    days = shown.get("days") if isinstance(shown, Mapping) else None
    out = []
    for row in days if isinstance(days, list | tuple) else ():
        if not isinstance(row, Mapping) or not isinstance(row.get("pm"), list | tuple):
            continue
        try:
            day = date.fromisoformat(str(row.get("date"))).toordinal()
        except ValueError:
            continue
        steps = [x for x in row["pm"] if isinstance(x, Mapping)]
        out.append((day, tuple((str(x.get("step")), _text(x.get("product"))) for x in steps)))
    return tuple(out)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def shown_actives(shown: Mapping[str, object] | None) -> dict[int, tuple[str, ...]]:
    """Return ordinal -> shelf ids of the actives on that evening of the plan in hand; () = it rested."""
    return {
        day: tuple(product for step, product in steps if step in ACTIVE_STEPS and product is not None)
        for day, steps in shown_steps(shown)
    }
