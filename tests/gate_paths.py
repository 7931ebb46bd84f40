"""Every path on which something leaves milium: found by walking the code, tried by a function each.

Whoever adds a command, a verb, a screen, an address, a room or an adapter adds its trial here; until
then `test_gate.py` fails. Whether a path shows steps is not believed but measured, with the gate taken away.
"""

import inspect
import io
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

import milium
import pages_app
from lives import MONDAY, plain_case
from milium import wiring
from milium.care import Care
from milium.care.reminders import Manner
from milium.care.settings import USUAL
from milium.cli.main import main
from milium.cli.usage import COMMANDS
from milium.compiled import HOME as COMPILED
from milium.pages import Reply
from milium.pages.door import BELOW, PAGES

SOURCE = Path(milium.__file__).parent
LATER = MONDAY + timedelta(days=10)
LABEL = "Aqua, Glycerin"
COUNTS = {"counts": [{"date": MONDAY.isoformat(), "count": 7, "adherence": 1}]}
RESTS = {
    "/answers/": "eye",
    "/tone/": "bump-colour",
    "/sources/": "C34",
    "/bump/follow/": "fever",
    "/bump/": "age",
    "/baby/": "colour",
    "/about/": "age",
    "/shelf/": "none",
    "/evening/": "0",
}
Trial = Callable[[Path], str]

# What lets steps out, so that it must ask the gate.
GATED = {
    *("library plan", "library replay", "care plan", "care record", "care replay"),
    *("cli plan", "cli demo", "cli replay", "care calendar", "cli calendar"),
    *(
        "screen plan.plan",
        "screen paper.paper",
        "screen evening.evening",
        "screen tonight.tonight",
        "screen tonight.tick",
        "screen door.open",
    ),
}
# What has no trial of its own here, and why nothing can leave by it.
NOT_TRIED = {
    "library prove": "a report over states, no plan; it runs for minutes",
    "care prove": "as the library's",
    "cli prove": "as the library's",
    "cli serve": "its addresses are routes; a real process is tried in tests/unit/web/test_gate_routes.py",
    **dict.fromkeys(("cli packs compile", "cli packs locale"), "writes the packs or their words, no answer"),
    **dict.fromkeys(
        (f"library {name}" for name in ("BadInput", "KnowledgeMissing", "MiliumError", "SafetyRuleBroken")), "an error"
    ),
    **dict.fromkeys(("library Hold", "library Issue"), "a value"),
    "library Care": "a class: its methods are `care ...`",
    "library care": "gives the class",
    **dict.fromkeys(("room __init__", "room __main__", "room py.typed"), "names only"),
    **dict.fromkeys(("room errors", "room domain", "room packs", "room knowledge"), "below the planner"),
    "screen settings.shown": "what settings.settings shows",
    "screen answer.show": "what answer.answer and baby.result show",
    "room engine": "makes plans, for care alone",
    "room proof": "makes plans for nobody",
    "room care": "paths `care ...`",
    "room pages": "paths `screen ...`",
    "room wiring": "paths `library ...`",
    "room adapters": "paths `adapter ...`",
    "room cli": "paths `cli ...`",
    "room web": "paths `route ...`",
    "room site": "asks the same screens and gate as the app; tried in tests/browser/phone and tests/unit/site",
    "cli site build": "a list of files",
    "room compiled": "finds the compiled reader of labels, no plan",
    "room batch": "verdicts of labels in a table, no plan",
    **dict.fromkeys(("cli catalog audit", "cli catalog report"), "verdicts of labels in a table, no plan"),
    "adapter clock": "the time",
    "adapter ical": "writes the reminders it is given: `care calendar`, and the calendar's routes",
    **dict.fromkeys(("adapter packfiles", "adapter yaml_core", "adapter locales"), "reads the packs"),
    "adapter pagefiles": "reads the templates",
    "adapter datadir": "names a folder",
    "adapter alone": "a lock",
    **dict.fromkeys(("adapter products", "adapter inventory"), "tables of names and products, no plan"),
    "cli products import": "counts of rows",
    "cli products find": "a row of the person's own table",
    "cli inventory import": "counts of rows",
    "care by_barcode": "a row of the person's own table",
    "adapter store": "keeps the events it is given, as they are: tests/ports",
}


