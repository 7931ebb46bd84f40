"""Each stage of the reading on its own."""

from typing import Any

import pytest

from label_scores import shipped_names
from milium.adapters.packfiles import load_part
from milium.domain.findings import Issue
from milium.domain.lettering import looks, normal, skeleton
from milium.domain.name_facts import NameFacts
from milium.engine.audit.decode import decode
from milium.engine.audit.names import resolve
from milium.engine.audit.placing import is_alphabetical
from milium.engine.audit.read import read_text, sun_protection
from milium.engine.audit.sections import find_stretches
from milium.engine.audit.shares import find_share
from milium.engine.audit.spelling import distance, look_alike
from milium.engine.audit.tokens import cut
from milium.knowledge.naming import TABLE, build_names
from milium.knowledge.safety import build_safety


@pytest.fixture(scope="module")
def names() -> NameFacts:
    return shipped_names()


def one(printed: str, names: NameFacts) -> str:
    return " | ".join(f.name for f in resolve(printed, names))


# --- decode ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("Glyc\u00aderin", "Glycerin"),
        ("Aqua\u00a0Water", "Aqua Water"),
        ("Beurre de karit\u00c3\u00a9", "Beurre de karité"),
        ("Aqua &amp; Eau", "Aqua & Eau"),
        ("Aqua<br>Eau", "Aqua\nEau"),
        ("Tocopherol\u00b9", "Tocopherol*"),
        ("C\u2011firm\u2122", "C-firm"),
        ("\ufb01g", "fig"),
        ("a < 2 %, b > 1 %", "a < 2 %, b > 1 %"),
        ("Huile ve\u0301ge\u0301tale", "Huile végétale"),
        ("<= 2 %", "<= 2 %"),
    ],
)
def test_damaged_signs_are_repaired(given: str, read: str) -> None:
    assert decode(given).text == read


def test_a_repaired_place_leads_back_to_the_text_as_given() -> None:
    given = "Aq\u00adua,&nbsp;Glyc\u00c3\u00a9rine, Mica"
    decoded = decode(given)
    start = decoded.text.index("Mica")
    assert given[slice(*decoded.given_span(start, start + 4))] == "Mica"
    start = decoded.text.index("Glyc")
    assert given[slice(*decoded.given_span(start, start + 9))] == "Glyc\u00c3\u00a9rine"


