"""What the audit knows about names: the ingredient table, its keys, and the words of labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from milium.domain.lettering import looks_of_each, skeletons, sounds_of_each, words_of_each
from milium.domain.near import NearWords

MEMO_AT_MOST = 100_000
FIRST_LETTERS = 3


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Comedo:
    """Published comedogenicity of one name, kept apart from its film class.

    Attributes:
        primary: What first papers found, in a few words; "" when none was seen.
        model_year: Model and year of those papers.
        lists: Grades of popular lists ("list 1 4").
        levels: H human test, R rabbit paper seen, T text of a paper seen, D popular list only.
    """

    primary: str
    model_year: str
    lists: tuple[str, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class IngredientFact:
    """One row of the ingredient table.

    Attributes:
        name: Canonical INCI name, upper case, EU form.
        kind: What it is (solvent, oil, uv_filter, acid ...).
        film: Film former heavy, medium, light, none: physical, judgement.
        families: Families of the safety rules it belongs to.
        tags: essential_oil, allergen, fragrance_mix, drying_alcohol, willow, salicylate, steroid.
        basis: source (evidence table), read (classed by what it is), form (by its name).
    """

    name: str
    kind: str
    film: str
    families: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    comedo: Comedo | None = None
    basis: str = "form"
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Form:
    """A class that follows from the form of a name; the first that fits holds.

    Attributes:
        kind, film, tags: As in `IngredientFact`.
        ends, starts, holds: Ends, starts and parts of names; any of them fits.
        without: Parts that take it away again.
    """

    kind: str
    film: str
    ends: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def fits(self, name: str) -> bool:
        """Return True when the canonical name has this form."""
        found = (
            name.endswith(self.ends)
            or name.startswith(self.starts)
            or (self.holds and any(part in name for part in self.holds))
        )
        return bool(found) and not any(part in name for part in self.without)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LabelWords:
    """Words of labels in all our languages; meanings as in `packs/audit/reading.yaml`.

    Attributes:
        headings: Kind of section (list, active, inactive, prose, free) -> phrases before a colon.
        strong_headings: Phrases that are headings without a colon, too.
        headings_anywhere: Those of them that need not even begin a line.
        may_contain: Phrases that begin the entries a product may contain.
        footnotes: First words of what a star means.
        boilerplate: Phrases with which a shop's own words begin.
        imprint: What a pack prints beside its list: words that say so "alone", those that do beside
            a number ("numbered"), and "units" of size right after one.
        step_words: Words that head one part of a kit.
        prose: Words that ingredient names never have.
        praise: Words before a name that are no part of it.
        purposes: Words after a drug-facts strength.
        at_most, at_least: Qualifiers of a strength.
        joins: Words between two names ("and").
        holds: Words between a mass and what is in it ("100 g cream contain 5 g ...").
        spf, broad_spectrum: Signs of sun protection.
        after_opening: Phrases that name the time a product keeps once opened.
        months: Words and signs of months after a number.
        meanings: Word of another language -> English word of names; "" for an article.
        compounds: Beginning of a compound word -> English ("NATRIUM" -> "SODIUM").
        compound_ends: End of a compound word after a plant's name -> English ("EXTRAKT" -> "EXTRACT").
        parts: Words that may follow a plant's name.
        short_names: Names so common that one wrong letter is read in them although they are short.
        eu_signs: Names in the form that only EU law asks for ("AQUA"): such a label follows EU limits.
        inner_parts: Those of them that a bracketed common name may bring ("(Wheat Bran)").
        multiples, endings: Parts of chemical words that no misprint explains.
        whole_ends: Ends of names that hold slashes ("COPOLYMER", "FERMENT").
    """

    headings: Mapping[str, tuple[str, ...]]
    strong_headings: tuple[str, ...]
    headings_anywhere: tuple[str, ...]
    may_contain: tuple[str, ...]
    footnotes: tuple[str, ...]
    boilerplate: tuple[str, ...]
    imprint: Mapping[str, tuple[str, ...]]
    step_words: tuple[str, ...]
    prose: tuple[str, ...]
    praise: tuple[str, ...]
    purposes: tuple[str, ...]
    at_most: tuple[str, ...]
    at_least: tuple[str, ...]
    joins: tuple[str, ...]
    holds: tuple[str, ...]
    spf: tuple[str, ...]
    broad_spectrum: tuple[str, ...]
    after_opening: tuple[str, ...]
    months: tuple[str, ...]
    meanings: Mapping[str, str]
    compounds: Mapping[str, str]
    compound_ends: Mapping[str, str]
    parts: tuple[str, ...]
    inner_parts: tuple[str, ...]
    eu_signs: tuple[str, ...]
    short_names: tuple[str, ...]
    multiples: tuple[str, ...]
    endings: tuple[str, ...]
    whole_ends: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReadingLimits:
    """Numbers of the reading; names and meanings as in `packs/audit/reading.yaml`."""

    spelling_edits: tuple[tuple[int, int], ...]
    one_percent: float
    alphabetical_share: float
    alphabetical_at_least: int
    longest_name_words: int
    spf_from: float
    spf_to: float
    months_to: int


class NameFacts:
    """The ingredient table under its keys; every index is built when it is first needed.

    Args:
        rows: Rows of the table, columns in the order of `COLUMNS`.
        plants: Rows (Latin name, common names separated by |).
        forms: Classes by the form of a name.
        words: Words of labels.
        limits: Numbers of the reading.
        caps: Canonical name -> the most that EU law allows in any product, % w/w.

    Attributes:
        memo: Answers for printed names already resolved; only ever a copy of what resolving
            again would give.
        pieces_read, pairs, parts_known, lines_judged, lines_known, openings: The same for what stands
            between two commas, for two such taken as one, for parts of one, for lines of prose under
            a heading and under none, and for beginnings of lists.
    """

    COLUMNS = (
        "name",
        "aliases",
        "kind",
        "film",
        "families",
        "tags",
        "comedo_primary",
        "comedo_model_year",
        "comedo_lists",
        "comedo_level",
        "basis",
        "sources",
    )

    def __init__(
        self,
        rows: Sequence[Sequence[str]],
        plants: Sequence[Sequence[str]],
        forms: tuple[Form, ...],
        words: LabelWords,
        limits: ReadingLimits,
        *,
        caps: Mapping[str, float] | None = None,
    ) -> None:
        self._rows = {row[0]: row for row in rows}
        self._plants = plants
        self.forms, self.words, self.limits = forms, words, limits
        self.caps: Mapping[str, float] = caps or {}
        self.memo: dict[str, object] = {}
        self.pieces_read: Any = None
        self.parts_known: dict[str, bool] = {}
        self.pairs: dict[str, str | None] = {}
        self.lines_judged: dict[Any, Any] = {}
        self.lines_known: dict[str, Any] = {}
        self.openings: dict[str, bool] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def names(self) -> tuple[str, ...]:
        """Return all canonical names, in the order of the table."""
        return tuple(self._rows)

    def form_of(self, name: str) -> Form | None:
        """Return the first form that a canonical name has, or None."""
        ends, starts, holds = self._any_form
        if not name.endswith(ends) and not name.startswith(starts) and not any(part in name for part in holds):
            return None
        return next((f for f in self.forms if f.fits(name)), None)

    @cached_property
    def _any_form(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Return every end, start and part of any form."""
        every = self.forms
        return (
            tuple({end for f in every for end in f.ends}),
            tuple({start for f in every for start in f.starts}),
            tuple({part for f in every for part in f.holds}),
        )

    def fact(self, name: str) -> IngredientFact | None:
        """Return the row of a canonical name; a name not in the table is classed by its form.

        Returns:
            None for a name that is neither in the table nor of a known form.
        """
        row = self._rows.get(name)
        if row is not None:
            return _fact(row)
        form = self.form_of(name)
        if form is not None:
            return IngredientFact(name, form.kind, form.film, (), form.tags)
        return IngredientFact(name, "botanical", "none") if self.plants.get(name) == name else None

    def guarded(self, name: str) -> bool:
        """Return True for names no guess may lead to: actives, medicines, salicylates."""
        return name in self._guarded

    @cached_property
    def _guarded(self) -> frozenset[str]:
        return frozenset(r[0] for r in self._rows.values() if r[4] or r[2] == "drug" or "salicylate" in r[5])

    @cached_property
    def exact(self) -> Mapping[str, str]:
        """Return normal key -> canonical name; aliases are normal keys already (tested)."""
        keys = {}
        for name, row in self._rows.items():
            keys[name] = name
            if row[1]:
                for alias in row[1].split("|"):
                    keys[alias] = name
        return keys

    @cached_property
    def colours(self) -> frozenset[str]:
        """Return the names that stand for a colour index number: they may come last whatever their share."""
        return frozenset(name for key, name in self.exact.items() if key.startswith("CI "))

    @cached_property
    def bones(self) -> Mapping[str, str]:
        """Return skeleton -> canonical name."""
        return {bones: self.exact[key] for bones, key in self.key_of.items()}

    @cached_property
    def key_of(self) -> Mapping[str, str]:
        """Return skeleton -> the normal key it stands for: the first that has it."""
        keys = list(self.exact)
        pairs = zip(skeletons(keys), keys, strict=True)
        return dict(reversed(list(pairs)))

    @cached_property
    def prose(self) -> frozenset[str]:
        """Return the words that ingredient names never have."""
        return frozenset(self.words.prose)

    @cached_property
    def compounds(self) -> tuple[str, ...]:
        """Return the beginnings of compound words."""
        return tuple(self.words.compounds)

    @cached_property
    def compound_ends(self) -> tuple[str, ...]:
        """Return the ends of compound words after a plant's name."""
        return tuple(self.words.compound_ends)

    @cached_property
    def parts(self) -> frozenset[str]:
        """Return the words that may follow a plant's name."""
        return frozenset(self.words.parts)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return every word of the table: a printed word among them is no misprint."""
        return frozenset(chain.from_iterable(self._words))

    @cached_property
    def _words(self) -> list[list[str]]:
        return words_of_each(list(self.exact))

    @cached_property
    def looks(self) -> Mapping[str, tuple[str, ...]]:
        """Return what a skeleton looks like -> the skeletons that look so."""
        all_bones = list(self.bones)
        keys: dict[str, tuple[str, ...]] = {}
        for seen, bones in zip(looks_of_each(all_bones), all_bones, strict=True):
            keys[seen] = (*keys[seen], bones) if seen in keys else (bones,)
        return keys

    @cached_property
    def heard(self) -> Mapping[str, str]:
        """Return sounds -> canonical name, for words in a row and words in any order.

        Sounds that fit two substances are left out.
        """
        keys: dict[str, str] = {}
        known = sounds_of_each(self.vocabulary, self.words.meanings)
        pairs = zip(self._words, self.exact.items(), strict=True)
        for words, (key, name) in pairs:
            if not key.isascii():
                continue
            said = [sound for word in words for sound in known[word]]
            for heard in ("".join(said), " ".join(sorted(said))) if len(said) > 1 else said or ("",):
                keys[heard] = name if keys.setdefault(heard, name) == name else ""
        return keys

    @cached_property
    def in_order(self) -> list[str]:
        """Return the skeletons in alphabetical order."""
        return sorted(self.bones)

    @cached_property
    def in_reverse(self) -> list[str]:
        """Return the skeletons read backward, in alphabetical order."""
        return sorted(bones[::-1] for bones in self.bones)

    @cached_property
    def beginning(self) -> Mapping[tuple[str, int], list[str]]:
        """Return (first letters, length) -> skeletons; see `FIRST_LETTERS`."""
        found: dict[tuple[str, int], list[str]] = {}
        for bones in self.bones:
            found.setdefault((bones[:FIRST_LETTERS], len(bones)), []).append(bones)
        return found

    @cached_property
    def ending(self) -> Mapping[tuple[str, int], list[str]]:
        """Return (last letters, length) -> skeletons."""
        found: dict[tuple[str, int], list[str]] = {}
        for bones in self.bones:
            found.setdefault((bones[-FIRST_LETTERS:], len(bones)), []).append(bones)
        return found

    @cached_property
    def lexicon(self) -> NearWords:
        """Return every word that names are made of, in all our languages, to look a misprint up in."""
        plants = (word for name in self.plants for word in name.split(" "))
        return NearWords(chain(self.vocabulary, plants, self.words.meanings, self.words.parts))

    @cached_property
    def spelt(self) -> NearWords:
        """Return the skeletons, to look a misspelt one up in."""
        return NearWords(self.bones)

    @cached_property
    def spelt_guarded(self) -> NearWords:
        """Return the skeletons of the names no guess may lead to."""
        return NearWords(bones for bones, name in self.bones.items() if self.guarded(name))

    @cached_property
    def plants(self) -> Mapping[str, str]:
        """Return plain common or old plant name -> Latin name; Latin names lead to themselves."""
        found = {row[0]: row[0] for row in self._plants}
        for row in self._plants:
            for name in row[1].split("|"):
                if name:
                    found.setdefault(name, row[0])
        return found


@lru_cache(maxsize=4_000)
def allowed_edits(edits: tuple[tuple[int, int], ...], letters: int) -> int:
    """Return how many edits a name of so many letters may differ by; `edits` is (letters from, edits)."""
    return max((n for at_least, n in edits if letters >= at_least), default=0)


def _fact(row: Sequence[str]) -> IngredientFact:
    name, _, kind, film, families, tags, primary, model_year, lists, levels, basis, sources = row
    comedo = Comedo(primary, model_year, tuple(lists.split("; ")) if lists else (), _items(levels)) if levels else None
    return IngredientFact(name, kind, film, _items(families), _items(tags), comedo, basis, _items(sources))


def _items(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()
