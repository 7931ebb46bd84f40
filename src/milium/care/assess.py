"""Identify the bumps of a case: now, and at each check-in of its log (SR-80)."""

from dataclasses import replace
from datetime import date

from milium.domain.case import Case
from milium.domain.identify import Answers, Assessment, Context, FlagSeen, RedFlag
from milium.domain.identify_facts import IdentifyFacts
from milium.domain.safety import Persons
from milium.engine.identify import identify


def context_of(case: Case, day: date, persons: Persons) -> Context:
    """Return what the red flags need to know about the person on a day."""
    profile = case.profile_on(day)
    conditions = profile.conditions or ()
    return Context(
        age=profile.age.as_range() if profile.age else None,
        medicines=tuple(sorted({m.kind for m in profile.medicines or () if m.current_on(day)})),
        immune_weak=any(c in conditions for c in persons.immune_conditions),
        fever=persons.fever in conditions,
    )


def assess(case: Case, facts: IdentifyFacts, persons: Persons) -> Assessment:
    """Return the identification of today and every red flag with each day it was seen.

    A flag of the answers counts from the beginning of time; one that a check-in ticks from its
    date on, once more each time it is ticked, so that what was cleared can open again.
    """
    now = identify(case.answers, facts, context_of(case, case.today, persons))
    seen = [FlagSeen(flag, date.min) for flag in now.red_flags]
    for entry in case.entries("check_in"):
        ticked = entry.words("flags")
        if ticked:
            context = context_of(case, entry.date, persons)
            seen.extend(FlagSeen(flag, entry.date) for flag in _opened(case.answers, ticked, facts, context))
    return Assessment(now, tuple(sorted(seen, key=lambda s: (s.flag.id, s.on))))


def _opened(answers: Answers, ticked: tuple[str, ...], facts: IdentifyFacts, context: Context) -> list[RedFlag]:
    """Return the red flags that these ticks open: those that would not fire without them."""
    before = tuple(f for f in answers.flags or () if f not in ticked)
    without = {flag.id for flag in identify(replace(answers, flags=before), facts, context).red_flags}
    after = identify(replace(answers, flags=(*before, *ticked)), facts, context)
    return [flag for flag in after.red_flags if flag.id not in without]
