"""Read the log of a case: every row becomes an entry or an issue; what was read before is not read again.

The rows of a fold are never changed, only added to. So what came of them is kept with them, and a
log that has grown is read from where the last reading ended. It is kept by the pack it was read
with and by the very rows, so another pack, other rows or another order are read from the start.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import is_

from milium.care import slips
from milium.care.fields import Notes, Reader
from milium.care.journal import Rows
from milium.care.profiles import PROFILE_KEYS, read_profile
from milium.care.shelf import read_shelf
from milium.domain.case import LogEntry
from milium.domain.events import FAULT
from milium.domain.findings import Issue
from milium.domain.identify_facts import IdentifyFacts
from milium.domain.log import Log
from milium.domain.vocabulary import Vocabulary

LOG_KEYS = ("kind", "date", "known")
RECORDS = ("shown", "changed", FAULT)  # what care keeps about the case itself: nothing that happened to the person
WAS_KEYS = ("profile", "answers", "wishes", "bump_sites", "dated", "started")
MOST_BUMPS = 10**4
READ = "read"  # place of a reading in the memory of the rows

Row = tuple[str, Mapping[str, object]]
Placed = tuple[str, Mapping[str, object], LogEntry]


@dataclass(slots=True)
class ToldLog:
    """A log as read.

    Attributes:
        rows: The entries up to today in the order of the rows, each with its place and its row.
        log: They in date order, without repeats.
        notes: What is wrong with single rows.
        later: What is dated after today; it is left out.
        slips: What stands out of order or is there twice.
        said: How often each text was said of what counts once a day.
        newest: The latest date of any row.
    """

    rows: list[Placed] = field(default_factory=list)
    log: Log = field(default_factory=Log)
    notes: Notes = field(default_factory=Notes)
    later: list[Issue] = field(default_factory=list)
    slips: Notes = field(default_factory=Notes)
    said: Counter[str] = field(default_factory=Counter)
    newest: date = date.min

    def note(self, notes: Notes) -> None:
        """Say everything that is wrong, single rows first."""
        notes.issues += [*self.notes.issues, *self.later, *self.slips.issues]
        notes.blocking += [*self.notes.blocking, *self.slips.blocking]

    def copy(self) -> "ToldLog":
        """Return a reading that can go on while this one stays."""
        notes, slips_ = (Notes([*n.issues], [*n.blocking]) for n in (self.notes, self.slips))
        return ToldLog([*self.rows], self.log, notes, [*self.later], slips_, self.said.copy(), self.newest)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A reading of the first rows of a log, with all that it hangs on."""

    words: Vocabulary
    facts: IdentifyFacts
    rows: Sequence[Mapping[str, object]]
    told: ToldLog

    def fits(self, rows: Rows, words: Vocabulary, facts: IdentifyFacts, today: date) -> bool:
        """Tell whether it is how a log begins: the very same rows, read with the same pack, none of them later."""
        known = self.words is words and self.facts is facts and self.told.newest <= today
        return known and len(rows) >= len(self.rows) and all(map(is_, self.rows, rows))


def read_log(value: object, words: Vocabulary, facts: IdentifyFacts, today: date) -> ToldLog:
    """Read a log.

    Args:
        value: Rows of keys and values; anything else is noted.
        words: The closed word lists.
        facts: Questions and answers of the interview.
        today: What is dated later is left out, and said.
    """
    if not isinstance(value, Rows):
        told = ToldLog()
        _read_on(told, _parts(value, told.notes, 0), words, facts, today)
        return told
    kept = value.memory.get(READ)
    if not isinstance(kept, _Kept) or not kept.fits(value, words, facts, today):
        kept = None
    return _read_from(kept, value, words, facts, today)


def _read_from(kept: _Kept | None, rows: Rows, words: Vocabulary, facts: IdentifyFacts, today: date) -> ToldLog:
    """Read what is new; keep the reading of the days before the last, which others of the same rows go on from."""
    told, at = (kept.told.copy(), len(kept.rows)) if kept else (ToldLog(), 0)
    end = max(_last_day(rows), at)
    _read_on(told, _parts(rows[at:end], told.notes, at), words, facts, today)
    if not told.later and end > at:
        told.log.memory = {} if told.log.memory is None else told.log.memory
        rows.memory[READ] = _Kept(words, facts, tuple(rows[:end]), told)
        told = told.copy()
    _read_on(told, _parts(rows[end:], told.notes, end), words, facts, today)
    return told


def _last_day(rows: Rows) -> int:
    """Return the place of the first row of the last day."""
    last = rows[-1].get("date") if rows else None
    at = len(rows)
    while at and rows[at - 1].get("date") == last:
        at -= 1
    return at


