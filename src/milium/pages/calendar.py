"""What a calendar is given of a plan: the reminders as the pages tell it, and what the log keeps of them."""

from collections.abc import Sequence
from typing import NamedTuple

from milium.care.people import BABY
from milium.care.reminders import Course, Manner, course_of, given_of, look_again, news, own_days, versioned, wanted
from milium.care.settings import Settings, settings_of
from milium.domain.events import REMINDED, SETTING, Event
from milium.domain.reminders import Reminder
from milium.pages.visit import Visit


class Handed(NamedTuple):
    """What is handed to a calendar.

    Attributes:
        reminders: By day, with those that fell away.
        title: Name of the calendar.
        gone: Title of what fell away.
        name: What makes the ids of this calendar its own.
        events: To be kept before anything is handed out; () when the calendar knew it all.
    """

    reminders: Sequence[Reminder]
    title: str
    gone: str
    name: str
    events: tuple[Event, ...]


def choices(visit: Visit) -> Settings:
    """Return what the person chose on the settings screen."""
    return settings_of(visit.me.of(SETTING))


def handed(visit: Visit) -> Handed:
    """Return the reminders of a person; the plan is the one that their pages show, so it passed the gate.

    Who has not answered anything, or has no plan and did not choose to wait, gets days of their own only. A baby that
    somebody asks about has a calendar of its own, with the day on which to look again.
    """
    said, baby = choices(visit), visit.request.one("about") == BABY
    whose = visit.baby if baby else visit.me
    name, given = given_of(whose.of(REMINDED))
    name = name or visit.request.new_id().hex
    manner = Manner(said.evening, said.with_steps)
    made = versioned(_for_baby(visit, manner) if baby else _wanted(visit, manner), given, visit.today)
    rows = {key: list(one) for key, one in news(made, given).items()}
    kept = visit.keep(whose, (REMINDED, {"name": name, "given": rows})) if rows else ()
    texts = visit.look.texts
    return Handed(
        made, texts.get("ui.remind.calendar").says, texts.get("ui.remind.gone").says, name, (*kept, *visit.faults)
    )


def _for_baby(visit: Visit, manner: Manner) -> list[Reminder]:
    events = visit.baby.events
    return look_again(events[0].local_date, visit.today, visit.look.knowledge, manner) if events else []


def can_remind(visit: Visit) -> bool:
    """Tell whether there is something to be reminded of: a plan that began, the choice to leave them, an own day."""
    return _follows(visit) or bool(course(visit).own)


def own_only(visit: Visit) -> bool:
    """Tell whether a calendar would get days of their own and nothing else."""
    return not _follows(visit)


def _follows(visit: Visit) -> bool:
    me = visit.me
    return bool(me.answers) and (me.started or me.case["wishes"].get("choose") == "watch")


def course(visit: Visit) -> Course:
    """Return what of the person the reminders hang on."""
    me = visit.me
    first = me.events[0].local_date if me.events else None
    return course_of(me.case, visit.today, first, choices(visit).visit)


def _wanted(visit: Visit, manner: Manner) -> list[Reminder]:
    found, knowledge = course(visit), visit.look.knowledge
    if not _follows(visit):
        return own_days(found, knowledge)
    return wanted(visit.ahead, visit.progress, found, knowledge, manner)
