"""Read a plan from plain data, ours or anybody's: nothing it claims is believed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from milium.care.fields import to_date
from milium.domain.plan import Day, Slot, Step, Violation
from milium.errors import BadInput
from milium.knowledge.reading import shorten


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A plan as read.

    Attributes:
        days: The days whose date could be read, in the order given.
        decision: As stated; "" when missing.
        options: As stated.
        malformed: What could not be read, as findings.
    """

    days: tuple[Day, ...]
    decision: str
    options: tuple[str, ...]
    malformed: tuple[Violation, ...]


def read_plan(data: object, today: date) -> PlanReading:
    """Read a plan.

    Args:
        data: Plain data with `days`, as `milium plan --json` writes it.
        today: Date given to findings about a day without a readable date.

    Raises:
        BadInput: `data` is not a mapping with a list of days.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("days"), list | tuple):
        raise BadInput(
            f"expected a plan with days, got {shorten(data)}.",
            where="plan",
            fix="Give the output of milium plan --json.",
        )
    malformed: list[Violation] = []
    days: list[Day] = []
    for i, row in enumerate(data["days"]):
        day = _day(row, f"days[{i}]", today, malformed)
        if day is not None:
            days.append(day)
    options = data.get("options")
    return PlanReading(
        tuple(days),
        str(data.get("decision") or ""),
        tuple(str(o) for o in options) if isinstance(options, list | tuple) else (),
        tuple(malformed),
    )


def _day(row: object, where: str, today: date, malformed: list[Violation]) -> Day | None:
    found = to_date(row.get("date")) if isinstance(row, Mapping) else None
    if not isinstance(row, Mapping) or found is None:
        malformed.append(Violation("plan.days", today, None, f"{where}: {shorten(row)} has no readable date."))
        return None
    steps = {slot: _steps(row.get(slot), f"{where}.{slot}", found, slot, malformed) for slot in ("am", "pm")}
    return Day(found, bool(row.get("firm")), steps["am"], steps["pm"])


def _steps(rows: object, where: str, day: date, slot: str, malformed: list[Violation]) -> tuple[Step, ...]:
    if not isinstance(rows, list | tuple):
        malformed.append(Violation("plan.step", day, _slot(slot), f"{where} is not a list of steps."))
        return ()
    out = []
    for i, row in enumerate(rows):
        if not isinstance(row, Mapping):
            malformed.append(Violation("plan.step", day, _slot(slot), f"{where}[{i}]: {shorten(row)} is not a step."))
            continue
        product, minutes = row.get("product"), row.get("minutes")
        out.append(
            Step(
                step=str(row.get("step")),
                product=None if product is None else str(product),
                families=_texts(row.get("families")),
                zones=_texts(row.get("zones")),
                minutes=minutes if isinstance(minutes, int) and not isinstance(minutes, bool) else 0,
                reasons=_texts(row.get("reasons")),
            )
        )
    return tuple(out)


def _slot(slot: str) -> Slot:
    return "am" if slot == "am" else "pm"


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list | tuple) else ()
