"""Identify the bumps of a case: now, and at each check-in of its log (SR-80)."""

from dataclasses import replace
from datetime import date

from milium.domain.case import Case
from milium.domain.identify import Answers, Assessment, Context, FlagSeen, Identification
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
    """Return the identification of today and every red flag with the first day it was seen.

    A flag of the answers counts from the beginning of time; one of a check-in from its date on.
    """
    now = identify(case.answers, facts, context_of(case, case.today, persons))
    seen = {flag.id: FlagSeen(flag, date.min) for flag in now.red_flags}
    for entry in case.entries("check_in"):
        ticked = entry.words("flags")
        if ticked:
            context = context_of(case, entry.date, persons)
            for flag in _with_flags(case.answers, ticked, facts, context).red_flags:
                seen.setdefault(flag.id, FlagSeen(flag, entry.date))
    return Assessment(now, tuple(seen[key] for key in sorted(seen)))


def _with_flags(answers: Answers, ticked: tuple[str, ...], facts: IdentifyFacts, context: Context) -> Identification:
    flags = tuple(sorted({*(answers.flags or ()), *ticked}))
    return identify(replace(answers, flags=flags), facts, context)
