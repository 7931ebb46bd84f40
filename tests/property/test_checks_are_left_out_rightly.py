"""What makes judging quick changes no answer: a check that is left out finds nothing, and no name lacks a mark."""

import csv
import gzip
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from labels import facts, product, reading, safety, somebody
from milium.adapters.packfiles import load_knowledge
from milium.domain.judging_facts import JudgingFacts
from milium.domain.label import How, Product, ShelfItem
from milium.domain.person import Medicine
from milium.domain.verdict import Person
from milium.engine.audit import assumed_person, class_product, judge, marks, read_label
from milium.engine.audit.evidence import Seen
from milium.engine.audit.judging import CHECKS, may_set_off
from milium.engine.audit.phrases import may_say
from milium.engine.audit.wording import find_word, fold, within_edits

LABELS = facts().labels
PHRASES = sorted({*LABELS.home_phrases, *LABELS.non_comedogenic, *LABELS.swallowed, *sum(LABELS.claims.values(), ())})
OWN = facts().roles
NAMES = sorted(
    {
        *(n for a in safety().actives for n in a.inci),
        *safety().blocked.steroids,
        *safety().blocked.first,
        *safety().blocked.any_place,
        *LABELS.bleaches,
        *LABELS.told,
        *LABELS.strong_in_studies,
        *OWN.water,
        *OWN.oils,
        *OWN.abrasives_always,
        *OWN.abrasives_rinsed,
        *OWN.abrasives_named,
        *OWN.surfactants,
        *(n for n, row in facts().substances.items() if row.tags or row.film == "heavy" or row.kind == "uv_filter"),
        *("MERCURIC IODIDE", "CALOMEL", "RETINYL LINOLEATE", "CI 77491", "CI 77492", "GLYCERIN", "ZYXOPLAST"),
    }
)
HOWS: st.SearchStrategy[tuple[How, str | None]] = st.sampled_from(
    [("exact", None)] * 5 + [("unknown", None), ("spelling", "RETINOI"), ("form", None)]
)
NAMED = st.lists(st.tuples(st.sampled_from(NAMES), HOWS), max_size=8, unique_by=lambda pair: pair[0])
SAID = st.one_of(st.just(""), st.sampled_from(PHRASES).map(lambda phrase: f", {phrase.replace('*', '')}"))
ITEMS = st.fixed_dictionaries(
    {
        "use": st.sampled_from(["leave_on", "rinse_off", None]),
        "where": st.sampled_from(["face", "around_eye", "body", None]),
        "name": st.sampled_from(
            ["", "", "Acid toner 8 %", "Salt scrub", "Sun fluid SPF 50", "Lemon juice", "Mole remover"]
        ),
        "prescribed": st.sampled_from([None, None, None, 3]),
    }
)
PEOPLE = st.one_of(
    st.just(assumed_person(facts())),
    st.builds(
        somebody,
        years=st.sampled_from([0, 5, 15, 30]),
        pregnancy=st.sampled_from(["no", "yes", None]),
        allergies=st.sampled_from([(), ("salicylate",), ("LANOLIN",), None]),
        medicines=st.sampled_from([(), (Medicine("photosensitising"),), (Medicine("other", "Retinol"),), None]),
        skin_now=st.sampled_from([(), ("broken",), None]),
    ),
)


@st.composite
def products(draw: st.DrawFn) -> Product:
    """Draw a label as if it had been read, with words of the maker behind it."""
    named = draw(NAMED)
    label = reading(
        *(name for name, _ in named),
        may=draw(st.lists(st.sampled_from(NAMES), max_size=2)),
        how=dict(named),
        alphabetical=draw(st.booleans()),
    )
    return product(replace(label, text=label.text + draw(SAID)), **draw(ITEMS))


@given(products(), PEOPLE, st.lists(products(), max_size=1))
def test_a_check_that_is_left_out_finds_nothing(one: Product, person: Person, shelf: list[Product]) -> None:
    nothing_left_out(one, person, facts(), tuple(shelf))


@given(products(), PEOPLE)
def test_without_its_words_a_verdict_is_the_same(one: Product, person: Person) -> None:
    same_without_words(one, person, facts())


