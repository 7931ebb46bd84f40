"""The check-ins of the log, and what they say about calm, skin and soreness (safety rules 0.5, SR-46, SR-70)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from milium.domain.case import Case, LogEntry
from milium.domain.safety import Limits

NO_FLAG = "none"


class Score(IntEnum):
    """Words of the irritation scale."""

    NONE = 0
    MILD = 1
    MODERATE = 2
    SEVERE = 3


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One check-in on its day (proleptic ordinal). None = the key is missing."""

    day: int
    irritation: int | None
    spf: str | None
    adherence: str | None
    bumps: str | None
    skin_now: tuple[str, ...] | None
    flags: tuple[str, ...]
    flags_asked: bool

    def calm(self, limits: Limits) -> bool:
        """Tell whether it is calm; a missing key is not calm."""
        mild = self.irritation is not None and self.irritation <= limits.calm_irritation
        kept = self.spf == "ok" and self.adherence == "good"
        return mild and kept and self.flags_asked and not self.flags


def read_check_ins(case: Case) -> tuple[CheckIn, ...]:
    """Return the check-ins in date order."""
    return tuple(_read(e) for e in sorted(case.entries("check_in"), key=lambda e: e.date))


def last_skin(case: Case, check_ins: Sequence[CheckIn]) -> tuple[str, ...] | None:
    """Return what the latest entry says about the skin now: a check-in or a change of the profile."""
    said = [(0, 0, case.profile.skin_now)]
    for entry in case.entries("profile"):
        change = entry.get("set")
        if isinstance(change, Mapping) and "skin_now" in change:
            skin = change["skin_now"]
            said.append((entry.date.toordinal(), 1, None if skin is None else tuple(str(s) for s in skin)))
    said.extend((c.day, 2, c.skin_now) for c in check_ins if c.skin_now is not None)
    return sorted(said, key=lambda s: s[:2])[-1][2]


def _read(entry: LogEntry) -> CheckIn:
    return CheckIn(
        day=entry.date.toordinal(),
        irritation=entry.integer("irritation"),
        spf=_word(entry, "spf"),
        adherence=_word(entry, "adherence"),
        bumps=_word(entry, "bumps"),
        skin_now=entry.words("skin_now") if "skin_now" in entry.body else None,
        flags=tuple(sorted(f for f in entry.words("flags") if f != NO_FLAG)),
        flags_asked="flags" in entry.body,
    )


def _word(entry: LogEntry, key: str) -> str | None:
    value = entry.get(key)
    return value if isinstance(value, str) else None
