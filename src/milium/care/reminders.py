"""Reminders for a calendar: firm evenings, check-ins, counts, the review, days of their own; the plan passed the gate.

Only plans as care answers them come in here, so what did not pass the gate is the base week, or no step at all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from milium.care.answers import finish
from milium.care.desk import Desk
from milium.care.journal import ordered
from milium.care.kinds import KIND_WORD, kind_of
from milium.care.past import day_of, rows_of, short_hash
from milium.care.planning import plan as planned
from milium.care.progress import progressed
from milium.care.settings import MORNING
from milium.domain.events import REMINDED, Event
from milium.domain.reminders import Reminder
from milium.domain.texts import Texts
from milium.knowledge import Knowledge

EVENING, WEEK, COUNT, REVIEW, LOOK, VISIT = "pm", "week", "count", "review", "look", "visit"
SLOTS = (EVENING, WEEK, COUNT, REVIEW, LOOK, VISIT)
MINUTES = {EVENING: 15, WEEK: 5, COUNT: 5, REVIEW: 10, LOOK: 5, VISIT: 10}
TAKEN_OUT = "extraction"
SEVEN = timedelta(days=7)
NAMES = UUID("6d696c69-756d-5fa0-8000-63616c656e64")  # calendars of cases in files are named within this name
GONE = "gone"


class Given(NamedTuple):
    """What a calendar was given of one reminder: its version, and a fingerprint of what it said (`GONE`: nothing)."""

    version: int
    print: str


class Manner(NamedTuple):
    """How a person wants to be reminded.

    Attributes:
        at: Local time of every reminder.
        with_steps: Whether an evening says what to do.
    """

    at: time
    with_steps: bool = False


class Course(NamedTuple):
    """What of a case the reminders hang on.

    Attributes:
        today: The person's date.
        started: Day on which the plan began; None before it.
        checked_in: Day of the last check-in.
        counted: Day of the last count.
        first: Day of the first thing that is known of the person.
        names: Shelf id -> name.
        own: Days of their own, from today on: to see someone, or to have the bumps taken out.
    """

    today: date
    started: date | None
    checked_in: date | None
    counted: date | None
    first: date
    names: Mapping[str, str]
    own: tuple[date, ...] = ()


def reminders(
    desk: Desk, data: Mapping[str, object], today: date | None, manner: Manner, given: Mapping[str, Given]
) -> dict[str, object]:
    """Answer with the reminders of a case; its plan is made here, behind the gate."""
    found: dict[str, Any] = planned(desk, data, today, None)
    now = date.fromisoformat(found["today"])
    told = progressed(desk, data, now)
    made = versioned(wanted(found, told, course_of(data, now), desk.knowledge, manner), given, now)
    answer: dict[str, object] = {"today": found["today"], "reminders": [one.as_data() for one in made]}
    answer |= {key: found[key] for key in ("fault",) if key in found}
    done = finish(answer, desk.knowledge, facts=found["facts"], ident=data.get("id"))
    return {**done, "issues": found["issues"]}


def course_of(data: Mapping[str, object], today: date, first: date | None = None, visit: date | None = None) -> Course:
    """Return what of a case the reminders hang on; days after today are left out.

    Args:
        data: A case as plain data.
        today: The person's date.
        first: Day of the first thing that is known of the person; what the case tells of it when None.
        visit: A day on which they want to be reminded to see someone.
    """
    log = [(str(row.get("kind")), on) for row in rows_of(data, "log") if (on := day_of(row)) and on <= today]
    started = day_of({"date": data.get("started")})
    started = started if started and started <= today else None
    items = [row.get("item") if row.get("kind") == "product_added" else None for row in _maps(rows_of(data, "log"))]
    shelf = _maps([*rows_of(data, "shelf"), *items])
    return Course(
        today=today,
        started=started,
        checked_in=max((on for kind, on in log if kind == "check_in"), default=None),
        counted=max((on for kind, on in log if kind == "count"), default=None),
        first=min(day for day in (first, *(on for _, on in log), started, day_of(data, "today"), today) if day),
        names={str(item.get("id")): str(item.get("name") or "") for item in shelf},
        own=tuple(sorted(day for day in {visit, *taken_out(data)} if day and day >= today)),
    )


def taken_out(data: Mapping[str, object]) -> list[date]:
    """Return the days on which the bumps are, or were, to be taken out."""
    rows = _maps(rows_of(data, "dated"))
    return [day for row in rows if row.get("kind") == TAKEN_OUT and (day := day_of(row))]


def _maps(rows: Iterable[object]) -> list[Mapping[str, Any]]:
    return [row for row in rows if isinstance(row, Mapping)]


def wanted(
    plan: Mapping[str, Any], progress: Mapping[str, Any], course: Course, knowledge: Knowledge, manner: Manner
) -> list[Reminder]:
    """Return what should stand in the calendar, by day; versions are still 0.

    Args:
        plan: A plan as care answers it, so behind the gate.
        progress: What care says of the counts.
        course: What of the case the reminders hang on.
        knowledge: Texts, and how often to count.
        manner: How the person wants to be reminded.

    Returns:
        Evenings of firm days with a step and the check-ins within them, for who follows a plan; the next
        count; the review; days of their own. Nothing for who needs help at once: the next step is not a calendar's.
    """
    if plan["decision"] == "refer" and plan.get("urgency") == "emergency":
        return []
    texts = knowledge.texts
    days: list[tuple[str, date, str]] = [(COUNT, day, "") for day in _counts(plan, progress, course, knowledge)]
    if plan["decision"] != "watch":
        firm = [(date.fromisoformat(day["date"]), day["pm"]) for day in plan["days"] if day["firm"] and day["pm"]]
        days += [(EVENING, day, _steps_say(steps, course, texts) if manner.with_steps else "") for day, steps in firm]
        days += [(WEEK, day, "") for day in _check_ins(course, max((day for day, _ in firm), default=None))]
        days += [(REVIEW, day, "") for day in _review(progress, course)]
    ready = sorted({(slot, day): note for slot, day, note in days}.items(), key=lambda one: (one[0][1], one[0][0]))
    made = [_reminder(slot, day, note, texts, manner.at) for (slot, day), note in ready]
    return sorted([*made, *own_days(course, knowledge)], key=lambda one: (one.day, one.key))


def own_days(course: Course, knowledge: Knowledge) -> list[Reminder]:
    """Return the reminders of days of their own; in the morning, for somebody has to go there."""
    return [_reminder(VISIT, day, "", knowledge.texts, MORNING) for day in course.own]


def look_again(first: date, today: date, knowledge: Knowledge, manner: Manner) -> list[Reminder]:
    """Return the one reminder of who waits without counting: four weeks after the first question, then again."""
    step = timedelta(days=knowledge.track.count_every_days)
    day = first + step * max(1, -((first - today) // step))
    return [_reminder(LOOK, day, "", knowledge.texts, manner.at)]


def _reminder(slot: str, day: date, note: str, texts: Texts, at: time) -> Reminder:
    title = texts.get(f"ui.remind.{slot}.title").says
    note = note or texts.get(f"ui.remind.{slot}.note").says
    return Reminder(f"{slot}-{day.isoformat()}", day, at, MINUTES[slot], title, note)


def _steps_say(steps: Sequence[Mapping[str, Any]], course: Course, texts: Texts) -> str:
    """Return what an evening holds, in a line, and that milium knows better: a calendar may be old."""
    kind = kind_of(steps)
    products = [str(s.get("product") or s.get("about") or "") for s in steps if KIND_WORD.get(s["step"]) == kind]
    names = ", ".join(dict.fromkeys(course.names.get(p) or p for p in products if p))
    says = texts.get(f"ui.tonight.title_{kind}").says
    return " ".join((says, *((f"{names}.",) if names else ()), texts.get("ui.remind.may_change").says))


def _check_ins(course: Course, last: date | None) -> Iterator[date]:
    """Yield the days of the check-ins up to the last firm day; one that was missed is not asked for day by day."""
    if course.started is None or last is None:
        return
    day = max(course.started, course.checked_in or course.started) + SEVEN
    while day <= last:
        if day >= course.today:
            yield day
        day += SEVEN


def _counts(
    plan: Mapping[str, Any], progress: Mapping[str, Any], course: Course, knowledge: Knowledge
) -> Iterator[date]:
    """Yield the next count; when one is due today, also the one after it: a file is read once.

    A count that was missed comes up again with the next one, never day by day.
    """
    if progress.get("next") is None:  # the protocol of counting could not be read
        return
    due, step = date.fromisoformat(progress["next"]), timedelta(days=knowledge.track.count_every_days)
    if due <= course.today:
        since = course.counted or course.started or course.first
        due = since + step * -((since - course.today) // step)
    if due > course.today or plan["decision"] != "watch":
        yield due
    if due == course.today:
        yield due + step


def _review(progress: Mapping[str, Any], course: Course) -> Iterator[date]:
    dates = progress.get("course")
    if dates and (day := date.fromisoformat(dates["review"])) >= course.today:
        yield day


def versioned(now: Sequence[Reminder], given: Mapping[str, Given], today: date) -> list[Reminder]:
    """Return the reminders with their versions, and as gone those that were given and fell away, by day.

    Args:
        now: What should stand in the calendar.
        given: What calendars were given before, by key.
        today: What lies before it is left as it is.

    Returns:
        A version is 0 at first and rises by one exactly when something in the reminder differs from what was given.
    """
    out = []
    for one in now:
        before = given.get(one.key)
        rises = before is not None and before.print != _print(one)
        out.append(replace(one, version=before.version + rises if before else 0))
    out += [_gone(key, before) for key, before in given.items() if key not in {one.key for one in now}]
    return sorted((one for one in out if one.day >= today), key=lambda one: (one.day, one.key))


def _print(one: Reminder) -> str:
    return GONE if one.gone else short_hash([one.starts.isoformat(), one.minutes, one.title, one.note])


def _gone(key: str, before: Given) -> Reminder:
    slot, _, day = key.partition("-")
    version = before.version + (before.print != GONE)
    return Reminder(key, date.fromisoformat(day), time(0), MINUTES[slot], "", "", version, gone=True)


def is_key(text: str) -> bool:
    """Tell whether a text is the key of a reminder."""
    slot, _, day = text.partition("-")
    return slot in SLOTS and day_of({"date": day}) is not None and len(day) == len("2026-03-02")


def news(made: Iterable[Reminder], given: Mapping[str, Given]) -> dict[str, Given]:
    """Return what of the reminders no calendar was given yet, by key: what an event of the log keeps."""
    found = {one.key: Given(one.version, _print(one)) for one in made}
    return {key: one for key, one in found.items() if given.get(key) != one}


def given_of(events: Iterable[Event]) -> tuple[str | None, dict[str, Given]]:
    """Return the name of a log's calendar (None: it has none yet) and what was given of it so far.

    Args:
        events: Events of one case. Two devices may both have given some: the highest version counts.
    """
    name: str | None = None
    given: dict[str, Given] = {}
    for event in ordered(e for e in events if e.kind == REMINDED):
        said = event.body.get("name")
        name = name or (said if isinstance(said, str) and said else None)
        rows = event.body.get("given")
        for key, row in rows.items() if isinstance(rows, Mapping) else ():
            one = _read(key, row)
            if one and (key not in given or given[key].version <= one.version):
                given[key] = one
    return name, given


def _read(key: object, row: object) -> Given | None:
    if not isinstance(row, list | tuple) or len(row) != len(Given._fields) or not is_key(str(key)):
        return None
    version, found = row
    if isinstance(version, bool) or not isinstance(version, int) or version < 0:
        return None
    return Given(version, str(found))


def name_of(case: object) -> str:
    """Return the name of the calendar of a case in a file: the same each time it is written."""
    return str(uuid5(NAMES, str(case)))
