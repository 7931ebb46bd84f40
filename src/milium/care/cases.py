"""Read a case from plain data: every problem becomes an issue, unknown stays unknown.

Keys and words are those of `packs/case/words.yaml`. What may hide something that a safety rule
reads is blocking: until it is mended no strong product is planned.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from milium.care import slips
from milium.care.fields import Notes, Reader, to_date
from milium.care.shelf import read_shelf
from milium.care.wishes import read_wishes
from milium.domain.case import Case, Dated, LogEntry
from milium.domain.events import FAULT
from milium.domain.findings import Issue
from milium.domain.identify import Answers
from milium.domain.identify_facts import AGE, IdentifyFacts
from milium.domain.person import Age, AgeRange, Medicine, Profile
from milium.domain.vocabulary import Vocabulary
from milium.engine.identify import read_answers
from milium.errors import BadInput
from milium.knowledge.reading import nearest, shorten

KEYS = (
    *("id", "today", "started", "profile", "answers", "bump_sites", "bumps_since"),
    *("shelf", "wishes", "dated", "log", "shown"),
)
PROFILE_KEYS = tuple(Profile.__dataclass_fields__)
MOST_BUMPS = 10**4
AGE_UNITS: tuple[Literal["years", "months", "days"], ...] = ("years", "months", "days")
DATED_KEYS = ("kind", "date", "until", "healed", "clinic_says", "known")
LOG_KEYS = ("kind", "date", "known")
RECORDS = ("shown", "changed", FAULT)  # what care keeps about the case itself: nothing that happened to the person
WAS_KEYS = ("profile", "answers", "wishes", "bump_sites", "dated", "started")


@dataclass(frozen=True, slots=True)
class CaseReading:
    """A case as read.

    Attributes:
        case: What could be read.
        issues: Every problem, with where and fix.
        blocking: The issues that may hide something a safety rule reads.
    """

    case: Case
    issues: tuple[Issue, ...]
    blocking: tuple[Issue, ...]


def read_case(
    data: Mapping[str, object], words: Vocabulary, facts: IdentifyFacts, *, today: date | None, clock_today: date
) -> CaseReading:
    """Read a case.

    Args:
        data: Plain data, keys as in the vocabulary.
        words: The closed word lists.
        facts: Questions and answers of the interview.
        today: Wins over the case's own date.
        clock_today: Used when neither says.

    Raises:
        BadInput: `data` is not a mapping, or the case's own date cannot be read.
    """
    if not isinstance(data, Mapping):
        raise BadInput(
            f"expected keys and values, got {shorten(data)}.", where="case", fix="Start from the example in the docs."
        )
    notes = Notes()
    top = Reader(data, "", notes, blocks=True)
    top.known_keys(KEYS)
    now = today or _own_today(data) or clock_today
    answers = _answers(data, facts, notes)
    profile = _profile(top.part("profile") or {}, "profile", words, notes)
    profile = _stricter(profile, answers, words, notes)
    rows, later = _log(top, words, facts, notes, now)
    notes.issues.extend(later)
    slips.log_slips(rows, notes)
    case = Case(
        id=str(data.get("id") or "case"),
        today=now,
        started=top.day("started"),
        profile=profile,
        answers=answers,
        bump_sites=_bump_sites(top, answers, facts),
        shelf=slips.not_yet_in_use(read_shelf(Reader(data, "", notes, blocks=False), words, notes), now, notes),
        dated=_dated(top, words, notes),
        log=slips.without_repeats(sorted((entry for _, _, entry in rows), key=lambda e: e.date)),
        shown=top.part("shown") or last_shown(data, now),
        bumps_since=Reader(data, "", notes, blocks=False).day("bumps_since"),
    )
    slips.one_or_two(case.shelf_on(now), notes)
    slips.on_the_shelf(case, rows, notes)
    slips.later_than(case.started, now, "started", notes)
    slips.later_than(case.bumps_since, now, "bumps_since", notes)
    slips.later_than(profile.seen_by_clinician, now, "profile.seen_by_clinician", notes)
    shelf = [item.id for item in case.shelf_ever()]
    wishes = read_wishes(top.part("wishes") or {}, words, shelf, notes)
    case = replace(case, age=_age(case, facts, notes), wishes=wishes)
    return CaseReading(case, tuple(notes.issues), tuple(notes.blocking))


def _own_today(data: Mapping[str, object]) -> date | None:
    value = data.get("today")
    if value is None:
        return None
    found = to_date(value)
    if found is None:
        raise BadInput(f"{shorten(value)} is not a date of the calendar.", where="today", fix="Write it as 2026-03-16.")
    return found


def _answers(data: Mapping[str, object], facts: IdentifyFacts, notes: Notes) -> Answers:
    given = data.get("answers")
    if given is not None and not isinstance(given, Mapping):
        notes.add("answers", f"{shorten(given)} should hold keys and values.", "Write key: value lines.", blocks=True)
        given = None
    answers, issues = read_answers(given or {}, facts)
    for issue in issues:
        notes.add(issue.where, issue.problem, issue.fix, blocks=True)
    if answers.flags is not None and not answers.flags_complete and not issues:
        notes.add("answers.flags", "are not all answered.", "Answer each: yes or no.", blocks=True)
    return answers


def _bump_sites(top: Reader, answers: Answers, facts: IdentifyFacts) -> tuple[str, ...]:
    sites = top.words("bump_sites", facts.answers_of("site"))
    own = answers.get("site")
    if sites is None:
        return (own,) if own else ()
    return sites if own is None or own in sites else (*sites, own)


def _profile(data: Mapping[str, object], where: str, words: Vocabulary, notes: Notes) -> Profile:
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


def _stricter(profile: Profile, answers: Answers, words: Vocabulary, notes: Notes) -> Profile:
    """Let the flags of the answers tighten the profile: the stricter of the two holds."""
    for flag in answers.flags or ():
        for key, value in words.flags_of_profile.get(flag, {}).items():
            profile = _tightened(profile, key, value, flag, notes)
        kind = words.flags_of_medicines.get(flag)
        if kind and profile.medicines is not None and kind not in {m.kind for m in profile.medicines}:
            profile = replace(profile, medicines=(*profile.medicines, Medicine(kind)))
    return profile


def _tightened(profile: Profile, key: str, value: object, flag: str, notes: Notes) -> Profile:
    """Set an answer, or add to a list that was asked; a list that was not asked stays unknown."""
    said = getattr(profile, key)
    if isinstance(value, list | tuple):
        value = None if said is None else tuple(sorted({*said, *value}))
    elif said is not None and said != value:
        fix = "Correct one; we take the more careful."
        notes.add(f"profile.{key}", f"says {said}, but the answers say {flag}.", fix)
    change: dict[str, Any] = {key: value}
    return replace(profile, **change)


def _dated(top: Reader, words: Vocabulary, notes: Notes) -> tuple[Dated, ...]:
    out = []
    for where, row in top.parts("dated"):
        r = Reader(row, where, notes, blocks=True)
        r.known_keys(DATED_KEYS)
        day = r.day("date")
        r.day("known")
        if row.get("date") is None:
            r.note("date", "is missing.", "Add the date as 2026-03-16.")
        kind = _dated_kind(r, words)
        clinic = r.part("clinic_says") or {}
        says = Reader(clinic, f"{where}.clinic_says", notes, blocks=True)
        says.known_keys(("off_before", "back_on"))
        off_before, back_on = says.whole("off_before", 0, words.age_limits["days"]), says.day("back_on")
        if day is not None:
            event = Dated(kind, day, r.day("until"), r.day("healed"), off_before, back_on)
            out.append(slips.in_order(event, where, notes))
    return tuple(sorted(out, key=lambda d: (d.date, d.kind)))


def _dated_kind(r: Reader, words: Vocabulary) -> str:
    """Return the kind; one we don't know is taken as an unnamed procedure, the strictest."""
    value = r.data.get("kind")
    if value in words.dated:
        return str(value)
    fix = nearest(str(value), words.dated)
    r.notes.add(f"{r.where}.kind", f"{shorten(value)} is not a kind we know: taken as an unnamed procedure.", fix)
    return words.dated_unnamed


