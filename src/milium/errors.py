"""The base error and its few children: each says what is wrong, where, and what to do."""

from typing import ClassVar


class MiliumError(Exception):
    """Base of every error milium raises on purpose."""

    code: ClassVar[str] = "milium"

    def __init__(self, problem: str, *, where: str, fix: str) -> None:
        super().__init__(f"{where}: {problem} {fix}")
        self.problem, self.where, self.fix = problem, where, fix


class BadInput(MiliumError):
    """Nothing usable could be read from what a person or a program gave us."""

    code = "bad_input"


class KnowledgeMissing(MiliumError):
    """A part of the knowledge is broken or absent; whatever depends on it becomes a hold."""

    code = "knowledge_missing"


class SafetyRuleBroken(MiliumError):
    """A plan of ours broke a safety rule: our bug. The base week is shown instead."""

    code = "safety_rule_broken"


class MissingExtra(MiliumError):
    """An optional part is not installed."""

    code = "missing_extra"


def place_of(error: BaseException) -> str:
    """Return the innermost place in milium that an error came through: `milium.engine.check.rise line 40`."""
    place, trace = "milium", error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("milium"):
            place = f"{module} line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
