"""The commands, what they take, and how a command line is read. The table is the help and the docs test."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from milium.cli.trouble import Usage


class Option(NamedTuple):
    """One option: its name, the name of its value ("" when it takes none), and what it is for."""

    name: str
    value: str
    says: str


class Command(NamedTuple):
    """One command.

    `takes` are its positional arguments, `needs` how many of them must be there, `rows` whether it
    reads --jsonl, `shown` whether the first screen of the help has it in its upper part.
    """

    name: str
    says: str
    takes: tuple[str, ...] = ()
    needs: int = 0
    options: tuple[Option, ...] = ()
    rows: bool = False
    shown: bool = True
    hidden: bool = False
    example: str = ""


class Arguments(NamedTuple):
    """A command line as read: positional arguments, and options by name without the dashes."""

    command: Command
    files: tuple[str, ...]
    options: Mapping[str, str]

    def file(self, place: int = 0) -> str | None:
        """Return a positional argument, or None (standard input)."""
        return self.files[place] if place < len(self.files) else None


LANG = Option("--lang", "CODE", "the language of the words, like es; else what MILIUM_LANG names, else en")
JSON = Option("--json", "", "the exact answer, as JSON")
JSONL = Option("--jsonl", "", "one JSON in, one JSON out per line")
TODAY = Option("--today", "DATE", "the date to plan from, like 2026-03-16; else the case's, else today")
WHOSE = Option("--whose", "NAME", "which person, if a saved copy is about several")
PERSON = Option("--person", "CASE", "judge it for this person")
USE = Option("--use", "WORD", "leave_on or rinse_off")
WHERE = Option("--where", "WORD", "face, around_eye, lips, hair or body")
DATA = Option("--data", "DIR", "where your data lies; else what MILIUM_DATA names, else var")
COMMANDS = (
    Command(
        "identify",
        "what may the bumps be, and who should look at them?",
        ("[FILE]",),
        options=(
            Option("--explain", "", "also what would change our mind, and what splits look-alikes"),
            WHOSE,
            LANG,
            JSON,
            JSONL,
        ),
        rows=True,
        example="milium identify answers.yaml",
    ),
    Command(
        "audit",
        "keep, swap, stop or ask: one product, by its label",
        ("[FILE]",),
        options=(
            PERSON,
            WHOSE,
            USE,
            WHERE,
            Option("--gtin", "CODE", "a barcode instead of FILE: on the person's shelf, else in your products"),
            LANG,
            JSON,
            JSONL,
        ),
        rows=True,
        example="milium audit night-cream.txt --person ana.yaml",
    ),
    Command(
        "plan",
        "what to do tonight, and in the weeks to come",
        ("[CASE]",),
        options=(TODAY, WHOSE, Option("--weeks", "N", "how many weeks; else 16"), LANG, JSON, JSONL),
        rows=True,
        example="milium plan ana.yaml --today 2026-03-16",
    ),
    Command(
        "suspects",
        "which of my creams? In time order, with one change to try",
        ("[CASE]",),
        options=(TODAY, WHOSE, LANG, JSON, JSONL),
        rows=True,
        example="milium suspects ana.yaml",
    ),
    Command(
        "shelf",
        "what fills which role, what is missing, what is there twice",
        ("[CASE]",),
        options=(
            Option("--add", "FILE", "what would change with this product? Its label, or a row of audit"),
            Option("--name", "TEXT", "its name, as on the front"),
            USE,
            WHERE,
            TODAY,
            WHOSE,
            LANG,
            JSON,
            JSONL,
        ),
        rows=True,
        example="milium shelf ana.yaml --add new-cream.txt",
    ),
    Command(
        "compare",
        "two products side by side, by their labels",
        ("A", "B"),
        needs=2,
        options=(PERSON, WHOSE, USE, WHERE, LANG, JSON),
        example="milium compare old.txt new.txt --person ana.yaml",
    ),
    Command(
        "why",
        "why is a product kept off that evening?",
        ("CASE",),
        needs=1,
        options=(
            Option("--date", "DATE", "the evening"),
            Option("--product", "ID", "the product, by its id on the shelf"),
            TODAY,
            WHOSE,
            LANG,
            JSON,
        ),
        example="milium why ana.yaml --date 2026-03-18 --product night",
    ),
    Command(
        "check",
        "does a plan, anybody's, keep the safety rules?",
        ("PLAN", "CASE"),
        needs=2,
        options=(TODAY, WHOSE, LANG, JSON),
        example="milium check plan.json ana.yaml",
    ),
    Command(
        "prove",
        "is any unsafe plan reachable? Takes minutes",
        options=(Option("--no-faults", "", "without the seeded faults"), JSON),
        shown=False,
        example="milium prove --no-faults",
    ),
    Command(
        "progress",
        "are there fewer? counts, judged with their error",
        ("[FILE]",),
        options=(
            Option("--today", "DATE", "the date to judge on; else the file's, else today"),
            WHOSE,
            LANG,
            JSON,
            JSONL,
        ),
        rows=True,
        shown=False,
        example="milium progress counts.csv",
    ),
    Command(
        "replay",
        "would every past week be planned the same today?",
        ("CASE",),
        needs=1,
        options=(TODAY, WHOSE, LANG, JSON),
        shown=False,
        example="milium replay ana.yaml",
    ),
    Command(
        "calendar",
        "reminders as a calendar file: firm evenings, check-in, count",
        ("CASE",),
        needs=1,
        options=(
            Option("--out", "FILE", "the file to write, -o for short; one written before is brought up to date"),
            Option("--at", "TIME", "when in the evening, like 21:30; else 21:00"),
            Option("--steps", "", "write what to do, too; who sees the calendar sees it"),
            TODAY,
            WHOSE,
            JSON,
        ),
        shown=False,
        example="milium calendar ana.yaml -o evenings.ics",
    ),
    Command(
        "catalog audit",
        "a whole catalogue of labels; then catalog report",
        ("FILE",),
        needs=1,
        options=(
            Option("--out", "DIR", "the folder for the results; -o for short"),
            Option("--runner", "WORD", "local or dask; else local"),
            Option("--workers", "N", "processes of local; else one for each core"),
            Option("--scheduler", "ADDRESS", "the scheduler of dask, like tcp://host:8786"),
            Option("--columns", "LIST", "which column is what, like text=inci,id=code"),
            Option("--rows", "N", "rows of one part; else 10000"),
            Option("--encoding", "NAME", "of the text of a CSV; else utf-8"),
            JSON,
        ),
        shown=False,
        example="milium catalog audit labels.parquet -o results",
    ),
    Command(
        "catalog report",
        "a page with plots of such results",
        ("DIR",),
        needs=1,
        options=(JSON,),
        shown=False,
        example="milium catalog report results",
    ),
    Command(
        "demo",
        "a worked example, from labels to tonight's steps",
        options=(
            LANG,
            JSON,
        ),
        shown=False,
    ),
    Command(
        "serve",
        "the app, on this computer only",
        options=(
            Option("--port", "N", "the port on 127.0.0.1; else 8765"),
            DATA,
            Option("--site", "URL", "where a proxy of your own shows it, such as https://skin.example.org"),
            Option("--phone", "DIR", "the phone edition, shown under /phone/; else build/phone"),
            Option("--prepare", "", "make database and key, then stop"),
        ),
        shown=False,
        example="milium serve --port 8765",
    ),
    Command(
        "site build",
        "the phone edition: static files for any web space",
        options=(Option("--out", "DIR", "the folder to fill, -o for short; else build/phone"), JSON),
        shown=False,
        hidden=True,
        example="milium site build -o build/phone",
    ),
    Command(
        "products import",
        "read a product dump into your own table: JSONL, CSV or Parquet",
        ("FILE",),
        needs=1,
        options=(DATA, JSON),
        shown=False,
        example="milium products import openbeautyfacts-products.jsonl.gz",
    ),
    Command(
        "products find",
        "a product of your table by its barcode",
        ("GTIN",),
        needs=1,
        options=(DATA, JSON),
        shown=False,
        example="milium products find 4006381333931",
    ),
    Command(
        "inventory import",
        "the EU inventory of names, and the annexes with their limits",
        ("FILE",),
        needs=1,
        options=(DATA, JSON),
        shown=False,
        example="milium inventory import cosing.csv",
    ),
    Command("packs check", "is the knowledge whole and sourced?", options=(JSON,), shown=False),
    Command(
        "packs locale",
        "which sentences of a language have no words yet, or old ones",
        ("CODE",),
        needs=1,
        options=(Option("--write", "", "put them into its .po file, empty or marked as fuzzy"), JSON),
        shown=False,
        hidden=True,
        example="milium packs locale es --write",
    ),
    Command("packs compile", "make the fast form of the packs", shown=False, hidden=True),
)
EVERYWHERE = ("--help", "-h")
SHORT = {"-o": "--out"}


def read_arguments(words: Sequence[str]) -> Arguments:
    """Read a command line (without the program's name).

    Raises:
        Usage: No such command or option, a value is missing, or too few or many files.
    """
    command, rest = _command(words)
    options, files = _split(command, rest)
    if "help" in options:
        return Arguments(command, (), options)
    line = f"milium {command.name}"
    if len(files) < command.needs:
        missing = command.takes[len(files)]
        raise Usage(f"{missing} is missing.", where=line, fix=f"Write {synopsis(command)}.")
    if len(files) > len(command.takes):
        extra = files[len(command.takes)]
        raise Usage(f'"{extra}" is one too many.', where=line, fix=f"Write {synopsis(command)}.")
    return Arguments(command, tuple(files), options)


def synopsis(command: Command) -> str:
    """Return how the command is written, in one line without its options."""
    return " ".join(("milium", command.name, *command.takes))


def _command(words: Sequence[str]) -> tuple[Command, Sequence[str]]:
    for length in (2, 1):
        name = " ".join(words[:length])
        for command in COMMANDS:
            if command.name == name:
                return command, words[length:]
    names = [c.name for c in COMMANDS if not c.hidden]
    raise Usage(f'"{words[0]}" is no command.', where="milium", fix=_nearest(words[0], names))


def _split(command: Command, words: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    options: dict[str, str] = {}
    files: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        if word == "--":
            files.extend(left)
            break
        if word == "-" or not word.startswith("-"):
            files.append(word)
            continue
        name, equals, value = word.partition("=")
        option = _option(command, name)
        if option.value and not equals:
            if not left:
                raise Usage(
                    f"{name} needs a value.", where=f"milium {command.name}", fix=f"Write {name} {option.value}."
                )
            value = left.pop(0)
        elif equals and not option.value:
            raise Usage(f"{name} takes no value.", where=f"milium {command.name}", fix=f"Write {name} alone.")
        options[option.name.removeprefix("--")] = value
    return options, files


def _option(command: Command, name: str) -> Option:
    if name in EVERYWHERE:
        return Option("--help", "", "")
    for option in command.options:
        if option.name == SHORT.get(name, name):
            return option
    known = [option.name for option in command.options]
    raise Usage(f"{name} is no option of it.", where=f"milium {command.name}", fix=_nearest(name, [*known, "--help"]))


def _nearest(word: str, known: Sequence[str]) -> str:
    import difflib

    close = difflib.get_close_matches(word, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"There is {', '.join(known)}."


def date_of(arguments: Arguments, name: str) -> date | None:
    """Return the date of an option; None when it was not given.

    Raises:
        Usage: It is no date.
    """
    word = arguments.options.get(name)
    if word is None:
        return None
    try:
        if len(word) != len("2026-03-16"):
            raise ValueError
        return date.fromisoformat(word)
    except ValueError:
        raise Usage(f'"{word}" is not a date.', where=f"--{name}", fix="Write it like 2026-03-16.") from None
