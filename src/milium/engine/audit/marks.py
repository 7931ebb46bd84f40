"""What a name may set off in classing and judging, worked out once for each name and kept as bits.

Most names of a label set off nothing. A check looks at the marks of the whole label first, and where
its own mark is missing it has nothing to find. A mark never says more than "look here".
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import itemgetter, or_

from milium.domain.judging_facts import JudgingFacts
from milium.domain.label import Ingredient, Reading
from milium.domain.safety import Active, SafetyFacts
from milium.engine.audit.wording import begins

(
    WATER,  # left out when places are counted
    ACTIVE,  # an active of the safety rules
    FILM,  # leaves a film, heavy ones too
    HEAVY,  # leaves a heavy film
    HUMECTANT,
    SURFACTANT,
    OIL,
    COLOUR,
    UV_FILTER,
    GRAIN,  # may be the grains of a scrub
    STEROID,
    BLEACH,
    MERCURY,
    REMEDY,  # blocked as the first name
    ESSENTIAL_OIL,
    ALLERGEN,
    FRAGRANCE,  # a mixture, or perfume
    TOLD,  # a famous one that is told as it is
    STUDIED,  # blocked pores in first papers
    LISTED,  # in popular lists alone
    LIMITED,  # stands in the annexes that the person imported
) = (1 << n for n in range(21))

# What else of a product or a person may set a check off; no name is marked with these.
NO_LIST, UNSURE, ACTIVES, SAID, PHRASES, PERSONAL, BABY, SUNSCREEN = (1 << n for n in range(21, 29))

FILMS = ("light", "medium", "heavy")
_KINDS = {"uv_filter": UV_FILTER, "abrasive": GRAIN}
_TAGS = {"steroid": STEROID, "essential_oil": ESSENTIAL_OIL, "allergen": ALLERGEN, "fragrance_mix": FRAGRANCE}
_MOST = 50_000
_name = itemgetter(Ingredient._fields.index("name"))
_how = itemgetter(Ingredient._fields.index("how"))
_may_contain = itemgetter(Ingredient._fields.index("may_contain"))


def active_of(name: str, facts: JudgingFacts, safety: SafetyFacts) -> Active | None:
    """Return the active a canonical name is, by the table or by how the name begins; else None."""
    found = safety.active_of(name)
    if found or not name.startswith(marks_of(facts, safety).beginnings) or name in safety.never_actives:
        return found
    ident = next(i for start, i in facts.active_words.beginnings.items() if begins(name, (start,)))
    return next((a for a in safety.actives if a.id == ident), None)


class Marks(dict[str, int]):
    """Canonical name -> its marks; made when first asked for, and bounded.

    Args:
        facts: Facts of judging.
        safety: Facts of the safety rules.
    """

    def __init__(self, facts: JudgingFacts, safety: SafetyFacts) -> None:
        super().__init__()
        self.facts, self.safety = facts, safety
        self.beginnings = tuple(facts.active_words.beginnings)
        self._listed = _of_lists(facts, safety)
        self._starts = _starts(facts)

    def __missing__(self, name: str) -> int:
        """Work out the marks of a name."""
        if len(self) >= _MOST:
            self.clear()
        marks = self[name] = self._of(name)
        return marks

    def _of(self, name: str) -> int:
        facts, roles = self.facts, self.facts.roles
        row = facts.substance(name)
        marks = self._listed.get(name, 0) | _KINDS.get(row.kind, 0)
        for tag in row.tags:
            marks |= _TAGS.get(tag, 0)
        for start, mark in self._starts:
            if name.startswith(start):
                marks |= mark
        if row.film in FILMS:
            marks |= FILM | (HEAVY if row.film == "heavy" else 0)
        if name.endswith(roles.oil_endings):
            marks |= OIL
        if name.endswith(roles.abrasive_endings):
            marks |= GRAIN
        if any(part in name for part in roles.surfactant_parts):
            marks |= SURFACTANT
        if active_of(name, facts, self.safety):
            marks |= ACTIVE
        return marks


def marks_of(facts: JudgingFacts, safety: SafetyFacts) -> Marks:
    """Return the marks of names under these facts, as far as they were worked out."""
    found: Marks | None = facts.kept.get(Marks)
    if found is None or found.safety is not safety:
        found = facts.kept[Marks] = Marks(facts, safety)
    return found


def _starts(facts: JudgingFacts) -> tuple[tuple[tuple[str, ...], int], ...]:
    return (facts.roles.colour_prefixes, COLOUR), (facts.labels.mercury, MERCURY)


def _of_lists(facts: JudgingFacts, safety: SafetyFacts) -> dict[str, int]:
    """Return the marks of every name that stands in a list of the pack."""
    roles, labels, blocked = facts.roles, facts.labels, safety.blocked
    lists: tuple[tuple[Iterable[str], int], ...] = (
        (roles.water, WATER),
        (roles.humectants, HUMECTANT),
        (roles.surfactants, SURFACTANT),
        (roles.oils, OIL),
        (roles.abrasives_always + roles.abrasives_rinsed + roles.abrasives_named, GRAIN),
        (blocked.steroids, STEROID),
        (blocked.first, REMEDY),
        ((n for n in blocked.any_place if any(part in n for part in labels.mercury)), MERCURY),
        (labels.bleaches, BLEACH),
        (labels.told, TOLD),
        (labels.strong_in_studies, STUDIED),
        (facts.eu_limits, LIMITED),
        ((n for n, row in facts.substances.items() if _only_listed(row.first_papers, row.lists, facts)), LISTED),
    )
    out: dict[str, int] = {}
    for names, mark in lists:
        for name in names:
            out[name] = out.get(name, 0) | mark
    return out


def _only_listed(first_papers: bool, lists: Sequence[float], facts: JudgingFacts) -> bool:
    return not first_papers and max(lists, default=0.0) >= facts.limits.lists_grade


class Marked:
    """The ingredients of a label with their marks.

    Attributes:
        listed: Those not under "may contain", in label order.
        marks: Mark of each of them.
        any: All marks of `listed` together; `anywhere` with those under "may contain".
    """

    __slots__ = ("_every", "_every_marks", "any", "anywhere", "hows", "known", "listed", "marks", "reading")

    def __init__(self, reading: Reading, known: Marks) -> None:
        every = reading.ingredients
        self.reading, self.known = reading, known
        self.listed, self._every = every, every
        marks = self.marks = self._every_marks = list(map(known.__getitem__, map(_name, every)))
        self.any = self.anywhere = reduce(or_, marks, 0)
        self.hows = set(map(_how, every))
        if any(map(_may_contain, every)):
            self.listed = tuple(one for one in every if not one.may_contain)
            self.marks = [mark for one, mark in zip(every, marks, strict=True) if not one.may_contain]
            self.any = reduce(or_, self.marks, 0)

    def those(self, mark: int) -> list[Ingredient]:
        """Return the listed ingredients with a mark, in label order."""
        if not self.any & mark:
            return []
        return [one for one, its in zip(self.listed, self.marks, strict=True) if its & mark]

    def everywhere(self, mark: int) -> list[Ingredient]:
        """Return the ingredients with a mark, those under "may contain" too, in label order."""
        if not self.anywhere & mark:
            return []
        return [one for one, its in zip(self._every, self._every_marks, strict=True) if its & mark]


def marked(reading: Reading, facts: JudgingFacts, safety: SafetyFacts) -> Marked:
    """Return the ingredients of a label with their marks; the label last asked for is remembered."""
    known = marks_of(facts, safety)
    last: Marked | None = facts.kept.get(Marked)
    if last is not None and last.reading is reading and last.known is known:
        return last
    found = facts.kept[Marked] = Marked(reading, known)
    return found
