"""The help: one screen, calm, with an example at its end."""

from milium.cli.usage import COMMANDS, Command, synopsis

_WIDTH = 26
_OPTION_WIDTH = 18
_SCREEN_WIDTH, _GAP = 96, 2


def overview() -> str:
    """Return the first screen of the help."""
    shown = [_row(c) for c in COMMANDS if c.shown]
    more = _compact([synopsis(c) for c in COMMANDS if not c.shown and not c.hidden])
    return "\n".join(
        (
            "milium: calm care for milia (milk spots)",
            "",
            *shown,
            "",
            "More",
            *more,
            "",
            "FILE is the text of a label, or answers or a case in YAML or JSON. No FILE, or -, is standard input.",
            "--json gives the exact answer. --jsonl reads and answers line by line. COMMAND --help says more.",
            "Exit: 0 fine, 1 something was found (check, packs check), 2 nothing could be read or wrong usage.",
            "",
            "This is information. It is not a diagnosis. Not yet reviewed by a clinician.",
            "",
            "Example",
            "  milium audit night-cream.txt --person ana.yaml",
        )
    )


def page(command: Command) -> str:
    """Return the help of one command."""
    rows = [f"  {f'{o.name} {o.value}'.strip():<{_OPTION_WIDTH}}{o.says}" for o in command.options]
    example = ["", "Example", f"  {command.example or f'milium {command.name}'}"]
    return "\n".join((synopsis(command), f"  {command.says}", *([""] if rows else []), *rows, *example))


def _compact(parts: list[str]) -> list[str]:
    """Return several to a line: `milium COMMAND --help` says what each is for."""
    lines = [""]
    for part in parts:
        if len(lines[-1]) + len(part) + _GAP > _SCREEN_WIDTH:
            lines.append("")
        lines[-1] += f"  {part}"
    return lines


def _row(command: Command) -> str:
    return f"  {synopsis(command):<{_WIDTH}}{command.says}"
