"""Read a profile, or a change of one, from plain data; what cannot be read stays not asked."""

from collections.abc import Mapping
from typing import Literal

from milium.care import slips
from milium.care.fields import Notes, Reader
from milium.domain.person import Age, Medicine, Profile
from milium.domain.vocabulary import Vocabulary

PROFILE_KEYS = tuple(Profile.__dataclass_fields__)
AGE_UNITS: tuple[Literal["years", "months", "days"], ...] = ("years", "months", "days")


def read_profile(data: Mapping[str, object], where: str, words: Vocabulary, notes: Notes) -> Profile:
    """Read a profile; every problem is noted, and blocks."""
    r = Reader(data, where, notes, blocks=True)
    r.known_keys(PROFILE_KEYS)
    pregnancy = r.word("pregnancy", words.profile.pregnancy)
    return Profile(
        age=_own_age(r, words),
        guardian_agrees=r.flag("guardian_agrees"),
        pregnancy=pregnancy,  # type: ignore[arg-type]  # one of the closed words
        breastfeeding=r.flag("breastfeeding"),
        phototype=_phototype(r, words),
        past_dark_marks=r.flag("past_dark_marks"),
        conditions=r.words("conditions", words.profile.conditions),
        skin=r.word("skin", words.profile.skin),
        skin_now=r.words("skin_now", words.profile.skin_now),
        medicines=_medicines(r, words),
        allergies=r.texts("allergies"),
        sunscreen_ok=r.flag("sunscreen_ok"),
        contact_lenses=r.flag("contact_lenses"),
        tools=r.words("tools", words.profile.tools),
        region=r.word("region", words.profile.region),
        confirmed=tuple(sorted({c.strip().lower() for c in r.texts("confirmed") or ()})),
        seen_by_clinician=r.day("seen_by_clinician"),
    )


def _own_age(r: Reader, words: Vocabulary) -> Age | None:
    part = r.part("age")
    if part is None:
        return None
    inner = Reader(part, f"{r.where}.age", r.notes, blocks=True)
    inner.known_keys(words.age_limits)
    for unit in AGE_UNITS:
        if part.get(unit) is not None:
            value = inner.whole(unit, 0, words.age_limits[unit])
            return None if value is None else Age(value, unit)
    return None


def _phototype(r: Reader, words: Vocabulary) -> int | Literal["unknown"] | None:
    if r.data.get("phototype") == "unknown":
        return "unknown"
    return r.whole("phototype", words.profile.phototypes[0], words.profile.phototypes[-1])


def _medicines(r: Reader, words: Vocabulary) -> tuple[Medicine, ...] | None:
    if r.data.get("medicines") is None:
        return None
    before, out = len(r.notes.blocking), []
    for where, row in r.parts("medicines"):
        m = Reader(row, where, r.notes, blocks=True)
        m.known_keys(("kind", "name", "started", "ended"))
        kind = m.word("kind", words.profile.medicines)
        if kind is None and row.get("kind") is None:
            m.note("kind", "is missing.", f"Allowed: {', '.join(words.profile.medicines)}.")
        medicine = Medicine(kind or "other", m.text("name"), m.day("started"), m.day("ended"))
        out.append(slips.still_taken(medicine, where, r.notes))
    return tuple(out) if len(r.notes.blocking) == before else None
