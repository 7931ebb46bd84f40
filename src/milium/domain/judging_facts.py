"""The facts the audit judges with: words of product names, lists of ingredients, texts of findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from milium.domain.allergy_facts import AllergyFacts
from milium.domain.inventory import Limit
from milium.domain.name_facts import Form
from milium.domain.verdict import VerdictWord

# Name words of the pack are patterns: lower case, no accents, `*` stands for the rest of a word
# ("exfoliat*", "*creme"); several words are a phrase.
Words = tuple[str, ...]
_REMEMBERED = 50_000
Names = tuple[str, ...]  # canonical INCI names, upper case


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RoleFacts:
    """How a product shows what it is for; names and meanings as in `packs/audit/roles.yaml`.

    Attributes:
        water: Names left out when places in a list are counted.
        words: Role -> words of product names that give it.
        unless: Role -> words of product names that take it away again.
        scrub_hints: Words that mean a scrub only beside grains.
        place_words: Place of use -> words of product names; `face_words` take it back.
        of_where: Place of use -> role.
        of_texture: Texture -> role.
        washed_off: Roles that are washed off when the person did not say.
        no_moisturiser: Words of light products that are no moisturiser by their list alone.
        uv_minerals: Zinc and titanium, which are pigments as well; uv_keepers: filters that keep
            a product from fading. Neither makes a sunscreen by itself.
        uv_filters_at_least: So many other names of the kind uv_filter make a leave-on a sunscreen.
        surfactants, surfactant_parts: Names, and parts of names, of washing agents.
        surfactant_first: A washing agent among the first so many names makes a cleanser.
        abrasives_always, abrasive_endings: Grains wherever they stand.
        abrasives_rinsed: Grains, with the kind abrasive, in what is washed off or called a scrub.
        abrasives_named: Grains only when the product name says scrub, or in what is washed off:
            first of the list, or without any water among the first `abrasives_first` names.
        oils, oil_endings: What counts as an oil; the first `oil_first` names being oils and no
            water in the list makes a leave-on an oil.
        humectants: What holds water: with a film former it makes a moisturiser.
        colour_prefixes: Starts of colourant names; `colours_at_least` in a leave-on make make-up.
        spf_words: Words before the sun protection factor in a product name.
        broad_words: Words of a product name that state UVA protection.
        tools: Thing without a label -> words of its name; `no_tools` take it back.
    """

    water: Names
    words: Mapping[str, Words]
    unless: Mapping[str, Words]
    scrub_hints: Words
    place_words: Mapping[str, Words]
    face_words: Words
    of_where: Mapping[str, str]
    of_texture: Mapping[str, str]
    washed_off: tuple[str, ...]
    no_moisturiser: Words
    uv_minerals: Names
    uv_keepers: Names
    uv_filters_at_least: int
    surfactants: Names
    surfactant_parts: tuple[str, ...]
    surfactant_first: int
    abrasives_always: Names
    abrasive_endings: tuple[str, ...]
    abrasives_rinsed: Names
    abrasives_named: Names
    abrasives_first: int
    oils: Names
    oil_endings: tuple[str, ...]
    oil_first: int
    humectants: Names
    colour_prefixes: tuple[str, ...]
    colours_at_least: int
    spf_words: Words
    broad_words: Words
    tools: Mapping[str, Words]
    no_tools: Words


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ActiveWords:
    """How a product name, a strength key or an unread word speaks of an active.

    Attributes:
        acid_words: Words of other languages for the name words of safety rules 0.3.
        other_acids: Acids of product names that belong to no family: the name still counts
            (safety rules 0.3), but nobody is asked how much citric acid is in a hyaluronic serum.
        actives: Canonical name -> words of product names.
        families: Family -> words that mean the family as a whole ("aha").
        beginnings: Start of a systematic name -> id of the active it is ("RETINYL " -> ...).
        lookalikes: Family -> words; an unread name with one of them may be that family.
        lookalike_unless: Words that say the opposite ("free", "alternative").
        edits: (letters, edits): a name of that many letters or more may differ by so many.
    """

    acid_words: Words
    other_acids: Words
    actives: Mapping[str, Words]
    families: Mapping[str, Words]
    beginnings: Mapping[str, str]
    lookalikes: Mapping[str, Words]
    lookalike_unless: Words
    edits: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class JudgingLimits:
    """Where a finding begins.

    Attributes:
        film_first: A heavy film former among the first so many names.
        one_percent: One surely above this share, % w/w, counts wherever it stands;
        possible_pct: so does one that may be this much or more.
        studies_first: Graded ingredients are counted among the first so many names.
        studies_at_least: So many of them make it worth a trial.
        lists_grade: Grade of a popular list that is mentioned, 0-5.
        unread_share_asks: Share of unread names from which the audit asks, 0-1.
        names_shown: Most names told in one sentence.
    """

    film_first: int
    one_percent: float
    possible_pct: float
    studies_first: int
    studies_at_least: int
    lists_grade: float
    unread_share_asks: float
    names_shown: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LabelWords:
    """Lists the findings look for; names and meanings as in `packs/audit/findings.yaml`.

    Attributes:
        reach: Place of use -> places with bumps that it may touch.
        body_places: Places of use where what is meant for the face does not matter.
        told: Name -> finding that tells how it stands with this famous one.
        plain: Canonical name -> what people call it.
        day_words, night_words: Words of product names that say when it is used.
        home_words: Words of product names that stop it (with those of the safety rules).
        home_phrases: Phrases of the label text that stop it.
        bleaches, mercury: Skin bleaches that need a prescription; mercury and its salts.
        non_comedogenic: Phrases of the claim.
        strong_in_studies: Names that people or rabbits reacted to strongly in a first paper.
        willow: Starts of names that are willow bark.
        salicyl: Part of a name that may matter with a salicylate allergy.
        plain_medicine_words: Words of a medicine's name that name no medicine ("cream").
        no_names: Allergy words that are not INCI names.
        usually_accepted: Families usually accepted in pregnancy though no plan of ours holds them then.
        medicine_above_cap: Actives that are a medicine above their cap.
        sensitive_kinds: Kinds of medicine with which a clinician decides about strong products.
        tools: Tool -> finding; `tools_with_actives` has the stricter one for who owns strong products.
        claims: Finding -> phrases of other claims of makers.
        swallowed: Phrases of what is eaten or swallowed, and goes on no skin.
    """

    reach: Mapping[str, tuple[str, ...]]
    body_places: tuple[str, ...]
    told: Mapping[str, str]
    plain: Mapping[str, str]
    day_words: Words
    night_words: Words
    home_words: Words
    home_phrases: Words
    bleaches: Names
    mercury: tuple[str, ...]
    non_comedogenic: Words
    strong_in_studies: Names
    willow: tuple[str, ...]
    salicyl: str
    plain_medicine_words: tuple[str, ...]
    no_names: tuple[str, ...]
    usually_accepted: tuple[str, ...]
    medicine_above_cap: tuple[str, ...]
    sensitive_kinds: tuple[str, ...]
    tools: Mapping[str, str]
    tools_with_actives: Mapping[str, str]
    claims: Mapping[str, Words]
    swallowed: Words


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FindingText:
    """One finding as the pack tells it; placeholders are written {names}.

    Attributes:
        verdict: The word this finding alone gives.
        says, because, do, unknown: See `domain.verdict.Finding`.
        facts: Ids of rules and facts.
        certainty: Grade of the best source.
        even_if_prescribed: A stop that holds for a prescribed product too (SR-10, SR-11).
    """

    verdict: VerdictWord
    says: str
    because: str = ""
    do: str = ""
    unknown: str = ""
    facts: tuple[str, ...] = ()
    certainty: str = ""
    even_if_prescribed: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Substance:
    """What judging needs of one row of the ingredient table.

    Attributes:
        kind: What it is ("uv_filter", "abrasive", "fragrance", "humectant" ...).
        film: heavy, medium, light, none: a physical class, apart from any grade.
        tags: essential_oil, allergen, fragrance_mix, steroid, willow ...
        first_papers: True when a primary paper stands behind the row.
        lists: Grades of popular lists, 0-5: told, never judged by.
    """

    kind: str = ""
    film: str = "none"
    tags: tuple[str, ...] = ()
    first_papers: bool = False
    lists: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AssumedPerson:
    """Whom a verdict holds for when nobody was named."""

    age_months: tuple[int, int]
    bump_sites: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class JudgingFacts:
    """All facts the audit judges with.

    Attributes:
        roles, active_words, limits, labels: See there.
        findings: Id -> text.
        verdict_says: Verdict word -> short sentence.
        words: Small words that join names and places.
        assumed: The assumed person.
        substances: Name -> row of the ingredient table.
        forms: Classes that follow from the form of a name, for those not in the table.
        aliases: Other name, upper case -> canonical name.
        eu_limits: Name, upper case -> its entries in the annexes that the person imported.
        allergies: How people name what they are allergic to.
        memo: What follows from a name alone, bounded; kept: what follows from the facts alone, which is little.
    """

    roles: RoleFacts
    active_words: ActiveWords
    limits: JudgingLimits
    labels: LabelWords
    findings: Mapping[str, FindingText]
    verdict_says: Mapping[str, str]
    words: Mapping[str, str]
    assumed: AssumedPerson
    substances: Mapping[str, Substance] = field(default_factory=dict)
    forms: tuple[Form, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    eu_limits: Mapping[str, tuple[Limit, ...]] = field(default_factory=dict)
    allergies: AllergyFacts = field(default_factory=AllergyFacts)
    memo: dict[object, Any] = field(default_factory=dict, init=False, compare=False)
    kept: dict[object, Any] = field(default_factory=dict, init=False, compare=False)

    def substance(self, name: str) -> Substance:
        """Return what is known of a canonical name: its row, else what its form says, else nothing."""
        memo = self.memo
        if name not in memo:
            self.remember(name, self.substances.get(name) or self._formed(name))
        known: Substance = memo[name]
        return known

    def remember(self, key: object, value: object) -> None:
        """Keep what follows from a name alone in `memo`: many labels ask for the same names."""
        if len(self.memo) >= _REMEMBERED:
            self.memo.clear()
        self.memo[key] = value

    def _formed(self, name: str) -> Substance:
        form = next((form for form in self.forms if form.fits(name)), None)
        return Substance(form.kind, form.film, form.tags) if form else Substance()

    def kind_of(self, name: str) -> str:
        """Return the kind of a canonical name; "" when nothing is known."""
        return self.substance(name).kind

    def film_of(self, name: str) -> str:
        """Return the film class of a canonical name; "none" when nothing is known."""
        return self.substance(name).film

    def is_tagged(self, name: str, tag: str) -> bool:
        """Tell whether a canonical name is tagged ("essential_oil")."""
        return tag in self.substance(name).tags
