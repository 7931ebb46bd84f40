"""Understand what people write about their allergies: which names on a label are it, or may be."""

from collections.abc import Iterable
from typing import Literal

from milium.domain.judging_facts import JudgingFacts
from milium.engine.audit.wording import find_word, fold

Match = Literal["same", "kin"]
LONG = 4  # letters from which a word may be looked for inside other names


def match(allergy: str, name: str, facts: JudgingFacts) -> Match | None:
    """Return whether a canonical name is what the person is allergic to (same), may be (kin), or neither.

    Args:
        allergy: As the person wrote it: a name of a label, a common or a plant's name, or a group ("parabens").
        name: Canonical name.
        facts: Facts of judging.
    """
    upper = " ".join(allergy.upper().split())
    if name in (upper, facts.aliases.get(upper, upper)):
        return "same"
    row, folded = facts.substance(name), fold(allergy)
    fitting = [g for g in facts.allergies.groups if _is(folded, g.words) and g.fits(name, row.kind, row.tags)]
    if any(group.sure for group in fitting):
        return "same"
    if fitting or _is_plant(upper, name, facts):
        return "kin"
    words = (fold(facts.aliases.get(upper, upper)), folded, f"*{folded}")
    return "kin" if len(folded) >= LONG and find_word(fold(name), words) else None


def means(allergy: str, facts: JudgingFacts) -> str:
    """Return the word of the safety rules that an allergy means (salicylate, sunscreen), or ""."""
    folded = fold(allergy)
    return next((g.means for g in facts.allergies.groups if g.means and _is(folded, g.words)), "")


def is_understood(allergy: str, facts: JudgingFacts) -> bool:
    """Tell whether we know which names on labels an allergy means, or that no label holds it."""
    upper, folded = " ".join(allergy.upper().split()), fold(allergy)
    known = upper in facts.aliases or upper in facts.substances or upper in facts.allergies.plants
    grouped = any(_is(folded, g.words) for g in facts.allergies.groups)
    latin = any(plant.startswith(upper) for plant in facts.allergies.plants.values())
    return known or grouped or latin or _is(folded, facts.allergies.not_on_labels)


def names_meant(allergies: Iterable[str], facts: JudgingFacts) -> tuple[str, ...]:
    """Return the allergies as written, and beside them what they surely mean in the words of the safety rules.

    Returns:
        The words given, "salicylate" and "sunscreen" where one means that, and every name of our
        table that one is: a rule that compares names then finds parabens behind "parabens".
    """
    given = list(allergies)
    out = dict.fromkeys(given)
    for allergy in given:
        upper, folded = " ".join(allergy.upper().split()), fold(allergy)
        out.update(dict.fromkeys(word for word in (means(allergy, facts), facts.aliases.get(upper, "")) if word))
        sure = [g for g in facts.allergies.groups if g.sure and _is(folded, g.words)]
        for name in facts.substances if sure else ():
            row = facts.substance(name)
            if any(group.fits(name, row.kind, row.tags) for group in sure):
                out[name] = None
    return tuple(out)


def _is(folded: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether what was written is one of the patterns, or holds it among its words."""
    return find_word(folded, patterns) is not None


def _is_plant(upper: str, name: str, facts: JudgingFacts) -> bool:
    latin = facts.allergies.plants.get(upper)
    return latin is not None and name.startswith(latin)
