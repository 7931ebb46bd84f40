"""Build the facts of the shelf from `packs/audit/shelf.yaml`."""

from collections.abc import Mapping
from typing import Any

from milium.domain.findings import Issue
from milium.domain.shelf_facts import ShelfFacts
from milium.knowledge.reading import read

PATH = "audit/shelf.yaml"


def build_shelf(files: Mapping[str, Any], issues: list[Issue]) -> ShelfFacts | None:
    """Build the facts, or return None and append every issue.

    Args:
        files: Path inside the pack -> parsed content.
        issues: Collected problems.
    """
    facts = read(ShelfFacts, files.get(PATH), PATH, issues)
    if facts is None:
        return None
    for word, days in facts.onset_days.items():
        if len(days) not in (1, 2) or list(days) != sorted(days) or days[0] < 0:
            issues.append(
                Issue(f"{PATH} onset_days.{word}", f"{list(days)} is no span of days.", "Write [fewest, most].")
            )
            return None
    if facts.recount_days < 1:
        issues.append(Issue(f"{PATH} recount_days", f"{facts.recount_days} is too short.", "Write whole days."))
        return None
    return facts
