"""Tell what cannot all be true in a case: dates out of order, entries twice, products that are one.

Nothing here is guessed right. A date that contradicts another is left out where leaving it out is
the more careful reading, and it is said where it stands and how it is mended.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from milium.care.fields import Notes, Reader
from milium.domain.case import Case, Dated, LogEntry
from milium.domain.label import ShelfItem
from milium.domain.person import Medicine
from milium.knowledge.reading import nearest, shorten

LATER = "Correct the date, or wait."
IN_ORDER = "Correct one of the two dates."
# Kinds that mean the same when they are said twice on one day; ticks can be taken back in between.
ONCE_A_DAY = ("check_in", "spot_test", "reaction", "count", "clinician")
Rows = Sequence[tuple[str, Mapping[str, object], LogEntry]]
OF_A_PRODUCT = ("tick", "untick", "spot_test", "reaction", "product_removed")


def in_order(event: Dated, where: str, notes: Notes) -> Dated:
    """Return a dated event without an end that lies before its beginning.

    Such an end may not shorten anything: it is left out, and until it is mended no strong product
    is planned.
    """
    r = Reader({}, where, notes, blocks=True)
    for key, day in (("until", event.until), ("healed", event.healed), ("clinic_says.back_on", event.back_on)):
        if day is not None and day < event.date:
            r.note(key, f"{day} is before its date, {event.date}.", IN_ORDER)
    return replace(
        event,
        until=_not_before(event.until, event.date),
        healed=_not_before(event.healed, event.date),
        back_on=_not_before(event.back_on, event.date),
    )


def still_taken(medicine: Medicine, where: str, notes: Notes) -> Medicine:
    """Return a medicine whose end lies before its start as one that is still taken (0.7)."""
    started, ended = medicine.started, medicine.ended
    if started is None or ended is None or started <= ended:
        return medicine
    Reader({}, where, notes, blocks=True).note("ended", f"{ended} is before it started, {started}.", IN_ORDER)
    return replace(medicine, ended=None)


def not_yet_in_use(items: Sequence[ShelfItem], today: date, notes: Notes) -> tuple[ShelfItem, ...]:
    """Return the shelf without what is said to be in use from a later day on: it is new."""
    out = []
    for item in items:
        later = item.in_use is not None and item.in_use.since > today
        for key, day in (("opened", item.opened), ("used_since", item.used_since)):
            if day is not None and day > today:
                notes.add(f"shelf.{item.id}.{key}", f"{day} is after today ({today}); it says nothing yet.", LATER)
        if item.in_use is not None and later:
            problem = f"{item.in_use.since} is after today ({today}); the product counts as new."
            notes.add(f"shelf.{item.id}.in_use.since", problem, LATER)
        out.append(replace(item, in_use=None) if later else item)
    return tuple(out)


def one_or_two(items: Sequence[ShelfItem], notes: Notes) -> None:
    """Note products of the same ingredients: they count as two, and the person is asked."""
    first: dict[tuple[str, tuple[tuple[str, float], ...]], str] = {}
    for item in items:
        list_of_names = " ".join(item.label.upper().split())
        if not list_of_names:
            continue
        twin = first.setdefault((list_of_names, tuple(sorted(item.strength_pct.items()))), item.id)
        if twin != item.id:
            problem = f"has the same ingredients as {twin}. They count as two products (SR-41)."
            notes.add(f"shelf.{item.id}", problem, "If it is one product, take one of the two off the shelf.")


def log_slips(rows: Rows, notes: Notes, seen: Counter[str], latest: date | None) -> None:
    """Note entries that stand out of the order of dates, and entries that say the same twice.

    Args:
        rows: Place, row as written and entry, in the order of the file.
        notes: Where it is said.
        seen: How often each text was said in the rows before; it goes on counting.
        latest: Latest date of the rows before; None without any.
    """
    for where, row, entry in rows:
        if latest is not None and entry.date < latest:
            problem = f"{entry.date} stands after {latest}. Entries are read in the order of their dates."
            notes.add(f"{where}.date", problem, "Put it in its place, or correct the date.")
        latest = max(entry.date, latest or entry.date)
        if entry.kind not in ONCE_A_DAY:
            continue
        said = _as_text(row)
        seen[said] += 1
        if seen[said] > 1:
            notes.add(where, f"the same {entry.kind} of {entry.date} is there twice; it counts once.", "Take one out.")


def without_repeats(entries: Sequence[LogEntry]) -> tuple[LogEntry, ...]:
    """Return the log without a second entry that says the same of the same day."""
    kept: list[LogEntry] = []
    of_a_day: dict[tuple[str, date], list[LogEntry]] = {}
    for entry in entries:
        if entry.kind not in ONCE_A_DAY:
            kept.append(entry)
            continue
        same = of_a_day.setdefault((entry.kind, entry.date), [])
        if entry not in same:
            kept.append(entry)
            same.append(entry)
    return tuple(kept)


def _as_text(row: Mapping[str, object]) -> str:
    """Return a row as one text, the same for the same row whatever the order of its keys."""
    return repr(sorted((str(key), repr(value)) for key, value in row.items()))


def on_the_shelf(case: Case, rows: Rows, notes: Notes) -> None:
    """Note entries about a product that never stood on the shelf."""
    known = [item.id for item in case.shelf_ever()]
    shelf = set(known)
    said = {name for name, _ in case.uses()}.union(e.get("product") for k in OF_A_PRODUCT[1:] for e in case.entries(k))
    if shelf.issuperset(name for name in said if isinstance(name, str)):
        return  # also what was ticked and taken back is among them: the untick names it
    for where, _, entry in rows:
        product = entry.get("product")
        if entry.kind in OF_A_PRODUCT and isinstance(product, str) and product not in shelf:
            problem = f"{shorten(product)} was never on the shelf; what it held is unknown."
            notes.add(f"{where}.product", problem, nearest(product, known) if known else "Put it on the shelf.")


def _not_before(day: date | None, begin: date) -> date | None:
    return day if day is None or day >= begin else None


def later_than(day: date | None, today: date, where: str, notes: Notes) -> None:
    """Note a date of the case that lies after today."""
    if day is not None and day > today:
        notes.add(where, f"{day} is after today ({today}).", LATER)
