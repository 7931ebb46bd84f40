"""Answers as people read them: calm, short, the answer first."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from milium.cli.words import Words

# Which function shows which command; a cold command loads its own only.
VIEWS = {
    "identify": ("view_bump", "bump"),
    "audit": ("view_product", "product"),
    "suspects": ("view_shelf", "suspected"),
    "shelf": ("view_shelf", "shelf"),
    "compare": ("view_shelf", "side_by_side"),
    "plan": ("view_plan", "planned"),
    "why": ("view_plan", "kept_off"),
    "progress": ("view_progress", "progress"),
    "check": ("view_plan", "checked"),
    "replay": ("view_replay", "replayed"),
}


def show(view: str, answer: Mapping[str, Any], about: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Yield the lines of an answer, and last of all who has not reviewed it.

    Args:
        view: Name of the command.
        answer: What care answered.
        about: What was asked: the case, the item, the day, as the view needs it.
        words: The pack's words.
    """
    module, name = VIEWS[view]
    lines = getattr(import_module(f"milium.cli.{module}"), name)
    yield from lines(answer, about, words)
    yield ""
    yield words.here("not_reviewed")