@pytest.mark.slow
def test_no_check_is_left_out_wrongly_over_labels_dev(shared: Path) -> None:
    known = load_knowledge().audit
    csv.field_size_limit(10**9)
    with gzip.open(shared / "data" / "audit" / "labels_dev.csv.gz") as packed:
        rows = list(csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8")))
    for row in rows:
        label = read_label(row["ingredients_raw"], known)
        one = class_product(ShelfItem(row["id"], row["name"], label.text), label, known.judging, safety())
        nothing_left_out(one, assumed_person(known.judging), known.judging)
        same_without_words(one, None, known.judging)


def nothing_left_out(one: Product, person: Person, known: JudgingFacts, shelf: tuple[Product, ...] = ()) -> None:
    seen = Seen(one, person, known, safety(), shelf)
    may = may_set_off(seen)
    left_out = [check for asked, check in CHECKS if not asked & may]
    assert [found.id for check in left_out for found in check(seen)] == []


def same_without_words(one: Product, person: Person | None, known: JudgingFacts) -> None:
    told, untold = (judge(one, person, known, safety(), told=words) for words in (True, False))
    assert (told.word, told.says) == (untold.word, untold.says)
    plain = [(f.id, f.verdict, f.facts, f.certainty) for f in told.findings]
    assert plain == [(f.id, f.verdict, f.facts, f.certainty) for f in untold.findings]


def test_the_marks_of_a_name_are_what_the_pack_says_of_it() -> None:
    for name in {*facts().substances, *NAMES}:
        marked_rightly(name)


def marked_rightly(name: str) -> None:
    known, blocked, labels = facts(), safety().blocked, facts().labels
    row = known.substances.get(name)
    mine = marks.marks_of(known, safety())[name]
    wanted = {
        marks.WATER: name in OWN.water,
        marks.ACTIVE: marks.active_of(name, known, safety()) is not None,
        marks.FILM: known.film_of(name) in ("light", "medium", "heavy"),
        marks.HEAVY: known.film_of(name) == "heavy",
        marks.HUMECTANT: name in OWN.humectants,
        marks.SURFACTANT: name in OWN.surfactants or any(part in name for part in OWN.surfactant_parts),
        marks.OIL: name in OWN.oils or name.endswith(OWN.oil_endings),
        marks.COLOUR: name.startswith(OWN.colour_prefixes),
        marks.UV_FILTER: known.kind_of(name) == "uv_filter",
        marks.STEROID: name in blocked.steroids or known.is_tagged(name, "steroid"),
        marks.BLEACH: name in labels.bleaches,
        marks.MERCURY: name.startswith(labels.mercury)
        or (name in blocked.any_place and any(part in name for part in labels.mercury)),
        marks.REMEDY: name in blocked.first,
        marks.ESSENTIAL_OIL: known.is_tagged(name, "essential_oil"),
        marks.ALLERGEN: known.is_tagged(name, "allergen"),
        marks.FRAGRANCE: known.is_tagged(name, "fragrance_mix"),
        marks.TOLD: name in labels.told,
        marks.STUDIED: name in labels.strong_in_studies,
        marks.LISTED: row is not None
        and not row.first_papers
        and max(row.lists, default=0.0) >= known.limits.lists_grade,
        marks.LIMITED: False,
    }
    assert {mark: bool(mine & mark) for mark in wanted} == wanted, name


@given(
    st.lists(st.sampled_from([*PHRASES, "Aqua", "Crème", "É", "ﬁ", "™", "-", "_"]), max_size=4),
    st.sampled_from([",", ", ", " ", "\n", "-", "\u0301"]),
    st.sampled_from(["", "Anti milia", "Non-comedogenic"]),
)
@example(["won t clog pores"], ",", "")
@example(["sans produits", "chimiques"], ", ", "")
def test_a_phrase_is_never_overheard(parts: list[str], between: str, name: str) -> None:
    text = between.join(parts).replace("*", "e")
    for shown in (text, text.upper(), text.title()):
        if find_word(fold(f"{name} {shown}"), tuple(PHRASES)):
            assert may_say(name, shown, facts())


@given(st.text("abcé", max_size=9), st.text("abcé", max_size=9), st.integers(0, 3))
def test_edits_are_counted_as_the_table_counts_them(one: str, other: str, most: int) -> None:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b)))
    assert within_edits(one, other, most) is (row[-1] <= most)
