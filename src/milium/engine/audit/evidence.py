"""Write findings: the words of the pack, filled with the names and places that a label shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from milium.domain.judging_facts import FindingText, JudgingFacts
from milium.domain.label import ActiveFound, Ingredient, Product
from milium.domain.once import once
from milium.domain.safety import SafetyFacts
from milium.domain.texts import PLACEHOLDER
from milium.domain.verdict import Finding, Person
from milium.engine.audit.marks import Marked, marked
from milium.engine.audit.phrases import may_say
from milium.engine.audit.roles import place_of_use, washed_off
from milium.errors import KnowledgeMissing

DEFAULT_REGION = "EU"  # safety rules 0.7: a missing region is read as EU


@dataclass(frozen=True, eq=False, repr=False)
class Seen:
    """Everything a check may look at: one product, one person, the facts, the rest of the shelf.

    Attributes:
        told: Findings carry their words. Without them a finding is its id, its verdict and its facts,
            which is all that a catalogue keeps.
        known: What one check worked out and others ask for again.
    """

    product: Product
    person: Person
    facts: JudgingFacts
    safety: SafetyFacts
    shelf: tuple[Product, ...] = ()
    told: bool = True
    known: dict[str, tuple[ActiveFound, ...]] = field(default_factory=dict)

    @once
    def label(self) -> Marked:
        """Return the ingredients with what their names may set off."""
        return marked(self.product.reading, self.facts, self.safety)

    @once
    def says_phrases(self) -> bool:
        """Tell whether its name or its label may say a phrase that is looked for."""
        return may_say(self.product.item.name, self.product.reading.text, self.facts)

    @property
    def listed(self) -> tuple[Ingredient, ...]:
        """Return the ingredients without those under "may contain", in label order."""
        return self.label.listed

    @property
    def region(self) -> str:
        """Return the region whose limits hold."""
        return self.person.profile.region or DEFAULT_REGION

    @once
    def stays_on(self) -> bool:
        """Tell whether it stays on the skin, as said or as its roles suggest (for its film)."""
        return not washed_off(self.product.item, self.product.roles, self.facts)

    @once
    def place(self) -> str | None:
        """Return where it is used, as said or as its roles suggest; None = not known."""
        return place_of_use(self.product.item, self.product.roles, self.facts)

    @property
    def may_touch_face(self) -> bool:
        """Tell whether it may be used on the face."""
        return self.place not in self.facts.labels.body_places

    def where(self, one: ActiveFound) -> tuple[Ingredient, ...]:
        """Return the places of an active in the label; () when it was typed in or named."""
        return tuple(i for i in self.product.reading.ingredients if one.name in (i.name, i.read_as))

    def finding(self, ident: str, on: Sequence[Ingredient] = (), **values: str) -> Finding:
        """Return the finding `ident` with its words filled in.

        Args:
            ident: Id of the finding in the pack.
            on: The ingredients it stands on, for `names`, `places` and the spans.
            values: Other placeholders; `names` here wins over that of `on`.

        Raises:
            KnowledgeMissing: The pack has no such finding, or a placeholder has no value.
        """
        if not self.told:
            return untold(ident, self.facts)
        text = text_of(ident, self.facts)
        names = self.join(plain_name(i.name, self.facts) for i in on)
        known = {
            "product": self.product.item.name or self.facts.words["product"],
            "names": names,
            "places": self.join(self.place_text(i) for i in on),
            **values,
        }
        because = text.because or (self.facts.words["seen"] if on else "")
        if not because and values.get("names"):
            because = self.facts.words["typed"]
        return Finding(
            id=ident,
            verdict=text.verdict,
            says=_capital(fill(text.says, known, ident)),
            because=_capital(fill(because, known, ident)),
            do=_capital(fill(text.do, known, ident)),
            unknown=_capital(fill(text.unknown, known, ident)),
            facts=text.facts,
            certainty=text.certainty,
            spans=tuple(sorted({(i.start, i.end) for i in on})),
        )

    def about(self, ident: str, found: Iterable[ActiveFound], **values: str) -> Finding:
        """Return a finding about actives: their places in the list, or their names when typed in."""
        if not self.told:
            return untold(ident, self.facts)
        actives = list(found)
        on = tuple(dict.fromkeys(i for one in actives for i in self.where(one)))
        names = self.join(self.active_text(one) for one in actives)
        return self.finding(ident, on, **{"names": names, **values})

    def claim(self, ident: str, words: str) -> Finding:
        """Return a finding that stands on words of the pack itself."""
        found = self.finding(ident)
        if not self.told:
            return found
        because = fill(self.facts.words["words_claimed"], {"names": words}, "words.words_claimed")
        return replace(found, because=because)

    def active_text(self, one: ActiveFound) -> str:
        """Return an active with its strength, where it is stated."""
        name = plain_name(one.name, self.facts)
        return name if one.strength_pct is None else f"{name} {one.strength_pct:g} %"

    def join(self, parts: Iterable[str]) -> str:
        """Return "a, b and c", each once, at most as many as the pack allows."""
        if not self.told:
            return ""
        words = self.facts.words
        items = list(dict.fromkeys(parts))
        most = self.facts.limits.names_shown
        if len(items) > most:
            items = [*items[:most], fill(words["more"], {"count": str(len(items) - most)}, "words.more")]
        if len(items) <= 1:
            return "".join(items)
        return ", ".join(items[:-1]) + words["and"] + items[-1]

    def place_text(self, one: Ingredient) -> str:
        """Return an ingredient with its place in the list."""
        words = self.facts.words
        values = {
            "name": plain_name(one.name, self.facts),
            "printed": one.read_as or "",
            "total": str(len(self.listed)),
        }
        if one.may_contain:
            return fill(words["place_may"], values, "words.place_may")
        if one.section == "active":
            return fill(words["place_active"], values, "words.place_active")
        values["place"] = str(self.listed.index(one) + 1)
        key = "place_printed" if one.how == "spelling" and one.read_as else "place"
        return fill(words[key], values, f"words.{key}")


def text_of(ident: str, facts: JudgingFacts) -> FindingText:
    """Return a finding as the pack tells it.

    Raises:
        KnowledgeMissing: The pack has no such finding.
    """
    text = facts.findings.get(ident)
    if text is None:
        raise KnowledgeMissing(f'there is no finding "{ident}".', where="packs/audit/findings.yaml", fix="Add it.")
    return text


def untold(ident: str, facts: JudgingFacts) -> Finding:
    """Return the finding `ident` without its words, the same one each time."""
    found: Finding | None = facts.kept.get(ident)
    if found is None:
        text = text_of(ident, facts)
        found = facts.kept[ident] = Finding(ident, text.verdict, "", facts=text.facts, certainty=text.certainty)
    return found


def plain_name(name: str, facts: JudgingFacts) -> str:
    """Return what people call a canonical name: from the pack, else the name in small letters."""
    if name in facts.labels.plain:
        return facts.labels.plain[name]
    return name if any(c.isdigit() for c in name) or len(name) <= 3 else name.lower()  # noqa: PLR2004 (AHA stays AHA)


def fill(text: str, values: dict[str, str], where: str) -> str:
    """Fill the placeholders of a text.

    Raises:
        KnowledgeMissing: A placeholder has no value.
    """
    if "{" not in text:
        return text
    missing = [name for name in PLACEHOLDER.findall(text) if name not in values]
    if missing:
        raise KnowledgeMissing(
            f"{{{missing[0]}}} has no value.", where=f"packs/audit/findings.yaml {where}", fix="Correct the text."
        )
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
