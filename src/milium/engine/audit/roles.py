"""What a product is for: cleanser, moisturiser, sunscreen ..., and what says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from milium.domain.judging_facts import JudgingFacts, RoleFacts
from milium.domain.label import Ingredient, Product, Reading, ShelfItem
from milium.engine.audit.wording import ends, find_word, fold

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
FILMS = ("light", "medium", "heavy")
SPF_MOST = 200


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


def find_roles(
    item: ShelfItem, reading: Reading, families: Sequence[str], facts: JudgingFacts
) -> tuple[RoleFound, ...]:
    """Return the roles of a product, in the order of `ROLES`; each a fact of its label or name."""
    rules = facts.roles
    if tool := tool_of(item, reading, facts):
        return (RoleFound("tool", "name", tool),)
    found: dict[str, RoleFound] = {}
    for one in (*_said(item, rules), *_in_name(item.name, rules), *_of_families(families)):
        found.setdefault(one.role, one)
    for one in _in_list(item, reading, facts, frozenset(found)):
        found.setdefault(one.role, one)
    if washed_off(item, tuple(found), facts):
        found = {role: one for role, one in found.items() if role not in LEFT_ON}
    elif moisturises := _moisturiser(item, reading, frozenset(found), facts):
        found.setdefault("moisturiser", moisturises)
    return tuple(found[role] for role in ROLES if role in found)


def tool_of(item: ShelfItem, reading: Reading, facts: JudgingFacts) -> str | None:
    """Return which tool the name speaks of ("brush", "razor"); None for anything that has a list."""
    rules, folded = facts.roles, fold(item.name)
    if reading.has_list or find_word(folded, rules.no_tools):
        return None
    return next((tool for tool, words in rules.tools.items() if find_word(folded, words)), None)


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
    by_role = next((place for place, role in facts.roles.of_where.items() if role in roles), None)
    folded = fold(item.name)
    if by_role or find_word(folded, facts.roles.face_words):
        return by_role
    return next((place for place, words in facts.roles.place_words.items() if find_word(folded, words)), None)


def spf_of(product: Product) -> float | None:
    """Return the sun protection factor: typed in, in the name, or on the label; None = not found."""
    return product.item.spf if product.item.spf is not None else product.reading.spf


def scrub_grains(item: ShelfItem, reading: Reading, facts: JudgingFacts) -> tuple[Ingredient, ...]:
    """Return the grains of a scrub in the list; () for none."""
    rules = facts.roles
    named = find_word(fold(item.name), rules.words["scrub"] + rules.scrub_hints) is not None
    rinsed = not item.leave_on
    listed = [i for i in reading.ingredients if not i.may_contain]
    # In a wash that holds water, salt and sugar are dissolved: they thicken it and scratch nobody.
    dry = not any(i.name in rules.water for i in listed)
    early = [i.name for i in listed][: rules.abrasives_first if dry else 1]

    def is_grain(one: Ingredient) -> bool:
        if one.name in rules.abrasives_always or ends(one.name, rules.abrasive_endings):
            return True
        if one.name in rules.abrasives_rinsed or facts.kind_of(one.name) == "abrasive":
            return rinsed or named
        return one.name in rules.abrasives_named and (named or (rinsed and one.name in early))

    return tuple(one for one in listed if is_grain(one))


def _said(item: ShelfItem, rules: RoleFacts) -> list[RoleFound]:
    out = []
    if item.where and item.where in rules.of_where:
        out.append(RoleFound(rules.of_where[item.where], "said", item.where))
    elif item.texture and item.texture in rules.of_texture:
        out.append(RoleFound(rules.of_texture[item.texture], "said", item.texture))
    if item.spf is not None:
        out.append(RoleFound("sunscreen", "said", f"SPF {item.spf:g}"))
    return out


def _in_name(name: str, rules: RoleFacts) -> list[RoleFound]:
    if not name:
        return []
    folded = fold(name)
    out = []
    for role, words in rules.words.items():
        word = find_word(folded, words)
        if word and not find_word(folded, rules.unless.get(role, ())):
            out.append(RoleFound(role, "name", word))
    spf = spf_in_name(name, rules)
    if spf is not None and not find_word(folded, rules.unless["sunscreen"]):
        out.append(RoleFound("sunscreen", "name", f"SPF {spf:g}"))
    return out


def _of_families(families: Sequence[str]) -> list[RoleFound]:
    out = [RoleFound("exfoliant", "label", family) for family in ACIDS if family in families]
    out += [RoleFound("retinoid", "label", "retinoid")] if "retinoid" in families else []
    return out + [RoleFound("treatment", "label", family) for family in TREATMENTS if family in families]


def _in_list(item: ShelfItem, reading: Reading, facts: JudgingFacts, known: frozenset[str]) -> list[RoleFound]:
    """Return the roles that the list itself shows."""
    rules = facts.roles
    listed = [i for i in reading.ingredients if not i.may_contain]
    out = [*_sunscreen(item, reading, listed, facts), *_cleanser(item, listed, rules, known)]
    if grains := scrub_grains(item, reading, facts):
        out.append(RoleFound("scrub", "label", grains[0].name))
    if item.leave_on and not known & {"cleanser", "remover", "hair", "lip"} and (oil := _oil(listed, rules)):
        out.append(RoleFound("oil", "label", oil))
    colours = [i.name for i in reading.ingredients if i.name.startswith(rules.colour_prefixes)]
    if item.leave_on and len(set(colours)) >= rules.colours_at_least and "lip" not in known:
        out.append(RoleFound("make_up", "label", colours[0]))
    return out


def _sunscreen(item: ShelfItem, reading: Reading, listed: Sequence[Ingredient], facts: JudgingFacts) -> list[RoleFound]:
    rules = facts.roles
    if not item.leave_on or find_word(fold(item.name), rules.unless["sunscreen"]):
        return []
    if reading.spf is not None:
        return [RoleFound("sunscreen", "label", f"SPF {reading.spf:g}")]
    filters = [i for i in listed if facts.kind_of(i.name) == "uv_filter" and i.name not in rules.uv_keepers]
    drug_facts = [i for i in filters if i.section == "active"]
    organic = [i for i in filters if i.name not in rules.uv_minerals]
    if drug_facts or len({i.name for i in organic}) >= rules.uv_filters_at_least:
        return [RoleFound("sunscreen", "label", (drug_facts or organic)[0].name)]
    return []


def _cleanser(
    item: ShelfItem, listed: Sequence[Ingredient], rules: RoleFacts, known: frozenset[str]
) -> list[RoleFound]:
    if item.use == "leave_on" or known & {"hair", "remover", "cleanser"}:
        return []
    early = [i for i in listed if i.name not in rules.water][: rules.surfactant_first]
    washing = next((i.name for i in early if _is_surfactant(i.name, rules)), None)
    return [RoleFound("cleanser", "label", washing)] if washing else []


def _is_surfactant(name: str, rules: RoleFacts) -> bool:
    return name in rules.surfactants or any(part in name for part in rules.surfactant_parts)


def _oil(listed: Sequence[Ingredient], rules: RoleFacts) -> str | None:
    names = [i.name for i in listed]
    first = names[: rules.oil_first]
    watery = any(name in rules.water for name in names)
    oily = all(name in rules.oils or ends(name, rules.oil_endings) for name in first)
    return first[0] if first and oily and not watery else None


def _moisturiser(item: ShelfItem, reading: Reading, known: frozenset[str], facts: JudgingFacts) -> RoleFound | None:
    """Return the role for a plain leave-on that holds water in and leaves a film."""
    rules = facts.roles
    if known or find_word(fold(item.name), rules.no_moisturiser):
        return None
    listed = [i.name for i in reading.ingredients if not i.may_contain]
    film = next((n for n in listed if facts.film_of(n) in FILMS), None)
    humectant = next((n for n in listed if n in rules.humectants), None)
    return RoleFound("moisturiser", "label", film) if film and humectant else None


def is_broad_in_name(name: str, rules: RoleFacts) -> bool:
    """Tell whether a product name states UVA protection ("Broad Spectrum SPF 30", "SPF50+ PA+++")."""
    if not name:
        return False
    words = "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in rules.broad_words)
    return re.search(rf"(?<![a-z])(?:{words})", name.casefold()) is not None


def spf_in_name(name: str, rules: RoleFacts) -> float | None:
    """Return the sun protection factor a product name states ("SPF 50+", "LSF30"), or None."""
    if not name:
        return None
    words = "|".join(re.escape(word) for word in rules.spf_words)
    match = re.search(rf"\b(?:{words})[\s-]*(\d{{1,3}})(?!\d)", name.casefold())
    value = float(match[1]) if match else None
    return value if value is not None and 0 < value <= SPF_MOST else None
