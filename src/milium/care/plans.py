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
    return PlanReading(
        tuple(days),
        _decision(data.get("decision"), today, malformed),
        _options(data.get("options"), today, malformed),
        tuple(malformed),
    )


def _decision(value: object, today: date, malformed: list[Violation]) -> str:
    """Return the decision as stated; one that is no text is a finding, and counts as missing."""
    if value is None or isinstance(value, str):
        return value or ""
    malformed.append(Violation("plan.decision", today, None, f"decision: {shorten(value)} is no text."))
    return ""


def _options(value: object, today: date, malformed: list[Violation]) -> tuple[str, ...]:
    """Return the options that are text; anything else is a finding."""
    texts, unread = _texts(value)
    if unread:
        malformed.append(Violation("plan.decision", today, None, f"options: {shorten(value)} is no list of words."))
    return texts


def _day(row: object, where: str, today: date, malformed: list[Violation]) -> Day | None:
    found = to_date(row.get("date")) if isinstance(row, Mapping) else None
    if not isinstance(row, Mapping) or found is None:
        malformed.append(Violation("plan.days", today, None, f"{where}: {shorten(row)} has no readable date."))
        return None
    firm = row.get("firm", False)
    if not isinstance(firm, bool):
        malformed.append(Violation("plan.days", found, None, f"{where}.firm: {shorten(firm)} is not true or false."))
    steps = {slot: _steps(row.get(slot), f"{where}.{slot}", found, slot, malformed) for slot in ("am", "pm")}
    return Day(found, firm is True, steps["am"], steps["pm"])


def _steps(rows: object, where: str, day: date, slot: str, malformed: list[Violation]) -> tuple[Step, ...]:
    if not isinstance(rows, list | tuple):
        malformed.append(Violation("plan.step", day, _slot(slot), f"{where} is not a list of steps."))
        return ()
    out = []
    for i, row in enumerate(rows):
        if not isinstance(row, Mapping):
            malformed.append(Violation("plan.step", day, _slot(slot), f"{where}[{i}]: {shorten(row)} is not a step."))
            continue
        step, unread = _step(row)
        out.append(step)
        for key in unread:
            said = f"{where}[{i}].{key}: {shorten(row.get(key))} cannot be read."
            malformed.append(Violation("plan.step", day, _slot(slot), said))
    return tuple(out)


def _step(row: Mapping[str, object]) -> tuple[Step, list[str]]:
    """Return a step and the keys of it that could not be read; those count as not said."""
    name, product, minutes = row.get("step"), row.get("product"), row.get("minutes")
    lists = {key: _texts(row.get(key)) for key in ("families", "zones", "reasons")}
    unread = [key for key, (_, bad) in lists.items() if bad]
    unread.extend(key for key, value in (("step", name), ("product", product)) if not isinstance(value, str | None))
    whole = isinstance(minutes, int) and not isinstance(minutes, bool)
    if minutes is not None and not whole:
        unread.append("minutes")
    step = Step(
        step=name if isinstance(name, str) else "",
        product=product if isinstance(product, str) else None,
        families=lists["families"][0],
        zones=lists["zones"][0],
        minutes=minutes if isinstance(minutes, int) and whole else 0,
        reasons=lists["reasons"][0],
    )
    return step, unread


def _slot(slot: str) -> Slot:
    return "am" if slot == "am" else "pm"


def _texts(value: object) -> tuple[tuple[str, ...], bool]:
    """Return the texts of a list, and whether something else was there."""
    if value is None:
        return (), False
    if not isinstance(value, list | tuple):
        return (), True
    return tuple(v for v in value if isinstance(v, str)), any(not isinstance(v, str) for v in value)
