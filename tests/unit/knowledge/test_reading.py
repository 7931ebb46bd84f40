from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milium.domain.findings import Issue
from milium.knowledge.reading import convert, nearest, read, rows, shorten


@dataclass(frozen=True, slots=True)
class Inner:
    size: float


@dataclass(frozen=True, slots=True)
class Outer:
    name: str
    count: int
    inner: Inner
    way: Literal["on", "off"]
    by_week: Mapping[int, int]
    pair: tuple[float, float]
    words: tuple[str, ...] = ()
    or_none: int | None = None
    either: str | int = ""


GOOD: dict[str, Any] = {
    "name": "a",
    "count": 2,
    "inner": {"size": 1},
    "way": "on",
    "by_week": {"3": 28},
    "pair": [0, 1],
    "words": ["x"],
    "or_none": None,
    "either": 5,
}


def test_plain_data_becomes_a_value() -> None:
    issues: list[Issue] = []
    expected = Outer("a", 2, Inner(1.0), "on", {3: 28}, (0.0, 1.0), ("x",), None, 5)
    assert read(Outer, GOOD, "here", issues) == expected
    assert issues == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", 3),
        ("count", "2.5"),
        ("count", True),
        ("count", "²"),
        ("inner", {"size": "big"}),
        ("inner", {"size": float("nan")}),
        ("inner", {"size": float("inf")}),
        ("inner", []),
        ("way", "onn"),
        ("by_week", {"three": 1}),
        ("by_week", [1]),
        ("pair", [1]),
        ("pair", "ab"),
        ("words", "x"),
        ("words", [1]),
        ("or_none", "x"),
        ("either", []),
        ("unknown", 1),
    ],
)
def test_a_wrong_value_is_said_and_nothing_is_built(key: str, value: object) -> None:
    issues: list[Issue] = []
    assert read(Outer, {**GOOD, key: value}, "here", issues) is None
    assert issues[0].where.startswith(f"here.{key}")


@pytest.mark.parametrize("key", ["name", "count", "inner", "way", "by_week", "pair"])
def test_a_missing_value_is_never_replaced(key: str) -> None:
    issues: list[Issue] = []
    assert read(Outer, {k: v for k, v in GOOD.items() if k != key}, "here", issues) is None
    assert issues == [Issue(f"here.{key}", "is missing.", "Add it.")]


def test_all_problems_are_reported_at_once() -> None:
    issues: list[Issue] = []
    assert read(Outer, {**GOOD, "name": 1, "count": "x", "way": "up", "zz": 0}, "here", issues) is None
    assert len(issues) == 4


def test_the_nearest_word_is_named_or_the_words_are_listed() -> None:
    assert nearest("retinod", ["retinoid", "aha"]) == "Did you mean retinoid?"
    assert nearest("zzz", ["b", "a"]) == "Allowed: a, b."
    assert nearest("zzz", map(str, range(50))).endswith(", ....")


def test_a_bad_row_is_left_out_and_named() -> None:
    issues: list[Issue] = []
    assert rows(Inner, [{"size": 1}, {"size": "x"}], "here", issues) == (Inner(1.0),)
    assert issues[0].where == "here[1].size"
    assert rows(Inner, {"size": 1}, "here", issues) == ()


def test_a_value_that_unfolds_without_end_is_still_short() -> None:
    bomb: object = "x"
    for _ in range(60):
        bomb = [bomb] * 9
    assert len(shorten(bomb)) <= 40
    assert len(shorten("x" * 10_000_000)) <= 40
    assert shorten("short") == "'short'"


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_no_data_makes_the_reader_crash(data: object) -> None:
    for hint in (str, int, float, Inner, Outer, tuple[str, ...], tuple[int, int], Mapping[int, float], str | None):
        issues: list[Issue] = []
        convert(hint, data, "here", issues)
        assert all(issue.where.startswith("here") for issue in issues)
    assert len(shorten(data)) <= 40


@given(st.dictionaries(st.sampled_from(list(GOOD)), PLAIN))
def test_what_is_built_holds_what_its_annotations_say(changes: dict[str, object]) -> None:
    issues: list[Issue] = []
    built = read(Outer, {**GOOD, **changes}, "here", issues)
    assert (built is None) == bool(issues)
    if built is not None:
        assert isinstance(built.name, str)
        assert type(built.count) is int
        assert isinstance(built.inner.size, float)
        assert built.way in {"on", "off"}
