"""The command that writes reminders as a calendar file, and brings one up to date that it wrote before."""

import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import time
from pathlib import Path

from milium.adapters import ical
from milium.adapters.clock import SystemClock
from milium.care.reminders import COUNT, EVENING, REVIEW, VISIT, WEEK, Given, Manner, name_of
from milium.care.settings import EVENINGS, USUAL, time_of
from milium.cli.cases import case_in
from milium.cli.data import dumps
from milium.cli.faults import CALENDAR as LINE
from milium.cli.faults import say_fault
from milium.cli.streams import STDIN, read_input
from milium.cli.trouble import Unreadable, Usage
from milium.cli.usage import Arguments, date_of
from milium.cli.words import pack_words
from milium.domain.reminders import Reminder, reminder_of
from milium.wiring import care


def calendar(arguments: Arguments) -> int:
    """Write the reminders of a case into a file, or to standard output."""
    out = arguments.options.get("out")
    if not out:
        raise Usage("--out is missing.", where=LINE, fix=f"Write {arguments.command.example}.")
    manner = Manner(_at(arguments), "steps" in arguments.options)
    source = read_input(arguments.files[0])
    case = case_in(arguments, source)
    name = name_of(case.get("id") or (source.where if source.where != STDIN else "case"))
    given = _given(out, name)
    answer = care().calendar(case, today=date_of(arguments, "today"), manner=manner, given=given)
    say_fault(answer, LINE)
    made = [reminder_of(row) for row in answer["reminders"]]
    words = pack_words()
    text = ical.written(made, words.say("ui.remind.calendar"), name, SystemClock().now(), words.say("ui.remind.gone"))
    if out == "-":
        sys.stdout.write(text)
        return 0
    _replace(Path(out), text)
    print(dumps(answer) if "json" in arguments.options else _told(out, made))
    return 0


def _told(out: str, made: list[Reminder]) -> str:
    found = Counter("gone" if one.gone else one.key.partition("-")[0] for one in made)
    keys = {EVENING: "evenings", WEEK: "check_ins", COUNT: "counts", REVIEW: "reviews", VISIT: "visits", "gone": "gone"}
    return pack_words().here("calendar", file=out, **{name: found[key] for key, name in keys.items()})


def _at(arguments: Arguments) -> time:
    said = arguments.options.get("at")
    found = USUAL if said is None else time_of(said)
    if found is None:
        first, last = EVENINGS[0].isoformat("minutes"), EVENINGS[-1].isoformat("minutes")
        raise Usage(
            f'"{said}" is no time of the evening.', where="--at", fix=f"Write {first} to {last}, in half hours."
        )
    return found


def _given(out: str, name: str) -> Mapping[str, Given]:
    if out == "-" or not Path(out).exists():
        return {}
    return ical.given_in(read_input(out).text, name, out)


def _replace(path: Path, text: str) -> None:
    """Write the whole file or leave the old one: a calendar may look at any moment."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        reason = error.strerror or "it is not a file name"
        raise Unreadable(f"this cannot be written ({reason}).", where=str(path), fix="Name another file.") from None
