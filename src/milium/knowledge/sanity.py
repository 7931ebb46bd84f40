"""What must hold between the values of the safety tables, whatever the values are."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from milium.domain.findings import Issue
from milium.domain.safety import Active, Ladder, SafetyFacts, Window
from milium.knowledge.reading import nearest

FAMILIES = ("retinoid", "aha", "pha", "bha", "benzoyl_peroxide", "azelaic", "vitamin_c")
COUNTS = ("always", "strong", "never")
UNKNOWN_STRENGTH = ("ask", "refuse", "region_cap")
WINDOW_OF = ("x", "x_but_retinoid", "retinoid", "aha_pha", "steam")
ALLOWED = ("never", "confirmed", "free")
REGIONS = ("EU", "UK", "US", "CA", "other")
STATES = ("yes", "unsure", "trying", "breastfeeding")
ACID_ORDERS = ("gentle", "oily_nose", "usual")
WHERE = ("controller", "planner", "identify", "audit", "texts", "screens", "privacy")
KINDS = ("nights", "persons", "windows", "texts", "order")
SEVERITIES = ("hard", "soft")
EVENINGS, PHOTOTYPES = 7, range(1, 7)
NO_WINDOW = ("outdoor_day", "illness")  # known kinds that take nothing away
MAY_BE_EMPTY = ("rung_days_at", "top_from_week", "region_cap_in", "free_in")
RULE_BLOCKS = ((1, 7), (10, 16), (20, 23), (30, 35), (40, 49), (50, 56), (60, 66), (70, 72), (80, 88))
RULE_IDS = tuple(f"SR-{n:02}" for first, last in RULE_BLOCKS for n in range(first, last + 1))


def active_issues(facts: SafetyFacts) -> Iterator[Issue]:
    """Yield what is wrong with the actives: words, missing partners, strengths, names met twice."""
    seen: dict[str, str] = {}
    for active in facts.actives:
        where = f"safety/actives.yaml {active.id}"
        yield from _word(active.family, FAMILIES, f"{where}.family")
        yield from _word(active.counts, COUNTS, f"{where}.counts")
        yield from _word(active.unknown_strength, UNKNOWN_STRENGTH, f"{where}.unknown_strength")
        if active.ladder is not None:
            yield from _word(active.ladder, facts.ladders, f"{where}.ladder")
        yield from _partner_issues(active, where)
        for name in (active.id, *active.inci):
            if seen.setdefault(name, active.id) != active.id:
                yield Issue(where, f'"{name}" is also {seen[name]}.', "Leave it in one place.")
        if not active.inci or any(name != name.upper() for name in active.inci):
            yield Issue(f"{where}.inci", "must hold names in capitals.", "Write canonical INCI names.")


def ladder_issues(facts: SafetyFacts) -> Iterator[Issue]:
    """Yield what is wrong with the ladders; slow persons never go faster than others."""
    for name, (normal, slow) in facts.ladders.items():
        where = f"safety/ladders.yaml {name}"
        for kind, ladder in (("", normal), (".slow", slow)):
            yield from ladder_shape(ladder, where + kind)
        if slow.start > normal.start or slow.top > normal.top or slow.rung_days < normal.rung_days:
            yield Issue(f"{where}.slow", "goes faster than the normal ladder.", "Make it slower.")


def window_issues(facts: SafetyFacts) -> Iterator[Issue]:
    """Yield what is wrong with the windows: order of the ends, words, rules that do not exist."""
    for kind, windows in facts.windows.items():
        for window in windows:
            yield from window_shape(window, f"safety/windows.yaml {kind} {window.rule}", facts)
        if not windows and kind not in NO_WINDOW:
            yield Issue(f"safety/windows.yaml {kind}", "takes nothing away.", "Restore its rows.")


def load_issues(facts: SafetyFacts) -> Iterator[Issue]:
    """Yield what is wrong with the caps of SR-43: weeks go up, caps never fall, slow is never more."""
    limits = facts.limits
    for name, caps in (("load_normal", limits.load_normal), ("load_slow", limits.load_slow)):
        where = f"safety/limits.yaml {name}"
        weeks = [week for week, _ in caps]
        if not caps or weeks[-1] is not None or None in weeks[:-1]:
            yield Issue(where, "must end with null, and only there.", "Write the last row as [null, cap].")
            continue
        closed = [week for week in weeks if week is not None]
        if closed != sorted(set(closed)) or any(week < 1 for week in closed):
            yield Issue(where, "weeks must go up.", "Put the rows in order.")
        if any(not 0 <= cap <= EVENINGS for _, cap in caps) or [c for _, c in caps] != sorted(c for _, c in caps):
            yield Issue(where, "caps must lie in 0-7 and never fall.", "Correct the caps.")
    if limits.spot_test_to_days > limits.spot_test_from_days:
        yield Issue("safety/limits.yaml spot_test_from_days", "is later than spot_test_to_days.", "Swap them.")
    if limits.second_active_days_slow < limits.second_active_days:
        yield Issue("safety/limits.yaml second_active_days_slow", "is shorter than the normal one.", "Correct it.")
    for spec in fields(limits):
        value = getattr(limits, spec.name)
        if isinstance(value, int | float) and value < 0:
            yield Issue(f"safety/limits.yaml {spec.name}", f"{value} is negative.", "Correct it.")
    if facts.first_names < 1 or facts.blocked.essential_oil_pct <= 0:
        yield Issue("safety/actives.yaml", "first_names or essential_oil_pct is not positive.", "Correct it.")


def person_issues(facts: SafetyFacts) -> Iterator[Issue]:
    """Yield what is wrong with the word lists: every family answered for every state, names that exist."""
    where = "safety/persons.yaml"
    ids = {active.id for active in facts.actives}
    table = facts.persons.pregnancy
    for name in FAMILIES:
        if name not in table:
            yield Issue(f"{where} pregnancy.{name}", "is missing.", "Add the family.")
    for name, answers in table.items():
        yield from _word(name, (*FAMILIES, *ids), f"{where} pregnancy.{name}")
        for state in STATES:
            yield from _word(answers.get(state), ALLOWED, f"{where} pregnancy.{name}.{state}")
        for state in sorted(set(answers) - set(STATES)):
            yield Issue(f"{where} pregnancy.{name}.{state}", "unknown key.", nearest(state, STATES))
    if set(table.get("retinoid", {}).values()) != {"never"}:
        yield Issue(f"{where} pregnancy.retinoid", "must be never for all (SR-10..12).", "Correct it.")
    for name in facts.persons.minor_actives:
        yield from _word(name, ids, f"{where} minor_actives")
    yield from _order_issues(facts.persons.acid_order, ids)
    if any(phototype not in PHOTOTYPES for phototype in facts.persons.slow_phototypes):
        yield Issue(f"{where} slow_phototypes", "must be 1-6.", "Correct it.")


def rule_issues(facts: SafetyFacts) -> Iterator[Issue]:
    """Yield what is wrong with the rules: all 60 there, each with its words and its keepers."""
    for rule_id in RULE_IDS:
        if rule_id not in facts.rules:
            yield Issue(f"safety/rules.yaml {rule_id}", "is missing.", "Restore it.")
    for rule in facts.rules.values():
        where = f"safety/rules.yaml {rule.id}"
        yield from _word(rule.id, RULE_IDS, where)
        for name in ("says", "tell", "next_step", "sources", "where"):
            if not getattr(rule, name):
                yield Issue(f"{where}.{name}", "is empty.", "Write it.")
        yield from _word(rule.severity, SEVERITIES, f"{where}.severity")
        yield from _word(rule.kind, KINDS, f"{where}.kind")
        for name in rule.where:
            yield from _word(name, WHERE, f"{where}.where")
        if "J" in rule.certainty and not rule.judgement:
            yield Issue(f"{where}.judgement", "is false but the grade says J.", "Write judgement: true.")


def empty_issues(facts: SafetyFacts) -> Iterator[Issue]:
    """Yield an issue for every list of words that holds nothing, or an empty word."""
    for name, holder in (("actives", facts), ("actives.blocked", facts.blocked), ("persons", facts.persons)):
        for spec in (one for one in fields(holder) if one.init):
            value = getattr(holder, spec.name)
            empty = isinstance(value, tuple | str | Mapping) and not value and spec.name not in MAY_BE_EMPTY
            if empty or (
                isinstance(value, tuple) and any(isinstance(word, str) and not word.strip() for word in value)
            ):
                yield Issue(f"safety/{name} {spec.name}", "is empty.", "Restore the list.")


def _partner_issues(active: Active, where: str) -> Iterator[Issue]:
    placed = active.ladder is not None
    if placed and (active.cap_pct is None or active.start_pct is None):
        yield Issue(where, "has a ladder but no cap_pct or no start_pct.", "Add both.")
    if placed and active.prescription:
        yield Issue(where, "is prescription-only and has a ladder.", "Take one out.")
    if (active.counts == "strong") != (active.declared_pct is not None):
        yield Issue(f"{where}.declared_pct", "and counts: strong belong together.", "Add or take out one.")
    if (active.unknown_strength == "region_cap") != bool(active.region_cap_in):
        yield Issue(f"{where}.region_cap_in", "and region_cap belong together.", "Add or take out one.")
    if active.cap_pct_in is not None and set(active.cap_pct_in) != set(REGIONS):
        yield Issue(f"{where}.cap_pct_in", "must name every region.", f"Write {', '.join(REGIONS)}.")
    own = (active.declared_pct, active.not_below_pct, active.cap_pct, active.start_pct, active.prescription_above_pct)
    if any(n is not None and n <= 0 for n in (*own, active.equivalent, *(active.cap_pct_in or {}).values())):
        yield Issue(where, "a strength is zero or negative.", "Correct it.")


def _order_issues(orders: Mapping[str, tuple[str, ...]], ids: set[str]) -> Iterator[Issue]:
    where = "safety/persons.yaml acid_order"
    for kind in sorted(set(ACID_ORDERS) - set(orders)):
        yield Issue(f"{where}.{kind}", "is missing.", "Add the order.")
    for kind, order in orders.items():
        yield from _word(kind, ACID_ORDERS, f"{where}.{kind}")
        for name in order:
            yield from _word(name, ids, f"{where}.{kind}")


def ladder_shape(ladder: Ladder, where: str) -> Iterator[Issue]:
    """Yield what is wrong with one ladder: start, tops and lengths of its rungs."""
    tops = (ladder.top, *ladder.top_from_week.values())
    if not 1 <= ladder.start <= ladder.top or max(tops) > EVENINGS or min(tops) < ladder.top:
        yield Issue(where, f"start {ladder.start} and tops {tops} do not fit 1-7.", "Make start <= top <= 7.")
    if ladder.rung_days < EVENINGS or any(days < ladder.rung_days for days in ladder.rung_days_at.values()):
        yield Issue(where, "a rung is shorter than a week or than the others.", "Make it longer.")
    if any(not ladder.start <= rung <= max(tops) for rung in ladder.rung_days_at):
        yield Issue(where, "rung_days_at names a rung that does not exist.", "Correct it.")


def window_shape(window: Window, where: str, facts: SafetyFacts) -> Iterator[Issue]:
    """Yield what is wrong with one window: its words, and the order of its ends."""
    yield from _word(window.of, WINDOW_OF, f"{where}.of")
    yield from _word(window.rule, facts.rules, where)
    if window.first > window.last or (window.slow_first is not None and window.slow_first > window.first):
        yield Issue(where, f"runs from {window.first} to {window.last}.", "Put the ends in order.")
    closed = window.closed_days
    if closed is not None and (closed < 0 or closed + window.after_closed_days - 1 > window.last):
        yield Issue(where, "last comes before closed_days + after_closed_days.", "Make last longer.")
    if closed is None and window.after_closed_days:
        yield Issue(where, "after_closed_days stands without closed_days.", "Add closed_days.")


def _word(word: object, allowed: Any, where: str) -> Iterator[Issue]:
    if word not in allowed:
        yield Issue(where, f"{word!r} is not allowed.", nearest(str(word), allowed))
