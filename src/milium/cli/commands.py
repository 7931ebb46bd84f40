"""The commands that ask care: read what was given, ask, show the answer."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from milium.cli.cases import case_of, counts_in
from milium.cli.data import dumps, parse_data, parse_json
from milium.cli.faults import say_fault
from milium.cli.rows import Row, answer_rows
from milium.cli.streams import STDIN, Input, read_input, say
from milium.cli.trouble import BadSyntax, Unreadable, Usage
from milium.cli.usage import Arguments, date_of
from milium.wiring import care

MOST_DIGITS = 4


def identify(arguments: Arguments) -> int:
    """Say what the bumps may be."""
    ask = care().explain if "explain" in arguments.options else care().identify
    if "jsonl" in arguments.options:
        return _rows(arguments, ask)
    given = case_of(arguments, arguments.file())
    return _show(arguments, _with_id(ask(given), given), "identify", {})


def audit(arguments: Arguments) -> int:
    """Say keep, swap, stop or ask for one product."""
    if arguments.options.get("person") == "-" and arguments.file() in (None, "-"):
        raise Usage("only one of FILE and CASE can be -.", where="milium audit", fix="Name a file for the other.")
    person = case_of(arguments, arguments.options["person"]) if "person" in arguments.options else None
    ask = partial(_audit, person=person)
    if "jsonl" in arguments.options:
        if _said(arguments):
            raise Usage("--use and --where are for one product.", where="milium audit", fix="Write them in each row.")
        return _rows(arguments, ask)
    if "gtin" in arguments.options:
        if arguments.file() is not None:
            raise Usage("only one of FILE and --gtin can be given.", where="milium audit", fix="Leave one out.")
        item: Row = {**_said(arguments), "gtin": arguments.options["gtin"]}
        return _show(arguments, ask(item), "audit", {"where": "--gtin", "item": item})
    source = read_input(arguments.file())
    item = {**_said(arguments), **_item(source)}
    return _show(arguments, _with_id(ask(item), item), "audit", {"where": source.where, "item": item})


def suspects(arguments: Arguments) -> int:
    """Say which product was there first, and which one change to try."""
    today = date_of(arguments, "today")

    def ask(case: Row) -> Row:
        return care().suspects(case, today=today)

    if "jsonl" in arguments.options:
        return _rows(arguments, ask)
    case = case_of(arguments, arguments.file())
    return _show(arguments, _with_id(ask(case), case), "suspects", {"case": case})


def shelf(arguments: Arguments) -> int:
    """Show the shelf as a whole; with --add, what would change with one more product."""
    today = date_of(arguments, "today")

    def ask(row: Row) -> Row:
        case = {key: value for key, value in row.items() if key != "add"}
        if row.get("add") is None:
            return care().shelf_view(case, today=today)
        item = row["add"]
        return care().with_one_more(case, {"text": item} if isinstance(item, str) else item, today=today)

    if "jsonl" in arguments.options:
        return _rows(arguments, ask)
    case = case_of(arguments, arguments.file())
    more = _added(arguments)
    answer = ask({**case, **({"add": more} if more else {})})
    return _show(arguments, _with_id(answer, case), "shelf", {"case": case})


def _added(arguments: Arguments) -> Row | None:
    """Return the product of --add as a row of the audit: a file, or a barcode of the person's own table."""
    file = arguments.options.get("add")
    if file is None:
        return None
    if file == "-" and arguments.file() in (None, "-"):
        raise Usage("only one of CASE and --add can be -.", where="milium shelf", fix="Name a file for the other.")
    source = read_input(file)
    name = {"name": arguments.options["name"]} if "name" in arguments.options else {"name": title_of(source.where)}
    return {**name, **_said(arguments), **_item(source)}


def compare(arguments: Arguments) -> int:
    """Put two products side by side."""
    named = [*arguments.files, arguments.options.get("person")]
    if named.count("-") > 1:
        raise Usage("only one of them can be -.", where="milium compare", fix="Name files for the others.")
    rows = []
    for file in arguments.files:
        source = read_input(file)
        rows.append({"name": title_of(source.where), **_said(arguments), **_item(source)})
    person = case_of(arguments, arguments.options["person"]) if "person" in arguments.options else None
    return _show(arguments, care().compare(rows[0], rows[1], person), "compare", {})