def _log(
    top: Reader, words: Vocabulary, facts: IdentifyFacts, notes: Notes, today: date
) -> tuple[list[tuple[str, Mapping[str, object], LogEntry]], list[Issue]]:
    """Return the entries up to today, each with its place and its row, and what is dated later."""
    entries: list[tuple[str, Mapping[str, object], LogEntry]] = []
    later: list[Issue] = []
    for where, row in top.parts("log"):
        r = Reader(row, where, notes, blocks=True)
        kind, day = r.word("kind", words.log), r.day("date")
        if row.get("kind") is None or row.get("date") is None:
            r.note("", "kind or date is missing.", "Write {kind: check_in, date: 2026-03-09, ...}.")
        if kind is None or day is None:
            continue
        if day > today:
            later.append(
                Issue(
                    where,
                    f"is dated {day}, after today ({today}); it is left out for now.",
                    "Correct the date, or wait.",
                )
            )
            continue
        if kind in RECORDS:
            _record(row, where, notes, (*LOG_KEYS, *words.log[kind]))
            continue
        r.known_keys((*LOG_KEYS, *words.log[kind]))
        r.day("known")
        entries.extend((where, row, entry) for entry in _entry(r, kind, day, words, facts))
    return entries, later


def _record(row: Mapping[str, object], where: str, notes: Notes, keys: tuple[str, ...]) -> None:
    """Note what is wrong with a record; no safety rule reads it, so it never blocks a plan."""
    r = Reader(row, where, notes, blocks=False)
    r.known_keys(keys)
    for key in ("plan", "numbers", "was", "pack"):
        part = r.part(key)
        if key == "was" and part is not None:
            Reader(part, f"{where}.was", notes, blocks=False).known_keys(WAS_KEYS)


