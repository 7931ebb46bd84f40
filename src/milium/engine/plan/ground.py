"""The ground a plan stands on: person, gates, shelf, past and spells, each read once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from milium.domain.case import Case
from milium.domain.identify import Assessment
from milium.domain.label import Product
from milium.domain.safety import Ladder, SafetyFacts
from milium.engine.plan.bars import Bar
from milium.engine.plan.eligibility import ACIDS, Candidate, holds_steroid, is_active, is_prescription, read_shelf
from milium.engine.plan.gates import Gates, is_cleared, read_gates
from milium.engine.plan.history import History, read_history
from milium.engine.plan.situation import Situation, read_situation
from milium.engine.plan.spells import Spell, read_spells


@dataclass(frozen=True, slots=True)
class Ground:
    """What every part of the planner reads.

    Attributes:
        products: Products on the shelf today, by id.
        gates: What closes the whole plan.
        candidates: Products that may be placed, by id.
        bars: Why the other products may not.
        actives: Ids of every active on the shelf, placeable or not.
        acids: Ids of every product with an acid, those no longer on the shelf too.
    """

    case: Case
    facts: SafetyFacts
    situation: Situation
    products: Mapping[str, Product]
    gates: Gates
    candidates: Mapping[str, Candidate]
    bars: tuple[Bar, ...]
    history: History
    spells: tuple[Spell, ...]
    actives: tuple[str, ...]
    acids: frozenset[str]


def read_ground(case: Case, products: Mapping[str, Product], assessment: Assessment, facts: SafetyFacts) -> Ground:
    """Read person, gates, shelf, past and spells.

    Args:
        case: The case on its date.
        products: Products read and classed, by shelf id; those no longer on the shelf help to
            read the past and are not placed.
        assessment: What the bumps may be, with every red flag.
        facts: The facts of the safety rules.
    """
    s = read_situation(case, facts)
    here = {item.id for item in case.shelf_on(case.today)}
    shelf = {i: products[i] for i in sorted(products) if i in here}
    gates = read_gates(
        case,
        s,
        assessment,
        facts,
        prescribed=tuple(i for i in shelf if is_prescription(shelf[i], facts)),
        steroids=tuple(i for i in shelf if holds_steroid(shelf[i], facts)),
    )
    candidates, bars = read_shelf(case, shelf, s, facts)
    if is_cleared(case):  # by choice the lowest rung goes on
        candidates = {i: replace(c, ladder=_lowest(c.ladder)) for i, c in candidates.items()}
    history = read_history(case, products, facts)
    return Ground(
        case=case,
        facts=facts,
        situation=s,
        products=shelf,
        gates=gates,
        candidates=candidates,
        bars=bars,
        history=history,
        spells=read_spells(case, s, history, assessment, facts),
        actives=tuple(i for i in shelf if is_active(shelf[i])),
        acids=frozenset(i for i in products if any(f in ACIDS for f in products[i].families)),
    )


def _lowest(ladder: Ladder) -> Ladder:
    return replace(ladder, top=ladder.start, top_from_week={})
