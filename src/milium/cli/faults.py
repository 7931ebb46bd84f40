"""Words on standard error when a plan of ours did not pass the gate; nothing is written anywhere."""

from collections.abc import Mapping
from typing import Any

from milium.cli.streams import say

CHECK, CALENDAR = "milium check", "milium calendar"


def say_fault(answer: Mapping[str, Any], where: str) -> None:
    """Say which rules stopped a plan of ours and what to do; nothing when all went well.

    Args:
        answer: What care answered; its `fault` holds what stopped the plan.
        where: The command, or the line of a stream.
    """
    fault = answer.get("fault")
    if not fault:
        return
    from milium.cli.words import pack_words, wrapped
    from milium.wiring import care

    words, pack = pack_words(), answer["pack"]
    key = "fault.check" if where == CHECK else "fault.plan"
    rules = ", ".join(dict.fromkeys(str(row["rule"]) for row in fault))
    say(*wrapped(f"{where}: {words.here(key, rules=rules)}"))
    say(*(f"  {row['evidence']['text']}" for row in fault if str(row["rule"]).startswith("plan.un")))
    say(*wrapped(words.here(f"{key}_do")))
    report = "fault.report_written" if where == CALENDAR else "fault.report"
    say(*wrapped(words.here(report, version=pack["version"], pack=str(pack["hash"])[:16], code=care().code())))