def everything(answer: object) -> str:
    """Return an answer as text."""
    return json.dumps(answer, default=str)


def old_case() -> dict[str, Any]:
    """A case with a plan that was shown ten days ago, and a week nobody recorded."""
    record = {"kind": "shown", "date": MONDAY.isoformat(), "plan": {"decision": "base", "weeks": 2, "days": []}}
    return plain_case(today=LATER.isoformat(), started=MONDAY.isoformat(), log=[record])


def ask(verb: str, *given: Any) -> Trial:
    """Ask a verb of the library."""
    return lambda _folder: everything(getattr(milium, verb)(*given))


def ask_care(method: str, *given: Any) -> Trial:
    """Ask a method of care."""
    return lambda _folder: everything(getattr(wiring.care(), method)(*given))


def run(*words: str, rows: bool = False) -> Trial:
    """Run a command on the files of `folder`: as JSON, as text, and with rows of JSON where it takes them."""

    def trial(folder: Path) -> str:
        said = io.StringIO()
        with redirect_stdout(said):
            for more in (["--json"], []):
                main([str(folder / word) if "." in word else word for word in words] + more)
            if rows:
                main([words[0], "--jsonl", str(folder / "rows.jsonl")])
        return said.getvalue()

    return trial


def write_files(folder: Path) -> None:
    """Write what the commands read."""
    for name, data in (("case.yaml", plain_case()), ("old.yaml", old_case()), ("counts.yaml", COUNTS)):
        (folder / name).write_text(yaml.safe_dump(data), encoding="utf-8")
    (folder / "label.txt").write_text(LABEL, encoding="utf-8")
    (folder / "plan.json").write_text(json.dumps({"decision": "base", "options": [], "days": []}), encoding="utf-8")
    row = {**plain_case(), "text": LABEL, **COUNTS}
    (folder / "rows.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")


@cache
def _lived() -> pages_app.App:
    return pages_app.acid_night()


def acid_night() -> pages_app.App:
    """A person on an evening with an acid; each call gives a copy that nobody has used."""
    lived = _lived()
    return pages_app.App(lived.today, list(lived.events), look=lived.look, care=lived.care)


def visit(*ways: tuple[str, str]) -> Trial:
    """Open screens; what comes out is the page, where it leads to, and what it wants to have kept."""

    def trial(_folder: Path) -> str:
        out = []
        for method, path in ways:
            reply = acid_night().send(method, path, {"choice": "all", "slot": "pm"} if method == "POST" else None)
            out += [reply.html, str(reply.location), everything([event.body for event in reply.events])]
        return "\n".join(out)

    return trial


def addresses() -> Iterator[tuple[str, str, str]]:
    """Yield function, method and an address of every screen."""
    for path, (page, methods) in PAGES.items():
        yield from ((_name(page), method, path) for method in methods.split())
    for start, (page, methods) in BELOW.items():
        yield from ((_name(page), method, start + RESTS.get(start, "bump")) for method in methods.split())


def _name(function: Callable[..., Any]) -> str:
    return f"screen {function.__module__.rpartition('.')[2]}.{function.__name__}"


def _screens() -> dict[str, Trial]:
    ways: dict[str, list[tuple[str, str]]] = {}
    for name, method, path in addresses():
        ways.setdefault(name, []).append((method, path))
    return {name: visit(*found) for name, found in ways.items()}


def _calm_trouble(_folder: Path) -> str:
    app = acid_night()
    assert app.care is not None
    assert app.look is not None
    request = pages_app.request("GET", "/tonight", app.today)
    return milium.pages.trouble(request, app.care, tuple(app.events), app.look, key="broke", status=500).html


