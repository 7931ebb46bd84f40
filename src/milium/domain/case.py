"""A case: one person's profile, answers, shelf, wishes, dated events and log."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from milium.domain.identify import Answers
from milium.domain.label import ShelfItem
from milium.domain.log import Log, LogEntry, Use
from milium.domain.person import AgeRange, Profile
from milium.domain.progress import Progress

__all__ = ["Case", "Dated", "LogEntry", "Wishes"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person would like; the rules come first.

    Attributes:
        choose: plan or watch; None = not said (a plan is offered).
        steam: True only when asked for.
        evenings_off: Weekdays 0 (Monday) - 6 without an active.
        dates_off: Dates without an active.
        prefer: Family or shelf id -> weekdays it is liked on.
        first: "retinoid" or "acid", which to start with; None = not said.
        night_shifts, shift_weekdays: Dates and weekdays of night shifts: better without an active.
        before_events: Dates of events: the evening before is better without an active.
        maintenance: lowest_rung, once two counts were none; None = no active then.
    """

    choose: str | None = None
    steam: bool = False
    evenings_off: tuple[int, ...] = ()
    dates_off: tuple[date, ...] = ()
    prefer: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    first: str | None = None
    night_shifts: tuple[date, ...] = ()
    shift_weekdays: tuple[int, ...] = ()
    before_events: tuple[date, ...] = ()
    maintenance: str | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A procedure, trip or mishap with its date; all but kind and date may be unknown."""

    kind: str
    date: datetime.date
    until: datetime.date | None = None
    healed: datetime.date | None = None
    off_before_days: int | None = None
    back_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One person's case on a date. The log is in date order.

    `profile` and `shelf` are those at the start of the log; `profile_on` and `shelf_on` fold the
    log's changes up to a date. Log entries dated after `today` are kept apart by the reader of
    the case (safety_rules 0.1) and are not in `log`. `progress` is what the log's counts say; None
    without a count. Care fills it in, so that planner and checker read the same. `bumps_since` is
    the date on which the bumps came, where the person knows it.
    """

    id: str
    today: date
    started: date | None
    profile: Profile
    answers: Answers
    bump_sites: tuple[str, ...] = ()
    shelf: tuple[ShelfItem, ...] = ()
    wishes: Wishes = Wishes()
    dated: tuple[Dated, ...] = ()
    log: tuple[LogEntry, ...] = ()
    age: AgeRange | None = None
    shown: Mapping[str, object] | None = None
    progress: Progress | None = None
    bumps_since: date | None = None

    def __post_init__(self) -> None:
        """Let the log be one that remembers what is asked of it."""
        if not isinstance(self.log, Log):
            object.__setattr__(self, "log", Log(self.log))

    def profile_on(self, day: date) -> Profile:
        """Return the profile with all changes logged up to and on `day`.

        What a clinician confirmed or looked at counts as an answer of the profile from its date.
        """
        profile = self.profile
        for entry in self._kept.changes:
            if entry.date <= day:
                profile = _changed(profile, entry)
        return profile

    def shelf_on(self, day: date) -> tuple[ShelfItem, ...]:
        """Return the shelf with all products added and removed up to and on `day`, sorted by id."""
        items = {item.id: item for item in self.shelf}
        for entry in self._kept.changes:
            if entry.date > day:
                continue
            item = entry.body.get("item")
            if entry.kind == "product_added" and isinstance(item, ShelfItem):
                items[item.id] = item
            if entry.kind == "product_removed":
                items.pop(str(entry.body.get("product")), None)
        return tuple(items[key] for key in sorted(items))

    def shelf_ever(self) -> tuple[ShelfItem, ...]:
        """Return every product that is or was on the shelf, as last entered, sorted by id."""
        items = {item.id: item for item in self.shelf}
        for entry in self.entries("product_added"):
            item = entry.body.get("item")
            if isinstance(item, ShelfItem):
                items[item.id] = item
        return tuple(items[key] for key in sorted(items))

    def entries(self, kind: str) -> tuple[LogEntry, ...]:
        """Return the log entries of one kind, in date order."""
        return self._kept.kinds.get(kind, ())

    def ticks(self) -> tuple[LogEntry, ...]:
        """Return what was really done, in date order.

        A tick counts unless a later untick of the same date, slot and product took it back.
        """
        return self._kept.ticks

    def uses(self) -> Mapping[Use, tuple[LogEntry, ...]]:
        """Return (product, step) -> its ticks that count, in date order."""
        return self._kept.uses

    @property
    def memory(self) -> dict[object, Any] | None:
        """Return what was worked out of the log before, see `Log.memory`; None where nothing is kept."""
        return self._kept.memory

    @property
    def _kept(self) -> Log:
        return self.log  # type: ignore[return-value]  # made one at the start


def _changed(profile: Profile, entry: LogEntry) -> Profile:
    change = entry.body.get("set") if entry.kind == "profile" else None
    if isinstance(change, Mapping):
        return replace(profile, **change)
    if entry.kind != "clinician":
        return profile
    if entry.get("what") == "saw":
        return replace(profile, seen_by_clinician=entry.date)
    about = str(entry.get("about") or "").strip().lower()
    if entry.get("what") == "confirmed" and about:
        return replace(profile, confirmed=tuple(sorted({*profile.confirmed, about})))
    return profile
