"""The shelf in words: who fills which role, what is missing or there twice, what one more would change."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from milium.care.answers import finish, knowledge_hold
from milium.care.audits import judged_person
from milium.care.desk import Desk
from milium.care.shelf import ITEM_KEYS
from milium.care.telling import Telling, name_of
from milium.domain.label import Product
from milium.domain.shelf_view import Filling
from milium.domain.verdict import Person, Verdict
from milium.engine.audit import (
    doubles,
    fillings,
    is_baby,
    judge,
    only_sunscreen,
    spf_of,
    sunscreen_lacks,
    suspects,
    texture_of,
)
from milium.errors import BadInput, KnowledgeMissing
from milium.knowledge.reading import shorten

if TYPE_CHECKING:
    from milium.care.cases import CaseReading

Row = dict[str, Any]
EYE_SITES = frozenset({"around_eye", "lash_line"})
SENSITIVE, NO_NAMES = "sensitive", ("sunscreen",)
ADDED = "added"


def shelf_view(desk: Desk, data: Mapping[str, object], today: date | None) -> Row:
    """Show the shelf of a case as a whole.

    Raises:
        BadInput: The case or its date cannot be read at all.
    """
    reading = desk.read(data, today)
    try:
        shown = Shelf(desk, reading)
        return finish(shown.data(), desk.knowledge, facts=shown.telling.facts, issues=reading.issues)
    except KnowledgeMissing as error:
        return _no_view(desk, error)


def with_one_more(desk: Desk, data: Mapping[str, object], item: Mapping[str, object], today: date | None) -> Row:
    """Say what would change on the shelf and in the plan with one more product.

    Args:
        desk: Knowledge and date.
        data: A case.
        item: `{text, name?, use?, where?, strength_pct?, ph?, spf?}`, a row as of the audit.
        today: Wins over the case's own date.

    Raises:
        BadInput: The case cannot be read at all, or the product has no text.
    """
    if not isinstance(item.get("text"), str):
        got = shorten(item.get("text"))
        raise BadInput(f"expected the text of a label, got {got}.", where="text", fix="Paste the list of ingredients.")
    before = desk.read(data, today)
    more = _with(data, item, {p.id for p in before.case.shelf_ever()}, before.case.today)
    after = desk.read(more, today)
    try:
        shown = _OneMore(desk, Shelf(desk, before), Shelf(desk, after), data, more)
        answer = shown.data(today)
        facts = (*shown.old.telling.facts, *shown.new.telling.facts)
        return finish(answer, desk.knowledge, facts=facts, issues=after.issues)
    except KnowledgeMissing as error:
        return _no_view(desk, error)


def _no_view(desk: Desk, error: KnowledgeMissing) -> Row:
    hold, issue = knowledge_hold(desk.knowledge, error)
    empty: Row = {"roles": [], "products": [], "doubles": [], "says": [], "holds": [hold.as_data()]}
    return finish(empty, desk.knowledge, facts=hold.facts, issues=[issue])


def _with(data: Mapping[str, object], item: Mapping[str, object], taken: set[str], day: date) -> Row:
    """Return the case with the product put on its shelf today."""
    ident = ADDED
    while ident in taken:
        ident += "_"
    row = {k: v for k, v in item.items() if k in ITEM_KEYS and k not in {"id", "label"}}
    entry = {"kind": "product_added", "date": day.isoformat(), "item": {**row, "id": ident, "label": item["text"]}}
    log = data.get("log")
    return {**data, "log": [*(log if isinstance(log, list | tuple) else ()), entry]}


class Shelf:
    """A shelf with a verdict for each product; it remembers the facts of what it tells."""

    def __init__(self, desk: Desk, reading: "CaseReading") -> None:
        self.desk, self.case = desk, reading.case
        self.audit, self.safety = desk.knowledge.audit, desk.knowledge.safety
        self.person: Person = judged_person(desk, reading)
        self.products = desk.shelf(self.case)
        self.telling = Telling(desk.knowledge)
        judging = self.audit.judging
        self.verdicts: dict[str, Verdict] = {
            p.item.id: judge(p, self.person, judging, self.safety, shelf=self.products) for p in self.products
        }
        words = {ident: verdict.word for ident, verdict in self.verdicts.items()}
        self.fillings: tuple[Filling, ...] = fillings(self.products, words, self.person, self.audit, self.safety)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the roles that nothing fills, as far as this person needs them."""
        filled = {f.role for f in self.fillings if f.fit == "fills"}
        return tuple(role for role in self.audit.shelf.basics if role not in filled)

    def data(self) -> Row:
        """Return the answer's own keys."""
        baby = is_baby(self.person, self.safety)
        roles = [] if baby else [self._role(role) for role in self.audit.shelf.basics]
        says = [self.telling.say("shelf.baby")] if baby else []
        if not baby and not self.missing:
            says.append(self.telling.say("shelf.filled"))
        says += self._only_sunscreen()
        return {
            "roles": roles,
            "products": [self.product(p) for p in self.products],
            "doubles": [] if baby else self.doubles(),
            "says": says,
        }

    def _role(self, role: str) -> Row:
        mine = [f for f in self.fillings if f.role == role]
        filled = [f.product.item.id for f in mine if f.fit == "fills"]
        not_yet = [self._not_yet(f) for f in mine if f.fit != "fills"]
        return {
            "role": role,
            **self.telling.say(f"roles.{role}"),
            "filled_by": filled,
            "not_yet": not_yet,
            "missing": [] if filled else self.properties(role),
        }

    def _not_yet(self, filling: Filling) -> Row:
        """Say why a product does not fill its role, and of a sunscreen what it lacks."""
        product, tell = filling.product, self.telling.say
        told = [tell(f"shelf.{filling.fit}", product=name_of(product))]
        if filling.fit == "not_usable_sunscreen":
            spf, limit = spf_of(product), self.safety.limits.sunscreen_spf_at_least
            values = {"spf": f"{spf or 0:g}", "limit": f"{limit:g}"}
            lacks = sunscreen_lacks(product, self.audit.judging, self.safety)
            told += [tell(f"shelf.sunscreen_{word}", **(values if word == "spf_low" else {})) for word in lacks]
        facts = list(dict.fromkeys(fact for one in told for fact in one["facts"]))
        says = " ".join(one["says"] for one in told)
        return {"product": product.item.id, "reason": filling.fit, "says": says, "facts": facts}

    def properties(self, role: str) -> list[Row]:
        """Describe what is missing by its properties, never by a brand."""
        tell, profile = self.telling.say, self.person.profile
        spf = f"{self.safety.limits.sunscreen_spf_at_least:g}"
        out = [tell(f"shelf.missing_{role}", spf=spf)]
        if role == "sunscreen" and EYE_SITES & set(self.person.bump_sites):
            out.append(tell("shelf.near_eye"))
        if allergies := [a for a in profile.allergies or () if a.casefold() not in NO_NAMES]:
            out.append(tell("shelf.without", names=self.telling.names(a.lower() for a in allergies)))
        if profile.skin == SENSITIVE:
            out.append(tell("shelf.no_perfume"))
        return out

    def product(self, product: Product) -> Row:
        """Return one product of the shelf in short."""
        verdict = self.verdicts[product.item.id]
        texture = texture_of(product, self.audit.judging, self.audit.shelf.texture)
        main = next((f for f in verdict.findings if f.verdict == verdict.word), None)
        self.telling.facts += main.facts if main else ()
        return {
            "product": product.item.id,
            "name": product.item.name or None,
            "verdict": verdict.word,
            "verdict_says": verdict.says,
            "because": main.says if main and verdict.word != "keep" else None,
            "roles": list(product.roles),
            "families": list(product.families),
            "heavy": product.heavy,
            "texture": texture.word if texture else None,
            "texture_from": texture.basis if texture else None,
        }

    def doubles(self) -> list[Row]:
        """Return the products of one kind where there are several (SR-41)."""
        rows = []
        for double in doubles(self.products):
            held = [f for f in double.families if any(f in p.families for p in double.products)]
            family = self.telling.names(self.telling.word(f"family_{f}") for f in held)
            names = self.telling.names(name_of(p) for p in double.products)
            ids = [p.item.id for p in double.products]
            said = self.telling.say("shelf.double", products=names, family=family)
            rows.append({"families": held, "products": ids, **said})
        return rows

    def _only_sunscreen(self) -> list[Row]:
        judging = self.audit.judging
        alone = [p for p in self.products if only_sunscreen(p, self.products, judging, self.safety)]
        if len(alone) != 1 or self.verdicts[alone[0].item.id].word == "keep":
            return []
        return [self.telling.say("shelf.only_sunscreen", product=name_of(alone[0]))]

    def suspect_ids(self) -> set[str]:
        """Return the products that may play a part in the bumps."""
        found, _ = suspects(self.products, self.person, self.person.onset, self.audit, self.safety)
        return {s.product.item.id for s in found}


