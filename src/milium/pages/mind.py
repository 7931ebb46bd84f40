"""What would change our mind: the answers that would raise the level, and the questions that split look-alikes."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from milium.pages.interview import BABY_AGES
from milium.pages.journal import Journal
from milium.pages.visit import Visit

LIKELIEST = 2
OF_BABIES = ("fever_or_unwell_baby", "cold_sore_contact")
LEVELS = ("emergency", "same_day", "urgent", "routine_clinician", "pharmacist")


def changes(visit: Visit, journal: Journal) -> list[dict[str, Any]]:
    """Return `{key, count, rows: [{says, facts}]}` for each level that one answer would raise to, most urgent first.

    Signs of babies are left out for somebody who said that it is no baby: nobody can find them by looking.
    """
    groups = []
    baby = journal.answers.get("age") in (None, *BABY_AGES)
    rows = [row for row in explained(visit, journal)["changes"] if baby or row["answer"] not in OF_BABIES]
    for key, found in groupby(sorted(rows, key=_rank), key=_level):
        said = [_said(visit, row) for row in found]
        groups.append({"key": f"mind.{key}", "count": len(said), "rows": said})
    return groups


def explained(visit: Visit, journal: Journal) -> Mapping[str, Any]:
    """Return care's identification of a journal's answers, with what explains it."""
    return visit.care.explain({"answers": dict(journal.answers), "profile": journal.profile})


def _level(row: Mapping[str, Any]) -> str:
    return "same_day" if row["same_day"] else str(row["triage"]).replace(" ", "_")


def _rank(row: Mapping[str, Any]) -> int:
    return LEVELS.index(_level(row))


def _said(visit: Visit, row: Mapping[str, Any]) -> dict[str, Any]:
    says = visit.look.texts.get(f"ui.mind.{row['question']}.{row['answer']}").says
    return {"says": says, "facts": row["facts"]}


def splits(visit: Visit, journal: Journal, door: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the look-alikes of the likeliest condition, each with the one question that splits it off.

    The likeliest are shown at once, and each that must be asked about; the rest waits behind a tap.

    Args:
        visit: The visit.
        journal: Whose answers they are.
        door: "/bump" or "/baby": where a question is asked again.
    """
    shown: list[dict[str, Any]] = []
    more: list[dict[str, Any]] = []
    for one in explained(visit, journal)["lookalikes"]:
        at_once = one["must_ask"] or len(shown) < LIKELIEST
        (shown if at_once else more).append(_split(visit, journal, door, one))
    return shown, more


def _split(visit: Visit, journal: Journal, door: str, one: Mapping[str, Any]) -> dict[str, Any]:
    facts, key = visit.look.knowledge.identify, one["question"]
    names: Sequence[Mapping[str, str]] = one["answers"]
    other = facts.conditions[names[1]["condition"]]
    given = journal.answers.get(key)
    stands = [one["pair"], "identify.likelihoods"]
    return {
        "other": {"id": f"condition.{other.id}", "name": other.name, "looks": other.looks},
        "question": f"ui.ask.{key}.title",
        "rows": [
            {
                "id": f"condition.{row['condition']}",
                "name": facts.conditions[row["condition"]].name,
                "answer": f"ui.ask.{key}.{row['answer']}",
                "facts": stands,
            }
            for row in names
        ],
        "said": f"ui.ask.{key}.{given}" if given else None,
        "again": f"{door}/{key}",
    }