def _parts(value: object, notes: Notes, at: int) -> list[Row]:
    """Return rows with their names for messages, the first of them at a place of the whole log."""
    return Reader({"log": value}, "", notes, blocks=True).parts("log", at)


def _read_on(told: ToldLog, rows: Sequence[Row], words: Vocabulary, facts: IdentifyFacts, today: date) -> None:
    """Add rows to a reading."""
    begin, latest = len(told.rows), told.log[-1].date if told.log else date.min
    for where, row in rows:
        r = Reader(row, where, told.notes, blocks=True)
        kind, day = r.word("kind", words.log), r.day("date")
        if row.get("kind") is None or row.get("date") is None:
            r.note("", "kind or date is missing.", "Write {kind: check_in, date: 2026-03-09, ...}.")
        if kind is None or day is None:
            continue
        if day > today:
            told.later.append(_later(where, day, today))
            continue
        told.newest = max(told.newest, day)
        if kind in RECORDS:
            _record(row, where, told.notes, (*LOG_KEYS, *words.log[kind]))
            continue
        r.known_keys((*LOG_KEYS, *words.log[kind]))
        r.day("known")
        told.rows.extend((where, row, entry) for entry in _entry(r, kind, day, words, facts))
    new = told.rows[begin:]
    slips.log_slips(new, told.slips, told.said, latest if begin else None)
    told.log = _grown(told, begin)


def _grown(told: ToldLog, begin: int) -> Log:
    """Return the log with the rows from a place on: at its end if they come after it, else all of it anew."""
    new = sorted((entry for _, _, entry in told.rows[begin:]), key=lambda e: e.date)
    if told.log and new and new[0].date < told.log[-1].date:
        every = sorted((entry for _, _, entry in told.rows), key=lambda e: e.date)
        return Log(slips.without_repeats(every))
    last = told.log.on(new[0].date) if new else ()
    return told.log.grown(slips.without_repeats([*last, *new])[len(last) :])


def _later(where: str, day: date, today: date) -> Issue:
    problem = f"is dated {day}, after today ({today}); it is left out for now."
    return Issue(where, problem, "Correct the date, or wait.")


def _record(row: Mapping[str, object], where: str, notes: Notes, keys: tuple[str, ...]) -> None:
    """Note what is wrong with a record; no safety rule reads it, so it never blocks a plan."""
    r = Reader(row, where, notes, blocks=False)
    r.known_keys(keys)
    for key in ("plan", "numbers", "was", "pack"):
        part = r.part(key)
        if key == "was" and part is not None:
            Reader(part, f"{where}.was", notes, blocks=False).known_keys(WAS_KEYS)


def _entry(r: Reader, kind: str, day: date, words: Vocabulary, facts: IdentifyFacts) -> list[LogEntry]:
    body: dict[str, object] = {}
    extra: list[LogEntry] = []
    for key in words.log[kind]:
        value = _entry_value(r, key, words, facts)
        if value is not None:
            body[key] = value
    if kind == "product_added" and "item" not in body:
        r.note("item", "is missing or could not be read.", "Write item: {id: ..., label: ...}.")
    for flag in body.get("flags") or ():  # type: ignore[attr-defined]
        answers = words.flags_of_profile.get(str(flag), {})
        means = {k: v for k, v in answers.items() if not isinstance(v, list | tuple)}
        if means:
            extra.append(LogEntry("profile", day, {"set": means}))
    return [LogEntry(kind, day, body), *extra]


def _entry_value(r: Reader, key: str, words: Vocabulary, facts: IdentifyFacts) -> object:
    if key in {"flags", "skin_now"}:
        return r.words(key, facts.flags if key == "flags" else words.profile.skin_now)
    if key == "irritation":
        return r.whole(key, words.irritation[0], words.irritation[-1])
    if key == "count":
        return r.whole(key, 0, MOST_BUMPS)
    if key == "set":
        return _profile_change(r, words)
    if key == "item":
        items = read_shelf(Reader({"shelf": [r.data.get(key)]}, r.where, r.notes, blocks=True), words, r.notes)
        return items[0] if items else None
    return r.word(key, words.log_words[key]) if key in words.log_words else r.text(key) or None


def _profile_change(r: Reader, words: Vocabulary) -> dict[str, object]:
    """Return the typed values of the keys that change; one that cannot be read becomes "not asked"."""
    change = r.part("set") or {}
    read = read_profile(change, f"{r.where}.set", words, r.notes)
    return {key: getattr(read, key) for key in change if key in PROFILE_KEYS}
