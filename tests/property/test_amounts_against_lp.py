"""The closed form of the shares against an independent solver: the same bounds, to the last digits."""

from collections.abc import Sequence
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milium.domain.label import Percent
from milium.engine.audit.amounts import ShareRules, bounds, with_amounts

np = pytest.importorskip("numpy")
linprog = pytest.importorskip("scipy.optimize").linprog

ONE = 1.0
TOTAL = 100.0
NEAR = 1e-6
SHOWN = 1e-4  # shares are rounded to four digits
shares = st.one_of(st.none(), st.floats(0.05, 40), st.sampled_from([0.5, 1.0, 2.0, 5.0]))


@st.composite
def lists(draw: st.DrawFn) -> tuple[list[float], list[float], int, bool]:
    """Draw the stated bounds of a list (exact, at most, at least or nothing), its loose end, and completeness."""
    count = draw(st.integers(1, 7))
    lows, highs = [], []
    for _ in range(count):
        share = draw(shares)
        how = draw(st.sampled_from(["exact", "at most", "at least"])) if share is not None else "nothing"
        lows.append(share if share is not None and how in {"exact", "at least"} else 0.0)
        highs.append(share if share is not None and how in {"exact", "at most"} else TOTAL)
    return lows, highs, draw(st.integers(0, count)), draw(st.booleans())


def solved(
    lows: Sequence[float], highs: Sequence[float], loose: int, *, complete: bool
) -> list[tuple[float, float]] | None:
    """Return the bounds that linear programmes give: one per length of the part above 1 %, and the widest of them."""
    count, ordered = len(lows), len(lows) - loose
    found: list[list[float]] = [[] for _ in lows]
    for above in range(ordered + 1):
        limits = [
            (max(a, ONE) if j < above else a, min(b, ONE) if above <= j < ordered else b)
            for j, (a, b) in enumerate(zip(lows, highs, strict=True))
        ]
        if any(a > b for a, b in limits):
            continue
        falling = np.zeros((max(0, above - 1), count))
        for j in range(above - 1):
            falling[j, j], falling[j, j + 1] = -1.0, 1.0
        for i, sign in ((i, s) for i in range(count) for s in (1.0, -1.0)):
            aim = np.zeros(count)
            aim[i] = sign
            rows, most = [*falling], [0.0] * len(falling)
            if not complete:
                rows, most = [*rows, np.ones(count)], [*most, TOTAL]
            answer = linprog(
                aim,
                A_ub=np.array(rows) if rows else None,
                b_ub=most or None,
                A_eq=np.ones((1, count)) if complete else None,
                b_eq=[TOTAL] if complete else None,
                bounds=limits,
                method="highs",
            )
            if answer.status == 0:
                found[i].append(sign * answer.fun)
    return [(min(f), max(f)) for f in found] if all(found) else None


@settings(max_examples=60, deadline=None)
@given(lists())
def test_the_closed_form_gives_what_linear_programmes_give(case: tuple[list[float], list[float], int, bool]) -> None:
    lows, highs, loose, complete = case
    wanted = solved(lows, highs, loose, complete=complete)
    found = bounds(lows, highs, TOTAL, ONE, complete=complete, loose=loose)
    if wanted is None:
        assert found == list(zip(lows, highs, strict=True))
        return
    worst = max(abs(a - b) for a, b in zip(chain(*found), chain(*wanted), strict=True))
    assert worst < NEAR, (found, wanted)


@st.composite
def lawful(draw: st.DrawFn) -> tuple[list[float | None], dict[str, float]]:
    """Draw what each name of a list declares, and the limits that law sets for some of them."""
    declared = draw(st.lists(st.one_of(st.none(), st.none(), st.sampled_from([0.3, 2.0, 8.0])), min_size=2, max_size=7))
    caps = {
        f"N{i}": draw(st.sampled_from([0.01, 0.4, 1.0, 5.0, 25.0])) for i in range(len(declared)) if draw(st.booleans())
    }
    return declared, caps


@settings(max_examples=60, deadline=None)
@given(lawful())
def test_limits_of_law_give_what_linear_programmes_with_them_give(
    case: tuple[list[float | None], dict[str, float]],
) -> None:
    declared, caps = case
    names = [f"N{i}" for i in range(len(declared))]
    stated = [Percent() if d is None else Percent(d, d, d) for d in declared]
    lows = [0.0 if d is None else d for d in declared]
    free = [TOTAL if d is None else d for d in declared]
    highs = [
        most if d is not None else min(most, caps.get(n, TOTAL))
        for n, d, most in zip(names, declared, free, strict=True)
    ]
    if sum(highs) < TOTAL:
        highs = free  # no lawful product has such a list: then only what it states counts
    wanted = solved(lows, highs, 0, complete=True) or list(zip(lows, highs, strict=True))
    found = with_amounts(names, stated, ["list"] * len(names), ShareRules(ONE, caps=caps))
    assert [x.low for x in found] == pytest.approx([a for a, _ in wanted], abs=SHOWN)
    assert [x.high for x in found] == pytest.approx([b for _, b in wanted], abs=SHOWN)
