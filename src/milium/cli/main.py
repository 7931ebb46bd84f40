"""Run one command and turn what it says into an exit code: 0 fine, 1 found something, 2 could not."""

import gc
import os
import sys
from collections.abc import Sequence

from milium.cli.streams import say, use_utf8
from milium.cli.trouble import Usage, our_fault
from milium.cli.usage import Arguments, read_arguments
from milium.errors import MiliumError

FINE, FOUND, WRONG = 0, 1, 2


def main(words: Sequence[str] | None = None) -> int:
    """Run a command line (default: the one of this process) and return its exit code.

    Every error becomes words on standard error: what, where, what to do. Nobody sees a traceback,
    but with MILIUM_DEBUG=1, which is for developers.
    """
    use_utf8()
    given = list(sys.argv[1:] if words is None else words)
    try:
        return _run(given)
    except MiliumError as error:
        say(f"milium: {error}")
        return WRONG
    except KeyboardInterrupt:
        say("", "milium: stopped.")
        return WRONG
    except BrokenPipeError:  # the reader of our answer has seen enough (`milium plan | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception as error:
        if os.environ.get("MILIUM_DEBUG"):
            raise
        say(f"milium: {our_fault(error, f'milium {given[0]}' if given else 'milium')}")
        return WRONG


def _run(given: Sequence[str]) -> int:
    if not given or given[0] in ("--help", "-h", "help"):
        from milium.cli.help import overview

        print(overview())
        return FINE if given else WRONG
    if given[0] in ("--version", "-V"):
        from milium import __version__
        from milium.compiled import is_taken

        print(f"milium {__version__}\nlabels are read by {'compiled' if is_taken() else 'plain'} Python")
        return FINE
    arguments = read_arguments(given)
    if "help" in arguments.options:
        from milium.cli.help import page

        print(page(arguments.command))
        return FINE
    if "lang" in arguments.options:
        _speak(arguments.options["lang"])
    return _command(arguments)


def _speak(code: str) -> None:
    """Let this process speak a language."""
    from milium.adapters.datadir import speak
    from milium.adapters.packfiles import languages

    known = [language.code for language in languages()]
    if code not in known:
        raise Usage(f'"{code}" is no language here.', where="--lang", fix=f"There is {', '.join(known)}.")
    speak(code)


def _command(arguments: Arguments) -> int:
    name = arguments.command.name
    if name in ("prove", "serve", "site build", "packs check", "packs compile", "packs locale"):
        from milium.cli import housekeeping, proving

        return {
            "prove": proving.prove,
            "serve": housekeeping.serve,
            "site build": housekeeping.site_build,
            "packs check": housekeeping.packs_check,
            "packs compile": housekeeping.packs_compile,
            "packs locale": housekeeping.packs_locale,
        }[name](arguments)
    if name in ("products import", "products find", "inventory import"):
        from milium.cli import tables

        return {
            "products import": tables.products_import,
            "products find": tables.products_find,
            "inventory import": tables.inventory_import,
        }[name](arguments)
    if name == "calendar":
        from milium.cli.calendars import calendar

        return calendar(arguments)
    if name.startswith("catalog "):
        from milium.cli import catalog

        return {"catalog audit": catalog.audit, "catalog report": catalog.report}[name](arguments)
    if "jsonl" in arguments.options:
        return _ask(arguments)
    gc.disable()  # one answer leaves little behind, and looking for it takes a tenth of a cold start
    try:
        return _ask(arguments)
    finally:
        gc.enable()


def _ask(arguments: Arguments) -> int:
    from milium.cli import commands

    run = {
        "identify": commands.identify,
        "audit": commands.audit,
        "suspects": commands.suspects,
        "shelf": commands.shelf,
        "compare": commands.compare,
        "plan": commands.plan,
        "why": commands.why,
        "check": commands.check,
        "progress": commands.progress,
        "replay": commands.replay,
        "demo": commands.demo,
    }[arguments.command.name]
    return run(arguments)
