"""How a command line is read."""

import pytest

from milium.cli.main import FINE, WRONG, main
from milium.cli.trouble import Usage
from milium.cli.usage import read_arguments


def test_options_may_stand_anywhere_and_take_their_value_either_way() -> None:
    first = read_arguments(["audit", "--person", "ana.yaml", "label.txt", "--json"])
    second = read_arguments(["audit", "label.txt", "--json", "--person=ana.yaml"])
    assert first == second
    assert first.files == ("label.txt",)
    assert first.options == {"person": "ana.yaml", "json": ""}


def test_a_dash_is_standard_input_and_two_dashes_end_the_options() -> None:
    assert read_arguments(["audit", "-"]).files == ("-",)
    assert read_arguments(["audit", "--", "--json"]).files == ("--json",)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["audti", "x"], "Did you mean audit?"),
        (["audit", "--jsno"], "Did you mean --json?"),
        (["audit", "--person"], "Write --person CASE."),
        (["audit", "--json=yes"], "takes no value"),
        (["audit", "a", "b"], '"b" is one too many'),
        (["check", "plan.json"], "CASE is missing"),
        (["packs"], "packs check"),
        (["why", "--jsonl"], "no option"),
    ],
)
def test_a_wrong_command_line_says_what_is_meant(words: list[str], says: str) -> None:
    with pytest.raises(Usage) as trouble:
        read_arguments(words)
    assert says in str(trouble.value)


@pytest.mark.parametrize(
    "words",
    [
        ["plan", "x", "--today", "2026-02-30"],
        ["plan", "x", "--today", "20260316"],
        ["plan", "x", "--weeks", "two"],
        ["plan", "x", "--weeks", "-1"],
        ["plan", "x", "--weeks", "9" * 99],
        ["why", "x", "--date", "2026-03-16"],
        ["why", "x", "--product", "cream"],
        ["check", "-", "-"],
        ["audit", "--person", "-"],
        ["audit", "-", "--person=-"],
        ["serve", "--port", "70000"],
        ["serve", "--port", "http"],
    ],
)
def test_a_wrong_value_is_refused_before_anything_is_read(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == WRONG
    said = capsys.readouterr()
    assert not said.out
    assert said.err.startswith("milium: ")
    assert "no such file" not in said.err


def test_no_command_shows_the_help_and_counts_as_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == WRONG
    assert main(["--help"]) == FINE
    shown = capsys.readouterr().out
    assert shown.count("Example") == 2


def test_every_command_has_its_own_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", "check", "--help"]) == FINE
    assert capsys.readouterr().out.startswith("milium packs check")
