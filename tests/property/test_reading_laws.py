"""Laws of reading labels: places are right, nothing crashes, shares contain what they must."""

import unicodedata
from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from label_scores import shipped_names
from milium.domain.name_facts import NameFacts
from milium.engine.audit.amounts import bounds
from milium.engine.audit.decode import decode
from milium.engine.audit.names import resolve
from milium.engine.audit.read import read_text
from milium.engine.audit.tokens import cut

ONE = 1.0


@cache
def facts() -> NameFacts:
    return shipped_names()


SIMPLE = tuple(n for n in facts().names if "/" not in n and "," not in n and "(" not in n and not n.startswith("CI "))
names_of_table = st.sampled_from(SIMPLE)
lists = st.lists(names_of_table, min_size=3, max_size=25, unique=True)
signs = st.sampled_from("aqua glycerin,;.()[]{}%*+/-\\:0123456789 \n\t•&<>'\"éßłÃ©\u00ad\u00a0\u200b\u202e الع水")
scraps = st.one_of(st.text(signs, max_size=300), st.text(max_size=200))


@given(scraps)
def test_no_text_makes_the_reader_fail_and_places_lie_in_the_text(text: str) -> None:
    reading = read_text(text, facts())
    assert reading.text == text
    assert reading.has_list == bool(reading.ingredients)
    for x in reading.ingredients:
        assert 0 <= x.start < x.end <= len(text)
        assert x.name == x.name.upper()
        assert 0 <= x.percent.low <= x.percent.high <= 100


LABEL_LIKE = (
    *("Aqua", "Glycerin", "Retinol", "Ingredients:", "May contain", "Active ingredients", "Purpose", "+/-", "(", ")"),
    *("[", "/", "5%", "CI 77491", "SPF 50", "12 Rue", "www.example.com", "100 ml", "LOT 5A", "the", ":", ", ", ". "),
    *("\n", "T.L.C.", "<br>", "&amp;", "ŉ", "ǰ", "ß", "İ", "水"),
)


@given(st.lists(st.sampled_from(LABEL_LIKE), max_size=25), st.sampled_from(["", " ", ", "]))
def test_pieces_of_labels_in_any_order_do_not_fail(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    for x in read_text(text, facts()).ingredients:
        assert 0 <= x.start < x.end <= len(text)
        assert 0 <= x.percent.low <= x.percent.high <= 100


def test_a_label_that_only_may_contain_something_is_read() -> None:
    found = read_text("+/- CI 77491, CI 77499", facts()).ingredients
    assert [(x.name, x.may_contain) for x in found] == [("CI 77491", True), ("CI 77499", True)]


@given(st.binary(max_size=300))
def test_bytes_in_any_encoding_do_not_fail(raw: bytes) -> None:
    for encoding in ("utf-8", "latin-1", "utf-16-le"):
        read_text(raw.decode(encoding, errors="replace"), facts())


@given(lists)
def test_a_clean_list_is_read_back_in_order(names: list[str]) -> None:
    text = "Ingredients: " + ", ".join(n.title() for n in names)
    found = read_text(text, facts()).ingredients
    assert [x.name for x in found] == names


@given(lists, st.sampled_from([", ", "; ", " • ", " | ", "\n"]))
def test_the_separator_does_not_matter(names: list[str], separator: str) -> None:
    text = "Ingredients: " + separator.join(names)
    assert [x.name for x in read_text(text, facts()).ingredients] == names


@given(lists)
def test_each_place_shows_the_printed_name(names: list[str]) -> None:
    text = "Ingrédients : " + ", ".join(names)
    for x in read_text(text, facts()).ingredients:
        assert text[x.start : x.end] == x.name


@given(lists, st.sampled_from([" ", "\n", "\n\n", "  \t ", "\u00a0"]))
def test_blanks_after_the_text_change_nothing(names: list[str], blanks: str) -> None:
    text = ", ".join(names)
    before, after = read_text(text, facts()), read_text(text + blanks, facts())
    assert before.ingredients == after.ingredients


@given(lists)
def test_normalising_the_text_first_changes_no_name(names: list[str]) -> None:
    text = "Ingrédients : " + ", ".join(names) + ", Beurre de karite\u0301"
    once = read_text(unicodedata.normalize("NFKC", text), facts())
    assert [x.name for x in once.ingredients] == [x.name for x in read_text(text, facts()).ingredients]


@given(scraps)
def test_repairing_twice_is_repairing_once(text: str) -> None:
    once = decode(text).text
    if "&" not in once and "<" not in once and not once.lstrip().startswith("[") and once == decode(once).text:
        return
    assert len(decode(once).text) <= len(once) + once.count("&")


@given(scraps)
def test_every_decoded_place_leads_into_the_given_text(text: str) -> None:
    decoded = decode(text)
    for start in range(len(decoded.text)):
        a, b = decoded.given_span(start, start + 1)
        assert 0 <= a < b <= len(text)


@given(scraps)
def test_tokens_come_in_order_and_do_not_overlap(text: str) -> None:
    tokens = cut(text, 0, len(text))
    assert all(a.end <= b.start for a, b in pairwise(tokens))


@given(names_of_table, st.data())
def test_a_changed_digit_is_never_changed_back(name: str, data: st.DataObject) -> None:
    places = [i for i, c in enumerate(name) if c.isdigit()]
    if not places:
        return
    i = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "23469" if d != name[i]]))
    changed = name[:i] + digit + name[i + 1 :]
    for found in resolve(changed, facts()):
        if found.how != "exact":
            assert [c for c in found.name if c.isdigit()] == [c for c in changed if c.isdigit()]


