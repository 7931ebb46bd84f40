"""The interview about the bumps: which screen comes next, and what a screen's answers mean."""

from collections.abc import Mapping, Sequence
from typing import Any

# One question a screen, in the order of asking when nothing tells more.
SCREENS = (
    *("age", "site", "opening", "feel", "colour", "count", "grouping", "duration", "change", "trigger"),
    *("size", "redness", "symptom", "bleed_crust"),
)
USUAL = SCREENS[:10]
ALWAYS = ("age", "site", "opening", "count")
ALWAYS_BABY = ("age", "colour", "site")
HEALING, HOW_LONG = "injured_or_treated_skin", "duration"  # there the plan must know how long ago it was (SR-05)
NEEDED_BY_RED_FLAGS = ("age", "site", "count")
BABY_AGES = ("newborn_0_28d", "infant_1_12m")
GRADES = ("self-care", "pharmacist", "routine clinician", "urgent", "emergency")
ABOUT = 9  # questions of most interviews


def next_screen(found: Mapping[str, Any], asked: Sequence[str], *, baby: bool, site: str | None = None) -> str | None:
    """Return the next screen, or None when the answer can be shown.

    A few are always asked. Then care's `next_question` chooses, until no answer could change much, or the
    answer is both sure and calm. What care would ask but somebody was not sure about does not end it: the
    usual questions follow, and all others too while the level is that of a pharmacist.

    Args:
        found: Care's identification of the answers so far.
        asked: Screens already shown, answered or not.
        baby: True for the way of the baby.
        site: Where the bumps are, as answered.
    """
    if is_at_once(found, asked):
        return None
    always = ALWAYS_BABY if baby else (*ALWAYS, HOW_LONG) if site == HEALING else ALWAYS
    first = [name for name in always if name not in asked]
    if first or baby:
        return first[0] if first else None
    wanted: str | None = found.get("next_question")
    if wanted is None and not found["sure"]:
        wanted = _unasked(USUAL, asked)
    if found["triage"] == GRADES[0] and found["sure"]:
        return None
    if wanted is not None and wanted not in asked:
        return wanted
    if wanted is not None and (usual := _unasked(USUAL, asked)):
        return usual
    return _unasked(SCREENS, asked) if found["triage"] == GRADES[1] and not found["red_flags"] else None


def _unasked(names: Sequence[str], asked: Sequence[str]) -> str | None:
    return next((name for name in names if name not in asked), None)


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
    return done + 1, max(len(ALWAYS_BABY) if baby else ABOUT, done + 1)
