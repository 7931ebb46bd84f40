"""Let the rules that compare names understand what people write about their allergies (SR-14)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from milium.domain.case import Case, LogEntry
from milium.domain.judging_facts import JudgingFacts
from milium.domain.log import Log
from milium.engine.audit import names_meant
from milium.knowledge import Knowledge

KEY = "allergies"


def with_allergies(case: Case, knowledge: Knowledge) -> Case:
    """Return a case whose allergies also hold what they mean: salicylate for aspirin, each paraben for parabens.

    The person's own words stay; only names are added, so that a plan gets stricter, never looser.
    """
    told = case.profile.allergies
    if not told and not any(_told(entry) for entry in case.entries("profile")):
        return case  # nothing to understand, so nothing of the audit is needed
    facts = knowledge.audit.judging
    profile = replace(case.profile, allergies=names_meant(told, facts)) if told else case.profile
    if not any(_told(entry) for entry in case.entries("profile")):
        return replace(case, profile=profile)
    log = Log(_entry(entry, facts) for entry in case.log)
    log.memory = case.memory
    return replace(case, profile=profile, log=log)


def _entry(entry: LogEntry, facts: JudgingFacts) -> LogEntry:
    told = _told(entry)
    if not told:
        return entry
    change: Any = entry.get("set")
    return replace(entry, body={**entry.body, "set": {**change, KEY: names_meant(told, facts)}})


def _told(entry: LogEntry) -> tuple[str, ...]:
    """Return the allergies that a change of the profile tells; () for every other entry."""
    change = entry.get("set")
    told = change.get(KEY) if entry.kind == "profile" and isinstance(change, Mapping) else None
    return tuple(told) if told else ()