TRIALS: dict[str, Trial] = {
    "library identify": ask("identify", plain_case()),
    "library audit": ask("audit", LABEL, plain_case()),
    "library plan": ask("plan", plain_case()),
    "library why": ask("why", plain_case(), MONDAY, "glycolic"),
    "library check": ask("check", {"decision": "base", "options": [], "days": []}, plain_case()),
    "library progress": ask("progress", COUNTS),
    "library replay": ask("replay", old_case()),
    "care identify": ask_care("identify", plain_case()),
    "care explain": ask_care("explain", plain_case()),
    "care audit": ask_care("audit", {"text": LABEL}),
    "care suspects": ask_care("suspects", plain_case()),
    "care shelf_view": ask_care("shelf_view", plain_case()),
    "care with_one_more": ask_care("with_one_more", plain_case(), {"text": LABEL}),
    "care compare": ask_care("compare", {"text": LABEL}, {"text": LABEL}, plain_case()),
    "care plan": ask_care("plan", plain_case()),
    "care why": ask_care("why", plain_case(), MONDAY, "glycolic"),
    "care check": ask_care("check", {"decision": "base", "options": [], "days": []}, plain_case()),
    "care progress": ask_care("progress", COUNTS),
    "care calendar": lambda _folder: everything(
        wiring.care().calendar(plain_case(), manner=Manner(USUAL, with_steps=True))
    ),
    "care record": ask_care("record", plain_case()),
    "care replay": ask_care("replay", old_case()),
    "care read": ask_care("read", plain_case()),
    "care read_label": ask_care("read_label", LABEL),
    "care products": lambda _folder: repr(wiring.care().products(wiring.care().read(plain_case()).case)),
    "care shelf": lambda _folder: repr(wiring.care().shelf(wiring.care().read(plain_case()).case)),
    "care classed": lambda _folder: repr(wiring.care().classed(wiring.care().read(plain_case()).case.shelf[0])),
    "cli identify": run("identify", "case.yaml", "--explain", rows=True),
    "cli audit": run("audit", "label.txt", "--person", "case.yaml", rows=True),
    "cli suspects": run("suspects", "case.yaml", rows=True),
    "cli shelf": run("shelf", "case.yaml", "--add", "label.txt", rows=True),
    "cli compare": run("compare", "label.txt", "label.txt", "--person", "case.yaml"),
    "cli plan": run("plan", "case.yaml", rows=True),
    "cli why": run("why", "case.yaml", "--date", MONDAY.isoformat(), "--product", "glycolic"),
    "cli check": run("check", "plan.json", "case.yaml"),
    "cli progress": run("progress", "counts.yaml", rows=True),
    "cli replay": run("replay", "old.yaml"),
    "cli calendar": run("calendar", "case.yaml", "--steps", "-o", "-"),
    "cli demo": run("demo"),
    "cli packs check": run("packs", "check"),
    "cli help": run("--help"),
    "cli version": run("--version"),
    **_screens(),
    "screen door.open": visit(("GET", "/tonight"), ("GET", "/plan")),
    "screen door.trouble": _calm_trouble,
}


def walked() -> set[str]:
    """Return every path out, as the code has it now; the routes of Django are walked in `test_gate_routes.py`."""
    return {
        *(f"library {name}" for name in milium.__all__),
        *(f"care {name}" for name, _ in inspect.getmembers(Care, inspect.isfunction) if not name.startswith("_")),
        *(f"cli {command.name}" for command in COMMANDS),
        *("cli help", "cli version"),
        *_walked_screens(),
        *(f"room {path.stem if path.suffix == '.py' else path.name}" for path in _children(SOURCE)),
        *(f"adapter {path.stem}" for path in _children(SOURCE / "adapters") if path.stem != "__init__"),
    }


def _children(folder: Path) -> Iterator[Path]:
    made = {"__pycache__", COMPILED}
    return (path for path in sorted(folder.iterdir()) if path.name not in made)


def _walked_screens() -> Iterator[str]:
    """Yield every function of the pages that gives a reply to a visitor."""
    for file in _children(SOURCE / "pages"):
        if file.suffix != ".py":
            continue
        module = import_module(f"milium.pages.{file.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            answers = inspect.signature(function).return_annotation in {Reply, "Reply"}
            if answers and function.__module__ == module.__name__ and not name.startswith("_"):
                yield f"screen {file.stem}.{name}"
