"""The command `milium prove`: search every reachable state, and say what was found."""

from typing import Any

from milium.cli.data import dumps
from milium.cli.usage import Arguments
from milium.wiring import care


def prove(arguments: Arguments) -> int:
    """Search, print, and return 1 on any violation or missed fault."""
    answer = care().prove(with_faults="no-faults" not in arguments.options)
    if "json" in arguments.options:
        print(dumps(answer))
    else:
        for line in told(answer):
            print(line)
    return 1 if answer["violations"] or answer["seeded_faults"]["missed"] else 0


def told(answer: dict[str, Any]) -> list[str]:
    """Return the answer in words."""
    faults = answer["seeded_faults"]
    lines = [f"Pack {answer['pack']['hash'][:16]}, code {answer['code']}.", ""]
    for machine in answer["machines"]:
        lines.append(
            f"  {machine['name']:<36} {machine['states']:>9,} states {machine['transitions']:>11,} transitions"
        )
        lines += [f"    the same for: {', '.join(machine['also'])}"] if machine["also"] else []
    lines += ["", f"{answer['states']:,} states, {answer['transitions']:,} transitions, {answer['seconds']} s.", ""]
    for row in answer["rules"]:
        fault = f"   fires on: {row['fault']}" if row["fault"] else ""
        lines.append(f"  {row['rule']}  had something to say {row['held']:,} times{fault}")
    if faults["total"]:
        lines += ["", f"Seeded faults: {faults['caught']} of {faults['total']} caught, {faults['seconds']} s."]
    lines += [f"  missed: {name}" for name in faults["missed"]]
    for found in answer["violations"]:
        lines.append(f"VIOLATION {found['rule']} in {found['machine'] or 'the proof itself'}:")
        lines += [f"  week {n}: {week}" for n, week in enumerate(found["weeks"], 1)]
    if not answer["violations"]:
        lines.append("Violations: none.")
    return lines
