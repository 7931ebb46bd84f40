"""What a product is for: cleanser, moisturiser, sunscreen ..., and what says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from milium.domain.judging_facts import JudgingFacts, RoleFacts
from milium.domain.label import Ingredient, Product, Reading, ShelfItem
from milium.engine.audit.marks import COLOUR, FILM, GRAIN, HUMECTANT, OIL, SURFACTANT, UV_FILTER, WATER, Marked
from milium.engine.audit.product_name import NameSays, says
from milium.engine.audit.wording import ends

ROLES = (
    "cleanser",
    "exfoliant",
    "retinoid",
    "moisturiser",
    "sunscreen",
    "treatment",
    "scrub",
    "oil",
    "eye_cream",
    "make_up",
    "remover",
    "lip",
    "hair",
    "tool",
)
ACIDS = ("aha", "pha", "bha")
TREATMENTS = ("azelaic", "benzoyl_peroxide", "vitamin_c")
LEFT_ON = ("moisturiser", "sunscreen", "oil", "eye_cream", "make_up")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RoleFound:
    """A role, and the word it stands on.

    Attributes:
        role: One of `ROLES`.
        basis: name (of the product), label (its list or text), or said (what the person told us).
        word: The telling word.
    """

    role: str
    basis: Literal["name", "label", "said"]
    word: str


def find_roles(item: ShelfItem, label: Marked, families: Sequence[str], facts: JudgingFacts) -> tuple[RoleFound, ...]:
    """Return the roles of a product, in the order of `ROLES`; each a fact of its label or name."""
    name = says(item.name, facts)
    if tool := tool_of(item, label.reading, facts):
        return (RoleFound("tool", "name", tool),)
    found: dict[str, RoleFound] = {}
    in_name = (RoleFound(role, "name", word) for role, word in name.roles)
    for one in (*_said(item, facts.roles), *in_name, *_of_families(families)):
        found.setdefault(one.role, one)
    for one in _in_list(item, label, facts, frozenset(found)):
        found.setdefault(one.role, one)
    if washed_off(item, tuple(found), facts):
        found = {role: one for role, one in found.items() if role not in LEFT_ON}
    elif not found and (moisturises := _moisturiser(label, name)):
        found["moisturiser"] = moisturises
    return tuple(found[role] for role in ROLES if role in found) if found else ()


def tool_of(item: ShelfItem, reading: Reading, facts: JudgingFacts) -> str | None:
    """Return which tool the name speaks of ("brush", "razor"); None for anything that has a list."""
    return None if reading.has_list else says(item.name, facts).tool


def is_tool(product: Product) -> bool:
    """Tell whether it is a thing without a label: a brush, a glove, a razor, a roller."""
    return "tool" in product.roles


def washed_off(item: ShelfItem, roles: Sequence[str], facts: JudgingFacts) -> bool:
    """Tell whether it is washed off: as the person said, else as its roles suggest.

    For the film on the skin only. Where a safety rule asks, a product nobody called rinse-off
    is left on (`ShelfItem.leave_on`).
    """
    if item.use is not None:
        return not item.leave_on
    return any(role in facts.roles.washed_off for role in roles)


def place_of_use(item: ShelfItem, roles: Sequence[str], facts: JudgingFacts) -> str | None:
    """Return where the product goes: as said, else as its roles or its name suggest, else None."""
    if item.where is not None:
        return item.where
    by_role = next((place for place, role in facts.roles.of_where.items() if role in roles), None) if roles else None
    return by_role or says(item.name, facts).place


def spf_of(product: Product) -> float | None:
    """Return the sun protection factor: typed in, in the name, or on the label; None = not found."""
    return product.item.spf if product.item.spf is not None else product.reading.spf


def scrub_grains(item: ShelfItem, label: Marked, facts: JudgingFacts) -> tuple[Ingredient, ...]:
    """Return the grains of a scrub in the list; () for none."""
    maybe = label.those(GRAIN)
    if not maybe:
        return ()
    rules, rinsed = facts.roles, not item.leave_on
    named = says(item.name, facts).hints_at_scrub
    # In a wash that holds water, salt and sugar are dissolved: they thicken it and scratch nobody.
    dry = not label.any & WATER
    early = [i.name for i in label.listed][: rules.abrasives_first if dry else 1]

    def is_grain(one: Ingredient) -> bool:
        if one.name in rules.abrasives_always or ends(one.name, rules.abrasive_endings):
            return True
        if one.name in rules.abrasives_rinsed or facts.kind_of(one.name) == "abrasive":
            return rinsed or named
        return one.name in rules.abrasives_named and (named or (rinsed and one.name in early))

    return tuple(one for one in maybe if is_grain(one))


def _said(item: ShelfItem, rules: RoleFacts) -> list[RoleFound]:
    out = []
    if item.where and item.where in rules.of_where:
        out.append(RoleFound(rules.of_where[item.where], "said", item.where))
    elif item.texture and item.texture in rules.of_texture:
        out.append(RoleFound(rules.of_texture[item.texture], "said", item.texture))
    if item.spf is not None:
        out.append(RoleFound("sunscreen", "said", f"SPF {item.spf:g}"))
    return out


def _of_families(families: Sequence[str]) -> list[RoleFound]:
    if not families:
        return []
    out = [RoleFound("exfoliant", "label", family) for family in ACIDS if family in families]
    out += [RoleFound("retinoid", "label", "retinoid")] if "retinoid" in families else []
    return out + [RoleFound("treatment", "label", family) for family in TREATMENTS if family in families]


def _in_list(item: ShelfItem, label: Marked, facts: JudgingFacts, known: frozenset[str]) -> list[RoleFound]:
    """Return the roles that the list itself shows."""
    rules = facts.roles
    out = [*_sunscreen(item, label, facts), *_cleanser(item, label, rules, known)]
    if grains := scrub_grains(item, label, facts):
        out.append(RoleFound("scrub", "label", grains[0].name))
    if item.leave_on and not known & {"cleanser", "remover", "hair", "lip"} and (oil := _oil(label, rules)):
        out.append(RoleFound("oil", "label", oil))
    colours = [i.name for i in label.everywhere(COLOUR)]
    if item.leave_on and len(set(colours)) >= rules.colours_at_least and "lip" not in known:
        out.append(RoleFound("make_up", "label", colours[0]))
    return out


def _sunscreen(item: ShelfItem, label: Marked, facts: JudgingFacts) -> list[RoleFound]:
    rules, spf = facts.roles, label.reading.spf
    if not item.leave_on or (spf is None and not label.any & UV_FILTER) or says(item.name, facts).no_sunscreen:
        return []
    if spf is not None:
        return [RoleFound("sunscreen", "label", f"SPF {spf:g}")]
    filters = [i for i in label.those(UV_FILTER) if i.name not in rules.uv_keepers]
    drug_facts = [i for i in filters if i.section == "active"]
    organic = [i for i in filters if i.name not in rules.uv_minerals]
    if drug_facts or len({i.name for i in organic}) >= rules.uv_filters_at_least:
        return [RoleFound("sunscreen", "label", (drug_facts or organic)[0].name)]
    return []


def _cleanser(item: ShelfItem, label: Marked, rules: RoleFacts, known: frozenset[str]) -> list[RoleFound]:
    if not label.any & SURFACTANT or item.use == "leave_on" or known & {"hair", "remover", "cleanser"}:
        return []
    early = [n for n, mark in enumerate(label.marks) if not mark & WATER][: rules.surfactant_first]
    washing = next((label.listed[n].name for n in early if label.marks[n] & SURFACTANT), None)
    return [RoleFound("cleanser", "label", washing)] if washing else []


def _oil(label: Marked, rules: RoleFacts) -> str | None:
    if not label.listed or label.any & WATER:
        return None
    oily = all(mark & OIL for mark in label.marks[: rules.oil_first])
    return label.listed[0].name if oily else None


def _moisturiser(label: Marked, name: NameSays) -> RoleFound | None:
    """Return the role for a plain leave-on that holds water in and leaves a film."""
    if not label.any & FILM or not label.any & HUMECTANT or name.no_moisturiser:
        return None
    return RoleFound("moisturiser", "label", label.those(FILM)[0].name)