# --- tokens ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Aqua, 1,2-Hexanediol, Mica", ["Aqua", "1,2-Hexanediol", "Mica"]),
        ("Oxides (CI 77491, CI 77492), Talc", ["Oxides (CI 77491, CI 77492)", "Talc"]),
        ("A; B | C • D", ["A", "B", "C", "D"]),
        ("Water (and) Oil (and) Gum", ["Water", "Oil", "Gum"]),
        ("Aqua - Glycerin - Talc - Mica", ["Aqua", "Glycerin", "Talc", "Mica"]),
        ("CI 77491,77492", ["CI 77491", "77492"]),
        ("Glycerin 0,5 %, Talc", ["Glycerin 0,5 %", "Talc"]),
        ("Talc (open, Mica", ["Talc (open", "Mica"]),
        ("Alcohol Denat.", ["Alcohol Denat."]),
    ],
)
def test_a_list_is_cut_at_its_separators_only(text: str, parts: list[str]) -> None:
    assert [text[t.start : t.end] for t in cut(text, 0, len(text))] == parts


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("Caprylic/Capric Triglyceride", "CAPRYLIC/CAPRIC TRIGLYCERIDE"),
        ("Caprylic/ Capric  Triglyceride", "CAPRYLIC/CAPRIC TRIGLYCERIDE"),
        ("Peg 100 Stearate", "PEG-100 STEARATE"),
        ("Avobenzone", "BUTYL METHOXYDIBENZOYLMETHANE"),
        ("Octinoxate", "ETHYLHEXYL METHOXYCINNAMATE"),
        ("Octisalate", "ETHYLHEXYL SALICYLATE"),
        ("Mineral Oil", "PARAFFINUM LIQUIDUM"),
        ("Beeswax", "CERA ALBA"),
        ("Retinaldehyde", "RETINAL"),
        ("Palmitato de retinilo", "RETINYL PALMITATE"),
        ("Salicylsäure", "SALICYLIC ACID"),
        ("Kwas azelainowy", "AZELAIC ACID"),
        ("Peróxido de benzoílo", "BENZOYL PEROXIDE"),
        ("Chlorure de sodium", "SODIUM CHLORIDE"),
        ("Stéarate de glycéryle", "GLYCERYL STEARATE"),
        ("Natriumpolyacrylat", "SODIUM POLYACRYLATE"),
        ("Cetrimoniumchlorid", "CETRIMONIUM CHLORIDE"),
        ("hydriertes Polydecen", "HYDROGENATED POLYDECENE"),
        ("Tocopherol (Vitamin E)", "TOCOPHEROL"),
        ("Vitamin E (Tocopherol)", "TOCOPHEROL"),
        ("Blend (Glycerin, Squalane)", "GLYCERIN | SQUALANE"),
        ("Oenothera Biennis Oil / Evening Primrose Oil", "OENOTHERA BIENNIS OIL"),
        ("Hordeum Vulgare (Barley) Extract\\Extrait D'Orge", "HORDEUM VULGARE EXTRACT"),
        ("Zyx Acrylate/Foo Copolymer", "ZYX ACRYLATE/FOO COPOLYMER"),
        ("Zyxia Rubra (Red Zyx) Seed Oil", "ZYXIA RUBRA SEED OIL"),
        ("Organic Aloe Vera Juice*", "ALOE BARBADENSIS LEAF JUICE"),
        ("Glycerin Butylene Glycol", "GLYCERIN | BUTYLENE GLYCOL"),
        ("TrehaloseMethyl Trimethicone", "TREHALOSE | METHYL TRIMETHICONE"),
        ("Benzyl Alochol", "BENZYL ALCOHOL"),
        ("PEG-9 Glyceryl Laurate", "PEG-9 GLYCERYL LAURATE"),
        ("Lactobacillus/Kelp Ferment Filtrate", "LACTOBACILLUS/KELP FERMENT FILTRATE"),
        ("Poly(C20-28 Olefin)", "POLY(C20-28 OLEFIN)"),
        ("Sambucus Nigra Flower Water", "SAMBUCUS NIGRA FLOWER WATER"),
        ("Prunus Avium (Sweet Cherry Fruit) Extract", "PRUNUS AVIUM FRUIT EXTRACT"),
        ("GLYC0L DISTEARATE", "GLYCOL DISTEARATE"),
    ],
)
def test_a_printed_name_is_read_as_its_substance(printed: str, canonical: str, names: NameFacts) -> None:
    assert one(printed, names) == canonical


@pytest.mark.parametrize(
    "printed",
    [
        "PEG-120",
        "PEG-21 Stearate",
        "Palmitoyl Tetrapeptide-9",
        "Polyquaternium-99",
        "Laureth-47",
        "Ceteareth-21",
        "CI 77498",
        "Potassium Pelargate",
        "Disodium Lauroyl Glutamate",
        "Hydrogenated Zyxene",
    ],
)
def test_no_guess_changes_a_digit_or_the_chemistry(printed: str, names: NameFacts) -> None:
    assert one(printed, names) == normal(printed)


@pytest.mark.parametrize(
    ("printed", "maybe"),
    [("Retinil Palmitste", "RETINYL PALMITATE"), ("Salicyclyc Acid", "SALICYLIC ACID"), ("Tretinoim", "TRETINOIN")],
)
def test_no_guess_leads_into_an_active_but_the_person_is_asked(printed: str, maybe: str, names: NameFacts) -> None:
    found = resolve(printed, names)
    assert [(f.how, f.name, f.maybe) for f in found] == [("unknown", normal(printed), maybe)]


def test_a_guess_shows_the_printed_word(names: NameFacts) -> None:
    text = "Aqua, Phenoxethanol, Glycerin"
    x = read_text(text, names).ingredients[1]
    assert (x.name, x.how, x.read_as, text[x.start : x.end]) == (
        "PHENOXYETHANOL",
        "spelling",
        "Phenoxethanol",
        "Phenoxethanol",
    )