def last_shown(data: Mapping[str, object], today: date) -> Mapping[str, Any] | None:
    """Return the plan that the log shows last, up to and on `today`: the one in hand; None without one."""
    log = data.get("log")
    rows = [r for r in log if isinstance(r, Mapping)] if isinstance(log, list | tuple) else []
    shown = [(to_date(r.get("date")), i, r.get("plan")) for i, r in enumerate(rows) if r.get("kind") == "shown"]
    plans = [(day, i, plan) for day, i, plan in shown if day and day <= today and isinstance(plan, Mapping)]
    return max(plans, key=lambda row: row[:2])[2] if plans else None


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
    lists = {"flags": facts.flags, "skin_now": words.profile.skin_now}
    if key in lists:
        return r.words(key, lists[key])
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
    read = _profile(change, f"{r.where}.set", words, r.notes)
    return {key: getattr(read, key) for key in change if key in PROFILE_KEYS}


def _age(case: Case, facts: IdentifyFacts, notes: Notes) -> AgeRange | None:
    """Return the ages that the profile and the answer leave possible; wide when they disagree."""
    own = case.profile_on(case.today).age
    word = case.answers.get("age")
    band = next((AgeRange(*c.months) for c in facts.questions[AGE].answers if c.key == word and c.months), None)
    if own is None:
        return band
    said = own.as_range()
    if band is None or (said.low_months <= band.high_months and band.low_months <= said.high_months):
        return said
    notes.add(
        "profile.age",
        f"{own.value} {own.unit} does not fit the answer {word}.",
        "Correct one; until then the more careful age holds.",
    )
    return said.widened(band)
