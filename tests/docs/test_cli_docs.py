"""docs/cli.md and the help say everything the command line has, and nothing it has not."""

import re
from pathlib import Path

from milium.cli.help import overview, page
from milium.cli.main import FINE, FOUND, WRONG
from milium.cli.usage import COMMANDS, synopsis
from milium.errors import MiliumError

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
PUBLIC = [command for command in COMMANDS if not command.hidden]
SCREEN = (24, 100)


def section(title: str) -> str:
    return DOCS.partition(f"## {title}\n")[2].partition("\n## ")[0]


def codes() -> set[str]:
    """Return the codes of every error in the sources, so that none hides in a module nobody imported."""
    found = set()
    for file in sorted((ROOT / "src" / "milium").rglob("*.py")):
        found |= set(re.findall(r'^    code(?:: ClassVar\[str\])? = "(\w+)"', file.read_text(encoding="utf-8"), re.M))
    return found - {MiliumError.code}


def test_every_command_is_documented() -> None:
    documented = re.findall(r"^    milium ([a-z]+(?: (?:check|import|find|audit|report)\b)?)", DOCS, flags=re.MULTILINE)
    assert set(documented) == {command.name for command in PUBLIC}


def test_every_option_is_documented_with_the_commands_that_take_it() -> None:
    rows = dict(
        re.findall(r"^\| `(--[\w-]+)[^`]*`[^|]* \| ([^|]+) \|", section("Reading and writing"), flags=re.MULTILINE)
    )
    for command in PUBLIC:
        for option in command.options:
            assert option.name in rows, f"{option.name} of milium {command.name} is not in docs/cli.md"
            if not rows[option.name].startswith("all"):
                assert f"`{command.name}`" in rows[option.name]
    known = {option.name for command in PUBLIC for option in command.options} | {"--help", "--version"}
    assert set(rows) == known


def test_every_error_code_is_documented() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", section("Errors"), flags=re.MULTILINE)) == codes()


def test_every_exit_code_is_documented() -> None:
    documented = re.findall(r"^\| (\d) \|", section("Exit codes"), flags=re.MULTILINE)
    assert [int(code) for code in documented] == [FINE, FOUND, WRONG]


def test_the_help_fits_one_screen_and_ends_with_an_example() -> None:
    rows = overview().splitlines()
    assert len(rows) <= SCREEN[0]
    assert max(len(row) for row in rows) <= SCREEN[1]
    assert rows[-2] == "Example"
    assert rows[-1].startswith("  milium ")


def test_the_help_shows_eight_commands_and_the_others_under_more() -> None:
    first, _, more = overview().partition("\nMore\n")
    assert [c.name for c in PUBLIC if f"  {synopsis(c)}" in first] == [
        *("identify", "audit", "plan", "suspects", "shelf", "compare"),
        *("why", "check"),
    ]
    assert [c.name for c in PUBLIC if f"  {synopsis(c)}" in more] == [
        "prove",
        "progress",
        "replay",
        "calendar",
        "catalog audit",
        "catalog report",
        "demo",
        "serve",
        "products import",
        "products find",
        "inventory import",
        "packs check",
    ]


def test_the_help_of_each_command_names_its_options_and_ends_with_an_example() -> None:
    for command in PUBLIC:
        text = page(command)
        assert all(option.name in text for option in command.options)
        assert text.splitlines()[-1].startswith(f"  milium {command.name}")