def test_a_form_is_told_from_a_known_name(names: NameFacts) -> None:
    assert [f.how for f in resolve("Zyxia Rubra Seed Oil", names)] == ["form"]
    fact = names.fact("ZYXIA RUBRA SEED OIL")
    assert fact is not None
    assert (fact.kind, fact.film, fact.basis) == ("oil", "medium", "form")
    assert names.fact("ZYXOPLAST") is None


def test_look_alikes_never_touch_a_free_digit(names: NameFacts) -> None:
    assert look_alike(skeleton("CARB0MER"), names) == "CARBOMER"
    assert look_alike(skeleton("PEG-1OO STEARATE"), names) == "PEG-100 STEARATE"
    assert look_alike(skeleton("PEG-101 STEARATE"), names) is None
    assert looks("GLYC0L") == looks("GLYCOL")


def test_distance_counts_swapped_neighbours_once() -> None:
    assert distance("GYLCERIN", "GLYCERIN", 2) == 1
    assert distance("GLYCERIN", "GLYCERIN", 2) == 0
    assert distance("GLYCERIN", "SQUALANE", 2) == 3


# --- shares ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "declared", "low", "high"),
    [
        ("Retinol 0.3%", 0.3, 0.3, 0.3),
        ("Retinol 0,3 %", 0.3, 0.3, 0.3),
        ("Acid 5-8 %", 8, 5, 8),
        ("Acid (up to 2 %)", 2, 0, 2),
        ("Acid < 2 %", 2, 0, 2),
        ("Acid bis zu 2 %", 2, 0, 2),
        ("Acid min. 5 %", 5, 5, 100),
        ("Fluoride 1450 ppm", 0.145, 0.145, 0.145),
        ("Adapalene 1 mg/g", 0.1, 0.1, 0.1),
        ("2 % Salicylic Acid", 2, 2, 2),
    ],
)
def test_declared_shares(printed: str, declared: float, low: float, high: float, names: NameFacts) -> None:
    share = find_share(printed, names.words)
    assert share is not None
    assert (share.percent.declared, share.percent.low, share.percent.high) == pytest.approx((declared, low, high))


@pytest.mark.parametrize("printed", ["PEG-10", "100 % Argan Oil", "Polysorbate 80", "CI 77491", "250 % more"])
def test_what_is_no_share(printed: str, names: NameFacts) -> None:
    assert find_share(printed, names.words) is None


# --- sections -------------------------------------------------------------------------------------


def test_stretches_are_found_between_prose(names: NameFacts) -> None:
    text = "This cream is for your skin.\nIngredients: Aqua, Talc. May contain: Mica.\nWarnings: avoid the eyes."

    def hits(part: str, *, misprints: bool) -> tuple[int, int]:
        return part.count(",") + 1, part.count(",") + 1

    found = find_stretches(text, names.words, hits)
    assert [(s.kind, text[s.start : s.end].strip(" .")) for s in found] == [
        ("list", "Aqua, Talc"),
        ("may_contain", "Mica"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "😀😀",
        "\x00\x01\x02",
        "12345",
        "Hello",
        "%%%",
        "(((",
        "Hydrate your skin with our cream.",
        "مرحبا بالعالم",
    ],
)
def test_what_holds_no_list_says_so(text: str, names: NameFacts) -> None:
    reading = read_text(text, names)
    assert not reading.has_list
    assert reading.ingredients == ()


def test_right_to_left_text_keeps_latin_names(names: NameFacts) -> None:
    text = "المكونات: Aqua, Glycerin, Cetyl Alcohol, عطر"
    found = read_text(text, names).ingredients
    assert [x.name for x in found[:3]] == ["AQUA", "GLYCERIN", "CETYL ALCOHOL"]
    assert [text[x.start : x.end] for x in found[:2]] == ["Aqua", "Glycerin"]


