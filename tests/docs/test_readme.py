"""Every command and every line of Python in README.md runs and gives what it shows."""

import re
import shlex
from pathlib import Path

import pytest

from milium.cli import main

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/cli.md")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


def examples() -> list[tuple[str, str]]:
    """Return (command, what it shows) of every `$ milium ...` in a console block."""
    found = []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            found.append((command, shown.strip()))
    return found


def test_there_are_examples_of_both_kinds() -> None:
    assert len(examples()) >= 2
    assert blocks("python")


@pytest.mark.parametrize(("command", "shown"), examples())
def test_a_command_of_the_readme_shows_what_the_readme_shows(
    command: str, shown: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    words = shlex.split(command)
    assert words[0] == "milium"
    assert main(words[1:]) == 0
    pattern = re.escape(shown).replace(re.escape("..."), ".*")  # "..." stands for what is left out
    assert re.fullmatch(pattern, capsys.readouterr().out.strip(), flags=re.DOTALL)


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_of_the_readme_runs_as_shown(
    code: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})
    said = re.findall(r"^print.*  # (.*)$", code, flags=re.MULTILINE)
    assert said
    assert capsys.readouterr().out.splitlines() == said


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_links_to_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)", text) + re.findall(r'src="([^"]+)"', text)
    for target in targets:
        if "://" not in target:
            assert ((ROOT / page).parent / target).exists(), f"{page} links to {target}"


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    there = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    for page in PAGES:
        named = set(
            re.findall(r"^\s*(?:\$ )?make ([a-z-]+)|`make ([a-z-]+)`", (ROOT / page).read_text(encoding="utf-8"), re.M)
        )
        assert {a or b for a, b in named} <= there


def test_the_example_case_is_the_one_of_the_demo() -> None:
    from milium.adapters.packfiles import read_yaml
    from milium.cli.demo import the_case

    assert read_yaml((ROOT / "example" / "ana.yaml").read_text(encoding="utf-8")) == the_case()
