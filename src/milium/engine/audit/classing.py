"""Class a product: its actives, the families it counts for (safety rules 0.2-0.4), its roles."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from milium.domain.judging_facts import JudgingFacts
from milium.domain.label import ActiveFound, Ingredient, Product, Reading, ShelfItem
from milium.domain.near import NearWords
from milium.domain.safety import Active, SafetyFacts
from milium.engine.audit.findings_film import heavy_films
from milium.engine.audit.marks import ACTIVE, WATER, Marked, active_of, marked
from milium.engine.audit.product_name import says
from milium.engine.audit.roles import find_roles, washed_off
from milium.engine.audit.strengths import named_actives, stated_strengths, strength_of
from milium.engine.audit.wording import find_word, fold, letters, may_hold, within_edits, without_words

WHOLE_WORD = 3  # name words this short ("aha") are words of their own, longer ones may go on ("peeling")
GUESSED = ("unknown", "spelling", "form")
LONGEST_NAME = 60  # an unread stretch longer than this is prose: it is searched, not compared


def class_product(item: ShelfItem, reading: Reading, facts: JudgingFacts, safety: SafetyFacts) -> Product:
    """Class one product.

    Args:
        item: The product as the person entered it.
        reading: Its label, read.
        facts: Facts of judging.
        safety: Which ingredient makes which family.

    Returns:
        The product. `families` are those it counts for; `present` also those of which a member
        stands anywhere, under "may contain" too, or may stand behind a word we could not read:
        an unread name never drops a family. `actives` are in label order, each name once.
        An SPF or a broad spectrum that only the product name states stands in the item. `heavy` follows the rule of
        the finding "film.heavy", whoever uses it and wherever.
    """
    label = marked(reading, facts, safety)
    found = find_actives(item, label, facts, safety)
    families = tuple(sorted({a.family for a in found if a.counts})) if found else ()
    present = tuple(sorted({a.family for a in found})) if found else ()
    roles = tuple(role.role for role in find_roles(item, label, families, facts))
    heavy = not washed_off(item, roles, facts) and bool(heavy_films(label, facts))
    name = says(item.name, facts)
    if item.spf is None and reading.spf is None and name.spf is not None:
        item = replace(item, spf=name.spf)
    if item.broad_spectrum is None and reading.broad_spectrum is None and name.broad:
        item = replace(item, broad_spectrum=True)
    return Product(item, reading, found, families, present, roles, heavy)


def find_actives(item: ShelfItem, label: Marked, facts: JudgingFacts, safety: SafetyFacts) -> tuple[ActiveFound, ...]:
    """Return every active of the list, of the strengths typed in and, without a list, of the name."""
    stated = stated_strengths(item, facts, safety) if item.strength_pct or item.name else {}
    out: dict[str, ActiveFound] = {}
    for one in _on_list(item, label, stated, facts, safety):
        _add(out, one)
    for one in _typed(stated, out, item, facts, safety):
        _add(out, one)
    if not label.reading.has_list:
        for name in named_actives(item.name, facts):
            if name not in out and (spoken := safety.active_of(name)):
                _add(out, ActiveFound(spoken.family, name, stated.get(name), counts=True))
    if not label.hows.isdisjoint(GUESSED):
        for ingredient in [one for one in label.reading.ingredients if one.how in GUESSED]:
            if guess := lookalike(ingredient, facts, safety):
                _add(out, guess)
    return tuple(out.values())


def _on_list(
    item: ShelfItem, label: Marked, stated: Mapping[str, float], facts: JudgingFacts, safety: SafetyFacts
) -> Iterator[ActiveFound]:
    """Yield the actives of the list, in label order."""
    known = [(i, a) for i in label.everywhere(ACTIVE) if (a := active_of(i.name, facts, safety))]
    if not known:
        return
    says_acid = _says_acid(item.name, facts, safety)
    early = _early_names(label, safety) if any(active.position_counts for _, active in known) else ()
    for ingredient, active in known:
        alone = len({i.name for i, a in known if a.family == active.family}) == 1
        strength = strength_of(ingredient.name, ingredient.percent.declared, stated, active, alone)
        counts = not ingredient.may_contain and _counts(
            active,
            strength,
            leave_on=item.leave_on,
            strong=says_acid or ingredient.section == "active" or (active.position_counts and ingredient.name in early),
        )
        yield ActiveFound(active.family, ingredient.name, strength, counts)


def lookalike(ingredient: Ingredient, facts: JudgingFacts, safety: SafetyFacts) -> ActiveFound | None:
    """Return the active that an unread or guessed name may be, or None.

    A name a few letters away from an active counts as that active; one that only holds such a
    word makes the family present. What was read for certain is never a lookalike.
    """
    if ingredient.how not in GUESSED:
        return None
    key = (ingredient.name, ingredient.how, ingredient.read_as, ingredient.may_contain, id(safety))
    if key not in facts.memo:
        facts.remember(key, _lookalike(ingredient, facts, safety))
    found: ActiveFound | None = facts.memo[key]
    return found


def _lookalike(ingredient: Ingredient, facts: JudgingFacts, safety: SafetyFacts) -> ActiveFound | None:
    if active_of(ingredient.name, facts, safety):
        return None
    printed = ingredient.read_as or ingredient.name
    near = _near(printed, ingredient, facts, safety) if len(printed) <= LONGEST_NAME else None
    if near:
        return ActiveFound(near.family, printed, None, counts=near.counts == "always" and not ingredient.may_contain)
    folded, words = fold(printed), facts.active_words
    held = (f for f, patterns in words.lookalikes.items() if may_hold(folded, patterns) and find_word(folded, patterns))
    family = next(held, None)
    if family is None or find_word(folded, words.lookalike_unless):
        return None
    return ActiveFound(family, printed, None, counts=False)


def _near(printed: str, ingredient: Ingredient, facts: JudgingFacts, safety: SafetyFacts) -> Active | None:
    """Return the active whose name is a few letters away, unless the name it was read as is as near."""
    plain = letters(printed)
    edits = max((most for size, most in facts.active_words.edits if len(plain) >= size), default=0)
    as_read = ingredient.how == "spelling" and within_edits(plain, letters(ingredient.name), edits)
    if not edits or as_read or ingredient.how == "form":
        return None
    known = _always(facts, safety)
    near = (n for n in known.near.candidates(plain, edits) if within_edits(plain, n, edits))
    place = min((known.places[n] for n in near), default=None)
    return None if place is None else safety.actives[place]


class _Always(NamedTuple):
    """The names of the actives that count at any strength.

    Attributes:
        safety: The facts they are from.
        near: The letters of each name.
        places: Letters -> place of its active.
    """

    safety: SafetyFacts
    near: NearWords
    places: Mapping[str, int]


def _always(facts: JudgingFacts, safety: SafetyFacts) -> _Always:
    found: _Always | None = facts.kept.get(_Always)
    if found is None or found.safety is not safety:
        always = [(place, active) for place, active in enumerate(safety.actives) if active.counts == "always"]
        places = {letters(name): place for place, active in reversed(always) for name in active.inci}
        found = facts.kept[_Always] = _Always(safety, NearWords(places), places)
    return found


def _counts(active: Active, strength: float | None, *, leave_on: bool, strong: bool) -> bool:
    """Tell whether an active makes its product a product of its family (safety rules 0.3)."""
    if active.leave_on_only and not leave_on:
        return False
    if active.counts == "always":
        preservative = active.not_below_pct is not None and strength is not None and strength < active.not_below_pct
        return not preservative
    declared = strength is not None and active.declared_pct is not None and strength >= active.declared_pct
    return active.counts == "strong" and (strong or declared)


def only_other_acids(name: str, facts: JudgingFacts, safety: SafetyFacts) -> bool:
    """Tell whether a product name says acid only in words like "hyaluronic acid"."""
    rest = without_words(fold(name), facts.active_words.other_acids)
    return _says_acid(name, facts, safety) and not _says_acid(rest, facts, safety)


def _says_acid(name: str, facts: JudgingFacts, safety: SafetyFacts) -> bool:
    if not name:
        return False
    words = tuple(word if len(word) <= WHOLE_WORD else f"{word}*" for word in safety.name_words)
    return find_word(fold(name), words + facts.active_words.acid_words) is not None


def _early_names(label: Marked, safety: SafetyFacts) -> frozenset[str]:
    """Return the first names after water; none where the order of the list says nothing."""
    if label.reading.alphabetical:
        return frozenset()
    listed = zip(label.listed, label.marks, strict=True)
    ordered = (i.name for i, mark in listed if i.section == "list" and not mark & WATER)
    return frozenset(islice(ordered, safety.first_names))


def _typed(
    stated: dict[str, float], out: dict[str, ActiveFound], item: ShelfItem, facts: JudgingFacts, safety: SafetyFacts
) -> list[ActiveFound]:
    """Return the actives whose strength is stated although the list, as read, does not hold them."""
    found = []
    for name, strength in stated.items():
        active = active_of(name, facts, safety)
        if active and not any(safety.active_of(seen) is active for seen in out):
            counts = _counts(active, strength, leave_on=item.leave_on, strong=False)
            found.append(ActiveFound(active.family, name, strength, counts))
        elif name in facts.active_words.families:
            members = [a for a in out.values() if a.family == name]
            if len(members) != 1:  # one member alone has taken the number as its own
                found.append(ActiveFound(name, name.upper(), strength, counts=True))
    return found


def _add(out: dict[str, ActiveFound], one: ActiveFound) -> None:
    """Keep each name once: the higher strength, and counting if it counts anywhere."""
    seen = out.get(one.name)
    if seen is None:
        out[one.name] = one
        return
    strengths = [s for s in (seen.strength_pct, one.strength_pct) if s is not None]
    out[one.name] = ActiveFound(one.family, one.name, max(strengths, default=None), seen.counts or one.counts)
