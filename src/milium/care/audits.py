"""The audit of one product: read its label, class it, judge it for this person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from milium.care.answers import finish, knowledge_hold
from milium.care.desk import Desk
from milium.care.fields import Notes, Reader
from milium.care.onset import onset_of
from milium.care.shelf import ITEM_KEYS, WHOLE_PCT, read_item
from milium.domain.findings import Issue
from milium.domain.label import Ingredient, Product, ShelfItem
from milium.domain.verdict import Person, Verdict
from milium.engine.audit import judge
from milium.errors import BadInput, KnowledgeMissing
from milium.knowledge import Knowledge
from milium.knowledge.reading import shorten

if TYPE_CHECKING:
    from milium.care.cases import CaseReading

ROW_KEYS = ("id", "text", "person", *(k for k in ITEM_KEYS if k not in {"id", "label"}))
PLAIN_KEYS = frozenset({"text", "name"})  # a row that says no more has nothing to be checked


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Judged:
    """One product with its verdict, and what could not be used of what was said about it."""

    product: Product
    verdict: Verdict
    issues: tuple[Issue, ...]


def audited(desk: Desk, data: Mapping[str, object]) -> dict[str, object]:
    """Answer for one row `{id?, text, name?, use?, where?, strength_pct?, ph?, spf?, person?}`.

    Raises:
        BadInput: `text` is missing or is not text.
    """
    ident = data.get("id") if isinstance(data, Mapping) else None
    try:
        found = judged_row(desk, data)
    except KnowledgeMissing as error:
        return _no_audit(error, desk.knowledge, ident)
    answer = product_data(found.product, found.verdict)
    return finish(answer, desk.knowledge, facts=found.verdict.facts, issues=found.issues, ident=ident)


def judged_row(desk: Desk, data: Mapping[str, object], *, told: bool = True) -> Judged:
    """Read, class and judge one row; see `audited`.

    Args:
        desk: The desk.
        data: The row.
        told: Findings with their words; see `judge`.

    Raises:
        BadInput: `text` is missing or is not text.
        KnowledgeMissing: The pack is broken where this row needs it.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("text"), str):
        got = shorten(data.get("text")) if isinstance(data, Mapping) else shorten(data)
        raise BadInput(f"expected the text of a label, got {got}.", where="text", fix="Paste the list of ingredients.")
    notes = Notes()
    item, strength = _item(data, desk, notes)
    product = _with_strength(desk.classed(item), strength, desk, notes)
    case = desk.read(data["person"]) if data.get("person") is not None else None
    verdict = judged(product, case, desk, told=told)
    return Judged(product, verdict, (*notes.issues, *(of_person(i) for i in (case.issues if case else ()))))


def _item(data: Mapping[str, object], desk: Desk, notes: Notes) -> tuple[ShelfItem, float | None]:
    """Return the row as a shelf item, and a strength given as a bare number, % w/w.

    A strength that cannot be read is an issue and stays unknown, so that the audit asks for it.
    """
    text, name = data["text"], data.get("name")
    if data.keys() <= PLAIN_KEYS and isinstance(text, str) and (name is None or isinstance(name, str)):
        return ShelfItem("product", name or "", text), None
    r = Reader(data, "", notes, blocks=False)
    r.known_keys(ROW_KEYS)
    row = {k: v for k, v in data.items() if k in ITEM_KEYS}
    bare = None
    if not isinstance(data.get("strength_pct"), Mapping):
        bare = r.number("strength_pct", 0, WHOLE_PCT)
        row.pop("strength_pct", None)
    row.update(id=str(data.get("id") or "product"), label=data["text"])
    item = read_item(Reader(row, "", notes, blocks=False), desk.knowledge.vocabulary, unreadable_pct=None)
    return item, bare


