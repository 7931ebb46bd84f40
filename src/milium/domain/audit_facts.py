"""The facts of the audit: what names mean, and how a product is judged."""

from dataclasses import dataclass

from milium.domain.judging_facts import JudgingFacts
from milium.domain.name_facts import NameFacts
from milium.domain.shelf_facts import ShelfFacts


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AuditFacts:
    """Everything the audit knows.

    Attributes:
        names: Names of ingredients and the words of labels, for reading.
        judging: Roles, lists and findings, for classing and judging.
        shelf: Textures, what was there first, what a shelf needs.
    """

    names: NameFacts
    judging: JudgingFacts
    shelf: ShelfFacts
