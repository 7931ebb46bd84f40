"""The commands that look after the house: the app, and the packs."""

import re
from pathlib import Path

from milium.adapters.datadir import data_dir
from milium.cli.data import dumps
from milium.cli.streams import say
from milium.cli.trouble import Usage
from milium.cli.usage import Arguments
from milium.errors import MissingExtra

SITE = re.compile(r"https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?")
PORTS = range(65_536)  # 0 takes a free one


def serve(arguments: Arguments) -> int:
    """Run the app on 127.0.0.1, or with --prepare only make its database and key."""
    said = arguments.options.get("data")
    port, data = _port(arguments.options.get("port", "8765")), Path(said) if said else data_dir()
    site = _site(arguments.options.get("site", ""))
    try:
        from milium.web import serve as app

        if "prepare" in arguments.options:
            app.prepare(data)
            return 0
        phone = arguments.options.get("phone")
        return app.run(port, data, site, Path(phone) if phone else None)
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] == "milium":
            raise
        raise MissingExtra(
            f"the app needs {error.name}, which is not installed.",
            where="milium serve",
            fix='Run pip install "milium[web]", or make start in a copy of the repository.',
        ) from None


def site_build(arguments: Arguments) -> int:
    """Build the phone edition and list every file with its size."""
    from milium.site.build import MOST_BROTLI, Size, build

    out = Path(arguments.options.get("out", "build/phone"))
    found = build(out, out.parent / "cache")
    if "json" in arguments.options:
        print(dumps({"most_brotli": MOST_BROTLI, "files": [size._asdict() for size in found]}))
        return 0
    total = Size("in all", sum(s.raw for s in found), sum(s.gzip for s in found), sum(s.brotli for s in found))
    print(f"{'file':24}{'bytes':>12}{'gzip':>12}{'brotli':>12}")
    for size in (*found, total):
        print(f"{size.name:24}{size.raw:>12,}{size.gzip:>12,}{size.brotli:>12,}")
    say(f"site: built in {out}. Put the folder on any web space, or try python -m http.server -d {out}.")
    return 0


def packs_check(arguments: Arguments) -> int:
    """Report every problem of the packs at once; 1 when there is any."""
    from milium.adapters.clock import SystemClock
    from milium.adapters.packfiles import check, review_notes

    issues, notes = check(), review_notes(SystemClock().today())
    if "json" in arguments.options:
        print(dumps({"issues": [one.as_data() for one in issues], "notes": [one.as_data() for one in notes]}))
    else:
        for issue in issues:
            print(f"{issue.where}: {issue.problem} {issue.fix}")
        say(*(f"{note.where}: {note.problem} {note.fix}" for note in notes))
        print(f"packs: {len(issues)} found." if issues else "packs: whole.")
    return 1 if issues else 0


def packs_locale(arguments: Arguments) -> int:
    """List what a language lacks, and with --write put it into its .po file; 1 when anything is lacking."""
    from milium.adapters import locales
    from milium.adapters.packfiles import PACKS, load_all

    code = str(arguments.file())
    look = locales.bring_up_to_date if "write" in arguments.options else locales.standing
    found = look(code, PACKS, load_all()[0])
    if "json" in arguments.options:
        print(dumps(found._asdict()))
    else:
        for kind in ("missing", "stale", "unknown"):
            for name in getattr(found, kind):
                print(f"{kind:<8} {name}")
        total = found.done + len(found.missing) + len(found.stale)
        print(f"{code}: {found.done} of {total} sentences ({found.done / total:.1%}).")
    return 1 if found.missing or found.stale else 0


def packs_compile(_arguments: Arguments) -> int:
    """Write the fast form of the packs beside them."""
    from milium.adapters.packfiles import PACKS, compile_packs

    compile_packs(PACKS / "_compiled")
    say("packs: compiled.")
    return 0


def _site(word: str) -> str:
    """Return where a proxy shows the app: a scheme and a host, nothing behind them."""
    if word and not SITE.fullmatch(word):
        raise Usage(
            f'"{word}" is no such address.', where="--site", fix="Write https:// and a name, nothing behind it."
        )
    return word.lower()


def _port(word: str) -> int:
    if not word.isascii() or not word.isdigit() or int(word) not in PORTS:
        raise Usage(
            f'"{word}" is not a port.', where="--port", fix="Write a number from 1 to 65535, or 0 for any free one."
        )
    return int(word)
