"""Read a case from plain data: every problem becomes an issue, unknown stays unknown.

Keys and words are those of `packs/case/words.yaml`. What may hide something that a safety rule
reads is blocking: until it is mended no strong product is planned.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from milium.care import slips
from milium.care.entries import read_log
from milium.care.fields import Notes, Reader, to_date
from milium.care.profiles import read_profile
from milium.care.shelf import read_shelf
from milium.care.wishes import read_wishes
from milium.domain.case import Case, Dated
from milium.domain.findings import Issue
from milium.domain.identify import Answers
from milium.domain.identify_facts import AGE, IdentifyFacts
from milium.domain.person import AgeRange, Medicine, Profile
from milium.domain.vocabulary import Vocabulary
from milium.engine.identify import read_answers
from milium.errors import BadInput
from milium.knowledge.reading import nearest, shorten

KEYS = (
    *("id", "today", "started", "profile", "answers", "bump_sites", "bumps_since"),
    *("shelf", "wishes", "dated", "log", "shown"),
)
DATED_KEYS = ("kind", "date", "until", "healed", "clinic_says", "known")


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
    profile = read_profile(top.part("profile") or {}, "profile", words, notes)
    profile = _stricter(profile, answers, words, notes)
    told = read_log(data.get("log"), words, facts, now)
    told.note(notes)
    case = Case(
        id=str(data.get("id") or "case"),
        today=now,
        started=top.day("started"),
        profile=profile,
        answers=answers,
        bump_sites=_bump_sites(top, answers, facts),
        shelf=slips.not_yet_in_use(read_shelf(Reader(data, "", notes, blocks=False), words, notes), now, notes),
        dated=_dated(top, words, notes),
        log=told.log,
        shown=top.part("shown") or last_shown(data, now),
        bumps_since=Reader(data, "", notes, blocks=False).day("bumps_since"),
    )
    slips.one_or_two(case.shelf_on(now), notes)
    slips.on_the_shelf(case, told.rows, notes)
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


def last_shown(data: Mapping[str, object], today: date) -> Mapping[str, Any] | None:
    """Return the plan that the log shows last, up to and on `today`: the one in hand; None without one."""
    log = data.get("log")
    rows = [r for r in log if isinstance(r, Mapping)] if isinstance(log, list | tuple) else []
    shown = [(to_date(r.get("date")), i, r.get("plan")) for i, r in enumerate(rows) if r.get("kind") == "shown"]
    plans = [(day, i, plan) for day, i, plan in shown if day and day <= today and isinstance(plan, Mapping)]
    return max(plans, key=lambda row: row[:2])[2] if plans else None


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
