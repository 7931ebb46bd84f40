"""Two products side by side: facts beside facts, and never a score."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from milium.care.answers import finish, knowledge_hold
from milium.care.audits import item_of, judged, of_person
from milium.care.desk import Desk
from milium.care.fields import Notes
from milium.care.telling import Telling
from milium.domain.findings import Issue
from milium.domain.label import Product
from milium.domain.verdict import Verdict
from milium.engine.audit import broad_spectrum, spf_of, texture_of
from milium.errors import KnowledgeMissing

if TYPE_CHECKING:
    from milium.care.cases import CaseReading

Row = dict[str, Any]
LETTERS = ("A", "B")
PERFUME, OILS = ("fragrance_mix", "allergen"), ("essential_oil",)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, judged."""

    product: Product
    verdict: Verdict
    name: str


def compared(
    desk: Desk, one: Mapping[str, object], two: Mapping[str, object], person: Mapping[str, object] | None
) -> Row:
    """Answer for two rows of the audit.

    Raises:
        BadInput: One of them has no text.
    """
    notes = Notes()
    case = desk.read(person) if person is not None else None
    issues: Sequence[Issue] = tuple(of_person(i) for i in case.issues) if case else ()
    try:
        sides = [_side(desk, row, letter, case, notes) for row, letter in zip((one, two), LETTERS, strict=True)]
        return _answer(desk, sides, (*notes.issues, *issues))
    except KnowledgeMissing as error:
        hold, issue = knowledge_hold(desk.knowledge, error)
        empty: Row = {"products": [], "rows": [], "shared": [], "says": [], "holds": [hold.as_data()]}
        return finish(empty, desk.knowledge, facts=hold.facts, issues=[issue])


def _side(desk: Desk, row: Mapping[str, object], letter: str, case: "CaseReading | None", notes: Notes) -> Side:
    product = item_of(row, desk, notes)
    return Side(product, judged(product, case, desk), product.item.name or letter)


def _answer(desk: Desk, sides: Sequence[Side], issues: Sequence[Issue]) -> Row:
    telling = Telling(desk.knowledge)
    a, b = (_names(side.product) for side in sides)
    facts = [fact for side in sides for fact in side.verdict.facts]
    rows = [{"what": what, "values": values, "same": values[0] == values[1]} for what, values in _rows(desk, sides)]
    answer: Row = {
        "products": [_product(side, only) for side, only in zip(sides, (_without(a, b), _without(b, a)), strict=True)],
        "rows": rows,
        "shared": [name for name in a if name in set(b)],
        "says": _says(sides, telling),
    }
    return finish(answer, desk.knowledge, facts=[*facts, *telling.facts], issues=issues)


def _product(side: Side, only: list[str]) -> Row:
    return {
        "name": side.name,
        "verdict": side.verdict.word,
        "verdict_says": side.verdict.says,
        "findings": [f.as_data() for f in side.verdict.findings],
        "assumes": list(side.verdict.assumes),
        "only": only,
    }


def _rows(desk: Desk, sides: Sequence[Side]) -> list[tuple[str, list[Any]]]:
    """Return what is compared, in the order people ask for it; None = not known."""
    readers: dict[str, Callable[[Product], Any]] = {
        "film": _film,
        "texture": partial(_texture, desk),
        "roles": lambda p: list(p.roles),
        "washed_off": lambda p: not p.item.leave_on if p.item.use else None,
        "families": lambda p: list(p.families),
        "strength_pct": lambda p: {a.name: a.strength_pct for a in p.actives if a.counts},
        "ph": lambda p: p.item.ph,
        "spf": spf_of,
        "broad_spectrum": broad_spectrum,
        "perfume": partial(_tagged, desk, PERFUME),
        "essential_oils": partial(_tagged, desk, OILS),
        "ingredients": lambda p: len(p.reading.ingredients) or None,
        "unread": lambda p: len(p.reading.unknown) if p.reading.has_list else None,
    }
    return [(what, [read(side.product) for side in sides]) for what, read in readers.items()]


def _film(product: Product) -> str | None:
    """Return heavy or lighter; None where no list, or none in order, tells it."""
    if not product.reading.has_list or (product.reading.alphabetical and not product.heavy):
        return None
    return "heavy" if product.heavy else "lighter"


def _texture(desk: Desk, product: Product) -> str | None:
    found = texture_of(product, desk.knowledge.audit.judging, desk.knowledge.audit.shelf.texture)
    return found.word if found else None


def _tagged(desk: Desk, tags: Sequence[str], product: Product) -> list[str] | None:
    judging = desk.knowledge.audit.judging
    if not product.reading.has_list:
        return None
    return [name for name in _names(product) if any(judging.is_tagged(name, tag) for tag in tags)]


def _names(product: Product) -> list[str]:
    return list(dict.fromkeys(i.name for i in product.reading.ingredients))


def _without(names: Sequence[str], others: Sequence[str]) -> list[str]:
    return [name for name in names if name not in set(others)]


def _says(sides: Sequence[Side], telling: Telling) -> list[Row]:
    one, two = sides
    words = [side.verdict.says.rstrip(".") for side in sides]
    if one.verdict.word == two.verdict.word:
        out = [telling.say("compare.same_word", word=words[0])]
    else:
        out = [telling.say("compare.other_word", product=one.name, word=words[0], other=two.name, other_word=words[1])]
    films = [_film(side.product) for side in sides]
    if None in films:
        out.append(telling.say("compare.film_unknown"))
    elif films[0] != films[1]:
        out.append(telling.say("compare.lighter", product=sides[films.index("lighter")].name))
    else:
        out.append(telling.say("compare.both_thick" if films[0] == "heavy" else "compare.both_light"))
    if both := [f for f in one.product.families if f in two.product.families]:
        out.append(
            telling.say("compare.same_family", families=telling.names(telling.word(f"family_{f}") for f in both))
        )
    return [*out, telling.say("compare.no_score")]
