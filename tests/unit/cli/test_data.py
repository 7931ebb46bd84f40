"""JSON and YAML in."""

import pytest

from milium.cli.data import parse_data
from milium.cli.streams import Input
from milium.cli.trouble import BadSyntax


def data(text: str, where: str = "case.yaml") -> object:
    return parse_data(Input(text, where))


def test_yaml_is_read_as_1_2_core() -> None:
    assert data("a: no\nb: 6_20\nc: 2026-03-16\nd: true") == {"a": "no", "b": "6_20", "c": "2026-03-16", "d": True}


def test_json_and_flow_yaml_are_both_read() -> None:
    assert data('{"a": [1, 2.5, null]}') == {"a": [1, 2.5, None]}
    assert data("{a: [1, x], b: {c: yes}}") == {"a": [1, "x"], "b": {"c": "yes"}}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a: 1\nb: [1, 2\nc: 3", "case.yaml line 3"),
        ('{"a": 1,\n "b": }', "case.json line 2"),
        ('{"a": 1,\n "b": "x', "case.yaml line 2"),
        ("a: 1\n\tb: 2", "case.yaml line 2"),
        ("a: !!python/object:os.system x", "case.yaml line 1"),
    ],
)
def test_broken_text_says_which_line(text: str, where: str) -> None:
    with pytest.raises(BadSyntax) as trouble:
        data(text, where.split(maxsplit=1)[0])
    assert trouble.value.where == where


@pytest.mark.parametrize("text", ["", "   \n", "just words", "- a\n- b", "[1, 2]", "12", "null", "true"])
def test_what_holds_no_keys_is_refused(text: str) -> None:
    with pytest.raises(BadSyntax, match="expected keys and values"):
        data(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 50_000,
        "a: " + "{x: " * 50_000,
        "a:\n  " + "- " * 50_000 + "x",
        "? " * 50_000 + "x",
        "\n".join(" " * i + "a:" for i in range(3_000)),
    ],
)
def test_nesting_without_end_is_refused(text: str) -> None:
    with pytest.raises(BadSyntax):
        data(text)


def test_a_shortcut_that_could_unfold_without_end_is_refused() -> None:
    with pytest.raises(BadSyntax, match="shortcut") as trouble:
        data("a: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]")
    assert trouble.value.where == "case.yaml line 2"


def test_a_star_on_a_label_is_no_shortcut() -> None:
    text = 'label: "Aqua, Parfum*, *Limonene"\nnote: organic*\nrows: [' + "{a: [1]}, " * 100 + "{a: [2]}]"
    found = data(text)
    assert isinstance(found, dict)
    assert found["label"] == "Aqua, Parfum*, *Limonene"