class _OneMore:
    """A shelf before and after one more product."""

    def __init__(self, desk: Desk, old: Shelf, new: Shelf, before: Mapping[str, object], after: Row) -> None:
        self.desk, self.old, self.new, self.before, self.after = desk, old, new, before, after
        self.one: Product = next(p for p in new.products if p.item.id not in old.verdicts)

    def data(self, today: date | None) -> Row:
        ident, tell = self.one.item.id, self.new.telling.say
        view = self.new.data()
        verdict = self.new.verdicts[ident]
        plan = self._plan(today)
        fills = [role for role in self.old.missing if role not in self.new.missing]
        changes = self._others()
        twins = [row for row in view["doubles"] if ident in row["products"]]
        fault = {"fault": plan.pop("fault")} if "fault" in plan else {}
        says = self._says(fills, twins, changes, plan)
        self.new.telling.facts += verdict.facts
        return {
            **fault,
            "added": {**self.new.product(self.one), "findings": [f.as_data() for f in verdict.findings]},
            "fills": fills,
            "doubles": twins,
            "changes": changes,
            "plan": plan,
            "says": says or [tell("added.nothing")],
            "shelf": view,
        }

    def _says(self, fills: Sequence[str], twins: Sequence[Row], changes: Sequence[Row], plan: Row) -> list[Row]:
        tell, told = self.new.telling.say, self.new.telling
        out = []
        if not self.one.reading.has_list and "tool" not in self.one.roles:
            out.append(tell("added.not_judged"))
        if fills:
            roles = told.names(self.new.telling.say(f"roles.{role}")["says"].lower() for role in fills)
            out.append(tell("added.fills", roles=roles))
        elif self.old.missing:
            out.append(tell("added.fills_nothing"))
        for twin in twins:
            names = (name_of(p) for p in self.old.products if p.item.id in twin["products"])
            out.append(tell("added.same_kind", products=told.names(names)))
        if self.one.item.id in self.new.suspect_ids():
            out.append(tell("added.suspect"))
        if plan["opens"]:
            out.append(tell("added.opens"))
        out += [{"says": c["says"], "facts": c["facts"]} for c in changes] or [tell("added.nothing")]
        if self.one.families:  # last, for its reasons follow it
            out.append(tell("added.planned" if plan["placed"] else "added.not_planned"))
        return out

    def _others(self) -> list[Row]:
        """Return the products whose answer would be another one."""
        rows = []
        for product in self.old.products:
            was, now = self.old.verdicts[product.item.id], self.new.verdicts[product.item.id]
            came = [f.as_data() for f in now.findings if was.finding(f.id) is None]
            gone = [f.id for f in was.findings if now.finding(f.id) is None]
            if was.word == now.word and not came and not gone:
                continue
            row = {"product": product.item.id, "was": was.word, "is": now.word, "new": came, "gone": gone}
            rows.append({**row, **self._told(product, was, now)})
        return rows

    def _told(self, product: Product, was: Verdict, now: Verdict) -> Row:
        """Say how the answer about another product would change: its word, else what is new, else what is gone."""
        name, tell = name_of(product), self.new.telling.say
        if was.word != now.word:
            return tell(
                "added.other_changes", product=name, **{"was": was.says.rstrip("."), "is": now.says.rstrip(".")}
            )
        first = next((f for f in now.findings if was.finding(f.id) is None), None)
        if first is None:
            return tell("added.falls_away", product=name)
        return {"says": f"{name}: {first.says}", "facts": list(first.facts)}

    def _plan(self, today: date | None) -> Row:
        """Return what becomes of the plan: its decision before and after, and whether the product has a place in it."""
        from milium.care.planning import plan

        was: Row = plan(self.desk, self.before, today, None)
        now: Row = plan(self.desk, self.after, today, None)
        ident = self.one.item.id
        days = [step for day in now["days"] for slot in ("am", "pm") for step in day[slot]]
        holds = [h for h in now["holds"] if ident in h["products"]]
        opened = was["decision"] == "base" and now["decision"] == "regimen"
        fault = {"fault": now["fault"]} if "fault" in now else {}
        return {
            **fault,
            "was": was["decision"],
            "is": now["decision"],
            "placed": any(step.get("product") == ident for step in days),
            "opens": opened and "sunscreen" in self.one.roles,
            "holds": [{k: h[k] for k in ("reason", "says", "next_step", "until")} for h in holds],
        }
