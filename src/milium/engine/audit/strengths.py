"""What a pack states about the strength of its actives, and what that adds up to."""

import re
from collections.abc import Iterable, Mapping, Sequence

from milium.domain.judging_facts import JudgingFacts
from milium.domain.label import ActiveFound, ShelfItem
from milium.domain.safety import Active, SafetyFacts
from milium.engine.audit.wording import find_word, fold

SUM_DIGITS = 6  # so that 0.1 and 0.2 make 0.3
PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")


def stated_strengths(item: ShelfItem, facts: JudgingFacts, safety: SafetyFacts) -> dict[str, float]:
    """Return what the person typed and what the product name says.

    Returns:
        Canonical INCI name, or a family in lower case ("aha") -> % w/w. Where both speak of one
        active the higher holds. Keys that name no active stay as they are, upper case.
    """
    out: dict[str, float] = {}
    typed = ((_canonical(key, facts, safety), pct) for key, pct in item.strength_pct.items())
    for name, pct in (*typed, *_in_name(item.name, facts)):
        out[name] = max(pct, out.get(name, pct))
    return out


def named_actives(name: str, facts: JudgingFacts) -> tuple[str, ...]:
    """Return the canonical names of the actives a product name speaks of, in pack order."""
    folded = fold(name)
    words = facts.active_words
    if find_word(folded, words.lookalike_unless):
        return ()
    return tuple(inci for inci, patterns in words.actives.items() if find_word(folded, patterns))


def _canonical(key: str, facts: JudgingFacts, safety: SafetyFacts) -> str:
    upper, folded = key.strip().upper(), fold(key)
    name = facts.aliases.get(upper, upper)
    if safety.active_of(name) or name in facts.substances or name in safety.never_actives:
        return name  # a name of its own, however much its words sound like an active's
    by_id = next((a.inci[0] for a in safety.actives if a.id == folded), None)
    family = next((f for f, words in facts.active_words.families.items() if find_word(folded, words)), None)
    by_word = next((i for i, words in facts.active_words.actives.items() if find_word(folded, words)), None)
    return by_id or by_word or family or name


def _in_name(name: str, facts: JudgingFacts) -> list[tuple[str, float]]:
    """Read "Glycolic Acid 7 %" and "7 % glycolic" from a product name."""
    found = []
    begin = 0
    matches = list(PERCENT.finditer(name))
    for number, match in enumerate(matches):
        after_end = matches[number + 1].start() if number + 1 < len(matches) else len(name)
        spoken = _active_in(name[begin : match.start()], facts) or _active_in(name[match.end() : after_end], facts)
        if spoken:
            found.append((spoken, float(match[1].replace(",", "."))))
        begin = match.end()
    return found


def _active_in(stretch: str, facts: JudgingFacts) -> str | None:
    folded = fold(stretch)
    words = facts.active_words
    if find_word(folded, words.lookalike_unless):
        return None
    for table in (words.actives, words.families):
        for name, patterns in table.items():
            if find_word(folded, patterns):
                return name
    return None


def strength_of(
    name: str, declared: float | None, stated: Mapping[str, float], active: Active, alone: bool
) -> float | None:
    """Return the strength of one ingredient, or None when nobody states it.

    Args:
        name: Canonical name.
        declared: What the label states.
        stated: From `stated_strengths`.
        active: The active it is.
        alone: True when it is the only one of its family here: a family's number is then its own.
    """
    own = [pct for key, pct in stated.items() if key == name or (alone and key in (*active.inci, active.family))]
    return max([*own, *([] if declared is None else [declared])], default=None)


def total(found: Iterable[ActiveFound]) -> float | None:
    """Return the sum of the strengths, or None when one of them is not stated."""
    strengths = [a.strength_pct for a in found]
    known = [s for s in strengths if s is not None]
    return sum(known) if len(known) == len(strengths) and known else None


def stated_sum(found: Iterable[ActiveFound], equivalent: Mapping[str, float]) -> float:
    """Return what is stated so far, each times its factor (1 when it has none), in % w/w."""
    exact = sum((a.strength_pct or 0.0) * equivalent.get(a.name, 1.0) for a in found)
    return round(exact, SUM_DIGITS)


def by_cap(found: Sequence[ActiveFound], safety: SafetyFacts, region: str) -> list[tuple[list[ActiveFound], float]]:
    """Group the actives that share one cap (safety rules 0.4).

    Alpha and polyhydroxy acids share one, retinol and its esters one (in retinol equivalents),
    the salicylates one; every other active stands alone.

    Returns:
        (actives, cap in % w/w) in the order of `found`.
    """
    groups: dict[tuple[str, float], list[ActiveFound]] = {}
    for one in found:
        active = safety.active_of(one.name)
        if one.family in ("aha", "pha"):
            key = ("acids", safety.limits.aha_pha_sum_at_most_pct)
        elif active is None:
            cap = next((a.cap_pct for a in safety.actives if a.family == one.family and a.cap_pct is not None), None)
            if cap is None:
                continue
            key = (one.family, cap)
        elif active.cap_pct is None:
            continue
        else:
            regional = (active.cap_pct_in or {}).get(region, active.cap_pct)
            key = (f"{active.family} {active.ladder}", regional)
        groups.setdefault(key, []).append(one)
    return [(members, cap) for (_, cap), members in groups.items()]
