"""Laws of the audit: what no label, person or shelf may bring about."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from labels import facts, judged, product, reading, safety, somebody
from milium.domain.label import Product, Reading, ShelfItem
from milium.domain.person import Medicine
from milium.domain.verdict import VERDICTS, Person, Verdict
from milium.engine.audit import class_product, judge

ACTIVES = sorted({n for a in safety().actives for n in a.inci})
RETINOIDS = sorted({n for a in safety().actives if a.family == "retinoid" for n in a.inci})
FREE_RETINOIDS = sorted({n for a in safety().actives if a.family == "retinoid" and not a.prescription for n in a.inci})
HEAVY = sorted(n for n, row in facts().substances.items() if row.film == "heavy")
LISTED = sorted(n for n, row in facts().substances.items() if row.lists and not row.first_papers)
OTHERS = sorted(facts().substances)[::37]
NAMES = st.one_of(
    st.sampled_from(["AQUA", "GLYCERIN", "PARFUM", "CITRIC ACID", "OCTOCRYLENE", "HOMOSALATE"]),
    *(st.sampled_from(group) for group in (ACTIVES, HEAVY, LISTED, OTHERS)),
)
LABELS = st.lists(NAMES, max_size=12, unique=True).map(lambda names: reading(*names))
ITEMS = st.fixed_dictionaries(
    {
        "use": st.sampled_from(["leave_on", "rinse_off", None]),
        "where": st.sampled_from(["face", "around_eye", "lips", "hair", "body", None]),
        "name": st.sampled_from(
            ["", "Night cream", "Acid toner", "Sun fluid SPF 50", "Cleansing balm", "Eye cream", "Face scrub"]
        ),
        "prescribed": st.sampled_from([None, None, None, 3]),
        "ph": st.sampled_from([None, 3.0, 3.8]),
    }
)
PEOPLE = st.builds(
    somebody,
    years=st.sampled_from([0, 5, 11, 12, 15, 17, 18, 30, 55, 70]),
    sites=st.sampled_from([(), ("cheek_forehead_chin",), ("around_eye", "nose"), ("body_or_limbs",)]),
    pregnancy=st.sampled_from(["no", "yes", "trying", "unsure", None]),
    breastfeeding=st.sampled_from([True, False, None]),
    allergies=st.sampled_from([(), ("salicylate",), ("LANOLIN",), None]),
    medicines=st.sampled_from([(), (Medicine("photosensitising"),), (Medicine("other", "Retinol"),), None]),
    skin_now=st.sampled_from([(), ("broken",), None]),
    region=st.sampled_from(["EU", "US", "other", None]),
    confirmed=st.sampled_from([(), ("salicylic acid",), ("glycolic acid", "adapalene")]),
)
PRODUCTS = st.builds(lambda label, item: product(label, **item), LABELS, ITEMS)


def care(verdict: Verdict) -> int:
    return VERDICTS.index(verdict.word)


@given(PRODUCTS, PEOPLE)
def test_every_verdict_is_a_word_with_whole_sentences(one: Product, person: Person) -> None:
    verdict = judged(one, person)
    assert verdict.word in VERDICTS
    for finding in verdict.findings:
        assert finding.because, finding.id
        assert finding.says.endswith((".", "?"))
        assert "{" not in finding.says + finding.because + finding.do + finding.unknown
        assert all(0 <= a < b <= len(one.reading.text) for a, b in finding.spans)
    assert care(verdict) == max((VERDICTS.index(f.verdict) for f in verdict.findings), default=0)


@given(LABELS, ITEMS, PEOPLE)
def test_a_rinse_off_is_never_swapped_for_its_film(label: Reading, item: dict[str, Any], person: Person) -> None:
    verdict = judged(product(label, **{**item, "use": "rinse_off"}), person)
    assert not any(f.id.startswith(("film.", "studies.", "lists.")) for f in verdict.findings)


@given(st.lists(NAMES, max_size=10, unique=True), st.sampled_from(RETINOIDS), st.integers(0, 9), ITEMS, PEOPLE)
def test_adding_a_retinoid_never_makes_a_verdict_in_pregnancy_kinder(
    names: list[str], retinoid: str, place: int, item: dict[str, Any], person: Person
) -> None:
    pregnant = replace(person, profile=replace(person.profile, pregnancy="yes"))
    before = judged(product(reading(*names), **item), pregnant)
    rest = [n for n in names if n != retinoid]
    after = judged(product(reading(*rest[:place], retinoid, *rest[place:]), **item), pregnant)
    assert after.word == "stop"
    assert care(after) >= care(before)


@given(st.lists(NAMES, max_size=10, unique=True), st.sampled_from(FREE_RETINOIDS), ITEMS, PEOPLE)
def test_adding_a_retinoid_at_the_end_never_makes_it_kinder(
    names: list[str], retinoid: str, item: dict[str, Any], person: Person
) -> None:
    rest = [n for n in names if n != retinoid]
    if not rest or person.profile.medicines == (Medicine("other", "Retinol"),):
        return
    before, after = (judged(product(reading(*label), **item), person) for label in (rest, [*rest, retinoid]))
    assert care(after) >= care(before)


@given(st.lists(NAMES, max_size=10, unique=True), st.sampled_from(ACTIVES), ITEMS, st.sampled_from([0, 5, 11]))
def test_a_child_is_never_given_an_active_that_counts(
    names: list[str], active: str, item: dict[str, Any], years: int
) -> None:
    one = product(reading(*[n for n in names if n != active], active), **item)
    if one.families:
        assert judged(one, somebody(years)).word in ("stop", "ask")


@given(PRODUCTS, PEOPLE, st.sampled_from(["yes", "unsure", "trying"]))
def test_pregnancy_is_never_kinder_than_not_being_pregnant(one: Product, person: Person, state: str) -> None:
    def at(pregnancy: str) -> int:
        return care(judged(one, replace(person, profile=replace(person.profile, pregnancy=pregnancy))))  # type: ignore[arg-type]

    assert at(state) >= at("no")


@given(PRODUCTS, PEOPLE)
def test_breastfeeding_is_never_kinder(one: Product, person: Person) -> None:
    def at(*, feeding: bool) -> int:
        return care(judged(one, replace(person, profile=replace(person.profile, breastfeeding=feeding))))

    assert at(feeding=True) >= at(feeding=False)


@given(LABELS, ITEMS, PEOPLE, st.lists(st.floats(0, 5), max_size=3))
def test_another_popular_list_changes_no_verdict(
    label: Reading, item: dict[str, Any], person: Person, grades: list[float]
) -> None:
    swapped = {name: replace(row, lists=tuple(grades)) for name, row in facts().substances.items() if row.lists}
    other = replace(facts(), substances={**facts().substances, **swapped})
    here = product(label, **item)
    there = class_product(here.item, label, other, safety())
    assert here == there
    one, two = judge(here, person, facts(), safety()), judge(there, person, other, safety())
    assert one.word == two.word
    kept = [[f for f in v.findings if f.id != "lists.name_it"] for v in (one, two)]
    assert kept[0] == kept[1]


@given(LABELS, ITEMS, PEOPLE, st.lists(PRODUCTS, max_size=2))
def test_the_only_sunscreen_is_never_sent_away_without_first_get(
    label: Reading, item: dict[str, Any], person: Person, shelf: list[Product]
) -> None:
    one = product(label, **{**item, "name": "Sun fluid SPF 50", "use": "leave_on"})
    assert "sunscreen" in one.roles
    others = [p for p in shelf if "sunscreen" not in p.roles]
    verdict = judged(one, person, one, *others)
    if verdict.word in ("stop", "swap"):
        assert any("First get" in f.do for f in verdict.findings)


@given(LABELS, ITEMS, PEOPLE)
def test_a_prescribed_product_is_never_stopped_but_for_pregnancy(
    label: Reading, item: dict[str, Any], person: Person
) -> None:
    calm = replace(person, profile=replace(person.profile, pregnancy="no"))
    assert judged(product(label, **{**item, "prescribed": 2}), calm).word in ("keep", "ask")


@given(st.lists(NAMES, max_size=8, unique=True), st.sampled_from(RETINOIDS), st.integers(0, 60), st.sampled_from("QXZ"))
def test_a_misprint_never_drops_a_retinoid(names: list[str], retinoid: str, at: int, sign: str) -> None:
    place = at % len(retinoid)
    printed = retinoid[:place] + sign + retinoid[place + 1 :]
    if printed[place : place + 1] == retinoid[place] or retinoid[place] in " -":
        return
    label = reading(*[n for n in names if n != retinoid], printed, how={printed: ("unknown", None)})
    one = product(label)
    assert "retinoid" in one.present
    assert judged(one, somebody(pregnancy="yes")).word in ("stop", "ask")


@given(LABELS, ITEMS)
def test_families_are_always_among_what_is_present(label: Reading, item: dict[str, Any]) -> None:
    one = product(label, **item)
    assert set(one.families) <= set(one.present)
    assert one.families == tuple(sorted(set(one.families)))
    assert class_product(one.item, label, facts(), safety()) == one


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_can_be_judged(text: str, name: str) -> None:
    label = Reading(text, has_list=False)
    one = class_product(ShelfItem("p", name=name, label=text), label, facts(), safety())
    assert judge(one, None, facts(), safety()).word in ("ask", "stop")
