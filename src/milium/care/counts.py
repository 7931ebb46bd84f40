"""Counts of a case or of rows: every problem is an issue, nothing is guessed."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from milium.care.fields import Reader, to_number
from milium.domain.case import Case
from milium.domain.progress import Count, Progress, TrackFacts
from milium.engine.track import judge_progress
from milium.knowledge.reading import shorten

KEYS = ("date", "count", "adherence", "by")
WORDS = {"good": 1.0, "poor": 0.0}
EYE, PHOTO = "eye", "photo"


def judged(counts: Sequence[Count], facts: TrackFacts, today: date) -> Progress:
    """Return what the counts say on a day."""
    return judge_progress(counts, facts, today)


def counts_of(case: Case, facts: TrackFacts) -> tuple[Count, ...]:
    """Return the counts of a case's log, one a day, the last entry of a day.

    The adherence of a count is the mean of what the check-ins since the count before said; a
    check-in that says nothing of it is no good one.
    """
    days: dict[date, Count] = {}
    for entry in case.entries("count"):
        number = entry.integer("count")
        if number is not None and 0 <= number <= facts.most_count:
            days[entry.date] = Count(entry.date, number, by=PHOTO if entry.get("by") == PHOTO else EYE)
    found: list[Count] = []
    checks, at = case.entries("check_in"), 0  # both are in date order
    for day in sorted(days):
        begin, at = at, bisect_right(checks, day, lo=at, key=lambda entry: entry.date)
        told = [e.get("adherence") for e in checks[begin:at]]
        shares = [WORDS[str(w)] for w in told if w in WORDS]
        found.append(Count(day, days[day].count, sum(shares) / len(shares) if shares else None, days[day].by))
    return tuple(found)


def progress_of(case: Case, facts: TrackFacts) -> Progress | None:
    """Return the progress of a case; None when it has no count."""
    counts = counts_of(case, facts)
    return judged(counts, facts, case.today) if counts else None


def read_counts(top: Reader, facts: TrackFacts, today: date) -> tuple[Count, ...]:
    """Return the counts of `{counts: [...]}` in date order, one a day.

    Of two different counts of one day neither is believed; of two equal ones one is kept.
    """
    days: dict[date, list[Count]] = {}
    order: list[date] = []
    for where, row in top.parts("counts"):
        r = Reader(row, where, top.notes, blocks=False)
        r.known_keys(KEYS)
        found = _count(r, facts, today)
        if found is not None:
            order.append(found.date)
            days.setdefault(found.date, []).append(found)
    if order != sorted(order):
        top.note("counts", "are not in date order; they were sorted.", "Write the oldest first.")
    kept = [_one(top, day, days[day]) for day in sorted(days)]
    return tuple(c for c in kept if c is not None)


def _one(top: Reader, day: date, counts: Sequence[Count]) -> Count | None:
    first = counts[0]
    if len(counts) == 1:
        return first
    if any(c.count != first.count for c in counts):
        top.note("counts", f"{day} has different counts; none of them is used.", "Keep the right one.")
        return None
    top.note("counts", f"{day} is there {len(counts)} times.", "Keep one of them.")
    shares = [c.adherence for c in counts]
    known = [s for s in shares if s is not None]
    return Count(day, first.count, min(known) if len(known) == len(shares) else None, first.by)


def _count(r: Reader, facts: TrackFacts, today: date) -> Count | None:
    day, number = r.day("date"), r.whole("count", 0, facts.most_count)
    for key in ("date", "count"):
        if r.data.get(key) is None:
            r.note(key, "is missing, so the row is not used.", "Write {date: 2026-03-16, count: 9}.")
    if day is None or number is None:
        return None
    if day > today:
        r.note("date", f"{day} is after today ({today}); it is left out for now.", "Correct the date, or wait.")
        return None
    return Count(day, number, _adherence(r), r.word("by", (EYE, PHOTO)) or EYE)


def _adherence(r: Reader) -> float | None:
    """Return the share of one row; good and poor are 1 and 0, an empty cell is not known."""
    said = r.data.get("adherence")
    if said is None or said == "":
        return None
    if isinstance(said, str) and said.strip().lower() in WORDS:
        return WORDS[said.strip().lower()]
    share = to_number(said)
    if share is None or not 0 <= share <= 1:
        r.note("adherence", f"{shorten(said)} is neither 0 to 1, good nor poor.", "Leave it empty when not known.")
        return None
    return share
