"""Compare a plan that was shown with the one that comes out today: what differs, and why."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from milium.care.fields import to_date
from milium.care.records import Kept, Use

Row = dict[str, Any]
WEEK = timedelta(days=7)


def differences(was: Kept, now: Kept) -> list[Row]:
    """Return what a person would see differently, over the evenings that both plans hold.

    Returns:
        `{what: decision, was, is}`; `{what: moved, product, step, was, is}` (dates);
        `{what: removed | added, product, step, date}`; `{what: care}` when only the gentle steps differ;
        `{what: days, dates}` for recorded days that no plan of that day holds.
        Sorted by kind and date; [] when the plans are the same.
    """
    rows: list[Row] = []
    if was.decision is not None and was.decision != now.decision:
        rows.append({"what": "decision", "was": was.decision, "is": now.decision})
    missing = sorted(set(was.evenings) - set(now.evenings))
    if missing or not was.evenings:
        rows.append({"what": "days", "dates": missing})
    for step, product in sorted(_uses(was, was) | _uses(now, was)):
        rows += _evenings(step, product, was, now)
    if was.care is not None and was.care != now.care and not rows:  # else they follow from what differs already
        rows.append({"what": "care"})
    return rows


def rules_changed(was: Kept, now: Kept) -> list[Row]:
    """Return the holds that came or went: `{what: rule_new | rule_gone | rule_until, rule, products, ...}`."""
    if was.holds is None or now.holds is None:
        return []
    then, today = _by_rule(was.holds), _by_rule(now.holds)
    rows: list[Row] = []
    for rule in sorted({*then, *today}):
        for what, these, others in (("rule_new", today, then), ("rule_gone", then, today)):
            products = sorted({p for p, _ in these.get(rule, ())} - {p for p, _ in others.get(rule, ())})
            if products:
                rows.append({"what": what, "rule": rule, "products": [p for p in products if p]})
        dates, before = dict(today.get(rule, ())), dict(then.get(rule, ()))
        for product in sorted(set(dates) & set(before)):
            if dates[product] != before[product]:
                about = {"product": product or None, "was": before[product] or None, "is": dates[product] or None}
                rows.append({"what": "rule_until", "rule": rule, **about})
    return rows


def causes(was: Kept, now: Kept, numbers: Iterable[Row]) -> list[Row]:
    """Return why two plans may differ: what was told, the pack, the program; a fault when none of these.

    Args:
        was: The plan of the record.
        now: The plan that comes out today.
        numbers: What is known to differ between the two packs.

    Returns:
        `{what: told, parts}`, `{what: pack, was, is}` and a row for each number,
        `{what: program, was, is}`, `{what: unsaid, parts}` for what the record does not say;
        `[{what: fault}]` when everything is known and the same.
    """
    rows: list[Row] = []
    if was.of is not None and now.of is not None:
        parts = sorted(part for part in {*was.of, *now.of} if was.of.get(part) != now.of.get(part))
        rows += [{"what": "told", "parts": parts}] if parts else []
    for what, before, today in (("pack", was.pack, now.pack), ("program", was.program, now.program)):
        if before is not None and before != today:
            rows.append({"what": what, "was": before, "is": today})
    if any(row["what"] == "pack" for row in rows):
        rows += numbers
    unsaid = [name for name, value in (("of", was.of), ("pack", was.pack), ("milium", was.program)) if value is None]
    if unsaid and not rows:
        rows.append({"what": "unsaid", "parts": unsaid})
    return rows or [{"what": "fault"}]


def changed_numbers(was: Mapping[str, object], now: Mapping[str, object]) -> list[Row]:
    """Return the numbers of two packs that differ: `{what: number, id, was, is}`, by id; None = not there."""
    ids = sorted({*was, *now})
    return [{"what": "number", "id": i, "was": was.get(i), "is": now.get(i)} for i in ids if was.get(i) != now.get(i)]


def _uses(kept: Kept, within: Kept) -> set[Use]:
    return {use for day in within.evenings for use in kept.evenings.get(day, ())}


def _evenings(step: str, product: str, was: Kept, now: Kept) -> Iterator[Row]:
    """Yield how the evenings of one product differ; one that is gone and one that came within a week were moved."""
    both = [day for day in was.evenings if day in now.evenings]
    then = {day for day in both if (step, product) in was.evenings[day]}
    today = {day for day in both if (step, product) in now.evenings[day]}
    gone, came = sorted(then - today), sorted(today - then)
    about = {"product": product or None, "step": step}
    for before in list(gone):
        after = next((day for day in came if _near(before, day)), None)
        if after is not None:
            yield {"what": "moved", **about, "was": before, "is": after}
            gone.remove(before)
            came.remove(after)
    yield from ({"what": "removed", **about, "date": day} for day in gone)
    yield from ({"what": "added", **about, "date": day} for day in came)


def _near(day: str, other: str) -> bool:
    first, second = to_date(day), to_date(other)
    return first is not None and second is not None and abs(first - second) < WEEK


def lost_evenings(rows: Iterable[Row]) -> dict[str, date]:
    """Return product -> the first evening that it no longer has."""
    lost: dict[str, date] = {}
    for row in rows:
        day = row.get("was") if row["what"] == "moved" else row.get("date") if row["what"] == "removed" else None
        found = to_date(day)
        if found and row["product"]:
            lost[row["product"]] = min(found, lost.get(row["product"], found))
    return lost


def _by_rule(holds: Iterable[tuple[str, str, str]]) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for rule, product, until in holds:
        found.setdefault(rule, set()).add((product, until))
    return found
