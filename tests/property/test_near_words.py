"""Words within some edits: counted right, and none of them left out of the look-up."""

from hypothesis import given
from hypothesis import strategies as st

from milium.domain.near import NearWords
from milium.engine.audit.spelling import distance

words = st.text("ABCDE", max_size=9)


def edits(a: str, b: str) -> int:
    """Count insertions, deletions, replacements and swaps of neighbours, cell by cell."""
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        rows.append([i])
        for j, y in enumerate(b, 1):
            far = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                far = min(far, rows[i - 2][j - 2] + 1)
            rows[i].append(far)
    return rows[-1][-1]


def without_swaps(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y)))
    return row[-1]


@given(words, words, st.integers(1, 4))
def test_edits_are_those_of_a_count_cell_by_cell(a: str, b: str, most: int) -> None:
    assert distance(a, b, most) == min(edits(a, b), most + 1)


@given(st.sets(words, max_size=40), words, st.integers(1, 3))
def test_no_word_within_the_edits_is_left_out(known: set[str], word: str, most: int) -> None:
    near = set(NearWords(known).candidates(word, most))
    assert {w for w in known if without_swaps(w, word) <= most} <= near


@given(words, st.integers(1, 3), st.data())
def test_two_swapped_neighbours_are_found(word: str, most: int, data: st.DataObject) -> None:
    if len(word) > most:
        place = data.draw(st.integers(0, len(word) - 2)) if len(word) > 1 else 0
        swapped = word[:place] + word[place + 1 : place + 2] + word[place : place + 1] + word[place + 2 :]
        assert word in set(NearWords([word]).candidates(swapped, most))
