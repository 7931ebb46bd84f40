"""milium: calm care for milia.

`milium.audit("Aqua, Lanolin, ...")["verdict"]` is all it takes. Each verb takes and gives plain
data, the same words as the command line's `--json`. Nothing is loaded before it is used.
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milium.care import Care
    from milium.domain.findings import Hold, Issue
    from milium.errors import BadInput, KnowledgeMissing, MiliumError, SafetyRuleBroken
    from milium.wiring import audit, care, check, identify, plan, progress, prove, replay, why

__version__ = "0.1.0"
__all__ = [
    "BadInput",
    "Care",
    "Hold",
    "Issue",
    "KnowledgeMissing",
    "MiliumError",
    "SafetyRuleBroken",
    "audit",
    "care",
    "check",
    "identify",
    "plan",
    "progress",
    "prove",
    "replay",
    "why",
]
_HOMES = {
    **dict.fromkeys(
        ("audit", "care", "check", "identify", "plan", "progress", "prove", "replay", "why"), "milium.wiring"
    ),
    **dict.fromkeys(("BadInput", "KnowledgeMissing", "MiliumError", "SafetyRuleBroken"), "milium.errors"),
    **dict.fromkeys(("Hold", "Issue"), "milium.domain.findings"),
    "Care": "milium.care",
}

for _folder in __path__:  # none in the phone edition, where all modules come out of one file
    if os.path.isdir(f"{_folder}{os.sep}_compiled"):  # noqa: PTH112  (a quicker start without pathlib)
        from milium import compiled

        compiled.begin(_folder)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"milium has no {name}; it has {', '.join(__all__)}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