@pytest.mark.parametrize(
    ("text", "spf", "broad"),
    [
        ("SPF 30 broad spectrum", 30, True),
        ("LSF50+", 50, None),
        ("FPS 50 amplio espectro", 50, True),
        ("Aqua, Glycerin", None, None),
        ("SPF 1000", None, None),
        ("PA++++", None, True),
    ],
)
def test_sun_protection_is_read_as_stated(text: str, spf: float | None, broad: bool | None, names: NameFacts) -> None:
    assert sun_protection(text, names.words, names.limits) == (spf, broad)


def test_an_alphabetical_list_gives_no_order(names: NameFacts) -> None:
    rising = ["ALLANTOIN", "AQUA", "BETAINE", "CARBOMER", "GLYCERIN", "MICA", "PARFUM", "TALC", "UREA"]
    assert is_alphabetical(rising, names.limits)
    assert not is_alphabetical(rising[::-1], names.limits)
    assert not is_alphabetical(rising[:4], names.limits)
    reading = read_text(", ".join(rising), names)
    assert reading.alphabetical
    assert {(x.percent.low, x.percent.high) for x in reading.ingredients} == {(0.0, 100.0)}


# --- the table ------------------------------------------------------------------------------------


def test_every_key_of_the_table_is_a_normal_key(names: NameFacts) -> None:
    assert [k for k in names.exact if normal(k) != k] == []


def test_no_alias_is_another_name(names: NameFacts) -> None:
    rows = load_part("audit")[TABLE][1:]
    wrong = [(r[0], a) for r in rows for a in r[1].split("|") if a and names.exact[a] != r[0]]
    assert wrong == []


def test_families_of_the_table_are_those_of_the_safety_rules(names: NameFacts) -> None:
    issues: list[Issue] = []
    safety = build_safety(load_part("safety"), issues)
    assert safety is not None
    of_rules = {names.exact[n]: a.family for a in safety.actives for n in a.inci}
    of_table = {n: f.families[0] for n in names.names if (f := names.fact(n)) and f.families}
    assert of_table == of_rules


def test_every_name_the_safety_rules_know_is_read(names: NameFacts) -> None:
    issues: list[Issue] = []
    safety: Any = build_safety(load_part("safety"), issues)
    wanted = {n for a in safety.actives for n in a.inci}
    wanted |= {*safety.never_actives, *safety.salicylate_allergy, *safety.salicylate_allergy_ask}
    wanted |= {*safety.blocked.first, *safety.blocked.any_place}
    assert sorted(n for n in wanted if n not in names.exact) == []
    for name in sorted(wanted):
        found = [f.name for f in resolve(name.title(), names)]
        assert found == [names.exact[name]], name


def test_the_table_is_large_and_says_how_it_was_classed(names: NameFacts) -> None:
    facts = [f for n in names.names if (f := names.fact(n))]
    assert len(facts) >= 1200
    assert sum(f.basis != "form" for f in facts) >= 1200
    assert all(f.sources for f in facts)
    assert all((f.comedo is not None) == (f.basis == "source") for f in facts)


@pytest.mark.parametrize(
    ("name", "film"),
    [
        ("PETROLATUM", "heavy"),
        ("LANOLIN", "heavy"),
        ("PARAFFINUM LIQUIDUM", "heavy"),
        ("BUTYROSPERMUM PARKII BUTTER", "heavy"),
        ("COCOS NUCIFERA OIL", "heavy"),
        ("DIMETHICONE", "medium"),
        ("SQUALANE", "medium"),
        ("HELIANTHUS ANNUUS SEED OIL", "medium"),
        ("ISOPROPYL MYRISTATE", "light"),
        ("CETYL ALCOHOL", "light"),
        ("CYCLOPENTASILOXANE", "light"),
        ("GLYCERIN", "none"),
        ("AQUA", "none"),
    ],
)
def test_film_classes_follow_the_evidence(name: str, film: str, names: NameFacts) -> None:
    fact = names.fact(name)
    assert fact is not None
    assert fact.film == film


def test_a_broken_table_is_said_not_raised() -> None:
    files = dict(load_part("audit"))
    files[TABLE] = [["name"], ["AQUA"]]
    issues: list[Issue] = []
    assert build_names(files, issues) is None
    assert issues
    assert all(i.fix for i in issues)
