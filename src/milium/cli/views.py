"""Answers as people read them: calm, short, the answer first."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from milium.cli.view_bump import bump
from milium.cli.view_plan import checked, kept_off, planned
from milium.cli.view_product import product
from milium.cli.words import Words

View = Callable[[Mapping[str, Any], Mapping[str, Any], Words], Iterator[str]]
VIEWS: Mapping[str, View] = {
    "identify": bump,
    "audit": product,
    "plan": planned,
    "why": kept_off,
    "check": checked,
}


def show(view: str, answer: Mapping[str, Any], about: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Yield the lines of an answer, and last of all who has not reviewed it.

    Args:
        view: Name of the command.
        answer: What care answered.
        about: What was asked: the case, the item, the day, as the view needs it.
        words: The pack's words.
    """
    yield from VIEWS[view](answer, about, words)
    yield ""
    yield words.here("not_reviewed")