def _with_strength(product: Product, strength: float | None, desk: Desk, notes: Notes) -> Product:
    """Give a strength without a name to the only active there is; with several it stays unknown."""
    if strength is None:
        return product
    counted = [a for a in product.actives if a.counts] or product.actives
    names = sorted({a.name for a in counted})
    if len(names) == 1:
        return desk.classed(replace(product.item, strength_pct={names[0]: strength}))
    could = ", ".join(names) or "none of the names"
    notes.add("strength_pct", f"{strength:g} could be of {could}.", "Write {NAME: number}.")
    return product


def item_of(data: Mapping[str, object], desk: Desk, notes: Notes) -> Product:
    """Return one row as a product, read and classed.

    Raises:
        BadInput: `text` is missing or is not text.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("text"), str):
        got = shorten(data.get("text")) if isinstance(data, Mapping) else shorten(data)
        raise BadInput(f"expected the text of a label, got {got}.", where="text", fix="Paste the list of ingredients.")
    item, strength = _item(data, desk, notes)
    return _with_strength(desk.classed(item), strength, desk, notes)


def judged(product: Product, case: "CaseReading | None", desk: Desk, *, told: bool = True) -> Verdict:
    """Judge a product for the person of a case; None = the assumed one."""
    facts, safety = desk.knowledge.audit, desk.knowledge.safety
    if case is None:
        return judge(product, None, facts.judging, safety, told=told)
    shelf = desk.shelf(case.case)
    return judge(_known(product, shelf), judged_person(desk, case), facts.judging, safety, shelf=shelf, told=told)


def _known(product: Product, shelf: Sequence[Product]) -> Product:
    """Return the product by its id on the shelf when the same label lies there: it is no twin of itself."""
    label = product.item.label.split()
    if not label or any(one.item.id == product.item.id for one in shelf):
        return product
    same = next((one.item.id for one in shelf if one.item.label.split() == label), product.item.id)
    return replace(product, item=replace(product.item, id=same))


def judged_person(desk: Desk, reading: "CaseReading") -> Person:
    """Return the person of a case, with when the bumps came."""
    return replace(person_of(reading), onset=onset_of(reading.case, desk.knowledge.audit.shelf))


def person_of(reading: "CaseReading") -> Person:
    """Return what the audit needs to know about the person of a case."""
    case = reading.case
    return Person(case.profile_on(case.today), case.age, case.bump_sites, case.today)


def of_person(issue: Issue) -> Issue:
    """Return an issue of the case as one of the row that holds it."""
    return Issue(f"person.{issue.where}", issue.problem, issue.fix)


def product_data(product: Product, verdict: Verdict) -> dict[str, object]:
    """Return the contract's keys of an audit."""
    return {
        "name": product.item.name or None,
        "has_list": product.reading.has_list,
        "ingredients": [_ingredient_data(i) for i in product.reading.ingredients],
        "actives": [
            {"family": a.family, "name": a.name, "strength_pct": a.strength_pct} for a in product.actives if a.counts
        ],
        "families": list(product.families),
        "roles": list(product.roles),
        **verdict.as_data(),
        "unknown": list(product.reading.unknown),
        "eu_limits": product.reading.eu_limits,
    }


def _ingredient_data(ingredient: Ingredient) -> dict[str, object]:
    percent = ingredient.percent
    return {
        "name": ingredient.name,
        "percent": {"declared": percent.declared, "low": round(percent.low, 4), "high": round(percent.high, 4)},
        "may_contain": ingredient.may_contain,
        "start": ingredient.start,
        "end": ingredient.end,
        "how": ingredient.how,
        "read_as": ingredient.read_as,
    }


def _no_audit(error: KnowledgeMissing, knowledge: Knowledge, ident: object) -> dict[str, object]:
    hold, issue = knowledge_hold(knowledge, error)
    answer: dict[str, object] = {
        "has_list": False,
        "ingredients": [],
        "actives": [],
        "families": [],
        "roles": [],
        "verdict": "ask",
        "findings": [],
        "unknown": [],
        "eu_limits": False,
        "holds": [hold.as_data()],
    }
    return finish(answer, knowledge, facts=hold.facts, issues=[issue], ident=ident)