def plan(arguments: Arguments) -> int:
    """Plan tonight and the weeks to come."""
    weeks, today = _weeks(arguments), date_of(arguments, "today")

    def ask(case: Row) -> Row:
        return care().plan(case, today=today, weeks=weeks)

    if "jsonl" in arguments.options:
        return _rows(arguments, ask)
    case = case_of(arguments, arguments.file())
    return _show(arguments, _with_id(ask(case), case), "plan", {"case": case})


def why(arguments: Arguments) -> int:
    """Say which rules keep a product off an evening."""
    day, today = date_of(arguments, "date"), date_of(arguments, "today")
    product = arguments.options.get("product")
    if day is None or not product:
        name = "--date" if day is None else "--product"
        raise Usage(f"{name} is missing.", where="milium why", fix=f"Write {arguments.command.example}.")
    case = case_of(arguments, arguments.files[0])
    answer = care().why(case, day, product, today=today)
    return _show(arguments, answer, "why", {"case": case, "day": day, "product": product})


def check(arguments: Arguments) -> int:
    """Check any plan against the safety rules; 1 when a rule is broken."""
    today = date_of(arguments, "today")
    if arguments.files[0] == arguments.files[1] == "-":
        raise Usage("only one of PLAN and CASE can be -.", where="milium check", fix="Name a file for the other.")
    shown, case = parse_data(read_input(arguments.files[0])), case_of(arguments, arguments.files[1])
    answer = care().check(shown, case, today=today)
    _show(arguments, answer, "check", {})
    return 1 if answer["violations"] else 0


def progress(arguments: Arguments) -> int:
    """Say what the counts tell: improving, worse, not improving, or unclear."""
    today = date_of(arguments, "today")

    def ask(given: Row) -> Row:
        return care().progress(given, today=today)

    if "jsonl" in arguments.options:
        return _rows(arguments, ask)
    source = read_input(arguments.file())
    given = counts_in(arguments, source)
    return _show(arguments, ask(given), "progress", {})


def replay(arguments: Arguments) -> int:
    """Make every past week again and say what differs from what was shown; 0 also then."""
    case = case_of(arguments, arguments.files[0])
    answer = care().replay(case, today=date_of(arguments, "today"))
    return _show(arguments, _with_id(answer, case), "replay", {"case": case})


def demo(arguments: Arguments) -> int:
    """Show a worked example of an invented person."""
    from milium.cli.demo import worked_example

    return worked_example(as_json="json" in arguments.options)


def _said(arguments: Arguments) -> Row:
    """Return what the command line says about the product; care knows the words."""
    return {key: arguments.options[key] for key in ("use", "where") if key in arguments.options}


def title_of(where: str) -> str:
    """Name a product after its file: night-cream.txt is "Night cream"; "" for standard input."""
    from pathlib import PurePath

    stem = "" if where == STDIN else PurePath(where).stem.replace("-", " ").replace("_", " ").strip()
    return stem[:1].upper() + stem[1:]


def _audit(item: Row, person: Row | None) -> Row:
    if person is not None and item.get("person") is None:
        item = {**item, "person": person}
    return care().audit(item)


def _rows(arguments: Arguments, ask: Callable[[Row], Row]) -> int:
    if answer_rows(arguments.file(), ask):
        return 0
    raise Unreadable("no line of it could be answered.", where="--jsonl", fix="Give one JSON object a line.")


def _show(arguments: Arguments, answer: Row, view: str, about: Mapping[str, Any]) -> int:
    say_fault(answer, f"milium {arguments.command.name}")
    if "json" in arguments.options:
        print(dumps(answer))
        return 0
    from milium.cli.views import show
    from milium.cli.words import pack_words

    for issue in answer.get("issues", ()):
        say(f"note: {issue['where']}: {issue['problem']} {issue['fix']}")
    for line in show(view, answer, about, pack_words()):
        print(line)
    return 0


def _with_id(answer: Row, given: Row) -> Row:
    return {"id": given["id"], **answer} if "id" in given else answer


def _item(source: Input) -> Row:
    """Take a label as plain text, or as JSON with the keys of a --jsonl row."""
    if source.text.lstrip().startswith("{"):
        try:
            item = parse_json(source.text, source.where)
        except BadSyntax:
            item = None
        if isinstance(item, Mapping) and "text" in item:
            return item
    return {"text": source.text}


def _weeks(arguments: Arguments) -> int | None:
    """Return the wished number of weeks; care says which numbers there are, and the usual one."""
    word = arguments.options.get("weeks")
    if word is None:
        return None
    if not (word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS):
        raise Usage(f'"{word}" is not a number of weeks.', where="--weeks", fix="Write it like 4.")
    return int(word)
