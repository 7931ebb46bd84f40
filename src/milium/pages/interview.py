"""The interview about the bumps: which screen comes next, and what a screen's answers mean."""

from collections.abc import Mapping, Sequence
from typing import Any

# One question a screen, in the order of asking when nothing tells more.
SCREENS = (
    *("age", "site", "opening", "feel", "colour", "count", "grouping", "duration", "change", "trigger"),
    *("size", "redness", "symptom", "bleed_crust"),
)
ALWAYS = SCREENS[:10]
ALWAYS_BABY = ("age", "colour", "site")
NEEDED_BY_RED_FLAGS = ("age", "site", "count")
BABY_AGES = ("newborn_0_28d", "infant_1_12m")
GRADES = ("self-care", "pharmacist", "routine clinician", "urgent", "emergency")


def next_screen(found: Mapping[str, Any], asked: Sequence[str], *, baby: bool) -> str | None:
    """Return the next screen, or None when the answer can be shown.

    Care's `next_question` chooses among the screens that are always asked; when those are through,
    more are asked only while care still wants to know and the answer is not both sure and calm.

    Args:
        found: Care's identification of the answers so far.
        asked: Screens already shown, answered or not.
        baby: True for the way of the baby.
    """
    if is_at_once(found, asked):
        return None
    first = [name for name in (ALWAYS_BABY if baby else ALWAYS) if name not in asked]
    for name in first[:1]:
        if baby or name in {"age", "site"}:
            return name
    wanted: str | None = found.get("next_question")
    if first:
        return wanted if wanted in first else first[0]
    if baby or (found["triage"] == GRADES[0] and found["sure"]):
        return None
    if wanted is not None and wanted not in asked:
        return wanted
    left = [name for name in SCREENS if name not in asked]
    return left[0] if left and found["triage"] == GRADES[1] and not found["red_flags"] else None


def is_at_once(found: Mapping[str, Any], asked: Sequence[str]) -> bool:
    """Tell whether a red flag is so urgent that no further question may delay the answer."""
    if not found["red_flags"]:
        return False
    if found["triage"] == "emergency":
        return True
    return found["triage"] == "urgent" and all(name in asked for name in NEEDED_BY_RED_FLAGS)


def number(asked: Sequence[str], *, baby: bool) -> tuple[int, int]:
    """Return which question this is and how many there are about."""
    done = len([name for name in asked if name in SCREENS])
    return done + 1, max(len(ALWAYS_BABY if baby else ALWAYS), done + 1)