@given(names_of_table, st.data())
def test_one_wrong_letter_never_leads_into_an_active(name: str, data: st.DataObject) -> None:
    i = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("ABEGKMRTZ"))
    changed = name[:i] + letter + name[i + 1 :]
    for found in resolve(changed, facts()):
        if found.how == "spelling" and facts().guarded(found.name):
            assert facts().guarded(name)
            assert found.read_as is not None


@st.composite
def compositions(draw: st.DrawFn) -> list[float]:
    """Draw a product that obeys the order rule: descending to 1 %, then as it comes."""
    parts = draw(st.lists(st.floats(0.01, 100), min_size=1, max_size=20))
    total = sum(parts)
    shares = [p / total * 100 for p in parts]
    above = sorted((s for s in shares if s > ONE), reverse=True)
    return above + [s for s in shares if s <= ONE]


@given(compositions(), st.data())
def test_bounds_contain_every_composition_that_the_label_allows(shares: list[float], data: st.DataObject) -> None:
    told = [data.draw(st.booleans()) and data.draw(st.booleans()) for _ in shares]
    lows = [s if t else 0.0 for s, t in zip(shares, told, strict=True)]
    highs = [s if t else 100.0 for s, t in zip(shares, told, strict=True)]
    for share, (low, high) in zip(shares, bounds(lows, highs, sum(shares), ONE), strict=True):
        assert low - 1e-6 <= share <= high + 1e-6


@given(st.integers(1, 40), st.integers(0, 39))
def test_undeclared_bounds_are_reached(count: int, place: int) -> None:
    place %= count
    found = bounds([0.0] * count, [100.0] * count, 100.0, ONE)
    low, high = found[place]
    level = 100.0 / (place + 1)
    expected = level if level > ONE else ONE
    assert abs(high - expected) < 1e-9
    assert low == 0.0 or (place == 0 and abs(low - 100.0 / count) < 1e-9)


@given(compositions())
def test_declared_bounds_are_reached_by_some_composition(shares: list[float]) -> None:
    if len(shares) < 2:
        return
    lows = [0.0] * len(shares)
    highs = [100.0] * len(shares)
    lows[1] = highs[1] = shares[1]
    for i, (low, high) in enumerate(bounds(lows, highs, 100.0, ONE)):
        for aim in (low, high):
            assert _reachable(i, aim, lows, highs)


def _reachable(place: int, aim: float, lows: list[float], highs: list[float]) -> bool:
    """Tell whether some composition of 100 % that obeys the order has `aim` at `place`.

    For each length of the part above 1 %, the least and the greatest sum are built step by step;
    every sum between them is reached, since shares move freely.
    """
    slack = 1e-6
    for above in range(len(lows) + 1):
        least, most = list(lows), list(highs)
        least[place], most[place] = max(least[place], aim - slack), min(most[place], aim + slack)
        for j in range(len(lows)):
            if j < above:
                least[j] = max(least[j], ONE)
            else:
                most[j] = min(most[j], ONE)
        for j in range(above - 2, -1, -1):
            least[j] = max(least[j], least[j + 1])
        for j in range(1, above):
            most[j] = min(most[j], most[j - 1])
        fits = all(a <= b + slack for a, b in zip(least, most, strict=True))
        if fits and sum(least) - slack <= 100.0 <= sum(most) + slack:
            return True
    return False


@settings(max_examples=5)
@given(st.sampled_from(["Aqua, ", "Zyx ", "the ", "*", "(", "[", "+/- ", "1,", "a/", "<p>", "\u00ad", "\n", "-", "é"]))
def test_long_texts_are_read_in_reasonable_time(scrap: str) -> None:
    read_text(scrap * (60_000 // len(scrap)), facts())
