"""Answers about bumps in; what they may be, how soon someone should look, and what to ask next, out."""

from milium.engine.identify.explaining import (
    Change,
    Explanation,
    Offer,
    Speaks,
    Split,
    explain,
    lookalikes,
    offers,
    split,
    what_would_change,
)
from milium.engine.identify.identifying import identify, triage_of
from milium.engine.identify.reading import read_answers

__all__ = [
    "Change",
    "Explanation",
    "Offer",
    "Speaks",
    "Split",
    "explain",
    "identify",
    "lookalikes",
    "offers",
    "read_answers",
    "split",
    "triage_of",
    "what_would_change",
]
