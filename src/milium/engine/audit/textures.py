"""Tell the texture of a product: as the person said, else by its name, else by its list."""

from milium.domain.judging_facts import JudgingFacts
from milium.domain.label import Product
from milium.domain.shelf_facts import TextureFacts
from milium.domain.suspects import Texture
from milium.engine.audit.roles import is_tool
from milium.engine.audit.wording import find_word, fold

HEAVY = "heavy"


def texture_of(product: Product, facts: JudgingFacts, texture: TextureFacts) -> Texture | None:
    """Return the texture and what says so; None when nothing does, and for a tool."""
    item = product.item
    if item.texture is not None:
        return Texture(item.texture, "said")
    if is_tool(product):
        return None
    folded = fold(item.name)
    unless = facts.roles.unless.get("oil", ())
    for word, patterns in texture.words.items():
        if find_word(folded, patterns) and not (word == "oil" and find_word(folded, unless)):
            return Texture(word, "name")
    by_list = _by_list(product, facts, texture)
    return Texture(by_list, "label") if by_list else None


def _by_list(product: Product, facts: JudgingFacts, texture: TextureFacts) -> str | None:
    """Return what the list makes of it: without water a balm or an oil, else by its fats and what gels it."""
    names = [i.name for i in product.reading.ingredients if not i.may_contain]
    if not names:
        return None
    first = [n for n in names if n not in facts.roles.water][: texture.first]
    heavy = any(facts.film_of(n) == HEAVY for n in first)
    if not any(n in facts.roles.water for n in names):
        if "oil" in product.roles:
            return "oil"
        return "balm" if heavy else None
    fats = sum(1 for n in first if facts.kind_of(n) in texture.fats)
    if heavy or fats >= texture.cream_fats:
        return "cream"
    if fats:
        return "lotion"
    return "gel" if any(n in texture.gellants for n in names) else None
