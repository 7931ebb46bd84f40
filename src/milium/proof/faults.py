"""Seeded faults: one small change each of a table, a number or a line of the planner, that the proof must catch.

A fault is given to controller and planner alone; the checker keeps the good facts.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from milium.domain.decisions import Row
from milium.domain.safety import Ladder, SafetyFacts
from milium.engine.plan import controller, hearing, window_dp

Change = Callable[[SafetyFacts], SafetyFacts]


@dataclass(frozen=True, slots=True)
class Fault:
    """One seeded fault.

    Attributes:
        name: What is wrong.
        rule: The rule that must fire.
        machine: Where it is searched: a machine's name, "any week" or "dates".
        change: The faulty facts, or None.
        patch: (module, name, replacement of the function), or None.
    """

    name: str
    rule: str
    machine: str
    change: Change | None = None
    patch: tuple[Any, str, Callable[[Any], Any]] | None = None

    @contextmanager
    def on(self) -> Iterator[None]:
        """Switch the patch on for a while."""
        if self.patch is None:
            yield
            return
        module, name, make = self.patch
        good = getattr(module, name)
        setattr(module, name, make(good))
        try:
            yield
        finally:
            setattr(module, name, good)


def _limit(**numbers: Any) -> Change:
    return lambda facts: replace(facts, limits=replace(facts.limits, **numbers))


def _ladder(name: str, **keys: Any) -> Change:
    def change(facts: SafetyFacts) -> SafetyFacts:
        normal, slow = facts.ladders[name]
        faulty: Ladder = replace(normal, **keys)
        return replace(facts, ladders={**facts.ladders, name: (faulty, slow)})

    return change


def _without(table: str, **when: str) -> Change:
    """Leave out the row of a table that has this `when`."""
    return _rows(table, when, None)


def _saying(table: str, when: dict[str, str], **then: str) -> Change:
    """Let the row of a table that has this `when` say something else."""
    return _rows(table, when, lambda row: replace(row, then={**row.then, **then}))


def _rows(table: str, when: dict[str, str], make: Callable[[Row], Row] | None) -> Change:
    def change(facts: SafetyFacts) -> SafetyFacts:
        good = facts.tables[table]
        rows = [(make(row) if make else None) if dict(row.when) == when else row for row in good.rows]
        if rows == list(good.rows):
            raise LookupError(f"{table} has no row {when}")
        faulty = replace(good, rows=tuple(row for row in rows if row is not None))
        return replace(facts, tables={**facts.tables, table: faulty})

    return change


def _bounded(**keys: Any) -> Callable[[Any], Any]:
    """Let `legal` look at bounds with something left out."""
    return lambda good: lambda window, symbol, bounds: good(window, symbol, bounds._replace(**keys))


def _twice_as_fast(good: Any) -> Any:
    return lambda dose, *rest: good(dose, *rest)._replace(off_days=max(0, dose.off_days - 2))


def _always(_good: Any) -> Any:
    return lambda *_: True


def _unchanged(_good: Any) -> Any:
    return lambda dose, *_: dose


SECOND = {"started": "no", "beside": "yes"}
FAULTS = (
    Fault(
        "red skin does not rest",
        "SR-46",
        "retinoid",
        _saying("soreness", {"counts": "red", "at_start": "no"}, rest="none"),
    ),
    Fault(
        "red skin at the start rung does not wait",
        "SR-46",
        "retinoid",
        _saying("soreness", {"counts": "red", "at_start": "yes"}, waits="keep"),
    ),
    Fault(
        "red skin at the start rung rests too short",
        "SR-46",
        "retinoid",
        _saying("soreness", {"counts": "red", "at_start": "yes"}, rest="short", waits="keep"),
    ),
    Fault(
        "red skin keeps its rung",
        "SR-45",
        "retinoid",
        _saying("soreness", {"counts": "red", "at_start": "no"}, rung="keep"),
    ),
    Fault(
        "raw skin does not wait for a zero",
        "SR-46",
        "retinoid",
        _saying("soreness", {"counts": "raw"}, needs_zero="keep"),
    ),
    Fault(
        "raw skin goes one rung back only", "SR-45", "retinoid", _saying("soreness", {"counts": "raw"}, rung="lower")
    ),
    Fault("a missing score ends a wait", "SR-46", "retinoid", _saying("soreness", {"counts": "unknown"}, waits="end")),
    Fault(
        "a missing score ends the wait for a zero",
        "SR-46",
        "retinoid",
        _saying("soreness", {"counts": "unknown"}, needs_zero="end"),
    ),
    Fault(
        "a mild score ends the wait for a zero",
        "SR-46",
        "retinoid, mild",
        _saying("soreness", {"counts": "mild"}, needs_zero="end"),
    ),
    Fault(
        "red twice running counts as red",
        "SR-46",
        "retinoid",
        _saying("score", {"irritation": "red", "sore_before": "yes"}, counts="red"),
    ),
    Fault("raw counts as red", "SR-46", "retinoid", _saying("score", {"irritation": "raw"}, counts="red")),
    Fault(
        "slow persons: mild twice running counts as mild",
        "SR-70",
        "retinoid, slow",
        _saying("score", {"irritation": "mild", "run": "yes", "sore_before": "no"}, counts="mild"),
    ),
    Fault("soreness holds nothing", "SR-46", "retinoid", _without("hold", sore="yes")),
    Fault("dated events hold nothing", "SR-05", "days off", _without("hold", dated="yes")),
    Fault("poor sunscreen holds nothing", "SR-63", "sunscreen", _without("hold", poor_sunscreen="yes")),
    Fault("a hold closes no evening", "SR-46", "retinoid", _without("evening", held="yes")),
    Fault("the course never ends", "SR-81", "end of the course", _without("evening", over="yes")),
    Fault("no spot test is needed", "SR-15", "spot test", _without("evening", started="no", tested="no")),
    Fault("the second active does not wait", "SR-42", "unsplit", _without("evening", **SECOND, waited="no")),
    Fault("the second active needs no calm pair", "SR-42", "unsplit", _without("evening", **SECOND, calm_pair="no")),
    Fault("the second active needs no settled rung", "SR-42", "unsplit", _without("evening", **SECOND, settled="no")),
    Fault("a rung rises without two calm check-ins", "SR-45", "retinoid", _without("evening", calm_pair="no")),
    Fault(
        "a rung rises before it has lasted",
        "SR-45",
        "retinoid",
        lambda facts: _without("evening", undisturbed="no")(_without("evening", lasted="no")(facts)),
    ),
    Fault("a rung rises though there are more bumps", "SR-82", "more bumps", _without("evening", more_bumps="yes")),
    Fault(
        "after two weeks without it the rung stays",
        "SR-45",
        "retinoid",
        _saying("gap", {"without": "days_14_to_27"}, rung="keep"),
    ),
    Fault("rungs of retinoids last a week", "SR-45", "retinoid", _ladder("retinoid", rung_days=7, rung_days_at={})),
    Fault("retinoids start at two", "SR-45", "retinoid", _ladder("retinoid", start=2)),
    Fault("acids go to four", "SR-44", "aha", lambda facts: _ladder("aha", top=4)(_limit(acid_evenings_in_7=4)(facts))),
    Fault("two days of rest instead of three", "SR-46", "retinoid", _limit(irritation_2_off_days=2)),
    Fault("three poor answers about sunscreen", "SR-63", "sunscreen", _limit(spf_poor_in_a_row=3)),
    Fault("three times more bumps", "SR-82", "more bumps", _limit(more_bumps_in_a_row=3)),
    Fault("the second active after forty-nine days", "SR-42", "unsplit", _limit(second_active_days=49)),
    Fault("a course of twenty-eight weeks", "SR-81", "end of the course", _limit(course_at_most_days=196)),
    Fault("neighbours from week five on", "SR-43", "any week", _limit(no_neighbours_until_week=4)),
    Fault("one evening more in seven", "SR-43", "any week", _limit(load_normal=((4, 4), (12, 5), (None, 6)))),
    Fault("slow persons as often as others", "SR-43", "any week", _limit(load_slow=((4, 3), (12, 4), (None, 5)))),
    Fault("four acid evenings in seven", "SR-44", "any week", _limit(acid_evenings_in_7=4)),
    Fault("the planner forgets neighbours", "SR-43", "any week", patch=(window_dp, "legal", _bounded(apart=False))),
    Fault(
        "the planner takes no acid for an acid",
        "SR-44",
        "any week",
        patch=(window_dp, "legal", _bounded(acids=(False, False))),
    ),
    Fault("waxing ends a day early", "SR-50", "dates", lambda facts: _window(facts, "waxing", last=0)),
    Fault("laser begins a day late", "SR-53", "dates", lambda facts: _window(facts, "laser", first=-6)),
    Fault(
        "a peel for slow persons begins as for others",
        "SR-51",
        "dates",
        lambda facts: _window(facts, "peel", slow_first=None),
    ),
    Fault("a trip begins on its day", "SR-63", "dates", lambda facts: _window(facts, "sunny_travel", first=0)),
    Fault(
        "microdermabrasion leaves the day before free",
        "SR-52",
        "dates",
        lambda facts: _window(facts, "microdermabrasion", first=0),
    ),
    Fault("rest days pass twice as fast", "SR-46", "retinoid", patch=(controller, "aged_dose", _twice_as_fast)),
    Fault("every two check-ins are a calm pair", "SR-45", "retinoid", patch=(controller, "calm_pair", _always)),
    Fault("a sore check-in is not heard", "SR-46", "retinoid", patch=(hearing, "stepped_back", _unchanged)),
)


def _window(facts: SafetyFacts, kind: str, **keys: Any) -> SafetyFacts:
    windows = tuple(w if w.of == "steam" else replace(w, **keys) for w in facts.windows[kind])
    return replace(facts, windows={**facts.windows, kind: windows})
