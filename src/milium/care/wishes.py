"""Read the wishes of a case: what the person would like, never what a rule stands on."""

from collections.abc import Collection, Mapping
from datetime import date

from milium.care.fields import Notes, Reader, to_date
from milium.domain.case import Wishes
from milium.domain.vocabulary import Vocabulary
from milium.knowledge.reading import nearest, shorten

KEYS = (
    "choose",
    "steam",
    "evenings_off",
    "dates_off",
    "prefer",
    "first",
    "night_shifts",
    "before_events",
    "maintenance",
)
DATE_FIX = "Write it as 2026-03-16."


def read_wishes(data: Mapping[str, object], words: Vocabulary, shelf: Collection[str], notes: Notes) -> Wishes:
    """Read the wishes; what cannot be read is an issue, and the rest still holds.

    Args:
        data: The part `wishes` of a case.
        words: The closed word lists.
        shelf: Ids of every product that is or was on the shelf: they may be preferred.
        notes: Collects the issues.
    """
    r = Reader(data, "wishes", notes, blocks=False)
    r.known_keys(KEYS)
    week = words.wishes.weekdays
    shifts, weekly = _evenings(r, "night_shifts", week)
    return Wishes(
        choose=r.word("choose", words.wishes.choose),
        steam=r.flag("steam") is True,
        evenings_off=_weekdays(r, "evenings_off", week),
        dates_off=_dates(r, "dates_off"),
        prefer=_prefer(r, words, shelf),
        first=r.word("first", words.wishes.first),
        maintenance=r.word("maintenance", words.wishes.maintenance),
        night_shifts=shifts,
        shift_weekdays=weekly,
        before_events=_dates(r, "before_events"),
    )


def _weekdays(r: Reader, key: str, week: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(sorted(week.index(w) for w in r.words(key, week) or ()))


def _dates(r: Reader, key: str) -> tuple[date, ...]:
    texts = r.texts(key) or ()
    found = [to_date(text) for text in texts]
    for text, day in zip(texts, found, strict=True):
        if day is None:
            r.note(key, f"{shorten(text)} is not a date of the calendar.", DATE_FIX)
    return tuple(sorted({d for d in found if d is not None}))


def _evenings(r: Reader, key: str, week: tuple[str, ...]) -> tuple[tuple[date, ...], tuple[int, ...]]:
    """Return the dates and the weekdays of a list that may hold both."""
    dates: set[date] = set()
    weekly: set[int] = set()
    for text in r.texts(key) or ():
        day = to_date(text)
        if day is not None:
            dates.add(day)
        elif text in week:
            weekly.add(week.index(text))
        else:
            problem = f"{shorten(text)} is neither a weekday nor a date of the calendar."
            r.note(key, problem, nearest(text, week) if text[:1].isalpha() else DATE_FIX)
    return tuple(sorted(dates)), tuple(sorted(weekly))


def _prefer(r: Reader, words: Vocabulary, shelf: Collection[str]) -> dict[str, tuple[int, ...]]:
    part = r.part("prefer") or {}
    inner = Reader(part, "wishes.prefer", r.notes, blocks=False)
    inner.known_keys({*words.wishes.prefer, *shelf})
    return {str(key): _weekdays(inner, str(key), words.wishes.weekdays) for key in part}
